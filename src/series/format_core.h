/*
 * The points of a series, and its stored form, version 1.  Little-endian, at any
 * alignment:
 *
 *   byte 0     version, flags (0), frequency
 *        3     bytes of a period; 0 where there is no gap
 *        4     bytes of a row count; power of ten of the values, bytes of a value
 *        7     0
 *        8     int32 first month, uint32 points
 *       16     periods, in steps since the first; row counts less 1, so that one
 *              row a period takes no bytes; values
 *
 * Every width is the smallest and every power the largest that holds the content,
 * so that the same content has the same bytes.
 */
#ifndef TRADE_SERIES_CORE_H
#define TRADE_SERIES_CORE_H

#include <stddef.h>

#include "state/column_core.h"
#include "exact/value_core.h"
#include "period/calendar_core.h"

#define TRADE_SERIES_VERSION 1
#define TRADE_SERIES_HEAD 16

/* A month each; so a call that handles a whole series is short. */
#define TRADE_SERIES_POINTS_MAX (TRADE_MONTH_LAST - TRADE_MONTH_FIRST + 1)

/* A period with rows; of an annual series January of the year. */
typedef struct trade_point
{
	trade_month month;
	int64_t		rows;
	trade_units value;
} trade_point;

/* What a stored form's head says, or would say of some points. */
typedef struct trade_series_shape
{
	trade_frequency frequency;
	uint32_t	count;
	trade_month first;
	uint32_t	period_width;
	uint32_t	rows_width;
	int			scale;
	uint32_t	value_width;
} trade_series_shape;

/* A month that a series of the frequency can have. */
static inline bool
trade_series_month_valid(trade_frequency frequency, trade_month month)
{
	return month >= TRADE_MONTH_FIRST && month <= TRADE_MONTH_LAST &&
		month % trade_period_step(frequency) == 0;
}

/*
 * Only a difference has points of no row: they have a value, which adds up with
 * others, but nothing was reported.
 */
static inline bool
trade_point_reported(const trade_point *point)
{
	return point != NULL && point->rows > 0;
}

/* Writing: points in order of time, each period once, none all zero. */
extern trade_series_shape trade_series_shape_of(trade_frequency frequency, const trade_point *points,
												uint32_t count);
extern size_t trade_series_size(const trade_series_shape *shape);
extern void trade_series_write(const trade_series_shape *shape, const trade_point *points, uint8_t *bytes);

/* Reading: NULL, or what is wrong.  After the head there is room for its points to be made. */
extern const char *trade_series_read_head(trade_series_shape *shape, const uint8_t *bytes, size_t size);
extern const char *trade_series_read(const trade_series_shape *shape, const uint8_t *bytes,
									 trade_point *points);

/*
 * Where the last period stands among the stored bytes, of shape->period_width bytes; and
 * how many steps behind the first it is.  Without gaps no bytes say it.
 */
extern size_t trade_series_last_at(const trade_series_shape *shape);
extern uint32_t trade_series_last_step(const trade_series_shape *shape, const uint8_t *last);

/* The point of a month, or NULL. */
extern const trade_point *trade_series_find(const trade_point *points, uint32_t count, trade_month month);

#endif
