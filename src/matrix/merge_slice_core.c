/* Merging stored matrices: slices that are copied, extended or written. */
#include "matrix/merge_slice_core.h"

/*
 * A slice is extended where it has so many times the cells that come to it.  With more of
 * them numbers seldom keep their form, and trying takes 20 ns a cell.
 */
#define WORTH_EXTENDING 8

static void
note_period(trade_merge_output *out, uint32_t place)
{
	out->periods_left -= !trade_set_has(out->period_seen, place);
	trade_set_add(out->period_seen, place);
}

/* Where a month is among the result's periods, or TRADE_MATRIX_NO_PERIOD. */
static uint32_t
place_of_month(const trade_merge_output *out, trade_month month)
{
	const trade_matrix_survey *whole = out->whole;

	if (month < whole->shape.first || month > whole->last || !trade_set_has(whole->month_used, month))
		return TRADE_MATRIX_NO_PERIOD;
	return out->period_index[(uint32_t) (month - whole->shape.first) / trade_period_step(whole->shape.frequency)];
}

/* The periods of the slice that was checked. */
static void
note_checked_periods(trade_merge_output *out)
{
	const trade_merge_side *side = out->merge->most;

	for (uint32_t word = 0; out->periods_left > 0 && word < (side->reader->shape.period_count + 63) / 64; word++)
		for (uint64_t bits = out->check->period_used[word]; bits != 0; bits &= bits - 1)
			note_period(out, side->period[64 * word + __builtin_ctzll(bits)]);
}

/* Exporters of the slice that was written, and periods of its part. */
static void
note_part(trade_merge_output *out)
{
	const trade_matrix_survey *part = out->part;

	for (uint32_t word = 0; word < (out->whole->shape.label_count + 63) / 64; word++)
		out->label_seen[word] |= out->writer->exporter_used[word];
	for (int32_t word = part->first_word; out->periods_left > 0 && word <= part->last_word; word++)
		for (uint64_t bits = part->month_used[word]; bits != 0; bits &= bits - 1)
			note_period(out, place_of_month(out, 64 * word + __builtin_ctzll(bits)));
}

/* A slice with so many cells goes up to a byte. */
static void
end_slice(trade_merge_output *out, uint32_t cells, const uint8_t *end)
{
	trade_matrix_extent *extent = &out->extent[out->extent_count++];

	extent->importer = out->merge->label_place[out->merge->importer];
	extent->cells = cells;
	extent->end = (uint32_t) (end - out->bytes);
	out->used = end - out->bytes;
	out->cell_count += cells;
	if (cells > out->most_cells)
		out->most_cells = cells;
	trade_set_add(out->label_seen, extent->importer);
}

/* Finds where a side's periods are among the result's; false where one is nowhere. */
static bool
place_periods(const trade_merge_output *out, trade_merge_side *side)
{
	bool		all = true;

	for (uint32_t period = 0; period < side->reader->shape.period_count; period++)
	{
		side->period[period] = place_of_month(out, trade_matrix_month(side->reader, period));
		all &= side->period[period] != TRADE_MATRIX_NO_PERIOD;
	}
	side->together = 1;
	while (side->together < side->reader->shape.period_count && side->period[0] != TRADE_MATRIX_NO_PERIOD &&
		   side->period[side->together] == side->period[0] + side->together)
		side->together++;
	side->span = (trade_span) {trade_matrix_month(side->reader, 0),
		trade_matrix_month(side->reader, side->reader->shape.period_count - 1)};
	return all;
}

void
trade_merge_begin_slices(trade_merge_output *out)
{
	const trade_merge *merge = out->merge;

	out->periods_left = out->whole->shape.period_count;
	for (uint32_t i = 0; i < merge->side_count; i++)
	{
		trade_merge_side *side = &merge->side[i];
		bool		all = place_periods(out, side);

		side->keeps_numbers = !merge->halved && !side->negated && side->reader->shape.flags == out->whole->shape.flags;
		side->keeps_slices = side->keeps_numbers && all && side->reader->shape.period_count == out->whole->shape.period_count;
	}
}

bool
trade_merge_may_copy(const trade_merge_output *out)
{
	return out->merge->most_cells == out->merge->importer_cells && out->merge->most->keeps_slices;
}

size_t
trade_merge_copy_bound(const trade_merge_output *out)
{
	return trade_matrix_copy_bound(&out->check->slice, &out->whole->shape);
}

bool
trade_merge_copy(trade_merge_output *out)
{
	const trade_matrix_renumbering renumbering = {out->merge->most->label, out->merge->label_place, NULL, 0,
		out->writer->exporter_used, out->label_seen, out->writer->pause};
	uint8_t    *end = NULL;

	if (trade_matrix_check_widths(out->check))
		end = trade_matrix_copy_slice(&out->check->slice, &out->whole->shape, &renumbering, out->bytes + out->used);
	if (end == NULL)
		return false;
	note_checked_periods(out);
	end_slice(out, out->check->slice.cells, end);
	return true;
}

/* Where in the periods of the side with most cells those of the others that have the importer would come. */
static trade_matrix_range
others_range(const trade_merge *merge)
{
	trade_span	span = {TRADE_MONTH_LAST, TRADE_MONTH_FIRST};

	for (uint32_t at = merge->stop_at; at < merge->stop_end; at++)
	{
		const trade_merge_side *side = trade_merge_stop(merge, at);

		if (side == merge->most)
			continue;
		span.first = side->span.first < span.first ? side->span.first : span.first;
		span.last = side->span.last > span.last ? side->span.last : span.last;
	}
	if (span.first > merge->most->span.last)
		return (trade_matrix_range) {merge->most->reader->shape.period_count, merge->most->reader->shape.period_count};
	return trade_matrix_periods(merge->most->reader, span);
}

bool
trade_merge_may_extend(trade_merge_output *out)
{
	const trade_merge *merge = out->merge;
	uint32_t	others = merge->importer_cells - merge->most_cells;
	trade_matrix_range range;

	if (!merge->most->keeps_numbers || (out->whole->shape.flags & TRADE_MATRIX_SIGNED * 7) != 0 ||
		others >= TRADE_CELLS_PER_CALL || others * WORTH_EXTENDING > merge->most_cells)
		return false;
	range = others_range(merge);
	out->others_from = range.from;
	return range.from >= range.to;
}

bool
trade_merge_keeps_powers(trade_merge_output *out)
{
	return trade_matrix_keeps_powers(&out->check->slice, &out->extent[out->extent_count]);
}

size_t
trade_merge_extend_bound(const trade_merge_output *out)
{
	trade_matrix_extent extent = out->extent[out->extent_count];

	extent.cells += out->check->slice.cells;
	extent.exporters += out->check->slice.exporter_count;
	return trade_matrix_slice_bound(out->part, &extent) + out->check->slice.bits / 8;
}

/* Lays the slice out; false where that is another way, or its numbers do not keep their form. */
static bool
lay_out_extended(trade_merge_output *out, const trade_matrix_renumbering *renumbering, const trade_cell *cells,
				 uint32_t count)
{
	trade_matrix_extent *extent = &out->extent[out->extent_count];

	extent->cells = out->check->slice.cells + count;
	trade_matrix_begin_slice(out->writer, extent, out->check->widths);
	trade_matrix_measure(out->writer, cells, count);
	trade_matrix_copy_exporters(&out->check->slice, renumbering);
	extent->exporters = 0;
	for (uint32_t word = 0; word < (out->whole->shape.label_count + 63) / 64; word++)
		extent->exporters += trade_bits_count(out->writer->exporter_used[word]);
	trade_matrix_lay_out(out->writer, out->bytes + out->used);
	return out->writer->listed == out->check->slice.listed && trade_matrix_keeps_forms(out->writer, &out->check->slice);
}

bool
trade_merge_extend(trade_merge_output *out, const trade_cell *cells, uint32_t count)
{
	const trade_merge *merge = out->merge;
	const trade_matrix_slice *slice = &out->check->slice;
	const trade_matrix_renumbering renumbering = {merge->most->label, merge->label_place, merge->most->period,
		merge->most->together, NULL, out->writer->exporter_used, out->writer->pause};
	uint32_t	before;

	if (!lay_out_extended(out, &renumbering, cells, count))
		return false;
	before = trade_matrix_slice_first(slice, out->others_from);
	if (!slice->listed)
		trade_matrix_put_grid(out->writer, slice, &renumbering);
	else
		trade_matrix_put_listed(out->writer, slice, &renumbering, 0, 0, before);
	trade_matrix_put_run(out->writer, slice, 0, before);
	trade_matrix_put(out->writer, cells, count);
	if (slice->listed)
		trade_matrix_put_listed(out->writer, slice, &renumbering, out->others_from, before, slice->cells - before);
	trade_matrix_put_run(out->writer, slice, before, slice->cells - before);
	note_checked_periods(out);
	trade_merge_written(out);
	return true;
}

void
trade_merge_written(trade_merge_output *out)
{
	note_part(out);
	end_slice(out, out->extent[out->extent_count].cells, trade_matrix_end_slice(out->writer));
}

const char *
trade_merge_end(trade_merge_output *out)
{
	trade_matrix_shape *shape = &out->whole->shape;

	shape->importer_count = out->extent_count;
	shape->cell_count = out->cell_count;
	shape->cells_width = trade_unsigned_width(out->most_cells);
	shape->slice_bytes = (uint32_t) out->used;
	/* all of what they have is of damaged matrices */
	if (!trade_set_is_full(out->label_seen, shape->label_count))
		return "a label without cells";
	if (out->periods_left > 0)
		return "a period without cells";
	return NULL;
}
