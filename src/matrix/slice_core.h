/*
 * A slice of a stored matrix: the cells of one importer, in bits, period by period
 * and in each period by exporter.  Columns follow each other without a gap, lowest
 * bit first; bits up to the next full byte are zero.
 *
 *   1 bit      listed
 *   forms      of each kind of numbers: 4 bits power, 7 bits low width, 7 bits high
 *              width; where the matrix has negative numbers of the kind also 8 bits
 *              width of a base, and the base
 *   exporters  not listed: their number less one, then each once, rising
 *   presence   not listed: for each period of the matrix a bit for each exporter
 *              listed: the periods of all cells (below)
 *   exporters  listed: of all cells
 *   numbers    kind by kind: where there is a high width, a mark for each cell; the
 *              low part of each cell; the high part of each that is marked
 *
 * Exporters have as many bits as the largest label needs.  A slice is listed where
 * that takes fewer bits.
 *
 * So the cells of a window are neighbours, and so are their numbers, all of one width:
 * a window, or all periods, is summed without looking at pairs.  A number is its low
 * part and, where it is marked, its high part times 2^low width, less the base, times
 * 10^power (directly addressable codes of two levels: Brisaboa, Ladra and Navarro
 * 2009).  Power and base are the largest that leave all numbers whole and not
 * negative, the widths those that take fewest bits.
 *
 * Periods of a listed slice rise, so they are kept as Elias and Fano do: of each the
 * low bits, as many as log2(periods / cells), then the others in unary: period by
 * period a one for each cell, then a zero.
 */
#ifndef TRADE_MATRIX_SLICE_CORE_H
#define TRADE_MATRIX_SLICE_CORE_H

#include <stdbool.h>

#include "exact/value_core.h"
#include "matrix/bits_core.h"
#include "matrix/format_core.h"

/*
 * Periods, rising, whose first cells are wanted; the last may be the number of periods.
 * Where an exporter is needed, a slice without it between the first and the last of them
 * is opened no further than it takes to see that.
 */
#define TRADE_MATRIX_BOUNDS 4
typedef struct trade_matrix_bounds
{
	uint32_t	count;
	uint32_t	period[TRADE_MATRIX_BOUNDS];
	bool		needs;
	uint32_t	exporter;
	uint32_t	step;			/* bits of the exporters that are compared at once, */
	uint64_t	ones;			/* the lowest bit of each, */
	uint64_t	tops;			/* the highest bit of each, */
	uint64_t	wanted;			/* and the exporter in each */
} trade_matrix_bounds;

/* An exporter is needed: a label of the matrix. */
extern void trade_matrix_need(trade_matrix_bounds *bounds, const trade_matrix_shape *shape, uint32_t exporter);

/* Numbers of one kind. */
typedef struct trade_matrix_column
{
	uint32_t	low_width;
	uint32_t	high_width;		/* 0: no number has a high part */
	int64_t		power;
	trade_bits128 base;
	bool		narrow;			/* numbers are of 63 bits, and all of a matrix's add up in 127 */
	uint64_t	marks;			/* bits where each part begins */
	uint64_t	low;
	uint64_t	high;
} trade_matrix_column;

typedef struct trade_matrix_slice
{
	const uint8_t *bytes;		/* TRADE_BITS_BEHIND more than those of the slice */
	uint32_t	importer;
	uint32_t	cells;
	uint32_t	periods;		/* of the matrix */
	uint32_t	label_count;
	uint32_t	label_bits;
	uint32_t	exporter_count; /* where not listed */
	uint32_t	low_bits;		/* of a listed period */
	bool		listed;
	bool		lacks;			/* the exporter that is needed: nothing is known but that */
	uint32_t	needed;			/* where it first is, among exporters or, listed, cells */
	uint64_t	exporter;		/* bits where columns begin */
	uint64_t	presence;		/* of listed periods: the unary part */
	uint64_t	low_period;
	uint64_t	end;			/* of the last one */
	uint64_t	bits;			/* of the slice */
	uint32_t	first[TRADE_MATRIX_BOUNDS];	/* cell of each bound asked for */
	uint32_t	kinds;
	trade_matrix_column column[TRADE_MATRIX_NUMBERS];
} trade_matrix_slice;

/*
 * Opens a slice of which bytes, bits, importer and cells are known; TRADE_BITS_BEHIND more
 * bytes are there.  False where the bytes hold no such slice.  Of one that is open every
 * column lies inside its bytes, and the presence has just as many cells; exporters may
 * still be none of the matrix, and wide numbers out of range.
 */
extern bool trade_matrix_slice_open(const trade_matrix_shape *shape, const trade_matrix_bounds *bounds,
									trade_matrix_slice *slice);

/* Widths of numbers, 0 to 128 bits. */
#define TRADE_MATRIX_WIDTHS 129

/* Of the numbers of a slice that are of one kind, as they are stored. */
typedef struct trade_matrix_widths
{
	trade_bits128 any;			/* all of them, or-ed */
	uint32_t	count[TRADE_MATRIX_WIDTHS];	/* how many have a width */
} trade_matrix_widths;

/* The widths of their parts that take fewest bits. */
extern void trade_matrix_choose_widths(const trade_matrix_widths *widths, uint32_t cells, uint32_t *low_width,
									   uint32_t *high_width);

/* The first cell of a period of a listed slice, or of a later one. */
extern uint32_t trade_matrix_list_first(const trade_matrix_slice *slice, uint32_t period);

/* The first cell of a period of any slice, or of a later one; behind the last period, the number of cells. */
static inline uint32_t
trade_matrix_slice_first(const trade_matrix_slice *slice, uint32_t period)
{
	if (period == 0)
		return 0;
	if (period >= slice->periods)
		return slice->cells;
	if (slice->listed)
		return trade_matrix_list_first(slice, period);
	return trade_bits_count_range(slice->bytes, slice->presence, (uint64_t) period * slice->exporter_count);
}

/*
 * The period of a cell of a listed slice; bit: of presence, where to look for the cell, then
 * behind it.  Whether the matrix has such a period nobody has looked.
 */
static ALWAYS_INLINE uint64_t
trade_matrix_list_period(const trade_matrix_slice *slice, uint64_t *bit, uint32_t cell)
{
	uint64_t	word;

	/* there is one bit more for each cell more */
	while ((word = trade_bits_get(slice->bytes, *bit, TRADE_BITS_AT_ONCE)) == 0)
		*bit += TRADE_BITS_AT_ONCE;
	*bit += __builtin_ctzll(word) + 1;
	return (*bit - 1 - slice->presence - cell) << slice->low_bits
		| trade_bits_get(slice->bytes, slice->low_period + (uint64_t) cell * slice->low_bits, slice->low_bits);
}

/* The bits of a listed slice's unary part. */
static inline uint64_t
trade_matrix_unary_bits(uint32_t cells, uint32_t periods, uint32_t low_bits)
{
	return (uint64_t) cells + ((periods - 1) >> low_bits);
}

/* The low bits that take fewest of all. */
static inline uint32_t
trade_matrix_low_bits(uint32_t cells, uint32_t periods)
{
	return periods > cells ? 31 - __builtin_clz(periods / cells) : 0;
}

/* Bits of exporters and presence, either way. */
static inline uint64_t
trade_matrix_grid_bits(uint32_t exporters, uint32_t periods, uint32_t label_bits)
{
	return (uint64_t) (exporters + 1) * label_bits + (uint64_t) exporters * periods;
}

static inline uint64_t
trade_matrix_list_bits(uint32_t cells, uint32_t periods, uint32_t label_bits)
{
	uint32_t	low_bits = trade_matrix_low_bits(cells, periods);

	return (uint64_t) cells * (label_bits + low_bits) + trade_matrix_unary_bits(cells, periods, low_bits);
}

/* The exporter of a cell of a listed slice, or at a place of one that is not. */
static inline uint32_t
trade_matrix_slice_exporter(const trade_matrix_slice *slice, uint32_t at)
{
	return (uint32_t) trade_bits_get(slice->bytes, slice->exporter + (uint64_t) at * slice->label_bits,
									 slice->label_bits);
}

/* A number as it is stored: the low part of a cell, and a high part where it is marked. */
static inline trade_bits128
trade_matrix_part(const trade_matrix_slice *slice, uint64_t at, uint32_t width)
{
	return width <= TRADE_BITS_AT_ONCE ? trade_bits_get(slice->bytes, at, width)
		: (trade_bits128) trade_bits_get_long(slice->bytes, at, width);
}

static inline bool
trade_matrix_marked(const trade_matrix_slice *slice, const trade_matrix_column *column, uint32_t cell)
{
	return column->high_width > 0 && trade_bits_get(slice->bytes, column->marks + cell, 1);
}

/* All of it; high: the place of its high part, one further where it has one. */
static inline trade_bits128
trade_matrix_stored(const trade_matrix_slice *slice, const trade_matrix_column *column, uint32_t cell, uint32_t *high)
{
	trade_bits128 stored = trade_matrix_part(slice, column->low + (uint64_t) cell * column->low_width,
											 column->low_width);

	if (trade_matrix_marked(slice, column, cell))
		stored |= trade_matrix_part(slice, column->high + (uint64_t) (*high)++ * column->high_width,
									column->high_width) << column->low_width;
	return stored;
}

/* How many cells before one are marked. */
static inline uint32_t
trade_matrix_marks_before(const trade_matrix_slice *slice, const trade_matrix_column *column, uint32_t cell)
{
	return column->high_width > 0 ? trade_bits_count_range(slice->bytes, column->marks, cell) : 0;
}

/*
 * The number of a narrow column's cell, to be multiplied by its power; high: the place of
 * its high part, one further where it has one.  two: whether the column has high parts,
 * which the compiler is to know.
 */
static ALWAYS_INLINE int64_t
trade_matrix_narrow(const trade_matrix_slice *slice, const trade_matrix_column *column, bool two, uint32_t cell,
					uint32_t *high)
{
	uint64_t	number = trade_bits_get(slice->bytes, column->low + (uint64_t) cell * column->low_width,
										column->low_width);

	if (two)
	{
		/* to guess wrongly which ones have a high part costs more than to read it */
		uint64_t	marked = trade_bits_get(slice->bytes, column->marks + cell, 1);

		number += (trade_bits_get(slice->bytes, column->high + (uint64_t) *high * column->high_width,
								  column->high_width) & -marked) << column->low_width;
		*high += marked;
	}
	return (int64_t) (number - (uint64_t) column->base);
}

/* The number of a cell in a column, narrow or not; false where it is out of range. */
extern bool trade_matrix_number(const trade_matrix_slice *slice, const trade_matrix_column *column, uint32_t cell,
								uint32_t *high, trade_units *number);

#endif
