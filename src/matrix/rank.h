/*
 * The labels of entries: which ids occur, and the labels' order.
 */
#ifndef SANCTIONS_MATRIX_RANK_H
#define SANCTIONS_MATRIX_RANK_H

#include "postgres.h"

#include "matrix/build.h"
#include "matrix/encode.h"

/* The ids that occur, and the place of each among the labels. */
typedef struct sanctions_label_index
{
	uint64	   *used;			/* a bit for each id */
	uint32	   *before;			/* used ids before each word of bits */
	uint32		count;
	uint16	   *rank;			/* by used ids in order; NULL: they are the labels' order */
} sanctions_label_index;

/* Which ids below the limit occur. */
extern sanctions_label_index sanctions_index_ids(const uint64 *entry, uint32 count, uint32 words, uint32 limit);

/* The labels of a working form that occur, in order, and the rank of their ids. */
extern void sanctions_rank_labels(const sanctions_work *work, sanctions_label_index *index, sanctions_matrix_parts *parts);

/* Entries refer to labels by their place in the order. */
extern void sanctions_map_entries(uint64 *entry, uint32 count, uint32 words, const sanctions_label_index *index);

#endif
