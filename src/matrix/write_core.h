/*
 * Writing the stored form of a matrix: a survey of all cells, then slice by slice, then
 * what comes before the slices.  Cells come in order, as many at a time as the caller
 * likes; those of a slice twice, to measure and to write them.
 */
#ifndef TRADE_MATRIX_WRITE_CORE_H
#define TRADE_MATRIX_WRITE_CORE_H

#include "matrix/slice_core.h"

/* One importer. */
typedef struct trade_matrix_extent
{
	uint32_t	importer;
	uint32_t	cells;
	uint32_t	exporters;
	uint32_t	end;			/* of its slice, counted from the first slice */
	uint8_t		power[TRADE_MATRIX_NUMBERS];	/* of ten, dividing all its numbers of a kind */
	trade_units least[TRADE_MATRIX_NUMBERS];	/* of them, 0 where none is negative */
} trade_matrix_extent;

/* What the layout depends on. */
typedef struct trade_matrix_survey
{
	trade_matrix_shape shape;
	trade_bits128 any;			/* magnitudes of all numbers, or-ed */
	trade_month last;			/* once the survey has ended */
	trade_month month;			/* the one before */
	int32_t		first_word;		/* of month_used those in use */
	int32_t		last_word;		/* -1: none */
	uint64_t	exporter_used[(TRADE_MATRIX_LABELS_MAX + 63) / 64]; /* by the last importer */
	uint64_t	label_used[(TRADE_MATRIX_LABELS_MAX + 63) / 64];	/* once the survey has ended */
	uint64_t	month_used[TRADE_MONTH_LAST / 64 + 1];
} trade_matrix_survey;

/* Where a kind of numbers goes, and in what form. */
typedef struct trade_matrix_track
{
	uint32_t	power;
	uint32_t	low_width;
	uint32_t	high_width;
	trade_bits128 base;
	uint64_t	marks;			/* bits where the next cell's parts go */
	uint64_t	low;
	uint64_t	high;
} trade_matrix_track;

typedef struct trade_matrix_writer
{
	trade_matrix_shape shape;
	const uint32_t *period_index;	/* by steps since the first period */
	void		(*pause) (void);	/* called between steps; NULL: nobody waits */
	uint64_t   *exporter_used;	/* room for a bit for each label, and one more */
	uint16_t   *exporter_place; /* room for each label: among those of the slice */
	const trade_matrix_extent *extent;
	uint8_t    *bytes;			/* of the slice */
	bool		listed;
	uint32_t	low_bits;
	uint32_t	done;			/* cells of a listed slice that are written */
	uint64_t	exporter;		/* bits where columns begin */
	uint64_t	presence;
	uint64_t	low_period;
	uint64_t	end;
	trade_matrix_track track[TRADE_MATRIX_NUMBERS];
	trade_matrix_widths *widths;	/* of each kind */
	trade_matrix_widths room[TRADE_MATRIX_NUMBERS];
} trade_matrix_writer;

/* Cells of a listed slice that are put one after the other: the columns of their places. */
typedef struct trade_matrix_list
{
	uint32_t	low_bits;
	uint32_t	label_bits;
	uint64_t	next;			/* bit of the presence behind the ones before */
	trade_bits_ones presence;
	trade_bits_stream low_period;
	trade_bits_stream exporter;
} trade_matrix_list;

static inline trade_matrix_list
trade_matrix_list_begin(const trade_matrix_writer *writer)
{
	uint32_t	low_bits = writer->low_bits;
	uint32_t	label_bits = writer->shape.label_bits;
	uint64_t	next = writer->presence + writer->done;

	return (trade_matrix_list) {low_bits, label_bits, next, {writer->bytes, next & ~UINT64_C(7), 0},
		trade_bits_begin(writer->bytes, writer->low_period + (uint64_t) writer->done * low_bits),
		trade_bits_begin(writer->bytes, writer->exporter + (uint64_t) writer->done * label_bits)};
}

static inline void
trade_matrix_list_put(trade_matrix_list *list, uint32_t period, uint32_t exporter)
{
	trade_bits_put(&list->low_period, period & trade_bits_mask(list->low_bits), list->low_bits);
	trade_bits_set(&list->presence, list->next++ + (period >> list->low_bits));
	trade_bits_put(&list->exporter, exporter, list->label_bits);
}

static inline void
trade_matrix_list_end(trade_matrix_list *list, trade_matrix_writer *writer)
{
	writer->done = (uint32_t) (list->next - writer->presence);
	trade_bits_flush(&list->presence);
	trade_bits_end(&list->low_period);
	trade_bits_end(&list->exporter);
}

extern void trade_matrix_survey_begin(trade_matrix_survey *survey, trade_label_kind kind,
									  trade_frequency frequency, uint32_t label_count, uint32_t label_bytes);
/* The same of one slice of a matrix whose shape is known. */
extern void trade_matrix_survey_slice(trade_matrix_survey *survey, const trade_matrix_shape *shape,
									  trade_matrix_extent *extent);
/* extent has room for every label. */
extern void trade_matrix_survey_add(trade_matrix_survey *survey, const trade_cell *cells, uint32_t count,
									trade_matrix_extent *extent);
/* A month that cells have. */
extern void trade_matrix_survey_month(trade_matrix_survey *survey, trade_month month);
/* Counts periods and chooses widths. */
extern void trade_matrix_survey_end(trade_matrix_survey *survey, const trade_matrix_extent *extent);

/* Steps from the first period to the last, and by steps the place of each period. */
extern uint32_t trade_matrix_survey_steps(const trade_matrix_survey *survey);
extern void trade_matrix_survey_index(const trade_matrix_survey *survey, uint32_t *period_index);

/* More bytes than a slice takes, those written behind it counted in. */
extern size_t trade_matrix_slice_bound(const trade_matrix_survey *survey, const trade_matrix_extent *extent);

/*
 * A slice: all its cells are measured, then it is laid out, then all its cells are put.
 * widths: of those that need not be measured, to which the others' are added; or NULL.
 */
extern void trade_matrix_begin_slice(trade_matrix_writer *writer, const trade_matrix_extent *extent,
									 trade_matrix_widths *widths);
extern void trade_matrix_measure(trade_matrix_writer *writer, const trade_cell *cells, uint32_t count);
extern void trade_matrix_lay_out(trade_matrix_writer *writer, uint8_t *bytes);
/* Zero bytes, to which bits are added. */
extern void trade_matrix_clear(uint8_t *bytes, size_t size, void (*pause) (void));
extern void trade_matrix_put(trade_matrix_writer *writer, const trade_cell *cells, uint32_t count);
/* The byte behind the slice that was written. */
extern uint8_t *trade_matrix_end_slice(const trade_matrix_writer *writer);

/*
 * All but labels and slices into trade_matrix_size bytes, once shape.slice_bytes
 * is known; then the labels.  Gives where the slices go.
 */
extern uint8_t *trade_matrix_write_head(const trade_matrix_survey *survey, const uint32_t *period_index,
										const trade_matrix_extent *extent, uint8_t *bytes);
extern void trade_matrix_write_label(const trade_matrix_shape *shape, uint8_t *bytes, uint32_t id,
									 uint32_t *text_at, const char *text, int length);

#endif
