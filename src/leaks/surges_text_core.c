/*
 * One leg only: why a label has its outcome, as a sentence.
 */
#include "leaks/surges_core.h"

/* What a sentence is made of. */
typedef struct teller
{
	const trade_surge_frame *frame;
	const trade_surge *surge;
	const trade_name *label;
	const trade_name *target;
	trade_reason *out;
} teller;

#define SAY(t, ...) trade_reason_say((t)->out, __VA_ARGS__)

/* "3 quarters", "1 part of 5 months". */
static void
say_parts(const teller *t, int count)
{
	int			months = t->frame->parts->months;
	const char *noun = months == 1 ? "month" : months == 3 ? "quarter" : months == 12 ? "year" : "part";

	SAY(t, "%I %S%S", count, noun, count == 1 ? "" : "s");
	if (months != 1 && months != 3 && months != 12)
		SAY(t, " of %I months", months);
}

static void
say_part(const teller *t)
{
	int			months = t->frame->parts->months;

	SAY(t, "%S", months == 1 ? "month" : months == 3 ? "quarter" : months == 12 ? "year" : "part");
	if (months != 1 && months != 3 && months != 12)
		SAY(t, " of %I months", months);
}

static void
say_sales(const teller *t)
{
	if (t->frame->of_suppliers)
		SAY(t, "Sales of %N to %N", t->label, t->target);
	else
		SAY(t, "Sales to %N", t->label);
}

/* " rose 6.2-fold"; from nothing they began. */
static void
say_rose(const teller *t)
{
	if (t->surge->has_ratio)
		SAY(t, " rose %R-fold", t->surge->ratio);
	else
		SAY(t, " began");
}

static void
say_normal(const teller *t)
{
	const trade_surge *s = t->surge;
	const trade_units *asked = &t->frame->limit->surge_ratio;

	say_sales(t);
	if (s->has_ratio)
		SAY(t, s->own_past ? " are %U times their earlier average; %L is asked for." :
			" are %U times what an unchanged market share gives; %L is asked for.", s->ratio, trade_units_to_double(*asked), asked);
	else if (s->value[TRADE_AFTER] > 0)
		SAY(t, " are %A a month, not above their base of %A.", s->value[TRADE_AFTER], s->base);
	else
		SAY(t, " are %A a month, and were %A before.", s->value[TRADE_AFTER], s->value[TRADE_BEFORE]);
}

static void
say_small(const teller *t)
{
	const trade_surge *s = t->surge;
	const trade_surge_thresholds *limit = t->frame->limit;
	trade_units part = limit->min_cover * 100;

	SAY(t, "The excess of %A in all ", s->in_all);
	if (s->small_in_all)
		SAY(t, "is below %B.", &limit->min_value);
	else
		SAY(t, "covers %U %% of what the origins lost in %N; %L %% is asked for.", 100 * s->cover, trade_units_to_double(part),
			t->target, &part);
}

static void
say_no_history(const teller *t)
{
	int			asked = (int) (t->frame->limit->min_history / TRADE_UNITS_PER_ONE);

	say_parts(t, t->surge->course.history);
	SAY(t, t->surge->course.history == 1 ? " of history is too few to know what is usual; %I are asked for."
		: " of history are too few to know what is usual; %I are asked for.", asked);
}

static void
say_too_early(const teller *t)
{
	int			parts = t->frame->parts->after;

	SAY(t, "Sales");
	say_rose(t);
	SAY(t, ", but ");
	if (parts == 1)
	{
		SAY(t, "one ");
		say_part(t);
		SAY(t, " is no pattern");
	}
	else
	{
		say_parts(t, parts);
		SAY(t, " are no pattern");
	}
	SAY(t, "; %I in a row are asked for.", (int) (t->frame->limit->min_run / TRADE_UNITS_PER_ONE));
}

/* How high the run was over its record. */
static void
say_run(const teller *t)
{
	const trade_level_course *course = &t->surge->course;

	SAY(t, "every ");
	say_part(t);
	if (trade_sum_sign(&course->record.part) > 0)
		SAY(t, " was at least %R times the highest of the %I before.",
			trade_level_ratio(&course->run_lowest, &course->record), course->history);
	else
		SAY(t, " was above the %I before, of which none was above 0.", course->history);
}

static void
say_lasting(const teller *t)
{
	const trade_surge *s = t->surge;
	const trade_parts *parts = t->frame->parts;
	trade_month until = trade_part_first(parts, s->course.run_first + s->course.run) - 1;

	say_sales(t);
	say_rose(t);
	SAY(t, s->own_past ? ", to %A a month" : " against the market, to %A a month", s->value[TRADE_AFTER]);
	SAY(t, "; since %M", trade_part_first(parts, s->course.run_first));
	if (s->outcome == TRADE_SURGE_ENDED)
		SAY(t, " until %M", until);
	SAY(t, " ");
	say_run(t);
	if (s->has_cover)
		SAY(t, " The excess is %R %% of what the origins lost in %N.", 100 * s->cover, t->target);
}

static void
say_spike(const teller *t)
{
	const trade_surge *s = t->surge;
	trade_units margin = (t->frame->limit->record_margin - TRADE_UNITS_PER_ONE) * 100;

	say_sales(t);
	say_rose(t);
	SAY(t, ", but it did not last: %I of ", s->course.above);
	say_parts(t, t->frame->parts->after);
	if (trade_sum_sign(&s->course.record.part) > 0)
		SAY(t, " passed its own record by %L %%; ", &margin);
	else
		SAY(t, " passed its own record, which is 0; ");
	if (s->course.has_ratio)
		SAY(t, "the best %I in a row reach %R of it.", (int) (t->frame->limit->min_run / TRADE_UNITS_PER_ONE), s->course.ratio);
	else
		SAY(t, "%I in a row are asked for.", (int) (t->frame->limit->min_run / TRADE_UNITS_PER_ONE));
}

static void
say_seen_before(const teller *t)
{
	const trade_surge *s = t->surge;

	say_sales(t);
	say_rose(t);
	if (!s->course.has_ratio)
	{
		SAY(t, ", but no part of the time since is above its own past.");
		return;
	}
	SAY(t, s->course.ratio > 1 ? ", but its own past has seen nearly as much: the best " : ", but its own past has seen as much: the best ");
	if (t->frame->limit->min_run == TRADE_UNITS_PER_ONE)
		say_part(t);
	else
		say_parts(t, (int) (t->frame->limit->min_run / TRADE_UNITS_PER_ONE));
	SAY(t, " %S %R of its record of %I.", t->frame->limit->min_run == TRADE_UNITS_PER_ONE ? "is" : "are",
		s->course.ratio, s->course.history);
}

void
trade_surge_reason(const trade_surge_frame *frame, const trade_surge *surge, const trade_name *label,
				   const trade_name *target, trade_reason *reason)
{
	static void (*const tell[]) (const teller *) = {
		say_normal, say_small, say_no_history, say_too_early, say_lasting, say_lasting, say_spike, say_seen_before
	};
	const teller t = {frame, surge, label, target, reason};

	/* parts begin and end with months, on annual data too */
	trade_reason_begin(reason, TRADE_FREQUENCY_MONTH);
	tell[surge->outcome] (&t);
}
