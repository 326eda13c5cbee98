/*
 * Reading the stored form of a matrix.  Any bytes may be given: what does not fit
 * is a problem, and nothing outside the bytes is looked at.
 */
#ifndef TRADE_MATRIX_READ_CORE_H
#define TRADE_MATRIX_READ_CORE_H

#include "matrix/slice_core.h"

/* The cell that is read next. */
typedef struct trade_matrix_cursor
{
	uint32_t	cell;			/* its place in the slice; of none, the number of cells to be read */
	uint32_t	end;			/* cells before the end of the window */
	uint32_t	period;			/* of the cell before, or where to look for the first one */
	uint64_t	period_end;		/* not listed: where its bits end */
	uint64_t	bit;			/* of presence, the next to look at */
	int64_t		last_exporter;	/* of the cell before, if it is of the period */
	uint32_t	high[TRADE_MATRIX_NUMBERS];	/* the next high part */
} trade_matrix_cursor;

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
	uint32_t	most_cells;		/* of an importer */
	trade_matrix_range window;
	uint32_t	importer_at;	/* the next one to be read */
	uint32_t	importer_end;
	trade_matrix_slice slice;
	trade_matrix_cursor cursor;
} trade_matrix_reader;

/* What TRADE_MATRIX_HEAD bytes say, checked by nobody. */
extern void trade_matrix_read_head(trade_matrix_shape *shape, const uint8_t *bytes);

/*
 * Bytes before the first slice, from the head's TRADE_MATRIX_HEAD bytes; 0 where
 * they are no head.
 */
extern size_t trade_matrix_head_size(const uint8_t *bytes);

/*
 * Opens bytes; false, and a problem, where they are no matrix.  Of `size` bytes
 * only the first `there` may be at hand: 8 more than trade_matrix_head_size.
 */
extern bool trade_matrix_open(trade_matrix_reader *reader, const uint8_t *bytes, size_t there, size_t size);

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

/* The columns of a slice; bytes NULL: of the reader's own slices. */
extern bool trade_matrix_place_slice(trade_matrix_reader *reader, uint32_t at, const uint8_t *bytes,
									 const trade_matrix_bounds *bounds, trade_matrix_slice *slice);

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

/* The importer at a place of the directory, and the number of its cells. */
static inline uint32_t
trade_matrix_importer(const trade_matrix_reader *reader, uint32_t at)
{
	return trade_matrix_field(trade_matrix_entry(reader, at), reader->label_width);
}

static inline uint32_t
trade_matrix_importer_cells(const trade_matrix_reader *reader, uint32_t at)
{
	return trade_matrix_field(trade_matrix_entry(reader, at) + reader->label_width, reader->shape.cells_width);
}

/* Where the slice at a place of the directory begins and ends, counted from the first slice. */
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

#endif
