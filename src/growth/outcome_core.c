/* Growth of one window on another. */
#include "growth/outcome_core.h"

#include "growth/rate_core.h"

const char *
trade_outcome_name(trade_outcome outcome)
{
	static const char *const name[] = {
		"not_reported", "no_base", "no_current", "negative", "both_zero", "zero_base", "exit", "partial",
		"ok", "gap"
	};

	return name[outcome];
}

static trade_outcome
outcome_of(const trade_window_total *base, const trade_window_total *current)
{
	int			base_sign = trade_sum_sign(&base->sum);
	int			current_sign = trade_sum_sign(&current->sum);

	if (base->reported == 0 || current->reported == 0)
		return base->reported > 0 ? TRADE_OUTCOME_NO_CURRENT
			: current->reported > 0 ? TRADE_OUTCOME_NO_BASE : TRADE_OUTCOME_NOT_REPORTED;
	if (base_sign < 0 || current_sign < 0)
		return TRADE_OUTCOME_NEGATIVE;
	if (base_sign == 0)
		return current_sign == 0 ? TRADE_OUTCOME_BOTH_ZERO : TRADE_OUTCOME_ZERO_BASE;
	if (current_sign == 0)
		return TRADE_OUTCOME_EXIT;
	if (base->months == current->months && base->reported != current->reported)
		return TRADE_OUTCOME_PARTIAL;
	return TRADE_OUTCOME_OK;
}

/* The rates of two sums, 0 or more, on the same scale. */
static void
set_rates(trade_comparison *result, const trade_sum *base, const trade_sum *current,
		  const trade_sum *change)
{
	trade_sum	total = *base;
	trade_sum	twice = *change;

	trade_sum_add(&total, current);
	trade_sum_add(&twice, change);
	result->has_midpoint = trade_sum_sign(&total) > 0;
	if (result->has_midpoint)
		result->midpoint = trade_sum_to_double(&twice) / trade_sum_to_double(&total);
	result->has_growth = trade_sum_sign(base) > 0;
	if (result->has_growth)
		result->growth = trade_sum_to_double(change) / trade_sum_to_double(base);
	result->has_log = trade_growth_log(trade_sum_to_double(base), trade_sum_to_double(current),
									   &result->log);
}

trade_comparison
trade_compare_windows(const trade_window_total *base, const trade_window_total *current)
{
	trade_comparison result = {.outcome = outcome_of(base, current)};
	bool		unequal = base->months != current->months;
	trade_sum	base_sum = base->sum;
	trade_sum	current_sum = current->sum;
	trade_sum	change;

	result.has_base = base->reported > 0;
	result.has_current = current->reported > 0;
	result.has_change = result.has_base && result.has_current;
	result.base = trade_sum_to_double(&base_sum) / (unequal ? base->months : 1);
	result.current = trade_sum_to_double(&current_sum) / (unequal ? current->months : 1);
	if (!result.has_change)
		return result;
	/* averages a month, multiplied out; below 2^170 */
	if (unequal)
	{
		trade_sum_scale(&base_sum, current->months);
		trade_sum_scale(&current_sum, base->months);
	}
	change = current_sum;
	trade_sum_subtract(&change, &base_sum);
	result.change = trade_sum_to_double(&change) /
		(unequal ? (double) base->months * current->months : 1);
	if (result.outcome != TRADE_OUTCOME_NEGATIVE)
		set_rates(&result, &base_sum, &current_sum, &change);
	return result;
}
