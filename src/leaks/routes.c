/* Routes over a stored matrix. */
#include "postgres.h"

#include "miscadmin.h"

#include "leaks/labels.h"
#include "leaks/routes.h"
#include "screen/purchases.h"

void
sanctions_routes_read(FunctionCallInfo fcinfo, const sanctions_route_places *places, sanctions_routes *routes)
{
	sanctions_refuse_null(fcinfo, places->max_hops, "max_hops");
	sanctions_event_read(fcinfo, &places->event, &routes->args);
	sanctions_refuse_everyone(&routes->args);
	routes->max_hops = PG_GETARG_INT32(places->max_hops);
	if (routes->max_hops < 1 || routes->max_hops > 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("max_hops cannot be %d", routes->max_hops),
				 errhint("Give the most intermediaries that a route may have: 1 or 2.")));
}

/* The screen's thresholds, of which those that make a suspect are given. */
static void
set_screen_thresholds(sanctions_routes *routes)
{
	trade_thresholds *thresholds = &routes->screen.thresholds;

	trade_thresholds_default(&trade_screen_thresholds, thresholds);
	thresholds->min_value = routes->limit.min_value;
	thresholds->surge_ratio = routes->limit.surge_ratio;
	thresholds->trivial = routes->limit.trivial;
	thresholds->min_share = routes->limit.min_share;
	thresholds->steady_ratio = routes->limit.steady_ratio;
}

bool
sanctions_routes_open(FunctionCallInfo fcinfo, int matrix, sanctions_routes *routes)
{
	if (PG_ARGISNULL(matrix) || !sanctions_screen_open(fcinfo, PG_GETARG_DATUM(matrix), &routes->args, &routes->screen))
		return false;
	set_screen_thresholds(routes);
	return true;
}

/* An amount beyond the limit of a value is 22003. */
static void
require_limit(bool within)
{
	if (!within)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the excess of a leg is out of range"),
				 errhint("Averages a month reach to 1.7e26.")));
}

static bool
is_origin(const sanctions_routes *routes, int label)
{
	return sanctions_label_set_has(routes->screen.labels.origins, label);
}

/* The market that the origins' sales to a label are held against, NULL for none. */
static const trade_sum *
market_of(const sanctions_routes *routes, int label, trade_sum *room)
{
	if (!routes->args.share_baseline)
		return NULL;
	trade_controls_without(&routes->screen.controls, label, room);
	return room;
}

/* What the target bought. */
static void
take_target(sanctions_routes *routes, const trade_purchases *purchases)
{
	const trade_event_windows *windows = &routes->screen.windows;
	int			width = trade_line_width(windows);

	for (uint32 i = 0; i < purchases->count; i++)
	{
		const trade_sum *line = purchases->line + (Size) i * width;
		int			label = purchases->exporter[i];

		if (is_origin(routes, label))
		{
			trade_line_add(width, routes->direct, line);
			routes->single.capped = true;
			continue;
		}
		trade_line_add(width, routes->others, line);
		require_limit(trade_route_excess(windows, &routes->limit, line, NULL, &routes->out[label]));
	}
}

static void
add_leg(sanctions_routes *routes, int from, int to, trade_units room, int *space)
{
	trade_network *network = &routes->network;

	if (room == 0)
		return;
	if (network->leg_count == *space)
	{
		*space *= 2;
		network->leg = repalloc_huge(network->leg, *space * sizeof(trade_leg));
	}
	network->leg[network->leg_count++] = (trade_leg) {from, to, room};
}

/* What a possible intermediary bought: of the origins, and of each other one. */
static void
take_buyer(sanctions_routes *routes, const trade_purchases *purchases, int *space)
{
	const trade_event_windows *windows = &routes->screen.windows;
	int			width = trade_line_width(windows);
	trade_sum	in[1 + TRADE_WEIGHT_CLASSES] = {0};
	trade_sum	market[1 + TRADE_WEIGHT_CLASSES];

	for (uint32 i = 0; i < purchases->count; i++)
	{
		const trade_sum *line = purchases->line + (Size) i * width;
		int			from = purchases->exporter[i];
		trade_units excess = 0;

		if (is_origin(routes, from))
			trade_line_add(width, in, line);
		else if (from != routes->screen.labels.target && routes->max_hops > 1)
			require_limit(trade_route_excess(windows, &routes->limit, line, NULL, &excess));
		add_leg(routes, from, purchases->importer, excess, space);
	}
	require_limit(trade_route_excess(windows, &routes->limit, in, market_of(routes, purchases->importer, market),
									 &routes->in[purchases->importer]));
}

/* All legs, importer after importer. */
static void
read_legs(sanctions_routes *routes)
{
	sanctions_screen *screen = &routes->screen;
	sanctions_purchases_reader *reader = sanctions_purchases_open(screen->matrix, &screen->windows, NULL, NULL, NULL);
	trade_purchases purchases;
	int			space = 1024;

	routes->in = palloc0((screen->head->label_count + 1) * sizeof(trade_units));
	routes->out = palloc0((screen->head->label_count + 1) * sizeof(trade_units));
	routes->network.leg = palloc(space * sizeof(trade_leg));
	while (sanctions_purchases_next(reader, &purchases))
	{
		CHECK_FOR_INTERRUPTS();
		if ((int) purchases.importer == screen->labels.target)
			take_target(routes, &purchases);
		else if (!is_origin(routes, purchases.importer))
			take_buyer(routes, &purchases, &space);
	}
}

/* Keeps the legs that something can go over; supply and demand are of labels. */
static void
keep_legs(trade_network *network, const trade_units *supply, const trade_units *demand)
{
	int			kept = 0;

	for (int i = 0; i < network->leg_count; i++)
	{
		trade_leg	leg = network->leg[i];

		leg.most = Min(leg.room, Min(supply[leg.from], demand[leg.to]));
		if (leg.most > 0)
			network->leg[kept++] = leg;
	}
	network->leg_count = kept;
}

static int
compare_legs(const void *a, const void *b)
{
	CHECK_FOR_INTERRUPTS();
	return trade_leg_compare(a, b);
}

/* Numbers the labels that legs begin with, or end at, in their order; gives the label of each number. */
static int *
number_members(sanctions_routes *routes, bool suppliers, const trade_units *amount)
{
	trade_network *network = &routes->network;
	trade_side *side = suppliers ? &network->supplier : &network->buyer;
	int			labels = routes->screen.head->label_count;
	int		   *number = palloc0((labels + 1) * sizeof(int));
	int		   *label = palloc((labels + 1) * sizeof(int));

	for (int i = 0; i < network->leg_count; i++)
		number[suppliers ? network->leg[i].from : network->leg[i].to] = 1;
	side->left = palloc((labels + 1) * sizeof(trade_units));
	for (int i = 0; i < labels; i++)
		if (number[i] != 0)
		{
			number[i] = side->count;
			side->left[side->count] = amount[i];
			label[side->count++] = i;
		}
	for (int i = 0; i < network->leg_count; i++)
		if (suppliers)
			network->leg[i].from = number[network->leg[i].from];
		else
			network->leg[i].to = number[network->leg[i].to];
	return label;
}

static void
make_side(trade_side *side, const trade_side *other)
{
	Size		words = trade_side_words(side->count);

	side->used = palloc((side->count + 1) * sizeof(trade_units));
	side->has_left = palloc(words * sizeof(uint64));
	side->has_used = palloc(words * sizeof(uint64));
	side->seen = palloc(words * sizeof(uint64));
	side->came = palloc((side->count + 1) * sizeof(int));
	side->open = palloc_extended(((Size) side->count * trade_side_words(other->count) + 1) * sizeof(uint64), MCXT_ALLOC_HUGE);
}

/* What one intermediary did not take of the excesses. */
static trade_units *
rest_of(const sanctions_routes *routes, const trade_units *excess)
{
	int			labels = routes->screen.head->label_count;
	trade_units *rest = palloc((labels + 1) * sizeof(trade_units));

	for (int label = 0; label < labels; label++)
		rest[label] = excess[label] - routes->single.value[label];
	return rest;
}

static void
make_network(sanctions_routes *routes)
{
	trade_network *network = &routes->network;
	const trade_units *supply = rest_of(routes, routes->in);
	const trade_units *demand = rest_of(routes, routes->out);

	keep_legs(network, supply, demand);
	qsort(network->leg, network->leg_count, sizeof(trade_leg), compare_legs);
	routes->supplier_label = number_members(routes, true, supply);
	routes->buyer_label = number_members(routes, false, demand);
	make_side(&network->supplier, &network->buyer);
	make_side(&network->buyer, &network->supplier);
	network->capped = routes->single.capped;
	network->cap = routes->single.left;
	network->first = palloc((network->supplier.count + 2) * sizeof(int));
	network->by_supplier = palloc_extended((network->leg_count + 1) * sizeof(int), MCXT_ALLOC_HUGE);
	network->queue = palloc((network->supplier.count + network->buyer.count + 2) * sizeof(int));
}

void
sanctions_routes_run(sanctions_routes *routes)
{
	trade_single_routes *single = &routes->single;
	trade_network *network = &routes->network;

	sanctions_screen_controls(&routes->screen);
	read_legs(routes);
	require_limit(trade_route_fall(&routes->screen.windows, routes->direct, &single->fall));
	single->label_count = routes->screen.head->label_count;
	single->in = routes->in;
	single->out = routes->out;
	single->value = palloc0((single->label_count + 1) * sizeof(trade_units));
	trade_single_routes_set(single);
	if (single->cut || routes->max_hops < 2)
		network->leg_count = 0;
	make_network(routes);
	trade_network_begin(network);
	while (trade_network_step(network))
		CHECK_FOR_INTERRUPTS();
}

trade_units *
sanctions_routes_taken(const sanctions_routes *routes, trade_sum *together)
{
	int			labels = routes->screen.head->label_count;
	trade_units *taken = palloc((labels + 1) * sizeof(trade_units));

	*together = trade_sum_of(0);
	for (int label = 0; label < labels; label++)
	{
		taken[label] = routes->single.value[label];
		trade_sum_add_units(together, taken[label]);
	}
	for (int i = 0; i < routes->network.supplier.count; i++)
	{
		taken[routes->supplier_label[i]] += routes->network.supplier.used[i];
		trade_sum_add_units(together, routes->network.supplier.used[i]);
	}
	return taken;
}
