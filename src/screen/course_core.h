/*
 * The course of a flow over the periods of both windows: how high it was, when it rose,
 * how it swings, and what two courses have in common.
 */
#ifndef TRADE_COURSE_CORE_H
#define TRADE_COURSE_CORE_H

#include "screen/windows_core.h"

/* A period with a cell. */
typedef struct trade_point
{
	trade_month month;
	trade_sum	value;
} trade_point;

/* The points rise; a period of a window that has none is zero trade. */
typedef struct trade_course
{
	const trade_point *point;
	int			count;
} trade_course;

/* Adds a course to a line. */
extern void trade_course_add(const trade_event_windows *windows, const trade_course *course, trade_sum *line);

#define TRADE_NO_MONTH (-1)

typedef struct trade_course_shape
{
	trade_sum	band;			/* the highest period before */
	trade_sum	largest;		/* the largest period after, and the first that is as large */
	trade_month largest_month;
	int			active;			/* periods after that are above the band */
	trade_month onset;			/* the first of two successive ones (annual: of one), or none */
	trade_month last;			/* the last one, or none */
} trade_course_shape;

extern void trade_course_shape_of(const trade_event_windows *windows, const trade_course *course,
								  trade_course_shape *shape);

/*
 * The square of the standard error of the change between the windows' averages a month:
 * variance before times the squares of its weights, plus variance after over its
 * periods.  A window of one period takes the other's variance; false where both have one.
 * Numerator below 2^743, denominator below 2^449 (2^429 and 2^133 where no year is missing).
 */
extern bool trade_course_swing(const trade_event_windows *windows, const trade_course *course,
							   trade_fraction *square);

/*
 * What two flows have in common after: of each calendar quarter, or year of annual data,
 * the smaller of both where both are above 0; and the sum of the second where it is above 0.
 */
typedef struct trade_course_overlap
{
	trade_sum	matched;
	trade_sum	total;
} trade_course_overlap;

extern trade_course_overlap trade_course_match(const trade_event_windows *windows, const trade_course *in,
											   const trade_course *out);

#endif
