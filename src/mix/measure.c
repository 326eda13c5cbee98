/* trade_mix: concentration. */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "miscadmin.h"

#include "compat.h"
#include "exact/function.h"
#include "mix/measure_core.h"
#include "mix/sort.h"
#include "mix/state.h"

PG_FUNCTION_INFO_V1(sanctions_mix_hhi_normalized);
PG_FUNCTION_INFO_V1(sanctions_mix_entropy);
PG_FUNCTION_INFO_V1(sanctions_mix_theil);
PG_FUNCTION_INFO_V1(sanctions_mix_gini);
PG_FUNCTION_INFO_V1(sanctions_mix_top_share);

/* How many of the values one call of a core function gets. */
static inline uint32
step_from(const sanctions_mix *mix, uint32 at)
{
	CHECK_FOR_INTERRUPTS();
	return Min(TRADE_MIX_LABELS_PER_CALL, mix->count - at);
}

static trade_product
squares_of(const sanctions_mix *mix)
{
	trade_product squares = {{0}};

	for (uint32 at = 0; at < mix->count; at += TRADE_MIX_LABELS_PER_CALL)
		trade_squares_add(&squares, mix->value + at, step_from(mix, at));
	return squares;
}

/* A measure of the squares and the whole; NULL where there is nothing to share. */
static Datum
of_squares(FunctionCallInfo fcinfo, double (*measure) (const trade_product *squares, trade_units whole))
{
	sanctions_mix *mix = SANCTIONS_GETARG_MIX(0);
	trade_units whole = sanctions_mix_share_total(mix);
	trade_product squares = squares_of(mix);

	if (whole == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(measure(&squares, whole));
}

SANCTIONS_FUNCTION(sanctions_mix_hhi, of_squares(fcinfo, trade_hhi))
SANCTIONS_FUNCTION(sanctions_mix_effective_number, of_squares(fcinfo, trade_effective_number))

Datum
sanctions_mix_hhi_normalized(PG_FUNCTION_ARGS)
{
	sanctions_mix *mix = SANCTIONS_GETARG_MIX(0);
	trade_units whole = sanctions_mix_share_total(mix);
	trade_product squares = squares_of(mix);

	if (whole == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(trade_hhi_normalized(&squares, whole, mix->count));
}

/* In the order of the labels, so that the same content gives the same bits. */
static double
entropy_of(const sanctions_mix *mix, trade_units whole)
{
	trade_compensated sum = {0, 0};

	for (uint32 at = 0; at < mix->count; at += TRADE_MIX_LABELS_PER_CALL)
		trade_entropy_add(&sum, mix->value + at, step_from(mix, at), whole);
	return trade_entropy(&sum);
}

Datum
sanctions_mix_entropy(PG_FUNCTION_ARGS)
{
	sanctions_mix *mix = SANCTIONS_GETARG_MIX(0);
	trade_units whole = sanctions_mix_share_total(mix);

	if (whole == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(entropy_of(mix, whole));
}

Datum
sanctions_mix_theil(PG_FUNCTION_ARGS)
{
	sanctions_mix *mix = SANCTIONS_GETARG_MIX(0);
	trade_units whole = sanctions_mix_share_total(mix);
	double		theil;

	if (whole == 0)
		PG_RETURN_NULL();
	theil = log(mix->count) - entropy_of(mix, whole);
	/* equal values have 0, whatever the last bits say */
	PG_RETURN_FLOAT8(theil > 0 ? theil : 0);
}

Datum
sanctions_mix_gini(PG_FUNCTION_ARGS)
{
	sanctions_mix *mix = SANCTIONS_GETARG_MIX(0);
	trade_units whole = sanctions_mix_share_total(mix);
	trade_sum	sum = trade_sum_of(0);
	trade_units *value;

	if (whole == 0)
		PG_RETURN_NULL();
	value = sanctions_mix_sorted_values(mix);
	for (uint32 at = 0; at < mix->count; at += TRADE_MIX_LABELS_PER_CALL)
		trade_gini_add(&sum, value + at, step_from(mix, at), at + 1, mix->count);
	PG_RETURN_FLOAT8(trade_gini(&sum, whole, mix->count));
}

Datum
sanctions_mix_top_share(PG_FUNCTION_ARGS)
{
	sanctions_mix *mix = SANCTIONS_GETARG_MIX(0);
	int32		k = PG_GETARG_INT32(1);
	trade_units part = 0;
	trade_units *value;
	trade_units whole;

	if (k < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("k cannot be %d", k),
				 errhint("Ask for the share of the largest 1 or more.")));
	whole = sanctions_mix_share_total(mix);
	if (whole == 0)
		PG_RETURN_NULL();
	value = sanctions_mix_sorted_values(mix);
	for (uint32 i = 0; i < Min((uint32) k, mix->count); i++)
		part += value[mix->count - 1 - i];
	PG_RETURN_FLOAT8(trade_units_ratio(part, whole));
}
