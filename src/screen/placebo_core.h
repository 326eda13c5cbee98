/*
 * How strong a rise of sales is, and how it ranks among those of runs where none is
 * looked for: a permutation test, exact as long as ranks are (Abadie, Diamond and
 * Hainmueller, "Synthetic Control Methods", do it over regions and dates alike).
 */
#ifndef TRADE_PLACEBO_CORE_H
#define TRADE_PLACEBO_CORE_H

#include "screen/finding_core.h"

/*
 * The mid-point growth of sales, 2 (after - before) / (after + before), by its averages
 * over one denominator; after + before is above 0.
 */
typedef struct trade_strength
{
	trade_wide	before;
	trade_wide	after;
} trade_strength;

/* False where the averages of a line add up to 0 or less. */
extern bool trade_strength_of(const trade_event_windows *windows, const trade_sum *line, trade_strength *strength);

/* -1, 0 or 1, of any windows. */
extern int	trade_strength_compare(const trade_strength *a, const trade_strength *b);
extern double trade_strength_to_double(const trade_strength *strength);

/* One label's own rise, and the runs that count for it. */
typedef struct trade_placebo
{
	bool		known;			/* its own strength is */
	trade_strength own;
	int			runs;
	int			reached;		/* those that are as strong as its own */
	int			flagged;		/* by the grade that they got */
	int			possible;
	trade_strength strongest;
	int			where;			/* the strongest run, the first of equal ones */
} trade_placebo;

extern void trade_placebo_count(trade_placebo *placebo, const trade_strength *strength, trade_grade grade, int where);

#endif
