--
-- share: of a total, by one condition
--

CREATE TYPE @extschema@.import_share_state;

CREATE FUNCTION @extschema@.import_share_state_in(pg_catalog.cstring) RETURNS @extschema@.import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_state_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_state_in(pg_catalog.cstring) IS
'Text input of import_share_state. 22P02 for text that is none.';

CREATE FUNCTION @extschema@.import_share_state_out(@extschema@.import_share_state) RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_share_state_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_state_out(@extschema@.import_share_state) IS
'Text output of import_share_state: version, then the sums (48 hexadecimal digits of 10^-12 units) of the rest, of interest, and unknown.';

CREATE FUNCTION @extschema@.import_share_state_recv(pg_catalog.internal) RETURNS @extschema@.import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_state_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_state_recv(pg_catalog.internal) IS
'Binary input of import_share_state. 22P03 for bytes that are none.';

CREATE FUNCTION @extschema@.import_share_state_send(@extschema@.import_share_state) RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_share_state_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_state_send(@extschema@.import_share_state) IS
'Binary output of import_share_state: the stored bytes, little-endian, version first.';

CREATE TYPE @extschema@.import_share_state (
    INPUT = @extschema@.import_share_state_in,
    OUTPUT = @extschema@.import_share_state_out,
    RECEIVE = @extschema@.import_share_state_recv,
    SEND = @extschema@.import_share_state_send,
    INTERNALLENGTH = 64,
    ALIGNMENT = double
);

COMMENT ON TYPE @extschema@.import_share_state IS
'Transition state of import_share and import_share_bounds: the exact value by what the condition said. Running sums have 160 bits, which fewer than 4294967296 values cannot leave; beyond is 22003.';

CREATE TYPE @extschema@.share_bounds AS (low double precision, high double precision, coverage double precision);

COMMENT ON TYPE @extschema@.share_bounds IS
'What a share may be, given the value whose condition is unknown: low counts none of it, high all; coverage is the part of the total whose condition is known.';

CREATE FUNCTION @extschema@.import_share_add(@extschema@.import_share_state, boolean, double precision) RETURNS @extschema@.import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_add_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_add(@extschema@.import_share_state, boolean, double precision) IS
'Transition function of import_share and import_share_bounds: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.import_share_add(@extschema@.import_share_state, boolean, numeric) RETURNS @extschema@.import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_add_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_add(@extschema@.import_share_state, boolean, numeric) IS
'Transition function of import_share and import_share_bounds: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.import_share_add(@extschema@.import_share_state, boolean, bigint) RETURNS @extschema@.import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_add_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_add(@extschema@.import_share_state, boolean, bigint) IS
'Transition function of import_share and import_share_bounds: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.import_share_remove(@extschema@.import_share_state, boolean, double precision) RETURNS @extschema@.import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_remove_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_remove(@extschema@.import_share_state, boolean, double precision) IS
'Inverse transition function of import_share and import_share_bounds: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.import_share_remove(@extschema@.import_share_state, boolean, numeric) RETURNS @extschema@.import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_remove_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_remove(@extschema@.import_share_state, boolean, numeric) IS
'Inverse transition function of import_share and import_share_bounds: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.import_share_remove(@extschema@.import_share_state, boolean, bigint) RETURNS @extschema@.import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_remove_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_remove(@extschema@.import_share_state, boolean, bigint) IS
'Inverse transition function of import_share and import_share_bounds: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.import_share_combine(@extschema@.import_share_state, @extschema@.import_share_state) RETURNS @extschema@.import_share_state
AS 'MODULE_PATHNAME', 'sanctions_share_combine'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_combine(@extschema@.import_share_state, @extschema@.import_share_state) IS
'Merges two states of import_share. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.import_share_final(@extschema@.import_share_state) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_share_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_final(@extschema@.import_share_state) IS
'Share from a state of import_share. A negative total is 22023, one beyond 1.7e26 is 22003.';

CREATE FUNCTION @extschema@.import_share_bounds_final(@extschema@.import_share_state) RETURNS @extschema@.share_bounds
AS 'MODULE_PATHNAME', 'sanctions_share_bounds_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.import_share_bounds_final(@extschema@.import_share_state) IS
'Bounds from a state of import_share_bounds. A negative total is 22023, one beyond 1.7e26 is 22003.';

CREATE AGGREGATE @extschema@.import_share(of_interest boolean, value double precision) (
    SFUNC = @extschema@.import_share_add,
    STYPE = @extschema@.import_share_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.import_share_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.import_share_combine,
    MSFUNC = @extschema@.import_share_add,
    MINVFUNC = @extschema@.import_share_remove,
    MSTYPE = @extschema@.import_share_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.import_share_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.import_share(boolean, double precision) IS
'The part of the total value for which of_interest holds, 0 to 1. Where of_interest is NULL the value counts in the total only. A row with a NULL value is skipped. NULL when the total is 0 or there is no row; 22023 when a part of it is negative, and for NaN and infinity; 22003 beyond 1.7e26.';

CREATE AGGREGATE @extschema@.import_share(of_interest boolean, value numeric) (
    SFUNC = @extschema@.import_share_add,
    STYPE = @extschema@.import_share_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.import_share_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.import_share_combine,
    MSFUNC = @extschema@.import_share_add,
    MINVFUNC = @extschema@.import_share_remove,
    MSTYPE = @extschema@.import_share_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.import_share_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.import_share(boolean, numeric) IS
'The part of the total value for which of_interest holds, 0 to 1. Where of_interest is NULL the value counts in the total only. A row with a NULL value is skipped. NULL when the total is 0 or there is no row; 22023 when a part of it is negative, and for NaN and infinity; 22003 beyond 1.7e26.';

CREATE AGGREGATE @extschema@.import_share(of_interest boolean, value bigint) (
    SFUNC = @extschema@.import_share_add,
    STYPE = @extschema@.import_share_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.import_share_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.import_share_combine,
    MSFUNC = @extschema@.import_share_add,
    MINVFUNC = @extschema@.import_share_remove,
    MSTYPE = @extschema@.import_share_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.import_share_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.import_share(boolean, bigint) IS
'The part of the total value for which of_interest holds, 0 to 1. Where of_interest is NULL the value counts in the total only. A row with a NULL value is skipped. NULL when the total is 0 or there is no row; 22023 when a part of it is negative, and for NaN and infinity; 22003 beyond 1.7e26.';

CREATE AGGREGATE @extschema@.import_share_bounds(of_interest boolean, value double precision) (
    SFUNC = @extschema@.import_share_add,
    STYPE = @extschema@.import_share_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.import_share_bounds_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.import_share_combine,
    MSFUNC = @extschema@.import_share_add,
    MINVFUNC = @extschema@.import_share_remove,
    MSTYPE = @extschema@.import_share_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.import_share_bounds_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.import_share_bounds(boolean, double precision) IS
'What the share may be, as (low, high, coverage): with K of interest, U unknown (of_interest is NULL) and N the total, K/N, (K+U)/N and (N-U)/N. A row with a NULL value is skipped. NULL when the total is 0 or there is no row; 22023 when a part of it is negative, and for NaN and infinity; 22003 beyond 1.7e26.';

CREATE AGGREGATE @extschema@.import_share_bounds(of_interest boolean, value numeric) (
    SFUNC = @extschema@.import_share_add,
    STYPE = @extschema@.import_share_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.import_share_bounds_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.import_share_combine,
    MSFUNC = @extschema@.import_share_add,
    MINVFUNC = @extschema@.import_share_remove,
    MSTYPE = @extschema@.import_share_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.import_share_bounds_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.import_share_bounds(boolean, numeric) IS
'What the share may be, as (low, high, coverage): with K of interest, U unknown (of_interest is NULL) and N the total, K/N, (K+U)/N and (N-U)/N. A row with a NULL value is skipped. NULL when the total is 0 or there is no row; 22023 when a part of it is negative, and for NaN and infinity; 22003 beyond 1.7e26.';

CREATE AGGREGATE @extschema@.import_share_bounds(of_interest boolean, value bigint) (
    SFUNC = @extschema@.import_share_add,
    STYPE = @extschema@.import_share_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.import_share_bounds_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.import_share_combine,
    MSFUNC = @extschema@.import_share_add,
    MINVFUNC = @extschema@.import_share_remove,
    MSTYPE = @extschema@.import_share_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.import_share_bounds_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.import_share_bounds(boolean, bigint) IS
'What the share may be, as (low, high, coverage): with K of interest, U unknown (of_interest is NULL) and N the total, K/N, (K+U)/N and (N-U)/N. A row with a NULL value is skipped. NULL when the total is 0 or there is no row; 22023 when a part of it is negative, and for NaN and infinity; 22003 beyond 1.7e26.';

-- Only the server calls what is here: inverse functions with the rights of the aggregate's owner,
-- the others without asking for EXECUTE.
REVOKE EXECUTE ON FUNCTION
    @extschema@.import_share_state_recv(pg_catalog.internal),
    @extschema@.import_share_remove(@extschema@.import_share_state, boolean, double precision),
    @extschema@.import_share_remove(@extschema@.import_share_state, boolean, numeric),
    @extschema@.import_share_remove(@extschema@.import_share_state, boolean, bigint)
FROM PUBLIC;
