/*
 * The two parts of a change in value: by price and by quantity (Bennet 1920: each
 * difference at the mean of the other figure).
 */
#ifndef TRADE_GROWTH_PARTS_CORE_H
#define TRADE_GROWTH_PARTS_CORE_H

#include <stdbool.h>

#include "exact/value_core.h"

/* What was traded in so many months; both figures count as averages a month. */
typedef struct trade_lot
{
	trade_units value;
	trade_units quantity;
	int			months;			/* 1 for figures as they are */
} trade_lot;

typedef struct trade_growth_parts
{
	double		price;			/* (p1 - p0)(q0 + q1)/2 */
	double		quantity;		/* (q1 - q0)(p0 + p1)/2 */
} trade_growth_parts;

/*
 * The exact parts add up to the change; each is rounded once.  False where a
 * quantity is not above 0: there is no price then.
 */
extern bool trade_growth_parts_of(const trade_lot *base, const trade_lot *current,
								  trade_growth_parts *parts);

#endif
