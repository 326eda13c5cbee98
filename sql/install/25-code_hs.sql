--
-- hs: codes of the Harmonized System
--

CREATE TYPE hs_code;

CREATE FUNCTION hs_code_in(cstring) RETURNS hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_in(cstring) IS
'Input of hs_code; 22P02 where the text is no code.';

CREATE FUNCTION hs_code_out(hs_code) RETURNS cstring
AS 'MODULE_PATHNAME', 'sanctions_hs_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_out(hs_code) IS
'Output of hs_code: its digits.';

CREATE FUNCTION hs_code_recv(internal) RETURNS hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_recv(internal) IS
'Binary input of hs_code: version 1, then 8 bytes in network order; 22P03 where they are no code.';

CREATE FUNCTION hs_code_send(hs_code) RETURNS bytea
AS 'MODULE_PATHNAME', 'sanctions_hs_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_send(hs_code) IS
'Binary output of hs_code: version 1, then 8 bytes in network order, digit i as digit + 1 in nibble i from the top.';

CREATE TYPE hs_code (
    INPUT = hs_code_in,
    OUTPUT = hs_code_out,
    RECEIVE = hs_code_recv,
    SEND = hs_code_send,
    LIKE = bigint,
    CATEGORY = 'U'
);

COMMENT ON TYPE hs_code IS
'Code of the Harmonized System or of a tariff built on it: 2, 4, 6, 8 or 10 digits. Reads single dots and spaces between digits (8542.31); an odd number of digits is refused (22P02): a leading zero was lost, which hs_code(number, digits) restores. Order is that of the text, so a heading stands right before its codes. 8 bytes.';

CREATE FUNCTION hs_code(number bigint, digits integer) RETURNS hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_from_number'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code(bigint, integer) IS
'The number as a code of so many digits, leading zeros restored: hs_code(10121, 6) is 010121. 22023 where digits is not 2, 4, 6, 8 or 10; 22003 where the number is negative or longer.';

CREATE FUNCTION hs_code(code text) RETURNS hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_from_text_arg'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code(text) IS
'Reads a code, as the input of hs_code does; 22P02 where the text is no code.';

CREATE FUNCTION try_hs_code(code text) RETURNS hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_try'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION try_hs_code(text) IS
'Reads a code, as the input of hs_code does; NULL where the text is no code.';

CREATE FUNCTION text(code hs_code) RETURNS text
AS 'MODULE_PATHNAME', 'sanctions_hs_to_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION text(hs_code) IS
'The digits of a code.';

CREATE CAST (text AS hs_code) WITH FUNCTION hs_code(text);

COMMENT ON CAST (text AS hs_code) IS
'Explicit; 22P02 where the text is no code. try_hs_code gives NULL instead.';

CREATE CAST (hs_code AS text) WITH FUNCTION text(hs_code) AS ASSIGNMENT;

COMMENT ON CAST (hs_code AS text) IS
'The digits of a code.';

CREATE FUNCTION hs_digits(code hs_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_hs_digits'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_digits(hs_code) IS
'Number of digits of a code: 2, 4, 6, 8 or 10.';

CREATE FUNCTION hs_chapter(code hs_code) RETURNS hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_chapter'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_chapter(hs_code) IS
'The chapter of a code: its first 2 digits.';

CREATE FUNCTION hs_level(code hs_code, digits integer) RETURNS hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_level'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_level(hs_code, integer) IS
'A code cut to so many digits: 4 is its heading, 6 its subheading. NULL where the code has fewer; 22023 where digits is not 2, 4, 6, 8 or 10.';

CREATE FUNCTION hs_range_end(code hs_code) RETURNS hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_range_end'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_range_end(hs_code) IS
'The last code of 10 digits within a code: c is within x if and only if c >= x and c <= hs_range_end(x).';

CREATE FUNCTION hs_within_support(internal) RETURNS internal
AS 'MODULE_PATHNAME', 'sanctions_hs_within_support'
LANGUAGE C STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_within_support(internal) IS
'Planner support of hs_within: a btree index on hs_code answers it as a range.';

CREATE FUNCTION hs_contains_support(internal) RETURNS internal
AS 'MODULE_PATHNAME', 'sanctions_hs_contains_support'
LANGUAGE C STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_contains_support(internal) IS
'Planner support of hs_contains: a btree index on hs_code answers it as a range.';

CREATE FUNCTION hs_within(code hs_code, ancestor hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_within'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
SUPPORT hs_within_support;

COMMENT ON FUNCTION hs_within(hs_code, hs_code) IS
'Whether a code is the ancestor or stands under it: its text begins with that of the ancestor. The operator is <@.';

CREATE FUNCTION hs_contains(ancestor hs_code, code hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_contains'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
SUPPORT hs_contains_support;

COMMENT ON FUNCTION hs_contains(hs_code, hs_code) IS
'Whether a code is the ancestor or stands under it: its text begins with that of the ancestor. The operator is @>.';

CREATE OPERATOR <@ (
    FUNCTION = hs_within,
    LEFTARG = hs_code,
    RIGHTARG = hs_code,
    COMMUTATOR = @>,
    RESTRICT = matchingsel,
    JOIN = matchingjoinsel
);

COMMENT ON OPERATOR <@ (hs_code, hs_code) IS
'The left code is the right one or stands under it: 854231 <@ 8542. A btree index answers it.';

CREATE OPERATOR @> (
    FUNCTION = hs_contains,
    LEFTARG = hs_code,
    RIGHTARG = hs_code,
    COMMUTATOR = <@,
    RESTRICT = matchingsel,
    JOIN = matchingjoinsel
);

COMMENT ON OPERATOR @> (hs_code, hs_code) IS
'The right code is the left one or stands under it: 8542 @> 854231. A btree index answers it.';

CREATE FUNCTION hs_code_lt(hs_code, hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_lt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_lt(hs_code, hs_code) IS
'Implements the operator <.';

CREATE FUNCTION hs_code_le(hs_code, hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_le'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_le(hs_code, hs_code) IS
'Implements the operator <=.';

CREATE FUNCTION hs_code_eq(hs_code, hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_eq'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_eq(hs_code, hs_code) IS
'Implements the operator =.';

CREATE FUNCTION hs_code_ne(hs_code, hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_ne'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_ne(hs_code, hs_code) IS
'Implements the operator <>.';

CREATE FUNCTION hs_code_ge(hs_code, hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_ge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_ge(hs_code, hs_code) IS
'Implements the operator >=.';

CREATE FUNCTION hs_code_gt(hs_code, hs_code) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_hs_gt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_gt(hs_code, hs_code) IS
'Implements the operator >.';

CREATE OPERATOR < (
    FUNCTION = hs_code_lt,
    LEFTARG = hs_code,
    RIGHTARG = hs_code,
    COMMUTATOR = >,
    NEGATOR = >=,
    RESTRICT = scalarltsel,
    JOIN = scalarltjoinsel
);

COMMENT ON OPERATOR < (hs_code, hs_code) IS
'Before, in the order of the text.';

CREATE OPERATOR <= (
    FUNCTION = hs_code_le,
    LEFTARG = hs_code,
    RIGHTARG = hs_code,
    COMMUTATOR = >=,
    NEGATOR = >,
    RESTRICT = scalarlesel,
    JOIN = scalarlejoinsel
);

COMMENT ON OPERATOR <= (hs_code, hs_code) IS
'Before or equal, in the order of the text.';

CREATE OPERATOR = (
    FUNCTION = hs_code_eq,
    LEFTARG = hs_code,
    RIGHTARG = hs_code,
    COMMUTATOR = =,
    NEGATOR = <>,
    RESTRICT = eqsel,
    JOIN = eqjoinsel,
    HASHES,
    MERGES
);

COMMENT ON OPERATOR = (hs_code, hs_code) IS
'The same code: the same digits, and as many.';

CREATE OPERATOR <> (
    FUNCTION = hs_code_ne,
    LEFTARG = hs_code,
    RIGHTARG = hs_code,
    COMMUTATOR = <>,
    NEGATOR = =,
    RESTRICT = neqsel,
    JOIN = neqjoinsel
);

COMMENT ON OPERATOR <> (hs_code, hs_code) IS
'Not the same code.';

CREATE OPERATOR >= (
    FUNCTION = hs_code_ge,
    LEFTARG = hs_code,
    RIGHTARG = hs_code,
    COMMUTATOR = <=,
    NEGATOR = <,
    RESTRICT = scalargesel,
    JOIN = scalargejoinsel
);

COMMENT ON OPERATOR >= (hs_code, hs_code) IS
'After or equal, in the order of the text.';

CREATE OPERATOR > (
    FUNCTION = hs_code_gt,
    LEFTARG = hs_code,
    RIGHTARG = hs_code,
    COMMUTATOR = <,
    NEGATOR = <=,
    RESTRICT = scalargtsel,
    JOIN = scalargtjoinsel
);

COMMENT ON OPERATOR > (hs_code, hs_code) IS
'After, in the order of the text.';

CREATE FUNCTION hs_code_cmp(hs_code, hs_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_hs_cmp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_cmp(hs_code, hs_code) IS
'Order of two codes: -1, 0 or 1.';

CREATE FUNCTION hs_code_sortsupport(internal) RETURNS void
AS 'MODULE_PATHNAME', 'sanctions_hs_sortsupport'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_sortsupport(internal) IS
'Sort support of hs_code.';

CREATE FUNCTION hs_code_hash(hs_code) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_hs_hash'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_hash(hs_code) IS
'Hash of a code.';

CREATE FUNCTION hs_code_hash_extended(hs_code, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'sanctions_hs_hash_extended'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_hash_extended(hs_code, bigint) IS
'Hash of a code, with a seed.';

CREATE OPERATOR CLASS hs_code_ops
DEFAULT FOR TYPE hs_code USING btree AS
    OPERATOR 1 <,
    OPERATOR 2 <=,
    OPERATOR 3 =,
    OPERATOR 4 >=,
    OPERATOR 5 >,
    FUNCTION 1 hs_code_cmp(hs_code, hs_code),
    FUNCTION 2 hs_code_sortsupport(internal),
    FUNCTION 4 btequalimage(oid);

COMMENT ON OPERATOR CLASS hs_code_ops USING btree IS
'Order of the text; also answers <@ and @> as ranges.';

COMMENT ON OPERATOR FAMILY hs_code_ops USING btree IS
'Order of the text; also answers <@ and @> as ranges.';

CREATE OPERATOR CLASS hs_code_ops
DEFAULT FOR TYPE hs_code USING hash AS
    OPERATOR 1 =,
    FUNCTION 1 hs_code_hash(hs_code),
    FUNCTION 2 hs_code_hash_extended(hs_code, bigint);

COMMENT ON OPERATOR CLASS hs_code_ops USING hash IS
'Equality of codes.';

COMMENT ON OPERATOR FAMILY hs_code_ops USING hash IS
'Equality of codes.';

CREATE FUNCTION hs_code_larger(hs_code, hs_code) RETURNS hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_larger'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_larger(hs_code, hs_code) IS
'The larger of two codes in the order of hs_code; transition function of max. NULL when either is NULL.';

CREATE AGGREGATE max(hs_code) (
    SFUNC = hs_code_larger,
    STYPE = hs_code,
    COMBINEFUNC = hs_code_larger,
    SORTOP = >,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE max(hs_code) IS
'The last code in the order of hs_code (that of the text); NULL over no rows, NULL is skipped.';

CREATE FUNCTION hs_code_smaller(hs_code, hs_code) RETURNS hs_code
AS 'MODULE_PATHNAME', 'sanctions_hs_smaller'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION hs_code_smaller(hs_code, hs_code) IS
'The smaller of two codes in the order of hs_code; transition function of min. NULL when either is NULL.';

CREATE AGGREGATE min(hs_code) (
    SFUNC = hs_code_smaller,
    STYPE = hs_code,
    COMBINEFUNC = hs_code_smaller,
    SORTOP = <,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE min(hs_code) IS
'The first code in the order of hs_code (that of the text); NULL over no rows, NULL is skipped.';
