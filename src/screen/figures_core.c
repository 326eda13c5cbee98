/*
 * The exact figures of a candidate.
 */
#include "screen/figures_core.h"

static void
copy_positive(trade_wide *a, const trade_wide *from)
{
	if (trade_wide_sign(from) > 0)
		trade_wide_copy(a, from);
	else
		trade_wide_of_units(a, 0);
}

double
trade_figure(const trade_event_windows *windows, const trade_wide *numerator, const trade_wide *scale)
{
	trade_wide	scaled;

	if (scale == NULL)
		return trade_wide_ratio(numerator, &windows->unit_denominator);
	trade_wide_multiply(&scaled, &windows->unit_denominator, scale);
	return trade_wide_ratio(numerator, &scaled);
}

/*
 * What the inflow would be had it kept its part of the origins' sales to others: its
 * past times their sales after over those before; the past alone where there are none.
 */
static void
set_base(const trade_scene *scene, const trade_candidate *candidate, trade_figures *f)
{
	trade_wide	after;

	f->own_past = true;
	if (scene->share_baseline && candidate->control != NULL)
	{
		trade_line_average(scene->windows, candidate->control, TRADE_AFTER, &after);
		trade_line_average(scene->windows, candidate->control, TRADE_BEFORE, &f->scale);
		f->own_past = trade_wide_sign(&after) <= 0 || trade_wide_sign(&f->scale) <= 0;
	}
	if (f->own_past)
	{
		trade_wide_of_units(&f->scale, 1);
		trade_wide_copy(&f->base, &f->inflow[TRADE_BEFORE]);
	}
	else
		trade_wide_multiply(&f->base, &f->inflow[TRADE_BEFORE], &after);
}

static void
set_extra(const trade_scene *scene, const trade_candidate *candidate, trade_figures *f)
{
	trade_wide	inflow;

	trade_wide_multiply(&inflow, &f->inflow[TRADE_AFTER], &f->scale);
	trade_wide_subtract(&f->extra_in, &inflow, &f->base);
	trade_wide_subtract(&f->extra_out, &f->outflow[TRADE_AFTER], &f->outflow[TRADE_BEFORE]);
	trade_line_extra(scene->windows, candidate->gain, &f->extra_sales);
}

/*
 * rerouted: the smaller of both extras.  attributed: the extra outflow, or its part in
 * the extra sales of the extra purchases, where these are fewer.
 */
static void
set_rerouted(trade_figures *f)
{
	trade_wide	in;
	trade_wide	out;
	trade_wide	out_scaled;
	trade_wide	sales_scaled;

	copy_positive(&in, &f->extra_in);
	copy_positive(&out, &f->extra_out);
	trade_wide_multiply(&out_scaled, &out, &f->scale);
	trade_wide_copy(&f->rerouted, trade_wide_compare(&in, &out_scaled) < 0 ? &in : &out_scaled);
	trade_wide_multiply(&sales_scaled, &f->extra_sales, &f->scale);
	trade_wide_of_units(&f->attributed.numerator, 0);
	trade_wide_of_units(&f->attributed.denominator, 1);
	if (trade_wide_sign(&f->extra_sales) <= 0)
		return;
	if (trade_wide_compare(&in, &sales_scaled) >= 0)
		trade_wide_copy(&f->attributed.numerator, &out);
	else
	{
		trade_wide_multiply(&f->attributed.numerator, &out, &in);
		trade_wide_copy(&f->attributed.denominator, &sales_scaled);
	}
}

void
trade_figures_of(const trade_scene *scene, const trade_candidate *candidate, trade_figures *f)
{
	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
	{
		trade_line_average(scene->windows, candidate->inflow, at, &f->inflow[at]);
		trade_line_average(scene->windows, candidate->outflow, at, &f->outflow[at]);
		trade_line_average(scene->windows, candidate->direct, at, &f->direct[at]);
	}
	set_base(scene, candidate, f);
	set_extra(scene, candidate, f);
	set_rerouted(f);
	f->has_swing = trade_course_swing(scene->windows, &candidate->in, &f->swing);
}

int
trade_figures_compare(const trade_figures *f, const trade_wide *scaled, trade_units factor, const trade_wide *other)
{
	trade_wide	right;

	trade_wide_multiply(&right, other, &f->scale);
	return trade_wide_compare_scaled(scaled, factor, &right);
}

/*
 * (extra_in / (scale D))^2 against noise^2 swing: with N the bits of an average, the left
 * side has 4 N + 2 + 449 + 80 bits, the right one 100 + 743 + 2 (N + 189), which is below
 * 2^1900; 973 and 989 where no year is missing.
 */
int
trade_figures_against_swing(const trade_event_windows *windows, const trade_figures *f, trade_units noise)
{
	trade_fraction extra;
	trade_fraction asked;
	trade_wide	denominator;
	trade_wide	square;

	trade_wide_multiply(&extra.numerator, &f->extra_in, &f->extra_in);
	trade_wide_multiply(&denominator, &f->scale, &windows->denominator);
	trade_wide_multiply(&extra.denominator, &denominator, &denominator);
	trade_wide_of_product(&square, noise, noise);
	trade_wide_multiply(&asked.numerator, &f->swing.numerator, &square);
	trade_wide_of_product(&square, TRADE_UNITS_PER_ONE, TRADE_UNITS_PER_ONE);
	trade_wide_multiply(&asked.denominator, &f->swing.denominator, &square);
	return trade_fraction_compare(&extra, &asked);
}
