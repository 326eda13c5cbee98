/* trade_matrix: writing what a merge gives. */
#include "postgres.h"

#include "miscadmin.h"

#include "matrix/check_core.h"
#include "matrix/copy_core.h"
#include "matrix/encode.h"
#include "matrix/limits.h"
#include "matrix/merge_slices.h"
#include "matrix/scratch.h"
#include "state/errors.h"

#define TYPE "trade_matrix"

/* The labels of the result, as texts. */
typedef struct label_list
{
	uint32		count;
	uint32		bytes;
	const char **text;
	int		   *length;
} label_list;

static label_list
result_labels(const trade_merge *merge, uint32 count)
{
	label_list	labels = {0, 0, sanctions_scratch((count + 1) * sizeof(char *)), sanctions_scratch((count + 1) * sizeof(int))};

	for (uint32 id = 0; id < merge->label_count; id++)
	{
		const trade_merge_label *label = &merge->label[id];

		if (merge->label_place[id] == TRADE_MERGE_NONE)
			continue;
		labels.text[labels.count] = label->text ? label->text : label->country;
		labels.length[labels.count++] = label->length;
		labels.bytes += label->length;
	}
	return labels;
}

/* Big, and of use only inside of one call: what one of the slices holds, and whether it is as writing has it. */
static trade_matrix_survey part;
static trade_matrix_check check;

/* What is being written. */
typedef struct merge_output
{
	trade_matrix_survey *whole;
	uint32	   *period_index;
	trade_matrix_writer *writer;
	uint8	   *bytes;			/* of slices, one after the other */
	Size		used;
	Size		room;
	trade_matrix_extent *extent;
	uint32		extent_count;
	uint32		cell_count;
	uint32		most_cells;		/* of an importer */
	trade_cell *cells;			/* of a slice */
	uint32		cell_room;
	uint64	   *label_seen;		/* a bit for each that a slice has */
	uint64	   *period_seen;
} merge_output;

static void
make_room(merge_output *out, Size more)
{
	uint8	   *bytes;

	if (out->used + more <= out->room)
		return;
	out->room = Max(2 * out->room, out->used + more);
	bytes = sanctions_scratch(out->room);
	memcpy(bytes, out->bytes, out->used);
	sanctions_scratch_free(out->bytes);
	out->bytes = bytes;
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

static void
mark(uint64 *seen, uint32 at)
{
	seen[at / 64] |= UINT64CONST(1) << (at % 64);
}

static void
end_slice(merge_output *out, uint32 importer, uint32 cells, const uint8 *end)
{
	trade_matrix_extent *extent = &out->extent[out->extent_count++];

	extent->importer = importer;
	extent->cells = cells;
	extent->end = out->used = end - out->bytes;
	out->most_cells = Max(out->most_cells, cells);
	out->cell_count += cells;
	mark(out->label_seen, importer);
	sanctions_matrix_check_cells(out->cell_count, out->whole->shape.has_quantity);
}

/* What is copied is looked at: whatever is stored is canonical. */
static void
check_slice(trade_merge_side *side)
{
	bool		more = trade_matrix_check_slice(&check, side->reader, side->importer_at);

	while (more)
	{
		CHECK_FOR_INTERRUPTS();
		more = trade_matrix_check_step(&check);
	}
	if (side->reader->problem != NULL)
		sanctions_reject_stored(TYPE, side->reader->problem);
}

/* Copies the slice of the one side that has the importer; false where its cells must be written. */
static bool
copy_slice(trade_merge *merge, merge_output *out)
{
	const trade_matrix_shape *shape = &out->whole->shape;
	const trade_matrix_renumbering renumbering = {merge->alone->label, merge->label_place, out->writer->exporter_used,
	out->label_seen};
	uint8	   *end;

	check_slice(merge->alone);
	make_room(out, trade_matrix_copy_bound(&check.slice, shape));
	end = trade_matrix_copy_slice(&check.slice, shape, &renumbering, out->bytes + out->used);
	if (end == NULL)
		return false;
	end_slice(out, merge->label_place[merge->importer], check.slice.cells, end);
	return true;
}

typedef void (*cells_step) (trade_matrix_writer *, const trade_cell *, uint32);

/* Takes the importer's cells through a step: those that are held, or all of them once more. */
static void
step_cells(trade_merge *merge, merge_output *out, uint32 held, cells_step step)
{
	uint32		count;
	bool		more;

	if (held > 0)
	{
		step(out->writer, out->cells, held);
		return;
	}
	trade_merge_enter(merge);
	do
	{
		CHECK_FOR_INTERRUPTS();
		more = trade_merge_read(merge, out->cells, out->cell_room, &count);
		step(out->writer, out->cells, count);
	} while (more);
}

/* Looks at all of the importer's cells; false where a sum is beyond the limit. */
static bool
survey_importer(trade_merge *merge, merge_output *out, bool hold)
{
	uint32		held = 0;
	uint32		count;
	bool		more;

	trade_matrix_survey_slice(&part, &out->whole->shape);
	trade_merge_enter(merge);
	do
	{
		CHECK_FOR_INTERRUPTS();
		more = trade_merge_read(merge, out->cells + held, out->cell_room - held, &count);
		trade_matrix_survey_add(&part, out->cells + held, count, &out->extent[out->extent_count]);
		held += hold ? count : 0;
	} while (more);
	if (merge->problem != NULL)
		sanctions_reject_stored(TYPE, merge->problem);
	return !merge->is_beyond;
}

/* Exporters and periods of a slice that was written. */
static void
note_slice(merge_output *out)
{
	const trade_matrix_shape *shape = &out->whole->shape;

	for (uint32 word = 0; word < (shape->label_count + 63) / 64; word++)
		out->label_seen[word] |= out->writer->exporter_used[word];
	for (int32 word = part.first_word; word <= part.last_word; word++)
		for (uint64 bits = part.month_used[word]; bits != 0; bits &= bits - 1)
			mark(out->period_seen, out->period_index[(64 * word + __builtin_ctzll(bits) - shape->first)
													 / trade_period_step(shape->frequency)]);
}

/* Writes the importer's slice; false where a sum is beyond the limit. */
static bool
write_slice(trade_merge *merge, merge_output *out)
{
	trade_matrix_extent *extent = &out->extent[out->extent_count];
	bool		hold = merge->importer_cells < TRADE_CELLS_PER_CALL;
	uint32		held;

	make_cell_room(out, Min(merge->importer_cells + 1, TRADE_CELLS_PER_CALL));
	if (!survey_importer(merge, out, hold))
		return false;
	if (part.shape.cell_count == 0)
		return true;
	held = hold ? part.shape.cell_count : 0;
	make_room(out, trade_matrix_slice_bound(&part, extent));
	trade_matrix_begin_slice(out->writer, extent);
	step_cells(merge, out, held, trade_matrix_measure);
	trade_matrix_lay_out(out->writer, out->bytes + out->used);
	step_cells(merge, out, held, trade_matrix_put);
	note_slice(out);
	end_slice(out, extent->importer, extent->cells, trade_matrix_end_slice(out->writer));
	return true;
}

/* All slices, one after the other; false where a sum is beyond the limit. */
static bool
write_slices(trade_merge *merge, merge_output *out)
{
	bool	   *copies = sanctions_scratch(merge->side_count * sizeof(bool));

	for (uint32 i = 0; i < merge->side_count; i++)
		copies[i] = !merge->halved && !merge->side[i].negated &&
			trade_matrix_copies(merge->side[i].reader, out->whole, out->period_index);
	trade_merge_rewind(merge);
	while (trade_merge_next(merge))
	{
		CHECK_FOR_INTERRUPTS();
		if (merge->alone != NULL && copies[merge->alone - merge->side] && copy_slice(merge, out))
			continue;
		if (!write_slice(merge, out))
			return false;
	}
	return true;
}

/* Labels and periods without a cell come of matrices that are damaged. */
static void
check_seen(const merge_output *out)
{
	const trade_matrix_shape *shape = &out->whole->shape;

	for (uint32 id = 0; id < shape->label_count; id++)
		if ((out->label_seen[id / 64] >> (id % 64) & 1) == 0)
			sanctions_reject_stored(TYPE, "a label without cells");
	/* those of slices that were copied are the same */
	for (uint32 period = 0; period < shape->period_count; period++)
		if (((out->period_seen[period / 64] | check.period_used[period / 64]) >> (period % 64) & 1) == 0)
			sanctions_reject_stored(TYPE, "a period without cells");
}

static struct varlena *
assemble(merge_output *out, const label_list *labels)
{
	trade_matrix_shape *shape = &out->whole->shape;

	check_seen(out);
	shape->importer_count = out->extent_count;
	shape->cell_count = out->cell_count;
	shape->cells_width = trade_unsigned_width(out->most_cells);
	shape->slice_bytes = out->used;
	return sanctions_matrix_assemble(out->whole, out->period_index, out->extent, out->bytes, labels->text,
									 labels->length);
}

static uint64 *
clear_bits(uint32 count)
{
	Size		size = (count / 64 + 1) * sizeof(uint64);

	return memset(sanctions_scratch(size), 0, size);
}

struct varlena *
sanctions_merge_encode(trade_merge *merge, uint32 label_count, Size slice_bytes)
{
	trade_matrix_survey *whole = merge->survey;
	label_list	labels = result_labels(merge, label_count);
	merge_output out = {.whole = whole, .extent = sanctions_scratch((label_count + 1) * sizeof(trade_matrix_extent))};
	struct varlena *result;

	whole->shape.label_count = labels.count;
	whole->shape.label_bits = trade_matrix_label_bits(labels.count);
	whole->shape.label_bytes = whole->shape.kind == TRADE_LABEL_TEXT ? labels.bytes : 0;
	trade_matrix_survey_end(whole, NULL);
	trade_matrix_check_begin(&check, TRADE_MATRIX_LABELS_MAX, whole->shape.period_count);
	out.period_index = sanctions_scratch((trade_matrix_survey_steps(whole) + 1) * sizeof(uint32));
	trade_matrix_survey_index(whole, out.period_index);
	out.writer = sanctions_matrix_writer(whole, out.period_index);
	out.label_seen = clear_bits(label_count);
	out.period_seen = clear_bits(whole->shape.period_count);
	/* more than most take */
	out.room = slice_bytes + slice_bytes / 4 + BLCKSZ;
	out.bytes = sanctions_scratch(out.room);
	result = write_slices(merge, &out) ? assemble(&out, &labels) : NULL;
	sanctions_scratch_free(out.bytes);
	sanctions_scratch_free(out.cells);
	return result;
}
