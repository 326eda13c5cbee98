/*
 * Judging one candidate.
 */
#include "screen/judge_core.h"

#include <math.h>
#include <string.h>

#include "screen/grade_core.h"
#include "screen/signal_core.h"

bool
trade_candidate_is_suspect(const trade_scene *scene, const trade_candidate *candidate)
{
	trade_course_shape shape;
	trade_outflow outflow;

	if (!trade_outflow_may_be_suspect(scene, candidate))
		return false;
	trade_course_shape_of(scene->windows, &candidate->out, &shape);
	trade_outflow_judge(scene, candidate, &shape, &outflow);
	return trade_outflow_is_suspect(&outflow);
}

/* attributed is over a denominator times that of the windows. */
static void
set_attributed(const trade_trial *t)
{
	const trade_figures *figures = &t->figures;
	trade_finding *f = t->finding;
	trade_fraction shortfall;
	trade_fraction substitution;

	trade_fraction_copy(&f->attributed_exact, &figures->attributed);
	f->attributed = trade_figure(t->scene->windows, &figures->attributed.numerator, &figures->attributed.denominator);
	trade_wide_subtract(&shortfall.numerator, &figures->direct[TRADE_BEFORE], &figures->direct[TRADE_AFTER]);
	f->has_substitution = trade_wide_sign(&shortfall.numerator) > 0;
	if (!f->has_substitution)
		return;
	trade_wide_of_units(&shortfall.denominator, 1);
	trade_fraction_divide(&substitution, &figures->attributed, &shortfall);
	f->substitution = trade_fraction_to_double(&substitution);
}

static void
set_figures(const trade_trial *t)
{
	const trade_figures *figures = &t->figures;
	const trade_event_windows *windows = t->scene->windows;
	trade_finding *f = t->finding;

	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
	{
		f->inflow[at] = trade_figure(windows, &figures->inflow[at], NULL);
		f->outflow[at] = trade_figure(windows, &figures->outflow[at], NULL);
		f->direct[at] = trade_figure(windows, &figures->direct[at], NULL);
	}
	trade_wide_copy(&f->rerouted_exact.numerator, &figures->rerouted);
	trade_wide_copy(&f->rerouted_exact.denominator, &figures->scale);
	f->rerouted = trade_figure(windows, &figures->rerouted, &figures->scale);
	set_attributed(t);
	f->controls = figures->own_past ? 0 : t->candidate->controls;
	f->has_swing = figures->has_swing;
}

/* The largest period's part in the window after, and when sales were above their band. */
static void
set_persistence(const trade_trial *t)
{
	const trade_event_windows *windows = t->scene->windows;
	trade_finding *f = t->finding;
	trade_course_shape in;
	trade_wide	largest;
	trade_wide	whole;

	trade_course_shape_of(windows, &t->candidate->in, &in);
	f->onset_in = in.onset;
	f->onset_out = t->out.onset;
	f->last_out = t->out.last;
	f->active = t->out.active;
	f->sold_before = trade_sum_sign(&t->out.band) > 0;
	f->largest_month = t->out.largest_month;
	f->lasts = t->out.last == windows->window[TRADE_AFTER].last - windows->period_months + 1;
	trade_wide_of_sum(&largest, &t->out.largest);
	trade_wide_of_sum(&whole, &t->candidate->outflow[0]);
	f->has_largest_share = trade_wide_sign(&whole) > 0;
	if (!f->has_largest_share)
		return;
	f->largest_share = trade_wide_ratio(&largest, &whole);
	f->half_at_once = trade_wide_compare_scaled(&largest, TRADE_UNITS_PER_ONE / 2, &whole) >= 0;
}

static void
set_outflow(const trade_trial *t)
{
	const trade_outflow *outflow = &t->outflow;
	trade_finding *f = t->finding;

	f->trivial = outflow->trivial;
	f->reached = outflow->reached;
	f->material = outflow->material;
	f->steady = trade_outflow_is_steady(outflow);
	f->rest_material = outflow->rest_material;
	f->rest_reached = outflow->rest_reached;
}

static double
average_of_sum(const trade_event_windows *windows, const trade_sum *sum)
{
	trade_fraction average;

	trade_fraction_of(&average, sum, trade_event_window_months(windows, TRADE_BEFORE) * TRADE_UNITS_PER_ONE);
	return trade_fraction_to_double(&average);
}

/* The swing of the extra purchases, and these in swings. */
static void
explain_swing(const trade_trial *t)
{
	const trade_figures *figures = &t->figures;
	trade_explanation *say = &t->finding->say;

	if (!figures->has_swing || trade_wide_sign(&figures->swing.numerator) <= 0)
		return;
	say->swing = sqrt(trade_fraction_to_double(&figures->swing)) / 1e12;
	say->extra_swings = say->extra[0] / say->swing;
}

static void
explain(const trade_trial *t)
{
	const trade_figures *figures = &t->figures;
	const trade_event_windows *windows = t->scene->windows;
	trade_explanation *say = &t->finding->say;
	trade_wide	whole;

	say->outflow_total = trade_sum_to_double(&t->candidate->outflow[0]);
	if (t->outflow.rest_asked)
		say->rest = trade_fraction_to_double(&t->outflow.rest) / 1e12;
	say->base = trade_figure(windows, &figures->base, &figures->scale);
	say->extra[0] = trade_figure(windows, &figures->extra_in, &figures->scale);
	say->extra[1] = trade_figure(windows, &figures->extra_out, NULL);
	explain_swing(t);
	trade_wide_multiply(&whole, &figures->extra_out, &figures->attributed.denominator);
	if (trade_wide_sign(&whole) > 0)
		say->covered = trade_wide_ratio(&figures->attributed.numerator, &whole);
	say->elsewhere = average_of_sum(windows, &t->candidate->elsewhere[TRADE_BEFORE]);
	say->imports = average_of_sum(windows, &t->candidate->imports[TRADE_BEFORE]);
}

void
trade_candidate_judge(const trade_scene *scene, const trade_candidate *candidate, trade_finding *finding)
{
	trade_trial t;				/* set as it goes: its numbers are large */

	memset(&finding->say, 0, sizeof finding->say);
	finding->label = candidate->label;
	finding->wash = 0;
	finding->has_overlap = finding->half_at_once = false;
	t.scene = scene;
	t.candidate = candidate;
	t.finding = finding;
	trade_figures_of(scene, candidate, &t.figures);
	trade_course_shape_of(scene->windows, &candidate->out, &t.out);
	trade_outflow_judge(scene, candidate, &t.out, &t.outflow);
	set_figures(&t);
	set_outflow(&t);
	set_persistence(&t);
	trade_signals_judge(&t);
	trade_grade_set(scene, candidate, &t.figures, finding);
	if (scene->explain)
		explain(&t);
}
