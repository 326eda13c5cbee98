/*
 * Levels: what a label took in parts of time, as a share of what all others took or by
 * itself, and how high its past has been.
 */
#ifndef TRADE_LEVELS_CORE_H
#define TRADE_LEVELS_CORE_H

#include "exact/wide_core.h"
#include "screen/windows_core.h"

/* Parts of so many months: backwards from the last month before, and from the first one after. */
typedef struct trade_parts
{
	int			months;
	trade_month before_end;		/* the month after the last one before */
	trade_month after_first;
	int			before;			/* how many whole ones there are, the oldest first, */
	int			after;			/* and these follow */
	int			history;		/* so many before count as history */
} trade_parts;

/* The place of the part that a month lies in; -1 where in none. */
static inline int
trade_part_of(const trade_parts *parts, trade_month month)
{
	int			at;

	if (month < parts->before_end)
	{
		at = (parts->before_end - 1 - month) / parts->months;
		return at < parts->before ? parts->before - 1 - at : -1;
	}
	if (month < parts->after_first)
		return -1;
	at = (month - parts->after_first) / parts->months;
	return at < parts->after ? parts->before + at : -1;
}

static inline trade_month
trade_part_first(const trade_parts *parts, int at)
{
	return at < parts->before ? parts->before_end - (parts->before - at) * parts->months
		: parts->after_first + (at - parts->before) * parts->months;
}

/* part / whole, whole > 0; nothing is known of a part in which nobody reported. */
typedef struct trade_level
{
	bool		known;
	trade_sum	part;
	trade_sum	whole;
} trade_level;

/* What is asked of the parts after. */
typedef struct trade_level_question
{
	trade_units margin;			/* above the record: a decimal in units */
	int			min_run;
	int			min_history;
} trade_level_question;

/* A stretch of successive parts at its lowest, and the record that it is held against. */
typedef struct trade_stretch
{
	trade_level lowest;
	trade_level record;
} trade_stretch;

typedef struct trade_level_course
{
	int			history;		/* known parts that make the record */
	trade_level record;			/* at least 0 */
	int			above;			/* parts after that pass the record by the margin */
	int			run;			/* the longest run of those, the first of that length, */
	int			run_first;		/* and its first part */
	trade_level run_lowest;		/* of that run */
	bool		has_best;		/* there is a stretch of min_run known parts after */
	trade_stretch best;
	bool		has_ratio;		/* and a record above 0 */
	double		ratio;
	int			own_rank;		/* where has_best */
	int			own_dates;
} trade_level_course;

/* Linear in the parts; queue has room for twice as many numbers. */
extern void trade_levels_follow(const trade_parts *parts, const trade_level *level, const trade_level_question *question,
								int *queue, trade_level_course *course);

/* a / b, for b > 0. */
extern double trade_level_ratio(const trade_level *a, const trade_level *b);

#endif
