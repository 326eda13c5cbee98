/*
 * Merging stored matrices: sums and differences of any number of them.
 *
 * All labels are merged first, and give the ids of each matrix in those of the merged.
 * Then all matrices are walked importer by importer.  Where one of them alone has an
 * importer, its cells follow each other; where several have it, their cells are gone
 * through together in the order in which slices have them, which is the reader's
 * affair, and cells of one key are added up in 192 bits.  So a sum depends on no order,
 * and what it holds follows from the content alone.
 *
 * Cells whose numbers are all zero vanish, and labels and periods that have no other.
 * So what there is can be known only by looking at all cells first, unless nothing can
 * cancel: then it is all that the matrices have.
 *
 * Where sums are beyond what a stored number holds, and may come back, there are two
 * matrices of them, of which one has the lower and one the upper halves.
 */
#ifndef TRADE_MERGE_CORE_H
#define TRADE_MERGE_CORE_H

#include "matrix/half_core.h"
#include "matrix/read_core.h"
#include "matrix/write_core.h"

/* Cells of a side read at once. */
#define TRADE_MERGE_AHEAD 32

/* No label, or no cell: greater than any id, or any key. */
#define TRADE_MERGE_NONE UINT32_MAX
#define TRADE_MERGE_END UINT64_MAX

/* What is made of sums: themselves, or their halves. */
typedef enum trade_merge_half
{
	TRADE_MERGE_WHOLE,
	TRADE_MERGE_LOW,
	TRADE_MERGE_HIGH
} trade_merge_half;

/* A label: text, or a country's. */
typedef struct trade_merge_label
{
	uint64_t	prefix;			/* the first bytes as a number that orders like them */
	const char *text;			/* NULL: it is in country */
	int			length;
	char		country[TRADE_LABEL_COUNTRY_BYTES + 1];
} trade_merge_label;

/* One of the matrices; all of its reader's slices are at hand. */
typedef struct trade_merge_side
{
	trade_matrix_reader *reader;
	bool		negated;
	bool		high;			/* its numbers are upper halves */
	uint32_t   *label;			/* room for its labels: by their ids, those of the merged */
	uint32_t	label_at;		/* the next one to be merged, */
	uint32_t	text_at;		/* where it is, */
	trade_merge_label next;		/* and what */
	uint32_t	importer_at;	/* the next one, in its directory */
	uint32_t	importer;		/* that one's merged id, or TRADE_MERGE_NONE */
	uint32_t	at;				/* the next of the cells read ahead */
	uint64_t	key[TRADE_MERGE_AHEAD + 1];	/* of each, behind the last one TRADE_MERGE_END */
	trade_cell	ahead[TRADE_MERGE_AHEAD];
} trade_merge_side;

typedef struct trade_merge
{
	trade_merge_half half;
	uint32_t	side_count;
	trade_merge_side *side;		/* none is empty, all are of one kind and frequency */
	trade_merge_side **here;	/* room for all sides: those whose cells of the importer are not at their end */
	uint32_t	here_count;
	uint32_t	importer;
	bool		has_quantity;	/* of any side */
	trade_merge_label *label;	/* room for the labels of all sides */
	uint32_t	label_count;
	uint64_t   *label_used;		/* room for a bit for each */
	uint32_t   *label_place;	/* room for each: its id in the result */
	trade_matrix_survey *survey;	/* what the result holds */
	uint32_t	unproven;		/* flags that the result may have, as far as was looked */
	bool		halved;			/* halves are made, or are among what is added */
	bool		cancels;		/* sums may be zero, or less than what was added */
	bool		is_beyond;		/* a sum is beyond the limit: */
	trade_sum	beyond;			/* this one */
} trade_merge;

/* First of all: merges labels, some of them a call; false once all are. */
extern void trade_merge_begin(trade_merge *merge);
extern bool trade_merge_labels(trade_merge *merge);

/*
 * Then finds what the result holds, TRADE_CELLS_PER_CALL cells a call; false once that
 * is known, or a sum is beyond the limit.  After trade_merge_settle the labels' ids are
 * those of the result, whose number it gives; periods and flags are in the survey.
 */
extern void trade_merge_expect(trade_merge *merge);
extern bool trade_merge_look(trade_merge *merge);
extern uint32_t trade_merge_settle(trade_merge *merge);

/* From the first importer on: goes to the next one; false at the end. */
extern void trade_merge_rewind(trade_merge *merge);
extern bool trade_merge_next(trade_merge *merge);

/*
 * The importer's next cells, at most max, in the order of a slice; false once there
 * are no more, or a sum is beyond the limit.  There may be none yet though more follow.
 */
extern bool trade_merge_read(trade_merge *merge, trade_cell *cells, uint32_t max, uint32_t *count);

#endif
