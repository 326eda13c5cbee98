/*
 * yoy_growth(period, value) OVER (PARTITION BY ... ORDER BY period): growth on
 * the same month a year earlier, found on the calendar.
 *
 * lag(value, 12) counts rows and pairs the wrong months after the first gap.
 * Here a second pointer follows the current row at a distance of twelve months;
 * each of the two only moves forward, so a row costs O(1) amortised.
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/nodes.h"
#include "utils/numeric.h"
#include "windowapi.h"

#include "exact/value.h"
#include "period/window.h"
#include "state/aggregate.h"

#define MONTHS_A_YEAR 12

typedef trade_month (*month_reader) (Datum period);

/* Zero-filled at the start of each partition. */
typedef struct yoy_state
{
	int			direction;		/* 1 rising, -1 falling, 0 not known yet */
	int64		match;			/* row at or beyond the month a year earlier */
	int64		last_checked;	/* rows up to here are in strict order */
} yoy_state;

static trade_month
month_of_date(Datum period)
{
	return sanctions_month_from_date(DatumGetDateADT(period));
}

static trade_month
month_of_year(Datum period)
{
	return sanctions_month_from_year(DatumGetInt32(period));
}

/* The month of a row of the partition; false beyond its end. */
static bool
row_month(WindowObject window, month_reader reader, int64 row, trade_month *month)
{
	bool		isnull;
	bool		isout;
	Datum		period = WinGetFuncArgInPartition(window, 0, (int) row, WINDOW_SEEK_HEAD,
												  false, &isnull, &isout);

	if (isout)
		return false;
	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("period of yoy_growth must not be NULL"),
				 errhint("Leave rows without a period out with WHERE.")));
	*month = reader(period);
	return true;
}

static bool
row_value(WindowObject window, sanctions_value_type type, int64 row, trade_units *units)
{
	bool		isnull;
	bool		isout;
	Datum		value = WinGetFuncArgInPartition(window, 1, (int) row, WINDOW_SEEK_HEAD,
												 false, &isnull, &isout);

	if (isnull || isout)
		return false;
	*units = sanctions_units_from_datum(value, type);
	return true;
}

static void
reject_order(trade_month before, trade_month after, trade_frequency frequency)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("periods of yoy_growth must strictly rise or fall: %s after %s",
					sanctions_period_text(after, frequency), sanctions_period_text(before, frequency)),
			 errhint("Aggregate to one row a period first, and order the window by the period.")));
}

/* Rows up to row must strictly rise or strictly fall. */
static void
check_order(WindowObject window, month_reader reader, yoy_state *state, int64 row)
{
	while (state->last_checked < row)
	{
		trade_month before;
		trade_month after;

		if (!row_month(window, reader, state->last_checked, &before) ||
			!row_month(window, reader, state->last_checked + 1, &after))
			return;
		if (state->direction == 0)
			state->direction = after > before ? 1 : -1;
		if (after == before || (after > before) != (state->direction > 0))
			reject_order(before, after, reader == month_of_year ? TRADE_FREQUENCY_YEAR : TRADE_FREQUENCY_MONTH);
		state->last_checked++;
	}
}

/* Moves the match to the month wanted; false where the partition has none. */
static bool
find_match(WindowObject window, month_reader reader, yoy_state *state,
		   int64 current, trade_month wanted)
{
	trade_month month;

	if (state->direction < 0 && state->match < current)
		state->match = current;
	for (;; state->match++)
	{
		CHECK_FOR_INTERRUPTS();
		check_order(window, reader, state, state->match);
		if (!row_month(window, reader, state->match, &month))
			return false;
		if (month == wanted)
			return true;
		if (state->direction >= 0 ? month > wanted : month < wanted)
			return false;
	}
}

/* CREATE OPERATOR takes a window function too, and then no window stands behind the call. */
static WindowObject
window_of(FunctionCallInfo fcinfo)
{
	WindowObject window = PG_WINDOW_OBJECT();

	if (unlikely(!WindowObjectIsValid(window)))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("yoy_growth works as a window function only"),
				 errhint("Call yoy_growth(period, value) OVER (PARTITION BY ... ORDER BY period).")));
	return window;
}

static Datum
yoy_growth(FunctionCallInfo fcinfo, month_reader reader, sanctions_value_type type)
{
	WindowObject window = window_of(fcinfo);
	yoy_state  *state = WinGetPartitionLocalMemory(window, sizeof(yoy_state));
	int64		current = WinGetCurrentPosition(window);
	trade_month month;
	trade_units now;
	trade_units then;
	bool		found;
	trade_sum	change;
	trade_units change_units;

	if (current > PG_INT32_MAX - 1)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("partition of yoy_growth has more than %d rows", PG_INT32_MAX - 1)));
	row_month(window, reader, current, &month);
	/* the direction must be known before the first row is looked up */
	check_order(window, reader, state, Max(current, 1));
	found = find_match(window, reader, state, current, month - MONTHS_A_YEAR);
	WinSetMarkPosition(window, Max(0, Min(Min(state->match, current), state->last_checked) - 1));

	/* a value that is no number is refused whether or not it finds a match */
	if (!row_value(window, type, current, &now) || !found ||
		!row_value(window, type, state->match, &then) || then <= 0 || now < 0)
		PG_RETURN_NULL();
	change = trade_sum_of(now);
	trade_sum_add_units(&change, -then);
	if (!trade_sum_to_units(&change, &change_units))
		elog(ERROR, "difference of two values out of range");
	PG_RETURN_FLOAT8(trade_units_ratio(change_units, then));
}

SANCTIONS_ROW_FUNCTIONS(sanctions_yoy_growth_year, yoy_growth, month_of_year)
SANCTIONS_ROW_FUNCTIONS(sanctions_yoy_growth_date, yoy_growth, month_of_date)
