/*
 * Integers of up to 1,024 bits with a sign, and fractions of them.
 *
 * Schoolbook arithmetic: the operands have two to six words.
 */
#include "wide_core.h"

#include <math.h>
#include <string.h>

typedef unsigned __int128 uint128;

static trade_wide
trimmed(trade_wide *a)
{
	while (a->length > 0 && a->word[a->length - 1] == 0)
		a->length--;
	if (a->length == 0)
		a->negative = false;
	return *a;
}

trade_wide
trade_wide_of_sum(const trade_sum *sum)
{
	trade_wide	a;
	trade_sum	magnitude = *sum;

	a.negative = trade_sum_sign(sum) < 0;
	if (a.negative)
		trade_sum_negate(&magnitude);
	memcpy(a.word, magnitude.word, sizeof magnitude.word);
	a.length = 3;
	return trimmed(&a);
}

trade_wide
trade_wide_of_units(trade_units units)
{
	trade_sum	sum = trade_sum_of(units);

	return trade_wide_of_sum(&sum);
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

/* |a| + |b| where |a| >= |b|. */
static trade_wide
add_magnitude(const trade_wide *a, const trade_wide *b, bool negative)
{
	trade_wide	sum;
	uint64_t	carry = 0;
	int			i;

	for (i = 0; i < a->length; i++)
	{
		uint128		part = (uint128) a->word[i] + (i < b->length ? b->word[i] : 0) + carry;

		sum.word[i] = (uint64_t) part;
		carry = (uint64_t) (part >> 64);
	}
	if (carry && i < TRADE_WIDE_WORDS)
		sum.word[i++] = carry;
	sum.length = i;
	sum.negative = negative;
	return trimmed(&sum);
}

/* |a| - |b| where |a| >= |b|. */
static trade_wide
subtract_magnitude(const trade_wide *a, const trade_wide *b, bool negative)
{
	trade_wide	difference;
	uint64_t	borrow = 0;

	for (int i = 0; i < a->length; i++)
	{
		uint128		part = (uint128) a->word[i] - (i < b->length ? b->word[i] : 0) - borrow;

		difference.word[i] = (uint64_t) part;
		borrow = (uint64_t) (part >> 64) & 1;
	}
	difference.length = a->length;
	difference.negative = negative;
	return trimmed(&difference);
}

static trade_wide
add_signed(const trade_wide *a, const trade_wide *b, bool b_negative)
{
	bool		swap = compare_magnitude(a, b) < 0;
	const trade_wide *large = swap ? b : a;
	const trade_wide *small = swap ? a : b;
	bool		negative = swap ? b_negative : a->negative;

	if (a->negative == b_negative)
		return add_magnitude(large, small, negative);
	return subtract_magnitude(large, small, negative);
}

trade_wide
trade_wide_add(const trade_wide *a, const trade_wide *b)
{
	return add_signed(a, b, b->negative);
}

trade_wide
trade_wide_subtract(const trade_wide *a, const trade_wide *b)
{
	return add_signed(a, b, !b->negative);
}

trade_wide
trade_wide_multiply(const trade_wide *a, const trade_wide *b)
{
	trade_wide	product;

	product.negative = a->negative != b->negative;
	product.length = a->length + b->length;
	if (product.length > TRADE_WIDE_WORDS)
		product.length = TRADE_WIDE_WORDS;
	memset(product.word, 0, product.length * sizeof(uint64_t));
	for (int i = 0; i < a->length; i++)
	{
		uint64_t	carry = 0;
		int			j;

		for (j = 0; j < b->length && i + j < product.length; j++)
		{
			uint128		part = (uint128) a->word[i] * b->word[j] + product.word[i + j] + carry;

			product.word[i + j] = (uint64_t) part;
			carry = (uint64_t) (part >> 64);
		}
		if (i + j < product.length)
			product.word[i + j] = carry;
	}
	return trimmed(&product);
}

trade_wide
trade_wide_multiply_sums(const trade_sum *a, const trade_sum *b)
{
	trade_wide	left = trade_wide_of_sum(a);
	trade_wide	right = trade_wide_of_sum(b);

	return trade_wide_multiply(&left, &right);
}

trade_fraction
trade_fraction_of(const trade_sum *sum, trade_units divisor)
{
	trade_fraction a;

	a.numerator = trade_wide_of_sum(sum);
	a.denominator = trade_wide_of_units(divisor);
	return a;
}

trade_fraction
trade_fraction_subtract(const trade_fraction *a, const trade_fraction *b)
{
	trade_wide	left = trade_wide_multiply(&a->numerator, &b->denominator);
	trade_wide	right = trade_wide_multiply(&b->numerator, &a->denominator);
	trade_fraction difference;

	difference.numerator = trade_wide_subtract(&left, &right);
	difference.denominator = trade_wide_multiply(&a->denominator, &b->denominator);
	return difference;
}

trade_fraction
trade_fraction_divide(const trade_fraction *a, const trade_fraction *b)
{
	trade_fraction quotient;

	quotient.numerator = trade_wide_multiply(&a->numerator, &b->denominator);
	quotient.denominator = trade_wide_multiply(&a->denominator, &b->numerator);
	return quotient;
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
 * How two products compare, each of three factors near to the exact ones; 0 where
 * they are too close to tell, or too large: then only exact products do.
 */
static int
compare_near(double left, double right)
{
	double		margin = (fabs(left) + fabs(right)) * 0x1p-40;

	return left - right > margin ? 1 : right - left > margin ? -1 : 0;
}

int
trade_fraction_compare(const trade_fraction *a, const trade_fraction *b)
{
	int			order = compare_near(approximate(&a->numerator) * approximate(&b->denominator),
									 approximate(&b->numerator) * approximate(&a->denominator));
	trade_wide	left;
	trade_wide	right;

	if (order != 0)
		return order;
	left = trade_wide_multiply(&a->numerator, &b->denominator);
	right = trade_wide_multiply(&b->numerator, &a->denominator);
	return trade_wide_compare(&left, &right);
}

int
trade_fraction_compare_scaled(const trade_fraction *a, trade_units factor,
							  const trade_fraction *b)
{
	int			order = compare_near(approximate(&a->numerator) * approximate(&b->denominator) * TRADE_UNITS_PER_ONE,
									 approximate(&b->numerator) * approximate(&a->denominator) * (double) factor);
	trade_wide	one;
	trade_wide	scale;
	trade_wide	left;
	trade_wide	right;

	if (order != 0)
		return order;
	one = trade_wide_of_units(TRADE_UNITS_PER_ONE);
	scale = trade_wide_of_units(factor);
	left = trade_wide_multiply(&a->numerator, &b->denominator);
	right = trade_wide_multiply(&b->numerator, &a->denominator);
	left = trade_wide_multiply(&left, &one);
	right = trade_wide_multiply(&right, &scale);
	return trade_wide_compare(&left, &right);
}

static int
bits(const trade_wide *a)
{
	return a->length * 64 - __builtin_clzll(a->word[a->length - 1]);
}

static trade_wide
shifted_left(const trade_wide *a, int by)
{
	trade_wide	result;
	int			words = by / 64;
	int			rest = by % 64;

	result.negative = a->negative;
	result.length = a->length + words + 1;
	memset(result.word, 0, result.length * sizeof(uint64_t));
	for (int i = 0; i < a->length; i++)
	{
		uint128		part = (uint128) a->word[i] << rest;

		result.word[i + words] |= (uint64_t) part;
		result.word[i + words + 1] = (uint64_t) (part >> 64);
	}
	return trimmed(&result);
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
 * floor(|a| / |b|) for a quotient of 55 or 56 bits, with the lowest bit set where
 * something remains: enough to round to 53 bits.  The first 64 bits of the divisor
 * give it but for one or two that are too many.
 */
static uint64_t
sticky_quotient(const trade_wide *a, const trade_wide *b)
{
	int			from = bits(b) - 64;
	trade_wide	left = from < 0 ? shifted_left(a, -from) : *a;
	trade_wide	right = from < 0 ? shifted_left(b, -from) : *b;
	trade_wide	product;
	trade_wide	quotient = {.length = 1};

	if (from < 0)
		from = 0;
	left.negative = right.negative = false;
	quotient.word[0] = (uint64_t) (bits_from(&left, from) / (uint64_t) bits_from(&right, from));
	product = trade_wide_multiply(&right, &quotient);
	while (compare_magnitude(&product, &left) > 0)
	{
		quotient.word[0]--;
		product = subtract_magnitude(&product, &right, false);
	}
	return quotient.word[0] | (compare_magnitude(&product, &left) < 0);
}

double
trade_fraction_to_double(const trade_fraction *a)
{
	const trade_wide *n = &a->numerator;
	const trade_wide *d = &a->denominator;
	trade_wide	left;
	trade_wide	right;
	double		magnitude;
	int			shift;

	if (n->length == 0)
		return 0;
	if (bits(n) <= 53 && bits(d) <= 53)
		magnitude = (double) n->word[0] / (double) d->word[0];
	else
	{
		/* The quotient gets 55 or 56 bits; uint64 to double rounds to even. */
		shift = 55 - (bits(n) - bits(d));
		left = shift > 0 ? shifted_left(n, shift) : *n;
		right = shift < 0 ? shifted_left(d, -shift) : *d;
		magnitude = ldexp((double) sticky_quotient(&left, &right), -shift);
	}
	return n->negative != d->negative ? -magnitude : magnitude;
}
