/*
 * The sentence of each signal.
 */
#include "screen/say_core.h"

#include "state/figure_core.h"

double
trade_say_square(trade_units threshold)
{
	trade_fraction square;

	trade_wide_of_product(&square.numerator, threshold, threshold);
	trade_wide_of_product(&square.denominator, TRADE_UNITS_PER_ONE, TRADE_UNITS_PER_ONE);
	return trade_fraction_to_double(&square);
}

/* What fails min_share. */
static void
say_below_share(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	trade_sentence_say(s, "below %D times what the origins sold to %T before, %M a month.",
					   &scene->limit->min_share, f->direct[TRADE_BEFORE]);
}

static void
say_concentration(trade_sentence *s, const trade_finding *f)
{
	if (f->half_at_once)
		trade_sentence_say(s, ", %F %% of it in %P alone", 100 * f->largest_share, f->largest_month);
}

/* What the window after is without its largest period. */
static void
say_rest(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	trade_sentence_say(s, ", but without %P ", f->largest_month);
	if (f->rest_material == TRADE_NOT_POSITIVE)
		trade_sentence_say(s, "there are none.");
	else if (f->rest_material == TRADE_BELOW_VALUE)
		trade_sentence_say(s, "they are below %L.", &scene->limit->min_value);
	else if (f->rest_material == TRADE_BELOW_SHARE)
	{
		trade_sentence_say(s, "they are ");
		say_below_share(s, f, scene);
	}
	else
		trade_sentence_say(s, "they are %M a month, after %M before.", f->say.rest, f->outflow[TRADE_BEFORE]);
}

static void
say_rise(trade_sentence *s, const trade_finding *f)
{
	trade_sentence_say(s, "Exports to %T rose %F-fold, from %M to %M a month",
					   f->signal[TRADE_SURGE].value, f->outflow[TRADE_BEFORE], f->outflow[TRADE_AFTER]);
}

static void
say_went(trade_sentence *s, const trade_finding *f)
{
	trade_sentence_say(s, "Exports to %T went from %M to %M a month", f->outflow[TRADE_BEFORE], f->outflow[TRADE_AFTER]);
}

static void
say_unsteady_surge(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	say_rise(s, f);
	if (f->rest_material == TRADE_MATERIAL)
		trade_sentence_say(s, ", but only %F-fold without %P.", f->say.rest / f->outflow[TRADE_BEFORE], f->largest_month);
	else
		say_rest(s, f, scene);
}

static void
say_no_surge(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	if (f->trivial)
		trade_sentence_say(s, "Exports to %T were %M a month before, too little to compare the %M a month after with.",
						   f->outflow[TRADE_BEFORE], f->outflow[TRADE_AFTER]);
	else if (f->material == TRADE_BELOW_SHARE)
	{
		say_went(s, f);
		trade_sentence_say(s, ", but are ");
		say_below_share(s, f, scene);
	}
	else if (!f->reached)
	{
		say_went(s, f);
		trade_sentence_say(s, ", below %D times as much.", &scene->limit->surge_ratio);
	}
	else if (f->material == TRADE_MATERIAL)
		say_unsteady_surge(s, f, scene);
	else
	{
		say_went(s, f);
		trade_sentence_say(s, ", but add up to %M, below %L.", f->say.outflow_total, &scene->limit->min_value);
	}
}

static void
say_surge(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	if (!trade_finding_fired(f, TRADE_SURGE))
	{
		say_no_surge(s, f, scene);
		return;
	}
	say_rise(s, f);
	say_concentration(s, f);
	if (f->last_out != TRADE_NO_MONTH && !f->lasts)
		trade_sentence_say(s, "; last above their earlier peak in %P", f->last_out);
	trade_sentence_put(s, ".");
}

static void
say_begun(trade_sentence *s, const trade_finding *f)
{
	if (f->outflow[TRADE_BEFORE] > 0)
		trade_sentence_say(s, "Exports to %T all but began: %M a month before, %M since",
						   f->outflow[TRADE_BEFORE], f->outflow[TRADE_AFTER]);
	else
		trade_sentence_say(s, f->sold_before ? "Exports to %T began: none in like months before, %M since, %M a month"
						   : "Exports to %T began: none before, %M since, %M a month",
						   f->say.outflow_total, f->outflow[TRADE_AFTER]);
	say_concentration(s, f);
	trade_sentence_put(s, ".");
}

static void
say_new_route(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	if (trade_finding_fired(f, TRADE_NEW_ROUTE))
		say_begun(s, f);
	else if (!f->trivial)
		trade_sentence_say(s, "Exports to %T are not new: %M a month before.", f->outflow[TRADE_BEFORE]);
	else if (f->material == TRADE_NOT_POSITIVE)
		trade_sentence_say(s, "No exports to %T after.");
	else if (f->material == TRADE_BELOW_VALUE)
		trade_sentence_say(s, "Exports to %T began, but add up to %M, below %L.", f->say.outflow_total,
						   &scene->limit->min_value);
	else if (f->material == TRADE_BELOW_SHARE)
	{
		trade_sentence_say(s, "Exports to %T began, but are ");
		say_below_share(s, f, scene);
	}
	else
	{
		trade_sentence_say(s, "Exports to %T began");
		say_rest(s, f, scene);
	}
}

/* How many others there are to compare with, and what they lead one to expect. */
static void
say_expected(trade_sentence *s, const trade_finding *f)
{
	trade_sentence_say(s, f->controls == 1
					   ? "%F times the %M that the origins' sales to %N other without such a rise lead one to expect."
					   : "%F times the %M that the origins' sales to %N others without such a rise lead one to expect.",
					   f->signal[TRADE_SOURCING].value, f->say.base, f->controls);
}

static void
say_sourced(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	trade_sentence_say(s, "Purchases from the origins rose from %M to %M a month, ", f->inflow[TRADE_BEFORE],
					   f->inflow[TRADE_AFTER]);
	if (!f->signal[TRADE_SOURCING].has_value)
		trade_sentence_say(s, "where none were to be expected.");
	else if (f->controls > 0)
		say_expected(s, f);
	else
		trade_sentence_say(s, scene->share_baseline
						   ? "%F times the earlier average: nobody without such a rise is left to compare with."
						   : "%F times the earlier average.", f->signal[TRADE_SOURCING].value);
}

/* The square of a ratio, with all its digits where they are few. */
static void
say_square(trade_sentence *s, trade_units ratio)
{
	trade_units square;

	if (ratio > 1000000 * TRADE_UNITS_PER_ONE)
	{
		trade_sentence_say(s, "%F", trade_say_square(ratio));
		return;
	}
	square = (ratio * ratio + TRADE_UNITS_PER_ONE / 2) / TRADE_UNITS_PER_ONE;
	trade_sentence_say(s, "%D", &square);
}

/* One period on each side shows no swing: the square of the ratio is asked. */
static void
say_below_ratio(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	trade_sentence_say(s, "Purchases from the origins, %M a month where %M were to be expected, are below ",
					   f->inflow[TRADE_AFTER], f->say.base);
	if (f->has_swing)
		trade_sentence_say(s, "%D times as much.", &scene->limit->sourcing_ratio);
	else
	{
		say_square(s, scene->limit->sourcing_ratio);
		trade_sentence_say(s, " times as much, which is asked where each window has one period.");
	}
}

static void
say_not_sourced(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	const trade_explanation *say = &f->say;

	switch (f->sourcing)
	{
		case TRADE_SOURCING_NO_EXTRA:
			trade_sentence_say(s, "Purchases from the origins, %M a month, are not above the %M to be expected.",
							   f->inflow[TRADE_AFTER], say->base);
			break;
		case TRADE_SOURCING_NO_RISE:
			trade_sentence_say(s, "Purchases from the origins did not rise: from %M to %M a month.",
							   f->inflow[TRADE_BEFORE], f->inflow[TRADE_AFTER]);
			break;
		case TRADE_SOURCING_BELOW_RATIO:
			say_below_ratio(s, f, scene);
			break;
		case TRADE_SOURCING_BELOW_SWING:
			trade_sentence_say(s, "Extra purchases from the origins, %M a month, are below %D times their usual swing, %M.",
							   say->extra[0], &scene->limit->noise, say->swing);
			break;
		case TRADE_SOURCING_BELOW_COVER:
			trade_sentence_say(s, "Extra purchases from the origins, %M a month, are below %D times the extra exports to %T, %M a month.",
							   say->extra[0], &scene->limit->sourcing_cover, say->extra[1]);
			break;
		default:
			trade_sentence_say(s, "Extra exports to %T, %M a month, are below %D times the extra purchases, %M.",
							   say->extra[1], &scene->limit->targeted, say->extra[0]);
	}
}

/* Why one is possible all the same. */
static void
say_yet(trade_sentence *s, const trade_finding *f)
{
	trade_sentence_say(s, " Yet extra purchases of %A a month, ", f->say.extra[0]);
	if (f->say.extra_swings > 0)
		trade_sentence_say(s, "%F times their usual swing, ", f->say.extra_swings);
	trade_sentence_say(s, "cover %F %% of the extra exports to %T.", 100 * f->say.covered);
}

static void
say_sourcing(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	if (trade_finding_fired(f, TRADE_SOURCING))
	{
		say_sourced(s, f, scene);
		return;
	}
	say_not_sourced(s, f, scene);
	if (f->grade == TRADE_POSSIBLE)
		say_yet(s, f);
}

static void
say_direct_drop(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	if (f->signal[TRADE_DIRECT_DROP].verdict == TRADE_NOT_EVALUABLE)
		trade_sentence_say(s, "Not evaluable: the origins sold nothing to %T before.");
	else if (trade_finding_fired(f, TRADE_DIRECT_DROP))
		trade_sentence_say(s, f->direct[TRADE_AFTER] < f->direct[TRADE_BEFORE]
						   ? "Direct sales of the origins to %T fell from %M to %M a month."
						   : "Direct sales of the origins to %T went from %M to %M a month.",
						   f->direct[TRADE_BEFORE], f->direct[TRADE_AFTER]);
	else
		trade_sentence_say(s, "Direct sales of the origins to %T went from %M to %M a month, above %D times the earlier level.",
						   f->direct[TRADE_BEFORE], f->direct[TRADE_AFTER], &scene->limit->direct_drop);
}

static void
say_overlap(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	(void) scene;
	if (!f->has_overlap)
		trade_sentence_say(s, "Not evaluable: no exports to %T after.");
	else
		trade_sentence_say(s, trade_finding_fired(f, TRADE_OVERLAP)
						   ? "%F %% of the exports to %T are matched by purchases from the origins in the same quarter or year."
						   : "Only %F %% of the exports to %T are matched by purchases from the origins in the same quarter or year.",
						   100 * f->overlap);
}

static void
say_targeted(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	const trade_signal_result *result = &f->signal[TRADE_TARGETED];

	(void) scene;
	if (!result->has_value)
		trade_sentence_say(s, "No extra exports to anybody.");
	else if (result->verdict == TRADE_FIRED)
		trade_sentence_say(s, "%T took %F %% of this country's extra exports.", 100 * result->value);
	else
		trade_sentence_say(s, "Only %F %% of this country's extra exports went to %T.", 100 * result->value);
}

/* What of the pattern is missing. */
static void
say_no_wash(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	static const char *const missing[] = {
		"the origins' share in the imports of %T did not fall",
		"the origins' share in this country's imports did not rise",
		"this country's share in the imports of %T did not rise",
		"elsewhere the origins did not hold their share better than this country",
		"purchases from the origins, %M a month, are below %D times the exports to %T, %M a month"
	};
	const char *between = "No wash pattern: ";

	for (int i = 0; i < 5; i++)
	{
		if (f->wash & (1 << i))
			continue;
		trade_sentence_put(s, between);
		trade_sentence_say(s, missing[i], f->inflow[TRADE_AFTER], &scene->limit->wash_cover, f->outflow[TRADE_AFTER]);
		between = "; ";
	}
	trade_sentence_put(s, ".");
}

static void
say_wash(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	if (f->signal[TRADE_WASH].verdict == TRADE_NOT_EVALUABLE)
		trade_sentence_say(s, "Not evaluable: the origins are not named.");
	else if (trade_finding_fired(f, TRADE_WASH))
		trade_sentence_say(s, "The origins lost share in %T and gained it here, this country gained it in %T, and elsewhere "
						   "the origins held their share better than it did; purchases from the origins, %M a month, are "
						   "at least %D times the exports to %T, %M a month.",
						   f->inflow[TRADE_AFTER], &scene->limit->wash_cover, f->outflow[TRADE_AFTER]);
	else
		say_no_wash(s, f, scene);
}

static void
say_not_a_source(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	if (f->signal[TRADE_NOT_A_SOURCE].verdict != TRADE_NOT_EVALUABLE)
		trade_sentence_say(s, trade_finding_fired(f, TRADE_NOT_A_SOURCE)
						   ? "Not a source of its own: before, exports to others than %T were %M a month, imports %M."
						   : "A source of its own: before, exports to others than %T were %M a month, imports %M.",
						   f->say.elsewhere, f->say.imports);
	else if (f->exports_known)
		trade_sentence_say(s, "Not evaluable: before, neither imports nor exports other than to %T.");
	else
		trade_sentence_say(s, scene->everyone
						   ? "Not evaluable: the data hold no exports of this country to others than %T."
						   : "Not evaluable: the data hold no exports of third countries to others than %T.");
}

static void
say_markup(trade_sentence *s, const trade_finding *f, const trade_scene *scene)
{
	const trade_signal_result *result = &f->signal[TRADE_MARKUP];

	if (!result->has_value)
		trade_sentence_say(s, "Not evaluable: no quantities for both purchases from the origins and exports to %T after.");
	else if (trade_finding_fired(f, TRADE_MARKUP))
		trade_sentence_say(s, "Sold to %T at %F %% above the purchase price: %M against %M for one unit of quantity.",
						   100 * result->value, f->say.unit_value[1], f->say.unit_value[0]);
	else
		trade_sentence_say(s, "Sold to %T at %M for one unit of quantity against a purchase price of %M, below a mark-up of %D.",
						   f->say.unit_value[1], f->say.unit_value[0], &scene->limit->markup);
}

void
trade_say(trade_sentence *s, const trade_finding *finding, const trade_scene *scene, trade_signal signal)
{
	static void (*const say[TRADE_SIGNALS]) (trade_sentence *, const trade_finding *, const trade_scene *) = {
		say_surge, say_new_route, say_sourcing, say_direct_drop, say_overlap,
		say_targeted, say_wash, say_not_a_source, say_markup
	};

	say[signal] (s, finding, scene);
}
