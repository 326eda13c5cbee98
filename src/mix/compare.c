/* trade_mix: two of them compared. */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "mix/state.h"
#include "exact/product_core.h"

PG_FUNCTION_INFO_V1(sanctions_mix_similarity);
PG_FUNCTION_INFO_V1(sanctions_mix_turnover);
PG_FUNCTION_INFO_V1(sanctions_mix_contributions);

/*
 * sum min(a T_b, b T_a), the common part of the shares in parts of T_a T_b;
 * false where a total is 0.
 */
static bool
common_part(FunctionCallInfo fcinfo, trade_product *common, trade_product *whole)
{
	sanctions_mix *a = SANCTIONS_GETARG_MIX(0);
	sanctions_mix *b = SANCTIONS_GETARG_MIX(1);
	trade_units total_a = sanctions_mix_share_total(a);
	trade_units total_b = sanctions_mix_share_total(b);
	sanctions_mix_walk walk = {{a, b}};

	sanctions_mix_same_kind(a, b);
	*common = trade_product_of(0, 0);
	*whole = trade_product_of(total_a, total_b);
	if (total_a == 0 || total_b == 0)
		return false;
	while (sanctions_mix_walk_next(&walk))
	{
		trade_product left = trade_product_of(walk.value[0], total_b);
		trade_product right = trade_product_of(walk.value[1], total_a);

		trade_product_add(common, trade_product_compare(&left, &right) < 0 ? &left : &right);
	}
	return true;
}

Datum
sanctions_mix_similarity(PG_FUNCTION_ARGS)
{
	trade_product common;
	trade_product whole;

	if (!common_part(fcinfo, &common, &whole))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(trade_product_ratio(&common, &whole));
}

/* Shares add up to 1 on both sides, so half of what differs is 1 less what is common. */
Datum
sanctions_mix_turnover(PG_FUNCTION_ARGS)
{
	trade_product common;
	trade_product whole;
	trade_product moved;

	if (!common_part(fcinfo, &common, &whole))
		PG_RETURN_NULL();
	moved = whole;
	trade_product_subtract(&moved, &common);
	PG_RETURN_FLOAT8(trade_product_ratio(&moved, &whole));
}

static double
change_of(const sanctions_mix_walk *walk)
{
	trade_sum	change = trade_sum_of(walk->value[1]);
	trade_sum	base = trade_sum_of(walk->value[0]);

	trade_sum_subtract(&change, &base);
	return trade_sum_to_double(&change);
}

/* One label's row; a total below 0 has no growth, and no parts of it. */
static void
put_contribution(ReturnSetInfo *result, const sanctions_mix_walk *walk, trade_units base, bool has_parts)
{
	double		change = change_of(walk);
	Datum		value[6] = {
		PointerGetDatum(cstring_to_text_with_len(walk->label, walk->label_length)),
		Float8GetDatum(trade_units_to_double(walk->value[0])),
		Float8GetDatum(trade_units_to_double(walk->value[1])),
		Float8GetDatum(change)
	};
	bool		null[6] = {0};

	null[4] = walk->value[0] <= 0 || walk->value[1] < 0;
	if (!null[4])
		value[4] = Float8GetDatum(change / trade_units_to_double(walk->value[0]));
	null[5] = !has_parts;
	if (!null[5])
		value[5] = Float8GetDatum(change / trade_units_to_double(base));
	tuplestore_putvalues(result->setResult, result->setDesc, value, null);
}

Datum
sanctions_mix_contributions(PG_FUNCTION_ARGS)
{
	sanctions_mix *before = SANCTIONS_GETARG_MIX(0);
	sanctions_mix *after = SANCTIONS_GETARG_MIX(1);
	trade_units base = sanctions_mix_total(before);
	bool		has_parts = base > 0 && sanctions_mix_total(after) >= 0;
	sanctions_mix_walk walk = {{before, after}};
	MemoryContext row;
	MemoryContext old;

	sanctions_mix_same_kind(before, after);
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	row = AllocSetContextCreate(CurrentMemoryContext, "trade_mix row", ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(row);
	while (sanctions_mix_walk_next(&walk))
	{
		put_contribution((ReturnSetInfo *) fcinfo->resultinfo, &walk, base, has_parts);
		MemoryContextReset(row);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(row);
	return (Datum) 0;
}
