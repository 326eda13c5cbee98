/*
 * The stored form of a mix, version 1.  Little-endian, at any alignment:
 *
 *   byte 0     version, flags (none yet), kind of labels
 *        3     the values' power of ten
 *        4     uint32 labels
 *        8     uint32 bytes of label text
 *       12     bytes of a value
 *       13     labels in order: text as one length byte each, then the bytes;
 *              countries as uint16 codes, HS codes as uint64
 *              values: signed, of one width, multiplied by the power of ten
 *
 * Width and power are the smallest, and the largest, that hold the content; no
 * value is 0: so the same content has the same bytes.
 */
#ifndef TRADE_MIX_FORMAT_CORE_H
#define TRADE_MIX_FORMAT_CORE_H

#include "state/column_core.h"
#include "mix/entry_core.h"

#define TRADE_MIX_HEAD 13

typedef struct trade_mix_shape
{
	trade_label_kind kind;
	uint32_t	count;
	uint64_t	label_bytes;	/* of text labels */
	trade_column column;
} trade_mix_shape;

typedef struct trade_mix_writer
{
	trade_mix_shape shape;
	uint8_t    *labels;
	uint8_t    *text;
	uint8_t    *values;
	uint32_t	width;
	uint32_t	at;
} trade_mix_writer;

typedef struct trade_mix_reader
{
	trade_mix_shape shape;		/* as the head says */
	trade_mix_shape seen;		/* as the labels and values are */
	const uint8_t *labels;
	const uint8_t *text;
	const uint8_t *values;
	int			scale;
	uint32_t	width;
	uint64_t	last_code;
	const char *problem;		/* what is wrong, once something is */
} trade_mix_reader;

/* Writing: shape all labels and values, then write them in order. */
extern void trade_mix_shape_init(trade_mix_shape *shape, trade_label_kind kind);
extern void trade_mix_shape_add(trade_mix_shape *shape, int label_length, trade_units value);
extern size_t trade_mix_size(const trade_mix_shape *shape);
extern void trade_mix_write_head(trade_mix_writer *writer, const trade_mix_shape *shape, uint8_t *bytes);
extern void trade_mix_write(trade_mix_writer *writer, const char *label, int length, trade_units value);

/* The shape as TRADE_MIX_HEAD bytes say it, which nobody has checked. */
extern void trade_mix_read_head(trade_mix_shape *shape, const uint8_t *bytes);

/* Reading: false, and a problem, where the bytes are no mix. */
extern bool trade_mix_open(trade_mix_reader *reader, const uint8_t *bytes, size_t size);

/* Bytes of all labels as text, each with a zero byte behind it. */
extern size_t trade_mix_text_bytes(const trade_mix_reader *reader);

/*
 * The next labels and values, at most max; 0 at the end, or at a problem.  Labels
 * are written to text, which moves on.
 */
extern uint32_t trade_mix_read(trade_mix_reader *reader, const char **label, int *length,
							   trade_units *value, char **text, uint32_t max);

#endif
