/* Order, equality and hash of trade_window; never an error, whatever the bytes are. */
#include "compat.h"

#include "common/hashfn.h"

#include "exact/function.h"
#include "period/window.h"

/* By the first month, then by the last. */
static inline uint64
rank_of(Datum window)
{
	trade_span	span = trade_span_unpack((uint64) DatumGetInt64(window));

	return (uint64) (uint32) span.first << 32 | (uint32) span.last;
}

static inline int
compare(uint64 a, uint64 b)
{
	return (a > b) - (a < b);
}

SANCTIONS_COMPARISONS(window, compare(rank_of(PG_GETARG_DATUM(0)), rank_of(PG_GETARG_DATUM(1))))

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
