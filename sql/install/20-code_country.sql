--
-- country: countries and the other areas that trade statistics name
--

CREATE TYPE country_code;

CREATE FUNCTION country_code_in(cstring) RETURNS country_code
AS 'MODULE_PATHNAME', 'sanctions_country_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_in(cstring) IS
'Reads country_code. Text that is no known code is 22P02 (a soft error on PostgreSQL 16 and later).';

CREATE FUNCTION country_code_out(country_code) RETURNS cstring
AS 'MODULE_PATHNAME', 'sanctions_country_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_out(country_code) IS
'Writes the three characters of country_code.';

CREATE FUNCTION country_code_recv(internal) RETURNS country_code
AS 'MODULE_PATHNAME', 'sanctions_country_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_recv(internal) IS
'Receives country_code: a version byte, then the code. Anything else is 22P03.';

CREATE FUNCTION country_code_send(country_code) RETURNS bytea
AS 'MODULE_PATHNAME', 'sanctions_country_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_send(country_code) IS
'Sends country_code: a version byte, then the code as two bytes in network order.';

CREATE TYPE country_code (
    INPUT = country_code_in,
    OUTPUT = country_code_out,
    RECEIVE = country_code_recv,
    SEND = country_code_send,
    LIKE = pg_catalog.int2
);

COMMENT ON TYPE country_code IS
'A country or another area of trade statistics, as three characters: the ISO 3166 alpha-3 code; where there is none, one with a digit in it (W00 World, 899 areas nes, 058 Belgium-Luxembourg). Reads alpha-2, alpha-3, M49 numbers and the variants of UN Comtrade, BACI and Eurostat, in any letter case, blanks around them ignored. Orders as its text does.';

CREATE FUNCTION country_code_eq(country_code, country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_eq'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_eq(country_code, country_code) IS
'Implements the operator = of country_code.';

CREATE FUNCTION country_code_ne(country_code, country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_ne'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_ne(country_code, country_code) IS
'Implements the operator <> of country_code.';

CREATE FUNCTION country_code_lt(country_code, country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_lt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_lt(country_code, country_code) IS
'Implements the operator < of country_code.';

CREATE FUNCTION country_code_le(country_code, country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_le'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_le(country_code, country_code) IS
'Implements the operator <= of country_code.';

CREATE FUNCTION country_code_gt(country_code, country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_gt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_gt(country_code, country_code) IS
'Implements the operator > of country_code.';

CREATE FUNCTION country_code_ge(country_code, country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_ge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_ge(country_code, country_code) IS
'Implements the operator >= of country_code.';

CREATE FUNCTION country_code_cmp(country_code, country_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_country_cmp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_cmp(country_code, country_code) IS
'Compares two country_code values in the order of their text, for btree indexes.';

CREATE FUNCTION country_code_sortsupport(internal) RETURNS void
AS 'MODULE_PATHNAME', 'sanctions_country_sortsupport'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_sortsupport(internal) IS
'Fast comparison of country_code values while sorting.';

CREATE FUNCTION country_code_hash(country_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_country_hash'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_hash(country_code) IS
'Hash of a country_code.';

CREATE FUNCTION country_code_hash_extended(country_code, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'sanctions_country_hash_extended'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_hash_extended(country_code, bigint) IS
'Hash of a country_code with a seed, 64 bits.';

CREATE OPERATOR = (
    FUNCTION = country_code_eq, LEFTARG = country_code, RIGHTARG = country_code,
    COMMUTATOR = =, NEGATOR = <>, RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES
);

COMMENT ON OPERATOR = (country_code, country_code) IS 'equal';

CREATE OPERATOR <> (
    FUNCTION = country_code_ne, LEFTARG = country_code, RIGHTARG = country_code,
    COMMUTATOR = <>, NEGATOR = =, RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR <> (country_code, country_code) IS 'not equal';

CREATE OPERATOR < (
    FUNCTION = country_code_lt, LEFTARG = country_code, RIGHTARG = country_code,
    COMMUTATOR = >, NEGATOR = >=, RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR < (country_code, country_code) IS 'less';

CREATE OPERATOR <= (
    FUNCTION = country_code_le, LEFTARG = country_code, RIGHTARG = country_code,
    COMMUTATOR = >=, NEGATOR = >, RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR <= (country_code, country_code) IS 'less or equal';

CREATE OPERATOR > (
    FUNCTION = country_code_gt, LEFTARG = country_code, RIGHTARG = country_code,
    COMMUTATOR = <, NEGATOR = <=, RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR > (country_code, country_code) IS 'greater';

CREATE OPERATOR >= (
    FUNCTION = country_code_ge, LEFTARG = country_code, RIGHTARG = country_code,
    COMMUTATOR = <=, NEGATOR = <, RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR >= (country_code, country_code) IS 'greater or equal';

CREATE OPERATOR CLASS country_code_ops DEFAULT FOR TYPE country_code USING btree AS
    OPERATOR 1 < (country_code, country_code),
    OPERATOR 2 <= (country_code, country_code),
    OPERATOR 3 = (country_code, country_code),
    OPERATOR 4 >= (country_code, country_code),
    OPERATOR 5 > (country_code, country_code),
    FUNCTION 1 country_code_cmp(country_code, country_code),
    FUNCTION 2 country_code_sortsupport(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);

COMMENT ON OPERATOR CLASS country_code_ops USING btree IS
'Order of country_code: that of its text.';

COMMENT ON OPERATOR FAMILY country_code_ops USING btree IS
'Order of country_code: that of its text.';

CREATE OPERATOR CLASS country_code_ops DEFAULT FOR TYPE country_code USING hash AS
    OPERATOR 1 = (country_code, country_code),
    FUNCTION 1 country_code_hash(country_code),
    FUNCTION 2 country_code_hash_extended(country_code, bigint);

COMMENT ON OPERATOR CLASS country_code_ops USING hash IS
'Equality of country_code.';

COMMENT ON OPERATOR FAMILY country_code_ops USING hash IS
'Equality of country_code.';

CREATE FUNCTION country_code_larger(country_code, country_code) RETURNS country_code
AS 'MODULE_PATHNAME', 'sanctions_country_larger'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_larger(country_code, country_code) IS
'The larger of two codes in the order of country_code; transition function of max. NULL when either is NULL.';

CREATE AGGREGATE max(country_code) (
    SFUNC = country_code_larger,
    STYPE = country_code,
    COMBINEFUNC = country_code_larger,
    SORTOP = >,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE max(country_code) IS
'The last code in the order of country_code (alphabetical); NULL over no rows, NULL is skipped.';

CREATE FUNCTION country_code_smaller(country_code, country_code) RETURNS country_code
AS 'MODULE_PATHNAME', 'sanctions_country_smaller'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code_smaller(country_code, country_code) IS
'The smaller of two codes in the order of country_code; transition function of min. NULL when either is NULL.';

CREATE AGGREGATE min(country_code) (
    SFUNC = country_code_smaller,
    STYPE = country_code,
    COMBINEFUNC = country_code_smaller,
    SORTOP = <,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE min(country_code) IS
'The first code in the order of country_code (alphabetical); NULL over no rows, NULL is skipped.';

CREATE FUNCTION country_code(text) RETURNS country_code
AS 'MODULE_PATHNAME', 'sanctions_country_of_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code(text) IS
'The country or area that a text names: alpha-2, alpha-3, an M49 number or a variant of UN Comtrade, BACI or Eurostat. An alpha-2 code that was reused means its present holder. Text that is no known code is 22P02; try_country_code gives NULL instead.';

CREATE FUNCTION country_code(integer) RETURNS country_code
AS 'MODULE_PATHNAME', 'sanctions_country_of_integer'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_code(integer) IS
'The country or area with this M49 number, as ISO, UN Comtrade or BACI use it (840, 841 and 842 are all USA). An unknown number is 22023.';

CREATE FUNCTION text(country_code) RETURNS text
AS 'MODULE_PATHNAME', 'sanctions_country_to_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION text(country_code) IS
'The three characters of a country_code.';

CREATE FUNCTION try_country_code(text) RETURNS country_code
AS 'MODULE_PATHNAME', 'sanctions_country_try'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION try_country_code(text) IS
'As country_code(text), but NULL for what cannot be read.';

CREATE CAST (text AS country_code) WITH FUNCTION country_code(text);

COMMENT ON CAST (text AS country_code) IS 'Reads a code; unknown text is 22P02.';

CREATE CAST (integer AS country_code) WITH FUNCTION country_code(integer);

COMMENT ON CAST (integer AS country_code) IS 'Reads an M49 number; an unknown one is 22023.';

CREATE CAST (country_code AS text) WITH FUNCTION text(country_code) AS ASSIGNMENT;

COMMENT ON CAST (country_code AS text) IS 'The three characters.';

CREATE FUNCTION alpha2(country_code) RETURNS text
AS 'MODULE_PATHNAME', 'sanctions_country_alpha2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION alpha2(country_code) IS
'ISO 3166 alpha-2 code, or Eurostat''s (XK Kosovo, QP high seas), in capitals. NULL where there is none that reads as the same code: a reused one is its present holder''s.';

CREATE FUNCTION alpha3(country_code) RETURNS text
AS 'MODULE_PATHNAME', 'sanctions_country_alpha3'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION alpha3(country_code) IS
'ISO 3166 alpha-3 code, of withdrawn codes too, in capitals; XKX is Kosovo. NULL for areas without one.';

CREATE FUNCTION m49(country_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_country_m49'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION m49(country_code) IS
'M49 number: that of ISO (USA 840), else that of UN Comtrade (World 0, areas nes 899). NULL where there is none that reads as the same code: a number that was kept or reused is its present holder''s.';

CREATE FUNCTION country_name(country_code) RETURNS text
AS 'MODULE_PATHNAME', 'sanctions_country_name'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION country_name(country_code) IS
'English name: that of ISO 3166, else that of UN Comtrade or Eurostat. In a database whose encoding is not UTF8 letters lose their accents.';

CREATE FUNCTION is_aggregate(country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_is_aggregate'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION is_aggregate(country_code) IS
'Whether the code is no country or territory but a sum or a residual: World, the European Union, ASEAN, areas nes, bunkers, free zones, special categories.';

CREATE FUNCTION is_aggregate(text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_is_aggregate_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION is_aggregate(text) IS
'As is_aggregate(country_code) for the code that a text names; false for text that is no known code, NULL for NULL.';

CREATE FUNCTION sanctions_countries(
    OUT code country_code, OUT alpha2 text, OUT alpha3 text, OUT m49 integer, OUT name text, OUT aggregate boolean)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'sanctions_countries'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 342;

COMMENT ON FUNCTION sanctions_countries() IS
'Every known code in order, with what alpha2, alpha3, m49, country_name and is_aggregate give for it.';

CREATE VIEW sanctions_country AS
SELECT c.code, c.alpha2, c.alpha3, c.m49, c.name, c.aggregate
FROM @extschema@.sanctions_countries() AS c;

COMMENT ON VIEW sanctions_country IS
'Every known country code: code, alpha-2 and alpha-3 code, M49 number, name, and whether it is an aggregate.';
COMMENT ON COLUMN sanctions_country.code IS 'The code: three characters.';
COMMENT ON COLUMN sanctions_country.alpha2 IS 'ISO 3166 alpha-2 code, or Eurostat''s; NULL where there is none that reads as this code.';
COMMENT ON COLUMN sanctions_country.alpha3 IS 'ISO 3166 alpha-3 code; NULL for areas without one.';
COMMENT ON COLUMN sanctions_country.m49 IS 'M49 number, else that of UN Comtrade; NULL where there is none that reads as this code.';
COMMENT ON COLUMN sanctions_country.name IS 'English name.';
COMMENT ON COLUMN sanctions_country.aggregate IS 'Whether it is no country or territory but a sum or a residual.';

GRANT SELECT ON sanctions_country TO PUBLIC;
