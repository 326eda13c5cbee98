/*
 * Equality, order and hash of a state over its content.  The canonical form of
 * equal content is equal: so bytes decide.
 */
#ifndef SANCTIONS_STATE_ORDER_H
#define SANCTIONS_STATE_ORDER_H

#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "miscadmin.h"

#include "compat.h"
#include "exact/function.h"

/* Bytes hashed between two looks at interrupts. */
#define SANCTIONS_HASH_STEP ((Size) 1 << 22)

typedef struct varlena *(*sanctions_canonical_function) (struct varlena *state);

/* -1, 0 or 1. */
static inline int
sanctions_order_compare(FunctionCallInfo fcinfo, sanctions_canonical_function canonical)
{
	struct varlena *left = canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)));
	struct varlena *right = canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)));
	Size		left_size = VARSIZE_ANY_EXHDR(left);
	Size		right_size = VARSIZE_ANY_EXHDR(right);
	int			order = memcmp(VARDATA_ANY(left), VARDATA_ANY(right), Min(left_size, right_size));

	if (order == 0)
		order = (left_size > right_size) - (left_size < right_size);
	/* a btree look-up keeps its context for long */
	PG_FREE_IF_COPY(left, 0);
	PG_FREE_IF_COPY(right, 1);
	return (order > 0) - (order < 0);
}

/* Step by step, the hash of one the seed of the next; without a seed its lower half is the hash of 32 bits. */
static inline uint64
sanctions_order_hash(FunctionCallInfo fcinfo, sanctions_canonical_function canonical, uint64 seed)
{
	struct varlena *state = canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)));
	const unsigned char *bytes = (const unsigned char *) VARDATA_ANY(state);
	Size		size = VARSIZE_ANY_EXHDR(state);
	uint64		hash = seed;

	for (Size at = 0; at < size; at += SANCTIONS_HASH_STEP)
	{
		CHECK_FOR_INTERRUPTS();
		hash = hash_bytes_extended(bytes + at, Min(SANCTIONS_HASH_STEP, size - at), hash);
	}
	PG_FREE_IF_COPY(state, 0);
	return hash;
}

/* The functions behind a state's operators and operator classes: sanctions_TOPIC_eq and so on. */
#define SANCTIONS_STATE_ORDER(topic) \
	SANCTIONS_COMPARISONS(topic, sanctions_order_compare(fcinfo, sanctions_##topic##_canonical)) \
	SANCTIONS_FUNCTION(sanctions_##topic##_hash, \
					   UInt32GetDatum((uint32) sanctions_order_hash(fcinfo, sanctions_##topic##_canonical, 0))) \
	SANCTIONS_FUNCTION(sanctions_##topic##_hash_extended, \
					   UInt64GetDatum(sanctions_order_hash(fcinfo, sanctions_##topic##_canonical, PG_GETARG_INT64(1))))

#endif
