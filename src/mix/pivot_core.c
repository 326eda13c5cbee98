/* Who took over from blocked suppliers. */
#include "mix/pivot_core.h"

/* b a1 - a b1, where that is above 0. */
static bool
excess(trade_units value, trade_units total, trade_units other_value, trade_units other_total,
	   trade_product *result)
{
	trade_product other = trade_product_of(other_value, other_total);

	*result = trade_product_of(value, total);
	if (trade_product_compare(result, &other) <= 0)
		return false;
	trade_product_subtract(result, &other);
	return true;
}

bool
trade_pivot_gain(const trade_pivot *pivot, trade_units before, trade_units after, trade_product *gain)
{
	return excess(after, pivot->before, before, pivot->after, gain);
}

/* after n0 - before n1 */
static trade_sum
change_of(const trade_pivot *pivot, trade_units before, trade_units after)
{
	trade_sum	change = trade_sum_of(after);
	trade_sum	base = trade_sum_of(before);

	(void) trade_sum_scale(&change, pivot->before_months);
	(void) trade_sum_scale(&base, pivot->after_months);
	trade_sum_subtract(&change, &base);
	return change;
}

void
trade_pivot_add(trade_pivot *pivot, trade_units before, trade_units after, bool blocked)
{
	trade_sum	change = change_of(pivot, before, after);
	trade_product moved;

	if (blocked)
	{
		if (excess(before, pivot->after, after, pivot->before, &moved))
			trade_product_add(&pivot->lost, &moved);
		if (trade_sum_sign(&change) < 0)
			trade_sum_subtract(&pivot->lost_value, &change);
		return;
	}
	if (trade_pivot_gain(pivot, before, after, &moved))
		trade_product_add(&pivot->gained, &moved);
	if (trade_sum_sign(&change) > 0)
		trade_sum_add(&pivot->gained_value, &change);
}

static double
monthly(const trade_pivot *pivot, const trade_sum *sum)
{
	return trade_sum_to_double(sum) / ((double) pivot->before_months * pivot->after_months);
}

double
trade_pivot_change(const trade_pivot *pivot, trade_units before, trade_units after)
{
	trade_sum	change = change_of(pivot, before, after);

	return monthly(pivot, &change);
}

static double
of_market(const trade_pivot *pivot, const trade_product *moved)
{
	trade_product whole = trade_product_of(pivot->before, pivot->after);

	return trade_product_ratio(moved, &whole);
}

double
trade_pivot_lost(const trade_pivot *pivot)
{
	return of_market(pivot, &pivot->lost);
}

double
trade_pivot_gained(const trade_pivot *pivot)
{
	return of_market(pivot, &pivot->gained);
}

double
trade_pivot_lost_value(const trade_pivot *pivot)
{
	return monthly(pivot, &pivot->lost_value);
}

double
trade_pivot_gained_value(const trade_pivot *pivot)
{
	return monthly(pivot, &pivot->gained_value);
}

bool
trade_pivot_ratio(const trade_pivot *pivot, double *ratio)
{
	if (trade_product_is_zero(&pivot->lost))
		return false;
	*ratio = 1;
	if (trade_product_compare(&pivot->gained, &pivot->lost) < 0)
		*ratio = trade_product_ratio(&pivot->gained, &pivot->lost);
	return true;
}

bool
trade_pivot_replaced(const trade_pivot *pivot, double *replaced)
{
	trade_sum	left = pivot->lost_value;

	if (trade_sum_sign(&pivot->lost_value) == 0)
		return false;
	trade_sum_subtract(&left, &pivot->gained_value);
	*replaced = 1;
	if (trade_sum_sign(&left) > 0)
		*replaced = trade_sum_to_double(&pivot->gained_value) / trade_sum_to_double(&pivot->lost_value);
	return true;
}
