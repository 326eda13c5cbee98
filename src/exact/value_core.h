/*
 * Exact values: 128-bit integers of 10^-12 units, sums of 192 bits.
 *
 * A value counts as PostgreSQL's own value::numeric (15 significant digits for
 * a double), rounded half away from zero to 12 decimals.  Sums are integers, so
 * they are associative, commutative and invertible.
 */
#ifndef TRADE_EXACT_CORE_H
#define TRADE_EXACT_CORE_H

#include <stdbool.h>
#include <stdint.h>

#ifndef __SIZEOF_INT128__
#error "sanctions needs a 64-bit platform with a 128-bit integer type"
#endif

/* Aligned as palloc aligns, not to 16 bytes as the compiler would. */
typedef __int128 trade_units __attribute__((aligned(8)));

/* Two's complement, least significant word first. */
typedef struct trade_sum
{
	uint64_t	word[3];
} trade_sum;

typedef enum trade_exact_status
{
	TRADE_EXACT_OK,
	TRADE_EXACT_NOT_FINITE,		/* NaN or infinity */
	TRADE_EXACT_OUT_OF_RANGE	/* beyond +-1.7e26 */
} trade_exact_status;

/* 1.7e26 in units: the largest magnitude of a value and of a final sum. */
#define TRADE_UNITS_LIMIT \
	((trade_units) 170000000000000000ULL * (trade_units) 1000000000000000000ULL * 1000)
#define TRADE_UNITS_PER_ONE ((trade_units) 1000000000000LL)
#define TRADE_UNITS_PER_THOUSANDTH 1000000000LL

/*
 * Whole dollars, cents and thousandths: a double whose thousandfold rounds to an
 * integer of at most 15 digits has those 15 digits.  False for others.
 */
static inline bool
trade_thousandths_from_double(double value, int64_t *thousandths)
{
	double		scaled = value * 1000.0;

	if (!(scaled >= -1e15 && scaled <= 1e15))
		return false;
	*thousandths = (int64_t) scaled;
	return (double) *thousandths == scaled;
}

extern trade_exact_status trade_units_from_double(double value, trade_units *units);
extern trade_units trade_units_from_int64(int64_t value);

/*
 * From base-10000 digits as numeric keeps them: value = sum of
 * digits[i] * 10000^(weight - i), negated where negative.
 */
extern trade_exact_status trade_units_from_digits(bool negative, int weight, int ndigits,
												  const int16_t *digits, trade_units *units);

/* The double nearest to units * 10^-12, ties to even. */
extern double trade_units_to_double(trade_units units);
extern double trade_sum_to_double(const trade_sum *sum);

/* sum * factor; false where it leaves 192 bits. */
extern bool trade_sum_scale(trade_sum *sum, uint64_t factor);

/* The sum as units; false where it is beyond the limit. */
static inline bool
trade_sum_to_units(const trade_sum *sum, trade_units *units)
{
	trade_units value = (trade_units) ((unsigned __int128) sum->word[1] << 64 | sum->word[0]);

	if (sum->word[2] != (value < 0 ? UINT64_MAX : 0) ||
		value > TRADE_UNITS_LIMIT || value < -TRADE_UNITS_LIMIT)
		return false;
	*units = value;
	return true;
}

static inline trade_sum
trade_sum_of(trade_units units)
{
	return (trade_sum) {{(uint64_t) units, (uint64_t) (units >> 64),
			(units < 0) ? UINT64_MAX : 0}};
}

static inline void
trade_sum_add(trade_sum *sum, const trade_sum *other)
{
	unsigned __int128 low = (unsigned __int128) sum->word[0] + other->word[0];
	unsigned __int128 mid = (unsigned __int128) sum->word[1] + other->word[1] + (uint64_t) (low >> 64);

	sum->word[0] = (uint64_t) low;
	sum->word[1] = (uint64_t) mid;
	sum->word[2] += other->word[2] + (uint64_t) (mid >> 64);
}

static inline void
trade_sum_negate(trade_sum *sum)
{
	unsigned __int128 low = (unsigned __int128) ~sum->word[0] + 1;
	unsigned __int128 mid = (unsigned __int128) ~sum->word[1] + (uint64_t) (low >> 64);

	sum->word[0] = (uint64_t) low;
	sum->word[1] = (uint64_t) mid;
	sum->word[2] = ~sum->word[2] + (uint64_t) (mid >> 64);
}

static inline void
trade_sum_subtract(trade_sum *sum, const trade_sum *other)
{
	trade_sum	negated = *other;

	trade_sum_negate(&negated);
	trade_sum_add(sum, &negated);
}

static inline void
trade_sum_add_units(trade_sum *sum, trade_units units)
{
	trade_sum	other = trade_sum_of(units);

	trade_sum_add(sum, &other);
}

static inline int
trade_sum_sign(const trade_sum *sum)
{
	if (sum->word[2] >> 63)
		return -1;
	return (sum->word[0] | sum->word[1] | sum->word[2]) != 0;
}

/* part / whole as one division of two correctly rounded doubles; whole != 0. */
static inline double
trade_units_ratio(trade_units part, trade_units whole)
{
	return trade_units_to_double(part) / trade_units_to_double(whole);
}

#endif
