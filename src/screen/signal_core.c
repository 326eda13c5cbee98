/*
 * The nine signals of a candidate.
 *
 * WASH follows Freund, "The China Wash"; overlap follows Iyoha, Malesky, Wen and Wu, by
 * calendar quarter and by country.
 */
#include "screen/signal_core.h"

#include <math.h>

static void
judge(trade_trial *t, trade_signal signal, bool fired)
{
	t->finding->signal[signal].verdict = fired ? TRADE_FIRED : TRADE_NOT_FIRED;
}

static void
show(trade_trial *t, trade_signal signal, double value)
{
	t->finding->signal[signal].has_value = true;
	t->finding->signal[signal].value = value;
}

/* A ratio, none where its whole is not above 0. */
static void
show_ratio(trade_trial *t, trade_signal signal, const trade_wide *part, const trade_wide *whole)
{
	if (t->scene->explain && trade_wide_sign(whole) > 0)
		show(t, signal, trade_wide_ratio(part, whole));
}

/* The outflow's two signals are judged beforehand. */
static void
judge_outflow(trade_trial *t)
{
	judge(t, TRADE_SURGE, t->outflow.surge);
	show_ratio(t, TRADE_SURGE, &t->outflow.after, &t->outflow.before);
	judge(t, TRADE_NEW_ROUTE, t->outflow.new_route);
	if (t->scene->explain)
		show(t, TRADE_NEW_ROUTE, trade_sum_to_double(&t->candidate->outflow[0]));
}

/* inflow after against the ratio, or its square, times what is expected; below 2^930. */
static bool
ratio_is_reached(const trade_trial *t)
{
	const trade_figures *f = &t->figures;
	trade_wide	inflow;
	trade_wide	ratio;
	trade_wide	asked;

	trade_wide_multiply(&inflow, &f->inflow[TRADE_AFTER], &f->scale);
	if (f->has_swing)
		return trade_wide_compare_scaled(&inflow, t->scene->limit->sourcing_ratio, &f->base) >= 0;
	trade_wide_scale(&inflow, TRADE_UNITS_PER_ONE);
	trade_wide_of_units(&ratio, t->scene->limit->sourcing_ratio);
	trade_wide_multiply(&asked, &f->base, &ratio);
	return trade_wide_compare_scaled(&inflow, t->scene->limit->sourcing_ratio, &asked) >= 0;
}

/* The extra outflow against a part of the extra purchases. */
static bool
is_in_proportion(const trade_trial *t)
{
	trade_wide	out;

	trade_wide_multiply(&out, &t->figures.extra_out, &t->figures.scale);
	return trade_wide_compare_scaled(&out, t->scene->limit->targeted, &t->figures.extra_in) >= 0;
}

static trade_sourcing
sourcing_of(const trade_trial *t)
{
	const trade_figures *f = &t->figures;
	const trade_thresholds *limit = t->scene->limit;

	if (trade_wide_sign(&f->extra_in) <= 0)
		return TRADE_SOURCING_NO_EXTRA;
	if (trade_wide_compare(&f->inflow[TRADE_AFTER], &f->inflow[TRADE_BEFORE]) <= 0)
		return TRADE_SOURCING_NO_RISE;
	if (!ratio_is_reached(t))
		return TRADE_SOURCING_BELOW_RATIO;
	if (f->has_swing && trade_figures_against_swing(t->scene->windows, f, limit->noise) < 0)
		return TRADE_SOURCING_BELOW_SWING;
	if (trade_figures_compare(f, &f->extra_in, limit->sourcing_cover, &f->extra_out) < 0)
		return TRADE_SOURCING_BELOW_COVER;
	return is_in_proportion(t) ? TRADE_SOURCED : TRADE_SOURCING_APART;
}

static void
judge_sourcing(trade_trial *t)
{
	const trade_figures *f = &t->figures;
	trade_wide	inflow;

	t->finding->sourcing = sourcing_of(t);
	judge(t, TRADE_SOURCING, t->finding->sourcing == TRADE_SOURCED);
	trade_wide_multiply(&inflow, &f->inflow[TRADE_AFTER], &f->scale);
	show_ratio(t, TRADE_SOURCING, &inflow, &f->base);
}

static bool
is_targeted(const trade_scene *scene, const trade_wide *extra_out, const trade_wide *extra_sales)
{
	return trade_wide_sign(extra_out) > 0 && trade_wide_sign(extra_sales) > 0
		&& trade_wide_compare_scaled(extra_out, scene->limit->targeted, extra_sales) >= 0;
}

bool
trade_candidate_is_targeted(const trade_scene *scene, const trade_candidate *candidate)
{
	trade_wide	extra_out;
	trade_wide	extra_sales;

	trade_line_extra(scene->windows, candidate->outflow, &extra_out);
	trade_line_extra(scene->windows, candidate->gain, &extra_sales);
	return is_targeted(scene, &extra_out, &extra_sales);
}

static void
judge_targeted(trade_trial *t)
{
	const trade_figures *f = &t->figures;
	trade_wide	none;
	bool		rose = trade_wide_sign(&f->extra_out) > 0;

	judge(t, TRADE_TARGETED, is_targeted(t->scene, &f->extra_out, &f->extra_sales));
	trade_wide_of_units(&none, 0);
	show_ratio(t, TRADE_TARGETED, rose ? &f->extra_out : &none, &f->extra_sales);
}

static void
judge_direct(trade_trial *t)
{
	const trade_figures *f = &t->figures;

	if (trade_wide_sign(&f->direct[TRADE_BEFORE]) <= 0)
		return;
	judge(t, TRADE_DIRECT_DROP, trade_wide_compare_scaled(&f->direct[TRADE_AFTER], t->scene->limit->direct_drop,
														  &f->direct[TRADE_BEFORE]) <= 0);
	show_ratio(t, TRADE_DIRECT_DROP, &f->direct[TRADE_AFTER], &f->direct[TRADE_BEFORE]);
}

static void
judge_overlap(trade_trial *t)
{
	const trade_course_overlap overlap = trade_course_match(t->scene->windows, &t->candidate->in, &t->candidate->out);
	trade_wide	part;
	trade_wide	whole;

	if (trade_sum_sign(&overlap.total) <= 0)
		return;
	trade_wide_of_sum(&part, &overlap.matched);
	trade_wide_of_sum(&whole, &overlap.total);
	t->finding->has_overlap = true;
	t->finding->overlap = trade_wide_ratio(&part, &whole);
	show(t, TRADE_OVERLAP, t->finding->overlap);
	judge(t, TRADE_OVERLAP, trade_wide_compare_scaled(&part, t->scene->limit->overlap, &whole) >= 0);
}

/* Shares of a window's sums; 0 where the whole is not positive. */
static void
share_of(trade_fraction *share, const trade_sum *part, const trade_sum *whole)
{
	bool		positive = trade_sum_sign(whole) > 0;
	const trade_sum none = trade_sum_of(0);
	const trade_sum one = trade_sum_of(1);

	trade_wide_of_sum(&share->numerator, positive ? part : &none);
	trade_wide_of_sum(&share->denominator, positive ? whole : &one);
}

/* The change of a share: of four sums multiplied, so that two of them compare below 2^1220. */
static void
share_change(trade_fraction *change, const trade_sum part[2], const trade_sum whole[2])
{
	trade_fraction before;
	trade_fraction after;

	share_of(&before, &part[TRADE_BEFORE], &whole[TRADE_BEFORE]);
	share_of(&after, &part[TRADE_AFTER], &whole[TRADE_AFTER]);
	trade_fraction_subtract(change, &after, &before);
}

static int
share_change_sign(const trade_sum part[2], const trade_sum whole[2])
{
	trade_fraction before;
	trade_fraction after;

	share_of(&before, &part[TRADE_BEFORE], &whole[TRADE_BEFORE]);
	share_of(&after, &part[TRADE_AFTER], &whole[TRADE_AFTER]);
	return trade_fraction_compare(&after, &before);
}

/* A share near to the exact one, and what it adds to the size of those that are compared. */
static double
near_share(const trade_sum *part, const trade_sum *whole, double *size)
{
	double		share = trade_sum_sign(whole) > 0 ? trade_sum_to_double(part) / trade_sum_to_double(whole) : 0;

	*size += fabs(share);
	return share;
}

/* Whether elsewhere the origins' share changed by more than the candidate's: doubles say it where they can. */
static bool
origins_gained(const trade_trial *t)
{
	const trade_sum *whole = t->scene->world;
	trade_fraction origins;
	trade_fraction own;
	double		size = 0;
	double		change[2];

	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
		change[at] = near_share(&t->scene->origin_sales[at], &whole[at], &size)
			- near_share(&t->candidate->elsewhere[at], &whole[at], &size);
	if (fabs(change[TRADE_AFTER] - change[TRADE_BEFORE]) > size * 0x1p-40)
		return change[TRADE_AFTER] > change[TRADE_BEFORE];
	share_change(&origins, t->scene->origin_sales, t->scene->world);
	share_change(&own, t->candidate->elsewhere, t->scene->world);
	return trade_fraction_compare(&origins, &own) > 0;
}

static void
plain_sums(const trade_trial *t, const trade_sum *line, trade_sum sums[2])
{
	sums[TRADE_BEFORE] = trade_line_before(t->scene->windows, line);
	sums[TRADE_AFTER] = line[0];
}

static void
judge_wash(trade_trial *t)
{
	const trade_candidate *c = t->candidate;
	trade_sum	in[2];
	trade_sum	out[2];
	trade_sum	direct[2];
	trade_wide	bought;
	trade_wide	sold;
	int			met = 0;

	if (t->scene->everyone)
		return;
	plain_sums(t, c->inflow, in);
	plain_sums(t, c->outflow, out);
	plain_sums(t, c->direct, direct);
	trade_wide_of_sum(&bought, &in[TRADE_AFTER]);
	trade_wide_of_sum(&sold, &out[TRADE_AFTER]);
	if (share_change_sign(direct, t->scene->target_imports) < 0)
		met |= TRADE_WASH_TARGET_LEFT;
	if (share_change_sign(in, c->imports) > 0)
		met |= TRADE_WASH_CANDIDATE_CAME;
	if (share_change_sign(out, t->scene->target_imports) > 0)
		met |= TRADE_WASH_TARGET_CAME;
	if (trade_wide_compare_scaled(&bought, t->scene->limit->wash_cover, &sold) >= 0)
		met |= TRADE_WASH_COVERED;
	/* the dearest last: without the others it decides nothing */
	if ((t->scene->explain || (met | TRADE_WASH_ELSEWHERE) == TRADE_WASH_ALL) && origins_gained(t))
		met |= TRADE_WASH_ELSEWHERE;
	t->finding->wash = met;
	judge(t, TRADE_WASH, met == TRADE_WASH_ALL);
	show_ratio(t, TRADE_WASH, &bought, &sold);
}

static void
judge_source(trade_trial *t)
{
	const trade_candidate *c = t->candidate;
	trade_wide	sold;
	trade_wide	bought;

	trade_wide_of_sum(&sold, &c->elsewhere[TRADE_BEFORE]);
	trade_wide_of_sum(&bought, &c->imports[TRADE_BEFORE]);
	t->finding->exports_known = t->scene->everyone ? c->exports_known : t->scene->third_exports;
	if (!t->finding->exports_known
		|| (trade_wide_sign(&sold) <= 0 && trade_wide_sign(&bought) <= 0))
		return;
	judge(t, TRADE_NOT_A_SOURCE, trade_wide_compare_scaled(&sold, t->scene->limit->not_a_source, &bought) <= 0);
	show_ratio(t, TRADE_NOT_A_SOURCE, &sold, &bought);
}

/* out / in - 1, of unit values. */
static void
show_markup(trade_trial *t, const trade_fraction *in, const trade_fraction *out)
{
	trade_fraction ratio;
	trade_fraction markup;

	trade_fraction_divide(&ratio, out, in);
	trade_wide_subtract(&markup.numerator, &ratio.numerator, &ratio.denominator);
	trade_wide_copy(&markup.denominator, &ratio.denominator);
	t->finding->say.unit_value[0] = trade_fraction_to_double(in);
	t->finding->say.unit_value[1] = trade_fraction_to_double(out);
	show(t, TRADE_MARKUP, trade_fraction_to_double(&markup));
}

static void
judge_markup(trade_trial *t)
{
	const trade_candidate *c = t->candidate;
	trade_fraction in;
	trade_fraction out;

	if (trade_sum_sign(&c->in_quantity) <= 0 || trade_sum_sign(&c->in_quantity_value) <= 0
		|| trade_sum_sign(&c->out_quantity) <= 0 || trade_sum_sign(&c->out_quantity_value) <= 0)
		return;
	trade_wide_of_sum(&in.numerator, &c->in_quantity_value);
	trade_wide_of_sum(&in.denominator, &c->in_quantity);
	trade_wide_of_sum(&out.numerator, &c->out_quantity_value);
	trade_wide_of_sum(&out.denominator, &c->out_quantity);
	judge(t, TRADE_MARKUP,
		  trade_fraction_compare_scaled(&out, TRADE_UNITS_PER_ONE + t->scene->limit->markup, &in) >= 0);
	if (t->scene->explain)
		show_markup(t, &in, &out);
}

void
trade_signals_judge(trade_trial *t)
{
	for (int i = 0; i < TRADE_SIGNALS; i++)
		t->finding->signal[i] = (trade_signal_result) {TRADE_NOT_EVALUABLE, false, 0};
	judge_outflow(t);
	judge_sourcing(t);
	judge_targeted(t);
	judge_direct(t);
	judge_overlap(t);
	judge_wash(t);
	judge_source(t);
	judge_markup(t);
}
