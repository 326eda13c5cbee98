/* The lint's query: one SELECT, read-only, with the columns that are needed. */
#include "postgres.h"

#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "tcop/cmdtag.h"
#include "utils/plancache.h"
#include "utils/portal.h"

#include "operations/lint.h"

const char *const sanctions_lint_column_names[LINT_COLUMNS] = {
	"exporter", "importer", "value", "product", "period", "quantity", "flow"
};

/* Names of columns, for the hint. */
static const char *
names_of(TupleDesc columns)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < columns->natts && i < 30; i++)
		appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", NameStr(TupleDescAttr(columns, i)->attname));
	return names.data;
}

sanctions_noreturn static void
refuse_columns(const char *problem, const char *name, TupleDesc columns)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the query has %s column \"%s\"", problem, name),
			 errhint("It needs exporter, importer and value, and takes product, period, quantity and flow; it has %s.",
					 columns->natts == 0 ? "none" : names_of(columns))));
}

/* The numbers of the columns, 0 of those that are not there. */
static void
find_columns(TupleDesc columns, int number[LINT_COLUMNS])
{
	for (int i = 0; i < LINT_COLUMNS; i++)
	{
		const char *name = sanctions_lint_column_names[i];

		number[i] = 0;
		for (int j = 0; j < columns->natts; j++)
			if (strcmp(NameStr(TupleDescAttr(columns, j)->attname), name) == 0)
			{
				if (number[i] != 0)
					refuse_columns("more than one", name, columns);
				number[i] = j + 1;
			}
		if (number[i] == 0 && i <= LINT_VALUE)
			refuse_columns("no", name, columns);
	}
}

/* One SELECT, which is asked for here: the server itself says what writes in it. */
static void
require_select(SPIPlanPtr plan)
{
	List	   *sources = SPI_plan_get_plan_sources(plan);
	CachedPlanSource *source;

	if (list_length(sources) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the query has %d statements", list_length(sources)),
				 errhint("Give one SELECT.")));
	source = linitial(sources);
	if (source->commandTag != CMDTAG_SELECT || !SPI_is_cursor_plan(plan))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("%s is not allowed as the query", source->commandTag == CMDTAG_SELECT ? "SELECT INTO" :
						GetCommandTagName(source->commandTag)),
				 errhint("Give one SELECT; nothing is written.")));
}

Portal
sanctions_lint_open(const char *query, int number[LINT_COLUMNS])
{
	SPIPlanPtr	plan = SPI_prepare(query, 0, NULL);
	Portal		portal;

	if (plan == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("the query cannot be run: %s", SPI_result_code_string(SPI_result)),
				 errhint("Give one SELECT; nothing is written.")));
	require_select(plan);
	portal = SPI_cursor_open(NULL, plan, NULL, NULL, true);
	find_columns(portal->tupDesc, number);
	return portal;
}
