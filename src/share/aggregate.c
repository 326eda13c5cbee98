/* The aggregates import_share and import_share_bounds. */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/float.h"

#include "compat.h"
#include "exact/call.h"
#include "exact/print.h"
#include "share/state_core.h"
#include "state/aggregate.h"
#include "state/fixed.h"

#define AGGREGATE "import_share"
#define HOW_TO_CALL "Call import_share(of_interest, value)."

SANCTIONS_FIXED_STATE(share, "import_share_state", AGGREGATE, TRADE_SHARE_VERSION, TRADE_SHARE_TEXT)

static void
reject_sum(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("sum in import_share_state is out of range")));
}

/* From the current memory context: the executor makes the one lasting copy. */
static trade_share_state *
share_begin(void)
{
	trade_share_state *state = palloc0(sizeof(trade_share_state));

	state->version = TRADE_SHARE_VERSION;
	return state;
}

/*
 * One row.  There is a state from the first row on, skipped or not: the forward
 * function of a moving aggregate must not return NULL.
 */
static pg_attribute_always_inline Datum
share_step(FunctionCallInfo fcinfo, bool forward, sanctions_value_type type)
{
	trade_share_state *state;
	trade_interest interest;
	trade_units value;
	bool		fits;

	sanctions_require_aggregate(fcinfo, AGGREGATE, HOW_TO_CALL);
	if (unlikely(PG_ARGISNULL(0)))
		state = share_begin();
	else
		state = (trade_share_state *) PG_GETARG_POINTER(0);
	if (PG_ARGISNULL(2))
		PG_RETURN_POINTER(state);
	if (PG_ARGISNULL(1))
		interest = TRADE_INTEREST_UNKNOWN;
	else
		interest = PG_GETARG_BOOL(1) ? TRADE_INTEREST_YES : TRADE_INTEREST_NO;
	value = sanctions_units_from_datum(PG_GETARG_DATUM(2), type);
	if (forward)
		fits = trade_short_add(state->word[interest], &state->high[interest], value);
	else
		fits = trade_short_subtract(state->word[interest], &state->high[interest], value);
	if (unlikely(!fits))
		reject_sum();
	PG_RETURN_POINTER(state);
}

SANCTIONS_ROW_FUNCTIONS(sanctions_share_add, share_step, true)
SANCTIONS_ROW_FUNCTIONS(sanctions_share_remove, share_step, false)

PG_FUNCTION_INFO_V1(sanctions_share_combine);
PG_FUNCTION_INFO_V1(sanctions_share_final);
PG_FUNCTION_INFO_V1(sanctions_share_bounds_final);

static trade_share_state *
share_state_arg(FunctionCallInfo fcinfo, int n)
{
	return sanctions_fixed_get(&share_fixed, PG_GETARG_DATUM(n));
}

Datum
sanctions_share_combine(PG_FUNCTION_ARGS)
{
	trade_share_state *state;
	const trade_share_state *other;

	sanctions_require_aggregate(fcinfo, AGGREGATE, HOW_TO_CALL);
	state = share_state_arg(fcinfo, 0);
	other = share_state_arg(fcinfo, 1);
	for (int i = 0; i < TRADE_INTERESTS; i++)
	{
		trade_sum	sum = trade_share_sum(state, i);
		trade_sum	other_sum = trade_share_sum(other, i);

		trade_sum_add(&sum, &other_sum);
		if (!trade_share_set_sum(state, i, &sum))
			reject_sum();
	}
	PG_RETURN_POINTER(state);
}

static void
check_part(const trade_sum *part, const char *what)
{
	(void) sanctions_units_from_sum(part);
	if (unlikely(trade_sum_sign(part) < 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("value %s is negative: %s", what,
						sanctions_double_text(trade_sum_to_double(part))),
				 errhint("A share needs totals of 0 or more: take in what the corrections correct, or leave them out.")));
}

Datum
sanctions_share_final(PG_FUNCTION_ARGS)
{
	const trade_share_state *state = share_state_arg(fcinfo, 0);
	trade_sum	total = trade_share_total(state);
	trade_sum	part = trade_share_sum(state, TRADE_INTEREST_YES);
	trade_sum	rest = total;

	(void) sanctions_units_from_sum(&total);
	if (trade_sum_sign(&total) == 0)
		PG_RETURN_NULL();
	trade_sum_subtract(&rest, &part);
	check_part(&part, "of interest");
	check_part(&rest, "of the rest");
	PG_RETURN_FLOAT8(trade_share_of(&part, &total));
}

/* The row type of the result, looked up once a call site. */
static TupleDesc
result_row(FunctionCallInfo fcinfo)
{
	TupleDesc	row = (TupleDesc) fcinfo->flinfo->fn_extra;
	MemoryContext old;

	if (row != NULL)
		return row;
	old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	row = sanctions_call_row(fcinfo);
	fcinfo->flinfo->fn_extra = row;
	MemoryContextSwitchTo(old);
	return row;
}

Datum
sanctions_share_bounds_final(PG_FUNCTION_ARGS)
{
	const trade_share_state *state = share_state_arg(fcinfo, 0);
	trade_sum	total = trade_share_total(state);
	trade_sum	low = trade_share_sum(state, TRADE_INTEREST_YES);
	trade_sum	rest = trade_share_sum(state, TRADE_INTEREST_NO);
	trade_sum	unknown = trade_share_sum(state, TRADE_INTEREST_UNKNOWN);
	trade_sum	high = low;
	trade_sum	known = total;
	Datum		values[3];
	bool		nulls[3] = {false, false, false};

	(void) sanctions_units_from_sum(&total);
	if (trade_sum_sign(&total) == 0)
		PG_RETURN_NULL();
	check_part(&low, "of interest");
	check_part(&rest, "of the rest");
	check_part(&unknown, "of unknown interest");
	trade_sum_add(&high, &unknown);
	trade_sum_subtract(&known, &unknown);
	values[0] = Float8GetDatum(trade_share_of(&low, &total));
	values[1] = Float8GetDatum(trade_share_of(&high, &total));
	values[2] = Float8GetDatum(trade_share_of(&known, &total));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(result_row(fcinfo), values, nulls)));
}
