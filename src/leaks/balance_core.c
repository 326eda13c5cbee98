/*
 * The fall of direct trade in terms that add up.
 */
#include "leaks/balance_core.h"

#include "leaks/routes_core.h"

/* A multiple of so many words leaves room for every product here. */
#define MULTIPLE_WORDS 20

const char *
trade_balance_term_name(trade_balance_term term)
{
	static const char *const name[] = {"fall", "rerouted", "replaced", "ghosts", "unexplained"};

	return name[term];
}

void
trade_gap_rise_begin(trade_gap_rise *rise, trade_units margin)
{
	trade_wide_of_units(&rise->numerator, 0);
	trade_wide_of_units(&rise->multiple, 1);
	rise->margin = margin;
}

bool
trade_gap_rise_add(trade_gap_rise *rise, const trade_mirror_pair *pair)
{
	for (int window = TRADE_BEFORE; window <= TRADE_AFTER; window++)
	{
		trade_wide	gap;
		trade_wide	scale;
		trade_wide	part;

		if (rise->multiple.length > MULTIPLE_WORDS)
			return false;
		trade_wide_scale(&rise->numerator, trade_wide_common_multiple(&rise->multiple, pair->months[window]));
		trade_wide_divide(&scale, &rise->multiple, pair->months[window]);
		trade_mirror_gap_numerator(pair, window, &gap);
		trade_wide_multiply(&part, &gap, &scale);
		if (window == TRADE_AFTER)
			trade_wide_add(&rise->numerator, &rise->numerator, &part);
		else
			trade_wide_subtract(&rise->numerator, &rise->numerator, &part);
	}
	return true;
}

bool
trade_gap_rise_units(const trade_gap_rise *rise, trade_units *units)
{
	trade_wide	denominator;
	trade_wide	margin;

	*units = 0;
	if (trade_wide_sign(&rise->numerator) <= 0)
		return true;
	trade_wide_of_units(&margin, rise->margin);
	trade_wide_multiply(&denominator, &rise->multiple, &margin);
	return trade_floor_units(&rise->numerator, &denominator, units);
}

/* The lesser of what is available, at least 0, and what is left; it is taken from that. */
static trade_units
take(const trade_sum *available, trade_units *left)
{
	trade_sum	beyond = *available;
	trade_units value = *left;

	trade_sum_add_units(&beyond, -*left);
	if (trade_sum_sign(&beyond) < 0)
		trade_sum_to_units(available, &value);
	*left -= value;
	return value;
}

void
trade_balance_set(trade_balance *balance)
{
	trade_units left = balance->fall;
	trade_sum  *replaced = &balance->available[TRADE_BALANCE_REPLACED];

	*replaced = trade_sum_of(balance->others);
	trade_sum_subtract(replaced, &balance->available[TRADE_BALANCE_REROUTED]);
	if (trade_sum_sign(replaced) < 0)
		*replaced = trade_sum_of(0);
	balance->value[TRADE_BALANCE_FALL] = balance->fall;
	for (int term = TRADE_BALANCE_REROUTED; term <= TRADE_BALANCE_GHOSTS; term++)
		balance->value[term] = take(&balance->available[term], &left);
	balance->value[TRADE_BALANCE_UNEXPLAINED] = left;
}

/* An amount as it is said: what rounding leaves of the large ones is nothing. */
static double
amount_said(const trade_balance *balance, double amount)
{
	trade_units largest = balance->fall > balance->others ? balance->fall : balance->others;

	return amount <= trade_units_to_double(TRADE_ROUNDING_LEFT) && amount < 1e-9 * trade_units_to_double(largest) ? 0 : amount;
}

/* "10.0 M a month", and what there would be where a term was cut. */
static void
say_amount(const trade_balance *balance, trade_balance_term term, trade_reason *reason)
{
	double		value = amount_said(balance, trade_units_to_double(balance->value[term]));
	double		available = amount_said(balance, trade_sum_to_double(&balance->available[term]));

	trade_reason_say(reason, "%A a month", value);
	if (term != TRADE_BALANCE_UNEXPLAINED && available > value)
		trade_reason_say(reason, " of %A", available);
}

static void
say_fall(const trade_balance *balance, const trade_name *target, trade_reason *reason)
{
	if (balance->fall > 0)
		trade_reason_say(reason, "The origins sold %A a month less to %N.", trade_units_to_double(balance->fall), target);
	else
		trade_reason_say(reason, "The origins sold no less to %N.", target);
}

void
trade_balance_reason(const trade_balance *balance, trade_balance_term term, const trade_name *target, trade_reason *reason)
{
	static const char *const begin[] = {
		NULL, "Over other countries, with both legs on record: ", "Others sold more to %N, beyond these routes: ",
		"Left the origins and never showed in the books of the countries it was sent to: ", "Left: "
	};
	static const char *const end[] = {
		NULL, ".", "; it arrived, but nothing shows it to be the origins' goods.", "; that it went to %N is an inference.",
		", as less demand, own production, prices, or ways that are not in these data."
	};

	trade_reason_begin(reason, TRADE_FREQUENCY_MONTH);
	if (term == TRADE_BALANCE_FALL)
		say_fall(balance, target, reason);
	else if (term == TRADE_BALANCE_GHOSTS && !balance->has_books)
		trade_reason_say(reason, "Not looked at: it takes what importers report.");
	else
	{
		trade_reason_say(reason, begin[term], target);
		say_amount(balance, term, reason);
		trade_reason_say(reason, end[term], target);
	}
}
