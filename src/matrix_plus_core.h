/*
 * Merging two stored matrices without making cells, where all periods of one come
 * before all of the other's, as when a month is added to ten years: the numbers of
 * a pair are those of the one, then those of the other, and mostly so are its bits.
 *
 * Reading goes pair by pair, and keeps of each where its columns lie; then the
 * pairs of both are gone through in order twice, once to count them and once to
 * write them.
 */
#ifndef TRADE_MATRIX_PLUS_CORE_H
#define TRADE_MATRIX_PLUS_CORE_H

#include "matrix_read_core.h"
#include "matrix_write_core.h"

#define TRADE_MATRIX_SIDES 2

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
} trade_matrix_side;

typedef struct trade_matrix_plus
{
	trade_matrix_side side[TRADE_MATRIX_SIDES]; /* the one with the earlier periods first */
	uint64_t	number_bits;	/* no more than so many are written */
	trade_cell *cells;			/* room for the largest pair */
} trade_matrix_plus;

/* The pair of both sides that comes next; NULL where a side has it not. */
typedef struct trade_matrix_both
{
	const trade_matrix_piece *piece[TRADE_MATRIX_SIDES];
} trade_matrix_both;

/* Whether two open matrices can be merged so, the first one's periods first. */
extern bool trade_matrix_follows(const trade_matrix_reader *first, const trade_matrix_reader *second);

/* merged has room for the labels of both; of_side[] gives by each side's ids those of the merged. */
extern void trade_matrix_merge_labels(const trade_matrix_labels *side, trade_matrix_labels *merged,
									  uint32_t *const *of_side);

/* Reads the next pair of a side, checked; false at the end, or at a problem of its reader. */
extern bool trade_matrix_plus_read(trade_matrix_side *side);

/* All but the pairs; then every pair.  From trade_matrix_survey_end on the layout is known. */
extern void trade_matrix_plus_begin(trade_matrix_plus *plus, trade_matrix_survey *survey, uint32_t label_count,
									uint32_t label_bytes);
extern bool trade_matrix_plus_next(trade_matrix_plus *plus, trade_matrix_both *both);
extern void trade_matrix_plus_count(trade_matrix_plus *plus, trade_matrix_survey *survey,
									const trade_matrix_both *both, trade_matrix_extent *extent);

/* Begins again with the first pair; more bytes than all slices take, those written behind them counted in. */
extern size_t trade_matrix_plus_bound(trade_matrix_plus *plus, const trade_matrix_shape *shape,
									  const trade_matrix_extent *extent);

/* In a slice begun by trade_matrix_begin_slice. */
extern void trade_matrix_plus_write(const trade_matrix_plus *plus, trade_matrix_writer *writer,
									const trade_matrix_both *both);

#endif
