/*
 * Routes from the origins to the target: excesses of legs, and what goes over one
 * intermediary.
 *
 * Averages are numerators below 2^337 over one denominator below 2^185 (windows_core.h);
 * with a market an excess is below 2^675 over 2^522.
 */
#include "leaks/routes_core.h"

#define THRESHOLD(field, thousandths) {#field, offsetof(trade_route_thresholds, field), thousandths, 0, false, 0}

static const trade_threshold_entry entry[] = {
	THRESHOLD(leg_ratio, 1250),
	THRESHOLD(min_value, 50000000),
	THRESHOLD(surge_ratio, 3000),
	THRESHOLD(trivial, 10),
	THRESHOLD(min_share, 1),
	THRESHOLD(steady_ratio, 2000),
};

const trade_threshold_table trade_route_threshold_table = {entry, sizeof entry / sizeof entry[0]};

/*
 * Each division of doubles gives some fifty bits of the quotient; what is left is
 * divided again, until it is less than the denominator.
 */
bool
trade_floor_units(const trade_wide *numerator, const trade_wide *denominator, trade_units *units)
{
	trade_wide	rest;
	trade_wide	digits;
	trade_wide	part;

	*units = 0;
	trade_wide_copy(&rest, numerator);
	if (trade_wide_ratio(&rest, denominator) > 1.7e38)
		return false;
	while (trade_wide_sign(&rest) < 0 || trade_wide_compare(&rest, denominator) >= 0)
	{
		trade_units step = (trade_units) trade_wide_ratio(&rest, denominator);

		/* a quotient that was rounded up leaves a rest below 0, of less than one */
		if (step == 0)
			step = -1;
		*units += step;
		trade_wide_of_units(&digits, step);
		trade_wide_multiply(&part, &digits, denominator);
		trade_wide_subtract(&rest, &rest, &part);
	}
	return *units <= TRADE_UNITS_LIMIT;
}

/* Averages a month of a line, over the windows' denominator. */
static void
averages(const trade_event_windows *windows, const trade_sum *line, trade_wide average[2])
{
	trade_line_average(windows, line, TRADE_BEFORE, &average[TRADE_BEFORE]);
	trade_line_average(windows, line, TRADE_AFTER, &average[TRADE_AFTER]);
}

static bool
difference(const trade_event_windows *windows, const trade_sum *line, int from, trade_units *units)
{
	trade_wide	average[2];
	trade_wide	change;

	averages(windows, line, average);
	trade_wide_subtract(&change, &average[1 - from], &average[from]);
	*units = 0;
	return trade_wide_sign(&change) <= 0 || trade_floor_units(&change, &windows->denominator, units);
}

bool
trade_route_fall(const trade_event_windows *windows, const trade_sum *line, trade_units *fall)
{
	return difference(windows, line, TRADE_AFTER, fall);
}

bool
trade_route_rise(const trade_event_windows *windows, const trade_sum *line, trade_units *rise)
{
	return difference(windows, line, TRADE_BEFORE, rise);
}

/* Base and after as numerators over one denominator. */
typedef struct leg_sums
{
	trade_wide	base;
	trade_wide	after;
	trade_wide	denominator;
} leg_sums;

static void
set_leg(const trade_event_windows *windows, const trade_sum *line, const trade_sum *market, leg_sums *leg)
{
	trade_wide	average[2];
	trade_wide	others[2];

	averages(windows, line, average);
	if (market != NULL)
		averages(windows, market, others);
	if (market == NULL || trade_wide_sign(&others[TRADE_BEFORE]) <= 0 || trade_wide_sign(&others[TRADE_AFTER]) <= 0)
	{
		trade_wide_copy(&leg->base, &average[TRADE_BEFORE]);
		trade_wide_copy(&leg->after, &average[TRADE_AFTER]);
		trade_wide_copy(&leg->denominator, &windows->denominator);
		return;
	}
	trade_wide_multiply(&leg->base, &average[TRADE_BEFORE], &others[TRADE_AFTER]);
	trade_wide_multiply(&leg->after, &average[TRADE_AFTER], &others[TRADE_BEFORE]);
	trade_wide_multiply(&leg->denominator, &windows->denominator, &others[TRADE_BEFORE]);
}

/* Whether a leg rose enough to count, by an excess above 0. */
static bool
is_enough(const trade_event_windows *windows, const trade_route_thresholds *limit, const leg_sums *leg,
		  const trade_wide *excess)
{
	trade_wide	left;
	trade_wide	right;
	trade_wide	factor;

	if (trade_wide_compare_scaled(&leg->after, limit->leg_ratio, &leg->base) < 0)
		return false;
	trade_wide_copy(&left, excess);
	trade_wide_scale(&left, trade_event_window_months(windows, TRADE_AFTER));
	trade_wide_of_units(&factor, limit->min_value);
	trade_wide_multiply(&right, &leg->denominator, &factor);
	return trade_wide_compare(&left, &right) >= 0;
}

bool
trade_route_excess(const trade_event_windows *windows, const trade_route_thresholds *limit,
				   const trade_sum *line, const trade_sum *market, trade_units *units)
{
	leg_sums	leg;
	trade_wide	excess;

	*units = 0;
	set_leg(windows, line, market, &leg);
	trade_wide_subtract(&excess, &leg.after, &leg.base);
	if (trade_wide_sign(&excess) <= 0 || !is_enough(windows, limit, &leg, &excess))
		return true;
	return trade_floor_units(&excess, &leg.denominator, units);
}

/* floor(value part / whole), part < whole. */
static trade_units
scaled_down(trade_units value, trade_units part, const trade_sum *whole)
{
	trade_wide	product;
	trade_wide	divisor;
	trade_units result;

	trade_wide_of_product(&product, value, part);
	trade_wide_of_sum(&divisor, whole);
	trade_floor_units(&product, &divisor, &result);
	return result;
}

void
trade_single_routes_set(trade_single_routes *routes)
{
	trade_sum	together = trade_sum_of(0);
	trade_sum	beyond;

	for (int label = 0; label < routes->label_count; label++)
	{
		routes->value[label] = routes->in[label] < routes->out[label] ? routes->in[label] : routes->out[label];
		trade_sum_add_units(&together, routes->value[label]);
	}
	beyond = together;
	trade_sum_add_units(&beyond, -routes->fall);
	routes->cut = routes->capped && trade_sum_sign(&beyond) > 0;
	routes->left = routes->capped && !routes->cut ? routes->fall : 0;
	for (int label = 0; label < routes->label_count; label++)
		if (routes->cut)
			routes->value[label] = scaled_down(routes->value[label], routes->fall, &together);
		else if (routes->capped)
			routes->left -= routes->value[label];
}

bool
trade_route_is_dust(trade_units value, trade_units potential)
{
	return value <= TRADE_ROUNDING_LEFT && value < potential / 1000000000;
}

void
trade_route_name(const trade_route_words *words, trade_reason *name)
{
	trade_reason_begin(name, TRADE_FREQUENCY_MONTH);
	trade_reason_say(name, "S > %N > ", words->first);
	if (words->second != NULL)
		trade_reason_say(name, "%N > ", words->second);
	trade_reason_say(name, "%N", words->target);
}

void
trade_route_reason(const trade_route_words *words, trade_reason *reason)
{
	trade_route_name(words, reason);
	trade_reason_say(reason, ": %A of at most %A a month", trade_units_to_double(words->value),
					 trade_units_to_double(words->potential));
	if (words->value < words->beside_shorter)
		trade_reason_say(reason, words->spent ? ", since all routes together carry no more than the origins lost"
						 : ", after other routes took their part");
	else if (words->value < words->potential)
		trade_reason_say(reason, ", after shorter routes took their part");
	trade_reason_say(reason, ".");
}
