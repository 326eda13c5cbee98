/*
 * Integers of up to 2,048 bits with a sign, and fractions of them.
 *
 * Schoolbook arithmetic: the operands have two to six words.
 */
#include "exact/wide_core.h"

#include <math.h>
#include <string.h>

typedef unsigned __int128 uint128;

static inline void
trim(trade_wide *a)
{
	while (a->length > 0 && a->word[a->length - 1] == 0)
		a->length--;
	if (a->length == 0)
		a->negative = false;
}

void
trade_wide_copy(trade_wide *a, const trade_wide *from)
{
	a->negative = from->negative;
	a->length = from->length;
	for (int i = 0; i < from->length; i++)
		a->word[i] = from->word[i];
}

void
trade_wide_of_sum(trade_wide *a, const trade_sum *sum)
{
	trade_sum	magnitude = *sum;

	a->negative = trade_sum_sign(sum) < 0;
	if (a->negative)
		trade_sum_negate(&magnitude);
	for (int i = 0; i < 3; i++)
		a->word[i] = magnitude.word[i];
	a->length = 3;
	trim(a);
}

void
trade_wide_of_units(trade_wide *a, trade_units units)
{
	trade_sum	sum = trade_sum_of(units);

	trade_wide_of_sum(a, &sum);
}

static int
compare_magnitude(const trade_wide *a, const trade_wide *b)
{
	if (a->length != b->length)
		return a->length < b->length ? -1 : 1;
	for (int i = a->length - 1; i >= 0; i--)
		if (a->word[i] != b->word[i])
			return a->word[i] < b->word[i] ? -1 : 1;
	return 0;
}

int
trade_wide_compare(const trade_wide *a, const trade_wide *b)
{
	int			order;

	if (a->negative != b->negative)
		return a->negative ? -1 : 1;
	order = compare_magnitude(a, b);
	return a->negative ? -order : order;
}

/* |a| + |b| where |a| >= |b|; the sum may be either of them. */
static void
add_magnitude(trade_wide *sum, const trade_wide *a, const trade_wide *b, bool negative)
{
	uint64_t	carry = 0;
	int			i;

	for (i = 0; i < a->length; i++)
	{
		uint128		part = (uint128) a->word[i] + (i < b->length ? b->word[i] : 0) + carry;

		sum->word[i] = (uint64_t) part;
		carry = (uint64_t) (part >> 64);
	}
	if (carry && i < TRADE_WIDE_WORDS)
		sum->word[i++] = carry;
	sum->length = i;
	sum->negative = negative;
	trim(sum);
}

/* |a| - |b| where |a| >= |b|; the difference may be either of them. */
static void
subtract_magnitude(trade_wide *difference, const trade_wide *a, const trade_wide *b, bool negative)
{
	uint64_t	borrow = 0;

	for (int i = 0; i < a->length; i++)
	{
		uint128		part = (uint128) a->word[i] - (i < b->length ? b->word[i] : 0) - borrow;

		difference->word[i] = (uint64_t) part;
		borrow = (uint64_t) (part >> 64) & 1;
	}
	difference->length = a->length;
	difference->negative = negative;
	trim(difference);
}

static void
add_signed(trade_wide *sum, const trade_wide *a, const trade_wide *b, bool b_negative)
{
	bool		swap = compare_magnitude(a, b) < 0;
	const trade_wide *large = swap ? b : a;
	const trade_wide *small = swap ? a : b;
	bool		negative = swap ? b_negative : a->negative;

	if (a->negative == b_negative)
		add_magnitude(sum, large, small, negative);
	else
		subtract_magnitude(sum, large, small, negative);
}

void
trade_wide_add(trade_wide *sum, const trade_wide *a, const trade_wide *b)
{
	add_signed(sum, a, b, b->negative);
}

void
trade_wide_subtract(trade_wide *difference, const trade_wide *a, const trade_wide *b)
{
	add_signed(difference, a, b, !b->negative);
}

/* A row of a product, which is added to what is there but for the first: a times one word, from a word of the product on. */
static inline void
multiply_row(trade_wide *product, const trade_wide *a, uint64_t by, int at, bool first)
{
	int			words = a->length < TRADE_WIDE_WORDS - at ? a->length : TRADE_WIDE_WORDS - at;
	uint64_t	carry = 0;

	for (int i = 0; i < words; i++)
	{
		uint128		part = (uint128) a->word[i] * by + (first ? 0 : product->word[at + i]) + carry;

		product->word[at + i] = (uint64_t) part;
		carry = (uint64_t) (part >> 64);
	}
	if (at + words < TRADE_WIDE_WORDS)
		product->word[at + words] = carry;
}

void
trade_wide_multiply(trade_wide *product, const trade_wide *a, const trade_wide *b)
{
	/* as few rows as there can be: mostly one */
	const trade_wide *rows = a->length < b->length ? a : b;
	const trade_wide *columns = a->length < b->length ? b : a;

	product->negative = a->negative != b->negative;
	product->length = rows->length == 0 ? 0 : a->length + b->length;
	if (product->length > TRADE_WIDE_WORDS)
		product->length = TRADE_WIDE_WORDS;
	if (rows->length > 0)
		multiply_row(product, columns, rows->word[0], 0, true);
	for (int i = 1; i < rows->length; i++)
		multiply_row(product, columns, rows->word[i], i, false);
	trim(product);
}

void
trade_wide_of_product(trade_wide *product, trade_units a, trade_units b)
{
	trade_wide	left;
	trade_wide	right;

	trade_wide_of_units(&left, a);
	trade_wide_of_units(&right, b);
	trade_wide_multiply(product, &left, &right);
}

void
trade_wide_scale(trade_wide *a, uint64_t factor)
{
	multiply_row(a, a, factor, 0, true);
	a->length += a->length < TRADE_WIDE_WORDS;
	trim(a);
}

uint64_t
trade_wide_divide(trade_wide *quotient, const trade_wide *a, uint64_t divisor)
{
	uint128		rest = 0;

	quotient->negative = a->negative;
	quotient->length = a->length;
	for (int i = a->length - 1; i >= 0; i--)
	{
		rest = rest << 64 | a->word[i];
		quotient->word[i] = (uint64_t) (rest / divisor);
		rest %= divisor;
	}
	trim(quotient);
	return (uint64_t) rest;
}

uint64_t
trade_wide_common_multiple(trade_wide *a, uint64_t other)
{
	trade_wide	quotient;
	uint64_t	divisor = other;
	uint64_t	rest = trade_wide_divide(&quotient, a, other);

	while (rest != 0)
	{
		uint64_t	next = divisor % rest;

		divisor = rest;
		rest = next;
	}
	trade_wide_scale(a, other / divisor);
	return other / divisor;
}

void
trade_fraction_of(trade_fraction *a, const trade_sum *sum, trade_units divisor)
{
	trade_wide_of_sum(&a->numerator, sum);
	trade_wide_of_units(&a->denominator, divisor);
}

void
trade_fraction_copy(trade_fraction *a, const trade_fraction *from)
{
	trade_wide_copy(&a->numerator, &from->numerator);
	trade_wide_copy(&a->denominator, &from->denominator);
}

void
trade_fraction_subtract(trade_fraction *difference, const trade_fraction *a, const trade_fraction *b)
{
	trade_wide	left;
	trade_wide	right;

	trade_wide_multiply(&left, &a->numerator, &b->denominator);
	trade_wide_multiply(&right, &b->numerator, &a->denominator);
	trade_wide_subtract(&difference->numerator, &left, &right);
	trade_wide_multiply(&difference->denominator, &a->denominator, &b->denominator);
}

void
trade_fraction_divide(trade_fraction *quotient, const trade_fraction *a, const trade_fraction *b)
{
	trade_wide_multiply(&quotient->numerator, &a->numerator, &b->denominator);
	trade_wide_multiply(&quotient->denominator, &a->denominator, &b->numerator);
}

/* Within 2^-47 of it, relatively: two roundings a word. */
static double
approximate(const trade_wide *a)
{
	double		value = 0;

	for (int i = a->length - 1; i >= 0; i--)
		value = value * 0x1p64 + (double) a->word[i];
	return a->negative ? -value : value;
}

/*
 * How two products of integers compare, each of three factors near to the exact ones;
 * false where they are too close to tell, or too large: then only exact products do.
 */
static bool
compare_near(double left, double right, int *order)
{
	double		margin = (fabs(left) + fabs(right)) * 0x1p-40;

	*order = left - right > margin ? 1 : right - left > margin ? -1 : 0;
	/* a product near 0 is 0 */
	return *order != 0 || (left == 0 && right == 0);
}

int
trade_fraction_compare(const trade_fraction *a, const trade_fraction *b)
{
	trade_wide	left;
	trade_wide	right;
	int			order;

	if (compare_near(approximate(&a->numerator) * approximate(&b->denominator),
					 approximate(&b->numerator) * approximate(&a->denominator), &order))
		return order;
	trade_wide_multiply(&left, &a->numerator, &b->denominator);
	trade_wide_multiply(&right, &b->numerator, &a->denominator);
	return trade_wide_compare(&left, &right);
}

int
trade_wide_compare_scaled(const trade_wide *a, trade_units factor, const trade_wide *b)
{
	trade_wide	scale;
	trade_wide	left;
	trade_wide	right;
	int			order;

	if (compare_near(approximate(a) * TRADE_UNITS_PER_ONE, approximate(b) * (double) factor, &order))
		return order;
	trade_wide_copy(&left, a);
	trade_wide_scale(&left, TRADE_UNITS_PER_ONE);
	trade_wide_of_units(&scale, factor);
	trade_wide_multiply(&right, b, &scale);
	return trade_wide_compare(&left, &right);
}

int
trade_fraction_compare_scaled(const trade_fraction *a, trade_units factor,
							  const trade_fraction *b)
{
	trade_fraction scaled_a;
	trade_fraction scaled_b;
	trade_wide	scale;
	int			order;

	if (compare_near(approximate(&a->numerator) * approximate(&b->denominator) * TRADE_UNITS_PER_ONE,
					 approximate(&b->numerator) * approximate(&a->denominator) * (double) factor, &order))
		return order;
	trade_fraction_copy(&scaled_a, a);
	trade_wide_scale(&scaled_a.numerator, TRADE_UNITS_PER_ONE);
	trade_wide_of_units(&scale, factor);
	trade_wide_multiply(&scaled_b.numerator, &b->numerator, &scale);
	trade_wide_copy(&scaled_b.denominator, &b->denominator);
	return trade_fraction_compare(&scaled_a, &scaled_b);
}

static int
bits(const trade_wide *a)
{
	return a->length * 64 - __builtin_clzll(a->word[a->length - 1]);
}

/* |a| times a power of two; by >= 0. */
static void
shift_left(trade_wide *result, const trade_wide *a, int by)
{
	int			words = by / 64;
	int			rest = by % 64;

	result->negative = false;
	result->length = a->length + words + (rest > 0);
	for (int i = 0; i < result->length; i++)
		result->word[i] = 0;
	for (int i = 0; i < a->length; i++)
	{
		uint128		part = (uint128) a->word[i] << rest;

		result->word[i + words] |= (uint64_t) part;
		if (rest > 0)
			result->word[i + words + 1] = (uint64_t) (part >> 64);
	}
	trim(result);
}

/* The bits from one on, of which there are at most 128. */
static uint128
bits_from(const trade_wide *a, int from)
{
	uint128		result = 0;

	for (int i = a->length - 1; i >= from / 64; i--)
	{
		int			place = 64 * i - from;

		result |= place >= 0 ? (uint128) a->word[i] << place : (uint128) (a->word[i] >> -place);
	}
	return result;
}

/*
 * floor(a / b) for a quotient of 55 or 56 bits, with the lowest bit set where
 * something remains: enough to round to 53 bits.  The first 64 bits of the divisor
 * give it but for one or two that are too many.
 */
static uint64_t
sticky_quotient(const trade_wide *a, const trade_wide *b)
{
	int			from = bits(b) - 64;
	trade_wide	product;
	trade_wide	quotient = {.length = 1};

	quotient.word[0] = (uint64_t) (bits_from(a, from) / (uint64_t) bits_from(b, from));
	trade_wide_multiply(&product, b, &quotient);
	while (compare_magnitude(&product, a) > 0)
	{
		quotient.word[0]--;
		subtract_magnitude(&product, &product, b, false);
	}
	return quotient.word[0] | (compare_magnitude(&product, a) < 0);
}

/*
 * |n| / divisor * 2^shift, the lowest bit set where there is a remainder.  |n| * 2^shift
 * has up to 55 bits more than the divisor.
 */
static uint64_t
short_quotient(const trade_wide *n, uint64_t divisor, int shift)
{
	uint128		dividend = (n->length > 1 ? (uint128) n->word[1] << 64 | n->word[0] : n->word[0]) << shift;

	return (uint64_t) (dividend / divisor) | (dividend % divisor != 0);
}

/* |n| / |d| * 2^shift, the lowest bit set where there is a remainder. */
static uint64_t
long_quotient(const trade_wide *n, const trade_wide *d, int shift)
{
	/* both so far to the left that the divisor fills its first 64 bits */
	int			by = bits(d) < 64 ? 64 - bits(d) : 0;
	trade_wide	left;
	trade_wide	right;

	shift_left(&left, n, by + (shift > 0 ? shift : 0));
	shift_left(&right, d, by + (shift < 0 ? -shift : 0));
	return sticky_quotient(&left, &right);
}

double
trade_wide_ratio(const trade_wide *n, const trade_wide *d)
{
	double		magnitude;

	if (n->length == 0)
		return 0;
	if (bits(n) <= 53 && bits(d) <= 53)
		magnitude = (double) n->word[0] / (double) d->word[0];
	else
	{
		/* The quotient gets 55 or 56 bits; uint64 to double rounds to even. */
		int			shift = 55 - (bits(n) - bits(d));
		bool		is_short = d->length == 1 && shift >= 0;

		magnitude = ldexp((double) (is_short ? short_quotient(n, d->word[0], shift) : long_quotient(n, d, shift)), -shift);
	}
	return n->negative != d->negative ? -magnitude : magnitude;
}

double
trade_fraction_to_double(const trade_fraction *a)
{
	return trade_wide_ratio(&a->numerator, &a->denominator);
}
