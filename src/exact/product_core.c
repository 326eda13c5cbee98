/* Sums of products of exact values. */
#include "exact/product_core.h"

#include <math.h>

typedef unsigned __int128 uint128;

/* 10^24 = 5^24 * 2^24 */
#define PRODUCT_DECIMALS 24
#define POWER_OF_5 59604644775390625ULL
#define TOP (TRADE_PRODUCT_WORDS - 1)

trade_product
trade_product_of(trade_units a, trade_units b)
{
	uint64_t	a_low = (uint64_t) a;
	uint64_t	a_high = (uint64_t) ((uint128) a >> 64);
	uint64_t	b_low = (uint64_t) b;
	uint64_t	b_high = (uint64_t) ((uint128) b >> 64);
	uint128		low = (uint128) a_low * b_low;
	uint128		cross = (uint128) a_low * b_high;
	uint128		other_cross = (uint128) a_high * b_low;
	uint128		middle = (low >> 64) + (uint64_t) cross + (uint64_t) other_cross;
	uint128		high = (uint128) a_high * b_high + (cross >> 64) + (other_cross >> 64) + (middle >> 64);

	return (trade_product) {{(uint64_t) low, (uint64_t) middle, (uint64_t) high, (uint64_t) (high >> 64), 0}};
}

void
trade_product_add(trade_product *sum, const trade_product *other)
{
	uint128		carry = 0;

	for (int i = 0; i < TRADE_PRODUCT_WORDS; i++)
	{
		carry += (uint128) sum->word[i] + other->word[i];
		sum->word[i] = (uint64_t) carry;
		carry >>= 64;
	}
}

void
trade_product_subtract(trade_product *sum, const trade_product *other)
{
	uint64_t	borrow = 0;

	for (int i = 0; i < TRADE_PRODUCT_WORDS; i++)
	{
		uint128		part = (uint128) sum->word[i] - other->word[i] - borrow;

		sum->word[i] = (uint64_t) part;
		borrow = (uint64_t) (part >> 64) & 1;
	}
}

void
trade_product_scale(trade_product *product, uint32_t factor)
{
	uint128		carry = 0;

	for (int i = 0; i < TRADE_PRODUCT_WORDS; i++)
	{
		carry += (uint128) product->word[i] * factor;
		product->word[i] = (uint64_t) carry;
		carry >>= 64;
	}
}

int
trade_product_compare(const trade_product *a, const trade_product *b)
{
	for (int i = TOP; i >= 0; i--)
		if (a->word[i] != b->word[i])
			return a->word[i] < b->word[i] ? -1 : 1;
	return 0;
}

bool
trade_product_is_zero(const trade_product *a)
{
	uint64_t	any = 0;

	for (int i = 0; i < TRADE_PRODUCT_WORDS; i++)
		any |= a->word[i];
	return any == 0;
}

/* Shifts left until the top bit is set; returns by how much.  It is not 0. */
static int
normalize(trade_product *product)
{
	int			shift = 0;
	int			rest;

	while (product->word[TOP] == 0)
	{
		for (int i = TOP; i > 0; i--)
			product->word[i] = product->word[i - 1];
		product->word[0] = 0;
		shift += 64;
	}
	rest = __builtin_clzll(product->word[TOP]);
	if (rest > 0)
	{
		for (int i = TOP; i > 0; i--)
			product->word[i] = product->word[i] << rest | product->word[i - 1] >> (64 - rest);
		product->word[0] <<= rest;
	}
	return shift + rest;
}

/* product /= POWER_OF_5; whether something remained. */
static bool
divide(trade_product *product)
{
	uint64_t	remainder = 0;

	for (int i = TOP; i >= 0; i--)
	{
		uint128		dividend = (uint128) remainder << 64 | product->word[i];

		product->word[i] = (uint64_t) (dividend / POWER_OF_5);
		remainder = (uint64_t) (dividend % POWER_OF_5);
	}
	return remainder != 0;
}

double
trade_product_to_double(const trade_product *product)
{
	trade_product left = *product;
	uint64_t	top;
	uint64_t	rest;
	bool		sticky;
	int			shift;

	if (trade_product_is_zero(product))
		return 0;
	shift = normalize(&left);
	sticky = divide(&left);
	shift += normalize(&left);
	for (int i = 0; i < TOP; i++)
		sticky |= left.word[i] != 0;
	/* 64 bits to 53, half to even with what was left behind */
	top = left.word[TOP] >> 11;
	rest = left.word[TOP] & 0x7ff;
	if (rest > 0x400 || (rest == 0x400 && (sticky || (top & 1))))
		top++;
	return ldexp((double) top, 64 * TOP + 11 - shift - PRODUCT_DECIMALS);
}
