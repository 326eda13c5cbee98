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
	/* no condition that the compiler could make a branch of */
	uint64_t	second = width & -(uint64_t) (count > 1);
	uint64_t	third = second + (width & -(uint64_t) (count > 2));
	uint64_t	fourth = third + (width & -(uint64_t) (count > 3));

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

/* Up to so many cells are gone through in a step; the end of one that begins at a cell. */
static ALWAYS_INLINE uint32_t
step_end(uint32_t cell, uint32_t end)
{
	return end - cell < TRADE_CELLS_PER_CALL ? end : cell + TRADE_CELLS_PER_CALL;
}

/* Between two steps; pause may be NULL. */
static ALWAYS_INLINE void
take_pause(void (*pause) (void))
{
	if (pause != NULL)
		pause();
}

extern bool trade_matrix_add_any(const trade_matrix_slice *slice, const trade_matrix_column *column,
								 uint32_t from, uint32_t to, trade_sum *sum, void (*pause) (void));

/* The sum of the numbers of cells [from, to), one at least; false where one is out of range. */
static ALWAYS_INLINE bool
sum_numbers(const trade_matrix_slice *slice, const trade_matrix_column *column, uint32_t from, uint32_t to,
			trade_sum *sum, void (*pause) (void))
{
	uint32_t	high;

	*sum = trade_sum_of(0);
	if (!column->narrow)
		return trade_matrix_add_any(slice, column, from, to, sum, pause);
	high = trade_matrix_marks_before(slice, column, from);
	*sum = trade_sum_of(add_narrow(slice, column, from, to, &high));
	return true;
}

/* Numbers of one kind, of cells that rise, each once. */
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

	/* most come one behind the other */
	if (column->high_width > 0 && reader->cell < cell)
		reader->high += trade_bits_count_range(reader->slice->bytes, column->marks + reader->cell, cell - reader->cell);
	reader->cell = cell + 1;
	if (!column->narrow)
		return trade_matrix_number(reader->slice, column, cell, &reader->high, number);
	*number = (trade_units) trade_matrix_narrow(reader->slice, column, column->high_width > 0, cell, &reader->high)
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
 * Cells one after the other: visit(context, slice, period, exporter, cell) of each; false
 * where visit, a function that is part of the loop, gives that, or the exporter is none.
 * Of a listed slice the period is the one that the caller says.  Where places are asked
 * for, what visit gets of a slice that is not listed is where the exporter is among those
 * that the slice has.
 */
typedef bool (*cell_visit) (void *context, const trade_matrix_slice *slice, uint32_t period, uint32_t exporter,
							uint32_t cell);

static ALWAYS_INLINE bool
walk_cells(const trade_matrix_slice *slice, uint32_t period, uint32_t cell, uint32_t end, void (*pause) (void),
		   cell_visit visit, void *context)
{
	for (uint32_t stop = step_end(cell, end); cell < end; stop = step_end(cell, end))
	{
		for (; cell < stop; cell++)
		{
			uint32_t	exporter = trade_matrix_slice_exporter(slice, cell);

			if (exporter >= slice->label_count || !visit(context, slice, period, exporter, cell))
				return false;
		}
		if (cell < end)
			take_pause(pause);
	}
	return true;
}

/*
 * Of a slice that is not listed, some periods at a time: a place is what a bit's number
 * leaves when it is divided by the number of exporters, which a product does as long as
 * both are below 2^16 (Granlund and Montgomery 1994).  To go on period by period would be
 * to guess how many cells each of them has.
 */
#define BITS_AT_ONCE 65536

static ALWAYS_INLINE bool
walk_periods(const trade_matrix_slice *slice, uint32_t from, uint32_t to, uint32_t *cell, bool places, cell_visit visit,
			 void *context)
{
	uint32_t	count = slice->exporter_count;
	uint64_t	inverse = (uint64_t) (UINT32_MAX / count) + 1;
	uint64_t	begin = slice->presence + (uint64_t) from * count;
	uint32_t	bits = (to - from) * count;
	uint32_t	here = *cell;

	for (uint32_t at = 0; at < bits; at += TRADE_BITS_AT_ONCE)
	{
		uint32_t	rest = bits - at < TRADE_BITS_AT_ONCE ? bits - at : TRADE_BITS_AT_ONCE;

		for (uint64_t word = trade_bits_get(slice->bytes, begin + at, rest); word != 0; word &= word - 1)
		{
			uint32_t	bit = at + __builtin_ctzll(word);
			uint32_t	period = (uint32_t) (bit * inverse >> 32);
			uint32_t	place = bit - period * count;
			uint32_t	exporter = places ? place : trade_matrix_slice_exporter(slice, place);

			if ((!places && exporter >= slice->label_count) || !visit(context, slice, from + period, exporter, here++))
				return false;
		}
	}
	*cell = here;
	return true;
}

static ALWAYS_INLINE bool
walk_grid(const trade_matrix_slice *slice, const trade_matrix_question *question, int window, bool places, cell_visit visit,
		  void *context)
{
	trade_matrix_range range = question->range[window];
	uint32_t	cell = slice->first[question->from[window]];
	uint32_t	step = BITS_AT_ONCE / slice->exporter_count;

	for (; range.to - range.from > step; range.from += step)
	{
		if (!walk_periods(slice, range.from, range.from + step, &cell, places, visit, context))
			return false;
		take_pause(question->pause);
	}
	return walk_periods(slice, range.from, range.to, &cell, places, visit, context);
}

static ALWAYS_INLINE bool
walk(const trade_matrix_slice *slice, const trade_matrix_question *question, int window, bool places, cell_visit visit,
	 void *context)
{
	return slice->listed ? walk_cells(slice, 0, slice->first[question->from[window]], slice->first[question->to[window]],
									  question->pause, visit, context)
		: walk_grid(slice, question, window, places, visit, context);
}

#endif
