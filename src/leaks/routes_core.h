/*
 * Routes from the origins to the target over one or two intermediaries: what each leg
 * carries beyond its base, and what goes over one intermediary.
 *
 * Amounts are whole units a month.
 */
#ifndef TRADE_ROUTES_CORE_H
#define TRADE_ROUTES_CORE_H

#include "exact/wide_core.h"
#include "leaks/reason_core.h"
#include "screen/thresholds_core.h"
#include "screen/windows_core.h"

/* Decimals in units; the last four are those of the screen that make a suspect. */
typedef struct trade_route_thresholds
{
	trade_units leg_ratio;
	trade_units min_value;
	trade_units surge_ratio;
	trade_units trivial;
	trade_units min_share;
	trade_units steady_ratio;
} trade_route_thresholds;

extern const trade_threshold_table trade_route_threshold_table;

/* floor(numerator / denominator) of two above 0; false where it is beyond the limit of a value. */
extern bool trade_floor_units(const trade_wide *numerator, const trade_wide *denominator, trade_units *units);

/*
 * The excess of a leg, 0 where it has none: after - base, base what it was before, times
 * the growth of a market where one is given.  False where it is beyond the limit.
 */
extern bool trade_route_excess(const trade_event_windows *windows, const trade_route_thresholds *limit,
							   const trade_sum *line, const trade_sum *market, trade_units *excess);

/* (before - after)+ of a line, rounded down; false where beyond the limit. */
extern bool trade_route_fall(const trade_event_windows *windows, const trade_sum *line, trade_units *fall);

/* (after - before)+, the same. */
extern bool trade_route_rise(const trade_event_windows *windows, const trade_sum *line, trade_units *rise);

/* What goes over one intermediary; amounts are of labels, in and out their excesses. */
typedef struct trade_single_routes
{
	int			label_count;
	const trade_units *in;
	const trade_units *out;
	bool		capped;
	trade_units fall;			/* all together carry no more, where capped */
	trade_units *value;
	trade_units left;			/* of the fall */
	bool		cut;			/* they would have carried more */
} trade_single_routes;

extern void trade_single_routes_set(trade_single_routes *routes);

/* Amounts rounded down lose less than a unit each, and a matrix has no more labels. */
#define TRADE_ROUNDING_LEFT 65535

/*
 * Whether a route over two intermediaries carries next to nothing of what it could: units
 * that are left where sums of amounts rounded down are set against each other.
 */
extern bool trade_route_is_dust(trade_units value, trade_units potential);

/* A route as it is told; second is NULL where there is none. */
typedef struct trade_route_words
{
	const trade_name *first;
	const trade_name *second;
	const trade_name *target;
	trade_units value;
	trade_units potential;
	trade_units beside_shorter; /* the same, once the routes with fewer hops took their part */
	bool		spent;			/* all routes together carry what the origins lost, and may carry no more */
} trade_route_words;

/* "S > KGZ > RUS". */
extern void trade_route_name(const trade_route_words *words, trade_reason *name);
extern void trade_route_reason(const trade_route_words *words, trade_reason *reason);

#endif
