/* trade_mix: the aggregate, merging and subtracting. */
#include "postgres.h"

#include "fmgr.h"

#include "compat.h"
#include "code/country.h"
#include "code/hs.h"
#include "mix/state.h"
#include "state/dictionary.h"
#include "state/aggregate.h"
#include "state/form.h"

/* Arguments of the transition functions. */
#define ARG_LABEL 1
#define ARG_VALUE 2

#define TYPE SANCTIONS_MIX_TYPE

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
	const char *label;
	int			length;

	if (kind == TRADE_LABEL_COUNTRY)
		return sanctions_mix_work_code(work, sanctions_datum_get_country_label(PG_GETARG_DATUM(ARG_LABEL)));
	if (kind == TRADE_LABEL_HS)
		return sanctions_mix_work_code(work, SANCTIONS_GETARG_HS(ARG_LABEL));
	label = sanctions_row_label(fcinfo, ARG_LABEL, TYPE, &length);
	return sanctions_mix_work_text(work, label, length);
}

/* One row: all nine transition functions, told apart at compile time. */
static pg_attribute_always_inline Datum
add_row(FunctionCallInfo fcinfo, trade_label_kind kind, sanctions_value_type type)
{
	trade_mix_work *work;
	trade_units value;

	sanctions_require_aggregate(fcinfo, TYPE, SANCTIONS_STATE_HINT(TYPE));
	SANCTIONS_SKIP_NULL(ARG_VALUE);
	if (unlikely(PG_ARGISNULL(ARG_LABEL)))
		sanctions_reject_null_label(TYPE, "label");
	value = sanctions_units_from_datum(PG_GETARG_DATUM(ARG_VALUE), type);
	work = unlikely(PG_ARGISNULL(0)) ? sanctions_mix_work_create(kind) : own_work(fcinfo);
	sanctions_mix_work_require(work, kind);
	trade_sum_add_units(&label_entry(fcinfo, kind, &work)->sum, value);
	PG_RETURN_POINTER(work);
}

SANCTIONS_ROW_FUNCTIONS(sanctions_mix_add_text, add_row, TRADE_LABEL_TEXT)
SANCTIONS_ROW_FUNCTIONS(sanctions_mix_add_country, add_row, TRADE_LABEL_COUNTRY)
SANCTIONS_ROW_FUNCTIONS(sanctions_mix_add_hs, add_row, TRADE_LABEL_HS)

static Datum
merge(FunctionCallInfo fcinfo)
{
	trade_mix_work *work = PG_ARGISNULL(0) ? sanctions_mix_work_create(TRADE_LABEL_NONE) : own_work(fcinfo);

	sanctions_mix_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)), false);
	PG_RETURN_POINTER(work);
}

static struct varlena *
finish(Datum state)
{
	return sanctions_mix_canonical(PG_DETOAST_DATUM_PACKED(state));
}

static struct varlena *
sum(FunctionCallInfo fcinfo, bool subtract)
{
	trade_mix_work *work = sanctions_mix_work_create(TRADE_LABEL_NONE);

	sanctions_mix_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)), false);
	sanctions_mix_work_merge(&work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)), subtract);
	return sanctions_mix_work_finish(work);
}

SANCTIONS_STATE_AGGREGATE(mix, TYPE, merge, finish, sum)
