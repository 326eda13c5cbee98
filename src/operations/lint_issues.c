/* flow_issues(): what in a query's rows would make figures wrong. */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/memutils.h"

#include "exact/call.h"
#include "operations/lint.h"

PG_FUNCTION_INFO_V1(sanctions_flow_issues);

#define ISSUE_COLUMNS 10
#define SUBJECTS_SHOWN "6"

/* A row of the result. */
typedef struct lint_issue
{
	Datum		value[ISSUE_COLUMNS];
	bool		null[ISSUE_COLUMNS];
	const char *code;
	int			rank;			/* of its severity */
	double		ratio;			/* below any other where there is none */
} lint_issue;

typedef struct lint_run
{
	sanctions_lint lint;
	lint_store	step[32];		/* made where its relation is */
	bool		made[32];
	Datum		total[2];		/* sum of the values, and of their sizes: numeric */
	lint_issue *issues;
	int			count;
} lint_run;

/*
 * A finding in one row: $1 the total, $2 the sum of sizes, $3 whether rows count as
 * affected, $4 whether it grows grave with its share.  A row found for several subjects
 * counts once; the example is the largest row, then the first in order of text.
 */
static const char *const summary_query =
"WITH found AS (SELECT f.id, f.subject, f.grave, r.value, pg_catalog.abs(r.value) AS size, "
"r.exporter_raw, r.importer_raw, r.product_raw, r.period_raw FROM flow_found AS f "
"LEFT JOIN flow_source AS r ON r.id OPERATOR(pg_catalog.=) f.id), "
"rows AS (SELECT DISTINCT ON (id) id, value, size FROM found WHERE id IS NOT NULL ORDER BY id), "
"affected AS (SELECT CASE WHEN $3 THEN pg_catalog.count(*) ELSE 0 END AS rows, "
"CASE WHEN $3 THEN COALESCE(pg_catalog.sum(value), 0::numeric) ELSE 0::numeric END AS value, pg_catalog.sum(size) AS size FROM rows), "
"subjects AS (SELECT subject, pg_catalog.count(id) AS rows, pg_catalog.sum(size) AS size, "
"pg_catalog.row_number() OVER (ORDER BY pg_catalog.sum(size) DESC NULLS LAST, pg_catalog.count(id) DESC, subject COLLATE pg_catalog.\"C\") AS place, "
"pg_catalog.count(*) OVER () AS n FROM found GROUP BY subject), "
"evidence AS (SELECT pg_catalog.concat(pg_catalog.string_agg(pg_catalog.concat("
"CASE WHEN subject OPERATOR(pg_catalog.=) '' THEN '(blank)' ELSE subject END, "
"CASE WHEN rows OPERATOR(pg_catalog.=) 1 THEN ' (1 row)' WHEN rows OPERATOR(pg_catalog.>) 0 THEN pg_catalog.concat(' (', rows, ' rows)') END), "
"', ' ORDER BY place), CASE WHEN pg_catalog.max(n) OPERATOR(pg_catalog.>) " SUBJECTS_SHOWN
" THEN pg_catalog.concat(' and ', pg_catalog.max(n) OPERATOR(pg_catalog.-) " SUBJECTS_SHOWN ", ' more') END) AS shown "
"FROM subjects WHERE place OPERATOR(pg_catalog.<=) " SUBJECTS_SHOWN "), "
"example AS (SELECT pg_catalog.concat(e.label, ' to ', i.label, CASE WHEN p.product IS NOT NULL THEN ', ' END, p.product, "
"CASE WHEN t.period IS NOT NULL THEN ', ' END, t.period, ': ', "
"CASE WHEN l.value IS NULL THEN 'no value' ELSE pg_catalog.concat(pg_catalog.trim_scale(l.value)) END) COLLATE pg_catalog.\"C\" AS shown "
"FROM (SELECT DISTINCT exporter_raw, importer_raw, product_raw, period_raw, value, "
"pg_catalog.rank() OVER (ORDER BY size DESC NULLS LAST) AS place FROM found WHERE id IS NOT NULL) AS l "
"JOIN flow_label AS e ON e.raw OPERATOR(pg_catalog.=) l.exporter_raw JOIN flow_label AS i ON i.raw OPERATOR(pg_catalog.=) l.importer_raw "
"LEFT JOIN flow_product AS p ON p.raw OPERATOR(pg_catalog.=) l.product_raw "
"LEFT JOIN flow_period AS t ON t.raw OPERATOR(pg_catalog.=) l.period_raw "
"WHERE l.place OPERATOR(pg_catalog.=) 1 ORDER BY 1 LIMIT 1) "
"SELECT a.rows, a.value::double precision, $1::double precision, ($1 OPERATOR(pg_catalog.-) a.value)::double precision, "
"CASE WHEN ($1 OPERATOR(pg_catalog.-) a.value) OPERATOR(pg_catalog.>) 0::numeric "
"THEN $1::double precision OPERATOR(pg_catalog./) ($1 OPERATOR(pg_catalog.-) a.value)::double precision END, "
"v.shown, x.shown, "
"(SELECT pg_catalog.bool_or(grave) FROM found) OR ($4 AND COALESCE(a.size OPERATOR(pg_catalog.>=) (0.01 OPERATOR(pg_catalog.*) $2), false)) "
"FROM affected AS a CROSS JOIN evidence AS v LEFT JOIN example AS x ON true";

/* The store of a step, made with those it needs when it is first asked for. */
static const lint_store *
step_store(lint_run *run, const char *name)
{
	for (int i = 0; i < sanctions_lint_step_count; i++)
	{
		const lint_step *step = &sanctions_lint_steps[i];

		if (strcmp(step->store, name) != 0)
			continue;
		if (run->made[i])
			return &run->step[i];
		if (step->needs != NULL)
			step_store(run, step->needs);
		sanctions_lint_keep(&run->lint, &run->step[i], step->query);
		sanctions_lint_show(name, &run->step[i]);
		run->made[i] = true;
		return &run->step[i];
	}
	elog(ERROR, "there is no store \"%s\"", name);
}

static lint_issue *
add_issue(lint_run *run, const lint_rule *rule, const char *severity)
{
	lint_issue *issue = &run->issues[run->count++];

	memset(issue->null, true, sizeof issue->null);
	issue->code = rule->code;
	issue->rank = severity[0] == 'e' ? 0 : severity[0] == 'w' ? 1 : 2;
	issue->ratio = -1;
	issue->value[0] = CStringGetTextDatum(rule->code);
	issue->value[1] = CStringGetTextDatum(severity);
	issue->value[9] = CStringGetTextDatum(rule->remedy);
	issue->null[0] = issue->null[1] = issue->null[9] = false;
	return issue;
}

/* A rule that needs a column which is not there. */
static void
add_not_looked_at(lint_run *run, const lint_rule *rule)
{
	lint_issue *issue = add_issue(run, rule, "note");
	StringInfoData names;
	int			count = 0;

	initStringInfo(&names);
	for (int i = 0; i < LINT_COLUMNS; i++)
		if (rule->columns & ~run->lint.columns & 1 << i)
			appendStringInfo(&names, "%s%s", count++ > 0 ? ", " : "", sanctions_lint_column_names[i]);
	issue->value[7] = CStringGetTextDatum(psprintf("not looked at: the query has no %s", names.data));
	issue->null[7] = false;
	issue->value[9] = CStringGetTextDatum(psprintf("Give the query a column %s, if there is one.", names.data));
}

/* The finding of a rule that found something. */
static void
add_found(lint_run *run, const lint_rule *rule)
{
	Oid			type[] = {NUMERICOID, NUMERICOID, BOOLOID, BOOLOID};
	Datum		argument[] = {run->total[0], run->total[1], BoolGetDatum(rule->counts != LINT_NO_ROWS),
							  BoolGetDatum(rule->counts == LINT_SHARE)};
	MemoryContext before;
	lint_issue *issue;
	const char *severity = rule->severity;
	char	   *grave;

	sanctions_lint_show("flow_source", rule->counts == LINT_LEFT_ROWS ? &run->lint.left : &run->lint.row);
	if (SPI_execute_with_args(summary_query, 4, type, argument, NULL, true, 0) != SPI_OK_SELECT || SPI_processed != 1)
		elog(ERROR, "a finding could not be summed up");
	grave = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 8);
	if (grave != NULL && grave[0] == 't' && strcmp(severity, "note") == 0)
		severity = "warning";
	before = MemoryContextSwitchTo(run->lint.context);
	issue = add_issue(run, rule, severity);
	for (int i = 1; i <= 7; i++)
	{
		Form_pg_attribute column = TupleDescAttr(SPI_tuptable->tupdesc, i - 1);
		Datum		value = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, i, &issue->null[i + 1]);

		if (!issue->null[i + 1])
			issue->value[i + 1] = datumCopy(value, column->attbyval, column->attlen);
	}
	if (!issue->null[6])
		issue->ratio = DatumGetFloat8(issue->value[6]);
	MemoryContextSwitchTo(before);
	SPI_freetuptable(SPI_tuptable);
}

static void
apply_rule(lint_run *run, const lint_rule *rule)
{
	lint_store	found;

	if (rule->columns & ~run->lint.columns)
	{
		MemoryContext before = MemoryContextSwitchTo(run->lint.context);

		add_not_looked_at(run, rule);
		MemoryContextSwitchTo(before);
		return;
	}
	if ((rule->facts & ~run->lint.facts) != 0 || (rule->store != NULL && step_store(run, rule->store)->count == 0))
		return;
	if (rule->also != NULL)
		step_store(run, rule->also);
	sanctions_lint_keep(&run->lint, &found, rule->query);
	if (found.count > 0)
	{
		sanctions_lint_show("flow_found", &found);
		add_found(run, rule);
		SPI_unregister_relation("flow_found");
	}
	run->lint.stores = list_delete_last(run->lint.stores);
	tuplestore_end(found.rows);
}

static void
sum_up(lint_run *run)
{
	if (SPI_execute("SELECT COALESCE(pg_catalog.sum(value), 0::numeric), COALESCE(pg_catalog.sum(pg_catalog.abs(value)), 0::numeric) FROM flow_row",
					true, 0) != SPI_OK_SELECT)
		elog(ERROR, "values could not be summed up");
	for (int i = 0; i < 2; i++)
	{
		bool		isnull;
		Datum		sum = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, i + 1, &isnull);

		run->total[i] = datumCopy(sum, false, -1);
	}
}

/* Errors first, then by how much they inflate the total. */
static int
compare_issues(const void *a, const void *b)
{
	const lint_issue *left = a;
	const lint_issue *right = b;

	if (left->rank != right->rank)
		return left->rank - right->rank;
	if (left->ratio != right->ratio)
		return left->ratio > right->ratio ? -1 : 1;
	return strcmp(left->code, right->code);
}

/*
 * Our queries join every row with others, on conditions whose selectivity the planner
 * cannot know.  A nested loop would be the square of the rows, and so would a merge by
 * some of the keys with the others as a filter: a hash takes all of them.
 */
static void
apply_rules(lint_run *run)
{
	int			level = NewGUCNestLevel();

	set_config_option("enable_nestloop", "off", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	set_config_option("enable_mergejoin", "off", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	set_config_option("jit", "off", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	sum_up(run);
	for (int i = 0; i < sanctions_lint_rule_count; i++)
		apply_rule(run, &sanctions_lint_rules[i]);
	AtEOXact_GUC(true, level);
}

Datum
sanctions_flow_issues(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result;
	lint_run   *run;
	ListCell   *store;

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("the query must not be NULL")));
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	result = (ReturnSetInfo *) fcinfo->resultinfo;
	run = palloc0(sizeof(lint_run));
	run->lint.context = AllocSetContextCreate(CurrentMemoryContext, "lint", ALLOCSET_DEFAULT_SIZES);
	run->lint.schema = sanctions_call_schema(fcinfo);
	run->issues = palloc_array(lint_issue, sanctions_lint_rule_count);
	sanctions_lint_dictionary_create(&run->lint, &run->lint.labels);
	sanctions_lint_dictionary_create(&run->lint, &run->lint.products);
	sanctions_lint_dictionary_create(&run->lint, &run->lint.periods);
	sanctions_lint_dictionary_create(&run->lint, &run->lint.flows);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	sanctions_lint_read(&run->lint, text_to_cstring(PG_GETARG_TEXT_PP(0)));
	apply_rules(run);
	SPI_finish();
	foreach(store, run->lint.stores)
		tuplestore_end(lfirst(store));
	qsort(run->issues, run->count, sizeof(lint_issue), compare_issues);
	for (int i = 0; i < run->count; i++)
		tuplestore_putvalues(result->setResult, result->setDesc, run->issues[i].value, run->issues[i].null);
	MemoryContextDelete(run->lint.context);
	PG_RETURN_NULL();
}
