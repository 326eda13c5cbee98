/*
 * Whether sales to the target rose or began.
 */
#include "screen/outflow_core.h"

/* An average a month with a denominator of its own. */
typedef struct average
{
	trade_fraction value;
	trade_sum	sum;
} average;

static void
average_of(const trade_event_windows *windows, const trade_sum *sum, int periods, average *a)
{
	a->sum = *sum;
	trade_fraction_of(&a->value, sum, (trade_units) periods * windows->period_months);
}

/* The average as a fraction of another one's denominator. */
static trade_fraction
over_common(const trade_event_windows *windows, const trade_wide *numerator)
{
	trade_fraction result;

	trade_wide_copy(&result.numerator, numerator);
	trade_wide_copy(&result.denominator, &windows->denominator);
	return result;
}

static trade_material
material(const trade_scene *scene, const average *a, const trade_fraction *direct_before)
{
	trade_sum	missing = trade_sum_of(scene->limit->min_value);

	trade_sum_subtract(&missing, &a->sum);
	if (trade_sum_sign(&a->sum) <= 0)
		return TRADE_NOT_POSITIVE;
	if (trade_sum_sign(&missing) > 0)
		return TRADE_BELOW_VALUE;
	if (trade_fraction_compare_scaled(&a->value, scene->limit->min_share, direct_before) < 0)
		return TRADE_BELOW_SHARE;
	return TRADE_MATERIAL;
}

/* Whether a rise is asked for at all, and whether it is there. */
static void
judge_rise(const trade_scene *scene, const trade_candidate *candidate, trade_outflow *outflow)
{
	const trade_thresholds *limit = scene->limit;

	trade_line_average(scene->windows, candidate->outflow, TRADE_BEFORE, &outflow->before);
	trade_line_average(scene->windows, candidate->outflow, TRADE_AFTER, &outflow->after);
	outflow->trivial = trade_wide_compare_scaled(&outflow->before, limit->trivial, &outflow->after) <= 0;
	outflow->reached = trade_wide_compare_scaled(&outflow->after, limit->surge_ratio, &outflow->before) >= 0;
}

bool
trade_outflow_may_be_suspect(const trade_scene *scene, const trade_candidate *candidate)
{
	trade_sum	over = candidate->outflow[0];
	trade_sum	least = trade_sum_of(scene->limit->min_value);
	trade_outflow outflow;

	trade_sum_subtract(&over, &least);
	if (trade_sum_sign(&candidate->outflow[0]) <= 0 || trade_sum_sign(&over) < 0)
		return false;
	judge_rise(scene, candidate, &outflow);
	return outflow.trivial || outflow.reached;
}

/* The window after without its largest period: a shipment or two are no route. */
static void
judge_rest(const trade_scene *scene, const trade_course_shape *shape, const trade_sum *total,
		   const trade_fraction *direct_before, trade_outflow *outflow)
{
	const trade_thresholds *limit = scene->limit;
	const trade_fraction before = over_common(scene->windows, &outflow->before);
	trade_units ratio = limit->steady_ratio < limit->surge_ratio ? limit->steady_ratio : limit->surge_ratio;
	trade_sum	sum = *total;
	average		rest;

	outflow->rest_asked = limit->steady_ratio > 0 && scene->windows->periods[TRADE_AFTER] >= 3;
	outflow->rest_material = TRADE_MATERIAL;
	outflow->rest_reached = true;
	if (!outflow->rest_asked)
		return;
	trade_sum_subtract(&sum, &shape->largest);
	average_of(scene->windows, &sum, scene->windows->periods[TRADE_AFTER] - 1, &rest);
	outflow->rest_material = material(scene, &rest, direct_before);
	outflow->rest_reached = trade_fraction_compare_scaled(&rest.value, ratio, &before) >= 0;
	trade_fraction_copy(&outflow->rest, &rest.value);
}

void
trade_outflow_judge(const trade_scene *scene, const trade_candidate *candidate,
					const trade_course_shape *shape, trade_outflow *outflow)
{
	const trade_event_windows *windows = scene->windows;
	trade_fraction direct_before;
	average		whole;
	bool		fires;

	judge_rise(scene, candidate, outflow);
	trade_line_average(windows, candidate->direct, TRADE_BEFORE, &outflow->direct_before);
	direct_before = over_common(windows, &outflow->direct_before);
	average_of(windows, &candidate->outflow[0], windows->periods[TRADE_AFTER], &whole);
	outflow->material = material(scene, &whole, &direct_before);
	judge_rest(scene, shape, &candidate->outflow[0], &direct_before, outflow);
	fires = outflow->material == TRADE_MATERIAL && trade_outflow_is_steady(outflow);
	outflow->surge = fires && !outflow->trivial && outflow->reached;
	outflow->new_route = fires && outflow->trivial;
}
