/*
 * Growth of one window on another with its reason, in the order of doc/methods.md.
 */
#ifndef TRADE_GROWTH_OUTCOME_CORE_H
#define TRADE_GROWTH_OUTCOME_CORE_H

#include <stdbool.h>

#include "exact/value_core.h"

typedef enum trade_outcome
{
	TRADE_OUTCOME_NOT_REPORTED,
	TRADE_OUTCOME_NO_BASE,
	TRADE_OUTCOME_NO_CURRENT,
	TRADE_OUTCOME_NEGATIVE,
	TRADE_OUTCOME_BOTH_ZERO,
	TRADE_OUTCOME_ZERO_BASE,
	TRADE_OUTCOME_EXIT,
	TRADE_OUTCOME_PARTIAL,
	TRADE_OUTCOME_OK,
	TRADE_OUTCOME_GAP			/* of a row of growth_table */
} trade_outcome;

extern const char *trade_outcome_name(trade_outcome outcome);

/* What is in one window. */
typedef struct trade_window_total
{
	trade_sum	sum;
	int			months;			/* of the calendar */
	int			reported;		/* periods with rows; 0: nothing is known */
} trade_window_total;

/* A figure that is NULL has no flag. */
typedef struct trade_comparison
{
	trade_outcome outcome;
	bool		has_base;
	bool		has_current;
	bool		has_change;
	bool		has_growth;
	bool		has_midpoint;
	bool		has_log;
	double		base;			/* totals, or averages a month where windows are unequal */
	double		current;
	double		change;
	double		growth;
	double		midpoint;
	double		log;
} trade_comparison;

/* Sums are within the limit.  Each figure is formed once, of exact numbers. */
extern trade_comparison trade_compare_windows(const trade_window_total *base,
											  const trade_window_total *current);

#endif
