/*
 * Tallies of an importer straight from the stored form of a matrix: what it bought
 * of all and of some, of whom, and in each period.
 */
#ifndef TRADE_MATRIX_TALLY_CORE_H
#define TRADE_MATRIX_TALLY_CORE_H

#include "matrix/window_core.h"

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
 * What importers bought in each window: of all exporters, and of those that are
 * marked.  A scan gives both for its importer, and adds to the exporters.
 */
typedef struct trade_matrix_tally
{
	const uint64_t *marked;		/* a bit for each label */
	trade_split_sum (*exports)[TRADE_WINDOWS];	/* of each label; NULL: not asked for */
	trade_sum	all[TRADE_WINDOWS];
	trade_sum	of_marked[TRADE_WINDOWS];
	bool		has_marked[TRADE_WINDOWS];	/* any cell of one that is marked */
} trade_matrix_tally;

/* The exporter `but` does not count; false at a problem. */
extern bool trade_matrix_scan_tally(trade_matrix_reader *reader, trade_matrix_scan *scan,
									const trade_matrix_question *question, uint32_t but,
									trade_matrix_tally *tally);

/* What an importer bought in a period, if anything. */
typedef struct trade_matrix_period
{
	trade_split_sum value;
	bool		present;
} trade_matrix_period;

/*
 * Adds up the importer's cells of each of the matrix's periods; false at a problem.
 * The question may be about any windows.
 */
extern bool trade_matrix_scan_periods(trade_matrix_reader *reader, trade_matrix_scan *scan,
									  const trade_matrix_question *question, trade_matrix_period *period);

#endif
