/*
 * The stored form of a matrix, version 1.  Little-endian, at any alignment:
 *
 *   byte 0     version, flags, kind of labels, frequency
 *        4     uint16 labels, uint16 importers
 *        8     uint32 cells, uint32 pairs (an exporter of an importer)
 *       16     uint32 bytes of label text, int32 first month
 *       24     uint32 periods, uint32 bytes of all slices
 *       32     bytes of a period, bytes of a number of pairs, bits of a count,
 *              0
 *       36     labels in order: text as one length byte each, then the bytes;
 *              countries as uint16 codes
 *              periods but the first, rising: steps since the first
 *              directory, importers in order: label, pairs, end of its slice
 *              slices, one an importer
 *              8 zero bytes, so that a load may go beyond the last number
 *
 * A slice is columns over its pairs, each column from a full byte on:
 *
 *   exporters  one byte each, two where there are more than 256 labels
 *   forms      one byte each, three with quantities (below)
 *   presence   a bit for each period of the matrix; or, where that takes more
 *              bits over the whole matrix (TRADE_MATRIX_LISTED), first the number
 *              of cells of each pair, then their periods, in as few bits as the
 *              largest of the matrix needs
 *   numbers    pair by pair, its values, then its quantities, then the values of
 *              rows without a quantity
 *
 * A form byte holds for the numbers of one pair: high half the power of ten, up
 * to 15, that divides all of them; low half their width in bits, an index into
 * trade_matrix_widths, 0 where all are zero.  Where a matrix has negative numbers
 * (TRADE_MATRIX_SIGNED and following, one a kind of number) they are zigzag:
 * 0, -1, 1, -2 ... are 0, 1, 2, 3.
 *
 * Every width, power and choice is the smallest, or largest, that holds the
 * content, so the same content has the same bytes and bytes decide on equality.
 * Reading a matrix whole refuses any other layout; reading a part of it does not
 * look, and gives what the bytes say.
 *
 * Why so.  A product has some 4,000 cells of 200 importers: 4 pairs an importer,
 * 5 periods a pair.  So what stands once a pair has to be small, and the loops of
 * ALP or FastLanes over a thousand numbers of one width would find too few; but a
 * number of any width in bits is one load, a shift and a mask.  Bytes a cell (whole
 * dollars, lognormal, median 36,000, sigma 2, 9 years): numbers 2.11 with the 16
 * widths below, 2.04 with widths to the bit, 2.47 with whole bytes.  With its form
 * a number takes 2.31; 2.55 with a reference number for each pair (frame of
 * reference), 2.76 with one width for all numbers of an importer and a period,
 * which would spare the look at presence.  Presence is 0.22 as bits, 0.40 as whole
 * bytes.  In all 3.07; 7.4 for doubles of 15 digits, 5.2 with whole quantities, 2.8
 * by month.  Version 1, one width for the whole matrix: 6.4, 11.4, 9.8, 6.1.
 *
 * Processor time on one virtual core, ns a cell: all cells 10,
 * writing 22 (43); sums of every importer over two years of the nine 3.4, without
 * making cells: 17 a pair, some 200 instructions.  Opening takes 320 a matrix.
 */
#ifndef TRADE_MATRIX_FORMAT_CORE_H
#define TRADE_MATRIX_FORMAT_CORE_H

#include "state/column_core.h"
#include "matrix/bits_core.h"
#include "matrix/view_core.h"

#define TRADE_MATRIX_HEAD 36
#define TRADE_MATRIX_NUMBERS 3
#define TRADE_MATRIX_POWER_MAX 15
#define TRADE_MATRIX_PERIODS_MAX (TRADE_MONTH_LAST - TRADE_MONTH_FIRST + 1)

/* Flags beside TRADE_MATRIX_QUANTITY; the signs of the three kinds of numbers. */
#define TRADE_MATRIX_SIGNED 0x02
#define TRADE_MATRIX_LISTED 0x10
#define TRADE_MATRIX_FLAGS 0x1F

/*
 * Widths of numbers.  Half bytes for most of what whole units of money need, the
 * rest for 15 digits of a double and one or two more; the last is the escape.
 */
#define TRADE_MATRIX_WIDTHS 16
#define TRADE_MATRIX_WIDTH_ESCAPE 128
extern const uint8_t trade_matrix_widths[TRADE_MATRIX_WIDTHS];
extern const int64_t trade_matrix_powers[TRADE_MATRIX_POWER_MAX + 1];

/* What a matrix holds, as its head says. */
typedef struct trade_matrix_shape
{
	trade_label_kind kind;
	trade_frequency frequency;
	uint32_t	flags;
	bool		has_quantity;
	uint32_t	label_count;
	uint32_t	label_bytes;	/* of text labels */
	uint32_t	importer_count;
	uint32_t	cell_count;
	uint32_t	pair_count;
	uint32_t	period_count;
	trade_month first;
	uint32_t	slice_bytes;	/* of all slices */
	uint32_t	period_width;
	uint32_t	pairs_width;
	uint32_t	count_bits;
} trade_matrix_shape;

/* Bytes and bits that follow from the shape. */
static inline uint32_t
trade_matrix_label_width(const trade_matrix_shape *shape)
{
	return shape->label_count > 256 ? 2 : 1;
}

static inline uint32_t
trade_matrix_end_width(const trade_matrix_shape *shape)
{
	return trade_unsigned_width(shape->slice_bytes);
}

static inline uint32_t
trade_matrix_entry_bytes(const trade_matrix_shape *shape)
{
	return trade_matrix_label_width(shape) + shape->pairs_width + trade_matrix_end_width(shape);
}

static inline uint32_t
trade_matrix_form_bytes(const trade_matrix_shape *shape)
{
	return shape->has_quantity ? TRADE_MATRIX_NUMBERS : 1;
}

static inline uint32_t
trade_matrix_bits_of(uint32_t most)
{
	return most == 0 ? 0 : 32 - __builtin_clz(most);
}

static inline size_t
trade_matrix_labels_bytes(const trade_matrix_shape *shape)
{
	return shape->kind == TRADE_LABEL_TEXT ? (size_t) shape->label_count + shape->label_bytes
		: 2 * (size_t) shape->label_count;
}

/* All before the slices. */
static inline size_t
trade_matrix_before_slices(const trade_matrix_shape *shape)
{
	return TRADE_MATRIX_HEAD + trade_matrix_labels_bytes(shape)
		+ (size_t) (shape->period_count - 1) * shape->period_width
		+ (size_t) shape->importer_count * trade_matrix_entry_bytes(shape);
}

static inline size_t
trade_matrix_size(const trade_matrix_shape *shape)
{
	if (shape->cell_count == 0)
		return TRADE_MATRIX_HEAD;
	return trade_matrix_before_slices(shape) + shape->slice_bytes + TRADE_BITS_BEHIND;
}

/* Whether listing the periods of all pairs takes fewer bits than a bit for each. */
static inline bool
trade_matrix_lists(const trade_matrix_shape *shape, uint32_t count_bits)
{
	return (uint64_t) shape->pair_count * count_bits
		+ (uint64_t) shape->cell_count * trade_matrix_bits_of(shape->period_count - 1)
		< (uint64_t) shape->pair_count * shape->period_count;
}

/*
 * A cell's numbers: value, quantity, and value - quantity_value, 0 where all rows
 * carry a quantity.  The third wraps around like the two's complement it is.
 */
static inline trade_units
trade_cell_number(const trade_cell *cell, int kind)
{
	if (kind == 0)
		return cell->value;
	if (kind == 1)
		return cell->quantity;
	return (trade_units) ((trade_bits128) cell->value - (trade_bits128) cell->quantity_value);
}

#endif
