-- Eurostat's Comext: a reporter's imports and exports by partner, product and month,
-- euro.  HS headings and the lines under them may stand in one file.
-- columns: reporter|declarant_iso partner|partner_iso cn8|product|product_nc period flow value_eur|value_in_euros|value
-- optional: quantity_kg|quantity_in_kg
\set unit 'euro'
\set file_unit 'euro'
\set factor 1
CREATE TEMP VIEW own_read AS
SELECT CASE WHEN upper(flow) IN ('IMPORT', '1') THEN partner ELSE reporter END AS exporter,
	CASE WHEN upper(flow) IN ('IMPORT', '1') THEN reporter ELSE partner END AS importer,
	btrim(cn8) AS product, replace(btrim(period), '-', '') AS period, btrim(value_eur) AS value,
	btrim(quantity_kg) AS quantity,
	CASE WHEN upper(flow) NOT IN ('IMPORT', '1', 'EXPORT', '2') THEN 'flow ' || flow || ', neither import nor export' END AS skip,
	upper(flow) IN ('EXPORT', '2') AS by_exporter
FROM own_raw;
