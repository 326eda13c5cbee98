--
-- operations_import_number: numbers as files write them
--

CREATE FUNCTION @extschema@.sanctions_import_number(label pg_catalog.text, decimal_point pg_catalog.text) RETURNS numeric
AS 'MODULE_PATHNAME', 'sanctions_import_number' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.sanctions_import_number(pg_catalog.text, pg_catalog.text) IS
'The number that a text of a file is: with a sign, an exponent, white space around it, and between thousands (or lakhs) the mark that is not the decimal point (. or a comma), blanks or apostrophes. NULL where it is none, or has more than 60 digits; 22023 for another decimal point.';

CREATE FUNCTION @extschema@.sanctions_import_quantity_number(label pg_catalog.text, decimal_point pg_catalog.text) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_import_quantity_number' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.sanctions_import_quantity_number(pg_catalog.text, pg_catalog.text) IS
'A step of sanctions_import: sanctions_import_number for quantities, which are doubles.';

CREATE FUNCTION @extschema@.sanctions_import_number_marks(label pg_catalog.text) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_import_number_marks' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.sanctions_import_number_marks(pg_catalog.text) IS
'A step of sanctions_import: what a number tells of the decimal point of its file, as bits: 1 that it is a point (12.5, 1,234.5, 1,234,567), 2 that it is a comma (12,5, 1.234,5, 1.234.567), 4 that it has a comma which may be one or not (12,500); 0 where it tells nothing.';
