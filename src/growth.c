/* Growth of two figures, and the aggregate trade_growth. */
#include "postgres.h"

#include <math.h>

#include "common/int.h"
#include "libpq/pqformat.h"
#include "nodes/execnodes.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/float.h"

#include "compat.h"
#include "exact.h"
#include "growth.h"
#include "growth_core.h"
#include "period.h"

/* version, kind, 4 months, 2 x (rows, 3 words) */
#define GROWTH_SEND_BYTES (1 + 1 + 4 * 4 + 2 * 4 * 8)

static double
finite_arg(double value)
{
	if (unlikely(!isfinite(value)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("value %s is not a number to compute growth of",
						float8out_internal(value)),
				 errhint("Make NaN and infinity NULL.")));
	return value;
}

/* A growth of finite figures may still be beyond double precision. */
#define GROWTH_RESULT(call) \
	do { \
		double		growth; \
		if (!(call)) \
			PG_RETURN_NULL(); \
		if (unlikely(!isfinite(growth))) \
			float_overflow_error(); \
		PG_RETURN_FLOAT8(growth); \
	} while (0)

PG_FUNCTION_INFO_V1(sanctions_growth_rate);
PG_FUNCTION_INFO_V1(sanctions_growth_midpoint);
PG_FUNCTION_INFO_V1(sanctions_growth_log);
PG_FUNCTION_INFO_V1(sanctions_growth_cagr);

#define FIGURE(n) finite_arg(PG_GETARG_FLOAT8(n))

Datum
sanctions_growth_rate(PG_FUNCTION_ARGS)
{
	GROWTH_RESULT(trade_growth_rate(FIGURE(0), FIGURE(1), &growth));
}

Datum
sanctions_growth_midpoint(PG_FUNCTION_ARGS)
{
	GROWTH_RESULT(trade_growth_midpoint(FIGURE(0), FIGURE(1), &growth));
}

Datum
sanctions_growth_log(PG_FUNCTION_ARGS)
{
	GROWTH_RESULT(trade_growth_log(FIGURE(0), FIGURE(1), &growth));
}

Datum
sanctions_growth_cagr(PG_FUNCTION_ARGS)
{
	GROWTH_RESULT(trade_growth_cagr(FIGURE(0), FIGURE(1), FIGURE(2), &growth));
}

static char *
window_text(uint64 window)
{
	char	   *text = palloc(TRADE_SPAN_TEXT);

	trade_span_write(trade_span_unpack(window), text);
	return text;
}

void
sanctions_require_years(trade_span window)
{
	trade_span	nearest = {trade_month_of(trade_month_year(window.first), 1),
	trade_month_of(trade_month_year(window.last), 12)};

	if (window.first != nearest.first || window.last != nearest.last)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("window %s cuts a year of annual data", window_text(trade_span_pack(window))),
				 errhint("Over integer years a window consists of whole years; the nearest is %s. Monthly data have a date as period.",
						 window_text(trade_span_pack(nearest)))));
}

/* The window in the unit of the rows' periods. */
static void
window_keys(bool annual, uint64 window, int32 *first, int32 *last)
{
	trade_span	span = sanctions_span_from_datum(Int64GetDatum((int64) window));

	if (!annual)
	{
		*first = sanctions_date_from_month(span.first);
		*last = sanctions_date_from_month(span.last + 1) - 1;
		return;
	}
	*first = trade_month_year(span.first);
	*last = trade_month_year(span.last);
	sanctions_require_years(span);
}

static void
set_keys(trade_growth_state *state)
{
	window_keys(state->annual, state->current_window, &state->current_first, &state->current_last);
	window_keys(state->annual, state->base_window, &state->base_first, &state->base_last);
}

trade_span
sanctions_year_before(trade_span window)
{
	trade_span	before = {window.first - 12, window.last - 12};

	if (!trade_span_valid(before))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("window %s has no year before it", window_text(trade_span_pack(window))),
				 errhint("Periods reach from year 1 to year 9999; give a base window.")));
	return before;
}

static uint64
year_before(uint64 window)
{
	return trade_span_pack(sanctions_year_before(sanctions_span_from_datum(Int64GetDatum((int64) window))));
}

static void
reject_null(const char *what, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("%s must not be NULL", what), errhint("%s", hint)));
}

static void
reject_windows(const char *which, uint64 first, uint64 second)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s window %s differs from %s, that of an earlier row",
					which, window_text(second), window_text(first)),
			 errhint("The windows of one aggregate are the same for all its rows; put what they depend on into GROUP BY.")));
}

#define WINDOW_ARG(n) ((uint64) PG_GETARG_INT64(n))

static void
reject_null_window(FunctionCallInfo fcinfo)
{
	reject_null(PG_ARGISNULL(3) ? "current window" : "base window",
				"Give a year 2023, a quarter 2023-Q1, a month 2023-03 or a range.");
}

static inline bool
has_null_window(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(3) || (PG_NARGS() > 4 && PG_ARGISNULL(4));
}

/*
 * Returned from the current memory context: the executor makes the one copy
 * that lives in the aggregate's.
 */
static trade_growth_state *
growth_begin(FunctionCallInfo fcinfo, bool annual)
{
	trade_growth_state *state = palloc0(sizeof(trade_growth_state));

	state->version = TRADE_GROWTH_VERSION;
	state->annual = annual;
	state->current_window = WINDOW_ARG(3);
	state->base_window = PG_NARGS() > 4 ? WINDOW_ARG(4) : year_before(state->current_window);
	set_keys(state);
	return state;
}

static inline void
check_windows(FunctionCallInfo fcinfo, const trade_growth_state *state)
{
	if (unlikely(WINDOW_ARG(3) != state->current_window))
		reject_windows("current", state->current_window, WINDOW_ARG(3));
	if (PG_NARGS() > 4 && unlikely(WINDOW_ARG(4) != state->base_window))
		reject_windows("base", state->base_window, WINDOW_ARG(4));
}

static inline void
check_aggregate(FunctionCallInfo fcinfo)
{
	/* the common context first, without a call */
	if (unlikely(!(fcinfo->context && IsA(fcinfo->context, AggState)) &&
				 !AggCheckCallContext(fcinfo, NULL)))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("trade_growth's transition function called outside an aggregate"),
				 errhint("Call trade_growth(period, value, current [, base]).")));
}

/* Without a branch: periods come in no order that a processor could guess. */
static inline bool
key_between(int32 key, int32 first, int32 last)
{
	return (uint32) key - (uint32) first <= (uint32) last - (uint32) first;
}

/* Adds a row's value, or takes it away again; exact, so no order matters. */
static inline void
total_step(trade_growth_total *total, const trade_sum *value, bool forward)
{
	if (forward)
		trade_sum_add(&total->sum, value);
	else
		trade_sum_subtract(&total->sum, value);
	total->rows += forward ? 1 : -1;
}

static inline trade_sum
value_arg(FunctionCallInfo fcinfo, sanctions_value_type type)
{
	return trade_sum_of(sanctions_units_from_datum(PG_GETARG_DATUM(2), type));
}

/*
 * One row.  There is a state from the first row on, skipped or not: the forward
 * function of a moving aggregate must not return NULL.  The value is converted
 * only where a window holds the period.
 */
static pg_attribute_always_inline Datum
growth_step(FunctionCallInfo fcinfo, bool annual, sanctions_value_type type, bool forward)
{
	trade_growth_state *state;
	trade_sum	value;
	int32		period;
	bool		in_current;
	bool		in_base;

	check_aggregate(fcinfo);
	if (unlikely(has_null_window(fcinfo)))
		reject_null_window(fcinfo);
	if (unlikely(PG_ARGISNULL(0)))
		state = growth_begin(fcinfo, annual);
	else
		state = (trade_growth_state *) PG_GETARG_POINTER(0);
	check_windows(fcinfo, state);
	if (PG_ARGISNULL(2))
		PG_RETURN_POINTER(state);
	if (unlikely(PG_ARGISNULL(1)))
		reject_null("period of a row with a value", "Leave such rows out with FILTER or WHERE.");
	period = PG_GETARG_INT32(1);
	in_current = key_between(period, state->current_first, state->current_last);
	in_base = key_between(period, state->base_first, state->base_last);
	if (!(in_current | in_base))
		PG_RETURN_POINTER(state);
	value = value_arg(fcinfo, type);
	total_step(in_current ? &state->current : &state->base, &value, forward);
	if (unlikely(in_current & in_base))
		total_step(&state->base, &value, forward);
	PG_RETURN_POINTER(state);
}

#define GROWTH_FUNCTION(name, annual, type, forward) \
	PG_FUNCTION_INFO_V1(name); \
	Datum \
	name(PG_FUNCTION_ARGS) \
	{ \
		return growth_step(fcinfo, annual, type, forward); \
	}

GROWTH_FUNCTION(sanctions_growth_add_year_float8, true, SANCTIONS_VALUE_FLOAT8, true)
GROWTH_FUNCTION(sanctions_growth_add_year_numeric, true, SANCTIONS_VALUE_NUMERIC, true)
GROWTH_FUNCTION(sanctions_growth_add_year_int8, true, SANCTIONS_VALUE_INT8, true)
GROWTH_FUNCTION(sanctions_growth_add_date_float8, false, SANCTIONS_VALUE_FLOAT8, true)
GROWTH_FUNCTION(sanctions_growth_add_date_numeric, false, SANCTIONS_VALUE_NUMERIC, true)
GROWTH_FUNCTION(sanctions_growth_add_date_int8, false, SANCTIONS_VALUE_INT8, true)
GROWTH_FUNCTION(sanctions_growth_remove_year_float8, true, SANCTIONS_VALUE_FLOAT8, false)
GROWTH_FUNCTION(sanctions_growth_remove_year_numeric, true, SANCTIONS_VALUE_NUMERIC, false)
GROWTH_FUNCTION(sanctions_growth_remove_year_int8, true, SANCTIONS_VALUE_INT8, false)
GROWTH_FUNCTION(sanctions_growth_remove_date_float8, false, SANCTIONS_VALUE_FLOAT8, false)
GROWTH_FUNCTION(sanctions_growth_remove_date_numeric, false, SANCTIONS_VALUE_NUMERIC, false)
GROWTH_FUNCTION(sanctions_growth_remove_date_int8, false, SANCTIONS_VALUE_INT8, false)

PG_FUNCTION_INFO_V1(sanctions_growth_combine);
PG_FUNCTION_INFO_V1(sanctions_growth_final);
PG_FUNCTION_INFO_V1(sanctions_growth_state_in);
PG_FUNCTION_INFO_V1(sanctions_growth_state_out);
PG_FUNCTION_INFO_V1(sanctions_growth_state_recv);
PG_FUNCTION_INFO_V1(sanctions_growth_state_send);

/* A state from anywhere: a table's bytes may be damaged. */
static trade_growth_state *
growth_state_arg(FunctionCallInfo fcinfo, int n)
{
	trade_growth_state *state = (trade_growth_state *) PG_GETARG_POINTER(n);

	if (unlikely(!trade_growth_valid(state)))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored trade_growth_state is damaged"),
				 errhint("Its version is %d; this library reads %d.",
						 state->version, TRADE_GROWTH_VERSION)));
	return state;
}

Datum
sanctions_growth_combine(PG_FUNCTION_ARGS)
{
	trade_growth_state *state;
	trade_growth_state *other;

	check_aggregate(fcinfo);
	state = growth_state_arg(fcinfo, 0);
	other = growth_state_arg(fcinfo, 1);
	if (state->annual != other->annual)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("an annual and a monthly state do not merge"),
				 errhint("Give all periods as integer years, or all as dates.")));
	if (state->current_window != other->current_window)
		reject_windows("current", state->current_window, other->current_window);
	if (state->base_window != other->base_window)
		reject_windows("base", state->base_window, other->base_window);
	trade_sum_add(&state->current.sum, &other->current.sum);
	trade_sum_add(&state->base.sum, &other->base.sum);
	if (pg_add_s64_overflow(state->current.rows, other->current.rows, &state->current.rows) ||
		pg_add_s64_overflow(state->base.rows, other->base.rows, &state->base.rows))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number of rows in trade_growth_state is out of range")));
	PG_RETURN_POINTER(state);
}

Datum
sanctions_growth_final(PG_FUNCTION_ARGS)
{
	const trade_growth_state *state = growth_state_arg(fcinfo, 0);

	(void) sanctions_units_from_sum(&state->current.sum);
	(void) sanctions_units_from_sum(&state->base.sum);
	GROWTH_RESULT(trade_growth_result(state, &growth));
}

Datum
sanctions_growth_state_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	trade_growth_state *state = palloc(sizeof(trade_growth_state));

	if (!trade_growth_read(text, state))
		sanctions_soft_error(fcinfo->context,
							 (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
							  errmsg("invalid input syntax for type %s: \"%s\"",
									 "trade_growth_state", text),
							  errhint("A state is read back as trade_growth wrote it.")));
	set_keys(state);
	PG_RETURN_POINTER(state);
}

Datum
sanctions_growth_state_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(TRADE_GROWTH_TEXT);

	trade_growth_write(growth_state_arg(fcinfo, 0), text);
	PG_RETURN_CSTRING(text);
}

static void
send_window(StringInfo buf, uint64 window)
{
	trade_span	span = trade_span_unpack(window);

	pq_sendint32(buf, span.first);
	pq_sendint32(buf, span.last);
}

static void
send_total(StringInfo buf, const trade_growth_total *total)
{
	pq_sendint64(buf, total->rows);
	for (int i = 2; i >= 0; i--)
		pq_sendint64(buf, total->sum.word[i]);
}

Datum
sanctions_growth_state_send(PG_FUNCTION_ARGS)
{
	const trade_growth_state *state = growth_state_arg(fcinfo, 0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint8(&buf, TRADE_GROWTH_VERSION);
	pq_sendint8(&buf, state->annual);
	send_window(&buf, state->current_window);
	send_window(&buf, state->base_window);
	send_total(&buf, &state->current);
	send_total(&buf, &state->base);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static uint64
receive_window(StringInfo buf)
{
	trade_span	span;

	span.first = (int32) pq_getmsgint(buf, 4);
	span.last = (int32) pq_getmsgint(buf, 4);
	return trade_span_pack(span);
}

static void
receive_total(StringInfo buf, trade_growth_total *total)
{
	total->rows = pq_getmsgint64(buf);
	for (int i = 2; i >= 0; i--)
		total->sum.word[i] = (uint64) pq_getmsgint64(buf);
}

Datum
sanctions_growth_state_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	trade_growth_state *state = palloc0(sizeof(trade_growth_state));
	bool		whole = buf->len - buf->cursor == GROWTH_SEND_BYTES;

	if (whole)
	{
		state->version = pq_getmsgbyte(buf);
		state->annual = pq_getmsgbyte(buf);
		state->current_window = receive_window(buf);
		state->base_window = receive_window(buf);
		receive_total(buf, &state->current);
		receive_total(buf, &state->base);
	}
	if (!whole || !trade_growth_valid(state))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary value for type %s", "trade_growth_state")));
	set_keys(state);
	PG_RETURN_POINTER(state);
}
