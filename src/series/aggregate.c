/* trade_series: the aggregate, merging and subtracting. */
#include "postgres.h"

#include "fmgr.h"

#include "compat.h"
#include "series/state.h"
#include "state/aggregate.h"
#include "state/form.h"

/* Arguments of the transition functions. */
#define ARG_PERIOD 1
#define ARG_VALUE 2

#define TYPE SANCTIONS_SERIES_TYPE

/*
 * The executor's own block, which may be changed in place; anything else is copied
 * into a new one, and checked: one's own aggregate may hand in any value.
 */
static inline trade_series_work *
own_work(FunctionCallInfo fcinfo)
{
	struct varlena *state = (struct varlena *) PG_GETARG_POINTER(0);
	trade_series_work *work;

	if (likely(VARATT_IS_4B_U(state) && sanctions_state_is_working(state) &&
			   trade_series_work_fits((trade_series_work *) state, VARSIZE(state))))
		return (trade_series_work *) state;
	work = sanctions_series_work_create(TRADE_FREQUENCY_NONE);
	sanctions_series_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)), false);
	return work;
}

/* One row: all six transition functions, told apart at compile time. */
static pg_attribute_always_inline Datum
add_row(FunctionCallInfo fcinfo, trade_frequency frequency, sanctions_value_type type)
{
	trade_series_work *work;
	trade_series_entry entry;
	trade_units value;
	trade_month month;

	sanctions_require_aggregate(fcinfo, TYPE, SANCTIONS_STATE_HINT(TYPE));
	SANCTIONS_SKIP_NULL(ARG_VALUE);
	if (unlikely(PG_ARGISNULL(ARG_PERIOD)))
		sanctions_reject_null_period(TYPE);
	value = sanctions_units_from_datum(PG_GETARG_DATUM(ARG_VALUE), type);
	month = sanctions_row_month(fcinfo, ARG_PERIOD, frequency);
	work = unlikely(PG_ARGISNULL(0)) ? sanctions_series_work_create(frequency) : own_work(fcinfo);
	sanctions_series_work_require(work, frequency);
	entry = trade_series_entry_of(month, 1, value);
	if (unlikely(!trade_series_work_add(work, &entry)))
		sanctions_series_work_add_slow(&work, &entry);
	PG_RETURN_POINTER(work);
}

SANCTIONS_ROW_FUNCTIONS(sanctions_series_add_year, add_row, TRADE_FREQUENCY_YEAR)
SANCTIONS_ROW_FUNCTIONS(sanctions_series_add_month, add_row, TRADE_FREQUENCY_MONTH)

static Datum
merge(FunctionCallInfo fcinfo)
{
	trade_series_work *work = PG_ARGISNULL(0) ? sanctions_series_work_create(TRADE_FREQUENCY_NONE) : own_work(fcinfo);

	sanctions_series_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)), false);
	PG_RETURN_POINTER(work);
}

static struct varlena *
finish(Datum datum)
{
	struct varlena *state = PG_DETOAST_DATUM_PACKED(datum);

	if (likely(sanctions_state_is_working(state)))
		return sanctions_series_work_finish(sanctions_series_work_open(state));
	return state;
}

static struct varlena *
sum(FunctionCallInfo fcinfo, bool subtract)
{
	trade_series_work *work = sanctions_series_work_create(TRADE_FREQUENCY_NONE);

	sanctions_series_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)), false);
	sanctions_series_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)), subtract);
	return sanctions_series_work_finish(work);
}

SANCTIONS_STATE_AGGREGATE(series, TYPE, merge, finish, sum)
