/*
 * Parts of a stored matrix: all that the accessors read of one.  Labels are
 * there as soon as it is open; cells that are not asked for need not be read.
 */
#ifndef SANCTIONS_MATRIX_PART_H
#define SANCTIONS_MATRIX_PART_H

#include "postgres.h"

#include "matrix/lines_core.h"
#include "matrix/matrix.h"
#include "matrix/window_core.h"

/* What is asked for; a set of labels has a bit for each label, NULL means all. */
typedef struct sanctions_part
{
	const uint64 *importers;
	const uint64 *exporters;
	trade_windows windows;
	bool		quantities;		/* sums of quantities too */
	bool		has_needed;		/* of importers only that have a cell from this exporter */
	uint16		needed;
} sanctions_part;

typedef struct sanctions_part_reader sanctions_part_reader;

/*
 * In the current memory context; a value that breaks its invariants is XX001.
 * most: of most importers something will be asked, so that the value is fetched in
 * one piece.
 */
extern sanctions_part_reader *sanctions_part_open(Datum matrix, bool most);

/* Kind, frequency and labels; what it holds of cells is the reader's affair. */
extern const sanctions_matrix *sanctions_part_head(const sanctions_part_reader *reader);

/* The number of a label, -1 where the matrix lacks it. */
extern int	sanctions_matrix_find(const sanctions_matrix *head, const char *label, int length);

/*
 * The same of a label that a user asks for: a country code in any form (22P02), text byte
 * for byte, but 22023 where the matrix has the country in another spelling.
 */
extern int	sanctions_matrix_ask(const sanctions_matrix *head, const char *label, int length);

static inline uint64 *
sanctions_label_set(const sanctions_matrix *head)
{
	return palloc0(sizeof(uint64) * (head->label_count / 64 + 1));
}

static inline void
sanctions_label_set_add(uint64 *set, uint32 label)
{
	set[label / 64] |= UINT64CONST(1) << (label % 64);
}

static inline bool
sanctions_label_set_has(const uint64 *set, uint32 label)
{
	return set == NULL || (set[label / 64] >> (label % 64) & 1) != 0;
}

/* Whether any value of the matrix may be below 0. */
extern bool sanctions_part_has_negatives(const sanctions_part_reader *reader);

/* Asks; one of the functions below then answers from the start.  part must last. */
extern void sanctions_part_ask(sanctions_part_reader *reader, const sanctions_part *part);

/* Asks about one importer alone, by its place in the directory, which has so many; gives which one. */
extern uint32 sanctions_part_ask_one(sanctions_part_reader *reader, const sanctions_part *part, uint32 at);
extern uint32 sanctions_part_importer_count(const sanctions_part_reader *reader);

/* Goes on with an importer that the matrix has. */
extern void sanctions_part_seek(sanctions_part_reader *reader, uint32 importer);

/* The next cells in the first window, by importer, month, exporter; 0 at the end. */
extern uint32 sanctions_part_cells(sanctions_part_reader *reader, trade_cell *cells, uint32 max);

/* The next importer with a cell in a window: its total over the exporters asked for. */
extern bool sanctions_part_total(sanctions_part_reader *reader, trade_flow *total);

/*
 * The next importer with a cell in a window: its flows that have one, by
 * exporter.  They last until the next call; quantity is NULL where none was
 * asked for.
 */
typedef struct sanctions_flows
{
	uint16		importer;
	uint32		count;
	const trade_flow *flow;
	const trade_flow_quantity *quantity;
} sanctions_flows;

extern bool sanctions_part_flows(sanctions_part_reader *reader, sanctions_flows *flows);

/* The next importer with a cell in the first window from the exporter that is needed: all that it bought, and that part. */
extern bool sanctions_part_share(sanctions_part_reader *reader, trade_flow *total, trade_flow *part);

/*
 * The next importer with a cell of another label, of a value other than 0: its lines.
 * The first window is what the question's runs lie in.
 */
extern bool sanctions_part_lines(sanctions_part_reader *reader, const trade_matrix_line_question *question,
								 trade_matrix_lines *lines, uint16 *importer);

/* The matrix's periods, in order. */
extern int	sanctions_part_period_count(const sanctions_part_reader *reader);
extern trade_month sanctions_part_period(const sanctions_part_reader *reader, int at);

/* The next importer: what it bought of all exporters, by period of the matrix. */
extern bool sanctions_part_periods(sanctions_part_reader *reader, trade_matrix_period *period, uint16 *importer);

#endif
