/*
 * Equality, order and hash of a state over its content.  The canonical form of
 * equal content is equal: so bytes decide.
 */
#ifndef SANCTIONS_STATE_ORDER_H
#define SANCTIONS_STATE_ORDER_H

#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"

#include "compat.h"

/* Order by the bytes, for canonical forms. */
static inline int
sanctions_state_compare(const struct varlena *left, const struct varlena *right)
{
	Size		left_size = VARSIZE_ANY_EXHDR(left);
	Size		right_size = VARSIZE_ANY_EXHDR(right);
	int			order = memcmp(VARDATA_ANY(left), VARDATA_ANY(right), Min(left_size, right_size));

	return order != 0 ? order : (left_size > right_size) - (left_size < right_size);
}

typedef struct varlena *(*sanctions_canonical_function) (struct varlena *state);

static inline int
sanctions_order_compare(FunctionCallInfo fcinfo, sanctions_canonical_function canonical)
{
	struct varlena *left = canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)));
	struct varlena *right = canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)));
	int			order = sanctions_state_compare(left, right);

	/* a btree look-up keeps its context for long */
	PG_FREE_IF_COPY(left, 0);
	PG_FREE_IF_COPY(right, 1);
	return order;
}

static inline Datum
sanctions_order_hash(FunctionCallInfo fcinfo, sanctions_canonical_function canonical, bool extended)
{
	struct varlena *state = canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)));
	const unsigned char *bytes = (const unsigned char *) VARDATA_ANY(state);
	int			size = VARSIZE_ANY_EXHDR(state);
	Datum		hash = extended ? hash_any_extended(bytes, size, PG_GETARG_INT64(1)) : hash_any(bytes, size);

	PG_FREE_IF_COPY(state, 0);
	return hash;
}

#define SANCTIONS_ORDER_FUNCTION(name, result) \
	PG_FUNCTION_INFO_V1(name); \
	Datum \
	name(PG_FUNCTION_ARGS) \
	{ \
		result; \
	}

/* The functions behind a state's operators and operator classes: sanctions_TOPIC_eq and so on. */
#define SANCTIONS_STATE_ORDER(topic) \
	SANCTIONS_STATE_ORDER_BY(topic, sanctions_order_compare(fcinfo, sanctions_##topic##_canonical))

#define SANCTIONS_STATE_ORDER_BY(topic, order) \
	SANCTIONS_ORDER_FUNCTION(sanctions_##topic##_eq, PG_RETURN_BOOL(order == 0)) \
	SANCTIONS_ORDER_FUNCTION(sanctions_##topic##_ne, PG_RETURN_BOOL(order != 0)) \
	SANCTIONS_ORDER_FUNCTION(sanctions_##topic##_lt, PG_RETURN_BOOL(order < 0)) \
	SANCTIONS_ORDER_FUNCTION(sanctions_##topic##_le, PG_RETURN_BOOL(order <= 0)) \
	SANCTIONS_ORDER_FUNCTION(sanctions_##topic##_gt, PG_RETURN_BOOL(order > 0)) \
	SANCTIONS_ORDER_FUNCTION(sanctions_##topic##_ge, PG_RETURN_BOOL(order >= 0)) \
	SANCTIONS_ORDER_FUNCTION(sanctions_##topic##_cmp, \
							 int sign = order; PG_RETURN_INT32((sign > 0) - (sign < 0))) \
	SANCTIONS_ORDER_FUNCTION(sanctions_##topic##_hash, \
							 return sanctions_order_hash(fcinfo, sanctions_##topic##_canonical, false)) \
	SANCTIONS_ORDER_FUNCTION(sanctions_##topic##_hash_extended, \
							 return sanctions_order_hash(fcinfo, sanctions_##topic##_canonical, true))

#endif
