/*
 * One leg only: whose trade with the origins, or with the target, rose beyond the market
 * and beyond its own past, and stayed.
 *
 * The flow of a label is what the origins sold to it, or what it sold to the target;
 * the market of a label is the flow of all others together.  Sums are in units.
 */
#ifndef TRADE_SURGES_CORE_H
#define TRADE_SURGES_CORE_H

#include "leaks/levels_core.h"
#include "leaks/reason_core.h"
#include "screen/thresholds_core.h"
#include "screen/windows_core.h"

/* Decimals in units; the last three are whole numbers. */
typedef struct trade_surge_thresholds
{
	trade_units surge_ratio;
	trade_units record_margin;
	trade_units min_value;
	trade_units min_cover;
	trade_units min_run;
	trade_units min_history;
	trade_units min_controls;
} trade_surge_thresholds;

extern const trade_threshold_table trade_surge_threshold_table;

typedef enum trade_surge_outcome
{
	TRADE_SURGE_NORMAL,
	TRADE_SURGE_SMALL,
	TRADE_SURGE_NO_HISTORY,
	TRADE_SURGE_TOO_EARLY,
	TRADE_SURGE_LASTING,
	TRADE_SURGE_ENDED,
	TRADE_SURGE_SPIKE,
	TRADE_SURGE_SEEN_BEFORE
} trade_surge_outcome;

extern const char *trade_surge_outcome_name(trade_surge_outcome outcome);

/* A line (windows_core.h) and sums of each part. */
typedef struct trade_surge_flow
{
	trade_sum	line[1 + TRADE_WEIGHT_CLASSES];
	trade_sum  *part;
} trade_surge_flow;

/* What all labels are judged by. */
typedef struct trade_surge_frame
{
	const trade_event_windows *windows;
	const trade_parts *parts;
	const bool *silent;			/* of each part: nobody reported in a period of it */
	const trade_surge_thresholds *limit;
	bool		share_baseline;
	bool		of_suppliers;
	trade_surge_flow market;	/* of all labels but the target */
	int			labels;			/* of these, so many that had a flow above 0 before */
	trade_fraction shortfall;	/* (direct before - after)+ a month */
} trade_surge_frame;

/* A label; doubles are in the data's own unit, averages a month. */
typedef struct trade_surge
{
	int			label;
	trade_surge_outcome outcome;
	bool		own_past;		/* judged by it: the market is none */
	int			controls;
	trade_fraction excess_exact;
	double		value[2];
	double		base;
	double		excess;
	double		ratio;
	double		cover;
	double		in_all;			/* the excess summed over the window after */
	bool		has_ratio;
	bool		has_cover;
	bool		small_in_all;	/* why it is small, if it is */
	trade_level_course course;
} trade_surge;

/* Whether a flow's average before is above 0. */
extern bool trade_surge_had_flow(const trade_event_windows *windows, const trade_surge_flow *flow);

extern void trade_surge_set_shortfall(trade_surge_frame *frame, const trade_surge_flow *direct);

/* level and queue have room for the parts, and twice the parts. */
extern void trade_surge_judge(const trade_surge_frame *frame, const trade_surge_flow *flow, trade_level *level,
							  int *queue, trade_surge *surge);

/* Excess falling, then label. */
extern int	trade_surge_compare(const trade_surge *a, const trade_surge *b);

extern void trade_surge_reason(const trade_surge_frame *frame, const trade_surge *surge, const trade_name *label,
							   const trade_name *target, trade_reason *reason);

#endif
