/*
 * The working form of a matrix as one value: several matrices behind a head, where one
 * does not hold what there is.  Sums beyond what is stored are two of them, low +
 * high * 2^TRADE_HALF_BITS; more labels or cells than a matrix may have, some of which
 * others may take back, stay in the matrices that they came in.
 */
#ifndef SANCTIONS_MATRIX_JOINED_H
#define SANCTIONS_MATRIX_JOINED_H

#include "postgres.h"

/* A matrix to be added, or subtracted; not toasted.  It may be a flattened working form. */
typedef struct sanctions_addend
{
	struct varlena *matrix;
	bool		negated;
	bool		high;			/* its numbers are upper halves of sums; only where such are joined */
} sanctions_addend;

/* How many matrices a value is: one, unless it is joined. */
extern uint32 sanctions_joined_count(const struct varlena *value);

/* A walk over them; damaged ones are XX001. */
typedef struct sanctions_joined
{
	uint32		left;			/* how many follow, */
	const uint8 *next;			/* where, */
	const uint8 *end;			/* and where they end */
	const uint8 *bytes;			/* the one at hand */
	uint32		size;
	bool		high;			/* its numbers are upper halves */
} sanctions_joined;

extern sanctions_joined sanctions_joined_begin(const struct varlena *value);
extern bool sanctions_joined_next(sanctions_joined *joined);

/* What is added, none of it negated, as one value. */
extern struct varlena *sanctions_joined_of(const sanctions_addend *addend, int count);
extern struct varlena *sanctions_joined_halves(struct varlena *low, struct varlena *high);

#endif
