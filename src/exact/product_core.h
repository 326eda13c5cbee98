/*
 * Sums of products of exact values: unsigned integers of 320 bits.
 *
 * A total is below 2^127, so a product of two stays below 2^254, and 2^24 times
 * that below 2^278.
 */
#ifndef TRADE_PRODUCT_CORE_H
#define TRADE_PRODUCT_CORE_H

#include "exact/value_core.h"

#define TRADE_PRODUCT_WORDS 5

/* Least significant word first. */
typedef struct trade_product
{
	uint64_t	word[TRADE_PRODUCT_WORDS];
} trade_product;

/* a * b, neither below 0. */
extern trade_product trade_product_of(trade_units a, trade_units b);
extern void trade_product_add(trade_product *sum, const trade_product *other);

/* sum - other, for sum >= other. */
extern void trade_product_subtract(trade_product *sum, const trade_product *other);
extern void trade_product_scale(trade_product *product, uint32_t factor);
extern int	trade_product_compare(const trade_product *a, const trade_product *b);
extern bool trade_product_is_zero(const trade_product *a);

/* The double nearest to the product in values, so times 10^-24; ties to even. */
extern double trade_product_to_double(const trade_product *product);

/* part / whole as one division of two correctly rounded doubles; whole != 0. */
static inline double
trade_product_ratio(const trade_product *part, const trade_product *whole)
{
	return trade_product_to_double(part) / trade_product_to_double(whole);
}

#endif
