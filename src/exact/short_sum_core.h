/*
 * Sums of 160 bits, for states that stand once a group: no 2^32 values leave them.
 * Two words and a half, apart from each other so that alignment takes no room.
 */
#ifndef TRADE_SHORT_SUM_CORE_H
#define TRADE_SHORT_SUM_CORE_H

#include "exact/value_core.h"

static inline unsigned __int128
trade_short_low(const uint64_t *word)
{
	return (unsigned __int128) word[1] << 64 | word[0];
}

/* Adds a value; false where the sum leaves its 160 bits. */
static inline bool
trade_short_add(uint64_t *word, int32_t *high, trade_units value)
{
	unsigned __int128 low = trade_short_low(word);
	unsigned __int128 sum = low + (unsigned __int128) value;

	word[0] = (uint64_t) sum;
	word[1] = (uint64_t) (sum >> 64);
	return !__builtin_add_overflow(*high, (sum < low) - (value < 0), high);
}

static inline bool
trade_short_subtract(uint64_t *word, int32_t *high, trade_units value)
{
	unsigned __int128 low = trade_short_low(word);
	unsigned __int128 sum = low - (unsigned __int128) value;

	word[0] = (uint64_t) sum;
	word[1] = (uint64_t) (sum >> 64);
	return !__builtin_sub_overflow(*high, (sum > low) - (value < 0), high);
}

static inline trade_sum
trade_short_get(const uint64_t *word, int32_t high)
{
	return (trade_sum) {{word[0], word[1], (uint64_t) (int64_t) high}};
}

/* A sum of 192 bits as one of 160; false where it has more bits than that. */
static inline bool
trade_short_set(uint64_t *word, int32_t *high, const trade_sum *sum)
{
	word[0] = sum->word[0];
	word[1] = sum->word[1];
	*high = (int32_t) sum->word[2];
	return (int64_t) sum->word[2] == *high;
}

#endif
