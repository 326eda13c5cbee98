/* trade_series: growth of every period. */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "compat.h"
#include "exact/call.h"
#include "period/window.h"
#include "series/measure_core.h"
#include "series/state.h"

#define ARG_STEP 1
#define TABLE_COLUMNS 7

PG_FUNCTION_INFO_V1(sanctions_series_growth_table);

typedef struct table_scan
{
	const sanctions_series *series;
	int			step;
	trade_month month;			/* of the next row */
	trade_month last;
	Datum		outcome[TRADE_OUTCOME_GAP + 1]; /* texts, made once */
} table_scan;

static void
reject_step(int step, bool annual)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("step of %d months does not suit %s trade_series", step, annual ? "an annual" : "a"),
			 errhint(annual ? "Give 12, a multiple of it, or NULL."
					 : "Give 1 for months, 3 for quarters, 12 for years, or NULL for months.")));
}

static void
reject_period(trade_month period, trade_month first, int step, trade_frequency frequency)
{
	bool		annual = frequency == TRADE_FREQUENCY_YEAR;

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("period %s is not a multiple of %d %s after the first, %s",
					sanctions_period_text(period, frequency), annual ? step / 12 : step,
					annual ? "years" : "months", sanctions_period_text(first, frequency)),
			 errhint(annual
					 ? "Give a smaller step_months, a multiple of 12, or NULL for every year."
					 : "Aggregate to the longer period first, as trade_series(date_trunc('quarter', period)::date, value); or give a smaller step_months.")));
}

/* The distance of rows, in months; every period of the series is on it. */
static int
step_of(FunctionCallInfo fcinfo, const sanctions_series *series)
{
	int			natural = series->count == 0 ? 1 : trade_period_step(series->frequency);
	int			step = PG_ARGISNULL(ARG_STEP) ? natural : PG_GETARG_INT32(ARG_STEP);
	const trade_point *off;

	if (step < 1 || step % natural != 0)
		reject_step(step, series->frequency == TRADE_FREQUENCY_YEAR);
	off = trade_series_off_grid(series->point, series->count, step);
	if (off != NULL)
		reject_period(off->month, series->point->month, step, series->frequency);
	return step;
}

static void
table_begin(FunctionCallInfo fcinfo, FuncCallContext *context)
{
	MemoryContext old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
	table_scan *scan = palloc0(sizeof(table_scan));

	context->tuple_desc = sanctions_call_row(fcinfo);
	scan->series = sanctions_series_decode(PG_GETARG_DATUM(0));
	scan->step = step_of(fcinfo, scan->series);
	scan->last = -1;
	if (scan->series->count > 0)
	{
		scan->month = scan->series->point[0].month;
		scan->last = scan->series->point[scan->series->count - 1].month;
	}
	for (int i = 0; i <= TRADE_OUTCOME_GAP; i++)
		scan->outcome[i] = CStringGetTextDatum(trade_outcome_name(i));
	context->user_fctx = scan;
	MemoryContextSwitchTo(old);
}

static Datum
table_row(const table_scan *scan, const trade_series_row *row, TupleDesc columns)
{
	Datum		values[TABLE_COLUMNS] = {
		DateADTGetDatum(sanctions_date_from_month(row->month)),
		Float8GetDatum(row->value),
		Float8GetDatum(row->year.growth),
		Float8GetDatum(row->previous),
		Float8GetDatum(row->year.midpoint),
		Float8GetDatum(row->index),
		scan->outcome[row->year.outcome]
	};
	bool		nulls[TABLE_COLUMNS] = {
		false, !row->has_value, !row->year.has_growth, !row->has_previous, !row->year.has_midpoint,
		!row->has_index, false
	};

	return HeapTupleGetDatum(heap_form_tuple(columns, values, nulls));
}

Datum
sanctions_series_growth_table(PG_FUNCTION_ARGS)
{
	FuncCallContext *context;
	table_scan *scan;
	trade_series_row row;

	if (SRF_IS_FIRSTCALL())
	{
		context = SRF_FIRSTCALL_INIT();
		/* not STRICT: a step may be NULL */
		if (!PG_ARGISNULL(0))
			table_begin(fcinfo, context);
	}
	context = SRF_PERCALL_SETUP();
	scan = context->user_fctx;
	if (scan == NULL || scan->month > scan->last)
		SRF_RETURN_DONE(context);
	row = trade_series_row_of(scan->series->point, scan->series->count, scan->month, scan->step);
	/* a step may be as large as an int32 */
	scan->month = scan->step > TRADE_MONTH_LAST ? scan->last + 1 : scan->month + scan->step;
	SRF_RETURN_NEXT(context, table_row(scan, &row, context->tuple_desc));
}
