/*
 * Whether a stored matrix is the one that writing makes of its content: every width,
 * power and choice, every label and period in use, every number in range.
 *
 * Column by column, and without making cells: some 5 ns a cell where making them takes
 * 15.
 */
#ifndef TRADE_MATRIX_CHECK_CORE_H
#define TRADE_MATRIX_CHECK_CORE_H

#include "matrix/read_core.h"

typedef struct trade_matrix_check
{
	trade_matrix_reader *reader;
	uint32_t	at;				/* the next importer */
	uint32_t	flags;			/* that the matrix has by its numbers */
	bool		knows_periods;	/* those that slices have need not be noted */
	trade_matrix_slice slice;
	uint32_t	cell;			/* of the slice, the next one */
	uint32_t	exporters;		/* of the slice, so far */
	uint64_t	bit;			/* of a listed slice's presence, the next one */
	int64_t		last_place;		/* period and exporter of the cell before */
	uint32_t	high[TRADE_MATRIX_NUMBERS];	/* of each kind the next high part */
	bool		indivisible[TRADE_MATRIX_NUMBERS];	/* by ten */
	bool		zero[TRADE_MATRIX_NUMBERS];	/* some number is stored as 0, so the base is least */
	trade_matrix_widths widths[TRADE_MATRIX_NUMBERS];
	uint64_t	exporter_used[(TRADE_MATRIX_LABELS_MAX + 63) / 64];
	uint64_t	label_used[(TRADE_MATRIX_LABELS_MAX + 63) / 64];
	uint64_t	period_used[(TRADE_MATRIX_PERIODS_MAX + 63) / 64];
} trade_matrix_check;

/* Of so many labels and periods. */
extern void trade_matrix_check_begin(trade_matrix_check *check, uint32_t labels, uint32_t periods);

/*
 * Looks at a slice of an open matrix that has all slices at hand; its numbers are looked
 * at step by step, TRADE_CELLS_PER_CALL cells a call.  False at a problem of the reader,
 * and where no step is left.  Labels and periods that it has are noted.
 */
extern bool trade_matrix_check_slice(trade_matrix_check *check, trade_matrix_reader *reader, uint32_t at);
extern bool trade_matrix_check_step(trade_matrix_check *check);

/* Once no step is left: whether widths are those that take fewest bits.  Where cells are added, others may. */
extern bool trade_matrix_check_widths(const trade_matrix_check *check);

/* So slice by slice all of a matrix; false once all is looked at, or the reader has a problem. */
extern bool trade_matrix_check_next(trade_matrix_check *check, trade_matrix_reader *reader);

#endif
