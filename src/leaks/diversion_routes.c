/* diversion_routes: the ways by which goods of the origins may reach the target. */
#include "postgres.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "leaks/labels.h"
#include "leaks/routes.h"
#include "screen/thresholds.h"

#define ROUTE_COLUMNS 11

enum
{
	ARG_MATRIX,
	ARG_TARGET,
	ARG_ORIGINS,
	ARG_SINCE,
	ARG_HOPS,
	ARG_BEFORE,
	ARG_AFTER,
	ARG_COVERAGE,
	ARG_BASELINE,
	ARG_THRESHOLDS
};

/* A row; second is -1 where there is one intermediary. */
typedef struct route_row
{
	int			first;
	int			second;
	trade_units value;
	trade_units between;
} route_row;

/* Hops, value falling, first, second; labels are in order of their bytes. */
static int
compare_rows(const void *a, const void *b)
{
	const route_row *left = a;
	const route_row *right = b;

	CHECK_FOR_INTERRUPTS();
	if ((left->second < 0) != (right->second < 0))
		return left->second < 0 ? -1 : 1;
	if (left->value != right->value)
		return left->value > right->value ? -1 : 1;
	if (left->first != right->first)
		return left->first < right->first ? -1 : 1;
	return (left->second > right->second) - (left->second < right->second);
}

/* What a route could carry alone. */
static trade_units
potential_of(const sanctions_routes *routes, const route_row *row)
{
	return Min(Min(routes->in[row->first], routes->out[row->second >= 0 ? row->second : row->first]), row->between);
}

static route_row *
collect_rows(const sanctions_routes *routes, int *count)
{
	int			labels = routes->single.label_count;
	const trade_network *network = &routes->network;
	route_row  *row = palloc_extended(((Size) labels + network->leg_count + 1) * sizeof(route_row), MCXT_ALLOC_HUGE);

	*count = 0;
	for (int label = 0; label < labels; label++)
		if (routes->single.value[label] > 0)
			row[(*count)++] = (route_row) {label, -1, routes->single.value[label], TRADE_UNITS_LIMIT};
	for (int i = 0; i < network->leg_count; i++)
	{
		const route_row two = {routes->supplier_label[network->leg[i].from], routes->buyer_label[network->leg[i].to],
		network->leg[i].flow, network->leg[i].room};

		if (two.value > 0 && !trade_route_is_dust(two.value, potential_of(routes, &two)))
			row[(*count)++] = two;
	}
	qsort(row, *count, sizeof(route_row), compare_rows);
	return row;
}

/* Whether all routes together carry what the origins lost, so that none may carry more. */
static bool
is_spent(const sanctions_routes *routes, const route_row *row, int count)
{
	trade_units left = routes->single.left;

	if (!routes->single.capped || routes->single.cut)
		return routes->single.cut;
	for (int i = 0; i < count; i++)
		if (row[i].second >= 0)
			left -= row[i].value;
	return left <= 0;
}

/* What a route could carry beside those over one intermediary alone. */
static trade_units
beside_single(const sanctions_routes *routes, const route_row *row)
{
	trade_units in = routes->in[row->first];

	if (row->second < 0)
		return Min(in, routes->out[row->first]);
	return Min(Min(in - routes->single.value[row->first], routes->out[row->second] - routes->single.value[row->second]),
			   row->between);
}

static void
put_row(ReturnSetInfo *result, const sanctions_routes *routes, const route_row *row, bool spent, trade_reason *text)
{
	const sanctions_matrix *head = routes->screen.head;
	bool		two = row->second >= 0;
	const trade_name first = sanctions_name(head, row->first);
	const trade_name second = two ? sanctions_name(head, row->second) : first;
	const trade_name target = sanctions_name(head, routes->screen.labels.target);
	trade_units in = routes->in[row->first];
	trade_units out = routes->out[two ? row->second : row->first];
	const trade_route_words words = {&first, two ? &second : NULL, &target, row->value,
	potential_of(routes, row), beside_single(routes, row), spent};
	Datum		value[ROUTE_COLUMNS] = {
		0, Int32GetDatum(two ? 2 : 1), PointerGetDatum(cstring_to_text_with_len(first.text, first.length)),
		two ? PointerGetDatum(cstring_to_text_with_len(second.text, second.length)) : 0,
		Float8GetDatum(trade_units_to_double(row->value)), Float8GetDatum(trade_units_to_double(words.potential)),
		Float8GetDatum(trade_units_to_double(in)), Float8GetDatum(trade_units_to_double(row->between)),
		Float8GetDatum(trade_units_to_double(out)),
		Float8GetDatum(routes->single.capped ? trade_units_ratio(row->value, routes->single.fall) : 0)
	};
	bool		null[ROUTE_COLUMNS] = {[3] = !two, [7] = !two, [9] = !routes->single.capped};

	trade_route_name(&words, text);
	value[0] = PointerGetDatum(cstring_to_text_with_len(text->text, text->length));
	trade_route_reason(&words, text);
	value[10] = PointerGetDatum(cstring_to_text_with_len(text->text, text->length));
	tuplestore_putvalues(result->setResult, result->setDesc, value, null);
}

static void
put_rows(FunctionCallInfo fcinfo, const sanctions_routes *routes)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "route row", ALLOCSET_DEFAULT_SIZES);
	trade_reason *text = palloc(sizeof(trade_reason));
	int			count;
	route_row  *row = collect_rows(routes, &count);
	bool		spent = is_spent(routes, row, count);
	MemoryContext old = MemoryContextSwitchTo(context);

	for (int i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		put_row((ReturnSetInfo *) fcinfo->resultinfo, routes, &row[i], spent, text);
		MemoryContextReset(context);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}

PG_FUNCTION_INFO_V1(sanctions_diversion_routes);
Datum
sanctions_diversion_routes(PG_FUNCTION_ARGS)
{
	const sanctions_route_places places = {
		{
			.target = ARG_TARGET, .origins = ARG_ORIGINS, .since = ARG_SINCE, .before_months = ARG_BEFORE,
			.after_months = ARG_AFTER, .coverage = ARG_COVERAGE, .baseline = ARG_BASELINE, .seasonal = -1
		}, ARG_HOPS
	};
	sanctions_routes routes = {0};

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	sanctions_refuse_null(fcinfo, ARG_THRESHOLDS, "thresholds");
	sanctions_routes_read(fcinfo, &places, &routes);
	sanctions_thresholds_read(PG_GETARG_JSONB_P(ARG_THRESHOLDS), &trade_route_threshold_table, &routes.limit);
	if (!sanctions_routes_open(fcinfo, ARG_MATRIX, &routes))
		return (Datum) 0;
	sanctions_routes_run(&routes);
	put_rows(fcinfo, &routes);
	return (Datum) 0;
}
