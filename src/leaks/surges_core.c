/*
 * One leg only: figures and outcome of a label.
 *
 * Averages are numerators below 2^337 over one denominator below 2^185 (windows_core.h).
 * In a base the denominators of the market's averages cancel, so that an excess is below
 * 2^675 over 2^522, and no comparison reaches 2^1,300.
 */
#include "leaks/surges_core.h"

#include <string.h>

#define THRESHOLD(field, thousandths) {#field, offsetof(trade_surge_thresholds, field), thousandths, 0, false, 0}
#define WHOLE(field, number, least) {#field, offsetof(trade_surge_thresholds, field), number * 1000, 0, true, least}

static const trade_threshold_entry entry[] = {
	THRESHOLD(surge_ratio, 1500),
	THRESHOLD(record_margin, 1250),
	THRESHOLD(min_value, 1000000000),
	THRESHOLD(min_cover, 5),
	WHOLE(min_run, 2, 1),
	WHOLE(min_history, 4, 1),
	WHOLE(min_controls, 10, 0),
};

const trade_threshold_table trade_surge_threshold_table = {entry, sizeof entry / sizeof entry[0]};

const char *
trade_surge_outcome_name(trade_surge_outcome outcome)
{
	static const char *const name[] = {
		"normal", "small", "no_history", "too_early", "surge", "ended", "spike", "seen_before"
	};

	return name[outcome];
}

/* One label while it is judged. */
typedef struct trial
{
	const trade_surge_frame *frame;
	const trade_surge_flow *flow;
	trade_surge *surge;
	trade_wide	before;			/* averages without their denominator */
	trade_wide	after;
	trade_fraction base;
} trial;

bool
trade_surge_had_flow(const trade_event_windows *windows, const trade_surge_flow *flow)
{
	trade_wide	before;

	trade_line_average(windows, flow->line, TRADE_BEFORE, &before);
	return trade_wide_sign(&before) > 0;
}

void
trade_surge_set_shortfall(trade_surge_frame *frame, const trade_surge_flow *direct)
{
	trade_wide	before;
	trade_wide	after;

	trade_line_average(frame->windows, direct->line, TRADE_BEFORE, &before);
	trade_line_average(frame->windows, direct->line, TRADE_AFTER, &after);
	trade_wide_subtract(&frame->shortfall.numerator, &before, &after);
	if (trade_wide_sign(&frame->shortfall.numerator) < 0)
		trade_wide_of_units(&frame->shortfall.numerator, 0);
	trade_wide_copy(&frame->shortfall.denominator, &frame->windows->denominator);
}

/* In the data's own unit, of which 10^-12 is a unit of ours. */
static double
in_own_unit(const trade_wide *numerator, const trade_wide *denominator)
{
	trade_wide	ones;

	trade_wide_copy(&ones, denominator);
	trade_wide_scale(&ones, TRADE_UNITS_PER_ONE);
	return trade_wide_ratio(numerator, &ones);
}

/* A whole number that a threshold is, as far as it can matter. */
static int
whole(trade_units threshold)
{
	const trade_units most = 1 << 20;
	trade_units number = threshold / TRADE_UNITS_PER_ONE;

	return (int) (number < most ? number : most);
}

/* The market before and after, where it can be a control; false where the own past is all there is. */
static bool
find_market(trial *t, trade_wide market[2])
{
	const trade_surge_frame *frame = t->frame;
	int			width = trade_line_width(frame->windows);
	int			controls = frame->labels - (trade_wide_sign(&t->before) > 0);
	trade_sum	line[1 + TRADE_WEIGHT_CLASSES];

	memcpy(line, frame->market.line, width * sizeof(trade_sum));
	trade_line_subtract(width, line, t->flow->line);
	trade_line_average(frame->windows, line, TRADE_BEFORE, &market[TRADE_BEFORE]);
	trade_line_average(frame->windows, line, TRADE_AFTER, &market[TRADE_AFTER]);
	if (!frame->share_baseline || controls < whole(frame->limit->min_controls)
		|| trade_wide_sign(&market[TRADE_BEFORE]) <= 0 || trade_wide_sign(&market[TRADE_AFTER]) <= 0)
		return false;
	t->surge->controls = controls;
	return true;
}

/* before, or before x market after / market before; and what came after beyond it. */
static void
set_base(trial *t)
{
	trade_wide	market[2];
	trade_wide	after;

	t->surge->own_past = !find_market(t, market);
	if (t->surge->own_past)
	{
		trade_wide_copy(&t->base.numerator, &t->before);
		trade_wide_copy(&t->base.denominator, &t->frame->windows->denominator);
		trade_wide_copy(&after, &t->after);
	}
	else
	{
		trade_wide_multiply(&t->base.numerator, &t->before, &market[TRADE_AFTER]);
		trade_wide_multiply(&t->base.denominator, &market[TRADE_BEFORE], &t->frame->windows->denominator);
		trade_wide_multiply(&after, &t->after, &market[TRADE_BEFORE]);
	}
	trade_wide_subtract(&t->surge->excess_exact.numerator, &after, &t->base.numerator);
	trade_wide_copy(&t->surge->excess_exact.denominator, &t->base.denominator);
	t->surge->has_ratio = trade_wide_sign(&t->base.numerator) > 0;
	t->surge->ratio = t->surge->has_ratio ? trade_wide_ratio(&after, &t->base.numerator) : 0;
}

static void
set_cover(trial *t)
{
	const trade_fraction *shortfall = &t->frame->shortfall;
	trade_fraction cover;

	t->surge->has_cover = trade_fraction_sign(shortfall) > 0;
	if (!t->surge->has_cover || trade_fraction_sign(&t->surge->excess_exact) <= 0)
		return;
	trade_fraction_divide(&cover, &t->surge->excess_exact, shortfall);
	t->surge->cover = trade_fraction_to_double(&cover);
}

static void
set_figures(trial *t)
{
	const trade_wide *denominator = &t->frame->windows->denominator;
	trade_surge *surge = t->surge;

	trade_line_average(t->frame->windows, t->flow->line, TRADE_BEFORE, &t->before);
	trade_line_average(t->frame->windows, t->flow->line, TRADE_AFTER, &t->after);
	set_base(t);
	surge->value[TRADE_BEFORE] = in_own_unit(&t->before, denominator);
	surge->value[TRADE_AFTER] = in_own_unit(&t->after, denominator);
	surge->base = in_own_unit(&t->base.numerator, &t->base.denominator);
	surge->excess = in_own_unit(&surge->excess_exact.numerator, &surge->excess_exact.denominator);
	surge->in_all = surge->excess * trade_event_window_months(t->frame->windows, TRADE_AFTER);
	set_cover(t);
}

/* The level of each part: a share of the market, or the flow itself. */
static void
set_levels(const trial *t, trade_level *level)
{
	const trade_surge_frame *frame = t->frame;

	for (int at = 0; at < frame->parts->before + frame->parts->after; at++)
	{
		level[at] = (trade_level) {!frame->silent[at], t->flow->part[at], trade_sum_of(1)};
		if (t->surge->own_past)
			continue;
		level[at].whole = frame->market.part[at];
		trade_sum_subtract(&level[at].whole, &t->flow->part[at]);
		level[at].known = level[at].known && trade_sum_sign(&level[at].whole) > 0;
	}
}

/* Whether a flow is there, above its base and so many times it. */
static bool
rose(const trial *t)
{
	trade_fraction after;

	trade_wide_copy(&after.numerator, &t->after);
	trade_wide_copy(&after.denominator, &t->frame->windows->denominator);
	return trade_fraction_sign(&after) > 0 && trade_fraction_sign(&t->surge->excess_exact) > 0
		&& trade_fraction_compare_scaled(&after, t->frame->limit->surge_ratio, &t->base) >= 0;
}

static bool
is_small_in_all(const trial *t)
{
	trade_fraction limit;
	trade_sum	value = trade_sum_of(t->frame->limit->min_value);

	trade_fraction_of(&limit, &value, trade_event_window_months(t->frame->windows, TRADE_AFTER));
	return trade_fraction_compare(&t->surge->excess_exact, &limit) < 0;
}

static bool
covers_little(const trial *t)
{
	return t->surge->has_cover
		&& trade_fraction_compare_scaled(&t->surge->excess_exact, t->frame->limit->min_cover, &t->frame->shortfall) < 0;
}

static trade_surge_outcome
outcome_of(const trial *t)
{
	const trade_parts *parts = t->frame->parts;
	const trade_level_course *course = &t->surge->course;
	int			min_run = whole(t->frame->limit->min_run);

	if (!rose(t))
		return TRADE_SURGE_NORMAL;
	t->surge->small_in_all = is_small_in_all(t);
	if (t->surge->small_in_all || covers_little(t))
		return TRADE_SURGE_SMALL;
	if (course->history < whole(t->frame->limit->min_history))
		return TRADE_SURGE_NO_HISTORY;
	if (parts->after < min_run)
		return TRADE_SURGE_TOO_EARLY;
	if (course->run >= min_run)
		return course->run_first + course->run == parts->before + parts->after ? TRADE_SURGE_LASTING : TRADE_SURGE_ENDED;
	return course->above > 0 ? TRADE_SURGE_SPIKE : TRADE_SURGE_SEEN_BEFORE;
}

void
trade_surge_judge(const trade_surge_frame *frame, const trade_surge_flow *flow, trade_level *level, int *queue,
				  trade_surge *surge)
{
	trial		t;				/* set as it goes: its fractions are large */
	const trade_level_question question = {frame->limit->record_margin, whole(frame->limit->min_run),
	whole(frame->limit->min_history)};

	t.frame = frame;
	t.flow = flow;
	t.surge = surge;
	surge->controls = 0;
	surge->cover = 0;
	set_figures(&t);
	set_levels(&t, level);
	trade_levels_follow(frame->parts, level, &question, queue, &surge->course);
	surge->outcome = outcome_of(&t);
}

int
trade_surge_compare(const trade_surge *a, const trade_surge *b)
{
	int			order;

	/* what is rounded once never changes sides, so only equal doubles need more */
	if (a->excess != b->excess)
		return a->excess > b->excess ? -1 : 1;
	order = trade_fraction_compare(&b->excess_exact, &a->excess_exact);
	return order != 0 ? order : (a->label > b->label) - (a->label < b->label);
}
