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

/* Places that have cells, and periods; words: of a row, which the compiler is to know where it is one. */
static ALWAYS_INLINE void
see_rows(trade_matrix_check *check, uint32_t words)
{
	const trade_matrix_slice *slice = &check->slice;
	uint64_t   *used = check->exporter_used;
	uint64_t	at = slice->presence;
	/* copies, which stay in registers whatever is marked */
	const uint8_t *bytes = slice->bytes;
	uint32_t	count = slice->exporter_count;

	memset(used, 0, words * sizeof(uint64_t));
	for (uint32_t first = 0; first < slice->periods; first += 64)
	{
		uint32_t	rows = slice->periods - first < 64 ? slice->periods - first : 64;
		uint64_t	seen = 0;

		for (uint32_t row = 0; row < rows; row++)
		{
			uint64_t	any = 0;

			for (uint32_t word = 0, left = count; word < words; word++)
			{
				uint32_t	bits = left < TRADE_BITS_AT_ONCE ? left : TRADE_BITS_AT_ONCE;
				uint64_t	here = trade_bits_get(bytes, at, bits);

				used[word] |= here;
				any |= here;
				at += bits;
				left -= bits;
			}
			seen |= (uint64_t) (any != 0) << row;
		}
		check->period_used[first / 64] |= seen;
	}
}

/* Places that have cells, of a row that is less than a word: as many rows at once as it holds. */
static void
see_places(trade_matrix_check *check)
{
	const trade_matrix_slice *slice = &check->slice;
	uint32_t	row = slice->exporter_count;
	uint32_t	step = TRADE_BITS_AT_ONCE / row * row;
	uint64_t	at = slice->presence;
	uint64_t	end = at + (uint64_t) row * slice->periods;
	uint64_t	seen = 0;

	for (; end - at > step; at += step)
		seen |= trade_bits_get(slice->bytes, at, step);
	seen |= trade_bits_get(slice->bytes, at, (uint32_t) (end - at));
	for (uint32_t shift = row; shift < step; shift *= 2)
		seen |= seen >> shift;
	check->exporter_used[0] = seen & trade_bits_mask(row);
}

/* Exporters rise, and each has a cell; periods that have cells are noted. */
static bool
check_grid(trade_matrix_check *check)
{
	const trade_matrix_slice *slice = &check->slice;
	int64_t		before = -1;

	if (slice->exporter_count <= TRADE_BITS_AT_ONCE / 2 && check->knows_periods)
		see_places(check);
	else if (slice->exporter_count <= TRADE_BITS_AT_ONCE)
		see_rows(check, 1);
	else
		see_rows(check, (slice->exporter_count + TRADE_BITS_AT_ONCE - 1) / TRADE_BITS_AT_ONCE);
	for (uint32_t place = 0; place < slice->exporter_count; place++)
	{
		uint32_t	exporter = trade_matrix_slice_exporter(slice, place);

		if (exporter <= before || exporter >= slice->label_count)
			return problem(check, "exporters out of order");
		before = exporter;
		trade_set_add(check->label_used, exporter);
		check->exporters += check->exporter_used[place / TRADE_BITS_AT_ONCE] >> (place % TRADE_BITS_AT_ONCE) & 1;
	}
	return true;
}

/* The next cell of a listed slice comes behind the one before. */
static ALWAYS_INLINE bool
check_place(trade_matrix_check *check, const trade_matrix_slice *slice, uint64_t bucket, uint32_t cell)
{
	uint32_t	exporter = trade_matrix_slice_exporter(slice, cell);
	uint64_t	period = bucket << slice->low_bits
		| trade_bits_get(slice->bytes, slice->low_period + (uint64_t) cell * slice->low_bits, slice->low_bits);
	int64_t		place = (int64_t) (period << 16 | exporter);

	if (period >= slice->periods || exporter >= slice->label_count || place <= check->last_place)
		return false;
	check->last_place = place;
	trade_set_add(check->exporter_used, exporter);
	trade_set_add(check->period_used, (uint32_t) period);
	return true;
}

/* So many cells of a listed slice come in order. */
static bool
check_list(trade_matrix_check *check, uint32_t cells)
{
	/* a copy, which stays in registers whatever is marked */
	const trade_matrix_slice slice = check->slice;
	uint32_t	cell = check->cell;
	uint32_t	end = cell + cells;

	for (;;)
	{
		/* there is one bit more for each cell more */
		for (uint64_t word = trade_bits_get(slice.bytes, check->bit, TRADE_BITS_AT_ONCE); word != 0; word &= word - 1, cell++)
		{
			uint64_t	at = check->bit + __builtin_ctzll(word);

			if (cell == end)
			{
				check->bit = at;
				return true;
			}
			if (!check_place(check, &slice, at - slice.presence - cell, cell))
				return problem(check, "cells out of order");
		}
		check->bit += TRADE_BITS_AT_ONCE;
		if (cell == end)
			return true;
	}
}

/* The labels that a listed slice has as exporters. */
static void
note_exporters(trade_matrix_check *check)
{
	for (uint32_t word = 0; word < (check->slice.label_count + 63) / 64; word++)
	{
		check->exporters += trade_bits_count(check->exporter_used[word]);
		check->label_used[word] |= check->exporter_used[word];
	}
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
	memset(check->indivisible, 0, sizeof(check->indivisible));
	memset(check->zero, 0, sizeof(check->zero));
	memset(check->widths, 0, slice->kinds * sizeof(check->widths[0]));
	trade_set_add(check->label_used, slice->importer);
	if (!slice->listed)
		return check_grid(check);
	memset(check->exporter_used, 0, (slice->label_count + 63) / 64 * sizeof(uint64_t));
	return true;
}

static void
note_number(trade_matrix_check *check, int kind, trade_bits128 stored, trade_units scaled)
{
	check->widths[kind].count[trade_bits_of(stored)]++;
	check->widths[kind].any |= stored;
	check->zero[kind] |= stored == 0;
	if (scaled < 0)
		check->flags |= TRADE_MATRIX_SIGNED << kind;
	/* the first number decides most of the time */
	if (!check->indivisible[kind])
		check->indivisible[kind] = scaled == (int64_t) scaled ? (int64_t) scaled % 10 != 0 : scaled % 10 != 0;
}

/* The bits that a number of less than 63 takes, without a branch. */
static inline uint32_t
width_of(uint64_t number)
{
	return 63 ^ __builtin_clzll(2 * number + 1);
}

/* Counts numbers by their width; by itself, or the loop has too few registers. */
static __attribute__((noinline)) void
count_widths(const uint8_t *bytes, uint64_t at, uint32_t width, uint32_t cells, uint32_t *count)
{
	uint64_t	mask = trade_bits_mask(width);

	for (; cells > 0; cells--, at += width)
		count[width_of(trade_bits_load(bytes + (at >> 3)) >> (at & 7) & mask)]++;
}

/* What was counted by its low part, and has a high one. */
static void
count_high_parts(trade_matrix_check *check, uint32_t cells)
{
	const trade_matrix_column column = check->slice.column[0];
	const uint8_t *bytes = check->slice.bytes;
	uint32_t   *count = check->widths[0].count;
	uint64_t	high_at = column.high + (uint64_t) check->high[0] * column.high_width;

	for (uint32_t done = 0; done < cells; done += TRADE_BITS_AT_ONCE)
	{
		uint32_t	from = check->cell + done;
		uint32_t	left = cells - done < TRADE_BITS_AT_ONCE ? cells - done : TRADE_BITS_AT_ONCE;

		uint64_t	marks = trade_bits_get(bytes, column.marks + from, left);

		check->high[0] += trade_bits_count(marks);
		for (; marks != 0; marks &= marks - 1, high_at += column.high_width)
		{
			uint64_t	at = column.low + (uint64_t) (from + __builtin_ctzll(marks)) * column.low_width;
			uint64_t	high = trade_bits_get(bytes, high_at, column.high_width);

			/* a mark for nothing is no canonical layout, and seen by their number */
			if (high == 0)
				continue;
			count[width_of(trade_bits_get(bytes, at, column.low_width))]--;
			count[column.low_width + width_of(high)]++;
		}
	}
}

/* Whether ten divides all of them: the first one decides most of the time. */
static bool
is_indivisible(const trade_matrix_check *check, uint32_t cells)
{
	const trade_matrix_column *column = &check->slice.column[0];
	uint32_t	high = check->high[0];

	for (uint32_t cell = check->cell; cell < check->cell + cells; cell++)
		if ((uint64_t) trade_matrix_narrow(&check->slice, column, column->high_width > 0, cell, &high) % 10 != 0)
			return true;
	return false;
}

/* Values that are narrow and have no base, as most have; false where one is zero. */
static bool
check_values(trade_matrix_check *check, uint32_t cells)
{
	const trade_matrix_column *column = &check->slice.column[0];
	uint32_t   *count = check->widths[0].count;
	uint32_t	width = column->low_width;
	uint32_t	widest = width + column->high_width;

	if (!check->indivisible[0])
		check->indivisible[0] = is_indivisible(check, cells);
	count_widths(check->slice.bytes, column->low + (uint64_t) check->cell * width, width, cells, count);
	if (column->high_width > 0)
		count_high_parts(check, cells);
	while (widest > 0 && count[widest] == 0)
		widest--;
	check->widths[0].any = trade_bits_mask(widest);
	return count[0] == 0;
}

/* A number of a cell; false where it is out of range. */
static bool
check_number(trade_matrix_check *check, int kind, uint32_t cell, trade_units *number)
{
	const trade_matrix_column *column = &check->slice.column[kind];
	trade_bits128 stored;
	trade_units scaled;

	stored = trade_matrix_stored(&check->slice, column, cell, &check->high[kind]);
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
		return check_values(check, cells);
	for (uint32_t i = 0; i < cells; i++)
		if (!check_cell(check, check->cell + i))
			return false;
	return true;
}

bool
trade_matrix_check_widths(const trade_matrix_check *check)
{
	for (uint32_t kind = 0; kind < check->slice.kinds; kind++)
	{
		uint32_t	low;
		uint32_t	high;

		trade_matrix_choose_widths(&check->widths[kind], check->slice.cells, &low, &high);
		if (low != check->slice.column[kind].low_width || high != check->slice.column[kind].high_width)
			return false;
	}
	return true;
}

/* Whether the form of a kind is the one that writing takes, of such widths. */
static bool
is_canonical(const trade_matrix_check *check, int kind)
{
	const trade_matrix_column *column = &check->slice.column[kind];
	uint32_t	low = column->low_width;
	uint32_t	high = column->high_width;
	uint32_t	wide = 0;

	/* no high part is nothing */
	for (uint32_t width = low + 1; width <= low + high; width++)
		wide += check->widths[kind].count[width];
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
	bool		lists;

	if (slice->listed)
		note_exporters(check);
	lists = trade_matrix_list_bits(slice->cells, slice->periods, slice->label_bits)
		< trade_matrix_grid_bits(check->exporters, slice->periods, slice->label_bits);
	for (uint32_t kind = 0; kind < slice->kinds; kind++)
		if (!is_canonical(check, kind))
			return problem(check, "not the canonical layout");
	if (slice->listed != lists || (!slice->listed && slice->exporter_count != check->exporters) || spare > 7 ||
		trade_bits_get(slice->bytes, slice->end, spare) != 0)
		return problem(check, "not the canonical layout");
	return true;
}

/* Once all is looked at: the head must be the one that writing gives. */
static bool
end(trade_matrix_check *check)
{
	const trade_matrix_shape *shape = &check->reader->shape;

	if (!trade_set_is_full(check->label_used, shape->label_count))
		return problem(check, "a label without cells");
	if (!trade_set_is_full(check->period_used, shape->period_count))
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
	{
		if (!trade_matrix_check_step(check) && reader->problem == NULL && !trade_matrix_check_widths(check))
			(void) problem(check, "not the canonical layout");
	}
	else if (check->at < reader->shape.importer_count)
		(void) trade_matrix_check_slice(check, reader, check->at++);
	else
		return check->at > 0 && end(check);
	return reader->problem == NULL;
}
