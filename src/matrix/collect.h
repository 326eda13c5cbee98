/*
 * Matrices that wait in a working form to be merged: parts that workers, shards or
 * months give one after the other.
 */
#ifndef SANCTIONS_MATRIX_COLLECT_H
#define SANCTIONS_MATRIX_COLLECT_H

#include "postgres.h"

#include "matrix/build.h"
#include "matrix/merge.h"

/* So many of one level are merged to one of the next: n of them take log n merges each. */
#define SANCTIONS_COLLECTED_A_LEVEL 128

typedef struct sanctions_collected
{
	struct varlena *matrix;
	uint32		level;
} sanctions_collected;

typedef struct sanctions_collection
{
	uint32		count;
	uint32		room;
	Size		bytes;			/* of all */
	Size		limit;			/* beyond so many all are merged to one */
	struct varlena *flat;		/* of the whole working form, between asking for its size and for its bytes */
	sanctions_collected *collected;	/* levels fall, but for those kept apart */
} sanctions_collection;

/* The collection of a working form. */
extern sanctions_collection *sanctions_collection_of(sanctions_work *work);

/* Takes a copy of a matrix that is not toasted. */
extern void sanctions_collect(sanctions_work *work, struct varlena *matrix);

#endif
