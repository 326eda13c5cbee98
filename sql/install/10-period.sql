--
-- period: windows of the calendar
--

CREATE TYPE @extschema@.trade_window;

CREATE FUNCTION @extschema@.trade_window_in(pg_catalog.cstring) RETURNS @extschema@.trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_in(pg_catalog.cstring) IS
'Text input of trade_window: a year 2023, a half 2023-H1, a quarter 2023-Q1 or 2023Q1, a month 2023-03, 2023M03 or 202303, a day or an ISO date-time (the month that is written, whatever the zone), a range of days [2022-03-01,2023-03-01). 22P02 for text that is none, 22003 beyond the years 1 to 9999, 22023 for a range that is empty, unbounded or cuts a month, with the nearest window as a hint.';

CREATE FUNCTION @extschema@.trade_window_out(@extschema@.trade_window) RETURNS pg_catalog.cstring
AS 'MODULE_PATHNAME', 'sanctions_window_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_out(@extschema@.trade_window) IS
'Text output of trade_window: a year 2023, a half 2023-H1, a quarter 2023-Q1, a month 2023-03, else the range of its days.';

CREATE FUNCTION @extschema@.trade_window_recv(pg_catalog.internal) RETURNS @extschema@.trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_recv(pg_catalog.internal) IS
'Binary input of trade_window: any text that its text input reads. 22P03 for bytes that are none.';

CREATE FUNCTION @extschema@.trade_window_send(@extschema@.trade_window) RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'sanctions_window_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window_send(@extschema@.trade_window) IS
'Binary output of trade_window: its text.';

CREATE TYPE @extschema@.trade_window (
    INPUT = @extschema@.trade_window_in,
    OUTPUT = @extschema@.trade_window_out,
    RECEIVE = @extschema@.trade_window_recv,
    SEND = @extschema@.trade_window_send,
    LIKE = pg_catalog.int8,
    CATEGORY = 'U'
);

COMMENT ON TYPE @extschema@.trade_window IS
'A window of the calendar in whole months, years 1 to 9999. Reads 2023, 2023-H1, 2023-Q1, 2023-03, 2023M03, 202303, an ISO date-time and [2022-03-01,2023-03-01); cast implicitly from smallint, integer, date, timestamp and timestamptz (their month) and daterange. Its operators have names of their own (===, <<<), so that some_date = 2023 stays an error.';

CREATE FUNCTION @extschema@.trade_window(smallint) RETURNS @extschema@.trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_from_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window(smallint) IS
'The calendar year as a window. NULL gives NULL. Beyond the years 1 to 9999: 22003.';

CREATE CAST (smallint AS @extschema@.trade_window) WITH FUNCTION @extschema@.trade_window(smallint) AS IMPLICIT;

COMMENT ON CAST (smallint AS @extschema@.trade_window) IS
'The calendar year as a window.';

CREATE FUNCTION @extschema@.trade_window(integer) RETURNS @extschema@.trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_from_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window(integer) IS
'The calendar year as a window. NULL gives NULL. Beyond the years 1 to 9999: 22003.';

CREATE CAST (integer AS @extschema@.trade_window) WITH FUNCTION @extschema@.trade_window(integer) AS IMPLICIT;

COMMENT ON CAST (integer AS @extschema@.trade_window) IS
'The calendar year as a window.';

CREATE FUNCTION @extschema@.trade_window(pg_catalog.date) RETURNS @extschema@.trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_from_date'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window(pg_catalog.date) IS
'The month a date lies in as a window. NULL gives NULL. Beyond the years 1 to 9999: 22003.';

CREATE CAST (pg_catalog.date AS @extschema@.trade_window) WITH FUNCTION @extschema@.trade_window(pg_catalog.date) AS IMPLICIT;

COMMENT ON CAST (pg_catalog.date AS @extschema@.trade_window) IS
'The month a date lies in as a window.';

CREATE FUNCTION @extschema@.trade_window(timestamp without time zone) RETURNS @extschema@.trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_from_timestamp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window(timestamp without time zone) IS
'The month a timestamp lies in as a window. NULL gives NULL. Beyond the years 1 to 9999, infinity too: 22003.';

CREATE CAST (timestamp without time zone AS @extschema@.trade_window) WITH FUNCTION @extschema@.trade_window(timestamp without time zone) AS IMPLICIT;

COMMENT ON CAST (timestamp without time zone AS @extschema@.trade_window) IS
'The month a timestamp lies in as a window.';

CREATE FUNCTION @extschema@.trade_window(timestamp with time zone) RETURNS @extschema@.trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_from_timestamptz'
LANGUAGE C STABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window(timestamp with time zone) IS
'The month a point in time lies in, in the time zone of the session, as a window. NULL gives NULL. Beyond the years 1 to 9999, infinity too: 22003.';

CREATE CAST (timestamp with time zone AS @extschema@.trade_window) WITH FUNCTION @extschema@.trade_window(timestamp with time zone) AS IMPLICIT;

COMMENT ON CAST (timestamp with time zone AS @extschema@.trade_window) IS
'The month a point in time lies in, in the time zone of the session, as a window.';

CREATE FUNCTION @extschema@.trade_window(pg_catalog.daterange) RETURNS @extschema@.trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_from_daterange'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION @extschema@.trade_window(pg_catalog.daterange) IS
'A range of days as a window. NULL gives NULL. Beyond the years 1 to 9999: 22003. Empty, unbounded or cutting a month: 22023, with the nearest window as a hint.';

CREATE CAST (pg_catalog.daterange AS @extschema@.trade_window) WITH FUNCTION @extschema@.trade_window(pg_catalog.daterange) AS IMPLICIT;

COMMENT ON CAST (pg_catalog.daterange AS @extschema@.trade_window) IS
'A range of days as a window.';

-- Only the server calls what is here, and asks nobody for EXECUTE.
REVOKE EXECUTE ON FUNCTION @extschema@.trade_window_recv(pg_catalog.internal) FROM PUBLIC;
