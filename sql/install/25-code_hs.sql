--
-- hs: codes of the Harmonized System
--

CREATE TYPE @extschema@.hs_code;

CREATE FUNCTION @extschema@.hs_code_in(pg_catalog.cstring) RETURNS @extschema@.hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_in(pg_catalog.cstring) IS
'Input of hs_code; 22P02 where the text is no code.';

CREATE FUNCTION @extschema@.hs_code_out(@extschema@.hs_code) RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_hs_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_out(@extschema@.hs_code) IS
'Output of hs_code: its digits.';

CREATE FUNCTION @extschema@.hs_code_recv(pg_catalog.internal) RETURNS @extschema@.hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_recv(pg_catalog.internal) IS
'Binary input of hs_code: its digits. Anything else is 22P03, a code with dots or blanks too.';

CREATE FUNCTION @extschema@.hs_code_send(@extschema@.hs_code) RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_hs_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_send(@extschema@.hs_code) IS
'Binary output of hs_code: its digits.';

CREATE TYPE @extschema@.hs_code (
    INPUT = @extschema@.hs_code_in,
    OUTPUT = @extschema@.hs_code_out,
    RECEIVE = @extschema@.hs_code_recv,
    SEND = @extschema@.hs_code_send,
    LIKE = bigint,
    CATEGORY = 'U'
);

COMMENT ON TYPE @extschema@.hs_code IS
'Code of the Harmonized System or of a tariff built on it: 2, 4, 6, 8 or 10 digits. Reads single dots after an even number of digits (8542.31); white space of any kind is dropped. 22P02 for an odd number of digits (a leading zero was lost, which hs_code(number, digits) restores), for numbers with a decimal point (10121.0, 854231.0), for more than 10 digits and for the chapters 00 and 77, which do not exist. Order is that of the text, so a heading stands right before its codes. 8 bytes.';

CREATE FUNCTION @extschema@.hs_code(number bigint, digits integer) RETURNS @extschema@.hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_from_number'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code(bigint, integer) IS
'The number as a code of so many digits, leading zeros restored: hs_code(10121, 6) is 010121. 22023 where digits is not 2, 4, 6, 8 or 10; 22003 where the number is negative, longer, or in the chapters 00 or 77, as hs_code(8542, 6) is. NULL for NULL.';

CREATE FUNCTION @extschema@.hs_code(code pg_catalog.text) RETURNS @extschema@.hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_from_text_arg'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code(pg_catalog.text) IS
'Reads a code, as the input of hs_code does; 22P02 where the text is no code, NULL for NULL.';

CREATE FUNCTION @extschema@.try_hs_code(code pg_catalog.text) RETURNS @extschema@.hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_try'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.try_hs_code(pg_catalog.text) IS
'Reads a code, as the input of hs_code does; NULL where the text is no code. IMMUTABLE, so that a generated column or an index can use it.';

CREATE FUNCTION @extschema@.try_hs_code(code pg_catalog.text, digits integer) RETURNS @extschema@.hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_try_digits'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.try_hs_code(pg_catalog.text, integer) IS
'Reads a code that is known to have so many digits: as try_hs_code(text), and a number that lost its leading zero or became a float too. try_hs_code(''10121'', 6) and try_hs_code(''10121.0'', 6) are 010121. NULL where the text is no code of so many digits: it is never cut, and never filled up by more than the one zero that can be lost. 22023 where digits is not 2, 4, 6, 8 or 10.';

CREATE FUNCTION @extschema@.text(code @extschema@.hs_code) RETURNS pg_catalog.text
AS 'MODULE_PATHNAME', 'sanctions_hs_to_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.text(@extschema@.hs_code) IS
'The digits of a code; NULL for NULL.';

CREATE CAST (pg_catalog.text AS @extschema@.hs_code) WITH FUNCTION @extschema@.hs_code(pg_catalog.text) AS ASSIGNMENT;

COMMENT ON CAST (pg_catalog.text AS @extschema@.hs_code) IS
'On assignment; 22P02 where the text is no code. try_hs_code gives NULL instead.';

-- A driver sends its strings as varchar, and staging tables have char(6).  Nothing but a cast of its
-- own lets them into a column of codes.
CREATE CAST (pg_catalog."varchar" AS @extschema@.hs_code) WITH INOUT AS ASSIGNMENT;

COMMENT ON CAST (pg_catalog."varchar" AS @extschema@.hs_code) IS
'On assignment; 22P02 where the text is no code. try_hs_code gives NULL instead.';

CREATE CAST (pg_catalog.bpchar AS @extschema@.hs_code) WITH INOUT AS ASSIGNMENT;

COMMENT ON CAST (pg_catalog.bpchar AS @extschema@.hs_code) IS
'On assignment; 22P02 where the text is no code. try_hs_code gives NULL instead.';

CREATE CAST (@extschema@.hs_code AS pg_catalog.text) WITH FUNCTION @extschema@.text(@extschema@.hs_code) AS ASSIGNMENT;

COMMENT ON CAST (@extschema@.hs_code AS pg_catalog.text) IS
'The digits of a code.';

CREATE FUNCTION @extschema@.hs_digits(code @extschema@.hs_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_hs_digits'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_digits(@extschema@.hs_code) IS
'Number of digits of a code: 2, 4, 6, 8 or 10; NULL for NULL.';

CREATE FUNCTION @extschema@.hs_chapter(code @extschema@.hs_code) RETURNS @extschema@.hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_chapter'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_chapter(@extschema@.hs_code) IS
'The chapter of a code: its first 2 digits; NULL for NULL.';

CREATE FUNCTION @extschema@.hs_level(code @extschema@.hs_code, digits integer) RETURNS @extschema@.hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_level'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_level(@extschema@.hs_code, integer) IS
'A code cut to so many digits: 4 is its heading, 6 its subheading. NULL where the code has fewer, and for NULL; 22023 where digits is not 2, 4, 6, 8 or 10.';

CREATE FUNCTION @extschema@.hs_digits(code pg_catalog.text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN @extschema@.hs_digits(@extschema@.try_hs_code(code));

COMMENT ON FUNCTION @extschema@.hs_digits(pg_catalog.text) IS
'As hs_digits(hs_code) for the code that a text is: hs_digits(''8542.31'') is 6. NULL for text that is no code, as for NULL.';

CREATE FUNCTION @extschema@.hs_chapter(code pg_catalog.text) RETURNS @extschema@.hs_code
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN @extschema@.hs_chapter(@extschema@.try_hs_code(code));

COMMENT ON FUNCTION @extschema@.hs_chapter(pg_catalog.text) IS
'As hs_chapter(hs_code) for the code that a text is: hs_chapter(''8542.31'') is 85. NULL for text that is no code, as for NULL.';

CREATE FUNCTION @extschema@.hs_level(code pg_catalog.text, digits integer) RETURNS @extschema@.hs_code
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN @extschema@.hs_level(@extschema@.try_hs_code(code), digits);

COMMENT ON FUNCTION @extschema@.hs_level(pg_catalog.text, integer) IS
'As hs_level(hs_code, integer) for the code that a text is: hs_level(''8542.31'', 4) is 8542. NULL for text that is no code or has fewer digits, as for NULL; 22023 where digits is not 2, 4, 6, 8 or 10.';

CREATE FUNCTION @extschema@.hs_range_end(code @extschema@.hs_code) RETURNS @extschema@.hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_range_end'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_range_end(@extschema@.hs_code) IS
'The last code of 10 digits within a code: c is within x if and only if c >= x and c <= hs_range_end(x).';

CREATE FUNCTION @extschema@.hs_within_support(pg_catalog.internal) RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'sanctions_hs_within_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_within_support(pg_catalog.internal) IS
'Planner support of hs_within: with a constant ancestor it is a range of codes, which partitions, BRIN, partial indexes and foreign servers understand; with another one a btree or BRIN index on hs_code answers it as a range.';

CREATE FUNCTION @extschema@.hs_contains_support(pg_catalog.internal) RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'sanctions_hs_contains_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_contains_support(pg_catalog.internal) IS
'Planner support of hs_contains: with a constant ancestor it is a range of codes, which partitions, BRIN, partial indexes and foreign servers understand; with another one a btree or BRIN index on hs_code answers it as a range.';

CREATE FUNCTION @extschema@.hs_within(code @extschema@.hs_code, ancestor @extschema@.hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_within'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.hs_within_support;

COMMENT ON FUNCTION @extschema@.hs_within(@extschema@.hs_code, @extschema@.hs_code) IS
'Whether a code is the ancestor or stands under it: its text begins with that of the ancestor. The operator is <@.';

CREATE FUNCTION @extschema@.hs_contains(ancestor @extschema@.hs_code, code @extschema@.hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_contains'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
SUPPORT @extschema@.hs_contains_support;

COMMENT ON FUNCTION @extschema@.hs_contains(@extschema@.hs_code, @extschema@.hs_code) IS
'Whether a code is the ancestor or stands under it: its text begins with that of the ancestor. The operator is @>.';

CREATE OPERATOR @extschema@.<@ (
    FUNCTION = @extschema@.hs_within,
    LEFTARG = @extschema@.hs_code,
    RIGHTARG = @extschema@.hs_code,
    COMMUTATOR = OPERATOR(@extschema@.@>),
    RESTRICT = pg_catalog.matchingsel,
    JOIN = pg_catalog.matchingjoinsel
);

COMMENT ON OPERATOR @extschema@.<@ (@extschema@.hs_code, @extschema@.hs_code) IS
'The left code is the right one or stands under it: 854231 <@ 8542. A btree index answers it.';

CREATE OPERATOR @extschema@.@> (
    FUNCTION = @extschema@.hs_contains,
    LEFTARG = @extschema@.hs_code,
    RIGHTARG = @extschema@.hs_code,
    COMMUTATOR = OPERATOR(@extschema@.<@),
    RESTRICT = pg_catalog.matchingsel,
    JOIN = pg_catalog.matchingjoinsel
);

COMMENT ON OPERATOR @extschema@.@> (@extschema@.hs_code, @extschema@.hs_code) IS
'The right code is the left one or stands under it: 8542 @> 854231. A btree index answers it.';

CREATE FUNCTION @extschema@.hs_code_lt(@extschema@.hs_code, @extschema@.hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_lt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_lt(@extschema@.hs_code, @extschema@.hs_code) IS
'Implements the operator <.';

CREATE FUNCTION @extschema@.hs_code_le(@extschema@.hs_code, @extschema@.hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_le'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_le(@extschema@.hs_code, @extschema@.hs_code) IS
'Implements the operator <=.';

CREATE FUNCTION @extschema@.hs_code_eq(@extschema@.hs_code, @extschema@.hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_eq'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_eq(@extschema@.hs_code, @extschema@.hs_code) IS
'Implements the operator =.';

CREATE FUNCTION @extschema@.hs_code_ne(@extschema@.hs_code, @extschema@.hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_ne'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_ne(@extschema@.hs_code, @extschema@.hs_code) IS
'Implements the operator <>.';

CREATE FUNCTION @extschema@.hs_code_ge(@extschema@.hs_code, @extschema@.hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_ge'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_ge(@extschema@.hs_code, @extschema@.hs_code) IS
'Implements the operator >=.';

CREATE FUNCTION @extschema@.hs_code_gt(@extschema@.hs_code, @extschema@.hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_gt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_gt(@extschema@.hs_code, @extschema@.hs_code) IS
'Implements the operator >.';

CREATE OPERATOR @extschema@.< (
    FUNCTION = @extschema@.hs_code_lt,
    LEFTARG = @extschema@.hs_code,
    RIGHTARG = @extschema@.hs_code,
    COMMUTATOR = OPERATOR(@extschema@.>),
    NEGATOR = OPERATOR(@extschema@.>=),
    RESTRICT = pg_catalog.scalarltsel,
    JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR @extschema@.< (@extschema@.hs_code, @extschema@.hs_code) IS
'Before, in the order of the text.';

CREATE OPERATOR @extschema@.<= (
    FUNCTION = @extschema@.hs_code_le,
    LEFTARG = @extschema@.hs_code,
    RIGHTARG = @extschema@.hs_code,
    COMMUTATOR = OPERATOR(@extschema@.>=),
    NEGATOR = OPERATOR(@extschema@.>),
    RESTRICT = pg_catalog.scalarlesel,
    JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR @extschema@.<= (@extschema@.hs_code, @extschema@.hs_code) IS
'Before or equal, in the order of the text.';

CREATE OPERATOR @extschema@.= (
    FUNCTION = @extschema@.hs_code_eq,
    LEFTARG = @extschema@.hs_code,
    RIGHTARG = @extschema@.hs_code,
    COMMUTATOR = OPERATOR(@extschema@.=),
    NEGATOR = OPERATOR(@extschema@.<>),
    RESTRICT = pg_catalog.eqsel,
    JOIN = pg_catalog.eqjoinsel,
    HASHES,
    MERGES
);

COMMENT ON OPERATOR @extschema@.= (@extschema@.hs_code, @extschema@.hs_code) IS
'The same code: the same digits, and as many.';

CREATE OPERATOR @extschema@.<> (
    FUNCTION = @extschema@.hs_code_ne,
    LEFTARG = @extschema@.hs_code,
    RIGHTARG = @extschema@.hs_code,
    COMMUTATOR = OPERATOR(@extschema@.<>),
    NEGATOR = OPERATOR(@extschema@.=),
    RESTRICT = pg_catalog.neqsel,
    JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR @extschema@.<> (@extschema@.hs_code, @extschema@.hs_code) IS
'Not the same code.';

CREATE OPERATOR @extschema@.>= (
    FUNCTION = @extschema@.hs_code_ge,
    LEFTARG = @extschema@.hs_code,
    RIGHTARG = @extschema@.hs_code,
    COMMUTATOR = OPERATOR(@extschema@.<=),
    NEGATOR = OPERATOR(@extschema@.<),
    RESTRICT = pg_catalog.scalargesel,
    JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR @extschema@.>= (@extschema@.hs_code, @extschema@.hs_code) IS
'After or equal, in the order of the text.';

CREATE OPERATOR @extschema@.> (
    FUNCTION = @extschema@.hs_code_gt,
    LEFTARG = @extschema@.hs_code,
    RIGHTARG = @extschema@.hs_code,
    COMMUTATOR = OPERATOR(@extschema@.<),
    NEGATOR = OPERATOR(@extschema@.<=),
    RESTRICT = pg_catalog.scalargtsel,
    JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR @extschema@.> (@extschema@.hs_code, @extschema@.hs_code) IS
'After, in the order of the text.';

CREATE FUNCTION @extschema@.hs_code_cmp(@extschema@.hs_code, @extschema@.hs_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_hs_cmp'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_cmp(@extschema@.hs_code, @extschema@.hs_code) IS
'Order of two codes: -1, 0 or 1.';

CREATE FUNCTION @extschema@.hs_code_sortsupport(pg_catalog.internal) RETURNS pg_catalog.void
AS 'MODULE_PATHNAME', 'sanctions_hs_sortsupport'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_sortsupport(pg_catalog.internal) IS
'Sort support of hs_code.';

CREATE FUNCTION @extschema@.hs_code_hash(@extschema@.hs_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_hs_hash'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_hash(@extschema@.hs_code) IS
'Hash of a code.';

CREATE FUNCTION @extschema@.hs_code_hash_extended(@extschema@.hs_code, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'sanctions_hs_hash_extended'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_hash_extended(@extschema@.hs_code, bigint) IS
'Hash of a code, with a seed.';

CREATE OPERATOR CLASS @extschema@.hs_code_ops
DEFAULT FOR TYPE @extschema@.hs_code USING btree AS
    OPERATOR 1 @extschema@.<,
    OPERATOR 2 @extschema@.<=,
    OPERATOR 3 @extschema@.=,
    OPERATOR 4 @extschema@.>=,
    OPERATOR 5 @extschema@.>,
    FUNCTION 1 @extschema@.hs_code_cmp(@extschema@.hs_code, @extschema@.hs_code),
    FUNCTION 2 @extschema@.hs_code_sortsupport(pg_catalog.internal),
    FUNCTION 4 pg_catalog.btequalimage(pg_catalog.oid);

COMMENT ON OPERATOR CLASS @extschema@.hs_code_ops USING btree IS
'Order of the text; also answers <@ and @> as ranges.';

COMMENT ON OPERATOR FAMILY @extschema@.hs_code_ops USING btree IS
'Order of the text; also answers <@ and @> as ranges.';

CREATE OPERATOR CLASS @extschema@.hs_code_ops
DEFAULT FOR TYPE @extschema@.hs_code USING hash AS
    OPERATOR 1 @extschema@.=,
    FUNCTION 1 @extschema@.hs_code_hash(@extschema@.hs_code),
    FUNCTION 2 @extschema@.hs_code_hash_extended(@extschema@.hs_code, bigint);

COMMENT ON OPERATOR CLASS @extschema@.hs_code_ops USING hash IS
'Equality of codes.';

COMMENT ON OPERATOR FAMILY @extschema@.hs_code_ops USING hash IS
'Equality of codes.';

CREATE OPERATOR CLASS @extschema@.hs_code_minmax_ops
DEFAULT FOR TYPE @extschema@.hs_code USING brin AS
    OPERATOR 1 @extschema@.<,
    OPERATOR 2 @extschema@.<=,
    OPERATOR 3 @extschema@.=,
    OPERATOR 4 @extschema@.>=,
    OPERATOR 5 @extschema@.>,
    FUNCTION 1 pg_catalog.brin_minmax_opcinfo(pg_catalog.internal),
    FUNCTION 2 pg_catalog.brin_minmax_add_value(pg_catalog.internal, pg_catalog.internal, pg_catalog.internal, pg_catalog.internal),
    FUNCTION 3 pg_catalog.brin_minmax_consistent(pg_catalog.internal, pg_catalog.internal, pg_catalog.internal),
    FUNCTION 4 pg_catalog.brin_minmax_union(pg_catalog.internal, pg_catalog.internal, pg_catalog.internal);

COMMENT ON OPERATOR CLASS @extschema@.hs_code_minmax_ops USING brin IS
'Smallest and largest code of a range of blocks; also answers <@ and @> as ranges.';

COMMENT ON OPERATOR FAMILY @extschema@.hs_code_minmax_ops USING brin IS
'Smallest and largest code of a range of blocks; also answers <@ and @> as ranges.';

CREATE FUNCTION @extschema@.hs_code_larger(@extschema@.hs_code, @extschema@.hs_code) RETURNS @extschema@.hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_larger'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_larger(@extschema@.hs_code, @extschema@.hs_code) IS
'The larger of two codes in the order of hs_code; transition function of max. NULL when either is NULL.';

CREATE AGGREGATE @extschema@.max(@extschema@.hs_code) (
    SFUNC = @extschema@.hs_code_larger,
    STYPE = @extschema@.hs_code,
    COMBINEFUNC = @extschema@.hs_code_larger,
    SORTOP = OPERATOR(@extschema@.>),
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.max(@extschema@.hs_code) IS
'The last code in the order of hs_code (that of the text); NULL over no rows, NULL is skipped.';

CREATE FUNCTION @extschema@.hs_code_smaller(@extschema@.hs_code, @extschema@.hs_code) RETURNS @extschema@.hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_smaller'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.hs_code_smaller(@extschema@.hs_code, @extschema@.hs_code) IS
'The smaller of two codes in the order of hs_code; transition function of min. NULL when either is NULL.';

CREATE AGGREGATE @extschema@.min(@extschema@.hs_code) (
    SFUNC = @extschema@.hs_code_smaller,
    STYPE = @extschema@.hs_code,
    COMBINEFUNC = @extschema@.hs_code_smaller,
    SORTOP = OPERATOR(@extschema@.<),
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.min(@extschema@.hs_code) IS
'The first code in the order of hs_code (that of the text); NULL over no rows, NULL is skipped.';

-- Only the server calls what is here, and asks nobody for EXECUTE.
REVOKE EXECUTE ON FUNCTION
    @extschema@.hs_code_recv(pg_catalog.internal),
    @extschema@.hs_within_support(pg_catalog.internal),
    @extschema@.hs_contains_support(pg_catalog.internal),
    @extschema@.hs_code_sortsupport(pg_catalog.internal)
FROM PUBLIC;
