/* trade_series: the aggregate, merging and subtracting. */
#include "postgres.h"

#include "fmgr.h"
#include "nodes/execnodes.h"
#include "utils/date.h"

#include "compat.h"
#include "exact/value.h"
#include "period/window.h"
#include "series/state.h"
#include "state/aggregate.h"
#include "state/form.h"

/* Arguments of the transition functions. */
#define ARG_PERIOD 1
#define ARG_VALUE 2

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

static inline void
require_aggregate(FunctionCallInfo fcinfo)
{
	/* the common context first, without a call */
	if (unlikely(!(fcinfo->context && IsA(fcinfo->context, AggState))))
		sanctions_require_aggregate(fcinfo, SANCTIONS_SERIES_TYPE);
}

static void
reject_null_period(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("period of a trade_series row is NULL"),
			 errhint("Leave such rows out with FILTER or WHERE.")));
}

/* One row: all six transition functions, told apart at compile time. */
static pg_attribute_always_inline Datum
add_row(FunctionCallInfo fcinfo, trade_frequency frequency, sanctions_value_type type)
{
	trade_series_work *work;
	trade_series_entry entry;
	trade_units value;
	trade_month month;

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(ARG_VALUE))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	if (unlikely(PG_ARGISNULL(ARG_PERIOD)))
		reject_null_period();
	value = sanctions_units_from_datum(PG_GETARG_DATUM(ARG_VALUE), type);
	month = frequency == TRADE_FREQUENCY_YEAR
		? sanctions_month_from_year(PG_GETARG_INT32(ARG_PERIOD))
		: sanctions_month_from_date(PG_GETARG_DATEADT(ARG_PERIOD));
	work = unlikely(PG_ARGISNULL(0)) ? sanctions_series_work_create(frequency) : own_work(fcinfo);
	sanctions_series_work_require(work, frequency);
	entry = trade_series_entry_of(month, 1, value);
	if (unlikely(!trade_series_work_add(work, &entry)))
		sanctions_series_work_add_slow(&work, &entry);
	PG_RETURN_POINTER(work);
}

#define TRANSITION(name, frequency, type) \
	PG_FUNCTION_INFO_V1(name); \
	Datum \
	name(PG_FUNCTION_ARGS) \
	{ \
		return add_row(fcinfo, frequency, type); \
	}

TRANSITION(sanctions_series_add_year_float8, TRADE_FREQUENCY_YEAR, SANCTIONS_VALUE_FLOAT8)
TRANSITION(sanctions_series_add_year_numeric, TRADE_FREQUENCY_YEAR, SANCTIONS_VALUE_NUMERIC)
TRANSITION(sanctions_series_add_year_int8, TRADE_FREQUENCY_YEAR, SANCTIONS_VALUE_INT8)
TRANSITION(sanctions_series_add_month_float8, TRADE_FREQUENCY_MONTH, SANCTIONS_VALUE_FLOAT8)
TRANSITION(sanctions_series_add_month_numeric, TRADE_FREQUENCY_MONTH, SANCTIONS_VALUE_NUMERIC)
TRANSITION(sanctions_series_add_month_int8, TRADE_FREQUENCY_MONTH, SANCTIONS_VALUE_INT8)

PG_FUNCTION_INFO_V1(sanctions_series_merge);
PG_FUNCTION_INFO_V1(sanctions_series_final);
PG_FUNCTION_INFO_V1(sanctions_series_plus);
PG_FUNCTION_INFO_V1(sanctions_series_minus);

/* Combine function, and the transition of rollup. */
Datum
sanctions_series_merge(PG_FUNCTION_ARGS)
{
	trade_series_work *work;

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	work = PG_ARGISNULL(0) ? sanctions_series_work_create(TRADE_FREQUENCY_NONE) : own_work(fcinfo);
	sanctions_series_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)), false);
	PG_RETURN_POINTER(work);
}

Datum
sanctions_series_final(PG_FUNCTION_ARGS)
{
	struct varlena *state;

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));
	if (likely(sanctions_state_is_working(state)))
		PG_RETURN_POINTER(sanctions_series_work_finish(sanctions_series_work_open(state)));
	PG_RETURN_POINTER(state);
}

static Datum
plus_or_minus(FunctionCallInfo fcinfo, bool subtract)
{
	trade_series_work *work = sanctions_series_work_create(TRADE_FREQUENCY_NONE);

	sanctions_series_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)), false);
	sanctions_series_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)), subtract);
	PG_RETURN_POINTER(sanctions_series_work_finish(work));
}

Datum
sanctions_series_plus(PG_FUNCTION_ARGS)
{
	return plus_or_minus(fcinfo, false);
}

Datum
sanctions_series_minus(PG_FUNCTION_ARGS)
{
	return plus_or_minus(fcinfo, true);
}
