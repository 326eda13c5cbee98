/* leak_balance: the fall of direct trade in terms that add up. */
#include "postgres.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "compat.h"
#include "leaks/balance_core.h"
#include "leaks/margins.h"
#include "leaks/mirror.h"
#include "leaks/routes.h"

#define BALANCE_COLUMNS 5

enum
{
	ARG_MATRIX,
	ARG_TARGET,
	ARG_ORIGINS,
	ARG_SINCE,
	ARG_IMPORTS,
	ARG_HOPS,
	ARG_BEFORE,
	ARG_AFTER,
	ARG_COVERAGE,
	ARG_BASELINE,
	ARG_MARGIN,
	ARG_THRESHOLDS
};

/* Of both parts; min_value is that of a leg. */
typedef struct balance_thresholds
{
	trade_route_thresholds routes;
	trade_mirror_thresholds mirror;
} balance_thresholds;

/* The entries of one table in the struct of both, but those that are there already. */
static void
add_entries(trade_threshold_entry *entry, trade_threshold_table *both, const trade_threshold_table *table, Size offset)
{
	for (int i = 0; i < table->count; i++)
	{
		if (trade_threshold_find(both, table->entry[i].name, strlen(table->entry[i].name)) >= 0)
			continue;
		entry[both->count] = table->entry[i];
		entry[both->count++].offset += offset;
	}
}

static void
read_thresholds(const sanctions_margins *margins, balance_thresholds *thresholds)
{
	trade_threshold_entry *entry = palloc((trade_route_threshold_table.count + trade_mirror_threshold_table.count) * sizeof(*entry));
	trade_threshold_table both = {entry, 0};

	add_entries(entry, &both, &trade_route_threshold_table, offsetof(balance_thresholds, routes));
	add_entries(entry, &both, &trade_mirror_threshold_table, offsetof(balance_thresholds, mirror));
	thresholds->mirror.min_value = 0;
	sanctions_thresholds_read(margins->others, &both, thresholds);
	sanctions_check_partial(&thresholds->mirror);
}

/* What each label of the union is in the matrix of the routes, -1 where it is none. */
static int *
labels_of_routes(const sanctions_mirror *mirror)
{
	const sanctions_mirror_side *exports = &mirror->side[SANCTIONS_EXPORTS];
	int		   *label = palloc((mirror->labels.count + 1) * sizeof(int));

	for (int i = 0; i < mirror->labels.count; i++)
		label[i] = -1;
	for (int i = 0; i < exports->head->label_count; i++)
		label[exports->label[i]] = i;
	return label;
}

static int
compare_importers(const void *a, const void *b)
{
	const trade_mirror_pair *left = *(trade_mirror_pair *const *) a;
	const trade_mirror_pair *right = *(trade_mirror_pair *const *) b;

	CHECK_FOR_INTERRUPTS();
	if (left->importer != right->importer)
		return left->importer < right->importer ? -1 : 1;
	return (left->exporter > right->exporter) - (left->exporter < right->exporter);
}

/* Pairs of an origin with somebody who may be an intermediary, whose gaps are known, by importer. */
static int64
keep_pairs(const sanctions_routes *routes, const sanctions_mirror *mirror, const int *label, trade_mirror_pair **pair)
{
	const sanctions_screen_labels *labels = &routes->screen.labels;
	int64		count = 0;

	for (int64 i = 0; i < mirror->count; i++)
	{
		int			from = label[mirror->pair[i]->exporter];
		int			to = label[mirror->pair[i]->importer];

		CHECK_FOR_INTERRUPTS();
		if (mirror->pair[i]->outcome == TRADE_MIRROR_OK && from >= 0 && sanctions_label_set_has(labels->origins, from)
			&& to >= 0 && to != labels->target && !sanctions_label_set_has(labels->origins, to))
			pair[count++] = mirror->pair[i];
	}
	qsort(pair, count, sizeof(trade_mirror_pair *), compare_importers);
	return count;
}

/* The rise of the gaps of one importer, whose pairs begin here; gives how many there are. */
static int64
sum_importer(trade_mirror_pair **pair, int64 count, trade_units *rise)
{
	trade_gap_rise sum;
	int64		at = 0;

	trade_gap_rise_begin(&sum, pair[0]->margin);
	for (; at < count && pair[at]->importer == pair[0]->importer; at++)
		if (!trade_gap_rise_add(&sum, pair[at]))
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("the origins' reports have too many different numbers of months"),
					 errhint("Give before_months, after_months and coverage.")));
	if (!trade_gap_rise_units(&sum, rise))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the rise of a mirror gap is out of range"),
				 errhint("Averages a month reach to 1.7e26.")));
	return at;
}

/* What left the origins and never arrived, beyond what routes took. */
static trade_sum
sum_ghosts(const sanctions_routes *routes, const sanctions_mirror *mirror, const trade_units *taken)
{
	const int  *label = labels_of_routes(mirror);
	trade_mirror_pair **pair = palloc_extended((mirror->count + 1) * sizeof(trade_mirror_pair *), MCXT_ALLOC_HUGE);
	int64		count = keep_pairs(routes, mirror, label, pair);
	trade_sum	ghosts = trade_sum_of(0);

	for (int64 i = 0; i < count;)
	{
		int			to = label[pair[i]->importer];
		trade_units rise;

		i += sum_importer(pair + i, count - i, &rise);
		trade_sum_add_units(&ghosts, Min(rise, routes->in[to] - taken[to]));
	}
	return ghosts;
}

/* What importers' books say; 0 where they have no cell. */
static trade_sum
find_ghosts(const sanctions_routes *routes, Datum matrix, Datum imports, const sanctions_margins *margins,
			const trade_mirror_thresholds *limit, const trade_units *taken)
{
	const Datum matrices[SANCTIONS_MIRROR_SIDES] = {matrix, imports, 0};
	sanctions_event_arguments args = routes->args;
	sanctions_mirror mirror = {.limit = *limit};

	if (!sanctions_mirror_open(&mirror, matrices, &args))
		return trade_sum_of(0);
	mirror.margin = sanctions_margins_of(margins, &mirror);
	sanctions_mirror_run(&mirror);
	return sum_ghosts(routes, &mirror, taken);
}

static void
put_rows(FunctionCallInfo fcinfo, const sanctions_routes *routes, const trade_balance *balance)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	const trade_name target = {routes->args.target.bytes, routes->args.target.length};
	trade_reason *reason = palloc(sizeof(trade_reason));

	for (int term = 0; term < TRADE_BALANCE_TERMS; term++)
	{
		bool		unknown = term == TRADE_BALANCE_GHOSTS && !balance->has_books;
		bool		plain = term == TRADE_BALANCE_FALL || term == TRADE_BALANCE_UNEXPLAINED;
		Datum		value[BALANCE_COLUMNS] = {
			CStringGetTextDatum(trade_balance_term_name(term)), Float8GetDatum(trade_units_to_double(balance->value[term])),
			Float8GetDatum(trade_sum_to_double(&balance->available[term])),
			Float8GetDatum(balance->fall > 0 ? trade_units_ratio(balance->value[term], balance->fall) : 0)
		};
		bool		null[BALANCE_COLUMNS] = {false, unknown, plain || unknown, unknown || balance->fall == 0, false};

		trade_balance_reason(balance, term, &target, reason);
		value[4] = PointerGetDatum(cstring_to_text_with_len(reason->text, reason->length));
		tuplestore_putvalues(result->setResult, result->setDesc, value, null);
	}
}

static void
require_limit(bool within)
{
	if (!within)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the rise of what others sold to the target is out of range"),
				 errhint("Averages a month reach to 1.7e26.")));
}

PG_FUNCTION_INFO_V1(sanctions_leak_balance);
Datum
sanctions_leak_balance(PG_FUNCTION_ARGS)
{
	const sanctions_route_places places = {
		{
			.target = ARG_TARGET, .origins = ARG_ORIGINS, .since = ARG_SINCE, .before_months = ARG_BEFORE,
			.after_months = ARG_AFTER, .coverage = ARG_COVERAGE, .baseline = ARG_BASELINE, .seasonal = -1
		}, ARG_HOPS
	};
	sanctions_routes routes = {0};
	sanctions_margins margins;
	balance_thresholds thresholds;
	trade_balance balance = {0};
	trade_units *taken;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	sanctions_routes_read(fcinfo, &places, &routes);
	sanctions_margins_read(fcinfo, ARG_MARGIN, ARG_THRESHOLDS, &margins);
	read_thresholds(&margins, &thresholds);
	routes.limit = thresholds.routes;
	if (!sanctions_routes_open(fcinfo, ARG_MATRIX, &routes))
		return (Datum) 0;
	sanctions_routes_run(&routes);
	balance.fall = routes.single.fall;
	taken = sanctions_routes_taken(&routes, &balance.available[TRADE_BALANCE_REROUTED]);
	require_limit(trade_route_rise(&routes.screen.windows, routes.others, &balance.others));
	balance.has_books = !PG_ARGISNULL(ARG_IMPORTS);
	if (balance.has_books)
		balance.available[TRADE_BALANCE_GHOSTS] = find_ghosts(&routes, PG_GETARG_DATUM(ARG_MATRIX), PG_GETARG_DATUM(ARG_IMPORTS),
															  &margins, &thresholds.mirror, taken);
	trade_balance_set(&balance);
	put_rows(fcinfo, &routes, &balance);
	return (Datum) 0;
}
