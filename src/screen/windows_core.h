/*
 * Before and after an event: the span of the data, the periods in which nobody
 * reported, the two windows, and what each period of the window before weighs.
 *
 * Months are ordinals; a period has one of them, or twelve where data are annual.
 */
#ifndef TRADE_EVENT_WINDOWS_CORE_H
#define TRADE_EVENT_WINDOWS_CORE_H

#include "exact/wide_core.h"
#include "period/calendar_core.h"

enum
{
	TRADE_BEFORE,
	TRADE_AFTER
};

/* So many successive months without any cell are silence, shorter gaps are zero trade. */
#define TRADE_SILENT_MONTHS 12

/*
 * Periods of the window before that weigh the same: numerator / denominator each.
 * There is a class for each weight, and a weight for each month of the calendar.
 */
typedef struct trade_weight_class
{
	int			periods;
	int			numerator;
	int64_t		denominator;
} trade_weight_class;

#define TRADE_WEIGHT_CLASSES 12

typedef struct trade_event_windows
{
	int			period_months;	/* 1 or 12 */
	trade_month event;			/* the first month of the period that contains the event */
	bool		event_is_after; /* the event is its first day */
	trade_span	span;			/* what the data cover */
	trade_span	window[2];		/* the first and last month left of each; first > last where none is */
	int			periods[2];		/* left, without the silent ones between */
	const trade_span *silent;	/* the caller's silent runs, rising */
	int			silent_count;
	trade_span	left_out;		/* the first silent run that a window lost periods to; first > last where none */
	int			class_count;
	uint8_t		class_of[12];	/* of the months of the calendar, January first */
	trade_weight_class weight_class[TRADE_WEIGHT_CLASSES];
	trade_wide	denominator;	/* of all averages a month */
	trade_wide	class_weight[TRADE_WEIGHT_CLASSES];	/* what a class counts in their numerators */
	trade_wide	after_weight;	/* and what the window after does */
	trade_wide	unit_denominator;	/* the denominator of averages in the data's own unit */
	trade_fraction weight_squares;	/* summed over the periods of the window before (of the one after it is 1 / periods) */
} trade_event_windows;

/* What is asked for. */
typedef struct trade_event_question
{
	int			period_months;
	trade_month event;
	bool		event_is_after;
	trade_span	span;
	int32_t		before_months;	/* whole periods, as the following; below 1: all there is */
	int32_t		after_months;
	bool		seasonal;		/* like is compared with like: as many Marches before as after */
} trade_event_question;

/*
 * The silent runs between the periods that have a cell, which rise; there may be one
 * less than periods.  Gives their number.
 */
extern int	trade_silent_runs(const trade_month *period, int count, int period_months, trade_span *run);

/* Silent runs are left out of both windows; they rise, lie inside the span and must last. */
extern void trade_event_windows_set(trade_event_windows *windows, const trade_event_question *question,
									const trade_span *silent, int silent_count);

static inline bool
trade_event_window_is_empty(const trade_event_windows *windows, int window)
{
	return windows->window[window].first > windows->window[window].last;
}

/* Months of the calendar in a window's periods: what its averages are over. */
static inline int
trade_event_window_months(const trade_event_windows *windows, int window)
{
	return windows->periods[window] * windows->period_months;
}

/* Whether a month lies in a silent run. */
extern bool trade_event_silent(const trade_event_windows *windows, trade_month month);

/* The class of a period of the window before. */
static inline int
trade_event_class(const trade_event_windows *windows, trade_month month)
{
	return windows->class_of[month % 12];
}

/*
 * A line: what is added up over the windows.  Its first sum is of the window after,
 * the others of each class of the window before.
 */
static inline int
trade_line_width(const trade_event_windows *windows)
{
	return 1 + windows->class_count;
}

/* The place in a line of a month's value; -1 where it is in neither window. */
static inline int
trade_line_place(const trade_event_windows *windows, trade_month month)
{
	if (trade_span_contains(windows->window[TRADE_AFTER], month))
		return 0;
	if (trade_span_contains(windows->window[TRADE_BEFORE], month))
		return 1 + trade_event_class(windows, month);
	return -1;
}

static inline void
trade_line_add(int width, trade_sum *line, const trade_sum *other)
{
	for (int i = 0; i < width; i++)
		trade_sum_add(&line[i], &other[i]);
}

static inline void
trade_line_subtract(int width, trade_sum *line, const trade_sum *other)
{
	for (int i = 0; i < width; i++)
		trade_sum_subtract(&line[i], &other[i]);
}

/* The plain sum of the window before. */
extern trade_sum trade_line_before(const trade_event_windows *windows, const trade_sum *line);

/*
 * The numerator of a line's average in units a month, over the denominator of all
 * averages; of the window before as its periods weigh.  Below 2^337, and below 2^189
 * where no year is missing.
 */
extern void trade_line_average(const trade_event_windows *windows, const trade_sum *line, int window,
							   trade_wide *numerator);

/* The same of the average after less the one before. */
extern void trade_line_extra(const trade_event_windows *windows, const trade_sum *line, trade_wide *numerator);

#endif
