/* The stored form of a matrix: reading cells, every one checked. */
#include "matrix/read_core.h"

static bool
problem(trade_matrix_reader *reader, const char *what)
{
	reader->problem = what;
	return false;
}

void
trade_matrix_limit(trade_matrix_reader *reader, trade_span span)
{
	reader->whole = false;
	if (reader->shape.cell_count > 0)
		reader->window = trade_matrix_periods(reader, span);
}

/* The slice's cells in the window come next. */
static void
begin_cells(trade_matrix_reader *reader)
{
	const trade_matrix_slice *slice = &reader->slice;
	trade_matrix_cursor *cursor = &reader->cursor;
	uint32_t	from = reader->window.from;

	cursor->cell = slice->first[0];
	cursor->end = slice->first[1];
	cursor->last_place = -1;
	cursor->period = from;
	cursor->period_end = slice->presence + (uint64_t) (from + 1) * slice->exporter_count;
	cursor->bit = slice->listed ? slice->presence + cursor->cell + (from >> slice->low_bits)
		: slice->presence + (uint64_t) from * slice->exporter_count;
	for (uint32_t kind = 0; kind < slice->kinds; kind++)
		cursor->high[kind] = trade_matrix_marks_before(slice, &slice->column[kind], cursor->cell);
}

static bool
begin_slice(trade_matrix_reader *reader, uint32_t at, const uint8_t *bytes)
{
	const trade_matrix_bounds bounds = {2, {reader->window.from, reader->window.to}, false, 0};

	if (!trade_matrix_place_slice(reader, at, bytes, &bounds, &reader->slice))
		return false;
	begin_cells(reader);
	return true;
}

bool
trade_matrix_enter(trade_matrix_reader *reader, uint32_t at, const uint8_t *slice)
{
	reader->whole = false;
	reader->importer_at = reader->importer_end = at + 1;
	return begin_slice(reader, at, slice);
}

/* Exporters of a slice that is not listed rise, and the audit begins with none used. */
static bool
audit_begin_slice(trade_matrix_reader *reader)
{
	const trade_matrix_slice *slice = &reader->slice;
	trade_matrix_audit *audit = reader->audit;
	int64_t		before = -1;

	memset(audit->indivisible, 0, sizeof(audit->indivisible));
	memset(audit->zero, 0, sizeof(audit->zero));
	memset(audit->count, 0, sizeof(audit->count[0]) * slice->kinds);
	memset(audit->exporter_used, 0, (slice->label_count + 63) / 64 * sizeof(uint64_t));
	audit->exporters = 0;
	audit->label_used[slice->importer / 64] |= UINT64_C(1) << (slice->importer % 64);
	for (uint32_t at = 0; !slice->listed && at < slice->exporter_count; at++)
	{
		uint32_t	exporter = trade_matrix_slice_exporter(slice, at);

		if (exporter <= before)
			return problem(reader, "exporters out of order");
		before = exporter;
	}
	return true;
}

/* Whether the form of a kind is the one that writing takes. */
static bool
is_canonical(const trade_matrix_column *column, const trade_matrix_audit *audit, int kind, uint32_t cells)
{
	uint32_t	low;
	uint32_t	high;

	trade_matrix_choose_widths(audit->count[kind], cells, &low, &high);
	if (low != column->low_width || high != column->high_width)
		return false;
	if (column->base != 0 && !audit->zero[kind])
		return false;
	if (low == 0 && high == 0 && column->base == 0)
		return column->power == 1;
	return column->power == TRADE_MATRIX_POWER_MOST || audit->indivisible[kind];
}

/* Of a slice that is read; no byte is too many, and bits behind the last one are zero. */
static bool
audit_end_slice(trade_matrix_reader *reader)
{
	const trade_matrix_slice *slice = &reader->slice;
	const trade_matrix_audit *audit = reader->audit;
	uint32_t	spare = (uint32_t) (slice->bits - slice->end);
	bool		lists = trade_matrix_list_bits(slice->cells, slice->periods, slice->label_bits)
		< trade_matrix_grid_bits(audit->exporters, slice->periods, slice->label_bits);

	for (uint32_t kind = 0; kind < slice->kinds; kind++)
		if (!is_canonical(&slice->column[kind], audit, kind, slice->cells))
			return problem(reader, "not the canonical layout");
	if (slice->listed != lists || (!slice->listed && slice->exporter_count != audit->exporters) ||
		slice->bits - slice->end > 7 || trade_bits_get(slice->bytes, slice->end, spare) != 0)
		return problem(reader, "not the canonical layout");
	return true;
}

static bool
all_used(const uint64_t *used, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if ((used[i / 64] >> (i % 64) & 1) == 0)
			return false;
	return true;
}

/* Once all is read: the head must be the one that writing gives. */
static bool
audit_end(trade_matrix_reader *reader)
{
	const trade_matrix_shape *shape = &reader->shape;
	const trade_matrix_audit *audit = reader->audit;

	reader->whole = false;
	if (!all_used(audit->label_used, shape->label_count))
		return problem(reader, "a label without cells");
	if (!all_used(audit->period_used, shape->period_count))
		return problem(reader, "a period without cells");
	return audit->flags == shape->flags || problem(reader, "not the canonical layout");
}

/* A slice with cells to read; false at the end, or at a problem. */
static bool
next_slice(trade_matrix_reader *reader)
{
	if (reader->whole && reader->importer_at > 0 && !audit_end_slice(reader))
		return false;
	if (reader->importer_at == reader->importer_end)
		return false;
	if (!begin_slice(reader, reader->importer_at++, NULL))
		return false;
	return !reader->whole || audit_begin_slice(reader);
}

/* Period and exporter of the next cell; false where they are none, or out of order. */
static inline bool
read_place(trade_matrix_reader *reader, uint32_t *period, uint32_t *exporter)
{
	const trade_matrix_slice *slice = &reader->slice;
	trade_matrix_cursor *cursor = &reader->cursor;
	uint64_t	word;
	int64_t		place;

	/* there is one bit more for each cell more */
	while ((word = trade_bits_get(slice->bytes, cursor->bit, TRADE_BITS_AT_ONCE)) == 0)
		cursor->bit += TRADE_BITS_AT_ONCE;
	cursor->bit += __builtin_ctzll(word);
	if (slice->listed)
	{
		uint64_t	bucket = cursor->bit - slice->presence - cursor->cell;

		*period = (uint32_t) (bucket << slice->low_bits
							  | trade_bits_get(slice->bytes, slice->low_period + (uint64_t) cursor->cell * slice->low_bits, slice->low_bits));
		*exporter = trade_matrix_slice_exporter(slice, cursor->cell);
	}
	else
	{
		for (; cursor->bit >= cursor->period_end; cursor->period_end += slice->exporter_count)
			cursor->period++;
		*period = cursor->period;
		*exporter = trade_matrix_slice_exporter(slice, (uint32_t) (cursor->bit + slice->exporter_count - cursor->period_end));
	}
	cursor->bit++;
	place = (int64_t) *period << 16 | *exporter;
	if (place <= cursor->last_place || *exporter >= slice->label_count || *period < reader->window.from ||
		*period >= reader->window.to)
		return problem(reader, "cells out of order");
	cursor->last_place = place;
	return true;
}

static void
audit_place(trade_matrix_audit *audit, uint32_t period, uint32_t exporter)
{
	uint64_t   *used = &audit->exporter_used[exporter / 64];
	uint64_t	bit = UINT64_C(1) << (exporter % 64);

	audit->exporters += (*used & bit) == 0;
	*used |= bit;
	audit->label_used[exporter / 64] |= bit;
	audit->period_used[period / 64] |= UINT64_C(1) << (period % 64);
}

/* False where a number is not in the parts that writing would have made of it. */
static bool
audit_number(trade_matrix_audit *audit, const trade_matrix_column *column, int kind, trade_bits128 stored,
			 trade_units scaled)
{
	audit->count[kind][trade_bits_of(stored)]++;
	audit->zero[kind] |= stored == 0;
	if (scaled < 0)
		audit->flags |= TRADE_MATRIX_SIGNED << kind;
	/* the first number decides most of the time */
	if (!audit->indivisible[kind])
		audit->indivisible[kind] = scaled == (int64_t) scaled ? (int64_t) scaled % 10 != 0 : scaled % 10 != 0;
	return (scaled < 0) == (stored < column->base);
}

/* A number of the next cell; false where it is out of range, or its form is not the one of writing. */
static inline bool
read_number(trade_matrix_reader *reader, int kind, trade_units *number)
{
	const trade_matrix_slice *slice = &reader->slice;
	const trade_matrix_column *column = &slice->column[kind];
	trade_matrix_cursor *cursor = &reader->cursor;
	trade_bits128 stored = trade_matrix_part(slice, column->low + (uint64_t) cursor->cell * column->low_width,
											 column->low_width);
	trade_units scaled;

	if (trade_matrix_marked(slice, column, cursor->cell))
	{
		trade_bits128 high = trade_matrix_part(slice, column->high + (uint64_t) cursor->high[kind]++ * column->high_width,
											   column->high_width);

		if (high == 0)
			return false;
		stored |= high << column->low_width;
	}
	scaled = (trade_units) (stored - column->base);
	if (reader->whole && !audit_number(reader->audit, column, kind, stored, scaled))
		return false;
	if (!column->narrow)
		return !__builtin_mul_overflow(scaled, (trade_units) column->power, number);
	*number = scaled * column->power;
	return true;
}

static bool
within_limit(trade_units number)
{
	return number <= TRADE_UNITS_LIMIT && number >= -TRADE_UNITS_LIMIT;
}

/* The numbers of the next cell; false where they are none of a matrix. */
static inline bool
read_numbers(trade_matrix_reader *reader, trade_cell *out)
{
	trade_units rest;

	out->quantity = out->quantity_value = 0;
	if (!read_number(reader, 0, &out->value))
		return false;
	if (!reader->shape.has_quantity)
		return out->value != 0 && within_limit(out->value);
	if (!read_number(reader, 1, &out->quantity) || !read_number(reader, 2, &rest))
		return false;
	/* wraps around, as it did when it was written */
	out->quantity_value = (trade_units) ((trade_bits128) out->value - (trade_bits128) rest);
	if (reader->whole && (out->quantity != 0 || out->quantity_value != 0))
		reader->audit->flags |= TRADE_MATRIX_QUANTITY;
	return within_limit(out->value) && within_limit(out->quantity) && within_limit(out->quantity_value) &&
		(out->value != 0 || out->quantity != 0 || out->quantity_value != 0);
}

static inline bool
read_cell(trade_matrix_reader *reader, trade_cell *cell)
{
	uint32_t	period;
	uint32_t	exporter;

	if (!read_place(reader, &period, &exporter))
		return false;
	if (!read_numbers(reader, cell))
		return problem(reader, "a number is out of range");
	cell->importer = reader->slice.importer;
	cell->exporter = exporter;
	cell->month = trade_matrix_month(reader, period);
	if (reader->whole)
		audit_place(reader->audit, period, exporter);
	reader->cursor.cell++;
	return true;
}

uint32_t
trade_matrix_read(trade_matrix_reader *reader, trade_cell *cells, uint32_t max)
{
	uint32_t	count = 0;

	if (max > TRADE_CELLS_PER_CALL)
		max = TRADE_CELLS_PER_CALL;
	while (count < max && reader->problem == NULL)
	{
		if (reader->cursor.cell < reader->cursor.end)
			count += read_cell(reader, &cells[count]);
		else if (!next_slice(reader))
			break;
	}
	if (reader->problem == NULL && count == 0 && reader->whole && reader->shape.cell_count > 0)
		audit_end(reader);
	return reader->problem == NULL ? count : 0;
}
