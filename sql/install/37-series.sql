--
-- series: trade_series, period to value of one flow
--

CREATE TYPE trade_series;

CREATE FUNCTION trade_series_in(cstring) RETURNS trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_series_in(cstring) IS
'Reads trade_series from JSON text such as {"2023-01":[12.5,1]}: months, or years such as "2023", in any order, each with its value and number of rows. Bad text, a period that comes twice and years beside months are 22P02, values beyond 1.7e26 and years outside 1 to 9999 are 22003 (soft errors on PostgreSQL 16 and later).';

CREATE FUNCTION trade_series_out(trade_series) RETURNS cstring
AS 'MODULE_PATHNAME', 'sanctions_series_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_series_out(trade_series) IS
'Writes trade_series as JSON text with exact decimals: period to [value,rows], in order of time.';

CREATE FUNCTION trade_series_recv(internal) RETURNS trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_series_recv(internal) IS
'Receives trade_series. Bytes that are no series are 22P03.';

CREATE FUNCTION trade_series_send(trade_series) RETURNS bytea
AS 'MODULE_PATHNAME', 'sanctions_series_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_series_send(trade_series) IS
'Sends trade_series: a version byte, then kind of periods and the periods in network order.';

CREATE TYPE trade_series (
    INPUT = trade_series_in,
    OUTPUT = trade_series_out,
    RECEIVE = trade_series_recv,
    SEND = trade_series_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended
);

COMMENT ON TYPE trade_series IS
'Period to value of one flow, with the number of rows of each period, so that a reported zero differs from a gap. Periods are years or months. Sums are exact. Equal content has equal bytes.';

CREATE FUNCTION trade_series_merge(trade_series, trade_series) RETURNS trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_merge'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_series_merge(trade_series, trade_series) IS
'Combine function of trade_series and transition function of rollup. NULL is skipped. Outside an aggregate it is 0A000: use the operator +.';

CREATE FUNCTION trade_series_final(trade_series) RETURNS trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_series_final(trade_series) IS
'Final function of trade_series and rollup: the canonical form of the state, which is not changed. A sum beyond 1.7e26 is 22003.';

CREATE FUNCTION trade_series_add(trade_series, integer, double precision) RETURNS trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_add_year_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_series_add(trade_series, integer, double precision) IS
'Transition function of trade_series: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_series(period integer, value double precision) (
    SFUNC = trade_series_add,
    STYPE = trade_series,
    SSPACE = 512,
    FINALFUNC = trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_series(integer, double precision) IS
'The series of the rows: the exact sum of value and the number of rows by year. A row whose value is NULL is skipped; then a NULL period is 22004, NaN or infinity 22023, a year outside 1 to 9999 or a sum beyond 1.7e26 22003. NULL over no rows.';

CREATE FUNCTION trade_series_add(trade_series, integer, numeric) RETURNS trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_add_year_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_series_add(trade_series, integer, numeric) IS
'Transition function of trade_series: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_series(period integer, value numeric) (
    SFUNC = trade_series_add,
    STYPE = trade_series,
    SSPACE = 512,
    FINALFUNC = trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_series(integer, numeric) IS
'The series of the rows: the exact sum of value and the number of rows by year. A row whose value is NULL is skipped; then a NULL period is 22004, NaN or infinity 22023, a year outside 1 to 9999 or a sum beyond 1.7e26 22003. NULL over no rows.';

CREATE FUNCTION trade_series_add(trade_series, integer, bigint) RETURNS trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_add_year_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_series_add(trade_series, integer, bigint) IS
'Transition function of trade_series: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_series(period integer, value bigint) (
    SFUNC = trade_series_add,
    STYPE = trade_series,
    SSPACE = 512,
    FINALFUNC = trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_series(integer, bigint) IS
'The series of the rows: the exact sum of value and the number of rows by year. A row whose value is NULL is skipped; then a NULL period is 22004, NaN or infinity 22023, a year outside 1 to 9999 or a sum beyond 1.7e26 22003. NULL over no rows.';

CREATE FUNCTION trade_series_add(trade_series, date, double precision) RETURNS trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_add_month_float8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_series_add(trade_series, date, double precision) IS
'Transition function of trade_series: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_series(period date, value double precision) (
    SFUNC = trade_series_add,
    STYPE = trade_series,
    SSPACE = 512,
    FINALFUNC = trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_series(date, double precision) IS
'The series of the rows: the exact sum of value and the number of rows by month (that of the date). A row whose value is NULL is skipped; then a NULL period is 22004, NaN or infinity 22023, a year outside 1 to 9999 or a sum beyond 1.7e26 22003. NULL over no rows.';

CREATE FUNCTION trade_series_add(trade_series, date, numeric) RETURNS trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_add_month_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_series_add(trade_series, date, numeric) IS
'Transition function of trade_series: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_series(period date, value numeric) (
    SFUNC = trade_series_add,
    STYPE = trade_series,
    SSPACE = 512,
    FINALFUNC = trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_series(date, numeric) IS
'The series of the rows: the exact sum of value and the number of rows by month (that of the date). A row whose value is NULL is skipped; then a NULL period is 22004, NaN or infinity 22023, a year outside 1 to 9999 or a sum beyond 1.7e26 22003. NULL over no rows.';

CREATE FUNCTION trade_series_add(trade_series, date, bigint) RETURNS trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_add_month_int8'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1;

COMMENT ON FUNCTION trade_series_add(trade_series, date, bigint) IS
'Transition function of trade_series: adds a row. Outside an aggregate it is 0A000.';

CREATE AGGREGATE trade_series(period date, value bigint) (
    SFUNC = trade_series_add,
    STYPE = trade_series,
    SSPACE = 512,
    FINALFUNC = trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE trade_series(date, bigint) IS
'The series of the rows: the exact sum of value and the number of rows by month (that of the date). A row whose value is NULL is skipped; then a NULL period is 22004, NaN or infinity 22023, a year outside 1 to 9999 or a sum beyond 1.7e26 22003. NULL over no rows.';

CREATE AGGREGATE rollup(state trade_series) (
    SFUNC = trade_series_merge,
    STYPE = trade_series,
    SSPACE = 512,
    FINALFUNC = trade_series_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = trade_series_merge,
    PARALLEL = SAFE
);

COMMENT ON AGGREGATE rollup(trade_series) IS
'All series merged, period by period. NULL is skipped; NULL over no rows. Years and months do not merge: 22023.';

CREATE FUNCTION trade_series_plus(trade_series, trade_series) RETURNS trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_plus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_series_plus(trade_series, trade_series) IS
'The sum of two series, period by period, exactly, values and numbers of rows. Years and months do not merge: 22023; an empty series merges with both.';

CREATE OPERATOR + (
    LEFTARG = trade_series,
    RIGHTARG = trade_series,
    FUNCTION = trade_series_plus,
    COMMUTATOR = +
);

COMMENT ON OPERATOR + (trade_series, trade_series) IS
'The sum of two series, period by period, exactly, values and numbers of rows. Years and months do not merge: 22023; an empty series merges with both.';

CREATE FUNCTION trade_series_minus(trade_series, trade_series) RETURNS trade_series
AS 'MODULE_PATHNAME', 'sanctions_series_minus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_series_minus(trade_series, trade_series) IS
'The difference of two series, period by period, exactly, values and numbers of rows, which may become negative; a period where both become 0 vanishes. Undoes +. Years and months do not merge: 22023.';

CREATE OPERATOR - (
    LEFTARG = trade_series,
    RIGHTARG = trade_series,
    FUNCTION = trade_series_minus
);

COMMENT ON OPERATOR - (trade_series, trade_series) IS
'The difference of two series, period by period, exactly, values and numbers of rows, which may become negative; a period where both become 0 vanishes. Undoes +. Years and months do not merge: 22023.';

CREATE FUNCTION trade_series_eq(trade_series, trade_series) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_eq'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_series_eq(trade_series, trade_series) IS
'Whether two series have the same periods, values and numbers of rows.';

CREATE OPERATOR = (
    LEFTARG = trade_series,
    RIGHTARG = trade_series,
    FUNCTION = trade_series_eq,
    COMMUTATOR = =,
    NEGATOR = <>,
    RESTRICT = pg_catalog.eqsel,
    JOIN = pg_catalog.eqjoinsel,
    HASHES,
    MERGES
);

COMMENT ON OPERATOR = (trade_series, trade_series) IS
'Whether two series have the same periods, values and numbers of rows.';

CREATE FUNCTION trade_series_ne(trade_series, trade_series) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_ne'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_series_ne(trade_series, trade_series) IS
'Whether two series differ.';

CREATE OPERATOR <> (
    LEFTARG = trade_series,
    RIGHTARG = trade_series,
    FUNCTION = trade_series_ne,
    COMMUTATOR = <>,
    NEGATOR = =,
    RESTRICT = pg_catalog.neqsel,
    JOIN = pg_catalog.neqjoinsel
);

COMMENT ON OPERATOR <> (trade_series, trade_series) IS
'Whether two series differ.';

CREATE FUNCTION trade_series_lt(trade_series, trade_series) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_lt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_series_lt(trade_series, trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR < (
    LEFTARG = trade_series,
    RIGHTARG = trade_series,
    FUNCTION = trade_series_lt,
    COMMUTATOR = >,
    NEGATOR = >=,
    RESTRICT = pg_catalog.scalarltsel,
    JOIN = pg_catalog.scalarltjoinsel
);

COMMENT ON OPERATOR < (trade_series, trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION trade_series_le(trade_series, trade_series) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_le'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_series_le(trade_series, trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR <= (
    LEFTARG = trade_series,
    RIGHTARG = trade_series,
    FUNCTION = trade_series_le,
    COMMUTATOR = >=,
    NEGATOR = >,
    RESTRICT = pg_catalog.scalarlesel,
    JOIN = pg_catalog.scalarlejoinsel
);

COMMENT ON OPERATOR <= (trade_series, trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION trade_series_gt(trade_series, trade_series) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_gt'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_series_gt(trade_series, trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR > (
    LEFTARG = trade_series,
    RIGHTARG = trade_series,
    FUNCTION = trade_series_gt,
    COMMUTATOR = <,
    NEGATOR = <=,
    RESTRICT = pg_catalog.scalargtsel,
    JOIN = pg_catalog.scalargtjoinsel
);

COMMENT ON OPERATOR > (trade_series, trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION trade_series_ge(trade_series, trade_series) RETURNS boolean
AS 'MODULE_PATHNAME', 'sanctions_series_ge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_series_ge(trade_series, trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE OPERATOR >= (
    LEFTARG = trade_series,
    RIGHTARG = trade_series,
    FUNCTION = trade_series_ge,
    COMMUTATOR = <=,
    NEGATOR = <,
    RESTRICT = pg_catalog.scalargesel,
    JOIN = pg_catalog.scalargejoinsel
);

COMMENT ON OPERATOR >= (trade_series, trade_series) IS
'Order of trade_series for DISTINCT and indexes, otherwise arbitrary.';

CREATE FUNCTION trade_series_cmp(trade_series, trade_series) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_series_cmp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_series_cmp(trade_series, trade_series) IS
'Order of trade_series for DISTINCT and indexes: below 0, 0 or above 0.';

CREATE FUNCTION trade_series_hash(trade_series) RETURNS integer
AS 'MODULE_PATHNAME', 'sanctions_series_hash'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_series_hash(trade_series) IS
'Hash of a series, over its content.';

CREATE FUNCTION trade_series_hash_extended(trade_series, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'sanctions_series_hash_extended'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trade_series_hash_extended(trade_series, bigint) IS
'Hash of a series with a seed, over its content.';

CREATE OPERATOR CLASS trade_series_ops DEFAULT FOR TYPE trade_series USING btree AS
    OPERATOR 1 < (trade_series, trade_series),
    OPERATOR 2 <= (trade_series, trade_series),
    OPERATOR 3 = (trade_series, trade_series),
    OPERATOR 4 >= (trade_series, trade_series),
    OPERATOR 5 > (trade_series, trade_series),
    FUNCTION 1 trade_series_cmp(trade_series, trade_series);

COMMENT ON OPERATOR CLASS trade_series_ops USING btree IS
'Order of trade_series: equality is over content, the order otherwise arbitrary.';

COMMENT ON OPERATOR FAMILY trade_series_ops USING btree IS
'Order of trade_series: equality is over content, the order otherwise arbitrary.';

CREATE OPERATOR CLASS trade_series_ops DEFAULT FOR TYPE trade_series USING hash AS
    OPERATOR 1 = (trade_series, trade_series),
    FUNCTION 1 trade_series_hash(trade_series),
    FUNCTION 2 trade_series_hash_extended(trade_series, bigint);

COMMENT ON OPERATOR CLASS trade_series_ops USING hash IS
'Hash of trade_series, over content.';

COMMENT ON OPERATOR FAMILY trade_series_ops USING hash IS
'Hash of trade_series, over content.';

CREATE FUNCTION trade_series_to_jsonb(trade_series) RETURNS jsonb
AS 'MODULE_PATHNAME', 'sanctions_series_to_jsonb'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;

COMMENT ON FUNCTION trade_series_to_jsonb(trade_series) IS
'The JSON text of a series as jsonb.';

CREATE CAST (trade_series AS jsonb) WITH FUNCTION trade_series_to_jsonb(trade_series) AS ASSIGNMENT;

COMMENT ON CAST (trade_series AS jsonb) IS
'The JSON text of a series as jsonb.';

CREATE FUNCTION growth(series trade_series, current trade_window) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_growth'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION growth(trade_series, trade_window) IS
'Growth of the current window on the same window one year earlier: (current - base)/base of the exact totals, as trade_growth. NULL when a window has no reported period, a total is negative or the base is 0; -1 when trade ended; growth_detail says which. A window that cuts a year of an annual series is 22023, one in year 1 22003.';

CREATE FUNCTION growth(series trade_series, current trade_window, base trade_window) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_growth'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION growth(trade_series, trade_window, trade_window) IS
'Growth of the current window on the base window: (current - base)/base of the exact totals, of the averages per calendar month where the windows differ in length, as trade_growth. NULL when a window has no reported period, a total is negative or the base is 0; -1 when trade ended; growth_detail says which. A window that cuts a year of an annual series is 22023.';

CREATE FUNCTION growth_detail(
    series trade_series,
    current trade_window,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT change double precision,
    OUT growth double precision,
    OUT midpoint double precision,
    OUT log_growth double precision,
    OUT outcome text
)
AS 'MODULE_PATHNAME', 'sanctions_series_growth_detail'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION growth_detail(trade_series, trade_window) IS
'Growth of the current window on the same window one year earlier, with its reason. base_value and current_value are the windows'' totals, or their averages per calendar month where the windows differ in length, NULL where no period is reported; change is their difference, growth (current - base)/base, midpoint 2 (current - base)/(current + base) (Davis, Haltiwanger and Schuh 1996), log_growth ln(current/base), each formed once of exact numbers. outcome is the first that applies of not_reported, no_base, no_current, negative, both_zero, zero_base, exit, partial (windows of equal length with different numbers of reported periods; growth is given), ok. A period is reported when its number of rows is above 0; values of other periods, which only differences of series have, add to the totals. A window that cuts a year of an annual series is 22023, one in year 1 22003.';

CREATE FUNCTION growth_detail(
    series trade_series,
    current trade_window,
    base trade_window,
    OUT base_value double precision,
    OUT current_value double precision,
    OUT change double precision,
    OUT growth double precision,
    OUT midpoint double precision,
    OUT log_growth double precision,
    OUT outcome text
)
AS 'MODULE_PATHNAME', 'sanctions_series_growth_detail'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION growth_detail(trade_series, trade_window, trade_window) IS
'Growth of the current window on the base window, with its reason. base_value and current_value are the windows'' totals, or their averages per calendar month where the windows differ in length, NULL where no period is reported; change is their difference, growth (current - base)/base, midpoint 2 (current - base)/(current + base) (Davis, Haltiwanger and Schuh 1996), log_growth ln(current/base), each formed once of exact numbers. outcome is the first that applies of not_reported, no_base, no_current, negative, both_zero, zero_base, exit, partial (windows of equal length with different numbers of reported periods; growth is given), ok. A period is reported when its number of rows is above 0; values of other periods, which only differences of series have, add to the totals. A window that cuts a year of an annual series is 22023.';

CREATE FUNCTION trade_series_rows_support(internal) RETURNS internal
AS 'MODULE_PATHNAME', 'sanctions_series_rows_support'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION trade_series_rows_support(internal) IS
'Tells the planner how many rows growth_table gives.';

CREATE FUNCTION growth_table(
    series trade_series,
    step_months integer DEFAULT NULL,
    OUT period date,
    OUT value double precision,
    OUT growth_on_year double precision,
    OUT growth_on_previous double precision,
    OUT midpoint double precision,
    OUT index double precision,
    OUT outcome text
) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'sanctions_series_growth_table'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 24
SUPPORT trade_series_rows_support;

COMMENT ON FUNCTION growth_table(trade_series, integer) IS
'One row a period, gaps included, from the first to the last in steps of step_months: NULL is 12 for an annual series, else 1; 3 for quarters dated by their first month. period is the first day; growth_on_year and midpoint compare with the same period one year earlier, growth_on_previous with the period one step before, index has the first period as 100. outcome is that of the comparison on the year (see growth_detail; no_base where the year before is a gap or before the first period), or gap where the period has no row. A negative value gives NULL rates and index. No rows for a NULL or empty series. A step below 1, or of an annual series no multiple of 12, is 22023; so is a period that is no multiple of the step after the first.';

CREATE FUNCTION cagr(series trade_series) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_cagr'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION cagr(trade_series) IS
'Compound annual growth rate from the first to the last reported period: (last/first)^(1/years) - 1, years being the months between them over 12. NULL when there are no two, first <= 0 or last < 0; a rate beyond double precision is 22003.';

CREATE FUNCTION trend_growth(series trade_series) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_trend_growth'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION trend_growth(trade_series) IS
'Annual rate exp(b) - 1 of the least-squares trend ln value = a + b t, t in years, over the reported periods whose value is above 0. NULL when there are fewer than two; a rate beyond double precision is 22003.';

CREATE FUNCTION total(series trade_series) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_total'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION total(trade_series) IS
'The exact sum of all periods, rounded once; 0 of an empty series. Beyond 1.7e26 it is 22003.';

CREATE FUNCTION total(series trade_series, during trade_window) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_total'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION total(trade_series, trade_window) IS
'The exact sum of the periods in a window, rounded once; NULL when the series has none of them. Beyond 1.7e26 it is 22003, a window that cuts a year of an annual series 22023.';

CREATE FUNCTION value_at(series trade_series, period trade_window) RETURNS double precision
AS 'MODULE_PATHNAME', 'sanctions_series_value_at'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION value_at(trade_series, trade_window) IS
'The value of one period, a year of an annual series or a month of a monthly one; another window is 22023. NULL for a gap.';

CREATE FUNCTION first_period(series trade_series) RETURNS date
AS 'MODULE_PATHNAME', 'sanctions_series_first_period'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION first_period(trade_series) IS
'The first day of the first period. NULL for an empty series.';

CREATE FUNCTION last_period(series trade_series) RETURNS date
AS 'MODULE_PATHNAME', 'sanctions_series_last_period'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION last_period(trade_series) IS
'The first day of the last period. NULL for an empty series.';

CREATE FUNCTION sparkline(series trade_series) RETURNS text
AS 'MODULE_PATHNAME', 'sanctions_series_sparkline'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION sparkline(trade_series) IS
'The series as a line of block characters in eight heights, one a period (month or year) from first to last, a blank for a gap. Heights are linear between the least and the greatest value, and 0 is always in between: the lowest block is 0 where no value is negative. More than 1,000 periods, and a database that is not in UTF8, are 22023.';
