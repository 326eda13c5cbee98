/* The two parts of a change in value. */
#include "growth/price_quantity_core.h"

#include "exact/wide_core.h"

/* a b/(2 q0 q1) over the months of both, in ones; below 2^460, as months stay below 2^17. */
static double
part(const trade_wide *a, const trade_wide *b, const trade_wide *quantities, trade_units months)
{
	trade_fraction fraction;

	trade_wide_multiply(&fraction.numerator, a, b);
	trade_wide_copy(&fraction.denominator, quantities);
	trade_wide_scale(&fraction.denominator, 2 * TRADE_UNITS_PER_ONE * months);
	return trade_fraction_to_double(&fraction);
}

bool
trade_growth_parts_of(const trade_lot *base, const trade_lot *current, trade_growth_parts *parts)
{
	trade_wide	base_price;		/* prices times q0 q1 */
	trade_wide	current_price;
	trade_wide	base_quantity;	/* quantities times the other lot's months */
	trade_wide	current_quantity;
	trade_wide	quantities;
	trade_wide	difference;
	trade_wide	total;
	const trade_units months = (trade_units) base->months * current->months;

	if (base->quantity <= 0 || current->quantity <= 0)
		return false;
	trade_wide_of_product(&base_price, base->value, current->quantity);
	trade_wide_of_product(&current_price, current->value, base->quantity);
	trade_wide_of_product(&base_quantity, base->quantity, current->months);
	trade_wide_of_product(&current_quantity, current->quantity, base->months);
	trade_wide_of_product(&quantities, base->quantity, current->quantity);
	trade_wide_subtract(&difference, &current_price, &base_price);
	trade_wide_add(&total, &base_quantity, &current_quantity);
	parts->price = part(&difference, &total, &quantities, months);
	trade_wide_subtract(&difference, &current_quantity, &base_quantity);
	trade_wide_add(&total, &base_price, &current_price);
	parts->quantity = part(&difference, &total, &quantities, months);
	return true;
}
