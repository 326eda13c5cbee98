/*
 * Routes over a stored matrix: legs and their excesses, and what goes over one and two
 * intermediaries.  Labels are those of the matrix, amounts whole units a month.
 */
#ifndef SANCTIONS_ROUTES_H
#define SANCTIONS_ROUTES_H

#include "postgres.h"

#include "leaks/network_core.h"
#include "leaks/routes_core.h"
#include "screen/scan.h"

typedef struct sanctions_routes
{
	sanctions_event_arguments args;
	int			max_hops;
	trade_route_thresholds limit;
	sanctions_screen screen;	/* matrix, labels, windows, controls */
	trade_sum	direct[1 + TRADE_WEIGHT_CLASSES];	/* lines: what the origins sold to the target, */
	trade_sum	others[1 + TRADE_WEIGHT_CLASSES];	/* and all others did */
	trade_units *in;			/* excesses of each label: from the origins, to the target */
	trade_units *out;
	trade_single_routes single;
	trade_network network;
	int		   *supplier_label; /* of each supplier and buyer of the network */
	int		   *buyer_label;
} sanctions_routes;

/* The numbers of arguments that such a function takes beside those of an event. */
typedef struct sanctions_route_places
{
	sanctions_event_places event;
	int			max_hops;
} sanctions_route_places;

/* All but the thresholds; 22004, 22023. */
extern void sanctions_routes_read(FunctionCallInfo fcinfo, const sanctions_route_places *places,
								  sanctions_routes *routes);

/* matrix: the number of that argument.  False where there is nothing to look at: it is NULL, or no cell counts. */
extern bool sanctions_routes_open(FunctionCallInfo fcinfo, int matrix, sanctions_routes *routes);

extern void sanctions_routes_run(sanctions_routes *routes);

/* What routes took of the origins' sales to each label, and all of them together. */
extern trade_units *sanctions_routes_taken(const sanctions_routes *routes, trade_sum *together);

#endif
