/*
 * Lines straight from the stored form of a matrix: sums by class of periods, of all that
 * an importer bought and of some exporters, in one walk over a slice's cells.
 */
#ifndef TRADE_MATRIX_LINES_CORE_H
#define TRADE_MATRIX_LINES_CORE_H

#include "matrix/question_core.h"

#define TRADE_LINE_WIDTH_MAX 13

/* What is asked of a label as an exporter. */
enum
{
	TRADE_LINE_PART = 1,		/* it counts in the part */
	TRADE_LINE_SELF = 2,		/* it is the importer, and does not count */
	TRADE_LINE_OWN = 4			/* it has a line of its own */
};

typedef struct trade_matrix_line_question
{
	uint32_t	width;			/* of a line */
	uint8_t    *place;			/* of each of the matrix's periods in a line; width: it has none */
	uint32_t	run_count;
	trade_matrix_range *run;	/* of periods that follow each other and have the same place */
	uint8_t    *asked;			/* of each label; that of a slice's importer is changed, and set again */
} trade_matrix_line_question;

/* Room for all labels, and what is found of a slice in it. */
typedef struct trade_matrix_lines
{
	trade_sum	total[TRADE_LINE_WIDTH_MAX];	/* without what the importer bought of itself, as all others */
	trade_sum	part[TRADE_LINE_WIDTH_MAX];
	bool		has_cell;		/* of a value other than 0 */
	bool		has_part;
	uint32_t	count;			/* exporters with a line of their own, in no order */
	uint16_t   *exporter;
	trade_sum  *line;
	uint16_t   *at;				/* the line of an exporter, plus 1; all 0 between calls */
} trade_matrix_lines;

/*
 * Of a slice that was opened with a question's bounds, whose first window holds all
 * periods that have a place.  False where bytes are no matrix.
 */
extern bool trade_matrix_slice_lines(const trade_matrix_slice *slice, const trade_matrix_question *question,
									 const trade_matrix_line_question *asked, trade_matrix_lines *lines);

#endif
