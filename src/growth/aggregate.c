/* The aggregate trade_growth. */
#include "postgres.h"

#include "fmgr.h"

#include "compat.h"
#include "growth/state.h"
#include "state/aggregate.h"

#define AGGREGATE "trade_growth"
#define HOW_TO_CALL "Call trade_growth(period, value, current [, base])."

/* The window in the unit of the rows' periods. */
static void
window_keys(bool annual, trade_span window, int32 *first, int32 *last)
{
	if (!annual)
	{
		*first = sanctions_date_from_month(window.first);
		*last = sanctions_date_from_month(window.last + 1) - 1;
		return;
	}
	*first = trade_month_year(window.first);
	*last = trade_month_year(window.last);
	sanctions_require_years(window);
}

/* Two heads that differ. */
static void
reject_head(const trade_growth_head *first, const trade_growth_head *second)
{
	trade_span	first_window = trade_growth_current(first);
	trade_span	second_window = trade_growth_current(second);
	const char *which = "current";

	if (first->annual != second->annual)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("an annual and a monthly state do not merge"),
				 errhint("Give all periods as integer years, or all as dates.")));
	if (trade_span_pack(first_window) == trade_span_pack(second_window))
	{
		which = "base";
		first_window = trade_growth_base(first);
		second_window = trade_growth_base(second);
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s window %s differs from %s, that of an earlier row",
					which, sanctions_span_text(second_window), sanctions_span_text(first_window)),
			 errhint("The windows of one aggregate are the same for all its rows; put what they depend on into GROUP BY.")));
}

static inline void
require_same_head(const trade_growth_head *first, const trade_growth_head *second)
{
	if (unlikely(memcmp(first, second, sizeof(*first)) != 0))
		reject_head(first, second);
}

static void
reject_rows(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("number of rows in trade_growth_state is out of range"),
			 errdetail("A window counts up to %u rows.", PG_UINT32_MAX)));
}

#define WINDOW_ARG(n) ((uint64) PG_GETARG_INT64(n))

/* The windows of a row, and what follows from them. */
typedef struct growth_windows
{
	uint64		current;		/* as they were given */
	uint64		base;
	trade_growth_head head;
	int32		current_first;	/* in the unit of the rows' periods */
	int32		current_last;
	int32		base_first;
	int32		base_last;

	/*
	 * No row of this call site had other windows, and none of its states came from
	 * elsewhere: so all of them have this head, and a row outside both windows need
	 * not look at its state.  Of many groups that is a cache miss less a row.
	 */
	bool		of_all;
} growth_windows;

static void
reject_null_window(FunctionCallInfo fcinfo, bool annual)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("%s must not be NULL", PG_ARGISNULL(3) ? "current window" : "base window"),
			 annual ? errhint("Give a year 2023 or a range of whole years.")
			 : errhint("Give a year 2023, a quarter 2023-Q1, a month 2023-03 or a range.")));
}

static inline bool
has_null_window(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(3) || (PG_NARGS() > 4 && PG_ARGISNULL(4));
}

/*
 * Whether all states that a call site will meet begin at it.  Its first row tells: it
 * meets one where the aggregate has an initial condition, and where a caller brings a
 * new FmgrInfo for each row.
 */
static bool
states_begin_here(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(0) && AggGetAggref(fcinfo) != NULL;
}

static const growth_windows *
keep_windows(FunctionCallInfo fcinfo, bool annual)
{
	growth_windows windows = {.current = WINDOW_ARG(3)};
	trade_span	current = sanctions_span_from_datum(PG_GETARG_DATUM(3));
	trade_span	base;

	if (PG_NARGS() > 4)
	{
		windows.base = WINDOW_ARG(4);
		base = sanctions_span_from_datum(PG_GETARG_DATUM(4));
	}
	else
		base = sanctions_year_before(current);
	window_keys(annual, current, &windows.current_first, &windows.current_last);
	window_keys(annual, base, &windows.base_first, &windows.base_last);
	windows.head = trade_growth_head_of(annual, current, base);
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		windows.of_all = states_begin_here(fcinfo);
		fcinfo->flinfo->fn_extra = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(windows));
	}
	return memcpy(fcinfo->flinfo->fn_extra, &windows, sizeof(windows));
}

/* Kept from row to row at the call site, as a shortcut only: each state has its windows. */
static inline const growth_windows *
windows_arg(FunctionCallInfo fcinfo, bool annual)
{
	const growth_windows *windows = fcinfo->flinfo->fn_extra;

	if (unlikely(has_null_window(fcinfo)))
		reject_null_window(fcinfo, annual);
	if (likely(windows != NULL && windows->current == WINDOW_ARG(3) &&
			   (PG_NARGS() < 5 || windows->base == WINDOW_ARG(4))))
		return windows;
	return keep_windows(fcinfo, annual);
}

/*
 * Returned from the current memory context: the executor makes the one copy
 * that lives in the aggregate's.
 */
static trade_growth_state *
growth_begin(const growth_windows *windows)
{
	trade_growth_state *state = palloc0(sizeof(trade_growth_state));

	state->head = windows->head;
	return state;
}

/* Without a branch: periods come in no order that a processor could guess. */
static inline bool
key_between(int32 key, int32 first, int32 last)
{
	return (uint32) key - (uint32) first <= (uint32) last - (uint32) first;
}

/* Adds a row's value, or takes it away again; exact, so no order matters. */
static inline void
total_step(trade_growth_total *total, trade_units value, bool forward)
{
	if (!forward)
		trade_growth_remove(total, value);
	else if (unlikely(!trade_growth_add(total, value)))
		reject_rows();
}

static void
reject_period(bool annual, int32 period)
{
	if (annual)
		sanctions_reject_year(period);
	sanctions_reject_date(period);
}

/*
 * One row.  There is a state from the first row on, skipped or not: the forward
 * function of a moving aggregate must not return NULL.  The value is converted
 * only where a window holds the period.
 */
static pg_attribute_always_inline Datum
growth_step(FunctionCallInfo fcinfo, bool annual, bool forward, sanctions_value_type type)
{
	const growth_windows *windows;
	trade_growth_state *state;
	trade_units value;
	int32		period;
	bool		in_current;
	bool		in_base;

	sanctions_require_aggregate(fcinfo, AGGREGATE, HOW_TO_CALL);
	windows = windows_arg(fcinfo, annual);
	if (unlikely(PG_ARGISNULL(0)))
		state = growth_begin(windows);
	else
	{
		state = (trade_growth_state *) PG_GETARG_POINTER(0);
		if (unlikely(!windows->of_all))
			require_same_head(&state->head, &windows->head);
	}
	if (PG_ARGISNULL(2))
		PG_RETURN_POINTER(state);
	if (unlikely(PG_ARGISNULL(1)))
		sanctions_reject_null_period(AGGREGATE);
	period = PG_GETARG_INT32(1);
	in_current = key_between(period, windows->current_first, windows->current_last);
	in_base = key_between(period, windows->base_first, windows->base_last);
	if (!(in_current | in_base))
	{
		/* windows hold periods only, so what lies in one needs no look */
		if (annual ? unlikely(!sanctions_year_is_period(period)) : unlikely(!sanctions_date_is_period(period)))
			reject_period(annual, period);
		PG_RETURN_POINTER(state);
	}
	value = sanctions_units_from_datum(PG_GETARG_DATUM(2), type);
	total_step(in_current ? &state->current : &state->base, value, forward);
	if (unlikely(in_current & in_base))
		total_step(&state->base, value, forward);
	PG_RETURN_POINTER(state);
}

SANCTIONS_ROW_FUNCTIONS(sanctions_growth_add_year, growth_step, true, true)
SANCTIONS_ROW_FUNCTIONS(sanctions_growth_add_date, growth_step, false, true)
SANCTIONS_ROW_FUNCTIONS(sanctions_growth_remove_year, growth_step, true, false)
SANCTIONS_ROW_FUNCTIONS(sanctions_growth_remove_date, growth_step, false, false)

PG_FUNCTION_INFO_V1(sanctions_growth_combine);
PG_FUNCTION_INFO_V1(sanctions_growth_final);

static void
merge_total(trade_growth_total *total, const trade_growth_total *other)
{
	trade_sum	sum = trade_growth_sum(total);
	trade_sum	other_sum = trade_growth_sum(other);

	trade_sum_add(&sum, &other_sum);
	if (!trade_growth_set_total(total, &sum, (uint64) total->rows + other->rows))
		reject_rows();
}

Datum
sanctions_growth_combine(PG_FUNCTION_ARGS)
{
	trade_growth_state *state;
	const trade_growth_state *other;

	sanctions_require_aggregate(fcinfo, AGGREGATE, HOW_TO_CALL);
	state = sanctions_growth_state_get(PG_GETARG_DATUM(0));
	other = sanctions_growth_state_get(PG_GETARG_DATUM(1));
	require_same_head(&state->head, &other->head);
	merge_total(&state->current, &other->current);
	merge_total(&state->base, &other->base);
	PG_RETURN_POINTER(state);
}

Datum
sanctions_growth_final(PG_FUNCTION_ARGS)
{
	const trade_growth_state *state = sanctions_growth_state_get(PG_GETARG_DATUM(0));
	trade_sum	current = trade_growth_sum(&state->current);
	trade_sum	base = trade_growth_sum(&state->base);
	double		growth;

	(void) sanctions_units_from_sum(&current);
	(void) sanctions_units_from_sum(&base);
	/* of sums below 1.7e26 in units of 10^-12, so it is finite */
	if (!trade_growth_result(state, &growth))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(growth);
}
