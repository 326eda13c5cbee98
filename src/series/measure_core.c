/* Figures of a series. */
#include "series/measure_core.h"

#include <math.h>
#include <stddef.h>

#include "growth/rate_core.h"

#define MONTHS_A_YEAR 12

trade_window_total
trade_series_total(const trade_point *points, uint32_t count, trade_span span, bool *any)
{
	trade_window_total total = {.months = trade_span_months(span)};

	*any = false;
	for (uint32_t i = 0; i < count && points[i].month <= span.last; i++)
	{
		if (points[i].month < span.first)
			continue;
		*any = true;
		trade_sum_add_units(&total.sum, points[i].value);
		total.reported += trade_point_reported(&points[i]);
	}
	return total;
}

bool
trade_series_cagr(const trade_point *points, uint32_t count, double *growth)
{
	const trade_point *first = NULL;
	const trade_point *last = NULL;

	for (uint32_t i = 0; i < count; i++)
	{
		if (!trade_point_reported(&points[i]))
			continue;
		if (first == NULL)
			first = &points[i];
		last = &points[i];
	}
	return first != NULL &&
		trade_growth_cagr(trade_units_to_double(first->value), trade_units_to_double(last->value),
						  (last->month - first->month) / (double) MONTHS_A_YEAR, growth);
}

/* A sum of doubles with what its additions rounded away (Neumaier 1974). */
typedef struct compensated
{
	double		sum;
	double		rest;
} compensated;

static void
add(compensated *total, double x)
{
	double		sum = total->sum + x;

	total->rest += fabs(total->sum) >= fabs(x) ? (total->sum - sum) + x : (x - sum) + total->sum;
	total->sum = sum;
}

static bool
on_trend(const trade_point *point)
{
	return trade_point_reported(point) && point->value > 0;
}

bool
trade_series_trend(const trade_point *points, uint32_t count, double *growth)
{
	int64_t		n = 0;
	int64_t		months = 0;
	double		first = 0;
	__int128	squares = 0;
	compensated products = {0, 0};

	for (uint32_t i = 0; i < count; i++)
		if (on_trend(&points[i]))
		{
			if (n++ == 0)
				first = log(trade_units_to_double(points[i].value));
			months += points[i].month - points[0].month;
		}
	if (n < 2)
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (on_trend(&points[i]))
		{
			/* n times the distance from the mean: whole, and below 2^34 */
			int64_t		distance = n * (points[i].month - points[0].month) - months;

			squares += (__int128) distance * distance;
			/* any level gives the same slope; from the first a flat line is exactly flat */
			add(&products, distance * (log(trade_units_to_double(points[i].value)) - first));
		}
	*growth = expm1((products.sum + products.rest) * n / (double) squares * MONTHS_A_YEAR);
	return true;
}

static trade_window_total
total_of(const trade_point *point)
{
	trade_window_total total = {.months = 1, .reported = trade_point_reported(point)};

	if (point != NULL)
		total.sum = trade_sum_of(point->value);
	return total;
}

/* 100 x / x of the first period. */
static bool
index_of(const trade_point *first, const trade_point *point, double *index)
{
	trade_sum	sum = trade_sum_of(point->value);

	if (!trade_point_reported(first) || !trade_point_reported(point) ||
		first->value <= 0 || point->value < 0)
		return false;
	trade_sum_scale(&sum, 100);
	*index = trade_sum_to_double(&sum) / trade_units_to_double(first->value);
	return true;
}

trade_series_row
trade_series_row_of(const trade_point *points, uint32_t count, trade_month month, int step)
{
	trade_series_row row = {.month = month};
	const trade_point *point = trade_series_find(points, count, month);
	trade_window_total current = total_of(point);
	trade_window_total year = total_of(trade_series_find(points, count, month - MONTHS_A_YEAR));
	trade_window_total before = total_of(trade_series_find(points, count, month - step));
	trade_comparison previous = trade_compare_windows(&before, &current);

	row.year = trade_compare_windows(&year, &current);
	row.has_previous = previous.has_growth;
	row.previous = previous.growth;
	if (!trade_point_reported(point))
		row.year.outcome = TRADE_OUTCOME_GAP;
	if (point != NULL)
	{
		row.has_value = true;
		row.value = trade_units_to_double(point->value);
		row.has_index = index_of(points, point, &row.index);
	}
	return row;
}

const trade_point *
trade_series_off_grid(const trade_point *points, uint32_t count, int step)
{
	for (uint32_t i = 1; i < count; i++)
		if ((points[i].month - points[0].month) % step != 0)
			return &points[i];
	return NULL;
}

trade_spark
trade_spark_of(const trade_point *points, uint32_t count)
{
	trade_spark spark = {0, 0};

	for (uint32_t i = 0; i < count; i++)
	{
		if (!trade_point_reported(&points[i]))
			continue;
		if (points[i].value < spark.least)
			spark.least = points[i].value;
		if (points[i].value > spark.most)
			spark.most = points[i].value;
	}
	return spark;
}

int
trade_spark_level(trade_spark spark, trade_units value)
{
	trade_sum	above = trade_sum_of(value);
	trade_sum	range = trade_sum_of(spark.most);
	trade_sum	least = trade_sum_of(spark.least);

	trade_sum_subtract(&above, &least);
	trade_sum_subtract(&range, &least);
	if (trade_sum_sign(&range) == 0)
		return 0;
	return (int) lround((TRADE_SPARK_LEVELS - 1) *
						(trade_sum_to_double(&above) / trade_sum_to_double(&range)));
}
