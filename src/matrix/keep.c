/* Accessors of trade_matrix that give matrices: part, split. */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix/accessor.h"
#include "matrix/build.h"
#include "matrix/rank.h"

PG_FUNCTION_INFO_V1(sanctions_accessor_part);
PG_FUNCTION_INFO_V1(sanctions_accessor_split);

static void
keep_cell(sanctions_work *work, const trade_cell *cell)
{
	trade_sum	value = trade_sum_of(cell->value);
	trade_sum	quantity = trade_sum_of(cell->quantity);
	trade_sum	quantity_value = trade_sum_of(cell->quantity_value);
	bool		has_quantity = cell->quantity != 0 || cell->quantity_value != 0;

	sanctions_work_add(work, cell->importer, cell->exporter, cell->month, &value, has_quantity ? &quantity : NULL,
					   &quantity_value);
}

/* All cells that were asked for, which are in order, as entries; labels are those of the whole matrix. */
static sanctions_matrix_parts
keep_cells(sanctions_part_reader *reader)
{
	const sanctions_matrix *head = sanctions_part_head(reader);
	sanctions_work *work = sanctions_work_create(CurrentMemoryContext, head->kind, head->frequency, false);
	sanctions_matrix_parts parts = {head->kind, head->frequency, head->label_count, head->label, head->label_length};
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];
	uint32		count;

	while ((count = sanctions_part_cells(reader, cells, SANCTIONS_CELLS_A_STEP)) > 0)
		for (uint32 i = 0; i < count; i++)
			keep_cell(work, &cells[i]);
	parts.entry = sanctions_work_gather(work, &parts.entry_count, &parts.layout);
	return parts;
}

static struct varlena *
encode_kept(sanctions_matrix_parts *parts)
{
	sanctions_keep_used_labels(parts);
	return sanctions_parts_encode(parts);
}

Datum
sanctions_accessor_part(PG_FUNCTION_ARGS)
{
	sanctions_part_reader *reader;
	sanctions_part part;
	sanctions_matrix_parts kept;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	reader = sanctions_accessor_open(fcinfo, &part);
	if (!PG_ARGISNULL(3))
		part.windows.span[0] = sanctions_accessor_window(sanctions_part_head(reader), PG_GETARG_DATUM(3));
	sanctions_part_ask(reader, &part);
	kept = keep_cells(reader);
	PG_RETURN_POINTER(encode_kept(&kept));
}

Datum
sanctions_accessor_split(PG_FUNCTION_ARGS)
{
	const sanctions_part part = {.windows = {{TRADE_ALL_TIME, TRADE_NO_SPAN}}};
	sanctions_part_reader *reader;
	const sanctions_matrix *head;
	ReturnSetInfo *result;
	MemoryContext row;
	MemoryContext caller;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	result = (ReturnSetInfo *) fcinfo->resultinfo;
	reader = sanctions_part_open(PG_GETARG_DATUM(0), true);
	head = sanctions_part_head(reader);
	row = AllocSetContextCreate(CurrentMemoryContext, "split trade_matrix", ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(row);
	for (uint32 at = 0; at < sanctions_part_importer_count(reader); at++)
	{
		Datum		value[2];
		bool		null[2] = {false, false};
		sanctions_matrix_parts kept;
		uint32		importer;

		sanctions_part_ask_one(reader, &part, at);
		kept = keep_cells(reader);
		/* the cells of a damaged matrix may be nothing */
		if (kept.entry_count == 0)
			continue;
		importer = trade_row_importer(kept.entry[0]);
		value[0] = PointerGetDatum(cstring_to_text_with_len(head->label[importer], head->label_length[importer]));
		value[1] = PointerGetDatum(encode_kept(&kept));
		tuplestore_putvalues(result->setResult, result->setDesc, value, null);
		MemoryContextReset(row);
	}
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(row);
	return (Datum) 0;
}
