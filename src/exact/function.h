/*
 * Functions with a body of one expression: those that many types have, and those that
 * differ from each other in a word.
 */
#ifndef SANCTIONS_FUNCTION_H
#define SANCTIONS_FUNCTION_H

#include "postgres.h"

#include "fmgr.h"

#define SANCTIONS_FUNCTION(name, result) \
	PG_FUNCTION_INFO_V1(name); \
	Datum \
	name(PG_FUNCTION_ARGS) \
	{ \
		return result; \
	}

/* Behind comparison operators, sanctions_TYPE_eq and so on; order is a number below, at or above 0. */
#define SANCTIONS_COMPARISONS(type, order) \
	SANCTIONS_ORDER(type, order) \
	SANCTIONS_FUNCTION(sanctions_##type##_ne, BoolGetDatum((order) != 0))

/* Those of an operator class alone. */
#define SANCTIONS_ORDER(type, order) \
	SANCTIONS_FUNCTION(sanctions_##type##_eq, BoolGetDatum((order) == 0)) \
	SANCTIONS_FUNCTION(sanctions_##type##_lt, BoolGetDatum((order) < 0)) \
	SANCTIONS_FUNCTION(sanctions_##type##_le, BoolGetDatum((order) <= 0)) \
	SANCTIONS_FUNCTION(sanctions_##type##_gt, BoolGetDatum((order) > 0)) \
	SANCTIONS_FUNCTION(sanctions_##type##_ge, BoolGetDatum((order) >= 0)) \
	SANCTIONS_FUNCTION(sanctions_##type##_cmp, Int32GetDatum(order))

#endif
