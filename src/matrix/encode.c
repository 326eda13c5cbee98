/* trade_matrix: a stored value of labels and united entries. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact/value.h"
#include "matrix/encode.h"
#include "state/steps.h"

static trade_units
entry_number(uint8 layout, const uint64 *entry, uint32 at)
{
	trade_sum	sum;

	if (!(layout & TRADE_WORK_WIDE))
		return trade_entry_narrow(entry, at);
	sum = trade_entry_sum(entry, TRADE_ENTRY_VALUE + 3 * at);
	return sanctions_units_from_sum(&sum);
}

/* Entries as a source of cells; a sum beyond the limit is 22003. */
typedef struct entry_source
{
	const sanctions_matrix_parts *parts;
	uint32		at;
} entry_source;

static uint32
next_entries(void *state, trade_cell *cells, uint32 max)
{
	entry_source *from = state;
	uint8		layout = from->parts->layout;
	uint32		words = trade_layout_words(layout);
	const uint64 *entry = from->parts->entry + (Size) from->at * words;
	uint32		count = Min(max, from->parts->entry_count - from->at);

	for (uint32 i = 0; i < count; i++, entry += words)
	{
		trade_cell *cell = &cells[i];

		cell->importer = trade_row_importer(entry[0]);
		cell->exporter = trade_row_exporter(entry[0]);
		cell->month = trade_row_month(entry[0]);
		cell->value = layout == 0 ? trade_entry_narrow(entry, 0) : entry_number(layout, entry, 0);
		cell->quantity = 0;
		cell->quantity_value = 0;
		if (layout & TRADE_MATRIX_QUANTITY)
		{
			cell->quantity = entry_number(layout, entry, 1);
			cell->quantity_value = entry_number(layout, entry, 2);
		}
	}
	from->at += count;
	return count;
}

static void
seek_entries(void *state, uint32 importer, uint32 before)
{
	((entry_source *) state)->at = before;
}

/* Cells on their way into a stored value. */
typedef struct encoder
{
	const sanctions_cell_source *source;
	trade_matrix_survey *survey;
	trade_matrix_extent *extent;
	trade_matrix_writer *writer;
	uint16	   *place;			/* of labels among those in use; NULL: all are */
	uint32		before;			/* cells before those that were read last */
	uint32		count;
	trade_cell *cell;
	trade_cell	room[2][SANCTIONS_CELLS_A_STEP];	/* where these lie, and the next come */
} encoder;

/* Exporters as places among the labels in use. */
static void
place_exporters(encoder *e)
{
	for (uint32 i = 0; i < e->count && e->place != NULL; i++)
		e->cell[i].exporter = e->place[e->cell[i].exporter];
}

/* The cells after those that were read last, which stay where there are no more. */
static bool
read_cells(encoder *e)
{
	trade_cell *next = e->room[e->cell == e->room[0]];
	uint32		count;

	CHECK_FOR_INTERRUPTS();
	count = e->source->next(e->source->state, next, SANCTIONS_CELLS_A_STEP);
	if (count == 0)
		return false;
	e->before += e->count;
	e->count = count;
	e->cell = next;
	place_exporters(e);
	return true;
}

static void
survey_cells(encoder *e, const sanctions_matrix_parts *labels)
{
	trade_matrix_survey_begin(e->survey, labels->kind, labels->frequency, labels->label_count, 0);
	while (read_cells(e))
		trade_matrix_survey_add(e->survey, e->cell, e->count, e->extent);
	trade_matrix_survey_end(e->survey, e->extent);
}

/* Labels without cells go, where there are some. */
static void
keep_labels(encoder *e, sanctions_matrix_parts *labels)
{
	trade_matrix_shape *shape = &e->survey->shape;
	const sanctions_matrix_parts all = *labels;

	if (trade_set_is_full(e->survey->label_used, all.label_count))
		return;
	labels->label = palloc(all.label_count * sizeof(char *));
	labels->label_length = palloc(all.label_count * sizeof(int));
	labels->label_count = 0;
	e->place = palloc(all.label_count * sizeof(uint16));
	for (int id = 0; id < all.label_count; id++)
	{
		if (!trade_set_has(e->survey->label_used, id))
			continue;
		e->place[id] = labels->label_count;
		labels->label[labels->label_count] = all.label[id];
		labels->label_length[labels->label_count++] = all.label_length[id];
	}
	shape->label_count = labels->label_count;
	shape->label_bits = trade_matrix_label_bits(shape->label_count);
	place_exporters(e);
}

/* Cells of a slice, some at a time: to measure and to write them. */
typedef void (*cells_step) (trade_matrix_writer *, const trade_cell *, uint32_t);

/* Those at hand are not read again: small matrices are read once. */
static void
step_slice(encoder *e, const trade_matrix_extent *extent, uint32 before, cells_step step)
{
	uint32		end = before + extent->cells;
	uint32		count;

	if (before < e->before)
	{
		e->source->seek(e->source->state, extent->importer, before);
		e->before = before;
		e->count = 0;
	}
	for (uint32 at = before; at < end; at += count)
	{
		if (at == e->before + e->count)
			(void) read_cells(e);
		count = Min(end, e->before + e->count) - at;
		step(e->writer, e->cell + (at - e->before), count);
	}
}

/* All slices, one after the other. */
static uint8 *
write_slices(encoder *e, const uint32 *period_index)
{
	trade_matrix_survey *survey = e->survey;
	Size		bound = 1;
	uint8	   *bytes;
	uint8	   *end;
	uint32		before = 0;

	for (uint32 i = 0; i < survey->shape.importer_count; i++)
		bound += trade_matrix_slice_bound(survey, &e->extent[i]);
	bytes = end = MemoryContextAllocHuge(CurrentMemoryContext, bound);
	e->writer = sanctions_matrix_writer(survey, period_index);
	for (uint32 i = 0; i < survey->shape.importer_count; i++)
	{
		trade_matrix_begin_slice(e->writer, &e->extent[i], NULL);
		step_slice(e, &e->extent[i], before, trade_matrix_measure);
		trade_matrix_lay_out(e->writer, end);
		step_slice(e, &e->extent[i], before, trade_matrix_put);
		end = trade_matrix_end_slice(e->writer);
		before += e->extent[i].cells;
		e->extent[i].end = end - bytes;
		if (e->place != NULL)
			e->extent[i].importer = e->place[e->extent[i].importer];
	}
	survey->shape.slice_bytes = end - bytes;
	pfree(e->writer);
	return bytes;
}

trade_matrix_writer *
sanctions_matrix_writer(const trade_matrix_survey *survey, const uint32 *period_index)
{
	Size		labels = survey->shape.label_count;
	trade_matrix_writer *writer = palloc(sizeof(trade_matrix_writer) + (labels / 64 + 1) * sizeof(uint64) + labels * sizeof(uint16));

	writer->shape = survey->shape;
	writer->period_index = period_index;
	writer->pause = sanctions_pause;
	writer->exporter_used = (uint64 *) (writer + 1);
	writer->exporter_place = (uint16 *) (writer->exporter_used + labels / 64 + 1);
	return writer;
}

struct varlena *
sanctions_matrix_assemble(const trade_matrix_survey *survey, const uint32 *period_index,
						  const trade_matrix_extent *extent, const uint8 *slices)
{
	const trade_matrix_shape *shape = &survey->shape;
	Size		size = trade_matrix_size(shape) + VARHDRSZ;
	struct varlena *result = palloc(size);
	uint8	   *bytes = (uint8 *) VARDATA(result);
	uint8	   *first = trade_matrix_write_head(survey, period_index, extent, bytes);

	SET_VARSIZE(result, size);
	/* an empty matrix has no slices */
	if (shape->slice_bytes > 0)
		sanctions_copy(first, slices, shape->slice_bytes);
	return result;
}

struct varlena *
sanctions_cells_encode(const sanctions_matrix_parts *labels, const sanctions_cell_source *source)
{
	encoder		e;				/* its cells come as they are read */
	sanctions_matrix_parts kept = *labels;
	struct varlena *result;
	uint32	   *period_index;
	uint8	   *slices;
	uint32		text_at = 0;

	e.source = source;
	e.survey = palloc(sizeof(trade_matrix_survey));
	e.extent = palloc((labels->label_count + 1) * sizeof(trade_matrix_extent));
	e.place = NULL;
	e.cell = e.room[0];
	e.before = e.count = 0;
	survey_cells(&e, labels);
	keep_labels(&e, &kept);
	for (int i = 0; i < kept.label_count && kept.kind == TRADE_LABEL_TEXT; i++)
		e.survey->shape.label_bytes += kept.label_length[i];
	period_index = palloc((trade_matrix_survey_steps(e.survey) + 1) * sizeof(uint32));
	trade_matrix_survey_index(e.survey, period_index);
	slices = write_slices(&e, period_index);
	result = sanctions_matrix_assemble(e.survey, period_index, e.extent, slices);
	for (uint32 i = 0; i < kept.label_count; i++)
		trade_matrix_write_label(&e.survey->shape, (uint8 *) VARDATA(result), i, &text_at, kept.label[i], kept.label_length[i]);
	pfree(slices);
	pfree(period_index);
	pfree(e.extent);
	pfree(e.survey);
	return result;
}

struct varlena *
sanctions_parts_encode(const sanctions_matrix_parts *parts)
{
	entry_source entries = {parts, 0};

	return sanctions_cells_encode(parts, &(sanctions_cell_source) {&entries, next_entries, seek_entries});
}
