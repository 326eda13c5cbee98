/* trade_series: growth of one window on another. */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "compat.h"
#include "exact/call.h"
#include "exact/value.h"
#include "period/window.h"
#include "series/measure_core.h"
#include "series/state.h"

#define ARG_CURRENT 1
#define ARG_BASE 2
#define DETAIL_COLUMNS 7

PG_FUNCTION_INFO_V1(sanctions_series_growth);
PG_FUNCTION_INFO_V1(sanctions_series_growth_detail);

/* What a window of the series holds; annual data are compared over whole years. */
static trade_window_total
window_total(const sanctions_series *series, trade_span window)
{
	trade_window_total total;
	bool		any;

	if (series->frequency == TRADE_FREQUENCY_YEAR)
		sanctions_require_years(window);
	total = trade_series_total(series->point, series->count, window, &any);
	(void) sanctions_units_from_sum(&total.sum);
	return total;
}

static trade_comparison
compare_windows(FunctionCallInfo fcinfo)
{
	const sanctions_series *series = sanctions_series_decode(PG_GETARG_DATUM(0));
	trade_span	current_window = sanctions_span_from_datum(PG_GETARG_DATUM(ARG_CURRENT));
	trade_span	base_window = PG_NARGS() > ARG_BASE ? sanctions_span_from_datum(PG_GETARG_DATUM(ARG_BASE))
		: sanctions_year_before(current_window);
	trade_window_total current = window_total(series, current_window);
	trade_window_total base = window_total(series, base_window);

	return trade_compare_windows(&base, &current);
}

Datum
sanctions_series_growth(PG_FUNCTION_ARGS)
{
	trade_comparison comparison = compare_windows(fcinfo);

	if (!comparison.has_growth)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(comparison.growth);
}

Datum
sanctions_series_growth_detail(PG_FUNCTION_ARGS)
{
	trade_comparison comparison = compare_windows(fcinfo);
	Datum		values[DETAIL_COLUMNS] = {
		Float8GetDatum(comparison.base),
		Float8GetDatum(comparison.current),
		Float8GetDatum(comparison.change),
		Float8GetDatum(comparison.growth),
		Float8GetDatum(comparison.midpoint),
		Float8GetDatum(comparison.log),
		CStringGetTextDatum(trade_outcome_name(comparison.outcome))
	};
	bool		nulls[DETAIL_COLUMNS] = {
		!comparison.has_base, !comparison.has_current, !comparison.has_change, !comparison.has_growth,
		!comparison.has_midpoint, !comparison.has_log, false
	};

	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(sanctions_call_row(fcinfo), values, nulls)));
}
