/* trade_mix: shares. */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "code/country.h"
#include "code/hs.h"
#include "exact/function.h"
#include "mix/sort.h"
#include "mix/state.h"

PG_FUNCTION_INFO_V1(sanctions_mix_share);
PG_FUNCTION_INFO_V1(sanctions_mix_combined_share);
PG_FUNCTION_INFO_V1(sanctions_mix_shares);

SANCTIONS_FUNCTION(sanctions_mix_total_value,
				   Float8GetDatum(trade_units_to_double(sanctions_mix_total(SANCTIONS_GETARG_MIX(0)))))

static Datum
share_of(FunctionCallInfo fcinfo, const sanctions_mix *mix, const char *label, int length)
{
	trade_units whole = sanctions_mix_share_total(mix);
	int64		at;

	if (whole == 0)
		PG_RETURN_NULL();
	at = sanctions_mix_find(mix, label, length);
	PG_RETURN_FLOAT8(at < 0 ? 0 : trade_units_ratio(mix->value[at], whole));
}

Datum
sanctions_mix_share(PG_FUNCTION_ARGS)
{
	text	   *label = PG_GETARG_TEXT_PP(1);

	return share_of(fcinfo, SANCTIONS_GETARG_MIX(0), VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label));
}

static Datum
share_of_code(FunctionCallInfo fcinfo, trade_label_kind kind, uint64 code)
{
	sanctions_mix *mix = SANCTIONS_GETARG_MIX(0);
	sanctions_mix asked = {kind};
	char		label[TRADE_MIX_HS_BYTES];

	sanctions_mix_same_kind(mix, &asked);
	return share_of(fcinfo, mix, label, trade_mix_code_write(kind, code, label));
}

SANCTIONS_FUNCTION(sanctions_mix_share_country,
				   share_of_code(fcinfo, TRADE_LABEL_COUNTRY, sanctions_datum_get_country(PG_GETARG_DATUM(1))))

SANCTIONS_FUNCTION(sanctions_mix_share_hs, share_of_code(fcinfo, TRADE_LABEL_HS, SANCTIONS_GETARG_HS(1)))

bool *
sanctions_mix_mark(const sanctions_mix *mix, ArrayType *labels, const char *name)
{
	bool	   *mark = MemoryContextAllocHuge(CurrentMemoryContext, (Size) mix->count + 1);
	Datum	   *element;
	bool	   *null;
	int			count;

	memset(mark, 0, mix->count);
	deconstruct_array(labels, TEXTOID, -1, false, TYPALIGN_INT, &element, &null, &count);
	for (int i = 0; i < count; i++)
		if (null[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("%s must not contain NULL", name)));
	for (int i = 0; i < count; i++)
	{
		text	   *label = DatumGetTextPP(element[i]);
		int64		at = sanctions_mix_find(mix, VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label));

		CHECK_FOR_INTERRUPTS();
		if (at >= 0)
			mark[at] = true;
	}
	return mark;
}

Datum
sanctions_mix_combined_share(PG_FUNCTION_ARGS)
{
	sanctions_mix *mix = SANCTIONS_GETARG_MIX(0);
	bool	   *mark = sanctions_mix_mark(mix, PG_GETARG_ARRAYTYPE_P(1), "labels");
	trade_units whole = sanctions_mix_share_total(mix);
	trade_units part = 0;

	if (whole == 0)
		PG_RETURN_NULL();
	for (uint32 i = 0; i < mix->count; i++)
		if (mark[i])
			part += mix->value[i];
	PG_RETURN_FLOAT8(trade_units_ratio(part, whole));
}

Datum
sanctions_mix_shares(PG_FUNCTION_ARGS)
{
	sanctions_mix *mix = SANCTIONS_GETARG_MIX(0);
	trade_units whole = sanctions_mix_share_total(mix);
	uint32	   *order = sanctions_mix_by_value(mix);
	trade_units sum = 0;
	int64		rank = 0;
	ReturnSetInfo *result;
	MemoryContext row;
	MemoryContext old;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	result = (ReturnSetInfo *) fcinfo->resultinfo;
	row = AllocSetContextCreate(CurrentMemoryContext, "trade_mix row", ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(row);
	for (uint32 i = 0; i < mix->count; i++)
	{
		uint32		at = order[i];
		Datum		value[5];
		bool		null[5] = {0};

		CHECK_FOR_INTERRUPTS();
		/* equal values share the first one's rank */
		if (i == 0 || mix->value[at] != mix->value[order[i - 1]])
			rank = (int64) i + 1;
		sum += mix->value[at];
		value[0] = PointerGetDatum(cstring_to_text_with_len(mix->label[at], mix->label_length[at]));
		value[1] = Float8GetDatum(trade_units_to_double(mix->value[at]));
		value[2] = Float8GetDatum(trade_units_ratio(mix->value[at], whole));
		value[3] = Int64GetDatum(rank);
		value[4] = Float8GetDatum(trade_units_ratio(sum, whole));
		tuplestore_putvalues(result->setResult, result->setDesc, value, null);
		MemoryContextReset(row);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(row);
	return (Datum) 0;
}
