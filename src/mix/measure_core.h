/*
 * Concentration of values above 0: sums that the measures are made of, and the
 * measures.  A call takes up to 65,536 values.
 */
#ifndef TRADE_MIX_MEASURE_CORE_H
#define TRADE_MIX_MEASURE_CORE_H

#include "exact/product_core.h"

/* A sum of doubles with what rounding lost (Neumaier). */
typedef struct trade_compensated
{
	double		sum;
	double		lost;
} trade_compensated;

extern void trade_squares_add(trade_product *sum, const trade_units *value, uint32_t count);

/* Adds s ln s over the shares s in a total. */
extern void trade_entropy_add(trade_compensated *sum, const trade_units *value, uint32_t count,
							  trade_units total);
extern double trade_entropy(const trade_compensated *sum);

/* Adds (2i - n - 1) v over rising values, of which these begin at the place first, from 1. */
extern void trade_gini_add(trade_sum *sum, const trade_units *value, uint32_t count, uint32_t first,
						   uint32_t n);
extern double trade_gini(const trade_sum *sum, trade_units total, uint32_t n);

extern double trade_hhi(const trade_product *squares, trade_units total);

/* (H - 1/n)/(1 - 1/n), 1 where n is 1. */
extern double trade_hhi_normalized(const trade_product *squares, trade_units total, uint32_t n);
extern double trade_effective_number(const trade_product *squares, trade_units total);

#endif
