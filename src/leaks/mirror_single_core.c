/*
 * The mirror gap of one figure on each side.
 */
#include "leaks/mirror_core.h"

#include <math.h>

/* ln(a / b) of two above 0; near 1 by their difference. */
static double
log_ratio(const trade_wide *a, const trade_wide *b)
{
	trade_wide	difference;
	double		ratio = trade_wide_ratio(a, b);

	if (ratio < 0.5 || ratio > 2)
		return log(ratio);
	trade_wide_subtract(&difference, a, b);
	return log1p(trade_wide_ratio(&difference, b));
}

trade_mirror_single
trade_mirror_of(trade_units exported, trade_units imported, trade_units margin)
{
	trade_mirror_single single = {0};
	trade_wide	sold;			/* all times 1 + margin, in units of units */
	trade_wide	bought;
	trade_wide	gap;
	trade_wide	both;
	trade_wide	one;

	trade_wide_of_product(&sold, exported, margin);
	trade_wide_of_product(&bought, imported, TRADE_UNITS_PER_ONE);
	trade_wide_of_product(&one, margin, TRADE_UNITS_PER_ONE);
	trade_wide_subtract(&gap, &sold, &bought);
	trade_wide_add(&both, &sold, &bought);
	single.imported = trade_wide_ratio(&bought, &one);
	single.gap = trade_wide_ratio(&gap, &one);
	single.has_ghost = exported > 0;
	if (single.has_ghost && trade_wide_sign(&gap) > 0)
		single.ghost = trade_wide_ratio(&gap, &sold);
	single.has_log = exported > 0 && imported > 0;
	if (single.has_log)
		single.log = log_ratio(&sold, &bought);
	single.has_asymmetry = trade_wide_sign(&both) > 0;
	if (single.has_asymmetry)
		single.asymmetry = fabs(trade_wide_ratio(&gap, &both));
	return single;
}
