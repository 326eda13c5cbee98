/*
 * Powers of ten that divide numbers: which ones do, and what is left.
 */
#ifndef TRADE_TEN_CORE_H
#define TRADE_TEN_CORE_H

#include <stdbool.h>

#include "matrix/bits_core.h"
#include "exact/value_core.h"

#define TRADE_TEN_POWER_MAX 15

/*
 * Dividing by 5^power without a division: a multiple of an odd number, times its
 * inverse modulo 2^n, is the quotient; anything else gives more than (2^n - 1) /
 * 5^power (Granlund and Montgomery 1994).
 */
typedef struct trade_ten_divisor
{
	uint64_t	inverse_high;	/* modulo 2^128 */
	uint64_t	inverse;		/* modulo 2^64 */
	uint64_t	most;			/* (2^64 - 1) / 5^power */
} trade_ten_divisor;

extern const trade_ten_divisor trade_ten_divisors[TRADE_TEN_POWER_MAX + 1];
extern const int64_t trade_tens[TRADE_TEN_POWER_MAX + 1];

static inline trade_bits128
trade_magnitude(trade_units number)
{
	return number < 0 ? -(trade_bits128) number : (trade_bits128) number;
}

/* number / 10^power, which has no remainder. */
static inline trade_bits128
trade_ten_divide(trade_bits128 number, uint32_t power)
{
	const trade_ten_divisor *divisor = &trade_ten_divisors[power];

	if (number >> 64 == 0)
		return ((uint64_t) number >> power) * divisor->inverse;
	return (number >> power) * ((trade_bits128) divisor->inverse_high << 64 | divisor->inverse);
}

/* Whether 10^power divides a number that is not 0, below 2^127 or equal to it. */
static inline bool
trade_ten_divides(uint32_t power, trade_bits128 number)
{
	const trade_ten_divisor *divisor = &trade_ten_divisors[power];
	uint64_t	low = (uint64_t) number;

	if ((low & trade_bits_mask(power)) != 0)
		return false;
	if (number >> 64 == 0)
		return low * divisor->inverse <= divisor->most;
	/* a quotient's upper half is far below, anything else's not below */
	number *= (trade_bits128) divisor->inverse_high << 64 | divisor->inverse;
	return (uint64_t) (number >> 64) < divisor->most;
}

#endif
