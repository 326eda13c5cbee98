/* trade_matrix: the sum of two stored values that have no cell in common. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "matrix/plus_core.h"
#include "matrix/state.h"
#include "state/face.h"

#define TYPE "trade_matrix"

/*
 * So many stored matrices are merged one after the other; of more, all cells
 * together.  Two are what most parallel plans bring, three those with two workers.
 */
#define PACKED_MOST 3

/*
 * Kept at the call site: these are 65 kB, of which little is touched.  To get and
 * free them for each sum took 400 of the 457 microseconds that it took to add a
 * month to 3,000 cells.
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

/* False where they have a cell in common, or too many periods. */
static bool
survey_both(trade_matrix_plus *plus, const trade_matrix_labels *labels, trade_matrix_survey *survey,
			trade_matrix_extent *extent)
{
	trade_matrix_both both;

	if (!trade_matrix_plus_begin(plus, survey, labels->count, labels->bytes))
		return false;
	while (trade_matrix_plus_next(plus, &both))
	{
		CHECK_FOR_INTERRUPTS();
		if (!trade_matrix_plus_count(plus, survey, &both, extent))
			return false;
	}
	trade_matrix_survey_end(survey, extent);
	return true;
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

	plus->cells = palloc(survey->most_cells * sizeof(trade_cell));
	plus->run = palloc(survey->most_cells * sizeof(trade_matrix_run));
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
	pfree(plus->run);
	return bytes;
}

/* NULL where their cells must be looked at one by one. */
static struct varlena *
interleave(trade_matrix_plus *plus, trade_matrix_survey *survey, const trade_matrix_labels *labels)
{
	trade_matrix_extent *extent = palloc(labels->count * sizeof(trade_matrix_extent));
	struct varlena *result = NULL;

	for (int side = 0; side < TRADE_MATRIX_SIDES; side++)
		read_side(&plus->side[side]);
	if (survey_both(plus, labels, survey, extent))
	{
		uint32	   *period_index = palloc((trade_matrix_survey_steps(survey) + 1) * sizeof(uint32));
		uint8	   *slices;

		trade_matrix_survey_index(survey, period_index);
		slices = write_slices(plus, survey, period_index, extent);
		result = sanctions_matrix_assemble(survey, period_index, extent, slices, labels->text, labels->length);
		pfree(slices);
		pfree(period_index);
	}
	pfree(plus->side[0].piece);
	pfree(plus->side[1].piece);
	pfree(extent);
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
sanctions_matrix_interleave(struct varlena *left, struct varlena *right, sanctions_plus_room *room)
{
	trade_matrix_reader reader[TRADE_MATRIX_SIDES];
	trade_matrix_plus plus;
	trade_matrix_labels labels;

	open_side(&reader[0], left, &room->audit[0]);
	open_side(&reader[1], right, &room->audit[1]);
	plus.side[0].reader = &reader[0];
	plus.side[1].reader = &reader[1];
	if (!trade_matrix_alike(&reader[0], &reader[1]) ||
		(uint64) reader[0].shape.cell_count + reader[1].shape.cell_count >
		(reader[0].shape.has_quantity ? SANCTIONS_CELLS_QUANTITY_MAX : TRADE_MATRIX_CELLS_MAX))
		return NULL;
	labels = merge_labels(&plus);
	return labels.count > TRADE_MATRIX_LABELS_MAX ? NULL : interleave(&plus, &room->survey, &labels);
}

/* A whole matrix that is checked, copied. */
static struct varlena *
copy_checked(struct varlena *matrix, trade_matrix_audit *audit)
{
	trade_matrix_reader reader;
	struct varlena *copy;

	open_side(&reader, matrix, audit);
	while (trade_matrix_read_pair(&reader))
		CHECK_FOR_INTERRUPTS();
	if (reader.problem != NULL)
		sanctions_reject_stored(TYPE, reader.problem);
	copy = palloc(VARSIZE(matrix));
	memcpy(copy, matrix, VARSIZE(matrix));
	return copy;
}

struct varlena *
sanctions_work_finish_packed(sanctions_work *work, FmgrInfo *call)
{
	struct varlena *packed[PACKED_MOST];
	struct varlena *sum;
	int			count = 0;

	if (work->recent_used > 0)
		return NULL;
	for (sanctions_chunk *chunk = work->last; chunk; chunk = chunk->before)
	{
		if (chunk->packed == 0 || count == PACKED_MOST)
			return NULL;
		packed[count++] = sanctions_matrix_canonical((struct varlena *) chunk->entry);
	}
	if (count == 0)
		return NULL;
	if (count == 1)
		return copy_checked(packed[0], &sanctions_matrix_plus_room(call)->audit[0]);
	sum = packed[0];
	for (int i = 1; i < count && sum != NULL; i++)
		sum = sanctions_matrix_interleave(sum, packed[i], sanctions_matrix_plus_room(call));
	return sum;
}
