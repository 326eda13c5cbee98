/*
 * Reading the stored form of a matrix.  Any bytes may be given: what does not fit
 * is a problem, and nothing outside the bytes is looked at.
 */
#ifndef TRADE_MATRIX_READ_CORE_H
#define TRADE_MATRIX_READ_CORE_H

#include "matrix/format_core.h"

/* The cells of one importer: its columns. */
typedef struct trade_matrix_slice
{
	uint32_t	importer;
	uint32_t	pairs;
	const uint8_t *exporter;
	const uint8_t *form;
	const uint8_t *presence;
	const uint8_t *number;
	uint64_t	presence_bits;
	uint64_t	number_bits;	/* so many are there */
} trade_matrix_slice;

/* The pair whose cells are being read. */
typedef struct trade_matrix_pair
{
	uint32_t	at;				/* its place in the slice */
	uint32_t	exporter;
	uint32_t	cells;
	uint32_t	done;			/* cells read, or before the window */
	uint32_t	period;			/* the next one to look at */
	uint64_t	presence;		/* where its bits, or its listed periods, begin */
	uint64_t	number[TRADE_MATRIX_NUMBERS];	/* where each kind begins */
	uint32_t	width[TRADE_MATRIX_NUMBERS];
	int64_t		power[TRADE_MATRIX_NUMBERS];
	uint64_t	presence_end;	/* of the pairs so far, where the next begins */
	uint64_t	number_end;
} trade_matrix_pair;

/* What only a whole reading can check. */
typedef struct trade_matrix_audit
{
	uint32_t	cells;
	uint32_t	most_cells;		/* of a pair */
	uint32_t	flags;
	trade_bits128 any[TRADE_MATRIX_NUMBERS];	/* all numbers of the pair, or-ed */
	bool		indivisible[TRADE_MATRIX_NUMBERS];	/* by ten */
	uint64_t	label_used[(TRADE_MATRIX_LABELS_MAX + 63) / 64];
	uint64_t	period_used[(TRADE_MATRIX_PERIODS_MAX + 63) / 64];
} trade_matrix_audit;

/* Periods [from, to) of those the matrix has. */
typedef struct trade_matrix_range
{
	uint32_t	from;
	uint32_t	to;
} trade_matrix_range;

typedef struct trade_matrix_reader
{
	trade_matrix_shape shape;
	const char *problem;		/* what is wrong, once something is */
	const uint8_t *labels;
	const uint8_t *periods;
	const uint8_t *directory;
	const uint8_t *slices;		/* NULL: the caller brings each slice */
	uint32_t	label_width;	/* of an entry of the directory, and of its parts */
	uint32_t	end_width;
	uint32_t	entry_bytes;
	bool		gapless;		/* the periods */
	bool		whole;			/* all is read, so the layout is checked too, in audit */
	uint32_t	most_pairs;		/* of an importer */
	trade_matrix_range window;
	uint32_t	importer_at;	/* the next one to be read */
	uint32_t	importer_end;
	trade_matrix_slice slice;
	trade_matrix_pair pair;
	trade_matrix_audit *audit;	/* NULL where only parts are read */
} trade_matrix_reader;

/*
 * Bytes before the first slice, from the head's TRADE_MATRIX_HEAD bytes; 0 where
 * they are no head.
 */
extern size_t trade_matrix_head_size(const uint8_t *bytes);

/*
 * Opens bytes; false, and a problem, where they are no matrix.  Of `size` bytes
 * only the first `there` may be at hand: 8 more than trade_matrix_head_size.  With
 * an audit a reading of the whole checks the layout; it is for parts without.
 */
extern bool trade_matrix_open(trade_matrix_reader *reader, const uint8_t *bytes, size_t there, size_t size,
							  trade_matrix_audit *audit);

/* The label of an id below shape.label_count; country has room for 4 bytes. */
extern const char *trade_matrix_next_label(const trade_matrix_reader *reader, uint32_t id,
										   uint32_t *text_at, int *length, char *country);

/* The month of the period at an index. */
extern trade_month trade_matrix_month(const trade_matrix_reader *reader, uint32_t period);
extern trade_matrix_range trade_matrix_periods(const trade_matrix_reader *reader, trade_span span);

/* Only cells inside span are read from now on. */
extern void trade_matrix_limit(trade_matrix_reader *reader, trade_span span);

/*
 * Reading goes on with the importer at a place of the directory, and ends with
 * it.  slice: its bytes, where the reader does not have all slices.
 */
extern bool trade_matrix_enter(trade_matrix_reader *reader, uint32_t at, const uint8_t *slice);

/* The next cells, at most max; 0 at the end, or at a problem. */
extern uint32_t trade_matrix_read(trade_matrix_reader *reader, trade_cell *cells, uint32_t max);

/*
 * The next pair of a matrix that is read whole, checked like its cells, which are
 * not made; false at the end, or at a problem.
 */
extern bool trade_matrix_read_pair(trade_matrix_reader *reader);

/* The columns of a slice; bytes NULL: of the reader's own slices. */
extern bool trade_matrix_place_slice(trade_matrix_reader *reader, uint32_t at, const uint8_t *bytes,
									 trade_matrix_slice *slice);

/* A little-endian number of up to 4 bytes; 8 may be looked at. */
static inline uint32_t
trade_matrix_field(const uint8_t *at, uint32_t width)
{
	return (uint32_t) (trade_bits_load(at) & trade_bits_mask(8 * width));
}

/* The code of a label of the kind country. */
static inline uint32_t
trade_matrix_country_label(const trade_matrix_reader *reader, uint32_t id)
{
	return trade_matrix_field(reader->labels + 2 * (size_t) id, 2);
}

static inline const uint8_t *
trade_matrix_entry(const trade_matrix_reader *reader, uint32_t at)
{
	return reader->directory + (size_t) at * reader->entry_bytes;
}

/* The importer at a place of the directory, and the number of its pairs. */
static inline uint32_t
trade_matrix_importer(const trade_matrix_reader *reader, uint32_t at)
{
	return trade_matrix_field(trade_matrix_entry(reader, at), reader->label_width);
}

static inline uint32_t
trade_matrix_importer_pairs(const trade_matrix_reader *reader, uint32_t at)
{
	return trade_matrix_field(trade_matrix_entry(reader, at) + reader->label_width, reader->shape.pairs_width);
}

/* Where its slice begins and ends, counted from the first slice. */
static inline uint32_t
trade_matrix_slice_end(const trade_matrix_reader *reader, uint32_t at)
{
	return trade_matrix_field(trade_matrix_entry(reader, at + 1) - reader->end_width, reader->end_width);
}

static inline uint32_t
trade_matrix_slice_begin(const trade_matrix_reader *reader, uint32_t at)
{
	return at == 0 ? 0 : trade_matrix_slice_end(reader, at - 1);
}

/* How many of some bits are set. */
static inline uint32_t
trade_matrix_count_bits(const uint8_t *bytes, uint64_t at, uint32_t bits)
{
	uint32_t	count = 0;

	for (; bits > TRADE_BITS_AT_ONCE; bits -= TRADE_BITS_AT_ONCE, at += TRADE_BITS_AT_ONCE)
		count += trade_bits_count(trade_bits_get(bytes, at, TRADE_BITS_AT_ONCE));
	return count + trade_bits_count(trade_bits_get(bytes, at, bits));
}

#endif
