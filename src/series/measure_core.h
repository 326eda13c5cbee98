/*
 * Figures of a series, in order of time.
 */
#ifndef TRADE_SERIES_MEASURE_CORE_H
#define TRADE_SERIES_MEASURE_CORE_H

#include "growth/outcome_core.h"
#include "series/format_core.h"

/*
 * The sum of the points in a span.  Points of no row, which only differences
 * have, add to the sum: so it is the difference of the sums.
 */
extern trade_window_total trade_series_total(const trade_point *points, uint32_t count, trade_span span,
											 bool *any);

/* Compound annual rate from the first to the last reported period; false where it is NULL. */
extern bool trade_series_cagr(const trade_point *points, uint32_t count, double *growth);

/*
 * exp(b) - 1 of the least-squares line ln x = a + b t, t in years, over the
 * reported periods with x > 0; false where there are fewer than two.
 */
extern bool trade_series_trend(const trade_point *points, uint32_t count, double *growth);

/* One row of growth_table. */
typedef struct trade_series_row
{
	trade_month month;
	bool		has_value;
	bool		has_previous;
	bool		has_index;
	double		value;
	double		previous;		/* growth on the period before */
	double		index;
	trade_comparison year;		/* on the same period a year earlier */
} trade_series_row;

/* The row of a month; step is the distance of periods in months. */
extern trade_series_row trade_series_row_of(const trade_point *points, uint32_t count, trade_month month,
											int step);

/* The point that is not a whole number of steps behind the first, or NULL. */
extern const trade_point *trade_series_off_grid(const trade_point *points, uint32_t count, int step);

#define TRADE_SPARK_LEVELS 8

/* The range of a sparkline: the reported values and 0. */
typedef struct trade_spark
{
	trade_units least;
	trade_units most;
} trade_spark;

extern trade_spark trade_spark_of(const trade_point *points, uint32_t count);

/* 0 to 7, the nearest, linear from the least to the most. */
extern int	trade_spark_level(trade_spark spark, trade_units value);

#endif
