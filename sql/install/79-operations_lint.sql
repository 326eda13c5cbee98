--
-- lint: what in a table of flows would make figures wrong
--

CREATE FUNCTION @extschema@.flow_issues(
    query pg_catalog.text,
    OUT code pg_catalog.text, OUT severity pg_catalog.text, OUT affected bigint, OUT affected_value double precision,
    OUT total double precision, OUT clean double precision, OUT ratio double precision,
    OUT evidence pg_catalog.text, OUT example pg_catalog.text, OUT remedy pg_catalog.text)
RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_flow_issues'
LANGUAGE C STABLE PARALLEL UNSAFE COST 1000000 ROWS 10;

COMMENT ON FUNCTION @extschema@.flow_issues(pg_catalog.text) IS
'What in the rows of a query would make figures wrong: a row an issue, errors (the total is wrong), then warnings (probably), then notes (know it), in each by ratio falling, then by code. The query is one SELECT with columns exporter, importer and value and, as far as there are any, product, period, quantity and flow (import or export), of any type; it runs once, read-only, with the rights and the search path of the caller. affected: the rows found, of an error those to drop; affected_value: their value; total: of all rows; clean: total - affected_value, each issue by itself; ratio: total/clean, NULL where clean is not above 0. evidence says what it is about, with rows; example is the largest row; remedy what to do. An issue that cannot be looked for without a column says so in a note, its figures NULL. Not to be told from figures: the currency, FOB or CIF, origin or consignment, nominal or real. Errors: 22004 for NULL; 22023 for several statements or a missing column; 0A000 for a query that writes; 22P02 for text that is no number.';
