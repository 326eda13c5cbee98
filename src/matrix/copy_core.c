/* The stored form of a matrix: copying slices. */
#include "matrix/copy_core.h"

#include "matrix/ten_core.h"

/* Bits that are copied in one step where there are few. */
#define BITS_A_STEP 56

/* Bits between two pauses: some milliseconds. */
#define BITS_A_PAUSE ((uint64_t) BITS_A_STEP << 18)

/* Between two steps of a long slice. */
static inline void
pause_at(uint32_t cell, void (*pause) (void))
{
	if (cell % TRADE_CELLS_PER_CALL == TRADE_CELLS_PER_CALL - 1 && pause != NULL)
		pause();
}

/* How many labels a slice has as exporters. */
static uint32_t
count_exporters(const trade_matrix_slice *slice, const trade_matrix_renumbering *renumbering)
{
	uint64_t   *used = renumbering->room;
	uint32_t	count = 0;

	if (!slice->listed)
		return slice->exporter_count;
	memset(used, 0, ((size_t) slice->label_count + 63) / 64 * sizeof(uint64_t));
	for (uint32_t cell = 0; cell < slice->cells; cell++)
	{
		uint32_t	exporter = trade_matrix_slice_exporter(slice, cell);

		pause_at(cell, renumbering->pause);
		count += !trade_set_has(used, exporter);
		trade_set_add(used, exporter);
	}
	return count;
}

/* Whether a slice is laid out as it is with labels of so many bits too. */
static bool
keeps_layout(const trade_matrix_slice *slice, uint32_t label_bits, const trade_matrix_renumbering *renumbering)
{
	uint32_t	exporters;

	if (slice->label_bits == label_bits)
		return true;
	exporters = count_exporters(slice, renumbering);
	return slice->listed == (trade_matrix_list_bits(slice->cells, slice->periods, label_bits)
							 < trade_matrix_grid_bits(exporters, slice->periods, label_bits));
}

/* The exporters that a slice has, once or by cells. */
static uint32_t
exporter_fields(const trade_matrix_slice *slice)
{
	return slice->listed ? slice->cells : slice->exporter_count;
}

size_t
trade_matrix_copy_bound(const trade_matrix_slice *slice, const trade_matrix_shape *to)
{
	return (slice->end + (uint64_t) (exporter_fields(slice) + 1) * to->label_bits) / 8 + 1 + TRADE_BITS_BEHIND;
}

/* Bits being copied. */
typedef struct copied_bits
{
	const uint8_t *from;
	uint64_t	from_at;
	uint8_t    *to;
	uint64_t	to_at;
	void		(*pause) (void);	/* or NULL */
} copied_bits;

/* So many bits, of which one word has room; the bits there are zero. */
static void
copy_few(copied_bits *bits, uint32_t count)
{
	trade_bits_add(bits->to, bits->to_at, trade_bits_get(bits->from, bits->from_at, count));
	bits->from_at += count;
	bits->to_at += count;
}

/* As many full words as there are, from a byte on. */
static void
copy_words(copied_bits *bits, uint64_t count)
{
	const uint8_t *from = bits->from + (bits->from_at >> 3);
	uint8_t    *to = bits->to + (bits->to_at >> 3);
	uint32_t	shift = bits->from_at & 7;

	if (shift == 0)
		memcpy(to, from, count * 8);
	else
		for (uint64_t word = 0; word < count; word++, from += 8, to += 8)
			trade_bits_store(to, trade_bits_load(from) >> shift | (uint64_t) from[8] << (64 - shift));
	bits->from_at += count * 64;
	bits->to_at += count * 64;
}

static void
copy_at_once(copied_bits *bits, uint64_t end)
{
	if (end - bits->from_at >= 64 + 7)
	{
		copy_few(bits, -bits->to_at & 7);
		copy_words(bits, (end - bits->from_at) / 64);
	}
	for (; end - bits->from_at > BITS_A_STEP;)
		copy_few(bits, BITS_A_STEP);
	copy_few(bits, (uint32_t) (end - bits->from_at));
}

/* All bits up to the one at a place. */
static void
copy_until(copied_bits *bits, uint64_t end)
{
	while (bits->pause != NULL && end - bits->from_at > BITS_A_PAUSE)
	{
		copy_at_once(bits, bits->from_at + BITS_A_PAUSE);
		bits->pause();
	}
	copy_at_once(bits, end);
}

/* Exporters by their places among the labels of the copy; from_at and to_at are where they begin, then behind them. */
static void
copy_exporters(const trade_matrix_slice *slice, const trade_matrix_renumbering *renumbering, uint32_t label_bits,
			   copied_bits *bits)
{
	/* copies, which stay in registers whatever is written */
	const trade_matrix_renumbering by = *renumbering;
	const uint8_t *from = bits->from;
	uint64_t	at = bits->from_at;
	uint32_t	width = slice->label_bits;
	uint32_t	fields = exporter_fields(slice);
	trade_bits_stream to = trade_bits_begin(bits->to, bits->to_at);

	for (uint32_t field = 0; field < fields; field++, at += width)
	{
		uint32_t	place = by.place[by.label[trade_bits_get(from, at, width)]];

		pause_at(field, by.pause);
		trade_set_add(by.seen, place);
		trade_bits_put(&to, place, label_bits);
	}
	trade_bits_end(&to);
	bits->from_at = at;
	bits->to_at += (uint64_t) fields * label_bits;
}

uint8_t *
trade_matrix_copy_slice(const trade_matrix_slice *slice, const trade_matrix_shape *to,
						const trade_matrix_renumbering *renumbering, uint8_t *bytes)
{
	copied_bits bits = {slice->bytes, 0, bytes, 0, renumbering->pause};

	if (!keeps_layout(slice, to->label_bits, renumbering))
		return NULL;
	trade_matrix_clear(bytes, trade_matrix_copy_bound(slice, to), renumbering->pause);
	if (slice->listed)
		copy_until(&bits, slice->exporter);
	else
	{
		copy_until(&bits, slice->exporter - slice->label_bits);
		trade_bits_add(bytes, bits.to_at, slice->exporter_count - 1);
		bits.to_at += to->label_bits;
	}
	bits.from_at = slice->exporter;
	copy_exporters(slice, renumbering, to->label_bits, &bits);
	copy_until(&bits, slice->end);
	return bytes + (bits.to_at + 7) / 8;
}

void
trade_matrix_copy_exporters(const trade_matrix_slice *slice, const trade_matrix_renumbering *renumbering)
{
	for (uint32_t at = 0; at < exporter_fields(slice); at++)
	{
		pause_at(at, renumbering->pause);
		trade_set_add(renumbering->seen, renumbering->place[renumbering->label[trade_matrix_slice_exporter(slice, at)]]);
	}
}

bool
trade_matrix_keeps_powers(const trade_matrix_slice *slice, trade_matrix_extent *extent)
{
	for (uint32_t kind = 0; kind < slice->kinds; kind++)
	{
		const trade_matrix_column *column = &slice->column[kind];

		/* any power divides nothing but zeros */
		if (column->low_width == 0 && column->high_width == 0)
			continue;
		while (trade_tens[extent->power[kind]] > column->power)
			extent->power[kind]--;
		if (trade_tens[extent->power[kind]] != column->power)
			return false;
	}
	return true;
}

bool
trade_matrix_keeps_forms(const trade_matrix_writer *writer, const trade_matrix_slice *slice)
{
	for (uint32_t kind = 0; kind < slice->kinds; kind++)
	{
		const trade_matrix_track *track = &writer->track[kind];
		const trade_matrix_column *column = &slice->column[kind];

		if (track->low_width != column->low_width || track->high_width != column->high_width ||
			trade_tens[track->power] != column->power || track->base != column->base)
			return false;
	}
	return true;
}

/* Rows that follow each other, here and there. */
typedef struct row_run
{
	uint32_t	from;
	uint32_t	to;
	uint32_t	count;
} row_run;

/* Exporters have the places that they had. */
static void
put_rows(trade_matrix_writer *writer, const trade_matrix_slice *slice, row_run run)
{
	uint64_t	row = slice->exporter_count;
	copied_bits bits = {slice->bytes, slice->presence + run.from * row, writer->bytes, writer->presence + run.to * row,
	writer->pause};

	copy_until(&bits, bits.from_at + run.count * row);
}

/* The place that the exporter at a place of the slice has now. */
static uint32_t
new_place(const trade_matrix_writer *writer, const trade_matrix_slice *slice, const trade_matrix_renumbering *by, uint32_t place)
{
	return writer->exporter_place[by->place[by->label[trade_matrix_slice_exporter(slice, place)]]];
}

/* Exporters have other places now: those that still follow each other are copied together. */
static void
put_new_rows(trade_matrix_writer *writer, const trade_matrix_slice *slice, const trade_matrix_renumbering *renumbering,
			 row_run run)
{
	uint32_t	count;

	for (uint32_t place = 0; place < slice->exporter_count; place += count)
	{
		uint32_t	to = new_place(writer, slice, renumbering, place);
		copied_bits bits = {slice->bytes, 0, writer->bytes, 0, writer->pause};

		for (count = 1; place + count < slice->exporter_count; count++)
			if (new_place(writer, slice, renumbering, place + count) != to + count)
				break;
		for (uint32_t at = 0; at < run.count; at++)
		{
			bits.from_at = slice->presence + (uint64_t) (run.from + at) * slice->exporter_count + place;
			bits.to_at = writer->presence + (uint64_t) (run.to + at) * writer->extent->exporters + to;
			copy_until(&bits, bits.from_at + count);
			if (writer->pause != NULL && at > 0)
				writer->pause();
		}
	}
}

void
trade_matrix_put_grid(trade_matrix_writer *writer, const trade_matrix_slice *slice,
					  const trade_matrix_renumbering *renumbering)
{
	bool		same = slice->exporter_count == writer->extent->exporters;
	const uint32_t *period = renumbering->period;
	uint32_t	periods = slice->periods;
	row_run		run;

	for (run.from = 0; run.from < periods; run.from += run.count)
	{
		run.to = period[run.from];
		run.count = run.from == 0 ? renumbering->together : 1;
		/* of such a one it has no cells */
		if (run.to == TRADE_MATRIX_NO_PERIOD)
			continue;
		while (run.from + run.count < periods && period[run.from + run.count] == run.to + run.count)
			run.count++;
		same ? put_rows(writer, slice, run) : put_new_rows(writer, slice, renumbering, run);
	}
}

void
trade_matrix_put_listed(trade_matrix_writer *writer, const trade_matrix_slice *slice,
						const trade_matrix_renumbering *renumbering, uint32_t period, uint32_t from, uint32_t count)
{
	const trade_matrix_renumbering by = *renumbering;
	trade_matrix_list list = trade_matrix_list_begin(writer);
	uint64_t	bit = slice->presence + from + (period >> slice->low_bits);

	for (uint32_t cell = from; cell < from + count; cell++)
	{
		pause_at(cell, by.pause);
		trade_matrix_list_put(&list, by.period[trade_matrix_list_period(slice, &bit, cell)],
							  by.place[by.label[trade_matrix_slice_exporter(slice, cell)]]);
	}
	trade_matrix_list_end(&list, writer);
}

/* So many bits behind what a track has. */
static void
copy_run(const trade_matrix_slice *slice, uint64_t from, uint64_t count, const trade_matrix_writer *writer, uint64_t *to_at)
{
	copied_bits bits = {slice->bytes, from, writer->bytes, *to_at, writer->pause};

	copy_until(&bits, from + count);
	*to_at = bits.to_at;
}

void
trade_matrix_put_run(trade_matrix_writer *writer, const trade_matrix_slice *slice, uint32_t from, uint32_t count)
{
	for (uint32_t kind = 0; count > 0 && kind < slice->kinds; kind++)
	{
		trade_matrix_track *track = &writer->track[kind];
		const trade_matrix_column *column = &slice->column[kind];
		uint32_t	first = trade_matrix_marks_before(slice, column, from);
		uint32_t	end = trade_matrix_marks_before(slice, column, from + count);

		copy_run(slice, column->low + (uint64_t) from * column->low_width, (uint64_t) count * column->low_width,
				 writer, &track->low);
		if (column->high_width == 0)
			continue;
		copy_run(slice, column->marks + from, count, writer, &track->marks);
		copy_run(slice, column->high + (uint64_t) first * column->high_width, (uint64_t) (end - first) * column->high_width,
				 writer, &track->high);
	}
}
