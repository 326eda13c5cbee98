/*
 * Findings: their order, and that of their signals.
 */
#include "screen/finding_core.h"

trade_units
trade_signal_threshold(const trade_thresholds *limit, trade_signal signal)
{
	const trade_units shown[TRADE_SIGNALS] = {
		limit->surge_ratio, limit->min_value, limit->sourcing_ratio, limit->direct_drop, limit->overlap,
		limit->targeted, limit->wash_cover, limit->not_a_source, limit->markup
	};

	return shown[signal];
}

/*
 * Doubles nearest to figures are in the order of these, or equal: then the figures
 * themselves decide, but for 0, which only 0 is near to.
 */
static int
compare_figures(double near_a, const trade_fraction *a, double near_b, const trade_fraction *b)
{
	if (near_a != near_b)
		return near_a < near_b ? -1 : 1;
	return near_a == 0 ? 0 : trade_fraction_compare(a, b);
}

int
trade_finding_compare(const trade_finding *a, const trade_finding *b)
{
	int			order = compare_figures(b->attributed, &b->attributed_exact, a->attributed, &a->attributed_exact);

	if (order == 0)
		order = compare_figures(b->rerouted, &b->rerouted_exact, a->rerouted, &a->rerouted_exact);
	return order != 0 ? order : (a->label > b->label) - (a->label < b->label);
}

static bool
comes_before(const trade_finding *f, const trade_thresholds *limit, trade_signal a, trade_signal b)
{
	if (f->signal[a].verdict != f->signal[b].verdict)
		return f->signal[a].verdict < f->signal[b].verdict;
	return limit->weight[a] > limit->weight[b];
}

void
trade_finding_order(const trade_finding *f, const trade_thresholds *limit, trade_signal order[TRADE_SIGNALS])
{
	for (int i = 0; i < TRADE_SIGNALS; i++)
	{
		int			at = i;

		while (at > 0 && comes_before(f, limit, i, order[at - 1]))
		{
			order[at] = order[at - 1];
			at--;
		}
		order[at] = i;
	}
}
