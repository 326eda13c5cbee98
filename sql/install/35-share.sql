--
-- share: of a total, by one condition
--

CREATE TYPE import_share_state;

CREATE FUNCTION import_share_state_in(cstring) RETURNS import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_state_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION import_share_state_in(cstring) IS
'Text input of import_share_state. 22P02 for text that is none.';

CREATE FUNCTION import_share_state_out(import_share_state) RETURNS cstring
AS 'MODULE_PATHNAME', 'sanctions_share_state_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION import_share_state_out(import_share_state) IS
'Text output of import_share_state: version, then the sums (48 hexadecimal digits of 10^-12 units) of the rest, of interest, and unknown.';

CREATE FUNCTION import_share_state_recv(internal) RETURNS import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_state_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION import_share_state_recv(internal) IS
'Binary input of import_share_state. 22P03 for bytes that are none.';

CREATE FUNCTION import_share_state_send(import_share_state) RETURNS bytea
AS 'MODULE_PATHNAME', 'sanctions_share_state_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION import_share_state_send(import_share_state) IS
'Binary output of import_share_state: a version, then integers in network order.';

CREATE TYPE import_share_state (
    INPUT = import_share_state_in,
    OUTPUT = import_share_state_out,
    RECEIVE = import_share_state_recv,
    SEND = import_share_state_send,
    INTERNALLENGTH = 64,
    ALIGNMENT = double
);

COMMENT ON TYPE import_share_state IS
'Transition state of import_share and import_share_bounds: the exact value by what the condition said. Running sums have 160 bits, which fewer than 4294967296 values cannot leave; beyond is 22003.';

CREATE TYPE share_bounds AS (low double precision, high double precision, coverage double precision);

COMMENT ON TYPE share_bounds IS
'What a share may be, given the value whose condition is unknown: low counts none of it, high all; coverage is the part of the total whose condition is known.';

CREATE FUNCTION import_share_add(import_share_state, boolean, double precision) RETURNS import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_add_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION import_share_add(import_share_state, boolean, double precision) IS
'Transition function of import_share and import_share_bounds: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION import_share_add(import_share_state, boolean, numeric) RETURNS import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_add_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION import_share_add(import_share_state, boolean, numeric) IS
'Transition function of import_share and import_share_bounds: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION import_share_add(import_share_state, boolean, bigint) RETURNS import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_add_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION import_share_add(import_share_state, boolean, bigint) IS
'Transition function of import_share and import_share_bounds: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION import_share_remove(import_share_state, boolean, double precision) RETURNS import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_remove_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION import_share_remove(import_share_state, boolean, double precision) IS
'Inverse transition function of import_share and import_share_bounds: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION import_share_remove(import_share_state, boolean, numeric) RETURNS import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_remove_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION import_share_remove(import_share_state, boolean, numeric) IS
'Inverse transition function of import_share and import_share_bounds: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION import_share_remove(import_share_state, boolean, bigint) RETURNS import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_remove_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION import_share_remove(import_share_state, boolean, bigint) IS
'Inverse transition function of import_share and import_share_bounds: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION import_share_combine(import_share_state, import_share_state) RETURNS import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_combine'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION import_share_combine(import_share_state, import_share_state) IS
'Merges two states of import_share. Outside an aggregate 0A000.';

CREATE FUNCTION import_share_final(import_share_state) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_share_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION import_share_final(import_share_state) IS
'Share from a state of import_share. A negative total is 22023, one beyond 1.7e26 is 22003.';

CREATE FUNCTION import_share_bounds_final(import_share_state) RETURNS share_bounds
AS 'MODULE_PATHNAME', 'sanctions_share_bounds_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION import_share_bounds_final(import_share_state) IS
'Bounds from a state of import_share_bounds. A negative total is 22023, one beyond 1.7e26 is 22003.';

CREATE AGGREGATE import_share(of_interest boolean, value double precision) (
    SFUNC = import_share_add,
    STYPE = import_share_state,
    SSPACE = 64,
    FINALFUNC = import_share_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = import_share_combine,
    MSFUNC = import_share_add,
    MINVFUNC = import_share_remove,
    MSTYPE = import_share_state,
    MSSPACE = 64,
    MFINALFUNC = import_share_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE import_share(boolean, double precision) IS
'The part of the total value for which of_interest holds, 0 to 1. Where of_interest is NULL the value counts in the total only. A row with a NULL value is skipped. NULL when the total is 0 or there is no row; 22023 when a part of it is negative, and for NaN and infinity; 22003 beyond 1.7e26.';

CREATE AGGREGATE import_share(of_interest boolean, value numeric) (
    SFUNC = import_share_add,
    STYPE = import_share_state,
    SSPACE = 64,
    FINALFUNC = import_share_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = import_share_combine,
    MSFUNC = import_share_add,
    MINVFUNC = import_share_remove,
    MSTYPE = import_share_state,
    MSSPACE = 64,
    MFINALFUNC = import_share_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE import_share(boolean, numeric) IS
'The part of the total value for which of_interest holds, 0 to 1. Where of_interest is NULL the value counts in the total only. A row with a NULL value is skipped. NULL when the total is 0 or there is no row; 22023 when a part of it is negative, and for NaN and infinity; 22003 beyond 1.7e26.';

CREATE AGGREGATE import_share(of_interest boolean, value bigint) (
    SFUNC = import_share_add,
    STYPE = import_share_state,
    SSPACE = 64,
    FINALFUNC = import_share_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = import_share_combine,
    MSFUNC = import_share_add,
    MINVFUNC = import_share_remove,
    MSTYPE = import_share_state,
    MSSPACE = 64,
    MFINALFUNC = import_share_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE import_share(boolean, bigint) IS
'The part of the total value for which of_interest holds, 0 to 1. Where of_interest is NULL the value counts in the total only. A row with a NULL value is skipped. NULL when the total is 0 or there is no row; 22023 when a part of it is negative, and for NaN and infinity; 22003 beyond 1.7e26.';

CREATE AGGREGATE import_share_bounds(of_interest boolean, value double precision) (
    SFUNC = import_share_add,
    STYPE = import_share_state,
    SSPACE = 64,
    FINALFUNC = import_share_bounds_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = import_share_combine,
    MSFUNC = import_share_add,
    MINVFUNC = import_share_remove,
    MSTYPE = import_share_state,
    MSSPACE = 64,
    MFINALFUNC = import_share_bounds_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE import_share_bounds(boolean, double precision) IS
'What the share may be, as (low, high, coverage): with K of interest, U unknown (of_interest is NULL) and N the total, K/N, (K+U)/N and (N-U)/N. A row with a NULL value is skipped. NULL when the total is 0 or there is no row; 22023 when a part of it is negative, and for NaN and infinity; 22003 beyond 1.7e26.';

CREATE AGGREGATE import_share_bounds(of_interest boolean, value numeric) (
    SFUNC = import_share_add,
    STYPE = import_share_state,
    SSPACE = 64,
    FINALFUNC = import_share_bounds_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = import_share_combine,
    MSFUNC = import_share_add,
    MINVFUNC = import_share_remove,
    MSTYPE = import_share_state,
    MSSPACE = 64,
    MFINALFUNC = import_share_bounds_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE import_share_bounds(boolean, numeric) IS
'What the share may be, as (low, high, coverage): with K of interest, U unknown (of_interest is NULL) and N the total, K/N, (K+U)/N and (N-U)/N. A row with a NULL value is skipped. NULL when the total is 0 or there is no row; 22023 when a part of it is negative, and for NaN and infinity; 22003 beyond 1.7e26.';

CREATE AGGREGATE import_share_bounds(of_interest boolean, value bigint) (
    SFUNC = import_share_add,
    STYPE = import_share_state,
    SSPACE = 64,
    FINALFUNC = import_share_bounds_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = import_share_combine,
    MSFUNC = import_share_add,
    MINVFUNC = import_share_remove,
    MSTYPE = import_share_state,
    MSSPACE = 64,
    MFINALFUNC = import_share_bounds_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE import_share_bounds(boolean, bigint) IS
'What the share may be, as (low, high, coverage): with K of interest, U unknown (of_interest is NULL) and N the total, K/N, (K+U)/N and (N-U)/N. A row with a NULL value is skipped. NULL when the total is 0 or there is no row; 22023 when a part of it is negative, and for NaN and infinity; 22003 beyond 1.7e26.';
