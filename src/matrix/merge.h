/*
 * Sums and differences of stored matrices, with the server's memory and errors.
 */
#ifndef SANCTIONS_MATRIX_MERGE_H
#define SANCTIONS_MATRIX_MERGE_H

#include "postgres.h"

#include "matrix/joined.h"

/*
 * The sum, in the current context.  A damaged matrix is XX001, kinds of labels or
 * periods that do not merge are 22023.  Of a sum of values beyond the limit a final
 * result is 22003, any other keeps it; of too many labels or cells, some of which other
 * matrices may take back, a final result is 54000, any other NULL.
 */
extern struct varlena *sanctions_matrix_sum(const sanctions_addend *addend, int count, bool final);

/* The canonical form of a matrix that is not toasted: itself, or a new one. */
extern struct varlena *sanctions_matrix_canonical(struct varlena *matrix);

#endif
