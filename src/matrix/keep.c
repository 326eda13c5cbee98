/* Accessors of trade_matrix that give matrices: part, split. */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix/accessor.h"
#include "matrix/encode.h"

PG_FUNCTION_INFO_V1(sanctions_accessor_part);
PG_FUNCTION_INFO_V1(sanctions_accessor_split);

static uint32
next_kept(void *state, trade_cell *cells, uint32 max)
{
	return sanctions_part_cells(state, cells, max);
}

static void
seek_kept(void *state, uint32 importer, uint32 before)
{
	sanctions_part_seek(state, importer);
}

/* The matrix of all cells that were asked for, which are read slice by slice as often as it takes. */
static struct varlena *
encode_kept(sanctions_part_reader *reader)
{
	const sanctions_matrix *head = sanctions_part_head(reader);
	const sanctions_matrix_parts labels = {head->kind, head->frequency, head->label_count, head->label, head->label_length};

	return sanctions_cells_encode(&labels, &(sanctions_cell_source) {reader, next_kept, seek_kept});
}

Datum
sanctions_accessor_part(PG_FUNCTION_ARGS)
{
	sanctions_part_reader *reader;
	sanctions_part part;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	reader = sanctions_accessor_open(fcinfo, &part);
	if (!PG_ARGISNULL(3))
		part.windows.span[0] = sanctions_accessor_window(sanctions_part_head(reader), PG_GETARG_DATUM(3));
	sanctions_part_ask(reader, &part);
	PG_RETURN_POINTER(encode_kept(reader));
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
		uint32		importer = sanctions_part_ask_one(reader, &part, at);

		value[0] = PointerGetDatum(cstring_to_text_with_len(head->label[importer], head->label_length[importer]));
		value[1] = PointerGetDatum(encode_kept(reader));
		tuplestore_putvalues(result->setResult, result->setDesc, value, null);
		MemoryContextReset(row);
	}
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(row);
	return (Datum) 0;
}
