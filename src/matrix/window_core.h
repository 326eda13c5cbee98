/*
 * Sums over windows straight from the stored form of a matrix: no cell is made.
 */
#ifndef TRADE_MATRIX_FLOW_CORE_H
#define TRADE_MATRIX_FLOW_CORE_H

#include "matrix/flow_core.h"
#include "matrix/read_core.h"

/* What is asked of every importer. */
typedef struct trade_matrix_question
{
	trade_matrix_range range[TRADE_WINDOWS];
	uint64_t	below[TRADE_WINDOWS];	/* the periods before it as bits, where a word holds all */
	bool		brief;			/* windows of a few periods */
	bool		plain;			/* and a matrix as most are: matrix_plain_core.h */
	const uint64_t *exporters;	/* a bit for each label; NULL: all */
} trade_matrix_question;

/*
 * An importer's pairs one after the other.  All that is needed for that stands
 * here, so that a copy of it stays in registers.
 */
typedef struct trade_matrix_scan
{
	trade_matrix_slice slice;
	uint32_t	at;				/* the next pair */
	uint32_t	least_exporter; /* that it may have */
	uint32_t	label_count;
	uint32_t	label_width;
	uint32_t	kinds;			/* of numbers */
	uint32_t	signs;			/* a bit for each kind that is zigzag */
	uint32_t	periods;
	uint32_t	period_bits;	/* of a listed period, and of a count; 0: not listed */
	uint32_t	count_bits;
	uint64_t	presence_at;	/* bit where the next pair's presence begins */
	uint64_t	number_at;		/* bit where its numbers begin */
} trade_matrix_scan;

extern void trade_matrix_ask(const trade_matrix_reader *reader, const trade_windows *windows,
							 const uint64_t *exporters, trade_matrix_question *question);

/* A scan of a matrix, which then begins with one importer after the other. */
extern void trade_matrix_scan_init(const trade_matrix_reader *reader, trade_matrix_scan *scan);

/* The importer at a place of the directory; bytes as for trade_matrix_enter. */
extern bool trade_matrix_scan_begin(trade_matrix_reader *reader, uint32_t at, const uint8_t *bytes,
									trade_matrix_scan *scan);

/* Whether it has a flow from an exporter, in any period. */
extern bool trade_matrix_scan_has(const trade_matrix_scan *scan, uint32_t exporter);

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
