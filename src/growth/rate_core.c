/* Growth of two figures. */
#include "growth/rate_core.h"

#include <math.h>

/* Figures whose sum or difference would be infinite are halved, which is exact for them. */
static void
keep_finite(double *base, double *current)
{
	if (isfinite(*current - *base) && isfinite(*base + *current))
		return;
	*base /= 2;
	*current /= 2;
}

bool
trade_growth_rate(double base, double current, double *growth)
{
	if (base == 0)
		return false;
	keep_finite(&base, &current);
	*growth = (current - base) / base;
	return true;
}

bool
trade_growth_midpoint(double base, double current, double *growth)
{
	if (base < 0 || current < 0 || (base == 0 && current == 0))
		return false;
	keep_finite(&base, &current);
	*growth = 2 * ((current - base) / (base + current));
	return true;
}

/* ln(current/base) of positive figures; the ratio is the more exact form wherever it is a normal number. */
static double
log_of_ratio(double base, double current)
{
	double		ratio = current / base;

	return isnormal(ratio) ? log(ratio) : log(current) - log(base);
}

bool
trade_growth_log(double base, double current, double *growth)
{
	if (base <= 0 || current <= 0)
		return false;
	*growth = log_of_ratio(base, current);
	return true;
}

bool
trade_growth_cagr(double first, double last, double years, double *growth)
{
	double		ratio = last / first;

	if (first <= 0 || last < 0 || years <= 0)
		return false;
	if (last == 0)
		*growth = -1;
	else if (isnormal(ratio))
		*growth = pow(ratio, 1 / years) - 1;
	else
		*growth = expm1(log_of_ratio(first, last) / years);
	return true;
}
