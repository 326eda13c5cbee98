/*
 * The stored form of a matrix, version 1.  Little-endian, at any alignment:
 *
 *   byte 0     version, flags, kind of labels, frequency
 *        4     uint16 labels, uint16 importers
 *        8     uint32 cells
 *       12     uint32 bytes of label text
 *       16     int32 first month, uint32 periods
 *       24     uint32 bytes of all slices
 *       28     bytes of a period, bytes of a number of cells, 0, 0
 *       32     labels in order: text as one length byte each, then the bytes;
 *              countries as uint16 codes
 *              periods but the first, rising: steps since the first
 *              directory, importers in order: label, cells, end of its slice
 *              slices, one an importer (slice_core.h)
 *              8 zero bytes, so that a load may go beyond the last number
 *
 * Every width, power and choice follows from the content, so the same content has
 * the same bytes and bytes decide on equality.  Reading a matrix whole refuses any
 * other layout; reading a part of it does not look, and gives what the bytes say.
 *
 * What is read is counted by what is there: cells of the directory add up to those of
 * the head, and a slice that opens has as many cells as its entry of the directory says.
 */
#ifndef TRADE_MATRIX_FORMAT_CORE_H
#define TRADE_MATRIX_FORMAT_CORE_H

#include "matrix/bits_core.h"
#include "matrix/view_core.h"
#include "state/column_core.h"

#define TRADE_MATRIX_HEAD 32
#define TRADE_MATRIX_NUMBERS 3
#define TRADE_MATRIX_POWER_MOST INT64_C(1000000000000000)
#define TRADE_MATRIX_PERIODS_MAX (TRADE_MONTH_LAST - TRADE_MONTH_FIRST + 1)

/* Flags beside TRADE_MATRIX_QUANTITY: this and following, negative numbers of a kind. */
#define TRADE_MATRIX_SIGNED 0x02
#define TRADE_MATRIX_FLAGS 0x0F

/* Bits of a form's fields, and the most bits of a part of a number. */
#define TRADE_MATRIX_POWER_BITS 4
#define TRADE_MATRIX_WIDTH_BITS 7
#define TRADE_MATRIX_FORM_BITS (TRADE_MATRIX_POWER_BITS + 2 * TRADE_MATRIX_WIDTH_BITS)
#define TRADE_MATRIX_BASE_BITS 8
#define TRADE_MATRIX_WIDTH_MAX 64

/* What a matrix holds, as its head says. */
typedef struct trade_matrix_shape
{
	trade_label_kind kind;
	trade_frequency frequency;
	uint32_t	flags;
	bool		has_quantity;
	uint32_t	label_count;
	uint32_t	label_bits;		/* of a label in slices */
	uint32_t	label_bytes;	/* of text labels */
	uint32_t	importer_count;
	uint32_t	cell_count;
	uint32_t	period_count;
	trade_month first;
	uint32_t	slice_bytes;	/* of all slices */
	uint32_t	period_width;
	uint32_t	cells_width;
} trade_matrix_shape;

/* Bytes and bits that follow from the shape. */
static inline uint32_t
trade_matrix_label_width(const trade_matrix_shape *shape)
{
	return shape->label_count > 256 ? 2 : 1;
}

static inline uint32_t
trade_matrix_label_bits(uint32_t label_count)
{
	return label_count > 1 ? trade_bits_of(label_count - 1) : 0;
}

static inline uint32_t
trade_matrix_end_width(const trade_matrix_shape *shape)
{
	return trade_unsigned_width(shape->slice_bytes);
}

static inline uint32_t
trade_matrix_entry_bytes(const trade_matrix_shape *shape)
{
	return trade_matrix_label_width(shape) + shape->cells_width + trade_matrix_end_width(shape);
}

/* Kinds of numbers. */
static inline uint32_t
trade_matrix_kinds(const trade_matrix_shape *shape)
{
	return shape->has_quantity ? TRADE_MATRIX_NUMBERS : 1;
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

/*
 * What a value is less another: the third number of a cell, of its value and its
 * quantity_value, and quantity_value again, of its value and that number.  It wraps
 * around like the two's complement it is, so a sum of third numbers says nothing.
 */
static inline trade_units
trade_cell_rest(trade_units value, trade_units part)
{
	return (trade_units) ((trade_bits128) value - (trade_bits128) part);
}

/* A cell's numbers: value, quantity, and value - quantity_value, 0 where all rows carry a quantity. */
static inline trade_units
trade_cell_number(const trade_cell *cell, int kind)
{
	if (kind == 0)
		return cell->value;
	if (kind == 1)
		return cell->quantity;
	return trade_cell_rest(cell->value, cell->quantity_value);
}

#endif
