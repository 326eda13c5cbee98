/* The two parts of a change in value. */
#include "growth_parts_core.h"

#include "wide_core.h"

static trade_wide
product(trade_units a, trade_units b)
{
	trade_wide	left = trade_wide_of_units(a);
	trade_wide	right = trade_wide_of_units(b);

	return trade_wide_multiply(&left, &right);
}

/* a b/(2 q0 q1), in ones. */
static double
part(const trade_wide *a, const trade_wide *b, const trade_wide *quantities)
{
	trade_wide	two = trade_wide_of_units(2 * TRADE_UNITS_PER_ONE);
	trade_fraction fraction;

	fraction.numerator = trade_wide_multiply(a, b);
	fraction.denominator = trade_wide_multiply(quantities, &two);
	return trade_fraction_to_double(&fraction);
}

bool
trade_growth_parts_of(const trade_lot *base, const trade_lot *current, trade_growth_parts *parts)
{
	/* prices times q0 q1 */
	trade_wide	base_price = product(base->value, current->quantity);
	trade_wide	current_price = product(current->value, base->quantity);
	trade_wide	base_quantity = trade_wide_of_units(base->quantity);
	trade_wide	current_quantity = trade_wide_of_units(current->quantity);
	trade_wide	quantities = product(base->quantity, current->quantity);
	trade_wide	difference;
	trade_wide	total;

	if (base->quantity <= 0 || current->quantity <= 0)
		return false;
	difference = trade_wide_subtract(&current_price, &base_price);
	total = trade_wide_add(&base_quantity, &current_quantity);
	parts->price = part(&difference, &total, &quantities);
	difference = trade_wide_subtract(&current_quantity, &base_quantity);
	total = trade_wide_add(&base_price, &current_price);
	parts->quantity = part(&difference, &total, &quantities);
	return true;
}
