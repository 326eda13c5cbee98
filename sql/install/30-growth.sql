--
-- growth: of two figures, and of one window on another
--

CREATE FUNCTION @extschema@.growth_rate(base double precision, current double precision) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_growth_rate'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.growth_rate(double precision, double precision) IS
'(current - base)/base; of a negative base too, where the sign says little. NULL when base is 0 or either is NULL; NaN and infinity are 22023, a result beyond double precision is 22003.';

CREATE FUNCTION @extschema@.growth_midpoint(base double precision, current double precision) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_growth_midpoint'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.growth_midpoint(double precision, double precision) IS
'2 (current - base)/(current + base), in [-2, 2] (Davis, Haltiwanger and Schuh 1996). NULL when both are 0, one is negative or either is NULL; NaN and infinity are 22023.';

CREATE FUNCTION @extschema@.growth_log(base double precision, current double precision) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_growth_log'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.growth_log(double precision, double precision) IS
'ln(current/base). NULL unless both are above 0; NaN and infinity are 22023.';

CREATE FUNCTION @extschema@.growth_cagr(first double precision, last double precision, years double precision) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_growth_cagr'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.growth_cagr(double precision, double precision, double precision) IS
'Compound annual growth rate (last/first)^(1/years) - 1. NULL when first <= 0, last < 0, years <= 0 or any is NULL; NaN and infinity are 22023, a result beyond double precision is 22003.';

CREATE FUNCTION @extschema@.price_quantity(
    base_value double precision,
    base_quantity double precision,
    current_value double precision,
    current_quantity double precision,
    OUT price double precision,
    OUT quantity double precision
)
AS 'MODULE_PATHNAME', 'sanctions_price_quantity'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.price_quantity(double precision, double precision, double precision, double precision) IS
'The two parts of a change in value, in its own unit (Bennet 1920): price (p1 - p0)(q0 + q1)/2 and quantity (q1 - q0)(p0 + p1)/2, p being value/quantity. The exact parts add up to current_value - base_value; each is rounded once. Both NULL when a quantity is not above 0 or an argument is NULL; NaN and infinity are 22023, figures beyond 1.7e26 22003.';

CREATE TYPE @extschema@.trade_growth_state;

CREATE FUNCTION @extschema@.trade_growth_state_in(pg_catalog.cstring) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_state_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_state_in(pg_catalog.cstring) IS
'Text input of trade_growth_state. 22P02 for text that is none.';

CREATE FUNCTION @extschema@.trade_growth_state_out(@extschema@.trade_growth_state) RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_growth_state_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_state_out(@extschema@.trade_growth_state) IS
'Text output of trade_growth_state: version, kind of period, the windows, number of rows and sum (48 hexadecimal digits of 10^-12 units) of each.';

CREATE FUNCTION @extschema@.trade_growth_state_recv(pg_catalog.internal) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_state_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_state_recv(pg_catalog.internal) IS
'Binary input of trade_growth_state. 22P03 for bytes that are none.';

CREATE FUNCTION @extschema@.trade_growth_state_send(@extschema@.trade_growth_state) RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_growth_state_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_state_send(@extschema@.trade_growth_state) IS
'Binary output of trade_growth_state: the stored bytes, little-endian, version first.';

CREATE TYPE @extschema@.trade_growth_state (
    INPUT = @extschema@.trade_growth_state_in,
    OUTPUT = @extschema@.trade_growth_state_out,
    RECEIVE = @extschema@.trade_growth_state_recv,
    SEND = @extschema@.trade_growth_state_send,
    INTERNALLENGTH = 64,
    ALIGNMENT = double
);

COMMENT ON TYPE @extschema@.trade_growth_state IS
'Transition state of trade_growth: two windows, and the exact sum and number of rows of each. A window counts up to 4294967295 rows; more are 22003.';

CREATE FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, integer, double precision, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_add_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, integer, double precision, @extschema@.trade_window) IS
'Transition function of trade_growth: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, integer, double precision, @extschema@.trade_window, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_add_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, integer, double precision, @extschema@.trade_window, @extschema@.trade_window) IS
'Transition function of trade_growth: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, integer, numeric, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_add_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, integer, numeric, @extschema@.trade_window) IS
'Transition function of trade_growth: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, integer, numeric, @extschema@.trade_window, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_add_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, integer, numeric, @extschema@.trade_window, @extschema@.trade_window) IS
'Transition function of trade_growth: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, integer, bigint, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_add_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, integer, bigint, @extschema@.trade_window) IS
'Transition function of trade_growth: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, integer, bigint, @extschema@.trade_window, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_add_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, integer, bigint, @extschema@.trade_window, @extschema@.trade_window) IS
'Transition function of trade_growth: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, pg_catalog.date, double precision, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_add_date_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, pg_catalog.date, double precision, @extschema@.trade_window) IS
'Transition function of trade_growth: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, pg_catalog.date, double precision, @extschema@.trade_window, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_add_date_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, pg_catalog.date, double precision, @extschema@.trade_window, @extschema@.trade_window) IS
'Transition function of trade_growth: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, pg_catalog.date, numeric, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_add_date_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, pg_catalog.date, numeric, @extschema@.trade_window) IS
'Transition function of trade_growth: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, pg_catalog.date, numeric, @extschema@.trade_window, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_add_date_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, pg_catalog.date, numeric, @extschema@.trade_window, @extschema@.trade_window) IS
'Transition function of trade_growth: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, pg_catalog.date, bigint, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_add_date_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, pg_catalog.date, bigint, @extschema@.trade_window) IS
'Transition function of trade_growth: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, pg_catalog.date, bigint, @extschema@.trade_window, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_add_date_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_add(@extschema@.trade_growth_state, pg_catalog.date, bigint, @extschema@.trade_window, @extschema@.trade_window) IS
'Transition function of trade_growth: adds a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, double precision, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_remove_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, double precision, @extschema@.trade_window) IS
'Inverse transition function of trade_growth: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, double precision, @extschema@.trade_window, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_remove_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, double precision, @extschema@.trade_window, @extschema@.trade_window) IS
'Inverse transition function of trade_growth: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, numeric, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_remove_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, numeric, @extschema@.trade_window) IS
'Inverse transition function of trade_growth: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, numeric, @extschema@.trade_window, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_remove_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, numeric, @extschema@.trade_window, @extschema@.trade_window) IS
'Inverse transition function of trade_growth: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, bigint, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_remove_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, bigint, @extschema@.trade_window) IS
'Inverse transition function of trade_growth: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, bigint, @extschema@.trade_window, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_remove_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, bigint, @extschema@.trade_window, @extschema@.trade_window) IS
'Inverse transition function of trade_growth: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, double precision, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_remove_date_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, double precision, @extschema@.trade_window) IS
'Inverse transition function of trade_growth: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, double precision, @extschema@.trade_window, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_remove_date_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, double precision, @extschema@.trade_window, @extschema@.trade_window) IS
'Inverse transition function of trade_growth: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, numeric, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_remove_date_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, numeric, @extschema@.trade_window) IS
'Inverse transition function of trade_growth: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, numeric, @extschema@.trade_window, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_remove_date_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, numeric, @extschema@.trade_window, @extschema@.trade_window) IS
'Inverse transition function of trade_growth: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, bigint, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_remove_date_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, bigint, @extschema@.trade_window) IS
'Inverse transition function of trade_growth: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, bigint, @extschema@.trade_window, @extschema@.trade_window) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_remove_date_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, bigint, @extschema@.trade_window, @extschema@.trade_window) IS
'Inverse transition function of trade_growth: takes away a row. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_combine(@extschema@.trade_growth_state, @extschema@.trade_growth_state) RETURNS @extschema@.trade_growth_state
AS 'MODULE_PATHNAME', 'sanctions_growth_combine'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_combine(@extschema@.trade_growth_state, @extschema@.trade_growth_state) IS
'Merges two states of trade_growth. Other windows or another kind of period: 22023. Outside an aggregate 0A000.';

CREATE FUNCTION @extschema@.trade_growth_final(@extschema@.trade_growth_state) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_growth_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_growth_final(@extschema@.trade_growth_state) IS
'Growth from a state of trade_growth. A sum beyond 1.7e26 is 22003.';

CREATE AGGREGATE @extschema@.trade_growth(period integer, value double precision, current @extschema@.trade_window) (
    SFUNC = @extschema@.trade_growth_add,
    STYPE = @extschema@.trade_growth_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.trade_growth_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_growth_combine,
    MSFUNC = @extschema@.trade_growth_add,
    MINVFUNC = @extschema@.trade_growth_remove,
    MSTYPE = @extschema@.trade_growth_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.trade_growth_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_growth(integer, double precision, @extschema@.trade_window) IS
'Growth of the current window on the same window one year earlier: (current - base)/base of the exact totals. period is a year; windows are the same for all rows (else 22023) and not NULL (22004). A row with a NULL value, or outside both windows, is skipped; a NULL period is 22004, one beyond the years 1 to 9999 (202301) is 22003, in or outside of the windows, NaN and infinity are 22023, values and sums beyond 1.7e26 are 22003. NULL when a window has no row, a total is negative or the base is 0; -1 when trade ended.';

CREATE AGGREGATE @extschema@.trade_growth(period integer, value double precision, current @extschema@.trade_window, base @extschema@.trade_window) (
    SFUNC = @extschema@.trade_growth_add,
    STYPE = @extschema@.trade_growth_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.trade_growth_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_growth_combine,
    MSFUNC = @extschema@.trade_growth_add,
    MINVFUNC = @extschema@.trade_growth_remove,
    MSTYPE = @extschema@.trade_growth_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.trade_growth_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_growth(integer, double precision, @extschema@.trade_window, @extschema@.trade_window) IS
'Growth of the current window on the base window: (current - base)/base of the exact totals, of the averages per calendar month where the windows differ in length. period is a year; windows are the same for all rows (else 22023) and not NULL (22004). A row with a NULL value, or outside both windows, is skipped; a NULL period is 22004, one beyond the years 1 to 9999 (202301) is 22003, in or outside of the windows, NaN and infinity are 22023, values and sums beyond 1.7e26 are 22003. NULL when a window has no row, a total is negative or the base is 0; -1 when trade ended.';

CREATE AGGREGATE @extschema@.trade_growth(period integer, value numeric, current @extschema@.trade_window) (
    SFUNC = @extschema@.trade_growth_add,
    STYPE = @extschema@.trade_growth_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.trade_growth_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_growth_combine,
    MSFUNC = @extschema@.trade_growth_add,
    MINVFUNC = @extschema@.trade_growth_remove,
    MSTYPE = @extschema@.trade_growth_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.trade_growth_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_growth(integer, numeric, @extschema@.trade_window) IS
'Growth of the current window on the same window one year earlier: (current - base)/base of the exact totals. period is a year; windows are the same for all rows (else 22023) and not NULL (22004). A row with a NULL value, or outside both windows, is skipped; a NULL period is 22004, one beyond the years 1 to 9999 (202301) is 22003, in or outside of the windows, NaN and infinity are 22023, values and sums beyond 1.7e26 are 22003. NULL when a window has no row, a total is negative or the base is 0; -1 when trade ended.';

CREATE AGGREGATE @extschema@.trade_growth(period integer, value numeric, current @extschema@.trade_window, base @extschema@.trade_window) (
    SFUNC = @extschema@.trade_growth_add,
    STYPE = @extschema@.trade_growth_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.trade_growth_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_growth_combine,
    MSFUNC = @extschema@.trade_growth_add,
    MINVFUNC = @extschema@.trade_growth_remove,
    MSTYPE = @extschema@.trade_growth_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.trade_growth_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_growth(integer, numeric, @extschema@.trade_window, @extschema@.trade_window) IS
'Growth of the current window on the base window: (current - base)/base of the exact totals, of the averages per calendar month where the windows differ in length. period is a year; windows are the same for all rows (else 22023) and not NULL (22004). A row with a NULL value, or outside both windows, is skipped; a NULL period is 22004, one beyond the years 1 to 9999 (202301) is 22003, in or outside of the windows, NaN and infinity are 22023, values and sums beyond 1.7e26 are 22003. NULL when a window has no row, a total is negative or the base is 0; -1 when trade ended.';

CREATE AGGREGATE @extschema@.trade_growth(period integer, value bigint, current @extschema@.trade_window) (
    SFUNC = @extschema@.trade_growth_add,
    STYPE = @extschema@.trade_growth_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.trade_growth_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_growth_combine,
    MSFUNC = @extschema@.trade_growth_add,
    MINVFUNC = @extschema@.trade_growth_remove,
    MSTYPE = @extschema@.trade_growth_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.trade_growth_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_growth(integer, bigint, @extschema@.trade_window) IS
'Growth of the current window on the same window one year earlier: (current - base)/base of the exact totals. period is a year; windows are the same for all rows (else 22023) and not NULL (22004). A row with a NULL value, or outside both windows, is skipped; a NULL period is 22004, one beyond the years 1 to 9999 (202301) is 22003, in or outside of the windows, NaN and infinity are 22023, values and sums beyond 1.7e26 are 22003. NULL when a window has no row, a total is negative or the base is 0; -1 when trade ended.';

CREATE AGGREGATE @extschema@.trade_growth(period integer, value bigint, current @extschema@.trade_window, base @extschema@.trade_window) (
    SFUNC = @extschema@.trade_growth_add,
    STYPE = @extschema@.trade_growth_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.trade_growth_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_growth_combine,
    MSFUNC = @extschema@.trade_growth_add,
    MINVFUNC = @extschema@.trade_growth_remove,
    MSTYPE = @extschema@.trade_growth_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.trade_growth_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_growth(integer, bigint, @extschema@.trade_window, @extschema@.trade_window) IS
'Growth of the current window on the base window: (current - base)/base of the exact totals, of the averages per calendar month where the windows differ in length. period is a year; windows are the same for all rows (else 22023) and not NULL (22004). A row with a NULL value, or outside both windows, is skipped; a NULL period is 22004, one beyond the years 1 to 9999 (202301) is 22003, in or outside of the windows, NaN and infinity are 22023, values and sums beyond 1.7e26 are 22003. NULL when a window has no row, a total is negative or the base is 0; -1 when trade ended.';

CREATE AGGREGATE @extschema@.trade_growth(period pg_catalog.date, value double precision, current @extschema@.trade_window) (
    SFUNC = @extschema@.trade_growth_add,
    STYPE = @extschema@.trade_growth_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.trade_growth_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_growth_combine,
    MSFUNC = @extschema@.trade_growth_add,
    MINVFUNC = @extschema@.trade_growth_remove,
    MSTYPE = @extschema@.trade_growth_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.trade_growth_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_growth(pg_catalog.date, double precision, @extschema@.trade_window) IS
'Growth of the current window on the same window one year earlier: (current - base)/base of the exact totals. period is any day of the month; windows are the same for all rows (else 22023) and not NULL (22004). A row with a NULL value, or outside both windows, is skipped; a NULL period is 22004, one beyond the years 1 to 9999 (202301) is 22003, in or outside of the windows, NaN and infinity are 22023, values and sums beyond 1.7e26 are 22003. NULL when a window has no row, a total is negative or the base is 0; -1 when trade ended.';

CREATE AGGREGATE @extschema@.trade_growth(period pg_catalog.date, value double precision, current @extschema@.trade_window, base @extschema@.trade_window) (
    SFUNC = @extschema@.trade_growth_add,
    STYPE = @extschema@.trade_growth_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.trade_growth_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_growth_combine,
    MSFUNC = @extschema@.trade_growth_add,
    MINVFUNC = @extschema@.trade_growth_remove,
    MSTYPE = @extschema@.trade_growth_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.trade_growth_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_growth(pg_catalog.date, double precision, @extschema@.trade_window, @extschema@.trade_window) IS
'Growth of the current window on the base window: (current - base)/base of the exact totals, of the averages per calendar month where the windows differ in length. period is any day of the month; windows are the same for all rows (else 22023) and not NULL (22004). A row with a NULL value, or outside both windows, is skipped; a NULL period is 22004, one beyond the years 1 to 9999 (202301) is 22003, in or outside of the windows, NaN and infinity are 22023, values and sums beyond 1.7e26 are 22003. NULL when a window has no row, a total is negative or the base is 0; -1 when trade ended.';

CREATE AGGREGATE @extschema@.trade_growth(period pg_catalog.date, value numeric, current @extschema@.trade_window) (
    SFUNC = @extschema@.trade_growth_add,
    STYPE = @extschema@.trade_growth_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.trade_growth_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_growth_combine,
    MSFUNC = @extschema@.trade_growth_add,
    MINVFUNC = @extschema@.trade_growth_remove,
    MSTYPE = @extschema@.trade_growth_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.trade_growth_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_growth(pg_catalog.date, numeric, @extschema@.trade_window) IS
'Growth of the current window on the same window one year earlier: (current - base)/base of the exact totals. period is any day of the month; windows are the same for all rows (else 22023) and not NULL (22004). A row with a NULL value, or outside both windows, is skipped; a NULL period is 22004, one beyond the years 1 to 9999 (202301) is 22003, in or outside of the windows, NaN and infinity are 22023, values and sums beyond 1.7e26 are 22003. NULL when a window has no row, a total is negative or the base is 0; -1 when trade ended.';

CREATE AGGREGATE @extschema@.trade_growth(period pg_catalog.date, value numeric, current @extschema@.trade_window, base @extschema@.trade_window) (
    SFUNC = @extschema@.trade_growth_add,
    STYPE = @extschema@.trade_growth_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.trade_growth_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_growth_combine,
    MSFUNC = @extschema@.trade_growth_add,
    MINVFUNC = @extschema@.trade_growth_remove,
    MSTYPE = @extschema@.trade_growth_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.trade_growth_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_growth(pg_catalog.date, numeric, @extschema@.trade_window, @extschema@.trade_window) IS
'Growth of the current window on the base window: (current - base)/base of the exact totals, of the averages per calendar month where the windows differ in length. period is any day of the month; windows are the same for all rows (else 22023) and not NULL (22004). A row with a NULL value, or outside both windows, is skipped; a NULL period is 22004, one beyond the years 1 to 9999 (202301) is 22003, in or outside of the windows, NaN and infinity are 22023, values and sums beyond 1.7e26 are 22003. NULL when a window has no row, a total is negative or the base is 0; -1 when trade ended.';

CREATE AGGREGATE @extschema@.trade_growth(period pg_catalog.date, value bigint, current @extschema@.trade_window) (
    SFUNC = @extschema@.trade_growth_add,
    STYPE = @extschema@.trade_growth_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.trade_growth_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_growth_combine,
    MSFUNC = @extschema@.trade_growth_add,
    MINVFUNC = @extschema@.trade_growth_remove,
    MSTYPE = @extschema@.trade_growth_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.trade_growth_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_growth(pg_catalog.date, bigint, @extschema@.trade_window) IS
'Growth of the current window on the same window one year earlier: (current - base)/base of the exact totals. period is any day of the month; windows are the same for all rows (else 22023) and not NULL (22004). A row with a NULL value, or outside both windows, is skipped; a NULL period is 22004, one beyond the years 1 to 9999 (202301) is 22003, in or outside of the windows, NaN and infinity are 22023, values and sums beyond 1.7e26 are 22003. NULL when a window has no row, a total is negative or the base is 0; -1 when trade ended.';

CREATE AGGREGATE @extschema@.trade_growth(period pg_catalog.date, value bigint, current @extschema@.trade_window, base @extschema@.trade_window) (
    SFUNC = @extschema@.trade_growth_add,
    STYPE = @extschema@.trade_growth_state,
    SSPACE = 64,
    FINALFUNC = @extschema@.trade_growth_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = @extschema@.trade_growth_combine,
    MSFUNC = @extschema@.trade_growth_add,
    MINVFUNC = @extschema@.trade_growth_remove,
    MSTYPE = @extschema@.trade_growth_state,
    MSSPACE = 64,
    MFINALFUNC = @extschema@.trade_growth_final,
    MFINALFUNC_MODIFY = READ_ONLY,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE @extschema@.trade_growth(pg_catalog.date, bigint, @extschema@.trade_window, @extschema@.trade_window) IS
'Growth of the current window on the base window: (current - base)/base of the exact totals, of the averages per calendar month where the windows differ in length. period is any day of the month; windows are the same for all rows (else 22023) and not NULL (22004). A row with a NULL value, or outside both windows, is skipped; a NULL period is 22004, one beyond the years 1 to 9999 (202301) is 22003, in or outside of the windows, NaN and infinity are 22023, values and sums beyond 1.7e26 are 22003. NULL when a window has no row, a total is negative or the base is 0; -1 when trade ended.';

-- Only the server calls what is here: inverse functions with the rights of the aggregate's owner,
-- the others without asking for EXECUTE.
REVOKE EXECUTE ON FUNCTION
    @extschema@.trade_growth_state_recv(pg_catalog.internal),
    @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, double precision, @extschema@.trade_window),
    @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, double precision, @extschema@.trade_window, @extschema@.trade_window),
    @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, numeric, @extschema@.trade_window),
    @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, numeric, @extschema@.trade_window, @extschema@.trade_window),
    @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, bigint, @extschema@.trade_window),
    @extschema@.trade_growth_remove(@extschema@.trade_growth_state, integer, bigint, @extschema@.trade_window, @extschema@.trade_window),
    @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, double precision, @extschema@.trade_window),
    @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, double precision, @extschema@.trade_window, @extschema@.trade_window),
    @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, numeric, @extschema@.trade_window),
    @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, numeric, @extschema@.trade_window, @extschema@.trade_window),
    @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, bigint, @extschema@.trade_window),
    @extschema@.trade_growth_remove(@extschema@.trade_growth_state, pg_catalog.date, bigint, @extschema@.trade_window, @extschema@.trade_window)
FROM PUBLIC;
