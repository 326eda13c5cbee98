/*
 * Strength of a rise, and its rank.
 */
#include "screen/placebo_core.h"

static void
copy(trade_strength *a, const trade_strength *from)
{
	trade_wide_copy(&a->before, &from->before);
	trade_wide_copy(&a->after, &from->after);
}

bool
trade_strength_of(const trade_event_windows *windows, const trade_sum *line, trade_strength *strength)
{
	trade_wide	both;

	trade_line_average(windows, line, TRADE_BEFORE, &strength->before);
	trade_line_average(windows, line, TRADE_AFTER, &strength->after);
	trade_wide_add(&both, &strength->before, &strength->after);
	return trade_wide_sign(&both) > 0;
}

/* (a' - a) (b' + b) against (b' - b) (a' + a), which is a' b against b' a: below 2^674. */
int
trade_strength_compare(const trade_strength *a, const trade_strength *b)
{
	trade_wide	left;
	trade_wide	right;

	trade_wide_multiply(&left, &a->after, &b->before);
	trade_wide_multiply(&right, &b->after, &a->before);
	return trade_wide_compare(&left, &right);
}

double
trade_strength_to_double(const trade_strength *strength)
{
	trade_wide	rise;
	trade_wide	twice;
	trade_wide	both;

	trade_wide_subtract(&rise, &strength->after, &strength->before);
	trade_wide_add(&twice, &rise, &rise);
	trade_wide_add(&both, &strength->after, &strength->before);
	return trade_wide_ratio(&twice, &both);
}

void
trade_placebo_count(trade_placebo *placebo, const trade_strength *strength, trade_grade grade, int where)
{
	placebo->reached += trade_strength_compare(strength, &placebo->own) >= 0;
	placebo->flagged += grade == TRADE_TRACED;
	placebo->possible += grade == TRADE_POSSIBLE;
	if (placebo->runs++ > 0 && trade_strength_compare(strength, &placebo->strongest) <= 0)
		return;
	copy(&placebo->strongest, strength);
	placebo->where = where;
}
