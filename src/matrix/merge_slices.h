/*
 * The stored form of a merge: slices that one matrix alone has are copied, the others
 * written.
 */
#ifndef SANCTIONS_MATRIX_MERGE_SLICES_H
#define SANCTIONS_MATRIX_MERGE_SLICES_H

#include "postgres.h"

#include "matrix/merge_core.h"

/*
 * Once it is known what the result holds; slice_bytes: those of all sides.  NULL where a sum is beyond the limit; a damaged matrix is XX001.  Too many cells
 * are 54000 where the result is final, else NULL.
 */
extern struct varlena *sanctions_merge_encode(trade_merge *merge, Size slice_bytes, bool final);

#endif
