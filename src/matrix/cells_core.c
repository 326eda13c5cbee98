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
	cursor->last_exporter = -1;
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
	const trade_matrix_bounds bounds = {.count = 2, .period = {reader->window.from, reader->window.to}};

	if (!trade_matrix_place_slice(reader, at, bytes, &bounds, &reader->slice))
		return false;
	begin_cells(reader);
	return true;
}

bool
trade_matrix_enter(trade_matrix_reader *reader, uint32_t at, const uint8_t *slice)
{
	reader->importer_at = reader->importer_end = at + 1;
	return begin_slice(reader, at, slice);
}

/* A slice with cells to read; false at the end, or at a problem. */
static bool
next_slice(trade_matrix_reader *reader)
{
	return reader->importer_at < reader->importer_end && begin_slice(reader, reader->importer_at++, NULL);
}

/*
 * Exporters and months of the next cells of a slice that is not listed; false where they are
 * out of order.  So many cells are there, so nothing behind the presence is taken for one.
 */
static bool
read_grid(trade_matrix_reader *reader, trade_cell *cells, uint32_t count)
{
	/* copies, which stay in registers whatever is written */
	const trade_matrix_slice *slice = &reader->slice;
	const uint8_t *bytes = slice->bytes;
	trade_matrix_cursor *cursor = &reader->cursor;
	uint64_t	from = cursor->bit;
	uint64_t	period_end = cursor->period_end;
	int64_t		before = cursor->last_exporter;
	trade_month month = trade_matrix_month(reader, cursor->period);
	uint32_t	done = 0;

	for (;; from += TRADE_BITS_AT_ONCE)
		for (uint64_t word = trade_bits_get(bytes, from, TRADE_BITS_AT_ONCE); word != 0; word &= word - 1)
		{
			uint64_t	bit = from + __builtin_ctzll(word);
			uint32_t	exporter;

			if (bit >= period_end)
			{
				for (; bit >= period_end; period_end += slice->exporter_count)
					cursor->period++;
				before = -1;
				month = trade_matrix_month(reader, cursor->period);
			}
			exporter = trade_matrix_slice_exporter(slice, (uint32_t) (bit + slice->exporter_count - period_end));
			if (exporter >= slice->label_count || (int64_t) exporter <= before)
				return problem(reader, "cells out of order");
			before = exporter;
			cells[done].importer = slice->importer;
			cells[done].exporter = exporter;
			cells[done].month = month;
			if (++done < count)
				continue;
			cursor->bit = bit + 1;
			cursor->period_end = period_end;
			cursor->last_exporter = before;
			return true;
		}
}

/* The same of a listed one. */
static bool
read_list(trade_matrix_reader *reader, trade_cell *cells, uint32_t count)
{
	const trade_matrix_slice *slice = &reader->slice;
	trade_matrix_cursor *cursor = &reader->cursor;

	for (uint32_t i = 0; i < count; i++)
	{
		uint32_t	cell = cursor->cell + i;
		uint32_t	exporter = trade_matrix_slice_exporter(slice, cell);
		uint64_t	period = trade_matrix_list_period(slice, &cursor->bit, cell);

		if (period > cursor->period)
			cursor->last_exporter = -1;
		if (period < cursor->period || period >= reader->window.to || exporter >= slice->label_count ||
			(int64_t) exporter <= cursor->last_exporter)
			return problem(reader, "cells out of order");
		cursor->period = (uint32_t) period;
		cursor->last_exporter = exporter;
		cells[i].importer = slice->importer;
		cells[i].exporter = exporter;
		cells[i].month = trade_matrix_month(reader, (uint32_t) period);
	}
	return true;
}

/* Where a number of a kind goes; the third one for now as it is stored. */
static inline trade_units *
number_of(trade_cell *cell, int kind)
{
	return kind == 0 ? &cell->value : kind == 1 ? &cell->quantity : &cell->quantity_value;
}

static ALWAYS_INLINE void
read_narrow(trade_matrix_reader *reader, int kind, bool two, trade_cell *cells, uint32_t count)
{
	const trade_matrix_slice *slice = &reader->slice;
	const trade_matrix_column column = slice->column[kind];
	uint32_t	cell = reader->cursor.cell;
	uint32_t	high = reader->cursor.high[kind];

	for (uint32_t i = 0; i < count; i++)
		*number_of(&cells[i], kind) = (trade_units) trade_matrix_narrow(slice, &column, two, cell + i, &high)
			* column.power;
	reader->cursor.high[kind] = high;
}

/* Numbers of a kind, which the compiler is to know, of the next cells; false where one is out of range. */
static ALWAYS_INLINE bool
read_column(trade_matrix_reader *reader, int kind, trade_cell *cells, uint32_t count)
{
	const trade_matrix_slice *slice = &reader->slice;
	const trade_matrix_column *column = &slice->column[kind];

	if (column->narrow && column->high_width == 0)
		read_narrow(reader, kind, false, cells, count);
	else if (column->narrow)
		read_narrow(reader, kind, true, cells, count);
	else
		for (uint32_t i = 0; i < count; i++)
			if (!trade_matrix_number(slice, column, reader->cursor.cell + i, &reader->cursor.high[kind],
									 number_of(&cells[i], kind)))
				return false;
	return true;
}

static bool
within_limit(trade_units number)
{
	return number <= TRADE_UNITS_LIMIT && number >= -TRADE_UNITS_LIMIT;
}

/* Values of the next cells where there are no quantities; false where they are none of a matrix. */
static bool
read_values(trade_matrix_reader *reader, trade_cell *cells, uint32_t count)
{
	bool		wide = !reader->slice.column[0].narrow;
	bool		valid = read_column(reader, 0, cells, count);

	for (uint32_t i = 0; i < count; i++)
	{
		cells[i].quantity = cells[i].quantity_value = 0;
		valid &= cells[i].value != 0 && (!wide || within_limit(cells[i].value));
	}
	return valid;
}

/* The same with quantities. */
static bool
read_numbers(trade_matrix_reader *reader, trade_cell *cells, uint32_t count)
{
	for (int kind = 0; kind < TRADE_MATRIX_NUMBERS; kind++)
		if (!read_column(reader, kind, cells, count))
			return false;
	for (uint32_t i = 0; i < count; i++)
	{
		trade_cell *cell = &cells[i];

		/* wraps around, as it did when it was written */
		cell->quantity_value = trade_cell_rest(cell->value, cell->quantity_value);
		if (!within_limit(cell->value) || !within_limit(cell->quantity) || !within_limit(cell->quantity_value) ||
			(cell->value == 0 && cell->quantity == 0 && cell->quantity_value == 0))
			return false;
	}
	return true;
}

static bool
read_cells(trade_matrix_reader *reader, trade_cell *cells, uint32_t count)
{
	if (!(reader->slice.listed ? read_list(reader, cells, count) : read_grid(reader, cells, count)))
		return false;
	if (!(reader->slice.kinds > 1 ? read_numbers(reader, cells, count) : read_values(reader, cells, count)))
		return problem(reader, "a number is out of range");
	reader->cursor.cell += count;
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
		uint32_t	left = reader->cursor.end - reader->cursor.cell;
		uint32_t	more = left < max - count ? left : max - count;

		if (more == 0 ? !next_slice(reader) : !read_cells(reader, cells + count, more))
			break;
		count += more;
	}
	return reader->problem == NULL ? count : 0;
}
