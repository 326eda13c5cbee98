/*
 * The shell of the aggregates: who may call their functions, what NULL means, how the
 * keys of a row are read, and which functions there are.  What a row does to a state is
 * the topic's own.  aggregate is the SQL name, for messages.
 */
#ifndef SANCTIONS_STATE_AGGREGATE_H
#define SANCTIONS_STATE_AGGREGATE_H

#include "postgres.h"

#include "fmgr.h"
#include "nodes/nodes.h"

#include "compat.h"
#include "exact/function.h"
#include "exact/value.h"
#include "period/window.h"
#include "state/label_core.h"

sanctions_noreturn extern void sanctions_reject_direct_call(const char *aggregate, const char *hint);
sanctions_noreturn extern void sanctions_reject_null_period(const char *aggregate);
sanctions_noreturn extern void sanctions_reject_null_label(const char *aggregate, const char *which);
sanctions_noreturn extern void sanctions_reject_label_length(const char *aggregate, int length);

/* 0A000 where a transition, combine or final function is called by itself. */
static inline void
sanctions_require_aggregate(FunctionCallInfo fcinfo, const char *aggregate, const char *hint)
{
	/* the common context first, without a call */
	if (unlikely(!(fcinfo->context && IsA(fcinfo->context, AggState)) && !AggCheckCallContext(fcinfo, NULL)))
		sanctions_reject_direct_call(aggregate, hint);
}

/*
 * Not reported, a row's value, and no state among those that are merged: such an argument
 * is skipped before anything else is looked at, and what there was stays.
 */
#define SANCTIONS_SKIP_NULL(arg) \
	do { \
		if (PG_ARGISNULL(arg)) \
		{ \
			if (PG_ARGISNULL(0)) \
				PG_RETURN_NULL(); \
			PG_RETURN_DATUM(PG_GETARG_DATUM(0)); \
		} \
	} while (0)

/* The month of a row's period, which is not NULL: a year or a date. */
static inline trade_month
sanctions_row_month(FunctionCallInfo fcinfo, int arg, trade_frequency frequency)
{
	return frequency == TRADE_FREQUENCY_YEAR
		? sanctions_month_from_year(PG_GETARG_INT32(arg))
		: sanctions_month_from_date(PG_GETARG_DATEADT(arg));
}

/* A row's label of text, with 1 to 255 bytes; others are 22023. */
static inline const char *
sanctions_row_label(FunctionCallInfo fcinfo, int arg, const char *aggregate, int *length)
{
	text	   *label = PG_GETARG_TEXT_PP(arg);

	*length = VARSIZE_ANY_EXHDR(label);
	if (unlikely(*length == 0 || *length > TRADE_LABEL_BYTES_MAX))
		sanctions_reject_label_length(aggregate, *length);
	return VARDATA_ANY(label);
}

/*
 * Functions over a row, one for each type of a value: sanctions_TOPIC_add_..._float8 and
 * so on.  step is inlined, so that they are told apart at compile time.
 */
#define SANCTIONS_ROW_FUNCTIONS(name, step, ...) \
	SANCTIONS_FUNCTION(name##_float8, step(fcinfo, __VA_ARGS__, SANCTIONS_VALUE_FLOAT8)) \
	SANCTIONS_FUNCTION(name##_numeric, step(fcinfo, __VA_ARGS__, SANCTIONS_VALUE_NUMERIC)) \
	SANCTIONS_FUNCTION(name##_int8, step(fcinfo, __VA_ARGS__, SANCTIONS_VALUE_INT8))

/*
 * The functions of an aggregate whose state is a stored type, after its rows:
 * sanctions_TOPIC_merge (combine function and transition of rollup), _final, _plus and
 * _minus.  merge(fcinfo) adds the second argument, which is not NULL, to the first;
 * finish(state) gives the canonical form, and never changes the state; sum(fcinfo,
 * subtract) makes one of two stored values.
 */
#define SANCTIONS_STATE_HINT(type) "Use the aggregates " type " and rollup, or the operator +."
#define SANCTIONS_STATE_AGGREGATE(topic, type, merge, finish, sum) \
	static inline Datum \
	checked_merge(FunctionCallInfo fcinfo) \
	{ \
		sanctions_require_aggregate(fcinfo, type, SANCTIONS_STATE_HINT(type)); \
		SANCTIONS_SKIP_NULL(1); \
		return merge(fcinfo); \
	} \
	static inline Datum \
	checked_finish(FunctionCallInfo fcinfo) \
	{ \
		sanctions_require_aggregate(fcinfo, type, SANCTIONS_STATE_HINT(type)); \
		SANCTIONS_SKIP_NULL(0); \
		return PointerGetDatum(finish(PG_GETARG_DATUM(0))); \
	} \
	SANCTIONS_FUNCTION(sanctions_##topic##_merge, checked_merge(fcinfo)) \
	SANCTIONS_FUNCTION(sanctions_##topic##_final, checked_finish(fcinfo)) \
	SANCTIONS_FUNCTION(sanctions_##topic##_plus, PointerGetDatum(sum(fcinfo, false))) \
	SANCTIONS_FUNCTION(sanctions_##topic##_minus, PointerGetDatum(sum(fcinfo, true)))

#endif
