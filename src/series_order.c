/* trade_series: equality, order and hash over content. */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"

#include "compat.h"
#include "series_state.h"
#include "state.h"

PG_FUNCTION_INFO_V1(sanctions_series_eq);
PG_FUNCTION_INFO_V1(sanctions_series_ne);
PG_FUNCTION_INFO_V1(sanctions_series_lt);
PG_FUNCTION_INFO_V1(sanctions_series_le);
PG_FUNCTION_INFO_V1(sanctions_series_gt);
PG_FUNCTION_INFO_V1(sanctions_series_ge);
PG_FUNCTION_INFO_V1(sanctions_series_cmp);
PG_FUNCTION_INFO_V1(sanctions_series_hash);
PG_FUNCTION_INFO_V1(sanctions_series_hash_extended);

static struct varlena *
canonical_arg(FunctionCallInfo fcinfo, int arg)
{
	return sanctions_series_canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(arg)));
}

/* The canonical form of equal content is equal: so bytes decide. */
static int
compare(FunctionCallInfo fcinfo)
{
	struct varlena *left = canonical_arg(fcinfo, 0);
	struct varlena *right = canonical_arg(fcinfo, 1);
	int			order = sanctions_state_compare(left, right);

	/* a btree look-up keeps its context for long */
	PG_FREE_IF_COPY(left, 0);
	PG_FREE_IF_COPY(right, 1);
	return order;
}

Datum
sanctions_series_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) == 0);
}

Datum
sanctions_series_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) != 0);
}

Datum
sanctions_series_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) < 0);
}

Datum
sanctions_series_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) <= 0);
}

Datum
sanctions_series_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) > 0);
}

Datum
sanctions_series_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) >= 0);
}

Datum
sanctions_series_cmp(PG_FUNCTION_ARGS)
{
	int			order = compare(fcinfo);

	PG_RETURN_INT32((order > 0) - (order < 0));
}

Datum
sanctions_series_hash(PG_FUNCTION_ARGS)
{
	struct varlena *series = canonical_arg(fcinfo, 0);
	Datum		hash = hash_any((unsigned char *) VARDATA_ANY(series), VARSIZE_ANY_EXHDR(series));

	PG_FREE_IF_COPY(series, 0);
	PG_RETURN_DATUM(hash);
}

Datum
sanctions_series_hash_extended(PG_FUNCTION_ARGS)
{
	struct varlena *series = canonical_arg(fcinfo, 0);
	Datum		hash = hash_any_extended((unsigned char *) VARDATA_ANY(series), VARSIZE_ANY_EXHDR(series),
										 PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(series, 0);
	PG_RETURN_DATUM(hash);
}
