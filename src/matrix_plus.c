/* trade_matrix: the sum of two stored values whose periods follow each other. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "matrix_plus_core.h"
#include "matrix_state.h"
#include "state.h"

#define TYPE "trade_matrix"

/*
 * Kept at the call site: these are 65 kB, of which little is touched, and to get
 * and free them for each sum took longer than adding a month to 3,000 cells (457
 * microseconds then, 57 now).
 */
struct sanctions_plus_room
{
	trade_matrix_audit audit[TRADE_MATRIX_SIDES];
	trade_matrix_survey survey;
};

/* Labels of both sides united; gives them by the ids of each side too. */
static trade_matrix_labels
merge_labels(trade_matrix_plus *plus)
{
	trade_matrix_labels labels[TRADE_MATRIX_SIDES];
	trade_matrix_labels merged;
	uint32	   *of_side[TRADE_MATRIX_SIDES];

	for (int side = 0; side < TRADE_MATRIX_SIDES; side++)
	{
		labels[side].count = plus->side[side].reader->shape.label_count;
		sanctions_matrix_labels(plus->side[side].reader, &labels[side].text, &labels[side].length);
		of_side[side] = palloc(labels[side].count * sizeof(uint32));
		plus->side[side].label = of_side[side];
	}
	merged.text = palloc((labels[0].count + labels[1].count) * sizeof(char *));
	merged.length = palloc((labels[0].count + labels[1].count) * sizeof(int));
	trade_matrix_merge_labels(labels, &merged, of_side);
	return merged;
}

static void
read_side(trade_matrix_side *side)
{
	Size		pairs = side->reader->shape.pair_count;

	/* as many as the bytes can hold */
	if (pairs > side->reader->shape.slice_bytes)
		sanctions_reject_stored(TYPE, "a slice is too short");
	side->at = 0;
	side->piece = MemoryContextAllocHuge(CurrentMemoryContext, pairs * sizeof(trade_matrix_piece));
	while (trade_matrix_plus_read(side))
		CHECK_FOR_INTERRUPTS();
	if (side->reader->problem != NULL)
		sanctions_reject_stored(TYPE, side->reader->problem);
}

static void
survey_both(trade_matrix_plus *plus, const trade_matrix_labels *labels, trade_matrix_survey *survey,
			trade_matrix_extent *extent)
{
	trade_matrix_both both;

	trade_matrix_plus_begin(plus, survey, labels->count, labels->bytes);
	while (trade_matrix_plus_next(plus, &both))
	{
		CHECK_FOR_INTERRUPTS();
		trade_matrix_plus_count(plus, survey, &both, extent);
	}
	trade_matrix_survey_end(survey, extent);
}

/* All slices, one after the other. */
static uint8 *
write_slices(trade_matrix_plus *plus, trade_matrix_survey *survey, const uint32 *period_index,
			 trade_matrix_extent *extent)
{
	trade_matrix_writer writer = {.shape = survey->shape, .period_index = period_index};
	uint8	   *bytes = MemoryContextAllocHuge(CurrentMemoryContext,
											   trade_matrix_plus_bound(plus, &survey->shape, extent));
	uint8	   *end = bytes;
	trade_matrix_both both;

	plus->cells = MemoryContextAllocHuge(CurrentMemoryContext, survey->most_cells * sizeof(trade_cell));
	for (uint32 i = 0; i < survey->shape.importer_count; i++)
	{
		trade_matrix_begin_slice(&writer, &extent[i], end);
		for (uint32 pair = 0; pair < extent[i].pairs && trade_matrix_plus_next(plus, &both); pair++)
		{
			CHECK_FOR_INTERRUPTS();
			trade_matrix_plus_write(plus, &writer, &both);
		}
		end = trade_matrix_end_slice(&writer);
		extent[i].end = end - bytes;
	}
	survey->shape.slice_bytes = end - bytes;
	pfree(plus->cells);
	return bytes;
}

static struct varlena *
append(trade_matrix_plus *plus, trade_matrix_survey *survey, const trade_matrix_labels *labels)
{
	trade_matrix_extent *extent = palloc(labels->count * sizeof(trade_matrix_extent));
	uint32	   *period_index;
	uint8	   *slices;
	struct varlena *result;

	for (int side = 0; side < TRADE_MATRIX_SIDES; side++)
		read_side(&plus->side[side]);
	survey_both(plus, labels, survey, extent);
	period_index = palloc((trade_matrix_survey_steps(survey) + 1) * sizeof(uint32));
	trade_matrix_survey_index(survey, period_index);
	slices = write_slices(plus, survey, period_index, extent);
	result = sanctions_matrix_assemble(survey, period_index, extent, slices, labels->text, labels->length);
	pfree(slices);
	pfree(plus->side[0].piece);
	pfree(plus->side[1].piece);
	return result;
}

static void
open_side(trade_matrix_reader *reader, struct varlena *matrix, trade_matrix_audit *audit)
{
	Size		size = VARSIZE_ANY_EXHDR(matrix);

	if (!trade_matrix_open(reader, (const uint8 *) VARDATA_ANY(matrix), size, size, audit))
		sanctions_reject_stored(TYPE, reader->problem);
}

sanctions_plus_room *
sanctions_matrix_plus_room(FmgrInfo *call)
{
	if (call->fn_extra == NULL)
		call->fn_extra = MemoryContextAlloc(call->fn_mcxt, sizeof(sanctions_plus_room));
	return call->fn_extra;
}

struct varlena *
sanctions_matrix_append(struct varlena *left, struct varlena *right, sanctions_plus_room *room)
{
	trade_matrix_reader reader[TRADE_MATRIX_SIDES];
	trade_matrix_plus plus;
	trade_matrix_labels labels;
	int			first;

	open_side(&reader[0], left, &room->audit[0]);
	open_side(&reader[1], right, &room->audit[1]);
	first = trade_matrix_follows(&reader[1], &reader[0]);
	plus.side[0].reader = &reader[first];
	plus.side[1].reader = &reader[1 - first];
	if (!trade_matrix_follows(plus.side[0].reader, plus.side[1].reader) ||
		(uint64) reader[0].shape.cell_count + reader[1].shape.cell_count >
		(reader[0].shape.has_quantity ? SANCTIONS_CELLS_QUANTITY_MAX : TRADE_MATRIX_CELLS_MAX))
		return NULL;
	labels = merge_labels(&plus);
	return labels.count > TRADE_MATRIX_LABELS_MAX ? NULL : append(&plus, &room->survey, &labels);
}
