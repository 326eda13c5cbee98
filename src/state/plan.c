/* What planner support functions of all states need. */
#include "state/plan.h"

#include "catalog/pg_statistic.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"

/*
 * The averages' kind among a column's statistics, from those that pg_statistic.h
 * leaves to private use.
 */
#define STATISTIC_KIND_SIZES 21101

/* States looked at of a sample: each may be a fetch of its own from TOAST. */
#define STATES_MEASURED 300

static List *
call_arguments(SupportRequestRows *request)
{
	return request != NULL && is_funcclause(request->node) ? ((FuncExpr *) request->node)->args : NIL;
}

/* The argument where planning knows it and it can be a state; else NULL. */
static const Const *
known_state(SupportRequestRows *request, int argument)
{
	List	   *arguments = call_arguments(request);
	const Const *value;

	if (list_length(arguments) <= argument || !IsA(list_nth(arguments, argument), Const))
		return NULL;
	value = list_nth_node(Const, arguments, argument);
	return value->constlen == -1 ? value : NULL;
}

static bool
averages_of(HeapTuple statistics, double *sizes)
{
	AttStatsSlot slot;
	bool		found;

	if (!HeapTupleIsValid(statistics) ||
		!get_attstatsslot(&slot, statistics, STATISTIC_KIND_SIZES, InvalidOid, ATTSTATSSLOT_NUMBERS))
		return false;
	found = slot.nnumbers == SANCTIONS_STATE_SIZES;
	for (int i = 0; found && i < SANCTIONS_STATE_SIZES; i++)
		sizes[i] = slot.numbers[i];
	free_attstatsslot(&slot);
	return found;
}

static bool
typical_sizes(SupportRequestRows *request, int argument, double *sizes)
{
	List	   *arguments = call_arguments(request);
	VariableStatData column;
	bool		found;

	if (list_length(arguments) <= argument || request->root == NULL)
		return false;
	examine_variable(request->root, list_nth(arguments, argument), 0, &column);
	found = averages_of(column.statsTuple, sizes);
	ReleaseVariableStats(column);
	return found;
}

bool
sanctions_state_sizes(SupportRequestRows *request, int argument, sanctions_state_measure measure, double *sizes)
{
	const Const *known = known_state(request, argument);

	memset(sizes, 0, sizeof(double) * SANCTIONS_STATE_SIZES);
	if (known == NULL)
		return typical_sizes(request, argument, sizes);
	return known->constisnull || measure(known->constvalue, sizes);
}

/* The server's own way to gather statistics, and ours behind it. */
typedef struct analyze_state
{
	AnalyzeAttrComputeStatsFunc gather;
	void	   *gather_data;
	sanctions_state_measure measure;
} analyze_state;

/* Averages over states spread evenly over the sample; how many there were. */
static int
average_sizes(VacAttrStats *stats, AnalyzeAttrFetchFunc fetch, int rows, sanctions_state_measure measure,
			  double *average)
{
	int			step = rows / STATES_MEASURED + 1;
	int			seen = 0;

	memset(average, 0, sizeof(double) * SANCTIONS_STATE_SIZES);
	for (int row = 0; row < rows; row += step)
	{
		double		sizes[SANCTIONS_STATE_SIZES] = {0};
		bool		isnull;
		Datum		state = fetch(stats, row, &isnull);

		CHECK_FOR_INTERRUPTS();
		if (isnull || !measure(state, sizes))
			continue;
		seen++;
		for (int i = 0; i < SANCTIONS_STATE_SIZES; i++)
			average[i] += (sizes[i] - average[i]) / seen;
	}
	return seen;
}

static void
store_averages(VacAttrStats *stats, const double *average)
{
	float4	   *numbers;
	int			slot = 0;

	while (slot < STATISTIC_NUM_SLOTS && stats->stakind[slot] != 0)
		slot++;
	if (slot == STATISTIC_NUM_SLOTS)
		return;
	numbers = MemoryContextAlloc(stats->anl_context, sizeof(float4) * SANCTIONS_STATE_SIZES);
	for (int i = 0; i < SANCTIONS_STATE_SIZES; i++)
		numbers[i] = average[i];
	stats->stakind[slot] = STATISTIC_KIND_SIZES;
	stats->stanumbers[slot] = numbers;
	stats->numnumbers[slot] = SANCTIONS_STATE_SIZES;
}

static void
compute_statistics(VacAttrStats *stats, AnalyzeAttrFetchFunc fetch, int rows, double total_rows)
{
	analyze_state *state = stats->extra_data;
	double		average[SANCTIONS_STATE_SIZES];

	stats->extra_data = state->gather_data;
	state->gather(stats, fetch, rows, total_rows);
	stats->extra_data = state;
	if (stats->stats_valid && average_sizes(stats, fetch, rows, state->measure, average) > 0)
		store_averages(stats, average);
}

bool
sanctions_state_analyze(VacAttrStats *stats, sanctions_state_measure measure)
{
	analyze_state *state;

	if (!std_typanalyze(stats))
		return false;
	/* a superuser may give any type our function */
	if (stats->attrtype->typlen != -1)
		return true;
	state = palloc(sizeof(analyze_state));
	*state = (analyze_state) {stats->compute_stats, stats->extra_data, measure};
	stats->compute_stats = compute_statistics;
	stats->extra_data = state;
	return true;
}
