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

/* No label: greater than any id, not less than any prefix. */
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
	const char *text;
	int			length;			/* in bytes */
	uint32_t	country;		/* its code */
} trade_merge_label;

/*
 * A cell that a side has read ahead, so that cells of one importer are in order where
 * these are: month, exporter, side, place.
 */
typedef uint64_t trade_merge_record;
#define TRADE_MERGE_AT_BITS 5	/* TRADE_MERGE_AHEAD is 2^5 */
#define TRADE_MERGE_SIDE_BITS 18
#define TRADE_MERGE_LABEL_BITS 24
/* So many that what all read ahead is no more than cells of a call. */
#define TRADE_MERGE_SIDES_MAX (TRADE_CELLS_PER_CALL / TRADE_MERGE_AHEAD)
#define TRADE_MERGE_LABELS_MAX (1 << TRADE_MERGE_LABEL_BITS)

/* One of the matrices; all of its reader's slices are at hand. */
typedef struct trade_merge_side
{
	trade_matrix_reader *reader;
	bool		negated;
	bool		high;			/* its numbers are upper halves */
	bool		keeps_numbers;	/* their bits are those of the result */
	bool		keeps_slices;	/* so are its slices, but for labels */
	uint32_t   *period;			/* room for its periods: where they are among the result's, TRADE_MATRIX_NO_PERIOD if nowhere */
	uint32_t	together;		/* so many of the first ones follow each other there, too */
	trade_span	span;			/* of its periods */
	uint32_t   *label;			/* room for its labels: by their ids, those of the merged */
	uint32_t	label_at;		/* the next one to be merged, */
	uint32_t	text_at;		/* where it is, */
	trade_merge_label next;		/* and what it is */
	uint32_t	importer_at;	/* the one at hand or the next one, in its directory */
	uint32_t	left;			/* cells of its slice that are not read yet */
	uint32_t	at;				/* the next of the cells read ahead, and how many they are */
	uint32_t	count;
	trade_cell *ahead;			/* room for trade_merge_ahead(reader) of them */
	trade_merge_record *record; /* room for as many: of each */
} trade_merge_side;

/* How many cells of a matrix are read at once: of small slices no more than the largest has. */
static inline uint32_t
trade_merge_ahead(const trade_matrix_reader *reader)
{
	return reader->most_cells < TRADE_MERGE_AHEAD ? reader->most_cells : TRADE_MERGE_AHEAD;
}

typedef struct trade_merge
{
	trade_merge_half half;
	uint32_t	side_count;
	trade_merge_side *side;		/* none is empty, all are of one kind and frequency; they need not be checked */
	uint64_t   *prefix;			/* room for all sides: of their next label, TRADE_MERGE_END behind the last one */
	uint64_t   *stop;			/* room for the importers of all sides: in order, with their sides */
	uint32_t	stop_count;
	uint32_t	stop_at;		/* those of the importer at hand, and where they end */
	uint32_t	stop_end;
	uint32_t	importer;		/* at hand */
	uint32_t	importer_cells; /* of all sides that have it */
	trade_merge_side *most;		/* the one that has most of them, and how many */
	uint32_t	most_cells;
	uint32_t   *here;			/* room for all sides: those with cells of it left */
	uint32_t	here_count;
	uint32_t   *run_end;		/* room for all sides */
	trade_merge_record *record[2];	/* room for what all sides read ahead and one more: in order, and to put in order */
	uint32_t	record_at;		/* the next of those in order, and how many they are */
	uint32_t	record_count;
	uint32_t	numbers;		/* of a cell: TRADE_MATRIX_NUMBERS where any side has quantities, else 1 */
	trade_merge_label *label;	/* room for the labels of all sides */
	uint32_t	label_count;
	uint64_t   *label_used;		/* room for a bit for each */
	uint32_t   *label_place;	/* room for each: its id in the result */
	trade_matrix_survey *survey;	/* what the result holds */
	uint32_t	unproven;		/* flags that the result may have, as far as was looked */
	bool		halved;			/* halves are made, or are among what is added */
	bool		cancels;		/* sums may be zero, or less than what was added */
	const char *problem;		/* of a matrix that is damaged, once it was seen */
	bool		is_beyond;		/* a sum is beyond the limit: */
	trade_sum	beyond;			/* this one */
} trade_merge;

/* First of all: merges labels, some of them a call; false once all are. */
extern void trade_merge_begin(trade_merge *merge);
extern bool trade_merge_labels(trade_merge *merge);

/* Of those, once it is settled which ones the result has, into its bytes. */
extern void trade_merge_write_labels(const trade_merge *merge, uint8_t *bytes);

/* Then the importers of a side behind those that are there; those of all are to be sorted. */
extern void trade_merge_stops(trade_merge *merge, uint32_t side);

/*
 * Then finds what the result holds, TRADE_CELLS_PER_CALL cells a call; false once that
 * is known, or a sum is beyond the limit.  After trade_merge_settle the labels' ids are
 * those of the result, and what is known of labels, periods and flags is in the survey.
 */
extern void trade_merge_expect(trade_merge *merge);
extern bool trade_merge_look(trade_merge *merge);
extern void trade_merge_settle(trade_merge *merge);

/* Begins with the first importer; goes to the next one, false at the end. */
extern void trade_merge_rewind(trade_merge *merge);
extern bool trade_merge_next(trade_merge *merge);

/* The sides that have it: those at the places from stop_at to stop_end. */
static inline trade_merge_side *
trade_merge_stop(const trade_merge *merge, uint32_t at)
{
	return &merge->side[(uint32_t) merge->stop[at]];
}

/*
 * Its cells, without those of one side, in the order of a slice, as often as entered:
 * the next ones, at most max; false once there are no more, or a sum is beyond the
 * limit, or there is a problem.  There may be none yet though more follow.
 */
extern void trade_merge_enter(trade_merge *merge, const trade_merge_side *but);
extern bool trade_merge_read(trade_merge *merge, trade_cell *cells, uint32_t max, uint32_t *count);

#endif
