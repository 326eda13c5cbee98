/*
 * Sums over windows straight from the stored form of a matrix: no cell is made.
 */
#ifndef TRADE_MATRIX_WINDOW_CORE_H
#define TRADE_MATRIX_WINDOW_CORE_H

#include "matrix/question_core.h"

/*
 * A sum in two parts: of numbers that are narrow, so that 128 bits hold all those of
 * a matrix, and of the others.
 */
typedef struct trade_split_sum
{
	trade_units narrow;
	trade_sum	other;
} trade_split_sum;

static inline trade_sum
trade_split_sum_whole(const trade_split_sum *split)
{
	trade_sum	whole = split->other;

	trade_sum_add_units(&whole, split->narrow);
	return whole;
}

/*
 * Of a slice that was opened with the question's bounds its total: value in each window, and whether there are cells; false
 * where bytes are no matrix, as of all functions here.
 */
extern bool trade_matrix_slice_total(const trade_matrix_slice *slice, const trade_matrix_question *question,
									 trade_flow *total);

/* Room to put flows in order: for all labels of the matrix. */
typedef struct trade_matrix_flow_room
{
	trade_flow *flow;
	trade_flow_quantity *quantity;	/* NULL: not asked for */
	uint64_t   *seen;			/* trade_matrix_seen_words of them, all 0 between calls */
	uint16_t   *place;
} trade_matrix_flow_room;

static inline size_t
trade_matrix_seen_words(uint32_t label_count)
{
	return label_count / TRADE_BITS_AT_ONCE + 1;
}

/* The flows of a slice that have a cell in a window, by exporter. */
extern bool trade_matrix_slice_flows(const trade_matrix_slice *slice, const trade_matrix_question *question,
									 const trade_matrix_flow_room *room, uint32_t *count);

/*
 * What importers bought in each window: of all exporters, and of those that are
 * marked.  A slice gives both for its importer, and adds to the exporters.
 */
typedef struct trade_matrix_tally
{
	const uint64_t *marked;		/* a bit for each label */
	trade_split_sum (*exports)[TRADE_WINDOWS];	/* of each label; NULL: not asked for */
	trade_sum	all[TRADE_WINDOWS];
	trade_sum	of_marked[TRADE_WINDOWS];
	bool		has_marked[TRADE_WINDOWS];	/* any cell of one that is marked */
} trade_matrix_tally;

/* The exporter `but` does not count. */
extern bool trade_matrix_slice_tally(const trade_matrix_slice *slice, const trade_matrix_question *question,
									 uint32_t but, trade_matrix_tally *tally);

/* What an importer bought in a period, if anything. */
typedef struct trade_matrix_period
{
	trade_sum	value;
	bool		present;
} trade_matrix_period;

/* Sums of each of the matrix's periods. */
extern bool trade_matrix_slice_periods(const trade_matrix_slice *slice, trade_matrix_period *period);

#endif
