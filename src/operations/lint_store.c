/* The lint's stores: rows that queries of ours see under a name. */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "executor/tstoreReceiver.h"
#include "miscadmin.h"
#include "tcop/dest.h"
#include "utils/plancache.h"
#include "utils/queryenvironment.h"

#include "compat.h"
#include "operations/lint.h"

void
sanctions_lint_store_create(sanctions_lint *lint, lint_store *store, const char *columns)
{
	static const struct
	{
		const char *name;
		Oid			type;
	}			types[] = {{"int4", INT4OID}, {"int8", INT8OID}, {"text", TEXTOID},
						   {"numeric", NUMERICOID}, {"float8", FLOAT8OID}, {"bool", BOOLOID}};
	MemoryContext before = MemoryContextSwitchTo(lint->context);
	char	   *list = pstrdup(columns);
	int			count = 1;
	char	   *rest;

	for (const char *at = columns; *at != '\0'; at++)
		count += *at == ',';
	store->columns = CreateTemplateTupleDesc(count);
	for (int i = 1; i <= count; i++)
	{
		char	   *name = strtok_r(i == 1 ? list : NULL, ", ", &rest);
		char	   *type = strtok_r(NULL, ", ", &rest);

		for (int j = 0; j < lengthof(types); j++)
			if (strcmp(types[j].name, type) == 0)
				TupleDescInitEntry(store->columns, i, name, types[j].type, -1, 0);
	}
	sanctions_columns_finish(store->columns);
	store->rows = tuplestore_begin_heap(true, false, work_mem);
	store->count = 0;
	lint->stores = lappend(lint->stores, store->rows);
	MemoryContextSwitchTo(before);
}

void
sanctions_lint_show(const char *name, const lint_store *store)
{
	EphemeralNamedRelation relation = palloc0(sizeof(EphemeralNamedRelationData));

	relation->md.name = pstrdup(name);
	relation->md.reliddesc = InvalidOid;
	relation->md.tupdesc = store->columns;
	relation->md.enrtype = ENR_NAMED_TUPLESTORE;
	relation->md.enrtuples = store->count;
	relation->reldata = store->rows;
	SPI_unregister_relation(name);
	if (SPI_register_relation(relation) != SPI_OK_REL_REGISTER)
		elog(ERROR, "\"%s\" could not be registered", name);
}

void
sanctions_lint_keep(sanctions_lint *lint, lint_store *store, const char *query)
{
	SPIExecuteOptions options = {.read_only = true};
	SPIPlanPtr	plan = SPI_prepare(psprintf(query, lint->schema), 0, NULL);
	CachedPlanSource *source;
	MemoryContext before;

	CHECK_FOR_INTERRUPTS();
	if (plan == NULL)
		elog(ERROR, "a rule cannot be run: %s", SPI_result_code_string(SPI_result));
	source = linitial(SPI_plan_get_plan_sources(plan));
	before = MemoryContextSwitchTo(lint->context);
	store->columns = CreateTupleDescCopy(source->resultDesc);
	store->rows = tuplestore_begin_heap(true, false, work_mem);
	lint->stores = lappend(lint->stores, store->rows);
	MemoryContextSwitchTo(before);
	options.dest = CreateDestReceiver(DestTuplestore);
	SetTuplestoreDestReceiverParams(options.dest, store->rows, lint->context, false, NULL, NULL);
	if (SPI_execute_plan_extended(plan, &options) < 0)
		elog(ERROR, "a rule failed");
	store->count = tuplestore_tuple_count(store->rows);
	SPI_freeplan(plan);
}
