--
-- period: windows of the calendar
--

CREATE TYPE trade_window;

CREATE FUNCTION trade_window_in(cstring) RETURNS trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION trade_window_in(cstring) IS
'Text input of trade_window. 22P02 for text that is none, 22003 beyond the years 1 to 9999, 22023 for a range that is empty, unbounded or cuts a month.';

CREATE FUNCTION trade_window_out(trade_window) RETURNS cstring
AS 'MODULE_PATHNAME', 'sanctions_window_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION trade_window_out(trade_window) IS
'Text output of trade_window: a year 2023, a quarter 2023-Q1, a month 2023-03, else the range of its days.';

CREATE FUNCTION trade_window_recv(internal) RETURNS trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION trade_window_recv(internal) IS
'Binary input of trade_window. 22P03 for bytes that are none.';

CREATE FUNCTION trade_window_send(trade_window) RETURNS bytea
AS 'MODULE_PATHNAME', 'sanctions_window_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION trade_window_send(trade_window) IS
'Binary output of trade_window: a version, then integers in network order.';

CREATE TYPE trade_window (
    INPUT = trade_window_in,
    OUTPUT = trade_window_out,
    RECEIVE = trade_window_recv,
    SEND = trade_window_send,
    LIKE = pg_catalog.int8,
    CATEGORY = 'U'
);

COMMENT ON TYPE trade_window IS
'A window of the calendar in whole months, years 1 to 9999. Reads 2023, 2023-Q1, 2023-03 and [2022-03-01,2023-03-01); cast implicitly from smallint, integer, date and daterange. It has no operators.';

CREATE FUNCTION trade_window(smallint) RETURNS trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_from_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION trade_window(smallint) IS
'The calendar year as a window. NULL gives NULL. Beyond the years 1 to 9999: 22003.';

CREATE CAST (smallint AS trade_window) WITH FUNCTION trade_window(smallint) AS IMPLICIT;

COMMENT ON CAST (smallint AS trade_window) IS
'The calendar year as a window.';

CREATE FUNCTION trade_window(integer) RETURNS trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_from_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION trade_window(integer) IS
'The calendar year as a window. NULL gives NULL. Beyond the years 1 to 9999: 22003.';

CREATE CAST (integer AS trade_window) WITH FUNCTION trade_window(integer) AS IMPLICIT;

COMMENT ON CAST (integer AS trade_window) IS
'The calendar year as a window.';

CREATE FUNCTION trade_window(date) RETURNS trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_from_date'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION trade_window(date) IS
'The month a date lies in as a window. NULL gives NULL. Beyond the years 1 to 9999: 22003.';

CREATE CAST (date AS trade_window) WITH FUNCTION trade_window(date) AS IMPLICIT;

COMMENT ON CAST (date AS trade_window) IS
'The month a date lies in as a window.';

CREATE FUNCTION trade_window(daterange) RETURNS trade_window
AS 'MODULE_PATHNAME', 'sanctions_window_from_daterange'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION trade_window(daterange) IS
'A range of days as a window. NULL gives NULL. Beyond the years 1 to 9999: 22003. Empty, unbounded or cutting a month: 22023, with the nearest window as a hint.';

CREATE CAST (daterange AS trade_window) WITH FUNCTION trade_window(daterange) AS IMPLICIT;

COMMENT ON CAST (daterange AS trade_window) IS
'A range of days as a window.';
