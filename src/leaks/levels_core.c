/*
 * How high levels have been before, and for how long they have been higher since.
 *
 * Sums are below 2^152: a product of four and a decimal stays below 2^700.
 */
#include "leaks/levels_core.h"

#include <math.h>
#include <stddef.h>

static void
multiply(trade_wide *product, const trade_sum *a, const trade_sum *b)
{
	trade_wide	left;
	trade_wide	right;

	trade_wide_of_sum(&left, a);
	trade_wide_of_sum(&right, b);
	trade_wide_multiply(product, &left, &right);
}

/* a / b as a fraction, for b > 0. */
static void
divide(trade_fraction *ratio, const trade_level *a, const trade_level *b)
{
	multiply(&ratio->numerator, &a->part, &b->whole);
	multiply(&ratio->denominator, &b->part, &a->whole);
}

double
trade_level_ratio(const trade_level *a, const trade_level *b)
{
	trade_fraction ratio;

	divide(&ratio, a, b);
	return trade_fraction_to_double(&ratio);
}

/* How a compares with b; near values are told apart exactly. */
static int
compare(const trade_level *a, const trade_level *b)
{
	double		near_left = trade_sum_to_double(&a->part) * trade_sum_to_double(&b->whole);
	double		near_right = trade_sum_to_double(&b->part) * trade_sum_to_double(&a->whole);
	double		margin = (fabs(near_left) + fabs(near_right)) * 0x1p-40;
	trade_wide	left;
	trade_wide	right;

	if (fabs(near_left - near_right) > margin)
		return near_left > near_right ? 1 : -1;
	multiply(&left, &a->part, &b->whole);
	multiply(&right, &b->part, &a->whole);
	return trade_wide_compare(&left, &right);
}

/*
 * The extreme of the known levels in a range of parts whose ends only rise: those that
 * may still become it wait in a queue.
 */
typedef struct sliding
{
	const trade_level *level;
	int			sign;			/* 1: the highest, -1: the lowest */
	int		   *queue;
	int			head;
	int			tail;
} sliding;

static void
slide_in(sliding *s, int at)
{
	if (!s->level[at].known)
		return;
	while (s->tail > s->head && s->sign * compare(&s->level[at], &s->level[s->queue[s->tail - 1]]) >= 0)
		s->tail--;
	s->queue[s->tail++] = at;
}

/* The extreme of the parts from one on; NULL where none of them is known. */
static const trade_level *
extreme_from(sliding *s, int from)
{
	while (s->head < s->tail && s->queue[s->head] < from)
		s->head++;
	return s->head < s->tail ? &s->level[s->queue[s->head]] : NULL;
}

/* A record is at least 0. */
static void
set_record(trade_level *record, const trade_level *highest)
{
	*record = (trade_level) {true, trade_sum_of(0), trade_sum_of(1)};
	if (highest != NULL && trade_sum_sign(&highest->part) > 0)
		*record = *highest;
}

/* The record of the history, and of how many known parts. */
static void
set_history(const trade_parts *parts, const trade_level *level, trade_level_course *course)
{
	const trade_level *highest = NULL;

	for (int i = parts->before - parts->history; i < parts->before; i++)
	{
		if (!level[i].known)
			continue;
		course->history++;
		if (highest == NULL || compare(&level[i], highest) > 0)
			highest = &level[i];
	}
	set_record(&course->record, highest);
}

/* Whether a level is above 0 and at least margin times the record. */
static bool
is_above(const trade_level *level, const trade_level *record, trade_units margin)
{
	trade_fraction left;
	trade_fraction right;

	if (!level->known || trade_sum_sign(&level->part) <= 0)
		return false;
	trade_wide_of_sum(&left.numerator, &level->part);
	trade_wide_of_sum(&left.denominator, &level->whole);
	trade_wide_of_sum(&right.numerator, &record->part);
	trade_wide_of_sum(&right.denominator, &record->whole);
	return trade_fraction_compare_scaled(&left, margin, &right) >= 0;
}

static void
find_run(const trade_parts *parts, const trade_level *level, trade_units margin, trade_level_course *course)
{
	int			length = 0;

	for (int i = parts->before; i < parts->before + parts->after; i++)
	{
		if (!is_above(&level[i], &course->record, margin))
		{
			length = 0;
			continue;
		}
		course->above++;
		if (++length > course->run)
		{
			course->run = length;
			course->run_first = i - length + 1;
		}
	}
	for (int i = 0; i < course->run; i++)
		if (i == 0 || compare(&level[course->run_first + i], &course->run_lowest) < 0)
			course->run_lowest = level[course->run_first + i];
}

/* Stretches of so many successive parts, by their last one. */
typedef struct stretches
{
	sliding		lowest;
	int			length;
	int			unknown;		/* the last part that is not known, or -1 */
} stretches;

/* Takes in the next part; the lowest of the stretch that ends there, NULL where one of it is not known. */
static const trade_level *
next_stretch(stretches *s, int at, int first)
{
	slide_in(&s->lowest, at);
	if (!s->lowest.level[at].known)
		s->unknown = at;
	if (at - s->length + 1 < first || s->unknown > at - s->length)
		return NULL;
	return extreme_from(&s->lowest, at - s->length + 1);
}

/* The stretch after whose lowest is highest. */
static void
find_best(const trade_parts *parts, const trade_level *level, int min_run, int *queue, trade_level_course *course)
{
	stretches	all = {{level, -1, queue, 0, 0}, min_run, -1};

	course->best.record = course->record;
	for (int i = parts->before; i < parts->before + parts->after; i++)
	{
		const trade_level *lowest = next_stretch(&all, i, parts->before);

		if (lowest == NULL || (course->has_best && compare(lowest, &course->best.lowest) <= 0))
			continue;
		course->best.lowest = *lowest;
		course->has_best = true;
	}
}

/* Whether a stretch is as high above its record as another; above a record of 0 it is so infinitely. */
static bool
reaches(const trade_stretch *stretch, const trade_stretch *other)
{
	bool		none = trade_sum_sign(&stretch->record.part) == 0;
	bool		other_none = trade_sum_sign(&other->record.part) == 0;
	trade_fraction a;
	trade_fraction b;

	if (none && trade_sum_sign(&stretch->lowest.part) > 0)
		return true;
	if (other_none && trade_sum_sign(&other->lowest.part) > 0)
		return false;
	/* nothing above a record of nothing is as high as its record */
	if (none || other_none)
		return (none ? 0 : trade_sum_sign(&stretch->lowest.part)) >= (other_none ? 0 : trade_sum_sign(&other->lowest.part));
	divide(&a, &stretch->lowest, &stretch->record);
	divide(&b, &other->lowest, &other->record);
	return trade_fraction_compare(&a, &b) >= 0;
}

/*
 * A placebo in the label's own past: at every part that has enough known ones before it,
 * the stretch that starts there, over a record of as many parts as the history has.
 */
static void
rank_in_own_past(const trade_parts *parts, const trade_level *level, const trade_level_question *question,
				 int *queue, trade_level_course *course)
{
	stretches	all = {{level, -1, queue, 0, 0}, question->min_run, -1};
	sliding		highest = {level, 1, queue + parts->before, 0, 0};
	int			known = 0;

	course->own_rank = course->own_dates = 1;
	for (int at = 0; at < parts->before; at++)
	{
		const trade_level *lowest = next_stretch(&all, at, 0);
		int			start = at - question->min_run + 1;
		trade_stretch stretch;

		if (start > 0)
		{
			slide_in(&highest, start - 1);
			known += level[start - 1].known;
		}
		if (lowest == NULL || known < question->min_history)
			continue;
		stretch.lowest = *lowest;
		set_record(&stretch.record, extreme_from(&highest, start - parts->history));
		course->own_dates++;
		course->own_rank += reaches(&stretch, &course->best);
	}
}

void
trade_levels_follow(const trade_parts *parts, const trade_level *level, const trade_level_question *question,
					int *queue, trade_level_course *course)
{
	*course = (trade_level_course) {0};
	set_history(parts, level, course);
	find_run(parts, level, question->margin, course);
	find_best(parts, level, question->min_run, queue, course);
	if (!course->has_best)
		return;
	course->has_ratio = trade_sum_sign(&course->record.part) > 0;
	if (course->has_ratio)
		course->ratio = trade_level_ratio(&course->best.lowest, &course->record);
	rank_in_own_past(parts, level, question, queue, course);
}
