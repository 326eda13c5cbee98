/*
 * Sums of a slice's numbers, and a walk over its cells: the one kernel of all questions.
 * For the files that ask: all of it is to become part of their loops.
 */
#ifndef TRADE_MATRIX_SUM_CORE_H
#define TRADE_MATRIX_SUM_CORE_H

#include "matrix/question_core.h"

/* So many numbers of up to 57 bits add up in 64. */
#define ADDED_AT_ONCE 64

/*
 * Up to so many are looked at whether they are there or not: to guess wrongly how many
 * there are costs more.
 */
#define GUESSED 4

/* The number at a place, 0 where it is not there. */
static ALWAYS_INLINE uint64_t
part_if(const uint8_t *bytes, uint64_t at, uint64_t mask, bool there)
{
	return trade_bits_load(bytes + (at >> 3)) >> (at & 7) & mask & -(uint64_t) there;
}

static ALWAYS_INLINE uint64_t
add_few(const trade_matrix_slice *slice, uint64_t at, uint32_t width, uint32_t count)
{
	const uint8_t *bytes = slice->bytes;
	uint64_t	mask = trade_bits_mask(width);
	uint64_t	second = count > 1 ? width : 0;
	uint64_t	third = count > 2 ? 2 * width : 0;
	uint64_t	fourth = count > 3 ? 3 * width : 0;

	return part_if(bytes, at, mask, count > 0) + part_if(bytes, at + second, mask, count > 1)
		+ part_if(bytes, at + third, mask, count > 2) + part_if(bytes, at + fourth, mask, count > 3);
}

/* Parts of numbers that are neighbours; no step waits for the one before. */
static ALWAYS_INLINE trade_bits128
add_parts(const trade_matrix_slice *slice, uint64_t at, uint32_t width, uint32_t count)
{
	trade_bits128 all = 0;

	if (count <= GUESSED)
		return add_few(slice, at, width, count);
	while (count > 0)
	{
		uint64_t	end = at + (uint64_t) width * (count < ADDED_AT_ONCE ? count : ADDED_AT_ONCE);
		uint64_t	mask = trade_bits_mask(width);
		uint64_t	some = 0;

		count -= count < ADDED_AT_ONCE ? count : ADDED_AT_ONCE;
		for (; at < end; at += width)
			some += trade_bits_load(slice->bytes + (at >> 3)) >> (at & 7) & mask;
		all += some;
	}
	return all;
}

/*
 * Narrow numbers of cells [from, to); high: so many high parts stand before them, then
 * behind them.
 */
static ALWAYS_INLINE trade_units
add_narrow(const trade_matrix_slice *slice, const trade_matrix_column *column, uint32_t from, uint32_t to,
		   uint32_t *high)
{
	trade_bits128 sum = add_parts(slice, column->low + (uint64_t) from * column->low_width, column->low_width, to - from);

	if (column->high_width > 0)
	{
		uint32_t	marked = trade_bits_count_range(slice->bytes, column->marks + from, to - from);

		sum += add_parts(slice, column->high + (uint64_t) *high * column->high_width, column->high_width, marked)
			<< column->low_width;
		*high += marked;
	}
	if (column->base != 0)
		sum -= (to - from) * column->base;
	return (trade_units) sum * column->power;
}

extern bool trade_matrix_add_any(const trade_matrix_slice *slice, const trade_matrix_column *column,
								 uint32_t from, uint32_t to, trade_sum *sum);

/* The sum of the numbers of cells [from, to); false where one is out of range. */
static ALWAYS_INLINE bool
sum_numbers(const trade_matrix_slice *slice, const trade_matrix_column *column, uint32_t from, uint32_t to,
			trade_sum *sum)
{
	uint32_t	high;

	*sum = trade_sum_of(0);
	if (from == to)
		return true;
	if (!column->narrow)
		return trade_matrix_add_any(slice, column, from, to, sum);
	high = trade_matrix_marks_before(slice, column, from);
	*sum = trade_sum_of(add_narrow(slice, column, from, to, &high));
	return true;
}

/* Numbers of one kind, of cells that rise. */
typedef struct number_reader
{
	const trade_matrix_slice *slice;
	const trade_matrix_column *column;
	uint32_t	cell;			/* high parts before it are counted */
	uint32_t	high;
} number_reader;

static ALWAYS_INLINE bool
get_number(number_reader *reader, uint32_t cell, trade_units *number)
{
	const trade_matrix_column *column = reader->column;
	uint32_t	high;

	if (column->high_width > 0)
		reader->high += trade_bits_count_range(reader->slice->bytes, column->marks + reader->cell, cell - reader->cell);
	reader->cell = cell;
	high = reader->high;
	if (!column->narrow)
		return trade_matrix_number(reader->slice, column, cell, &high, number);
	*number = (trade_units) trade_matrix_narrow(reader->slice, column, column->high_width > 0, cell, &high)
		* column->power;
	return true;
}

static ALWAYS_INLINE bool
add_number(number_reader *reader, uint32_t cell, trade_sum *sum)
{
	trade_units number;

	if (!get_number(reader, cell, &number))
		return false;
	trade_sum_add_units(sum, number);
	return true;
}

/*
 * Cells of a window one after the other: visit(context, exporter, cell) of each;
 * false where visit, a function that is part of the loop, gives that, or the exporter
 * is none.
 */
typedef bool (*cell_visit) (void *context, uint32_t exporter, uint32_t cell);

static ALWAYS_INLINE bool
walk_listed(const trade_matrix_slice *slice, uint32_t cell, uint32_t end, cell_visit visit, void *context)
{
	for (; cell < end; cell++)
	{
		uint32_t	exporter = trade_matrix_slice_exporter(slice, cell);

		if (exporter >= slice->label_count || !visit(context, exporter, cell))
			return false;
	}
	return true;
}

/* Bits of a window that a word holds: exporters of all its periods in one loop, whose length is known. */
static ALWAYS_INLINE bool
walk_word(const trade_matrix_slice *slice, uint64_t word, uint32_t cell, uint32_t end, cell_visit visit, void *context)
{
	uint32_t	count = slice->exporter_count;
	uint32_t	inverse = 65536 / count + 1;

	for (; cell < end; cell++, word &= word - 1)
	{
		uint32_t	bit = __builtin_ctzll(word);
		uint32_t	exporter = trade_matrix_slice_exporter(slice, bit - (bit * inverse >> 16) * count);

		if (exporter >= slice->label_count || !visit(context, exporter, cell))
			return false;
	}
	return true;
}

/* A walk over a window whose presence is more bits than a word: period by period. */
static ALWAYS_INLINE bool
walk_grid(const trade_matrix_slice *slice, trade_matrix_range range, uint32_t cell, cell_visit visit, void *context)
{
	uint64_t	bit = slice->presence + (uint64_t) range.from * slice->exporter_count;

	for (uint32_t period = range.from; period < range.to; period++)
	{
		uint32_t	rest;

		for (uint32_t at = 0; at < slice->exporter_count; at += rest, bit += rest)
		{
			uint64_t	word;

			rest = slice->exporter_count - at;
			if (rest > TRADE_BITS_AT_ONCE)
				rest = TRADE_BITS_AT_ONCE;
			for (word = trade_bits_get(slice->bytes, bit, rest); word != 0; word &= word - 1)
			{
				uint32_t	exporter = trade_matrix_slice_exporter(slice, at + __builtin_ctzll(word));

				if (exporter >= slice->label_count || !visit(context, exporter, cell++))
					return false;
			}
		}
	}
	return true;
}

static ALWAYS_INLINE bool
walk(const trade_matrix_slice *slice, const trade_matrix_question *question, int window, cell_visit visit, void *context)
{
	uint32_t	from = slice->first[question->from[window]];

	uint32_t	to = slice->first[question->to[window]];
	trade_matrix_range range = question->range[window];
	uint64_t	bits = (uint64_t) (range.to - range.from) * slice->exporter_count;

	if (slice->listed)
		return walk_listed(slice, from, to, visit, context);
	if (bits > TRADE_BITS_AT_ONCE)
		return walk_grid(slice, range, from, visit, context);
	return walk_word(slice, trade_bits_get(slice->bytes, slice->presence + (uint64_t) range.from * slice->exporter_count, bits),
					 from, to, visit, context);
}

static ALWAYS_INLINE bool
is_set(const uint64_t *set, uint32_t label)
{
	return set[label / 64] >> (label % 64) & 1;
}

#endif
