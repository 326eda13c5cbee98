/*
 * Concentration.  Each measure but the entropies is one division of two exact
 * numbers: with n values v, Q = sum v^2 and T = sum v, the Herfindahl index is
 * Q / T^2, and normalized (n Q - T^2) / ((n - 1) T^2).
 */
#include "mix/measure_core.h"

#include <math.h>

void
trade_squares_add(trade_product *sum, const trade_units *value, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
	{
		trade_product square = trade_product_of(value[i], value[i]);

		trade_product_add(sum, &square);
	}
}

static void
compensated_add(trade_compensated *sum, double value)
{
	double		total = sum->sum + value;

	if (fabs(sum->sum) >= fabs(value))
		sum->lost += sum->sum - total + value;
	else
		sum->lost += value - total + sum->sum;
	sum->sum = total;
}

void
trade_entropy_add(trade_compensated *sum, const trade_units *value, uint32_t count, trade_units total)
{
	double		whole = trade_units_to_double(total);

	for (uint32_t i = 0; i < count; i++)
	{
		double		share = trade_units_to_double(value[i]) / whole;

		compensated_add(sum, share * log(share));
	}
}

double
trade_entropy(const trade_compensated *sum)
{
	double		entropy = -(sum->sum + sum->lost);

	/* one label has 0, without a sign */
	return entropy > 0 ? entropy : 0;
}

void
trade_gini_add(trade_sum *sum, const trade_units *value, uint32_t count, uint32_t first, uint32_t n)
{
	for (uint32_t i = 0; i < count; i++)
	{
		int64_t		factor = 2 * ((int64_t) first + i) - n - 1;
		trade_sum	part = trade_sum_of(value[i]);

		(void) trade_sum_scale(&part, factor < 0 ? -factor : factor);
		if (factor < 0)
			trade_sum_subtract(sum, &part);
		else
			trade_sum_add(sum, &part);
	}
}

double
trade_gini(const trade_sum *sum, trade_units total, uint32_t n)
{
	trade_sum	whole = trade_sum_of(total);

	(void) trade_sum_scale(&whole, n);
	return trade_sum_to_double(sum) / trade_sum_to_double(&whole);
}

double
trade_hhi(const trade_product *squares, trade_units total)
{
	trade_product whole = trade_product_of(total, total);

	return trade_product_ratio(squares, &whole);
}

double
trade_hhi_normalized(const trade_product *squares, trade_units total, uint32_t n)
{
	trade_product whole = trade_product_of(total, total);
	trade_product excess = *squares;

	if (n == 1)
		return 1;
	trade_product_scale(&excess, n);
	trade_product_subtract(&excess, &whole);
	trade_product_scale(&whole, n - 1);
	return trade_product_ratio(&excess, &whole);
}

double
trade_effective_number(const trade_product *squares, trade_units total)
{
	trade_product whole = trade_product_of(total, total);

	return trade_product_ratio(&whole, squares);
}
