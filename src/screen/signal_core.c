/*
 * The intermediary screen: figures and signals of one candidate.
 *
 * WASH follows Freund, "The China Wash"; overlap follows Iyoha, Malesky, Wen
 * and Wu, by calendar quarter and by country.
 */
#include "screen/sums_core.h"

#include <string.h>

/* One candidate while it is judged; averages are units a month. */
typedef struct trial
{
	const trade_screen *screen;
	const trade_thresholds *limit;
	const trade_label_sums *own;
	const trade_label_sums *target;
	const trade_split_sum *exports;	/* of the candidate */
	trade_units months[2];
	trade_fraction inflow[2];
	trade_fraction outflow[2];
	trade_fraction excess_in;
	trade_fraction excess_out;
	trade_finding *finding;
} trial;

static double
in_own_unit(const trade_fraction *units)
{
	trade_wide	one;
	trade_wide	denominator;

	trade_wide_of_units(&one, TRADE_UNITS_PER_ONE);
	trade_wide_multiply(&denominator, &units->denominator, &one);
	return trade_wide_ratio(&units->numerator, &denominator);
}

/* A figure that only reasons give. */
static double
explained(const trial *t, const trade_fraction *units)
{
	return t->screen->explain ? in_own_unit(units) : 0;
}

static void
judge(trial *t, trade_signal signal, bool fired)
{
	t->finding->signal[signal].verdict = fired ? TRADE_FIRED : TRADE_NOT_FIRED;
}

static void
show(trial *t, trade_signal signal, const trade_fraction *value)
{
	if (!t->screen->explain)
		return;
	t->finding->signal[signal].has_value = true;
	t->finding->signal[signal].value = trade_fraction_to_double(value);
}

static void
show_ratio(trial *t, trade_signal signal, const trade_fraction *part, const trade_fraction *whole)
{
	trade_fraction ratio;

	if (!t->screen->explain || trade_fraction_sign(whole) <= 0)
		return;
	trade_fraction_divide(&ratio, part, whole);
	show(t, signal, &ratio);
}

/* S's sales elsewhere after over those before scale the inflow's past. */
static void
set_inflow_baseline(const trial *t, trade_fraction *base)
{
	const trade_screen *screen = t->screen;
	const trade_fraction *past = &t->inflow[TRADE_BEFORE];
	trade_fraction sales[2];
	trade_fraction scaled;

	trade_fraction_copy(base, past);
	if (!screen->share_baseline)
		return;
	for (int w = TRADE_BEFORE; w <= TRADE_AFTER; w++)
	{
		trade_sum	elsewhere = screen->origin_sales[w];

		trade_sum_subtract(&elsewhere, &t->own->inflow[w]);
		trade_fraction_of(&sales[w], &elsewhere, t->months[w]);
	}
	if (trade_fraction_sign(&sales[TRADE_BEFORE]) <= 0)
		return;
	trade_wide_multiply(&scaled.numerator, &past->numerator, &sales[TRADE_AFTER].numerator);
	trade_wide_multiply(&scaled.denominator, &past->denominator, &sales[TRADE_AFTER].denominator);
	trade_fraction_divide(base, &scaled, &sales[TRADE_BEFORE]);
}

static const trade_fraction *
positive_part(const trade_fraction *a)
{
	static const trade_fraction zero = {{.length = 0}, {.length = 1, .word = {1}}};

	return trade_fraction_sign(a) > 0 ? a : &zero;
}

/* in: the inflow's excess, where there is one. */
static void
set_substitution(trial *t, const trade_fraction *in)
{
	trade_fraction shortfall;
	trade_fraction substitution;

	trade_fraction_subtract(&shortfall, &t->screen->direct[TRADE_BEFORE], &t->screen->direct[TRADE_AFTER]);
	if (trade_fraction_sign(&shortfall) <= 0)
		return;
	trade_fraction_divide(&substitution, in, &shortfall);
	t->finding->has_substitution = true;
	t->finding->substitution = trade_fraction_to_double(&substitution);
}

static void
set_overlap(trial *t, const trade_overlap *overlap)
{
	trade_fraction part;		/* matched of all */
	trade_fraction whole;

	if (trade_sum_sign(&overlap->total) <= 0)
		return;
	trade_wide_of_sum(&part.numerator, &overlap->matched);
	trade_wide_of_sum(&part.denominator, &overlap->total);
	trade_fraction_of(&whole, &(trade_sum) {{1}}, 1);
	t->finding->has_overlap = true;
	t->finding->overlap = trade_fraction_to_double(&part);
	show(t, TRADE_OVERLAP, &part);
	judge(t, TRADE_OVERLAP, trade_fraction_compare_scaled(&part, t->limit->overlap, &whole) >= 0);
}

static void
set_figures(trial *t)
{
	trade_finding *f = t->finding;
	trade_fraction base;
	const trade_fraction *in;
	const trade_fraction *out;

	for (int w = TRADE_BEFORE; w <= TRADE_AFTER; w++)
	{
		t->months[w] = trade_span_months(t->screen->window[w]);
		trade_fraction_of(&t->inflow[w], &t->own->inflow[w], t->months[w]);
		trade_fraction_of(&t->outflow[w], &t->own->outflow[w], t->months[w]);
		f->inflow[w] = in_own_unit(&t->inflow[w]);
		f->outflow[w] = in_own_unit(&t->outflow[w]);
		f->direct[w] = t->screen->direct_figure[w];
	}
	set_inflow_baseline(t, &base);
	trade_fraction_subtract(&t->excess_in, &t->inflow[TRADE_AFTER], &base);
	trade_fraction_subtract(&t->excess_out, &t->outflow[TRADE_AFTER], &t->outflow[TRADE_BEFORE]);
	in = positive_part(&t->excess_in);
	out = positive_part(&t->excess_out);
	trade_fraction_copy(&f->rerouted_exact, trade_fraction_compare(in, out) < 0 ? in : out);
	f->rerouted = in_own_unit(&f->rerouted_exact);
	f->base = explained(t, &base);
	f->excess[0] = explained(t, &t->excess_in);
	f->excess[1] = explained(t, &t->excess_out);
	set_substitution(t, in);
}

static void
judge_outflow(trial *t)
{
	const trade_fraction *before = &t->outflow[TRADE_BEFORE];
	const trade_fraction *after = &t->outflow[TRADE_AFTER];
	bool		reached = trade_fraction_compare_scaled(after, t->limit->surge_ratio, before) >= 0;
	int			past = trade_fraction_sign(before);
	trade_fraction total;
	trade_wide	least;
	bool		enough;

	trade_fraction_of(&total, &t->own->outflow[TRADE_AFTER], 1);
	trade_wide_of_units(&least, t->limit->min_value);
	enough = trade_wide_compare(&total.numerator, &least) >= 0;
	judge(t, TRADE_SURGE, past > 0 && enough && reached);
	t->finding->signal[TRADE_SURGE].reached = reached;
	show_ratio(t, TRADE_SURGE, after, before);
	judge(t, TRADE_NEW_ROUTE, past <= 0 && enough && trade_fraction_sign(after) > 0);
	t->finding->outflow_total = explained(t, &total);
	t->finding->signal[TRADE_NEW_ROUTE].has_value = true;
	t->finding->signal[TRADE_NEW_ROUTE].value = t->finding->outflow_total;
}

static void
judge_inflow(trial *t)
{
	const trade_fraction *before = &t->inflow[TRADE_BEFORE];
	const trade_fraction *after = &t->inflow[TRADE_AFTER];
	const trade_fraction *rerouted = &t->finding->rerouted_exact;
	trade_signal_result *sourcing = &t->finding->signal[TRADE_SOURCING];
	trade_signal_result *through = &t->finding->signal[TRADE_PASS_THROUGH];
	bool		covered = trade_fraction_sign(&t->excess_in) > 0
		&& trade_fraction_compare_scaled(&t->excess_in, t->limit->sourcing_cover, &t->excess_out) >= 0;

	sourcing->reached = trade_fraction_compare_scaled(after, t->limit->sourcing_ratio, before) >= 0;
	judge(t, TRADE_SOURCING, covered && sourcing->reached
		  && trade_fraction_compare(after, before) > 0);
	show_ratio(t, TRADE_SOURCING, after, before);
	through->reached = trade_fraction_compare_scaled(rerouted, t->limit->pass_through,
													 &t->excess_in) >= 0;
	judge(t, TRADE_PASS_THROUGH, covered && through->reached);
	show_ratio(t, TRADE_PASS_THROUGH, rerouted, &t->excess_in);
}

static void
judge_direct(trial *t)
{
	const trade_fraction *before = &t->screen->direct[TRADE_BEFORE];
	const trade_fraction *after = &t->screen->direct[TRADE_AFTER];

	if (trade_fraction_sign(before) <= 0)
		return;
	judge(t, TRADE_DIRECT_DROP, trade_fraction_compare_scaled(after, t->limit->direct_drop, before) <= 0);
	show_ratio(t, TRADE_DIRECT_DROP, after, before);
}

/* Shares of window sums; 0 where the whole is not positive. */
static void
set_shares(trade_fraction share[2], const trade_sum part[2], const trade_sum whole[2])
{
	for (int w = TRADE_BEFORE; w <= TRADE_AFTER; w++)
	{
		bool		positive = trade_sum_sign(&whole[w]) > 0;
		const trade_sum none = trade_sum_of(0);
		const trade_sum one = trade_sum_of(1);

		trade_wide_of_sum(&share[w].numerator, positive ? &part[w] : &none);
		trade_wide_of_sum(&share[w].denominator, positive ? &whole[w] : &one);
	}
}

static void
set_share_change(trade_fraction *change, const trade_sum part[2], const trade_sum whole[2])
{
	trade_fraction share[2];

	set_shares(share, part, whole);
	trade_fraction_subtract(change, &share[TRADE_AFTER], &share[TRADE_BEFORE]);
}

/* The sign of a change of share, without the fraction. */
static int
share_change_sign(const trade_sum part[2], const trade_sum whole[2])
{
	trade_fraction share[2];

	set_shares(share, part, whole);
	return trade_fraction_compare(&share[TRADE_AFTER], &share[TRADE_BEFORE]);
}

/* Whether elsewhere the origins' share rose by more than the candidate's. */
static bool
origins_gained(const trial *t)
{
	trade_fraction change;
	trade_sum	elsewhere[2];

	for (int w = TRADE_BEFORE; w <= TRADE_AFTER; w++)
	{
		elsewhere[w] = trade_split_sum_whole(&t->exports[w]);
		trade_sum_subtract(&elsewhere[w], &t->own->outflow[w]);
	}
	set_share_change(&change, elsewhere, t->screen->world);
	return trade_fraction_compare(&t->screen->origins_change, &change) > 0;
}

static void
judge_wash(trial *t)
{
	const trade_label_sums *own = t->own;
	trade_fraction in;
	trade_fraction out;
	int			met = 0;

	trade_fraction_of(&in, &own->inflow[TRADE_AFTER], 1);
	trade_fraction_of(&out, &own->outflow[TRADE_AFTER], 1);
	if (t->screen->target_left)
		met |= TRADE_WASH_TARGET_LEFT;
	if (share_change_sign(own->inflow, own->imports) > 0)
		met |= TRADE_WASH_CANDIDATE_CAME;
	if (share_change_sign(own->outflow, t->target->imports) > 0)
		met |= TRADE_WASH_TARGET_CAME;
	if (trade_fraction_compare_scaled(&in, t->limit->wash_cover, &out) >= 0)
		met |= TRADE_WASH_COVERED;
	/* the dearest last: without the others it decides nothing */
	if ((t->screen->explain || (met | TRADE_WASH_ELSEWHERE) == TRADE_WASH_ALL) && origins_gained(t))
		met |= TRADE_WASH_ELSEWHERE;
	t->finding->wash = met;
	judge(t, TRADE_WASH, met == TRADE_WASH_ALL);
	show_ratio(t, TRADE_WASH, &in, &out);
}

static void
judge_source(trial *t)
{
	trade_sum	elsewhere = trade_split_sum_whole(&t->exports[TRADE_BEFORE]);
	trade_fraction sold;
	trade_fraction bought;

	trade_sum_subtract(&elsewhere, &t->own->outflow[TRADE_BEFORE]);
	trade_fraction_of(&sold, &elsewhere, t->months[TRADE_BEFORE]);
	trade_fraction_of(&bought, &t->own->imports[TRADE_BEFORE], t->months[TRADE_BEFORE]);
	t->finding->exports_elsewhere = explained(t, &sold);
	t->finding->imports = explained(t, &bought);
	if (trade_fraction_sign(&sold) <= 0 && trade_fraction_sign(&bought) <= 0)
		return;
	judge(t, TRADE_NOT_A_SOURCE,
		  trade_fraction_compare_scaled(&sold, t->limit->not_a_source, &bought) <= 0);
	show_ratio(t, TRADE_NOT_A_SOURCE, &sold, &bought);
}

static void
show_markup(trial *t, const trade_fraction *in, const trade_fraction *out)
{
	trade_fraction ratio;
	trade_fraction one;
	trade_fraction markup;

	t->finding->unit_value_in = trade_fraction_to_double(in);
	t->finding->unit_value_out = trade_fraction_to_double(out);
	trade_fraction_divide(&ratio, out, in);
	trade_fraction_of(&one, &(trade_sum) {{1}}, 1);
	trade_fraction_subtract(&markup, &ratio, &one);
	show(t, TRADE_MARKUP, &markup);
}

static void
judge_markup(trial *t)
{
	const trade_label_sums *own = t->own;
	trade_fraction unit[2];

	if (trade_sum_sign(&own->inflow_quantity) <= 0 || trade_sum_sign(&own->inflow_quantity_value) <= 0
		|| trade_sum_sign(&own->outflow_quantity) <= 0 || trade_sum_sign(&own->outflow_quantity_value) <= 0)
		return;
	trade_wide_of_sum(&unit[0].numerator, &own->inflow_quantity_value);
	trade_wide_of_sum(&unit[0].denominator, &own->inflow_quantity);
	trade_wide_of_sum(&unit[1].numerator, &own->outflow_quantity_value);
	trade_wide_of_sum(&unit[1].denominator, &own->outflow_quantity);
	judge(t, TRADE_MARKUP,
		  trade_fraction_compare_scaled(&unit[1], TRADE_UNITS_PER_ONE + t->limit->markup, &unit[0]) >= 0);
	if (t->screen->explain)
		show_markup(t, &unit[0], &unit[1]);
}

static void
multiply_by(trade_wide *a, trade_units factor)
{
	trade_wide	before;
	trade_wide	by;

	trade_wide_copy(&before, a);
	trade_wide_of_units(&by, factor);
	trade_wide_multiply(a, &before, &by);
}

/* 1 - product of (1 - weight) over the fired signals, and whether it is enough. */
static bool
score(trade_finding *f, const trade_thresholds *limit)
{
	const trade_sum one = trade_sum_of(1);
	trade_fraction unit;
	trade_fraction result;
	trade_wide	left;

	trade_fraction_of(&unit, &one, 1);
	trade_wide_copy(&left, &unit.numerator);
	trade_wide_copy(&result.denominator, &unit.numerator);
	for (int i = 0; i < TRADE_SIGNALS; i++)
	{
		if (f->signal[i].verdict != TRADE_FIRED || limit->weight[i] == 0)
			continue;
		multiply_by(&left, TRADE_UNITS_PER_ONE - limit->weight[i]);
		multiply_by(&result.denominator, TRADE_UNITS_PER_ONE);
	}
	trade_wide_subtract(&result.numerator, &result.denominator, &left);
	f->score = trade_fraction_to_double(&result);
	return trade_fraction_compare_scaled(&result, limit->flag_score, &unit) >= 0;
}

static inline bool
fired(const trade_finding *f, trade_signal signal)
{
	return f->signal[signal].verdict == TRADE_FIRED;
}

void
trade_screen_prepare(trade_screen *screen)
{
	const trade_label_sums *target = &screen->label[screen->target];

	for (int w = TRADE_BEFORE; w <= TRADE_AFTER; w++)
	{
		trade_fraction_of(&screen->direct[w], &target->inflow[w], trade_span_months(screen->window[w]));
		screen->direct_figure[w] = in_own_unit(&screen->direct[w]);
	}
	set_share_change(&screen->origins_change, screen->origin_sales, screen->world);
	screen->target_left = share_change_sign(target->inflow, target->imports) < 0;
}

void
trade_screen_judge(const trade_screen *screen, int label, const trade_overlap *overlap,
				   trade_finding *f)
{
	trial		t;				/* set as it goes: its fractions are large */
	bool		enough;

	t.screen = screen;
	t.limit = &screen->thresholds;
	t.own = &screen->label[label];
	t.target = &screen->label[screen->target];
	t.exports = screen->exports[label];
	t.finding = f;
	memset(f, 0, sizeof *f);
	f->label = label;
	for (int i = 0; i < TRADE_SIGNALS; i++)
		f->signal[i].verdict = TRADE_NOT_EVALUABLE;
	set_figures(&t);
	set_overlap(&t, overlap);
	judge_outflow(&t);
	judge_inflow(&t);
	judge_direct(&t);
	judge_wash(&t);
	judge_source(&t);
	judge_markup(&t);
	enough = score(f, &screen->thresholds);
	f->flagged = enough && (fired(f, TRADE_SURGE) || fired(f, TRADE_NEW_ROUTE))
		&& (fired(f, TRADE_SOURCING) || fired(f, TRADE_PASS_THROUGH)
			|| (fired(f, TRADE_NOT_A_SOURCE) && (fired(f, TRADE_OVERLAP) || fired(f, TRADE_WASH))));
}

int
trade_finding_compare(const trade_finding *a, const trade_finding *b)
{
	int			order = trade_fraction_compare(&b->rerouted_exact, &a->rerouted_exact);

	return order != 0 ? order : (a->label > b->label) - (a->label < b->label);
}

void
trade_finding_order(const trade_finding *f, const trade_thresholds *limit,
					trade_signal order[TRADE_SIGNALS])
{
	for (int i = 0; i < TRADE_SIGNALS; i++)
	{
		int			at = i;

		while (at > 0 && (f->signal[i].verdict < f->signal[order[at - 1]].verdict
						  || (f->signal[i].verdict == f->signal[order[at - 1]].verdict
							  && limit->weight[i] > limit->weight[order[at - 1]])))
		{
			order[at] = order[at - 1];
			at--;
		}
		order[at] = i;
	}
}
