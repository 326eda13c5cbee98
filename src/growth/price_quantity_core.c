/* The two parts of a change in value. */
#include "growth/price_quantity_core.h"

#include "exact/wide_core.h"

static void
multiply(trade_wide *product, trade_units a, trade_units b)
{
	trade_wide	left;
	trade_wide	right;

	trade_wide_of_units(&left, a);
	trade_wide_of_units(&right, b);
	trade_wide_multiply(product, &left, &right);
}

/* a b/(2 q0 q1) over the months of both, in ones; below 2^460, as months stay below 2^17. */
static double
part(const trade_wide *a, const trade_wide *b, const trade_wide *quantities, trade_units months)
{
	trade_wide	two;
	trade_fraction fraction;

	trade_wide_of_units(&two, 2 * TRADE_UNITS_PER_ONE * months);
	trade_wide_multiply(&fraction.numerator, a, b);
	trade_wide_multiply(&fraction.denominator, quantities, &two);
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
	multiply(&base_price, base->value, current->quantity);
	multiply(&current_price, current->value, base->quantity);
	multiply(&base_quantity, base->quantity, current->months);
	multiply(&current_quantity, current->quantity, base->months);
	multiply(&quantities, base->quantity, current->quantity);
	trade_wide_subtract(&difference, &current_price, &base_price);
	trade_wide_add(&total, &base_quantity, &current_quantity);
	parts->price = part(&difference, &total, &quantities, months);
	trade_wide_subtract(&difference, &current_quantity, &base_quantity);
	trade_wide_add(&total, &base_price, &current_price);
	parts->quantity = part(&difference, &total, &quantities, months);
	return true;
}
