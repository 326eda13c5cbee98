/*
 * The stored form of a matrix, version 1.  Little-endian, at any alignment:
 *
 *   byte 0     version, flags (1: has quantities), kind of labels, frequency
 *        4     uint16 labels, uint16 importers
 *        8     uint32 cells, uint32 bytes of label text
 *       16     int32 first month
 *       20     bytes of a cell's period, bytes of its exporter
 *       22     three columns: power of ten, bytes of a number
 *       28     labels in order: text as one length byte each, then the bytes;
 *              countries as uint16 codes
 *              importers in order: uint16 label, uint32 end of its cells
 *              exporters; periods since the first; values; quantities; values
 *              of rows without a quantity
 *
 * A column's numbers are signed, of one width, multiplied by a power of ten;
 * every width and power is the smallest, or largest, that holds the content, so
 * that the same content has the same bytes.
 */
#ifndef TRADE_MATRIX_FORMAT_CORE_H
#define TRADE_MATRIX_FORMAT_CORE_H

#include "column_core.h"
#include "matrix_core.h"

#define TRADE_MATRIX_HEAD 28
#define TRADE_MATRIX_COLUMNS 3
#define TRADE_MATRIX_IMPORTER_BYTES 6

typedef struct trade_matrix_shape
{
	trade_label_kind kind;
	trade_frequency frequency;
	bool		has_quantity;
	uint32_t	label_count;
	uint32_t	label_bytes;	/* of text labels */
	uint32_t	importer_count;
	uint32_t	cell_count;
	trade_month first;
	trade_month last;
	uint32_t	last_importer;
	trade_column column[TRADE_MATRIX_COLUMNS];
} trade_matrix_shape;

typedef struct trade_matrix_writer
{
	trade_matrix_shape shape;
	uint8_t    *bytes;
	uint8_t    *labels;
	uint8_t    *importers;
	uint8_t    *exporter;
	uint8_t    *period;
	uint8_t    *number[TRADE_MATRIX_COLUMNS];
	uint32_t	exporter_width;
	uint32_t	period_width;
	uint32_t	width[TRADE_MATRIX_COLUMNS];
	uint32_t	label_at;		/* labels written */
	uint32_t	text_at;
	uint32_t	importer_at;
	uint32_t	cell_at;
	uint32_t	last_importer;
} trade_matrix_writer;

typedef struct trade_matrix_reader
{
	trade_matrix_shape shape;	/* as the head says */
	trade_matrix_shape seen;	/* as the cells are */
	const uint8_t *labels;
	const uint8_t *importers;
	uint32_t	period_width;
	uint32_t	exporter_width;
	const uint8_t *exporter;
	const uint8_t *period;
	const uint8_t *number[TRADE_MATRIX_COLUMNS];
	uint32_t	width[TRADE_MATRIX_COLUMNS];
	int			scale[TRADE_MATRIX_COLUMNS];
	uint32_t	cell_at;
	uint32_t	importer_at;
	uint64_t	last_key;
	const char *problem;		/* what is wrong, once something is */
	uint64_t	used[(TRADE_MATRIX_LABELS_MAX + 63) / 64];
} trade_matrix_reader;

/* Writing: shape all cells, then labels and cells in order. */
extern void trade_matrix_shape_init(trade_matrix_shape *shape, trade_label_kind kind,
									trade_frequency frequency);
extern void trade_matrix_shape_add(trade_matrix_shape *shape, const trade_cell *cells, uint32_t count);
extern size_t trade_matrix_size(const trade_matrix_shape *shape);
extern void trade_matrix_write_head(trade_matrix_writer *writer, const trade_matrix_shape *shape,
									uint8_t *bytes);
extern void trade_matrix_write_label(trade_matrix_writer *writer, const char *text, int length);
extern void trade_matrix_write_cells(trade_matrix_writer *writer, const trade_cell *cells, uint32_t count);

/* Reading: false, and a problem, where the bytes are no matrix. */
extern bool trade_matrix_open(trade_matrix_reader *reader, const uint8_t *bytes, size_t size);
/* The label of an id below shape.label_count; text has room for 4 bytes. */
extern const char *trade_matrix_next_label(const trade_matrix_reader *reader, uint32_t id,
										   uint32_t *text_at, int *length, char *country);
/* The next cells, at most max; 0 at the end, or at a problem. */
extern uint32_t trade_matrix_read(trade_matrix_reader *reader, trade_cell *cells, uint32_t max);

/*
 * A cell's number in a column.  The third is value - quantity_value: 0 where all
 * rows carry a quantity.  It wraps around like the two's complement it is.
 */
static inline trade_units
trade_cell_number(const trade_cell *cell, int column)
{
	if (column == 0)
		return cell->value;
	if (column == 1)
		return cell->quantity;
	return (trade_units) ((unsigned __int128) cell->value - (unsigned __int128) cell->quantity_value);
}

#endif
