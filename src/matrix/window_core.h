/*
 * Sums over windows straight from the stored form of a matrix: no cell is made.
 */
#ifndef TRADE_MATRIX_WINDOW_CORE_H
#define TRADE_MATRIX_WINDOW_CORE_H

#include "matrix/question_core.h"

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

/* The flow of the exporter that is needed, of a slice that does not lack it. */
extern bool trade_matrix_slice_one(const trade_matrix_slice *slice, const trade_matrix_question *question,
								   trade_flow *flow);

/* What an importer bought in a period, if anything. */
typedef struct trade_matrix_period
{
	trade_sum	value;
	bool		present;
} trade_matrix_period;

/* Sums of each of the matrix's periods; pause as in a question. */
extern bool trade_matrix_slice_periods(const trade_matrix_slice *slice, trade_matrix_period *period, void (*pause) (void));

#endif
