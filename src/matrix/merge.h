/*
 * Sums and differences of stored matrices, with the server's memory and errors.
 */
#ifndef SANCTIONS_MATRIX_MERGE_H
#define SANCTIONS_MATRIX_MERGE_H

#include "postgres.h"

/* A matrix to be added, or subtracted; not toasted.  It may be a flattened working form. */
typedef struct sanctions_addend
{
	struct varlena *matrix;
	bool		negated;
} sanctions_addend;

/*
 * The sum, in the current context.  A damaged matrix is XX001, kinds of labels or
 * periods that do not merge are 22023, too many labels or cells 54000.  Of a sum of
 * values beyond the limit a final result is 22003, any other keeps it.
 */
extern struct varlena *sanctions_matrix_sum(const sanctions_addend *addend, int count, bool final);

/* The canonical form of a matrix that is not toasted: itself, or a new one. */
extern struct varlena *sanctions_matrix_canonical(struct varlena *matrix);

/* Two matrices, of the lower and of the upper halves of sums that one does not hold. */
extern struct varlena *sanctions_matrix_join_halves(struct varlena *low, struct varlena *high);

#endif
