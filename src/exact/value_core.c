/*
 * Exact values: conversion to 10^-12 units and correct rounding back.
 *
 * What PostgreSQL's float8-to-numeric cast does is print 15 significant digits
 * and read them again, over a microsecond a value.  The same digits come from
 * one multiplication: x * 10^s = m * 5^s * 2^(e+s) is exact in 128 bits for
 * every s that is needed here (5^27 has 63 bits, m has 53).
 */
#include "exact/value_core.h"

#include <math.h>
#include <string.h>

typedef unsigned __int128 uint128;

#define SIGNIFICANT_DIGITS 15
#define UNIT_DECIMALS 12

static const uint64_t power_of_5[] = {
	1ULL, 5ULL, 25ULL, 125ULL, 625ULL, 3125ULL, 15625ULL, 78125ULL, 390625ULL,
	1953125ULL, 9765625ULL, 48828125ULL, 244140625ULL, 1220703125ULL,
	6103515625ULL, 30517578125ULL, 152587890625ULL, 762939453125ULL,
	3814697265625ULL, 19073486328125ULL, 95367431640625ULL, 476837158203125ULL,
	2384185791015625ULL, 11920928955078125ULL, 59604644775390625ULL,
	298023223876953125ULL, 1490116119384765625ULL, 7450580596923828125ULL
};

static const uint64_t power_of_10[] = {
	1ULL, 10ULL, 100ULL, 1000ULL, 10000ULL, 100000ULL, 1000000ULL, 10000000ULL,
	100000000ULL, 1000000000ULL, 10000000000ULL, 100000000000ULL,
	1000000000000ULL, 10000000000000ULL, 100000000000000ULL, 1000000000000000ULL,
	10000000000000000ULL, 100000000000000000ULL, 1000000000000000000ULL
};

/* 10^-13 to 10^27.  Where a power is not a double, the nearest one stands for
 * it: that double reads as the power itself in either decade. */
#define FIRST_DECADE (-13)
#define LAST_DECADE 26
static const double decade[] = {
	1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2,
	1e-1, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
	1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24,
	1e25, 1e26, 1e27
};

/* The largest d with 10^d <= x; x is positive and inside the table. */
static inline int
decade_of(double x, int binary_exponent)
{
	/* log10(2) as a fraction; never above the true decade, at most one below. */
	int			guess = (binary_exponent * 1233) >> 12;

	if (guess < FIRST_DECADE)
		return FIRST_DECADE;
	return guess + (x >= decade[guess + 1 - FIRST_DECADE]);
}

static inline uint64_t
half_to_even(uint64_t quotient, uint128 remainder, uint128 half)
{
	return quotient + (remainder > half || (remainder == half && (quotient & 1)));
}

/* Below 1e15: 15 digits by one multiplication, then 12 decimals. */
static uint128
units_below_1e15(uint64_t mantissa, int exponent, int d)
{
	int			scale = SIGNIFICANT_DIGITS - 1 - d;
	int			shift = -(exponent + scale);
	uint128		product = (uint128) mantissa * power_of_5[scale];
	uint128		half = (uint128) 1 << (shift - 1);
	uint64_t	digits = half_to_even((uint64_t) (product >> shift),
									  product & ((half << 1) - 1), half);

	if (scale <= UNIT_DECIMALS)
		return (uint128) digits * power_of_10[UNIT_DECIMALS - scale];

	uint64_t	divisor = power_of_10[scale - UNIT_DECIMALS];

	/* half away from zero, as round(numeric, 12); divisors are even */
	return digits / divisor + (digits % divisor >= divisor / 2);
}

/* From 1e15 up to 1e27: the 15 digits end left of the decimal point. */
static uint128
units_from_1e15(uint64_t mantissa, int exponent, int d)
{
	int			dropped = d - (SIGNIFICANT_DIGITS - 1);
	/* eighths keep the fraction of a double just above 1e15 */
	uint128		eighths = (uint128) mantissa << (exponent + 3);
	uint128		divisor = (uint128) power_of_10[dropped] * 8;
	uint64_t	digits = half_to_even((uint64_t) (eighths / divisor),
									  eighths % divisor, divisor / 2);
	uint128		value = (uint128) digits * power_of_10[dropped];

	/* 1.7e26 has to be judged before it is scaled out of 128 bits. */
	if (value > (uint128) (TRADE_UNITS_LIMIT / TRADE_UNITS_PER_ONE))
		return (uint128) TRADE_UNITS_LIMIT + 1;
	return value * (uint128) TRADE_UNITS_PER_ONE;
}

static trade_exact_status
units_from_bits(double value, trade_units *units)
{
	double		magnitude = fabs(value);
	uint64_t	bits;
	int			exponent;
	int			d;
	uint128		result;

	if (!isfinite(value))
		return TRADE_EXACT_NOT_FINITE;
	*units = 0;
	if (magnitude < decade[0])
		return TRADE_EXACT_OK;
	if (magnitude >= decade[LAST_DECADE + 1 - FIRST_DECADE])
		return TRADE_EXACT_OUT_OF_RANGE;

	memcpy(&bits, &magnitude, sizeof(bits));
	exponent = (int) (bits >> 52) - 1023;
	d = decade_of(magnitude, exponent);
	bits = (bits & ((1ULL << 52) - 1)) | (1ULL << 52);
	if (d < SIGNIFICANT_DIGITS)
		result = units_below_1e15(bits, exponent - 52, d);
	else
		result = units_from_1e15(bits, exponent - 52, d);
	if (result > (uint128) TRADE_UNITS_LIMIT)
		return TRADE_EXACT_OUT_OF_RANGE;
	*units = value < 0 ? -(trade_units) result : (trade_units) result;
	return TRADE_EXACT_OK;
}

trade_exact_status
trade_units_from_double(double value, trade_units *units)
{
	int64_t		thousandths;

	if (trade_thousandths_from_double(value, &thousandths))
	{
		*units = (trade_units) thousandths * TRADE_UNITS_PER_THOUSANDTH;
		return TRADE_EXACT_OK;
	}
	return units_from_bits(value, units);
}

trade_units
trade_units_from_int64(int64_t value)
{
	return (trade_units) value * TRADE_UNITS_PER_ONE;
}

trade_exact_status
trade_units_from_digits(bool negative, int weight, int ndigits,
						const int16_t *digits, trade_units *units)
{
	uint128		total = 0;
	int			i = 0;

	*units = 0;
	while (i < ndigits && digits[i] == 0)
	{
		i++;
		weight--;
	}
	if (i == ndigits)
		return TRADE_EXACT_OK;
	/* 10000^6 = 1e24, so 171 at weight 6 is over 1.7e26 and under 2^128 units */
	if (weight > 6 || (weight == 6 && digits[i] > 170))
		return TRADE_EXACT_OUT_OF_RANGE;
	if (weight < -4)
		return TRADE_EXACT_OK;

	for (; weight >= -3; weight--)
		total = total * 10000 + (uint128) (i < ndigits ? digits[i++] : 0);
	if (i < ndigits && digits[i] >= 5000)
		total++;
	if (total > (uint128) TRADE_UNITS_LIMIT)
		return TRADE_EXACT_OUT_OF_RANGE;
	*units = negative ? -(trade_units) total : (trade_units) total;
	return TRADE_EXACT_OK;
}

/* Shifts left until the top bit is set; returns by how much.  sum is not 0. */
static int
normalize(trade_sum *sum)
{
	int			shift = 0;

	while (sum->word[2] == 0)
	{
		sum->word[2] = sum->word[1];
		sum->word[1] = sum->word[0];
		sum->word[0] = 0;
		shift += 64;
	}

	int			rest = __builtin_clzll(sum->word[2]);

	if (rest > 0)
	{
		sum->word[2] = sum->word[2] << rest | sum->word[1] >> (64 - rest);
		sum->word[1] = sum->word[1] << rest | sum->word[0] >> (64 - rest);
		sum->word[0] <<= rest;
	}
	return shift + rest;
}

/* sum /= divisor; the remainder. */
static uint64_t
divide(trade_sum *sum, uint64_t divisor)
{
	uint64_t	remainder = 0;

	for (int i = 2; i >= 0; i--)
	{
		uint128		dividend = (uint128) remainder << 64 | sum->word[i];

		sum->word[i] = (uint64_t) (dividend / divisor);
		remainder = (uint64_t) (dividend % divisor);
	}
	return remainder;
}

/*
 * Small numbers, and thousandths as most values are (cents, whole units): one
 * division of two doubles, so rounded once.  Times the inverse of 5^9 modulo 2^128
 * a multiple of it gives the quotient; anything else gives more than 2^107.
 */
static inline bool
quick_double(trade_units units, double *result)
{
	const uint128 inverse = (uint128) 0x97157D372FB9787EULL << 64 | 0x8E47CE423A2E9C6DULL;
	trade_units quotient;

	if (units >= -(1LL << 53) && units <= (1LL << 53))
	{
		*result = (double) (int64_t) units / 1e12;
		return true;
	}
	quotient = (trade_units) ((uint128) (units >> 9) * inverse);
	*result = (double) (int64_t) quotient / 1e3;
	return (units & 511) == 0 && quotient >= -(1LL << 53) && quotient <= (1LL << 53);
}

/* The nearest double of a sum that is too long for the short way. */
static __attribute__((noinline)) double
exact_double(const trade_sum *sum)
{
	int			sign = trade_sum_sign(sum);
	trade_sum	magnitude = *sum;
	int			shift;
	uint64_t	top;
	bool		sticky;

	if (sign < 0)
		trade_sum_negate(&magnitude);

	/* 10^12 = 5^12 * 2^12: divide by the odd part, leave the rest to ldexp. */
	shift = normalize(&magnitude);
	sticky = divide(&magnitude, power_of_5[UNIT_DECIMALS]) != 0;
	shift += normalize(&magnitude);
	sticky |= (magnitude.word[0] | magnitude.word[1]) != 0;

	/* 64 bits to 53, half to even with what was left behind */
	top = magnitude.word[2] >> 11;
	uint64_t	rest = magnitude.word[2] & 0x7ff;

	if (rest > 0x400 || (rest == 0x400 && (sticky || (top & 1))))
		top++;
	return ldexp(sign * (double) top, 128 + 11 - shift - UNIT_DECIMALS);
}

double
trade_sum_to_double(const trade_sum *sum)
{
	double		result;

	if (sum->word[2] == ((int64_t) sum->word[1] < 0 ? UINT64_MAX : 0) &&
		quick_double((trade_units) ((uint128) sum->word[1] << 64 | sum->word[0]), &result))
		return result;
	return exact_double(sum);
}

double
trade_units_to_double(trade_units units)
{
	trade_sum	sum = trade_sum_of(units);

	return trade_sum_to_double(&sum);
}

bool
trade_sum_scale(trade_sum *sum, uint64_t factor)
{
	bool		negative = trade_sum_sign(sum) < 0;
	trade_sum	product = *sum;
	uint64_t	carry = 0;

	if (negative)
		trade_sum_negate(&product);
	for (int i = 0; i < 3; i++)
	{
		uint128		step = (uint128) product.word[i] * factor + carry;

		product.word[i] = (uint64_t) step;
		carry = (uint64_t) (step >> 64);
	}
	if (carry != 0 || product.word[2] >> 63)
		return false;
	if (negative)
		trade_sum_negate(&product);
	*sum = product;
	return true;
}
