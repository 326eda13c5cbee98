--
-- country: countries and the other areas that trade statistics name
--

CREATE TYPE @extschema@.country_code;

CREATE FUNCTION @extschema@.country_code_in(pg_catalog.cstring) RETURNS @extschema@.country_code
AS 'MODULE_PATHNAME', 'sanctions_country_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_in(pg_catalog.cstring) IS
'Reads country_code. Text that is no known code is 22P02 (a soft error on PostgreSQL 16 and later).';

CREATE FUNCTION @extschema@.country_code_out(@extschema@.country_code) RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_country_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_out(@extschema@.country_code) IS
'Writes the three characters of country_code.';

CREATE FUNCTION @extschema@.country_code_recv(pg_catalog.internal) RETURNS @extschema@.country_code
AS 'MODULE_PATHNAME', 'sanctions_country_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_recv(pg_catalog.internal) IS
'Receives country_code: its three characters as the type writes them. Anything else is 22P03, another spelling of the code too.';

CREATE FUNCTION @extschema@.country_code_send(@extschema@.country_code) RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_country_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_send(@extschema@.country_code) IS
'Sends country_code: its three characters.';

CREATE TYPE @extschema@.country_code (
    INPUT = @extschema@.country_code_in,
    OUTPUT = @extschema@.country_code_out,
    RECEIVE = @extschema@.country_code_recv,
    SEND = @extschema@.country_code_send,
    LIKE = pg_catalog.int2
);

COMMENT ON TYPE @extschema@.country_code IS
'A country or another area of trade statistics, as three characters: the ISO 3166 alpha-3 code; where there is none, one with a digit in it (W00 World, 899 areas nes, 058 Belgium-Luxembourg). Reads alpha-2, alpha-3, M49 numbers of one to three digits and the variants of UN Comtrade, BACI and Eurostat, in any letter case; white space of any kind around them is dropped. Longer numbers are refused (22P02): other numeric systems give other countries. A withdrawn code whose number is another country''s today is that country (ZAR COD, BUR MMR); a state that split has a code of its own (SUN, YUG, CSK). Orders as its text does.';

CREATE FUNCTION @extschema@.country_code_eq(@extschema@.country_code, @extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_eq'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_eq(@extschema@.country_code, @extschema@.country_code) IS
'Implements the operator = of country_code.';

CREATE FUNCTION @extschema@.country_code_ne(@extschema@.country_code, @extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_ne'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_ne(@extschema@.country_code, @extschema@.country_code) IS
'Implements the operator <> of country_code.';

CREATE FUNCTION @extschema@.country_code_lt(@extschema@.country_code, @extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_lt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_lt(@extschema@.country_code, @extschema@.country_code) IS
'Implements the operator < of country_code.';

CREATE FUNCTION @extschema@.country_code_le(@extschema@.country_code, @extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_le'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_le(@extschema@.country_code, @extschema@.country_code) IS
'Implements the operator <= of country_code.';

CREATE FUNCTION @extschema@.country_code_gt(@extschema@.country_code, @extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_gt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_gt(@extschema@.country_code, @extschema@.country_code) IS
'Implements the operator > of country_code.';

CREATE FUNCTION @extschema@.country_code_ge(@extschema@.country_code, @extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_ge'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_ge(@extschema@.country_code, @extschema@.country_code) IS
'Implements the operator >= of country_code.';

CREATE FUNCTION @extschema@.country_code_cmp(@extschema@.country_code, @extschema@.country_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_country_cmp'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_cmp(@extschema@.country_code, @extschema@.country_code) IS
'Compares two country_code values in the order of their text, for btree indexes.';

CREATE FUNCTION @extschema@.country_code_sortsupport(pg_catalog.internal) RETURNS pg_catalog.void
AS 'MODULE_PATHNAME', 'sanctions_country_sortsupport'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_sortsupport(pg_catalog.internal) IS
'Fast comparison of country_code values while sorting.';

CREATE FUNCTION @extschema@.country_code_hash(@extschema@.country_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_country_hash'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_hash(@extschema@.country_code) IS
'Hash of a country_code.';

CREATE FUNCTION @extschema@.country_code_hash_extended(@extschema@.country_code, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'sanctions_country_hash_extended'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_hash_extended(@extschema@.country_code, bigint) IS
'Hash of a country_code with a seed, 64 bits.';

CREATE OPERATOR @extschema@.= (
    FUNCTION = @extschema@.country_code_eq, LEFTARG = @extschema@.country_code, RIGHTARG = @extschema@.country_code,
    COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES
);

COMMENT ON OPERATOR @extschema@.= (@extschema@.country_code, @extschema@.country_code) IS 'equal';

CREATE OPERATOR @extschema@.<> (
    FUNCTION = @extschema@.country_code_ne, LEFTARG = @extschema@.country_code, RIGHTARG = @extschema@.country_code,
    COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=), RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR @extschema@.<> (@extschema@.country_code, @extschema@.country_code) IS 'not equal';

CREATE OPERATOR @extschema@.< (
    FUNCTION = @extschema@.country_code_lt, LEFTARG = @extschema@.country_code, RIGHTARG = @extschema@.country_code,
    COMMUTATOR = OPERATOR(@extschema@.>), NEGATOR = OPERATOR(@extschema@.>=), RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR @extschema@.< (@extschema@.country_code, @extschema@.country_code) IS 'less';

CREATE OPERATOR @extschema@.<= (
    FUNCTION = @extschema@.country_code_le, LEFTARG = @extschema@.country_code, RIGHTARG = @extschema@.country_code,
    COMMUTATOR = OPERATOR(@extschema@.>=), NEGATOR = OPERATOR(@extschema@.>), RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR @extschema@.<= (@extschema@.country_code, @extschema@.country_code) IS 'less or equal';

CREATE OPERATOR @extschema@.> (
    FUNCTION = @extschema@.country_code_gt, LEFTARG = @extschema@.country_code, RIGHTARG = @extschema@.country_code,
    COMMUTATOR = OPERATOR(@extschema@.<), NEGATOR = OPERATOR(@extschema@.<=), RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR @extschema@.> (@extschema@.country_code, @extschema@.country_code) IS 'greater';

CREATE OPERATOR @extschema@.>= (
    FUNCTION = @extschema@.country_code_ge, LEFTARG = @extschema@.country_code, RIGHTARG = @extschema@.country_code,
    COMMUTATOR = OPERATOR(@extschema@.<=), NEGATOR = OPERATOR(@extschema@.<), RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR @extschema@.>= (@extschema@.country_code, @extschema@.country_code) IS 'greater or equal';

CREATE OPERATOR CLASS @extschema@.country_code_ops DEFAULT FOR TYPE @extschema@.country_code USING btree AS
    OPERATOR 1 @extschema@.< (@extschema@.country_code, @extschema@.country_code),
    OPERATOR 2 @extschema@.<= (@extschema@.country_code, @extschema@.country_code),
    OPERATOR 3 @extschema@.= (@extschema@.country_code, @extschema@.country_code),
    OPERATOR 4 @extschema@.>= (@extschema@.country_code, @extschema@.country_code),
    OPERATOR 5 @extschema@.> (@extschema@.country_code, @extschema@.country_code),
    FUNCTION 1 @extschema@.country_code_cmp(@extschema@.country_code, @extschema@.country_code),
    FUNCTION 2 @extschema@.country_code_sortsupport(pg_catalog.internal),
    FUNCTION 4 pg_catalog.btequalimage(pg_catalog.oid);

COMMENT ON OPERATOR CLASS @extschema@.country_code_ops USING btree IS
'Order of country_code: that of its text.';

COMMENT ON OPERATOR FAMILY @extschema@.country_code_ops USING btree IS
'Order of country_code: that of its text.';

CREATE OPERATOR CLASS @extschema@.country_code_ops DEFAULT FOR TYPE @extschema@.country_code USING hash AS
    OPERATOR 1 @extschema@.= (@extschema@.country_code, @extschema@.country_code),
    FUNCTION 1 @extschema@.country_code_hash(@extschema@.country_code),
    FUNCTION 2 @extschema@.country_code_hash_extended(@extschema@.country_code, bigint);

COMMENT ON OPERATOR CLASS @extschema@.country_code_ops USING hash IS
'Equality of country_code.';

COMMENT ON OPERATOR FAMILY @extschema@.country_code_ops USING hash IS
'Equality of country_code.';

CREATE OPERATOR CLASS @extschema@.country_code_minmax_ops
DEFAULT FOR TYPE @extschema@.country_code USING brin AS
    OPERATOR 1 @extschema@.<,
    OPERATOR 2 @extschema@.<=,
    OPERATOR 3 @extschema@.=,
    OPERATOR 4 @extschema@.>=,
    OPERATOR 5 @extschema@.>,
    FUNCTION 1 pg_catalog.brin_minmax_opcinfo(pg_catalog.internal),
    FUNCTION 2 pg_catalog.brin_minmax_add_value(pg_catalog.internal, pg_catalog.internal, pg_catalog.internal, pg_catalog.internal),
    FUNCTION 3 pg_catalog.brin_minmax_consistent(pg_catalog.internal, pg_catalog.internal, pg_catalog.internal),
    FUNCTION 4 pg_catalog.brin_minmax_union(pg_catalog.internal, pg_catalog.internal, pg_catalog.internal);

COMMENT ON OPERATOR CLASS @extschema@.country_code_minmax_ops USING brin IS
'Smallest and largest code of a range of blocks.';

COMMENT ON OPERATOR FAMILY @extschema@.country_code_minmax_ops USING brin IS
'Smallest and largest code of a range of blocks.';

CREATE FUNCTION @extschema@.country_code_larger(@extschema@.country_code, @extschema@.country_code) RETURNS @extschema@.country_code
AS 'MODULE_PATHNAME', 'sanctions_country_larger'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_larger(@extschema@.country_code, @extschema@.country_code) IS
'The larger of two codes in the order of country_code; transition function of max. NULL when either is NULL.';

CREATE AGGREGATE @extschema@.max(@extschema@.country_code) (
    SFUNC = @extschema@.country_code_larger,
    STYPE = @extschema@.country_code,
    COMBINEFUNC = @extschema@.country_code_larger,
    SORTOP = OPERATOR(@extschema@.>),
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.max(@extschema@.country_code) IS
'The last code in the order of country_code (alphabetical); NULL over no rows, NULL is skipped.';

CREATE FUNCTION @extschema@.country_code_smaller(@extschema@.country_code, @extschema@.country_code) RETURNS @extschema@.country_code
AS 'MODULE_PATHNAME', 'sanctions_country_smaller'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code_smaller(@extschema@.country_code, @extschema@.country_code) IS
'The smaller of two codes in the order of country_code; transition function of min. NULL when either is NULL.';

CREATE AGGREGATE @extschema@.min(@extschema@.country_code) (
    SFUNC = @extschema@.country_code_smaller,
    STYPE = @extschema@.country_code,
    COMBINEFUNC = @extschema@.country_code_smaller,
    SORTOP = OPERATOR(@extschema@.<),
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.min(@extschema@.country_code) IS
'The first code in the order of country_code (alphabetical); NULL over no rows, NULL is skipped.';

CREATE FUNCTION @extschema@.country_code(pg_catalog.text) RETURNS @extschema@.country_code
AS 'MODULE_PATHNAME', 'sanctions_country_of_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code(pg_catalog.text) IS
'The country or area that a text names: alpha-2, alpha-3, an M49 number or a variant of UN Comtrade, BACI or Eurostat. An alpha-2 code that was reused means its present holder. NULL for NULL; text that is no known code, or a number of more than three digits, is 22P02: try_country_code gives NULL instead.';

CREATE FUNCTION @extschema@.country_code(smallint) RETURNS @extschema@.country_code
AS 'MODULE_PATHNAME', 'sanctions_country_of_smallint'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code(smallint) IS
'The country or area with this M49 number, as ISO, UN Comtrade or BACI use it (840, 841 and 842 are all USA). NULL for NULL; an unknown number is 22023.';

CREATE FUNCTION @extschema@.country_code(integer) RETURNS @extschema@.country_code
AS 'MODULE_PATHNAME', 'sanctions_country_of_integer'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code(integer) IS
'The country or area with this M49 number, as ISO, UN Comtrade or BACI use it (840, 841 and 842 are all USA). NULL for NULL; an unknown number is 22023.';

CREATE FUNCTION @extschema@.country_code(bigint) RETURNS @extschema@.country_code
AS 'MODULE_PATHNAME', 'sanctions_country_of_bigint'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_code(bigint) IS
'The country or area with this M49 number, as ISO, UN Comtrade or BACI use it (840, 841 and 842 are all USA). NULL for NULL; an unknown number is 22023.';

CREATE FUNCTION @extschema@.text(@extschema@.country_code) RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_country_to_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.text(@extschema@.country_code) IS
'The three characters of a country_code; NULL for NULL.';

CREATE FUNCTION @extschema@.try_country_code(pg_catalog.text) RETURNS @extschema@.country_code
AS 'MODULE_PATHNAME', 'sanctions_country_try'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.try_country_code(pg_catalog.text) IS
'As country_code(text), but NULL for what cannot be read. IMMUTABLE, so that a generated column or an index can use it.';

CREATE CAST (pg_catalog.text AS @extschema@.country_code) WITH FUNCTION @extschema@.country_code(pg_catalog.text) AS ASSIGNMENT;

COMMENT ON CAST (pg_catalog.text AS @extschema@.country_code) IS 'Reads a code; unknown text is 22P02.';

-- A driver sends its strings as varchar, and staging tables have char(3).  Nothing but a cast of its
-- own lets them into a column of codes.
CREATE CAST (pg_catalog."varchar" AS @extschema@.country_code) WITH INOUT AS ASSIGNMENT;

COMMENT ON CAST (pg_catalog."varchar" AS @extschema@.country_code) IS 'Reads a code; unknown text is 22P02.';

CREATE CAST (pg_catalog.bpchar AS @extschema@.country_code) WITH INOUT AS ASSIGNMENT;

COMMENT ON CAST (pg_catalog.bpchar AS @extschema@.country_code) IS 'Reads a code; unknown text is 22P02.';

CREATE CAST (smallint AS @extschema@.country_code) WITH FUNCTION @extschema@.country_code(smallint);

COMMENT ON CAST (smallint AS @extschema@.country_code) IS 'Reads an M49 number; an unknown one is 22023.';

CREATE CAST (integer AS @extschema@.country_code) WITH FUNCTION @extschema@.country_code(integer);

COMMENT ON CAST (integer AS @extschema@.country_code) IS 'Reads an M49 number; an unknown one is 22023.';

CREATE CAST (bigint AS @extschema@.country_code) WITH FUNCTION @extschema@.country_code(bigint);

COMMENT ON CAST (bigint AS @extschema@.country_code) IS 'Reads an M49 number; an unknown one is 22023.';

CREATE CAST (@extschema@.country_code AS pg_catalog.text) WITH FUNCTION @extschema@.text(@extschema@.country_code) AS ASSIGNMENT;

COMMENT ON CAST (@extschema@.country_code AS pg_catalog.text) IS 'The three characters.';

CREATE FUNCTION @extschema@.alpha2(@extschema@.country_code) RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_country_alpha2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.alpha2(@extschema@.country_code) IS
'ISO 3166 alpha-2 code, or Eurostat''s (XK Kosovo, QP high seas), in capitals. NULL where there is none that reads as the same code (a reused one is its present holder''s), and for NULL.';

CREATE FUNCTION @extschema@.alpha3(@extschema@.country_code) RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_country_alpha3'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.alpha3(@extschema@.country_code) IS
'ISO 3166 alpha-3 code, of withdrawn codes too, in capitals; XKX is Kosovo. NULL for areas without one, and for NULL.';

CREATE FUNCTION @extschema@.m49(@extschema@.country_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_country_m49'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.m49(@extschema@.country_code) IS
'M49 number: that of ISO (USA 840), else that of UN Comtrade (World 0, areas nes 899). NULL where there is none that reads as the same code (a number that was kept or reused is its present holder''s), and for NULL.';

CREATE FUNCTION @extschema@.country_name(@extschema@.country_code) RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_country_name'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.country_name(@extschema@.country_code) IS
'English name: that of ISO 3166, else that of UN Comtrade or Eurostat. In a database whose encoding is not UTF8 letters lose their accents. NULL for NULL.';

CREATE FUNCTION @extschema@.is_aggregate(@extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_is_aggregate'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.is_aggregate(@extschema@.country_code) IS
'Whether the code is a sum, which counts twice beside its members: World, the European Union, the euro area, ASEAN, inside and outside the European Union. False for what counts once: countries, and residuals (is_residual). XI and XU are parts of GBR and no sums: beside GBR they count twice. NULL for NULL.';

CREATE FUNCTION @extschema@.is_aggregate(pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_is_aggregate_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.is_aggregate(pg_catalog.text) IS
'As is_aggregate(country_code) for the code that a text names; false for text that is no known code, NULL for NULL.';

CREATE FUNCTION @extschema@.is_residual(@extschema@.country_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_is_residual'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.is_residual(@extschema@.country_code) IS
'Whether the code is a residual, trade that is given to no country and counts once: areas nes (899, _X, E19 and the other nes), bunkers 837, free zones 838, special categories 839, Eurostat''s QP to QZ. It belongs in a total and is no partner. NULL for NULL.';

CREATE FUNCTION @extschema@.is_residual(pg_catalog.text) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_country_is_residual_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.is_residual(pg_catalog.text) IS
'As is_residual(country_code) for the code that a text names; false for text that is no known code, NULL for NULL.';

CREATE FUNCTION @extschema@.alpha2(pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN @extschema@.alpha2(@extschema@.try_country_code($1));

COMMENT ON FUNCTION @extschema@.alpha2(pg_catalog.text) IS
'As alpha2(country_code) for the code that a text names: alpha2(''CHN'') is CN. NULL for text that is no known code, as for NULL.';

CREATE FUNCTION @extschema@.alpha3(pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN @extschema@.alpha3(@extschema@.try_country_code($1));

COMMENT ON FUNCTION @extschema@.alpha3(pg_catalog.text) IS
'As alpha3(country_code) for the code that a text names: alpha3(''CN'') is CHN. NULL for text that is no known code, as for NULL.';

CREATE FUNCTION @extschema@.m49(pg_catalog.text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN @extschema@.m49(@extschema@.try_country_code($1));

COMMENT ON FUNCTION @extschema@.m49(pg_catalog.text) IS
'As m49(country_code) for the code that a text names: m49(''CN'') is 156. NULL for text that is no known code, as for NULL.';

CREATE FUNCTION @extschema@.country_name(pg_catalog.text) RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN @extschema@.country_name(@extschema@.try_country_code($1));

COMMENT ON FUNCTION @extschema@.country_name(pg_catalog.text) IS
'As country_name(country_code) for the code that a text names: country_name(''CN'') is China. NULL for text that is no known code, as for NULL.';

CREATE FUNCTION @extschema@.country_code_rows(
    OUT code @extschema@.country_code, OUT alpha2 pg_catalog.text, OUT alpha3 pg_catalog.text, OUT m49 integer, OUT name pg_catalog.text,
    OUT aggregate boolean, OUT residual boolean)
RETURNS SETOF pg_catalog.record
AS 'MODULE_PATHNAME', 'sanctions_country_rows'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 333;

COMMENT ON FUNCTION @extschema@.country_code_rows() IS
'Every known code in order, with what alpha2, alpha3, m49, country_name, is_aggregate and is_residual give for it; behind the view sanctions_country.';

CREATE VIEW @extschema@.sanctions_country AS
SELECT c.code, c.alpha2, c.alpha3, c.m49, c.name, c.aggregate, c.residual
FROM @extschema@.country_code_rows() AS c;

COMMENT ON VIEW @extschema@.sanctions_country IS
'Every known country code: code, alpha-2 and alpha-3 code, M49 number, name, and whether it is a sum or a residual.';
COMMENT ON COLUMN @extschema@.sanctions_country.code IS 'The code: three characters.';
COMMENT ON COLUMN @extschema@.sanctions_country.alpha2 IS 'ISO 3166 alpha-2 code, or Eurostat''s; NULL where there is none that reads as this code.';
COMMENT ON COLUMN @extschema@.sanctions_country.alpha3 IS 'ISO 3166 alpha-3 code; NULL for areas without one.';
COMMENT ON COLUMN @extschema@.sanctions_country.m49 IS 'M49 number, else that of UN Comtrade; NULL where there is none that reads as this code.';
COMMENT ON COLUMN @extschema@.sanctions_country.name IS 'English name.';
COMMENT ON COLUMN @extschema@.sanctions_country.aggregate IS 'Whether it is a sum, which counts twice beside its members.';
COMMENT ON COLUMN @extschema@.sanctions_country.residual IS 'Whether it is a residual: trade that is given to no country and counts once.';

GRANT SELECT ON @extschema@.sanctions_country TO PUBLIC;

-- Only the server calls what is here, and asks nobody for EXECUTE.
REVOKE EXECUTE ON FUNCTION
    @extschema@.country_code_recv(pg_catalog.internal),
    @extschema@.country_code_sortsupport(pg_catalog.internal)
FROM PUBLIC;
