/*
 * Merging two stored matrices that have no cell in common, without making cells: a
 * month added to ten years, one worker's rows and another's, a country that reported
 * late.  Of a pair that one of them has, the numbers are copied; of one that both
 * have, numbers are copied run by run, in the order of their periods.
 *
 * Reading goes pair by pair, and keeps of each where its columns lie; then the
 * pairs of both are gone through in order twice, once to count them and once to
 * write them.
 */
#ifndef TRADE_MATRIX_PLUS_CORE_H
#define TRADE_MATRIX_PLUS_CORE_H

#include "matrix/read_core.h"
#include "matrix/write_core.h"

#define TRADE_MATRIX_SIDES 2
/* Matrices of more periods, 340 years of months, are merged by their cells. */
#define TRADE_MATRIX_PLUS_PERIODS 4096

/* Labels in order. */
typedef struct trade_matrix_labels
{
	uint32_t	count;
	uint32_t	bytes;
	const char **text;
	int		   *length;
} trade_matrix_labels;

/* A pair of one side; ids are those of the merged labels. */
typedef struct trade_matrix_piece
{
	uint32_t	importer;
	uint32_t	exporter;
	uint32_t	cells;
	uint8_t		form[TRADE_MATRIX_NUMBERS];
	const uint8_t *presence;
	uint64_t	presence_at;	/* bits */
	const uint8_t *number;
	uint64_t	number_at;		/* bits */
} trade_matrix_piece;

typedef struct trade_matrix_side
{
	trade_matrix_reader *reader;
	const uint32_t *label;		/* by its own ids, those of the merged labels */
	trade_matrix_piece *piece;	/* as many as it has pairs */
	uint32_t	at;				/* the next one */
	uint16_t	period[TRADE_MATRIX_PLUS_PERIODS];	/* by its own, those of the merged periods */
	bool		unbroken;		/* its periods are neighbours among the merged */
	uint8_t		present[TRADE_MATRIX_PLUS_PERIODS / 8 + TRADE_BITS_BEHIND];	/* bits of the merged periods */
} trade_matrix_side;

/* Cells of a pair that come one after the other, all of one side. */
typedef struct trade_matrix_run
{
	uint32_t	side;
	uint32_t	cells;
} trade_matrix_run;

typedef struct trade_matrix_plus
{
	trade_matrix_side side[TRADE_MATRIX_SIDES];
	uint32_t	period_count;
	bool		apart;			/* no period is in both */
	uint64_t	number_bits;	/* no more than so many are written */
	trade_cell *cells;			/* room for the largest pair */
	trade_matrix_run *run;		/* room for as many */
} trade_matrix_plus;

/* The pair of both sides that comes next; NULL where a side has it not. */
typedef struct trade_matrix_both
{
	const trade_matrix_piece *piece[TRADE_MATRIX_SIDES];
} trade_matrix_both;

/* Whether two open matrices may be merged so: neither is empty, both are of a kind. */
extern bool trade_matrix_alike(const trade_matrix_reader *first, const trade_matrix_reader *second);

/* merged has room for the labels of both; of_side[] gives by each side's ids those of the merged. */
extern void trade_matrix_merge_labels(const trade_matrix_labels *side, trade_matrix_labels *merged,
									  uint32_t *const *of_side);

/* Reads the next pair of a side, checked; false at the end, or at a problem of its reader. */
extern bool trade_matrix_plus_read(trade_matrix_side *side);

/* All but the pairs; false where there are too many periods. */
extern bool trade_matrix_plus_begin(trade_matrix_plus *plus, trade_matrix_survey *survey, uint32_t label_count,
									uint32_t label_bytes);
/* Then every pair; false where both sides have a cell.  After trade_matrix_survey_end the layout is known. */
extern bool trade_matrix_plus_next(trade_matrix_plus *plus, trade_matrix_both *both);
extern bool trade_matrix_plus_count(trade_matrix_plus *plus, trade_matrix_survey *survey,
									const trade_matrix_both *both, trade_matrix_extent *extent);

/* Begins again with the first pair; more bytes than all slices take, those written behind them counted in. */
extern size_t trade_matrix_plus_bound(trade_matrix_plus *plus, const trade_matrix_shape *shape,
									  const trade_matrix_extent *extent);

/* In a slice begun by trade_matrix_begin_slice. */
extern void trade_matrix_plus_write(trade_matrix_plus *plus, trade_matrix_writer *writer,
									const trade_matrix_both *both);

#endif
