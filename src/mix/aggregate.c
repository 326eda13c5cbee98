/* trade_mix: the aggregate, merging and subtracting. */
#include "postgres.h"

#include "fmgr.h"

#include "compat.h"
#include "code/country.h"
#include "exact/value.h"
#include "code/hs.h"
#include "mix/state.h"
#include "state/dictionary.h"
#include "state/aggregate.h"
#include "state/form.h"

/* Arguments of the transition functions. */
#define ARG_LABEL 1
#define ARG_VALUE 2

static void
reject_null_label(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("label of a trade_mix row is NULL"),
			 errhint("Leave such rows out with FILTER or WHERE, or give the unknown a label of its own.")));
}

static void
reject_label_length(int length)
{
	if (length == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("label \"\" of a trade_mix row is empty"),
				 errhint("Leave such rows out with FILTER or WHERE, or give the unknown a label of its own.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("label of %d bytes is too long for a trade_mix", length),
			 errhint("Labels have 1 to %d bytes.", TRADE_LABEL_BYTES_MAX)));
}

/*
 * Whether a state is a block of this process, whose numbers need no check.  One's own
 * aggregate may hand in any value: a working form that lay in a table, damaged.
 */
static inline bool
is_own(const struct varlena *state)
{
	return VARATT_IS_4B_U(state) && VARSIZE(state) >= sizeof(trade_mix_work) &&
		sanctions_state_is_working(state) &&
		((const trade_mix_work *) state)->labels.stamp == sanctions_secret()->stamp;
}

/*
 * The executor's own block, which may be changed in place; anything else is
 * copied into a new one.
 */
static trade_mix_work *
own_work(FunctionCallInfo fcinfo)
{
	struct varlena *state = (struct varlena *) PG_GETARG_POINTER(0);
	trade_mix_work *work;

	if (likely(is_own(state)))
		return (trade_mix_work *) state;
	work = sanctions_mix_work_create(TRADE_LABEL_NONE);
	sanctions_mix_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)), false);
	return work;
}

static inline trade_mix_entry *
label_entry(FunctionCallInfo fcinfo, trade_label_kind kind, trade_mix_work **work)
{
	text	   *label;
	int			length;

	if (kind == TRADE_LABEL_COUNTRY)
		return sanctions_mix_work_code(work, sanctions_datum_get_country_label(PG_GETARG_DATUM(ARG_LABEL)));
	if (kind == TRADE_LABEL_HS)
		return sanctions_mix_work_code(work, SANCTIONS_GETARG_HS(ARG_LABEL));
	label = PG_GETARG_TEXT_PP(ARG_LABEL);
	length = VARSIZE_ANY_EXHDR(label);
	if (unlikely(length == 0 || length > TRADE_LABEL_BYTES_MAX))
		reject_label_length(length);
	return sanctions_mix_work_text(work, VARDATA_ANY(label), length);
}

/* One row: all nine transition functions, told apart at compile time. */
static pg_attribute_always_inline Datum
add_row(FunctionCallInfo fcinfo, trade_label_kind kind, sanctions_value_type type)
{
	trade_mix_work *work;
	trade_units value;

	sanctions_require_aggregate(fcinfo, SANCTIONS_MIX_TYPE);
	if (PG_ARGISNULL(ARG_VALUE))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	if (unlikely(PG_ARGISNULL(ARG_LABEL)))
		reject_null_label();
	value = sanctions_units_from_datum(PG_GETARG_DATUM(ARG_VALUE), type);
	work = unlikely(PG_ARGISNULL(0)) ? sanctions_mix_work_create(kind) : own_work(fcinfo);
	sanctions_mix_work_require(work, kind);
	trade_sum_add_units(&label_entry(fcinfo, kind, &work)->sum, value);
	PG_RETURN_POINTER(work);
}

#define TRANSITION(name, kind, type) \
	PG_FUNCTION_INFO_V1(name); \
	Datum \
	name(PG_FUNCTION_ARGS) \
	{ \
		return add_row(fcinfo, kind, type); \
	}

TRANSITION(sanctions_mix_add_text_float8, TRADE_LABEL_TEXT, SANCTIONS_VALUE_FLOAT8)
TRANSITION(sanctions_mix_add_text_numeric, TRADE_LABEL_TEXT, SANCTIONS_VALUE_NUMERIC)
TRANSITION(sanctions_mix_add_text_int8, TRADE_LABEL_TEXT, SANCTIONS_VALUE_INT8)
TRANSITION(sanctions_mix_add_country_float8, TRADE_LABEL_COUNTRY, SANCTIONS_VALUE_FLOAT8)
TRANSITION(sanctions_mix_add_country_numeric, TRADE_LABEL_COUNTRY, SANCTIONS_VALUE_NUMERIC)
TRANSITION(sanctions_mix_add_country_int8, TRADE_LABEL_COUNTRY, SANCTIONS_VALUE_INT8)
TRANSITION(sanctions_mix_add_hs_float8, TRADE_LABEL_HS, SANCTIONS_VALUE_FLOAT8)
TRANSITION(sanctions_mix_add_hs_numeric, TRADE_LABEL_HS, SANCTIONS_VALUE_NUMERIC)
TRANSITION(sanctions_mix_add_hs_int8, TRADE_LABEL_HS, SANCTIONS_VALUE_INT8)

PG_FUNCTION_INFO_V1(sanctions_mix_merge);
PG_FUNCTION_INFO_V1(sanctions_mix_final);
PG_FUNCTION_INFO_V1(sanctions_mix_plus);
PG_FUNCTION_INFO_V1(sanctions_mix_minus);

/* Combine function, and the transition of rollup. */
Datum
sanctions_mix_merge(PG_FUNCTION_ARGS)
{
	trade_mix_work *work;

	sanctions_require_aggregate(fcinfo, SANCTIONS_MIX_TYPE);
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	work = PG_ARGISNULL(0) ? sanctions_mix_work_create(TRADE_LABEL_NONE) : own_work(fcinfo);
	sanctions_mix_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)), false);
	PG_RETURN_POINTER(work);
}

Datum
sanctions_mix_final(PG_FUNCTION_ARGS)
{
	sanctions_require_aggregate(fcinfo, SANCTIONS_MIX_TYPE);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_POINTER(sanctions_mix_canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0))));
}

static Datum
plus_or_minus(FunctionCallInfo fcinfo, bool subtract)
{
	trade_mix_work *work = sanctions_mix_work_create(TRADE_LABEL_NONE);

	sanctions_mix_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)), false);
	sanctions_mix_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)), subtract);
	PG_RETURN_POINTER(sanctions_mix_work_finish(work));
}

Datum
sanctions_mix_plus(PG_FUNCTION_ARGS)
{
	return plus_or_minus(fcinfo, false);
}

Datum
sanctions_mix_minus(PG_FUNCTION_ARGS)
{
	return plus_or_minus(fcinfo, true);
}
