/*
 * Sums of 192 bits as two numbers that the stored form of a matrix holds each:
 * low + high * 2^TRADE_HALF_BITS, the low one not negative.
 */
#ifndef TRADE_HALF_CORE_H
#define TRADE_HALF_CORE_H

#include "exact/value_core.h"

#define TRADE_HALF_BITS 100
#define TRADE_HALF_ABOVE (TRADE_HALF_BITS - 64)	/* of them in the middle word */

static inline trade_units
trade_half_of(const trade_sum *sum, bool high)
{
	if (high)
		return (trade_units) ((unsigned __int128) (int64_t) sum->word[2] << (64 - TRADE_HALF_ABOVE)
							  | sum->word[1] >> TRADE_HALF_ABOVE);
	return (trade_units) ((unsigned __int128) (sum->word[1] & ((UINT64_C(1) << TRADE_HALF_ABOVE) - 1)) << 64
						  | sum->word[0]);
}

static inline trade_sum
trade_half_sum(trade_units units, bool high)
{
	if (!high)
		return trade_sum_of(units);
	return (trade_sum) {{0, (uint64_t) units << TRADE_HALF_ABOVE, (uint64_t) (units >> (64 - TRADE_HALF_ABOVE))}};
}

#endif
