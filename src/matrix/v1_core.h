/*
 * Reading version 1 of the stored form of a matrix, which nothing writes any
 * more.  Little-endian, at any alignment:
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
 * A column's numbers are signed, of one width, multiplied by a power of ten.
 */
#ifndef TRADE_MATRIX_V1_CORE_H
#define TRADE_MATRIX_V1_CORE_H

#include "state/column_core.h"
#include "matrix/view_core.h"

#define TRADE_MATRIX_V1_VERSION 1
#define TRADE_MATRIX_V1_COLUMNS 3

typedef struct trade_matrix_v1
{
	const char *problem;		/* what is wrong, once something is */
	trade_label_kind kind;
	trade_frequency frequency;
	bool		has_quantity;
	uint32_t	label_count;
	uint32_t	label_bytes;
	uint32_t	importer_count;
	uint32_t	cell_count;
	trade_month first;
	uint32_t	period_width;
	uint32_t	exporter_width;
	uint32_t	scale[TRADE_MATRIX_V1_COLUMNS];
	uint32_t	width[TRADE_MATRIX_V1_COLUMNS];
	const uint8_t *labels;
	const uint8_t *importers;
	const uint8_t *exporter;
	const uint8_t *period;
	const uint8_t *number[TRADE_MATRIX_V1_COLUMNS];
	uint32_t	cell_at;
	uint32_t	importer_at;
	uint64_t	last_key;
} trade_matrix_v1;

/* False, and a problem, where the bytes are no matrix. */
extern bool trade_matrix_v1_open(trade_matrix_v1 *reader, const uint8_t *bytes, size_t size);
/* The next label, 1 to 255 bytes; country has room for 4 bytes; NULL at a problem. */
extern const char *trade_matrix_v1_label(trade_matrix_v1 *reader, uint32_t id, uint32_t *text_at, int *length,
										 char *country);
/* The next cells, at most max; 0 at the end, or at a problem. */
extern uint32_t trade_matrix_v1_read(trade_matrix_v1 *reader, trade_cell *cells, uint32_t max);

#endif
