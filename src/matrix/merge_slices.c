/* trade_matrix: writing what a merge gives. */
#include "postgres.h"

#include "miscadmin.h"

#include "matrix/encode.h"
#include "matrix/limits.h"
#include "matrix/merge_slice_core.h"
#include "matrix/merge_slices.h"
#include "matrix/scratch.h"
#include "state/errors.h"

#define TYPE "trade_matrix"

/* Big, and of use only inside of one call: what one of the slices holds, and whether it is as writing has it. */
static trade_matrix_survey part;
static trade_matrix_check check;

/* What is being written, with its room. */
typedef struct merge_output
{
	trade_merge_output core;
	Size		room;			/* of core.bytes */
	trade_cell *cells;			/* of a slice */
	uint32		cell_room;
} merge_output;

static void
make_room(merge_output *out, Size more)
{
	uint8	   *bytes;

	if (out->core.used + more <= out->room)
		return;
	out->room = Max(2 * out->room, out->core.used + more);
	bytes = sanctions_scratch(out->room);
	memcpy(bytes, out->core.bytes, out->core.used);
	sanctions_scratch_free(out->core.bytes);
	out->core.bytes = bytes;
}

static void
make_cell_room(merge_output *out, uint32 cells)
{
	if (cells <= out->cell_room)
		return;
	sanctions_scratch_free(out->cells);
	out->cell_room = Max(cells, 2 * out->cell_room);
	out->cells = sanctions_scratch(out->cell_room * sizeof(trade_cell));
}

/* The slice of the side that has most of the importer's cells. */
static void
check_slice(const trade_merge_output *out)
{
	const trade_merge_side *side = out->merge->most;
	bool		more;

	check.knows_periods = out->periods_left == 0;
	memset(check.period_used, 0, (side->reader->shape.period_count + 63) / 64 * sizeof(uint64));
	more = trade_matrix_check_slice(&check, side->reader, side->importer_at);
	while (more)
	{
		CHECK_FOR_INTERRUPTS();
		more = trade_matrix_check_step(&check);
	}
	if (side->reader->problem != NULL)
		sanctions_reject_stored(TYPE, side->reader->problem);
}

static bool
copy_slice(merge_output *out)
{
	if (!trade_merge_may_copy(&out->core))
		return false;
	check_slice(&out->core);
	make_room(out, trade_merge_copy_bound(&out->core));
	return trade_merge_copy(&out->core);
}

/*
 * Looks at all of the importer's cells but those of one side, and holds them where there
 * is room; false where a sum is beyond the limit.
 */
static bool
survey_importer(merge_output *out, const trade_merge_side *but, bool hold)
{
	trade_merge *merge = out->core.merge;
	trade_matrix_extent *extent = &out->core.extent[out->core.extent_count];
	uint32		held = 0;
	uint32		count;
	bool		more;

	trade_matrix_survey_slice(&part, &out->core.whole->shape, extent);
	trade_merge_enter(merge, but);
	do
	{
		CHECK_FOR_INTERRUPTS();
		more = trade_merge_read(merge, out->cells + held, out->cell_room - held, &count);
		trade_matrix_survey_add(&part, out->cells + held, count, extent);
		held += hold ? count : 0;
	} while (more);
	if (merge->problem != NULL)
		sanctions_reject_stored(TYPE, merge->problem);
	return !merge->is_beyond;
}

static bool
extend_slice(merge_output *out)
{
	trade_merge *merge = out->core.merge;

	if (!trade_merge_may_extend(&out->core))
		return false;
	make_cell_room(out, merge->importer_cells - merge->most_cells + 1);
	/* sums of the others may be beyond the limit where all together are not */
	if (!survey_importer(out, merge->most, true))
	{
		merge->is_beyond = false;
		return false;
	}
	check_slice(&out->core);
	if (!trade_merge_keeps_powers(&out->core))
		return false;
	make_room(out, trade_merge_extend_bound(&out->core));
	return trade_merge_extend(&out->core, out->cells, part.shape.cell_count);
}

typedef void (*cells_step) (trade_matrix_writer *, const trade_cell *, uint32);

/* Takes the importer's cells through a step: those that are held, or all of them once more. */
static void
step_cells(merge_output *out, uint32 held, cells_step step)
{
	trade_merge *merge = out->core.merge;
	uint32		count;
	bool		more;

	if (held > 0)
	{
		step(out->core.writer, out->cells, held);
		return;
	}
	trade_merge_enter(merge, NULL);
	do
	{
		CHECK_FOR_INTERRUPTS();
		more = trade_merge_read(merge, out->cells, out->cell_room, &count);
		step(out->core.writer, out->cells, count);
	} while (more);
}

/* False where a sum is beyond the limit. */
static bool
write_slice(merge_output *out)
{
	trade_merge_output *core = &out->core;
	trade_matrix_extent *extent = &core->extent[core->extent_count];
	bool		hold = core->merge->importer_cells < TRADE_CELLS_PER_CALL;
	uint32		held;

	make_cell_room(out, Min(core->merge->importer_cells + 1, TRADE_CELLS_PER_CALL));
	if (!survey_importer(out, NULL, hold))
		return false;
	if (part.shape.cell_count == 0)
		return true;
	held = hold ? part.shape.cell_count : 0;
	make_room(out, trade_matrix_slice_bound(&part, extent));
	trade_matrix_begin_slice(core->writer, extent, NULL);
	step_cells(out, held, trade_matrix_measure);
	trade_matrix_lay_out(core->writer, core->bytes + core->used);
	step_cells(out, held, trade_matrix_put);
	trade_merge_written(core);
	return true;
}

/* All slices, one after the other; false where a sum is beyond the limit, or there are too many cells. */
static bool
write_slices(merge_output *out, bool final)
{
	bool		has_quantity = out->core.whole->shape.has_quantity;

	trade_merge_rewind(out->core.merge);
	while (trade_merge_next(out->core.merge))
	{
		CHECK_FOR_INTERRUPTS();
		if (!copy_slice(out) && !extend_slice(out) && !write_slice(out))
			return false;
		if (final)
			sanctions_matrix_check_cells(out->core.cell_count, has_quantity);
		else if (!sanctions_matrix_holds_cells(out->core.cell_count, has_quantity))
			return false;
	}
	return true;
}

static struct varlena *
assemble(trade_merge_output *out)
{
	const char *problem = trade_merge_end(out);
	struct varlena *result;

	if (problem != NULL)
		sanctions_reject_stored(TYPE, problem);
	result = sanctions_matrix_assemble(out->whole, out->period_index, out->extent, out->bytes);
	trade_merge_write_labels(out->merge, (uint8 *) VARDATA(result));
	return result;
}

static uint64 *
clear_bits(uint32 count)
{
	Size		size = (count / 64 + 1) * sizeof(uint64);

	return memset(sanctions_scratch(size), 0, size);
}

/* More bytes than most results take, to begin with. */
static void
begin_output(merge_output *out, trade_merge *merge, Size slice_bytes)
{
	trade_matrix_survey *whole = merge->survey;
	uint32		label_count = whole->shape.label_count;
	uint32	   *period_index;

	trade_matrix_survey_end(whole, NULL);
	period_index = sanctions_scratch((trade_matrix_survey_steps(whole) + 1) * sizeof(uint32));
	trade_matrix_survey_index(whole, period_index);
	trade_matrix_check_begin(&check, 0, 0);
	out->room = slice_bytes + slice_bytes / 4 + BLCKSZ;
	out->core = (trade_merge_output) {merge, whole, &part, &check, sanctions_matrix_writer(whole, period_index), period_index,
		.extent = sanctions_scratch((label_count + 1) * sizeof(trade_matrix_extent)),
		.label_seen = clear_bits(label_count), .period_seen = clear_bits(whole->shape.period_count),
		.bytes = sanctions_scratch(out->room)};
	out->cells = NULL;
	out->cell_room = 0;
	trade_merge_begin_slices(&out->core);
}

struct varlena *
sanctions_merge_encode(trade_merge *merge, Size slice_bytes, bool final)
{
	struct varlena *result = NULL;
	merge_output out;

	begin_output(&out, merge, slice_bytes);
	if (write_slices(&out, final))
		result = assemble(&out.core);
	sanctions_scratch_free(out.core.bytes);
	sanctions_scratch_free(out.cells);
	return result;
}
