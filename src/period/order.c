/* Order, equality and hash of trade_window; never an error, whatever the bytes are. */
#include "compat.h"

#include "common/hashfn.h"

#include "period/window.h"

/* By the first month, then by the last. */
static inline uint64
rank_of(Datum window)
{
	trade_span	span = trade_span_unpack((uint64) DatumGetInt64(window));

	return (uint64) (uint32) span.first << 32 | (uint32) span.last;
}

#define COMPARISON(name, operator) \
	PG_FUNCTION_INFO_V1(sanctions_window_##name); \
	Datum \
	sanctions_window_##name(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_BOOL(rank_of(PG_GETARG_DATUM(0)) operator rank_of(PG_GETARG_DATUM(1))); \
	} \
	extern Datum sanctions_window_##name(PG_FUNCTION_ARGS)

COMPARISON(lt, <);
COMPARISON(le, <=);
COMPARISON(eq, ==);
COMPARISON(ne, !=);
COMPARISON(ge, >=);
COMPARISON(gt, >);

PG_FUNCTION_INFO_V1(sanctions_window_cmp);
Datum
sanctions_window_cmp(PG_FUNCTION_ARGS)
{
	uint64		a = rank_of(PG_GETARG_DATUM(0));
	uint64		b = rank_of(PG_GETARG_DATUM(1));

	PG_RETURN_INT32((a > b) - (a < b));
}

PG_FUNCTION_INFO_V1(sanctions_window_hash);
Datum
sanctions_window_hash(PG_FUNCTION_ARGS)
{
	uint64		rank = rank_of(PG_GETARG_DATUM(0));

	return hash_any((unsigned char *) &rank, sizeof(rank));
}

PG_FUNCTION_INFO_V1(sanctions_window_hash_extended);
Datum
sanctions_window_hash_extended(PG_FUNCTION_ARGS)
{
	uint64		rank = rank_of(PG_GETARG_DATUM(0));

	return hash_any_extended((unsigned char *) &rank, sizeof(rank), PG_GETARG_INT64(1));
}
