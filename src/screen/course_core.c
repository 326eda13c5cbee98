/*
 * The course of a flow over the periods of both windows.
 */
#include "screen/course_core.h"

void
trade_course_add(const trade_event_windows *windows, const trade_course *course, trade_sum *line)
{
	for (int i = 0; i < course->count; i++)
	{
		int			at = trade_line_place(windows, course->point[i].month);

		if (at >= 0)
			trade_sum_add(&line[at], &course->point[i].value);
	}
}

static int
compare(const trade_sum *a, const trade_sum *b)
{
	trade_sum	difference = *a;

	trade_sum_subtract(&difference, b);
	return trade_sum_sign(&difference);
}

/* The first point that is not before a month. */
static int
first_from(const trade_course *course, trade_month month)
{
	int			low = 0;
	int			high = course->count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (course->point[middle].month < month)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The points of a window. */
static trade_course
points_in(const trade_event_windows *windows, int window, const trade_course *course)
{
	int			from = first_from(course, windows->window[window].first);
	int			to = first_from(course, windows->window[window].last + 1);

	return (trade_course) {course->point + from, to - from};
}

/* The largest of a window's periods, of which those without a point are 0; where: the first such point. */
static trade_sum
largest_of(const trade_course *points, int periods, trade_month *where)
{
	trade_sum	largest = trade_sum_of(0);
	bool		found = points->count < periods;

	*where = TRADE_NO_MONTH;
	for (int i = 0; i < points->count; i++)
	{
		if (found && compare(&points->point[i].value, &largest) <= 0)
			continue;
		found = true;
		largest = points->point[i].value;
		*where = points->point[i].month;
	}
	return largest;
}

/* A walk over the periods after; one without a point is 0. */
typedef struct walk
{
	const trade_event_windows *windows;
	trade_course points;
	const trade_sum *band;
	bool		empty_is_above; /* a period without a point is: the band is below 0 */
} walk;

static bool
is_above(const walk *w, trade_month month)
{
	int			at;

	if (!trade_span_contains(w->windows->window[TRADE_AFTER], month) || trade_event_silent(w->windows, month))
		return false;
	at = first_from(&w->points, month);
	if (at == w->points.count || w->points.point[at].month != month)
		return w->empty_is_above;
	return compare(&w->points.point[at].value, w->band) > 0;
}

/* Whether a rise begins here: on monthly data it must last for two periods. */
static bool
begins(const walk *w, trade_month month)
{
	return is_above(w, month) && (w->windows->period_months == 12 || is_above(w, month + 1));
}

/*
 * Only a point can be above a band of 0 and more.  Below it every period without a point
 * is, so that the first of them that is followed by another ends the walk.
 */
static trade_month
find_onset(const walk *w)
{
	trade_span	after = w->windows->window[TRADE_AFTER];

	if (w->empty_is_above)
	{
		for (trade_month month = after.first; month <= after.last; month += w->windows->period_months)
			if (begins(w, month))
				return month;
		return TRADE_NO_MONTH;
	}
	for (int i = 0; i < w->points.count; i++)
		if (begins(w, w->points.point[i].month))
			return w->points.point[i].month;
	return TRADE_NO_MONTH;
}

static trade_month
find_last(const walk *w)
{
	trade_span	after = w->windows->window[TRADE_AFTER];

	if (w->empty_is_above)
	{
		for (trade_month month = after.last - w->windows->period_months + 1; month >= after.first;
			 month -= w->windows->period_months)
			if (is_above(w, month))
				return month;
		return TRADE_NO_MONTH;
	}
	for (int i = w->points.count - 1; i >= 0; i--)
		if (compare(&w->points.point[i].value, w->band) > 0)
			return w->points.point[i].month;
	return TRADE_NO_MONTH;
}

static int
count_active(const walk *w)
{
	int			above = 0;

	for (int i = 0; i < w->points.count; i++)
		above += compare(&w->points.point[i].value, w->band) > 0;
	return above + (w->empty_is_above ? w->windows->periods[TRADE_AFTER] - w->points.count : 0);
}

void
trade_course_shape_of(const trade_event_windows *windows, const trade_course *course, trade_course_shape *shape)
{
	trade_course before = points_in(windows, TRADE_BEFORE, course);
	walk		after = {windows, points_in(windows, TRADE_AFTER, course), &shape->band, false};
	trade_month unused;

	shape->band = largest_of(&before, windows->periods[TRADE_BEFORE], &unused);
	shape->largest = largest_of(&after.points, windows->periods[TRADE_AFTER], &shape->largest_month);
	after.empty_is_above = trade_sum_sign(&shape->band) < 0;
	shape->active = count_active(&after);
	shape->onset = find_onset(&after);
	shape->last = find_last(&after);
}

/* The variance of a window's periods, a month: periods * (sum of squares) - square of the sum, over this. */
static void
variance(const trade_event_windows *windows, int window, const trade_course *course, trade_fraction *result)
{
	trade_course points = points_in(windows, window, course);
	trade_units periods = windows->periods[window];
	trade_wide	squares;
	trade_wide	square;
	trade_wide	value;
	trade_sum	sum = trade_sum_of(0);

	trade_wide_of_units(&squares, 0);
	for (int i = 0; i < points.count; i++)
	{
		trade_sum_add(&sum, &points.point[i].value);
		trade_wide_of_sum(&value, &points.point[i].value);
		trade_wide_multiply(&square, &value, &value);
		trade_wide_add(&squares, &squares, &square);
	}
	trade_wide_scale(&squares, periods);
	trade_wide_of_sum(&value, &sum);
	trade_wide_multiply(&square, &value, &value);
	trade_wide_subtract(&result->numerator, &squares, &square);
	trade_wide_of_units(&result->denominator, periods * (periods - 1));
	trade_wide_scale(&result->denominator, windows->period_months * windows->period_months);
}

static void
add(trade_fraction *sum, const trade_fraction *a, const trade_fraction *b)
{
	trade_wide	left;
	trade_wide	right;

	trade_wide_multiply(&left, &a->numerator, &b->denominator);
	trade_wide_multiply(&right, &b->numerator, &a->denominator);
	trade_wide_add(&sum->numerator, &left, &right);
	trade_wide_multiply(&sum->denominator, &a->denominator, &b->denominator);
}

bool
trade_course_swing(const trade_event_windows *windows, const trade_course *course, trade_fraction *square)
{
	bool		one_before = windows->periods[TRADE_BEFORE] == 1;
	bool		one_after = windows->periods[TRADE_AFTER] == 1;
	trade_fraction before;
	trade_fraction after;
	trade_fraction weighted;

	if (one_before && one_after)
		return false;
	variance(windows, one_before ? TRADE_AFTER : TRADE_BEFORE, course, &before);
	if (one_before || one_after)
		trade_fraction_copy(&after, &before);
	else
		variance(windows, TRADE_AFTER, course, &after);
	trade_wide_multiply(&weighted.numerator, &before.numerator, &windows->weight_squares.numerator);
	trade_wide_multiply(&weighted.denominator, &before.denominator, &windows->weight_squares.denominator);
	trade_wide_scale(&after.denominator, windows->periods[TRADE_AFTER]);
	add(square, &weighted, &after);
	return true;
}

#define MONTHS_A_QUARTER 3

/* The points of a quarter of which the first one is at hand; of annual data it has one. */
static trade_sum
sum_of_quarter(const trade_course *points, int *at, trade_month quarter)
{
	trade_sum	sum = trade_sum_of(0);

	while (*at < points->count && points->point[*at].month / MONTHS_A_QUARTER == quarter)
		trade_sum_add(&sum, &points->point[(*at)++].value);
	return sum;
}

trade_course_overlap
trade_course_match(const trade_event_windows *windows, const trade_course *in, const trade_course *out)
{
	trade_course bought = points_in(windows, TRADE_AFTER, in);
	trade_course sold = points_in(windows, TRADE_AFTER, out);
	trade_course_overlap overlap = {trade_sum_of(0), trade_sum_of(0)};
	int			at_in = 0;

	for (int at = 0; at < sold.count;)
	{
		trade_month quarter = sold.point[at].month / MONTHS_A_QUARTER;
		trade_sum	outflow = sum_of_quarter(&sold, &at, quarter);
		trade_sum	inflow;

		while (at_in < bought.count && bought.point[at_in].month / MONTHS_A_QUARTER < quarter)
			at_in++;
		inflow = sum_of_quarter(&bought, &at_in, quarter);
		if (trade_sum_sign(&outflow) <= 0)
			continue;
		trade_sum_add(&overlap.total, &outflow);
		if (compare(&inflow, &outflow) > 0)
			inflow = outflow;
		if (trade_sum_sign(&inflow) > 0)
			trade_sum_add(&overlap.matched, &inflow);
	}
	return overlap;
}
