/*
 * Writing the stored form of a matrix: a survey of all cells, then slice by slice,
 * pair by pair, then what comes before the slices.  Cells come in order.
 */
#ifndef TRADE_MATRIX_WRITE_CORE_H
#define TRADE_MATRIX_WRITE_CORE_H

#include "matrix/format_core.h"

/* One importer. */
typedef struct trade_matrix_extent
{
	uint32_t	importer;
	uint32_t	pairs;
	uint32_t	cells;
	uint32_t	end;			/* of its slice, counted from the first slice */
} trade_matrix_extent;

/* What the layout depends on. */
typedef struct trade_matrix_survey
{
	trade_matrix_shape shape;
	uint32_t	last_pair;		/* importer and exporter of the last cell */
	uint32_t	pair_cells;		/* so far */
	uint32_t	most_cells;		/* of a pair */
	trade_month last;
	int32_t		first_word;		/* of month_used those in use */
	int32_t		last_word;
	uint64_t	month_used[TRADE_MONTH_LAST / 64 + 1];
} trade_matrix_survey;

typedef struct trade_matrix_writer
{
	trade_matrix_shape shape;
	const uint32_t *period_index;	/* by steps since the first period */
	uint8_t    *exporter;
	uint8_t    *form;
	uint8_t    *presence;
	uint64_t	count_at;		/* bits of presence: where the next count goes */
	uint64_t	presence_at;	/* where the next pair's periods go */
	trade_bits_writer number;
} trade_matrix_writer;

extern void trade_matrix_survey_begin(trade_matrix_survey *survey, trade_label_kind kind,
									  trade_frequency frequency, uint32_t label_count, uint32_t label_bytes);
/* extent has room for every label. */
extern void trade_matrix_survey_add(trade_matrix_survey *survey, const trade_cell *cells, uint32_t count,
									trade_matrix_extent *extent);
/* A month that cells have; the first one before any is counted. */
extern void trade_matrix_survey_month(trade_matrix_survey *survey, trade_month month);
/* Counts periods and chooses widths. */
extern void trade_matrix_survey_end(trade_matrix_survey *survey, const trade_matrix_extent *extent);

/* Steps from the first period to the last, and by steps the place of each period. */
extern uint32_t trade_matrix_survey_steps(const trade_matrix_survey *survey);
extern void trade_matrix_survey_index(const trade_matrix_survey *survey, uint32_t *period_index);

/* More bytes than a slice takes, those written behind it counted in. */
extern size_t trade_matrix_slice_bound(const trade_matrix_shape *shape, const trade_matrix_extent *extent);
extern void trade_matrix_begin_slice(trade_matrix_writer *writer, const trade_matrix_extent *extent,
									 uint8_t *bytes);
extern void trade_matrix_write_pair(trade_matrix_writer *writer, const trade_cell *cells, uint32_t count);
/* Of a pair the numbers of one kind, with their form. */
extern void trade_matrix_write_numbers(trade_matrix_writer *writer, const trade_cell *cells, uint32_t count,
									   int kind);
/* Where the slice ends. */
extern uint8_t *trade_matrix_end_slice(trade_matrix_writer *writer);

/*
 * All but labels and slices into trade_matrix_size bytes, once shape.slice_bytes
 * is known; then the labels.  Gives where the slices go.
 */
extern uint8_t *trade_matrix_write_head(const trade_matrix_survey *survey, const uint32_t *period_index,
										const trade_matrix_extent *extent, uint8_t *bytes);
extern void trade_matrix_write_label(const trade_matrix_shape *shape, uint8_t *bytes, uint32_t id,
									 uint32_t *text_at, const char *text, int length);

#endif
