/* The stored form of a matrix: whether it is the one that writing makes. */
#include "matrix/check_core.h"

static bool
problem(trade_matrix_check *check, const char *what)
{
	check->reader->problem = what;
	return false;
}

/* The maps are big; only what is in use is cleared. */
void
trade_matrix_check_begin(trade_matrix_check *check, uint32_t labels, uint32_t periods)
{
	memset(check, 0, offsetof(trade_matrix_check, exporter_used));
	memset(check->label_used, 0, (labels + 63) / 64 * sizeof(uint64_t));
	memset(check->period_used, 0, (periods + 63) / 64 * sizeof(uint64_t));
}

static void
mark(uint64_t *used, uint32_t id)
{
	used[id / 64] |= UINT64_C(1) << (id % 64);
}

/* Exporters rise, and each has a cell; periods that have cells are noted. */
static bool
check_grid(trade_matrix_check *check)
{
	const trade_matrix_slice *slice = &check->slice;
	uint32_t	words = (slice->exporter_count + TRADE_BITS_AT_ONCE - 1) / TRADE_BITS_AT_ONCE;
	uint64_t	at = slice->presence;
	int64_t		before = -1;

	memset(check->exporter_used, 0, words * sizeof(uint64_t));
	for (uint32_t period = 0; period < slice->periods; period++)
	{
		uint64_t	any = 0;

		for (uint32_t word = 0, left = slice->exporter_count; word < words; word++)
		{
			uint32_t	bits = left < TRADE_BITS_AT_ONCE ? left : TRADE_BITS_AT_ONCE;
			uint64_t	here = trade_bits_get(slice->bytes, at, bits);

			check->exporter_used[word] |= here;
			any |= here;
			at += bits;
			left -= bits;
		}
		if (any != 0)
			mark(check->period_used, period);
	}
	for (uint32_t place = 0; place < slice->exporter_count; place++)
	{
		uint32_t	exporter = trade_matrix_slice_exporter(slice, place);

		if (exporter <= before || exporter >= slice->label_count)
			return problem(check, "exporters out of order");
		before = exporter;
		mark(check->label_used, exporter);
		check->exporters += check->exporter_used[place / TRADE_BITS_AT_ONCE] >> (place % TRADE_BITS_AT_ONCE) & 1;
	}
	return true;
}

/* So many cells of a listed slice come in order. */
static bool
check_list(trade_matrix_check *check, uint32_t cells)
{
	const trade_matrix_slice *slice = &check->slice;

	for (uint32_t cell = check->cell; cell < check->cell + cells; cell++)
	{
		uint32_t	exporter = trade_matrix_slice_exporter(slice, cell);
		uint64_t	word;
		uint64_t	period;

		/* there is one bit more for each cell more */
		while ((word = trade_bits_get(slice->bytes, check->bit, TRADE_BITS_AT_ONCE)) == 0)
			check->bit += TRADE_BITS_AT_ONCE;
		check->bit += __builtin_ctzll(word);
		period = (check->bit++ - slice->presence - cell) << slice->low_bits
			| trade_bits_get(slice->bytes, slice->low_period + (uint64_t) cell * slice->low_bits, slice->low_bits);
		if (period >= slice->periods || exporter >= slice->label_count ||
			(int64_t) (period << 16 | exporter) <= check->last_place)
			return problem(check, "cells out of order");
		check->last_place = (int64_t) (period << 16 | exporter);
		check->exporters += ~check->exporter_used[exporter / 64] >> (exporter % 64) & 1;
		mark(check->exporter_used, exporter);
		mark(check->label_used, exporter);
		mark(check->period_used, (uint32_t) period);
	}
	return true;
}

bool
trade_matrix_check_slice(trade_matrix_check *check, trade_matrix_reader *reader, uint32_t at)
{
	static const trade_matrix_bounds no_bounds = {0};
	trade_matrix_slice *slice = &check->slice;

	check->reader = reader;
	if (!trade_matrix_place_slice(reader, at, NULL, &no_bounds, slice))
		return false;
	check->cell = 0;
	check->exporters = 0;
	check->bit = slice->presence;
	check->last_place = -1;
	memset(check->high, 0, sizeof(check->high));
	memset(check->any, 0, sizeof(check->any));
	memset(check->indivisible, 0, sizeof(check->indivisible));
	memset(check->zero, 0, sizeof(check->zero));
	memset(check->count, 0, slice->kinds * sizeof(check->count[0]));
	mark(check->label_used, slice->importer);
	if (!slice->listed)
		return check_grid(check);
	memset(check->exporter_used, 0, (slice->label_count + 63) / 64 * sizeof(uint64_t));
	return true;
}

/* A number as it is stored. */
static trade_bits128
read_stored(const trade_matrix_slice *slice, const trade_matrix_column *column, uint32_t cell, uint32_t *high)
{
	trade_bits128 stored = trade_matrix_part(slice, column->low + (uint64_t) cell * column->low_width,
											 column->low_width);

	if (trade_matrix_marked(slice, column, cell))
		stored |= trade_matrix_part(slice, column->high + (uint64_t) (*high)++ * column->high_width,
									column->high_width) << column->low_width;
	return stored;
}

static void
note_number(trade_matrix_check *check, int kind, trade_bits128 stored, trade_units scaled)
{
	check->count[kind][trade_bits_of(stored)]++;
	check->any[kind] |= stored;
	check->zero[kind] |= stored == 0;
	if (scaled < 0)
		check->flags |= TRADE_MATRIX_SIGNED << kind;
	/* the first number decides most of the time */
	if (!check->indivisible[kind])
		check->indivisible[kind] = scaled == (int64_t) scaled ? (int64_t) scaled % 10 != 0 : scaled % 10 != 0;
}

/* Values that are narrow and have no base, as most have. */
static ALWAYS_INLINE bool
check_values(trade_matrix_check *check, uint32_t cells, bool two)
{
	const trade_matrix_slice *slice = &check->slice;
	uint32_t   *count = check->count[0];
	uint64_t	any = 0;
	bool		no_zero = true;

	for (uint32_t cell = check->cell; cell < check->cell + cells; cell++)
	{
		uint64_t	stored = (uint64_t) trade_matrix_narrow(slice, &slice->column[0], two, cell, &check->high[0]);

		no_zero &= stored != 0;
		any |= stored;
		count[64 - __builtin_clzll(stored | 1)]++;
		if (!check->indivisible[0])
			check->indivisible[0] = stored % 10 != 0;
	}
	check->any[0] |= any;
	return no_zero;
}

/* A number of a cell; false where it is out of range. */
static bool
check_number(trade_matrix_check *check, int kind, uint32_t cell, trade_units *number)
{
	const trade_matrix_column *column = &check->slice.column[kind];
	trade_bits128 stored;
	trade_units scaled;

	stored = read_stored(&check->slice, column, cell, &check->high[kind]);
	scaled = (trade_units) (stored - column->base);
	note_number(check, kind, stored, scaled);
	return (scaled < 0) == (stored < column->base) &&
		!__builtin_mul_overflow(scaled, (trade_units) column->power, number) &&
		(kind == 2 || (*number <= TRADE_UNITS_LIMIT && *number >= -TRADE_UNITS_LIMIT));
}

static bool
check_cell(trade_matrix_check *check, uint32_t cell)
{
	trade_units number[TRADE_MATRIX_NUMBERS];
	trade_units quantity_value;

	if (!check_number(check, 0, cell, &number[0]))
		return false;
	if (check->slice.kinds == 1)
		return number[0] != 0;
	if (!check_number(check, 1, cell, &number[1]) || !check_number(check, 2, cell, &number[2]))
		return false;
	/* wraps around, as it did when it was written */
	quantity_value = trade_cell_rest(number[0], number[2]);
	if (number[1] != 0 || quantity_value != 0)
		check->flags |= TRADE_MATRIX_QUANTITY;
	else if (number[0] == 0)
		return false;
	return quantity_value <= TRADE_UNITS_LIMIT && quantity_value >= -TRADE_UNITS_LIMIT;
}

static bool
check_numbers(trade_matrix_check *check, uint32_t cells)
{
	const trade_matrix_column *column = &check->slice.column[0];

	if (check->slice.kinds == 1 && column->narrow && column->base == 0)
		return column->high_width > 0 ? check_values(check, cells, true) : check_values(check, cells, false);
	for (uint32_t i = 0; i < cells; i++)
		if (!check_cell(check, check->cell + i))
			return false;
	return true;
}

/* Whether the form of a kind is the one that writing takes. */
static bool
is_canonical(const trade_matrix_check *check, int kind)
{
	const trade_matrix_column *column = &check->slice.column[kind];
	uint32_t	low;
	uint32_t	high;
	uint32_t	wide = 0;

	trade_matrix_choose_widths(check->count[kind], trade_bits_of(check->any[kind]), check->slice.cells, &low, &high);
	if (low != column->low_width || high != column->high_width)
		return false;
	/* no high part is nothing */
	for (uint32_t width = low + 1; width <= low + high; width++)
		wide += check->count[kind][width];
	if (wide != check->high[kind])
		return false;
	if (column->base != 0 && !check->zero[kind])
		return false;
	if (low == 0 && high == 0 && column->base == 0)
		return column->power == 1;
	return column->power == TRADE_MATRIX_POWER_MOST || check->indivisible[kind];
}

/* No byte is too many, and bits behind the last one are zero. */
static bool
end_slice(trade_matrix_check *check)
{
	const trade_matrix_slice *slice = &check->slice;
	uint32_t	spare = (uint32_t) (slice->bits - slice->end);
	bool		lists = trade_matrix_list_bits(slice->cells, slice->periods, slice->label_bits)
		< trade_matrix_grid_bits(check->exporters, slice->periods, slice->label_bits);

	for (uint32_t kind = 0; kind < slice->kinds; kind++)
		if (!is_canonical(check, kind))
			return problem(check, "not the canonical layout");
	if (slice->listed != lists || (!slice->listed && slice->exporter_count != check->exporters) || spare > 7 ||
		trade_bits_get(slice->bytes, slice->end, spare) != 0)
		return problem(check, "not the canonical layout");
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

/* Once all is looked at: the head must be the one that writing gives. */
static bool
end(trade_matrix_check *check)
{
	const trade_matrix_shape *shape = &check->reader->shape;

	if (!all_used(check->label_used, shape->label_count))
		return problem(check, "a label without cells");
	if (!all_used(check->period_used, shape->period_count))
		return problem(check, "a period without cells");
	if (check->flags != shape->flags)
		return problem(check, "not the canonical layout");
	return false;
}

bool
trade_matrix_check_step(trade_matrix_check *check)
{
	uint32_t	left = check->slice.cells - check->cell;
	uint32_t	cells = left < TRADE_CELLS_PER_CALL ? left : TRADE_CELLS_PER_CALL;

	if (check->slice.listed && !check_list(check, cells))
		return false;
	if (!check_numbers(check, cells))
		return problem(check, "a number is out of range");
	check->cell += cells;
	if (left > cells)
		return true;
	(void) end_slice(check);
	return false;
}

bool
trade_matrix_check_next(trade_matrix_check *check, trade_matrix_reader *reader)
{
	if (check->cell < check->slice.cells)
		(void) trade_matrix_check_step(check);
	else if (check->at < reader->shape.importer_count)
		(void) trade_matrix_check_slice(check, reader, check->at++);
	else
		return check->at > 0 && end(check);
	return reader->problem == NULL;
}
