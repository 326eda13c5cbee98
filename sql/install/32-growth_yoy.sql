--
-- yoy: growth on the year as a window function
--

CREATE FUNCTION @extschema@.yoy_growth(period integer, value double precision) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_yoy_growth_year_float8'
LANGUAGE C IMMUTABLE WINDOW PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.yoy_growth(integer, double precision) IS
'Window function: growth of value on the row of the same partition exactly one year earlier on the calendar, current/base - 1. Ignores the frame, as lag does. NULL where there is no such row, a value is NULL or below 0, or the base is 0. Periods must strictly rise or fall in the partition: 22023 otherwise (aggregate first); a NULL period is 22004.';

CREATE FUNCTION @extschema@.yoy_growth(period integer, value numeric) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_yoy_growth_year_numeric'
LANGUAGE C IMMUTABLE WINDOW PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.yoy_growth(integer, numeric) IS
'Window function: growth of value on the row of the same partition exactly one year earlier on the calendar, current/base - 1. Ignores the frame, as lag does. NULL where there is no such row, a value is NULL or below 0, or the base is 0. Periods must strictly rise or fall in the partition: 22023 otherwise (aggregate first); a NULL period is 22004.';

CREATE FUNCTION @extschema@.yoy_growth(period integer, value bigint) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_yoy_growth_year_int8'
LANGUAGE C IMMUTABLE WINDOW PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.yoy_growth(integer, bigint) IS
'Window function: growth of value on the row of the same partition exactly one year earlier on the calendar, current/base - 1. Ignores the frame, as lag does. NULL where there is no such row, a value is NULL or below 0, or the base is 0. Periods must strictly rise or fall in the partition: 22023 otherwise (aggregate first); a NULL period is 22004.';

CREATE FUNCTION @extschema@.yoy_growth(period pg_catalog.date, value double precision) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_yoy_growth_date_float8'
LANGUAGE C IMMUTABLE WINDOW PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.yoy_growth(pg_catalog.date, double precision) IS
'Window function: growth of value on the row of the same partition exactly one year earlier on the calendar, current/base - 1. Ignores the frame, as lag does. NULL where there is no such row, a value is NULL or below 0, or the base is 0. Periods must strictly rise or fall in the partition: 22023 otherwise (aggregate first); a NULL period is 22004.';

CREATE FUNCTION @extschema@.yoy_growth(period pg_catalog.date, value numeric) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_yoy_growth_date_numeric'
LANGUAGE C IMMUTABLE WINDOW PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.yoy_growth(pg_catalog.date, numeric) IS
'Window function: growth of value on the row of the same partition exactly one year earlier on the calendar, current/base - 1. Ignores the frame, as lag does. NULL where there is no such row, a value is NULL or below 0, or the base is 0. Periods must strictly rise or fall in the partition: 22023 otherwise (aggregate first); a NULL period is 22004.';

CREATE FUNCTION @extschema@.yoy_growth(period pg_catalog.date, value bigint) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_yoy_growth_date_int8'
LANGUAGE C IMMUTABLE WINDOW PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.yoy_growth(pg_catalog.date, bigint) IS
'Window function: growth of value on the row of the same partition exactly one year earlier on the calendar, current/base - 1. Ignores the frame, as lag does. NULL where there is no such row, a value is NULL or below 0, or the base is 0. Periods must strictly rise or fall in the partition: 22023 otherwise (aggregate first); a NULL period is 22004.';
