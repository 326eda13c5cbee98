/*
 * trade_mix: the structure of trade beside that of a reference, the world's for one.
 *
 * Balassa's revealed comparative advantage (products of an exporter) and the trade
 * intensity of WITS (markets of an exporter) are one ratio: the share of a label here
 * over its share there.  With x of X here and w of W there it is x W / (X w), one
 * division of two exact numbers.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "code/country.h"
#include "code/hs.h"
#include "exact/function.h"
#include "exact/product_core.h"
#include "mix/state.h"

PG_FUNCTION_INFO_V1(sanctions_mix_relative_share);
PG_FUNCTION_INFO_V1(sanctions_mix_relative_shares);
PG_FUNCTION_INFO_V1(sanctions_mix_complementarity);

/* Two mixes of one kind of label, and their totals. */
typedef struct structure
{
	sanctions_mix *mix[2];
	trade_units total[2];
} structure;

static structure
structure_of(FunctionCallInfo fcinfo)
{
	structure	it;

	for (int i = 0; i < 2; i++)
	{
		it.mix[i] = sanctions_mix_decode(PG_GETARG_DATUM(i));
		it.total[i] = sanctions_mix_share_total(it.mix[i]);
	}
	sanctions_mix_same_kind(it.mix[0], it.mix[1]);
	return it;
}

/* The ratio of the shares of x here and w there; false where one of them is none. */
static bool
relative_share(const structure *it, trade_units x, trade_units w, double *ratio)
{
	trade_product part;
	trade_product whole;

	if (it->total[0] == 0 || w == 0)
		return false;
	part = trade_product_of(x, it->total[1]);
	whole = trade_product_of(it->total[0], w);
	*ratio = trade_product_ratio(&part, &whole);
	return true;
}

static trade_units
value_of(const sanctions_mix *mix, const char *label, int length)
{
	int64		at = sanctions_mix_find(mix, label, length);

	return at < 0 ? 0 : mix->value[at];
}

static Datum
relative_share_of(FunctionCallInfo fcinfo, const structure *it, const char *label, int length)
{
	double		ratio;

	if (!relative_share(it, value_of(it->mix[0], label, length), value_of(it->mix[1], label, length), &ratio))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(ratio);
}

Datum
sanctions_mix_relative_share(PG_FUNCTION_ARGS)
{
	structure	it = structure_of(fcinfo);
	text	   *label = PG_GETARG_TEXT_PP(2);

	return relative_share_of(fcinfo, &it, VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label));
}

static Datum
relative_share_of_code(FunctionCallInfo fcinfo, trade_label_kind kind, uint64 code)
{
	structure	it = structure_of(fcinfo);
	sanctions_mix asked = {kind};
	char		label[TRADE_MIX_HS_BYTES];

	sanctions_mix_same_kind(it.mix[0], &asked);
	sanctions_mix_same_kind(it.mix[1], &asked);
	return relative_share_of(fcinfo, &it, label, trade_mix_code_write(kind, code, label));
}

SANCTIONS_FUNCTION(sanctions_mix_relative_share_country,
				   relative_share_of_code(fcinfo, TRADE_LABEL_COUNTRY, sanctions_datum_get_country(PG_GETARG_DATUM(2))))

SANCTIONS_FUNCTION(sanctions_mix_relative_share_hs,
				   relative_share_of_code(fcinfo, TRADE_LABEL_HS, SANCTIONS_GETARG_HS(2)))

/* A label of either mix; a share of a total of 0 is none. */
static void
put_relative_share(ReturnSetInfo *result, const structure *it, const sanctions_mix_walk *walk)
{
	Datum		value[5] = {
		PointerGetDatum(cstring_to_text_with_len(walk->label, walk->label_length)),
		Float8GetDatum(trade_units_to_double(walk->value[0]))
	};
	bool		null[5] = {0};
	double		ratio = 0;

	for (int i = 0; i < 2; i++)
	{
		null[2 + i] = it->total[i] == 0;
		if (!null[2 + i])
			value[2 + i] = Float8GetDatum(trade_units_ratio(walk->value[i], it->total[i]));
	}
	null[4] = !relative_share(it, walk->value[0], walk->value[1], &ratio);
	value[4] = Float8GetDatum(ratio);
	tuplestore_putvalues(result->setResult, result->setDesc, value, null);
}

Datum
sanctions_mix_relative_shares(PG_FUNCTION_ARGS)
{
	structure	it = structure_of(fcinfo);
	sanctions_mix_walk walk = {{it.mix[0], it.mix[1]}};
	MemoryContext row;
	MemoryContext old;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	row = AllocSetContextCreate(CurrentMemoryContext, "trade_mix row", ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(row);
	while (sanctions_mix_walk_next(&walk))
	{
		CHECK_FOR_INTERRUPTS();
		put_relative_share((ReturnSetInfo *) fcinfo->resultinfo, &it, &walk);
		MemoryContextReset(row);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(row);
	return (Datum) 0;
}

/*
 * 100 (1 - sum |m - x| / 2) over shares m of imports and x of exports: as shares add up
 * to 1 on both sides, 100 sum min(m, x), in parts of both totals.
 */
Datum
sanctions_mix_complementarity(PG_FUNCTION_ARGS)
{
	structure	it = structure_of(fcinfo);
	sanctions_mix_walk walk = {{it.mix[0], it.mix[1]}};
	trade_product common = trade_product_of(0, 0);
	trade_product whole = trade_product_of(it.total[0], it.total[1]);

	if (it.total[0] == 0 || it.total[1] == 0)
		PG_RETURN_NULL();
	while (sanctions_mix_walk_next(&walk))
	{
		trade_product exported = trade_product_of(walk.value[0], it.total[1]);
		trade_product imported = trade_product_of(walk.value[1], it.total[0]);

		trade_product_add(&common, trade_product_compare(&exported, &imported) < 0 ? &exported : &imported);
	}
	trade_product_scale(&common, 100);
	PG_RETURN_FLOAT8(trade_product_ratio(&common, &whole));
}
