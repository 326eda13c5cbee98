/* trade_series: figures of one series. */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/float.h"

#include "compat.h"
#include "exact/function.h"
#include "exact/value.h"
#include "period/window.h"
#include "series/measure_core.h"
#include "series/state.h"

#define ARG_WINDOW 1

/* A longer line helps nobody. */
#define SPARK_PERIODS_MAX 1000

PG_FUNCTION_INFO_V1(sanctions_series_cagr);
PG_FUNCTION_INFO_V1(sanctions_series_trend_growth);
PG_FUNCTION_INFO_V1(sanctions_series_total);
PG_FUNCTION_INFO_V1(sanctions_series_value_at);
PG_FUNCTION_INFO_V1(sanctions_series_sparkline);

static Datum
rate_result(FunctionCallInfo fcinfo, bool known, double rate)
{
	if (!known)
		PG_RETURN_NULL();
	if (unlikely(!isfinite(rate)))
		float_overflow_error();
	PG_RETURN_FLOAT8(rate);
}

Datum
sanctions_series_cagr(PG_FUNCTION_ARGS)
{
	const sanctions_series *series = sanctions_series_decode(PG_GETARG_DATUM(0));
	double		rate = 0;
	bool		known = trade_series_cagr(series->point, series->count, &rate);

	return rate_result(fcinfo, known, rate);
}

Datum
sanctions_series_trend_growth(PG_FUNCTION_ARGS)
{
	const sanctions_series *series = sanctions_series_decode(PG_GETARG_DATUM(0));
	double		rate = 0;
	bool		known = trade_series_trend(series->point, series->count, &rate);

	return rate_result(fcinfo, known, rate);
}

/* All of the series, of which an empty one is 0; or a window, where a gap is NULL. */
Datum
sanctions_series_total(PG_FUNCTION_ARGS)
{
	const sanctions_series *series = sanctions_series_decode(PG_GETARG_DATUM(0));
	bool		whole = PG_NARGS() <= ARG_WINDOW;
	trade_span	window = whole ? (trade_span) {TRADE_MONTH_FIRST, TRADE_MONTH_LAST}
		: sanctions_span_from_datum(PG_GETARG_DATUM(ARG_WINDOW));
	trade_window_total total;
	bool		any;

	if (!whole && series->frequency == TRADE_FREQUENCY_YEAR)
		sanctions_require_years(window);
	total = trade_series_total(series->point, series->count, window, &any);
	if (!any && !whole)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(trade_units_to_double(sanctions_units_from_sum(&total.sum)));
}

static void
require_period(trade_span window, trade_frequency frequency)
{
	char		text[TRADE_SPAN_TEXT];
	bool		annual = frequency == TRADE_FREQUENCY_YEAR;

	if (annual)
		sanctions_require_years(window);
	if (frequency == TRADE_FREQUENCY_NONE || trade_span_months(window) == trade_period_step(frequency))
		return;
	trade_span_write(window, text);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s is not one period of %s series", text, annual ? "an annual" : "a monthly"),
			 errhint("Give a %s; total(series, during) adds up longer windows.",
					 annual ? "year like 2023" : "month like 2023-03")));
}

Datum
sanctions_series_value_at(PG_FUNCTION_ARGS)
{
	const sanctions_series *series = sanctions_series_decode(PG_GETARG_DATUM(0));
	trade_span	window = sanctions_span_from_datum(PG_GETARG_DATUM(ARG_WINDOW));
	const trade_point *point;

	require_period(window, series->frequency);
	point = trade_series_find(series->point, series->count, window.first);
	if (point == NULL)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(trade_units_to_double(point->value));
}

static Datum
period_of(FunctionCallInfo fcinfo, bool last)
{
	const sanctions_series *series = sanctions_series_decode(PG_GETARG_DATUM(0));

	if (series->count == 0)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(sanctions_date_from_month(series->point[last ? series->count - 1 : 0].month));
}

SANCTIONS_FUNCTION(sanctions_series_first_period, period_of(fcinfo, false))
SANCTIONS_FUNCTION(sanctions_series_last_period, period_of(fcinfo, true))

static int
spark_length(const sanctions_series *series)
{
	int			length = series->count == 0 ? 0
		: (series->point[series->count - 1].month - series->point[0].month) /
		trade_period_step(series->frequency) + 1;

	if (length > SPARK_PERIODS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("series of %d periods is too long for a sparkline", length),
				 errhint("A line has up to %d characters; aggregate to years, or to fewer of them.",
						 SPARK_PERIODS_MAX)));
	if (GetDatabaseEncoding() != PG_UTF8)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("sparkline needs a database in UTF8, not %s", GetDatabaseEncodingName()),
				 errhint("growth_table gives the figures in any encoding.")));
	return length;
}

Datum
sanctions_series_sparkline(PG_FUNCTION_ARGS)
{
	/* U+2581 to U+2588; the last byte counts the eighths */
	char		block[] = "\xE2\x96\x81";
	const sanctions_series *series = sanctions_series_decode(PG_GETARG_DATUM(0));
	trade_spark spark = trade_spark_of(series->point, series->count);
	int			length = spark_length(series);
	StringInfoData out;

	initStringInfo(&out);
	for (int i = 0; i < length; i++)
	{
		const trade_point *point =
			trade_series_find(series->point, series->count,
							  series->point[0].month + i * trade_period_step(series->frequency));

		if (!trade_point_reported(point))
		{
			appendStringInfoChar(&out, ' ');
			continue;
		}
		block[2] = '\x81' + trade_spark_level(spark, point->value);
		appendStringInfoString(&out, block);
	}
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}
