/*
 * Who took over from blocked suppliers, on exact numbers (doc/methods.md).
 *
 * A supplier's share of the market moves by s1 - s0 = (x1 X0 - x0 X1) / (X0 X1),
 * X0 and X1 the totals before and after.  Values are compared as averages of n0
 * and n1 months: (x1 n0 - x0 n1) / (n0 n1).
 */
#ifndef TRADE_PIVOT_CORE_H
#define TRADE_PIVOT_CORE_H

#include "exact/product_core.h"

typedef struct trade_pivot
{
	trade_units before;			/* totals, above 0 */
	trade_units after;
	uint32_t	before_months;	/* 1 and 1 where values are compared as they are */
	uint32_t	after_months;
	trade_product lost;			/* of shares, in parts of before x after */
	trade_product gained;
	trade_sum	lost_value;		/* in parts of before_months x after_months */
	trade_sum	gained_value;
} trade_pivot;

/* One supplier; neither value is below 0. */
extern void trade_pivot_add(trade_pivot *pivot, trade_units before, trade_units after, bool blocked);

/* What a supplier's share rose by, in parts of before x after; false where it did not rise. */
extern bool trade_pivot_gain(const trade_pivot *pivot, trade_units before, trade_units after,
							 trade_product *gain);

/* The change of a value, an average a month. */
extern double trade_pivot_change(const trade_pivot *pivot, trade_units before, trade_units after);

extern double trade_pivot_lost(const trade_pivot *pivot);
extern double trade_pivot_gained(const trade_pivot *pivot);
extern double trade_pivot_lost_value(const trade_pivot *pivot);
extern double trade_pivot_gained_value(const trade_pivot *pivot);

/* min(lost, gained)/lost; false where nothing was lost. */
extern bool trade_pivot_ratio(const trade_pivot *pivot, double *ratio);

/* min(lost, gained)/lost of the values themselves; false where nothing was lost. */
extern bool trade_pivot_replaced(const trade_pivot *pivot, double *replaced);

#endif
