/*
 * Lists of products as arguments: in_codes.
 */
#include "postgres.h"

#include "nodes/primnodes.h"
#include "utils/array.h"

#include "code/hs.h"
#include "exact/function.h"
#include "reference/codes_core.h"
#include "reference/list.h"
#include "reference/read.h"

/* The most codes of an array. */
#define CODES_LIMIT (2 * SANCTIONS_REFERENCE_LIMIT)

/*
 * The array that the call site saw last.  It may be another one in the next row,
 * also at the same address, so only its content tells, unless it is a constant of the
 * plan: a parameter is not, for an expression of PL/pgSQL outlives its value.  One that
 * comes twice is worth sorting.
 */
typedef struct codes_cache
{
	bool		constant;
	size_t		count;
	size_t		capacity;
	trade_hs   *seen;			/* as it came */
	bool		sorted;
	size_t		npruned;
	trade_hs   *pruned;
} codes_cache;

PG_FUNCTION_INFO_V1(sanctions_in_codes_text);

static size_t
codes_count(ArrayType *codes)
{
	int			count = ArrayGetNItems(ARR_NDIM(codes), ARR_DIMS(codes));

	if (ARR_HASNULL(codes) && array_contains_nulls(codes))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("codes must not contain NULL")));
	if (count > CODES_LIMIT)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("more than %d codes in an array", CODES_LIMIT)));
	return count;
}

static bool
is_constant(FunctionCallInfo fcinfo)
{
	const FuncExpr *call = (FuncExpr *) fcinfo->flinfo->fn_expr;

	return call != NULL && IsA(call, FuncExpr) && list_length(call->args) == 2 && IsA(lsecond(call->args), Const);
}

static codes_cache *
codes_cache_of(FunctionCallInfo fcinfo)
{
	codes_cache *cache = (codes_cache *) fcinfo->flinfo->fn_extra;

	if (cache == NULL)
	{
		cache = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(codes_cache));
		cache->constant = is_constant(fcinfo);
		fcinfo->flinfo->fn_extra = cache;
	}
	return cache;
}

static void
codes_remember(FunctionCallInfo fcinfo, codes_cache *cache, const trade_hs *codes, size_t count)
{
	if (cache->capacity < count)
	{
		MemoryContext context = fcinfo->flinfo->fn_mcxt;
		size_t		capacity = Max(count, 2 * cache->capacity);

		if (cache->seen)
			pfree(cache->seen);
		cache->count = cache->capacity = 0;
		cache->seen = NULL;
		cache->seen = MemoryContextAlloc(context, 2 * capacity * sizeof(trade_hs));
		cache->pruned = cache->seen + capacity;
		cache->capacity = capacity;
	}
	if (count > 0)
		memcpy(cache->seen, codes, count * sizeof(trade_hs));
	cache->count = count;
	cache->sorted = false;
}

static void
codes_sort(codes_cache *cache)
{
	memcpy(cache->pruned, cache->seen, cache->count * sizeof(trade_hs));
	qsort(cache->pruned, cache->count, sizeof(trade_hs), trade_codes_compare);
	cache->npruned = trade_codes_prune(cache->pruned, cache->count);
	cache->sorted = true;
}

static bool
in_codes(FunctionCallInfo fcinfo, trade_hs hs)
{
	codes_cache *cache = codes_cache_of(fcinfo);
	ArrayType  *array;
	const trade_hs *codes;
	size_t		count;

	/* not even detoasted again */
	if (cache->constant && cache->sorted)
		return trade_codes_cover(cache->pruned, cache->npruned, hs);
	array = PG_GETARG_ARRAYTYPE_P(1);
	count = codes_count(array);
	codes = (const trade_hs *) ARR_DATA_PTR(array);
	if (count == 0)
		return false;
	if (cache->count != count || memcmp(cache->seen, codes, count * sizeof(trade_hs)) != 0)
	{
		codes_remember(fcinfo, cache, codes, count);
		return trade_codes_scan(codes, count, hs);
	}
	if (!cache->sorted)
		codes_sort(cache);
	return trade_codes_cover(cache->pruned, cache->npruned, hs);
}

SANCTIONS_FUNCTION(sanctions_in_codes_code, BoolGetDatum(in_codes(fcinfo, SANCTIONS_GETARG_HS(0))))

Datum
sanctions_in_codes_text(PG_FUNCTION_ARGS)
{
	trade_hs	hs;

	PG_RETURN_BOOL(sanctions_list_code(PG_GETARG_TEXT_PP(0), &hs) && in_codes(fcinfo, hs));
}
