/*
 * Score and grade of a candidate.
 */
#include "screen/grade_core.h"

/* 1 - product of (1 - weight) over the fired signals, and whether it is enough; nine factors below 2^40. */
static bool
set_score(trade_finding *f, const trade_thresholds *limit)
{
	trade_fraction result;
	trade_wide	left;

	trade_wide_of_units(&left, 1);
	trade_wide_of_units(&result.denominator, 1);
	for (int i = 0; i < TRADE_SIGNALS; i++)
	{
		if (f->signal[i].verdict != TRADE_FIRED || limit->weight[i] == 0)
			continue;
		trade_wide_scale(&left, TRADE_UNITS_PER_ONE - limit->weight[i]);
		trade_wide_scale(&result.denominator, TRADE_UNITS_PER_ONE);
	}
	trade_wide_subtract(&result.numerator, &result.denominator, &left);
	f->score = trade_fraction_to_double(&result);
	return trade_wide_compare_scaled(&result.numerator, limit->flag_score, &result.denominator) >= 0;
}

static bool
is_traced(const trade_finding *f, bool enough)
{
	return enough
		&& (trade_finding_fired(f, TRADE_SURGE) || trade_finding_fired(f, TRADE_NEW_ROUTE))
		&& trade_finding_fired(f, TRADE_TARGETED)
		&& (trade_finding_fired(f, TRADE_SOURCING)
			|| (trade_finding_fired(f, TRADE_NOT_A_SOURCE)
				&& (trade_finding_fired(f, TRADE_OVERLAP) || trade_finding_fired(f, TRADE_WASH))));
}

/* It bought more, by more than it usually swings; of what swings nobody knows, by the ratio. */
static bool
bought_more(const trade_scene *scene, const trade_figures *figures)
{
	trade_wide	inflow;

	if (trade_wide_sign(&figures->extra_in) <= 0
		|| trade_wide_compare(&figures->inflow[TRADE_AFTER], &figures->inflow[TRADE_BEFORE]) <= 0)
		return false;
	if (figures->has_swing)
		return trade_figures_against_swing(scene->windows, figures, scene->limit->noise) >= 0;
	trade_wide_multiply(&inflow, &figures->inflow[TRADE_AFTER], &figures->scale);
	return trade_wide_compare_scaled(&inflow, scene->limit->sourcing_ratio, &figures->base) >= 0;
}

/* attributed, over its denominator, against a part of the extra outflow: below 2^1100. */
static bool
passed_enough_on(const trade_scene *scene, const trade_figures *figures)
{
	trade_wide	whole;

	trade_wide_multiply(&whole, &figures->extra_out, &figures->attributed.denominator);
	return trade_wide_compare_scaled(&figures->attributed.numerator, scene->limit->passed_on, &whole) >= 0;
}

static bool
is_net_importer(const trade_scene *scene, const trade_candidate *candidate)
{
	trade_wide	sold;
	trade_wide	bought;

	trade_wide_of_sum(&sold, &candidate->elsewhere[TRADE_BEFORE]);
	trade_wide_of_sum(&bought, &candidate->imports[TRADE_BEFORE]);
	return trade_wide_compare_scaled(&sold, scene->limit->net_importer, &bought) <= 0;
}

void
trade_grade_set(const trade_scene *scene, const trade_candidate *candidate, const trade_figures *figures,
				trade_finding *f)
{
	f->flagged = is_traced(f, set_score(f, scene->limit));
	if (f->flagged)
		f->grade = TRADE_TRACED;
	else if ((trade_finding_fired(f, TRADE_SURGE) || trade_finding_fired(f, TRADE_NEW_ROUTE))
			 && trade_finding_fired(f, TRADE_TARGETED) && bought_more(scene, figures)
			 && passed_enough_on(scene, figures) && is_net_importer(scene, candidate))
		f->grade = TRADE_POSSIBLE;
	else
		f->grade = TRADE_NO_GRADE;
}
