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

/* Entries as cells; a sum beyond the limit is 22003. */
static void
entries_to_cells(const sanctions_matrix_parts *parts, uint32 from, trade_cell *cells, uint32 count)
{
	uint8		layout = parts->layout;
	uint32		words = trade_layout_words(layout);
	const uint64 *entry = parts->entry + (Size) from * words;

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
}

static void
survey_entries(const sanctions_matrix_parts *parts, trade_matrix_survey *survey, trade_matrix_extent *extent)
{
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];
	uint32		label_bytes = 0;

	for (int i = 0; i < parts->label_count; i++)
		label_bytes += parts->label_length[i];
	trade_matrix_survey_begin(survey, parts->kind, parts->frequency, parts->label_count, label_bytes);
	for (uint32 at = 0; at < parts->entry_count; at += SANCTIONS_CELLS_A_STEP)
	{
		uint32		count = Min(SANCTIONS_CELLS_A_STEP, parts->entry_count - at);

		CHECK_FOR_INTERRUPTS();
		entries_to_cells(parts, at, cells, count);
		trade_matrix_survey_add(survey, cells, count, extent);
	}
	trade_matrix_survey_end(survey, extent);
}

/* Cells of a slice, some at a time: to measure and to write them. */
typedef void (*cells_step) (trade_matrix_writer *, const trade_cell *, uint32_t);

static void
step_slice(const sanctions_matrix_parts *parts, trade_matrix_writer *writer, uint32 from, cells_step step)
{
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];
	uint32		end = from + writer->extent->cells;

	for (uint32 at = from; at < end; at += SANCTIONS_CELLS_A_STEP)
	{
		uint32		count = Min(SANCTIONS_CELLS_A_STEP, end - at);

		CHECK_FOR_INTERRUPTS();
		entries_to_cells(parts, at, cells, count);
		step(writer, cells, count);
	}
}

/* All slices, one after the other. */
static uint8 *
write_slices(const sanctions_matrix_parts *parts, trade_matrix_survey *survey, const uint32 *period_index,
			 trade_matrix_extent *extent)
{
	trade_matrix_writer *writer = sanctions_matrix_writer(survey, period_index);
	Size		bound = 1;
	uint8	   *bytes;
	uint8	   *end;
	uint32		at = 0;

	for (uint32 i = 0; i < survey->shape.importer_count; i++)
		bound += trade_matrix_slice_bound(survey, &extent[i]);
	bytes = end = MemoryContextAllocHuge(CurrentMemoryContext, bound);
	for (uint32 i = 0; i < survey->shape.importer_count; i++)
	{
		trade_matrix_begin_slice(writer, &extent[i], NULL);
		step_slice(parts, writer, at, trade_matrix_measure);
		trade_matrix_lay_out(writer, end);
		step_slice(parts, writer, at, trade_matrix_put);
		at += extent[i].cells;
		end = trade_matrix_end_slice(writer);
		extent[i].end = end - bytes;
	}
	survey->shape.slice_bytes = end - bytes;
	pfree(writer);
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
sanctions_parts_encode(const sanctions_matrix_parts *parts)
{
	trade_matrix_survey *survey = palloc(sizeof(trade_matrix_survey));
	trade_matrix_extent *extent = palloc((parts->label_count + 1) * sizeof(trade_matrix_extent));
	struct varlena *result;
	uint32	   *period_index;
	uint8	   *slices;
	uint32		text_at = 0;

	survey_entries(parts, survey, extent);
	period_index = palloc((trade_matrix_survey_steps(survey) + 1) * sizeof(uint32));
	trade_matrix_survey_index(survey, period_index);
	slices = write_slices(parts, survey, period_index, extent);
	result = sanctions_matrix_assemble(survey, period_index, extent, slices);
	for (uint32 i = 0; i < survey->shape.label_count; i++)
		trade_matrix_write_label(&survey->shape, (uint8 *) VARDATA(result), i, &text_at, parts->label[i], parts->label_length[i]);
	pfree(slices);
	pfree(period_index);
	pfree(extent);
	pfree(survey);
	return result;
}
