/*
 * The slices of a merge.  Of each importer in turn:
 *
 * - where one side alone has it, in the periods and with the kinds of numbers of the
 *   result, the slice is copied;
 * - where one side has most of its cells, and all others come before, between two of, or
 *   behind its periods, as a month behind ten years, the slice is extended: numbers keep
 *   their bits;
 * - else all cells are written.
 *
 * What keeps its bits is checked, what is written was read; so the result is canonical,
 * whatever the matrices are.
 */
#ifndef TRADE_MERGE_SLICE_CORE_H
#define TRADE_MERGE_SLICE_CORE_H

#include "matrix/check_core.h"
#include "matrix/copy_core.h"
#include "matrix/merge_core.h"

typedef struct trade_merge_output
{
	trade_merge *merge;
	trade_matrix_survey *whole; /* what the result holds */
	trade_matrix_survey *part;	/* room: what cells that are written hold */
	trade_matrix_check *check;	/* room: of the slice that is copied or extended */
	trade_matrix_writer *writer;
	const uint32_t *period_index;
	trade_matrix_extent *extent;	/* room for all labels of the result */
	uint32_t	extent_count;
	uint32_t	cell_count;
	uint32_t	most_cells;		/* of an importer */
	uint32_t	others_from;	/* the period of a slice that is extended before which other sides' cells come */
	uint64_t   *label_seen;		/* zeros, room for a bit for each */
	uint64_t   *period_seen;
	uint32_t	periods_left;	/* those that are not seen yet */
	uint8_t    *bytes;			/* of slices, one after the other, with room for what bounds tell */
	size_t		used;
} trade_merge_output;

/* Before the first importer. */
extern void trade_merge_begin_slices(trade_merge_output *out);

/* The importer's slice is copied, if that is possible: once it is checked. */
extern bool trade_merge_may_copy(const trade_merge_output *out);
extern size_t trade_merge_copy_bound(const trade_merge_output *out);
extern bool trade_merge_copy(trade_merge_output *out);

/*
 * It is extended, if that is possible: once the other sides' cells, count of them, are in
 * the part and in the extent, and the slice is checked.  bytes may be written to where it
 * is not.
 */
extern bool trade_merge_may_extend(trade_merge_output *out);
extern bool trade_merge_keeps_powers(trade_merge_output *out);
extern size_t trade_merge_extend_bound(const trade_merge_output *out);
extern bool trade_merge_extend(trade_merge_output *out, const trade_cell *cells, uint32_t count);

/* It was written by the writer. */
extern void trade_merge_written(trade_merge_output *out);

/* After all importers: the shape is that of the result.  Gives what is wrong with the matrices. */
extern const char *trade_merge_end(trade_merge_output *out);

#endif
