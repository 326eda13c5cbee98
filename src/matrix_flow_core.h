/*
 * Sums over windows straight from the stored form of a matrix: no cell is made.
 */
#ifndef TRADE_MATRIX_FLOW_CORE_H
#define TRADE_MATRIX_FLOW_CORE_H

#include "flow_core.h"
#include "matrix_read_core.h"

/* What is asked of every importer. */
typedef struct trade_matrix_question
{
	trade_matrix_range range[TRADE_WINDOWS];
	uint64_t	below[TRADE_WINDOWS];	/* the periods before it as bits, where a word holds all */
	uint64_t	lanes;			/* four times 16 bits: all periods, those before each window */
	bool		brief;			/* windows of a few periods */
	const uint64_t *exporters;	/* a bit for each label; NULL: all */
} trade_matrix_question;

/* An importer's pairs one after the other. */
typedef struct trade_matrix_scan
{
	trade_matrix_slice slice;
	uint32_t	at;				/* the next pair */
	uint32_t	least_exporter; /* that it may have */
	uint64_t	presence;		/* bit where its presence begins */
	uint64_t	number;			/* bit where its numbers begin */
} trade_matrix_scan;

extern void trade_matrix_ask(const trade_matrix_reader *reader, const trade_windows *windows,
							 const uint64_t *exporters, trade_matrix_question *question);

/* The importer at a place of the directory; bytes as for trade_matrix_enter. */
extern bool trade_matrix_scan_begin(trade_matrix_reader *reader, uint32_t at, const uint8_t *bytes,
									trade_matrix_scan *scan);

/* Its total: value and number of cells in each window; false at a problem. */
extern bool trade_matrix_scan_total(trade_matrix_reader *reader, trade_matrix_scan *scan,
									const trade_matrix_question *question, trade_flow *total);

/*
 * The next flows with a cell in a window, at most max; 0 at the end, or at a
 * problem.  quantity is NULL, or goes along with flow.
 */
extern uint32_t trade_matrix_scan_flows(trade_matrix_reader *reader, trade_matrix_scan *scan,
										const trade_matrix_question *question, trade_flow *flow,
										trade_flow_quantity *quantity, uint32_t max);

#endif
