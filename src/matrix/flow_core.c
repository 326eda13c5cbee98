/* Flows: sums over windows, growth, unit values. */
#include "matrix/flow_core.h"

#include <string.h>

#include "exact/product_core.h"

void
trade_periods_add(trade_period_sum *sum, trade_month first, int step, const trade_cell *cells,
				  uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
	{
		int			months = cells[i].month - first;
		/* a division by a constant is no division */
		trade_period_sum *period = &sum[step == 12 ? months / 12 : months / step];

		trade_sum_add_units(&period->value, cells[i].value);
		period->cells++;
	}
}

static trade_outcome
outcome_of(int current_sign, int base_sign)
{
	if (current_sign < 0 || base_sign < 0)
		return TRADE_OUTCOME_NEGATIVE;
	if (base_sign == 0)
		return current_sign == 0 ? TRADE_OUTCOME_BOTH_ZERO : TRADE_OUTCOME_ZERO_BASE;
	return current_sign == 0 ? TRADE_OUTCOME_EXIT : TRADE_OUTCOME_OK;
}

trade_flow_change
trade_flow_compare(const trade_flow *flow, const trade_windows *windows)
{
	trade_sum	current = flow->value[0];
	trade_sum	base = flow->value[1];
	int			current_months = trade_span_months(windows->span[0]);
	int			base_months = trade_span_months(windows->span[1]);
	trade_flow_change change = {outcome_of(trade_sum_sign(&current), trade_sum_sign(&base)),
		trade_sum_to_double(&current), trade_sum_to_double(&base), 0};

	if (current_months != base_months)
	{
		change.current /= current_months;
		change.base /= base_months;
		/* averages multiplied out; below 2^145 */
		trade_sum_scale(&current, base_months);
		trade_sum_scale(&base, current_months);
	}
	if (change.outcome == TRADE_OUTCOME_EXIT || change.outcome == TRADE_OUTCOME_OK)
	{
		double		whole = current_months == base_months ? change.base : trade_sum_to_double(&base);

		trade_sum_subtract(&current, &base);
		change.growth = trade_sum_to_double(&current) / whole;
	}
	return change;
}

bool
trade_unit_value(const trade_sum *value, const trade_sum *quantity, double *unit_value)
{
	if (trade_sum_sign(value) <= 0 || trade_sum_sign(quantity) <= 0)
		return false;
	*unit_value = trade_sum_to_double(value) / trade_sum_to_double(quantity);
	return true;
}

bool
trade_relative_price(const trade_price *price, const trade_price *other, double *relative)
{
	trade_product change;
	trade_product base;
	bool		lower;

	if (price->value <= 0 || price->quantity <= 0 || other->value <= 0 || other->quantity <= 0)
		return false;
	/* (v q0 - v0 q)/(v0 q) */
	change = trade_product_of(price->value, other->quantity);
	base = trade_product_of(other->value, price->quantity);
	lower = trade_product_compare(&change, &base) < 0;
	if (lower)
	{
		trade_product less = base;

		trade_product_subtract(&less, &change);
		change = less;
	}
	else
		trade_product_subtract(&change, &base);
	*relative = trade_product_ratio(&change, &base) * (lower ? -1 : 1);
	return true;
}
