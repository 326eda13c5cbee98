/* Accessors of trade_matrix that give matrices: part, split. */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "port/pg_bitutils.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix/accessor.h"
#include "matrix/encode.h"

PG_FUNCTION_INFO_V1(sanctions_accessor_part);
PG_FUNCTION_INFO_V1(sanctions_accessor_split);

/* All importers of the directory. */
#define EVERY UINT32_MAX

/*
 * The cells that are kept are gone through three times: for the labels that they have,
 * whose ids are those of the result, for all else that its layout depends on, and to be
 * written.
 */
typedef struct keeper
{
	sanctions_part_reader *reader;
	const sanctions_matrix *head;
	const sanctions_part *part;
	uint32		at;				/* one importer's place in the directory, or EVERY */
	uint64	   *used;			/* a bit for each label that a cell has */
	uint16	   *id;				/* by label, if it is used: that of the result */
	const char **label;			/* of the result */
	int		   *label_length;
	uint32		label_count;
	uint32		label_bytes;
	trade_matrix_survey survey;
	trade_matrix_extent *extent;
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];
} keeper;

static keeper *
keeper_create(sanctions_part_reader *reader, const sanctions_part *part)
{
	keeper	   *keep = palloc(sizeof(keeper));
	Size		room;

	keep->reader = reader;
	keep->part = part;
	keep->head = sanctions_part_head(reader);
	room = keep->head->label_count + 1;
	keep->used = sanctions_label_set(keep->head);
	keep->id = palloc(room * sizeof(uint16));
	keep->label = palloc(room * sizeof(char *));
	keep->label_length = palloc(room * sizeof(int));
	keep->extent = palloc(room * sizeof(trade_matrix_extent));
	return keep;
}

static void
rewind_cells(keeper *keep)
{
	if (keep->at == EVERY)
		sanctions_part_ask(keep->reader, keep->part);
	else
		sanctions_part_ask_one(keep->reader, keep->part, keep->at);
}

/* The next cells, with the ids of the result. */
static uint32
next_cells(keeper *keep, trade_cell *cells, uint32 max)
{
	uint32		count = sanctions_part_cells(keep->reader, cells, max);

	for (uint32 i = 0; i < count; i++)
	{
		cells[i].importer = keep->id[cells[i].importer];
		cells[i].exporter = keep->id[cells[i].exporter];
	}
	return count;
}

static void
find_labels(keeper *keep)
{
	uint32		words = keep->head->label_count / 64 + 1;
	uint32		count;

	memset(keep->used, 0, words * sizeof(uint64));
	keep->label_count = keep->label_bytes = 0;
	rewind_cells(keep);
	while ((count = sanctions_part_cells(keep->reader, keep->cells, SANCTIONS_CELLS_A_STEP)) > 0)
		for (uint32 i = 0; i < count; i++)
		{
			sanctions_label_set_add(keep->used, keep->cells[i].importer);
			sanctions_label_set_add(keep->used, keep->cells[i].exporter);
		}
	for (uint32 word = 0; word < words; word++)
		for (uint64 bits = keep->used[word]; bits != 0; bits &= bits - 1)
		{
			uint32		label = 64 * word + pg_rightmost_one_pos64(bits);

			keep->id[label] = keep->label_count;
			keep->label[keep->label_count] = keep->head->label[label];
			keep->label_length[keep->label_count++] = keep->head->label_length[label];
			keep->label_bytes += keep->head->label_length[label];
		}
}

static void
survey_cells(keeper *keep)
{
	bool		none = keep->label_count == 0;
	uint32		count;

	trade_matrix_survey_begin(&keep->survey, none ? TRADE_LABEL_NONE : keep->head->kind,
							  none ? TRADE_FREQUENCY_NONE : keep->head->frequency, keep->label_count, keep->label_bytes);
	rewind_cells(keep);
	while ((count = next_cells(keep, keep->cells, SANCTIONS_CELLS_A_STEP)) > 0)
		trade_matrix_survey_add(&keep->survey, keep->cells, count, keep->extent);
	trade_matrix_survey_end(&keep->survey, keep->extent);
}

/* Cells of one importer follow each other, and their number is known. */
static uint8 *
write_slices(keeper *keep, const uint32 *period_index)
{
	sanctions_slices slices;
	uint32		most;
	trade_cell *cells = sanctions_cells_of_one(&keep->survey, keep->extent, &most);
	uint32		count = 0;
	uint32		more;
	trade_matrix_extent *extent = keep->extent;

	sanctions_slices_begin(&slices, &keep->survey, period_index);
	rewind_cells(keep);
	while ((more = next_cells(keep, cells + count, most - count + 1)) > 0)
	{
		count += more;
		if (count == extent->cells)
		{
			sanctions_slices_write(&slices, cells, extent++);
			count = 0;
		}
	}
	keep->survey.shape.slice_bytes = sanctions_slices_end(&slices);
	pfree(cells);
	return slices.bytes;
}

static struct varlena *
keep_cells(keeper *keep, uint32 at)
{
	struct varlena *result;
	uint32	   *period_index;
	uint8	   *slices;

	keep->at = at;
	find_labels(keep);
	survey_cells(keep);
	if (keep->label_count == 0)
		return sanctions_matrix_assemble(&keep->survey, NULL, NULL, NULL, NULL, NULL);
	period_index = palloc((trade_matrix_survey_steps(&keep->survey) + 1) * sizeof(uint32));
	trade_matrix_survey_index(&keep->survey, period_index);
	slices = write_slices(keep, period_index);
	result = sanctions_matrix_assemble(&keep->survey, period_index, keep->extent, slices, keep->label,
									   keep->label_length);
	pfree(slices);
	pfree(period_index);
	return result;
}

Datum
sanctions_accessor_part(PG_FUNCTION_ARGS)
{
	sanctions_part_reader *reader;
	const sanctions_matrix *head;
	sanctions_part part = {.windows = {{TRADE_ALL_TIME, TRADE_NO_SPAN}}};

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	reader = sanctions_part_open(PG_GETARG_DATUM(0), PG_ARGISNULL(2));
	head = sanctions_part_head(reader);
	if (!PG_ARGISNULL(1))
		part.exporters = sanctions_accessor_labels(head, PG_GETARG_ARRAYTYPE_P(1), "exporters");
	if (!PG_ARGISNULL(2))
		part.importers = sanctions_accessor_labels(head, PG_GETARG_ARRAYTYPE_P(2), "importers");
	if (!PG_ARGISNULL(3))
		part.windows.span[0] = sanctions_accessor_window(head, PG_GETARG_DATUM(3));
	PG_RETURN_POINTER(keep_cells(keeper_create(reader, &part), EVERY));
}

Datum
sanctions_accessor_split(PG_FUNCTION_ARGS)
{
	const sanctions_part part = {.windows = {{TRADE_ALL_TIME, TRADE_NO_SPAN}}};
	sanctions_part_reader *reader;
	ReturnSetInfo *result;
	MemoryContext row;
	MemoryContext caller;
	keeper	   *keep;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	result = (ReturnSetInfo *) fcinfo->resultinfo;
	reader = sanctions_part_open(PG_GETARG_DATUM(0), true);
	keep = keeper_create(reader, &part);
	row = AllocSetContextCreate(CurrentMemoryContext, "split trade_matrix", ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(row);
	for (uint32 at = 0; at < sanctions_part_importer_count(reader); at++)
	{
		Datum		value[2];
		bool		null[2] = {false, false};
		struct varlena *matrix = keep_cells(keep, at);
		uint32		importer = keep->extent[0].importer;

		value[0] = PointerGetDatum(cstring_to_text_with_len(keep->label[importer], keep->label_length[importer]));
		value[1] = PointerGetDatum(matrix);
		tuplestore_putvalues(result->setResult, result->setDesc, value, null);
		MemoryContextReset(row);
	}
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(row);
	return (Datum) 0;
}
