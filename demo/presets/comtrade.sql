-- A download from UN Comtrade: imports and exports as their reporters give them, US
-- dollars.  World and other aggregates, breakdowns by second partner, customs
-- procedure and transport, and re-exports (a part of the exports) stand beside the
-- flows and would count twice.  Codes may be padded with blanks.
-- columns: period reportercode flowcode partnercode cmdcode primaryvalue
-- optional: freqcode partner2code customscode motcode moscode qty
\set unit 'US dollars'
\set file_unit 'US dollars'
\set factor 1
CREATE TEMP VIEW own_read AS
SELECT CASE WHEN flow = 'M' THEN partnercode ELSE reportercode END AS exporter,
	CASE WHEN flow = 'M' THEN reportercode ELSE partnercode END AS importer,
	btrim(cmdcode) AS product, btrim(period) AS period, btrim(primaryvalue) AS value, btrim(qty) AS quantity,
	CASE
		WHEN flow NOT IN ('M', 'X') THEN 'flow ' || flow || ', a part of imports or exports'
		WHEN btrim(partner2code) <> '0' THEN 'breakdown by second partner'
		WHEN btrim(customscode) <> 'C00' THEN 'breakdown by customs procedure'
		WHEN btrim(motcode) <> '0' THEN 'breakdown by mode of transport'
		WHEN btrim(moscode) <> '0' THEN 'breakdown by mode of supply'
		WHEN freqcode = 'A' AND EXISTS (SELECT FROM own_raw WHERE freqcode = 'M') THEN 'year beside its months'
	END AS skip,
	flow = 'X' AS by_exporter
FROM own_raw, btrim(flowcode) AS flow;
