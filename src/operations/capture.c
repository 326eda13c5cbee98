/*
 * sanctions_capture_changes: what a statement changed in a captured table, for the
 * trigger function that keeps it.
 *
 * The function reads the transition tables of the query that it stands in as they lie,
 * row by row: an aggregate of the same would sort or hash all rows once more, and cost
 * the writer as much again as all of this.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/execnodes.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/queryenvironment.h"
#include "utils/syscache.h"
#include "utils/tuplestore.h"

#include "compat.h"
#include "exact/call.h"
#include "operations/capture_collect.h"
#include "state/steps.h"

/* A row of the result takes no more products, and is begun anew after so many bytes. */
#define PRODUCTS_A_ROW 8192
#define BYTES_A_ROW (1024 * 1024)

/* Rows between two looks at memory and interrupts. */
#define ROWS_A_STEP 1024

enum column
{
	COLUMN_PRODUCTS,
	COLUMN_MATRICES,
	COLUMN_ADDED,
	COLUMN_REMOVED,
	COLUMNS
};

typedef struct capture_result
{
	ReturnSetInfo *set;
	Oid			matrix;			/* the type, and how it lies */
	int16		length;
	bool		by_value;
	char		align;
	MemoryContext context;		/* of what is in the next row */
	int			count;
	Size		bytes;
	Datum		product[PRODUCTS_A_ROW];
	Datum		matrices[PRODUCTS_A_ROW];
} capture_result;

static void
put_row(capture_result *result, struct varlena *added, struct varlena *removed)
{
	MemoryContext before = MemoryContextSwitchTo(result->context);
	Datum		value[COLUMNS] = {0};
	bool		null[COLUMNS] = {result->count == 0, result->count == 0, added == NULL, removed == NULL};

	if (result->count > 0)
	{
		value[COLUMN_PRODUCTS] = PointerGetDatum(construct_array(result->product, result->count, TEXTOID, -1, false,
																 TYPALIGN_INT));
		value[COLUMN_MATRICES] = PointerGetDatum(construct_array(result->matrices, result->count, result->matrix,
																 result->length, result->by_value, result->align));
	}
	value[COLUMN_ADDED] = PointerGetDatum(added);
	value[COLUMN_REMOVED] = PointerGetDatum(removed);
	tuplestore_putvalues(result->set->setResult, result->set->setDesc, value, null);
	MemoryContextSwitchTo(before);
	MemoryContextReset(result->context);
	result->count = 0;
	result->bytes = 0;
}

static void
take_product(void *to, const char *product, int length, struct varlena *matrix)
{
	capture_result *result = to;
	MemoryContext before;
	struct varlena *copy;

	if (result->count == PRODUCTS_A_ROW || result->bytes > BYTES_A_ROW)
		put_row(result, NULL, NULL);
	before = MemoryContextSwitchTo(result->context);
	copy = palloc(VARSIZE(matrix));
	sanctions_copy(copy, matrix, VARSIZE(matrix));
	result->product[result->count] = PointerGetDatum(cstring_to_text_with_len(product, length));
	result->matrices[result->count++] = PointerGetDatum(copy);
	result->bytes += VARSIZE(matrix) + length;
	MemoryContextSwitchTo(before);
}

/* A transition table of the query around; NULL where it has none of the name. */
static EphemeralNamedRelation
find_table(ReturnSetInfo *set, const char *name)
{
	EState	   *query = set->econtext ? set->econtext->ecxt_estate : NULL;
	EphemeralNamedRelation table = query && query->es_queryEnv ? get_ENR(query->es_queryEnv, name) : NULL;

	return table && table->md.enrtype == ENR_NAMED_TUPLESTORE ? table : NULL;
}

static int64
count_rows(EphemeralNamedRelation table)
{
	return table ? tuplestore_tuple_count(table->reldata) : 0;
}

static Oid
type_beside(FunctionCallInfo fcinfo, const char *name)
{
	return GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum(name),
						   ObjectIdGetDatum(get_func_namespace(fcinfo->flinfo->fn_oid)));
}

static void
open_table(FunctionCallInfo fcinfo, TupleDesc row, capture_columns *columns)
{
	char	   *name[CAPTURE_ROLES] = {NULL};
	Datum	   *element;
	bool	   *null;
	int			count;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), TEXTOID, -1, false, TYPALIGN_INT, &element, &null, &count);
	for (int i = 0; i < Min(count, CAPTURE_ROLES); i++)
		name[i] = null[i] ? NULL : TextDatumGetCString(element[i]);
	for (int i = 0; i < CAPTURE_QUANTITY; i++)
		if (count != CAPTURE_ROLES || name[i] == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("columns are not the names of exporter, importer, product, period, value and quantity"),
					 errhint("The last may be NULL.")));
	sanctions_capture_open(columns, row, name, type_beside(fcinfo, "country_code"), type_beside(fcinfo, "hs_code"));
}

/* What is read, and into what. */
typedef struct capture_reading
{
	capture_columns columns;
	sanctions_capture *capture;
	capture_result *result;
	MemoryContext row;			/* of a step's rows */
} capture_reading;

/* Whatever was made of the rows before has a copy. */
static void
end_step(capture_reading *reading, TupleTableSlot *slot)
{
	CHECK_FOR_INTERRUPTS();
	/* of a table that lies on disk the row is memory of the step */
	ExecClearTuple(slot);
	MemoryContextReset(reading->row);
}

/* All rows of a table; gives them by period. */
static struct varlena *
read_table(capture_reading *reading, EphemeralNamedRelation table, bool removed)
{
	Tuplestorestate *rows = table->reldata;
	TupleTableSlot *slot = MakeSingleTupleTableSlot(ENRMetadataGetTupDesc(&table->md), &TTSOpsMinimalTuple);
	sanctions_capture_periods *periods = sanctions_capture_periods_begin(reading->columns.frequency);
	MemoryContext before = MemoryContextSwitchTo(reading->row);
	int			step = 0;

	tuplestore_select_read_pointer(rows, tuplestore_alloc_read_pointer(rows, EXEC_FLAG_REWIND));
	tuplestore_rescan(rows);
	while (tuplestore_gettupleslot(rows, true, false, slot))
	{
		capture_row row;

		sanctions_capture_read(&reading->columns, slot, &row);
		sanctions_capture_periods_add(periods, row.month);
		if (row.counts)
		{
			/* a writer's memory is bounded: what has come so far is given, and the rest in another row */
			if (unlikely(sanctions_capture_is_full(reading->capture)))
				sanctions_capture_finish(reading->capture, take_product, reading->result);
			sanctions_capture_add(reading->capture, &row, removed);
		}
		if (++step % ROWS_A_STEP == 0)
			end_step(reading, slot);
	}
	ExecDropSingleTupleTableSlot(slot);
	MemoryContextSwitchTo(before);
	MemoryContextReset(reading->row);
	return step > 0 ? sanctions_capture_periods_finish(periods) : NULL;
}

static capture_result *
begin_result(FunctionCallInfo fcinfo)
{
	capture_result *result = palloc(sizeof(capture_result));

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	result->set = (ReturnSetInfo *) fcinfo->resultinfo;
	result->matrix = get_element_type(TupleDescAttr(sanctions_call_row(fcinfo), COLUMN_MATRICES)->atttypid);
	get_typlenbyvalalign(result->matrix, &result->length, &result->by_value, &result->align);
	result->context = AllocSetContextCreate(CurrentMemoryContext, "captured changes", ALLOCSET_DEFAULT_SIZES);
	result->count = 0;
	result->bytes = 0;
	return result;
}

PG_FUNCTION_INFO_V1(sanctions_capture_changes);
Datum
sanctions_capture_changes(PG_FUNCTION_ARGS)
{
	capture_result *result = begin_result(fcinfo);
	EphemeralNamedRelation table[] = {find_table(result->set, "added"), find_table(result->set, "removed")};
	struct varlena *rows[] = {NULL, NULL};
	capture_reading reading;

	if (table[0] == NULL && table[1] == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("there is no transition table \"added\" or \"removed\""),
				 errhint("sanctions_capture makes the triggers that have them.")));
	open_table(fcinfo, ENRMetadataGetTupDesc(&table[table[0] == NULL]->md), &reading.columns);
	reading.capture = sanctions_capture_begin(&reading.columns, count_rows(table[0]) + count_rows(table[1]), work_mem * (Size) 1024);
	reading.result = result;
	reading.row = AllocSetContextCreate(CurrentMemoryContext, "captured row", ALLOCSET_DEFAULT_SIZES);
	for (int i = 0; i < lengthof(table); i++)
		if (table[i] != NULL)
			rows[i] = read_table(&reading, table[i], i == 1);
	sanctions_capture_finish(reading.capture, take_product, result);
	if (rows[0] != NULL || rows[1] != NULL)
		put_row(result, rows[0], rows[1]);
	return (Datum) 0;
}
