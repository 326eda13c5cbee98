-- CEPII's BACI: one row an exporter, importer, HS6 product and year, thousand dollars.
-- Countries are UN M49 numbers; products have lost their leading zeros; quantities
-- are padded with blanks and may read NA.
-- columns: t i j k v
-- optional: q
\set unit 'US dollars'
\set file_unit 'thousand US dollars'
\set factor 1000
CREATE TEMP VIEW own_read AS
SELECT btrim(i) AS exporter, btrim(j) AS importer, CASE WHEN length(k) = 5 THEN '0' ELSE '' END || k AS product, btrim(t) AS period, btrim(v) AS value,
	btrim(q) AS quantity, NULL::text AS skip, false AS by_exporter
FROM (SELECT t, i, j, btrim(k) AS k, v, q FROM own_raw) AS r;
