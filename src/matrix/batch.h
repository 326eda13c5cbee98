/*
 * Rows of many matrices of the same kind, as they come, until each has its own.
 *
 * Groups of the executor's have a working form each, at places of their own.  Here, where
 * all rows are at hand and matrices are small, the rows lie one behind the other, and are
 * brought together once, by matrix; ids of labels are ranked once for all.
 */
#ifndef SANCTIONS_MATRIX_BATCH_H
#define SANCTIONS_MATRIX_BATCH_H

#include "postgres.h"

#include "matrix/build.h"

/* With more labels than so many it takes no more rows: fewer than a matrix may have. */
#define SANCTIONS_BATCH_LABELS 32768

typedef struct sanctions_batch
{
	MemoryContext context;
	sanctions_work *labels;		/* has no rows */
	uint8		layout;
	uint32		words;			/* of an entry */
	uint32		count;
	uint32		rows;			/* that are expected */
	Size		limit;			/* of the memory for them */
	uint32		most;			/* entries that there is room for */
	uint32		matrices;
	uint64	   *entry;
	uint32	   *matrix;			/* of each entry */
} sanctions_batch;

/* In the current context, with room for some rows, or for as many as fit into so many bytes. */
extern sanctions_batch *sanctions_batch_create(trade_label_kind kind, trade_frequency frequency, int64 rows, Size limit);

/* Whether it must be finished before a row more. */
static inline bool
sanctions_batch_is_full(const sanctions_batch *batch)
{
	return batch->count == batch->most || sanctions_work_label_count(batch->labels) > SANCTIONS_BATCH_LABELS;
}

/* Bytes of a label, or a code, as batch->labels has it: sanctions_work_label, sanctions_work_country. */

/* A row of a matrix, by its number: they count from 0. */
extern void sanctions_batch_add(sanctions_batch *batch, uint32 matrix, uint64 key, const trade_sum *value,
								const trade_sum *quantity);

/* The same without quantity, the value in thousandths. */
static inline void
sanctions_batch_add_thousandths(sanctions_batch *batch, uint32 matrix, uint64 key, int64 thousandths)
{
	trade_sum	sum;
	uint64	   *entry;

	if (unlikely(batch->layout != 0))
	{
		sum = trade_sum_of((trade_units) thousandths * TRADE_UNITS_PER_THOUSANDTH);
		sanctions_batch_add(batch, matrix, key, &sum, NULL);
		return;
	}
	entry = batch->entry + (Size) batch->count * 2;
	entry[0] = key | TRADE_EXPONENT_THOUSANDTHS;
	entry[1] = (uint64) thousandths;
	batch->matrix[batch->count++] = matrix;
	batch->matrices = Max(batch->matrices, matrix + 1);
}

/* Takes a matrix, which lies in a context that goes with the next. */
typedef void (*sanctions_batch_sink) (void *to, uint32 number, struct varlena *matrix);

/* Gives the matrices that have cells; then it is empty. */
extern void sanctions_batch_finish(sanctions_batch *batch, sanctions_batch_sink sink, void *to);

#endif
