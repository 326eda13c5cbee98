/*
 * The reasons of an intermediary screen as JSON, with a sentence a signal.
 */
#include "screen/reasons_core.h"

#include <stdarg.h>
#include <string.h>

#include "state/figure_core.h"

typedef struct writer
{
	char	   *out;
	size_t		length;
	const trade_finding *finding;
	const trade_thresholds *limit;
	const char *target;
	size_t		target_length;
	trade_double_writer write_double;
} writer;

static void
put(writer *w, const char *s)
{
	size_t		length = strlen(s);

	memcpy(w->out + w->length, s, length + 1);
	w->length += length;
}

/*
 * A sentence's pieces: T the target, F a figure (double), D a threshold
 * (trade_units *), anything else itself.
 */
static void
say(writer *w, const char *format, ...)
{
	va_list		args;
	char		text[TRADE_FIGURE_BYTES];

	va_start(args, format);
	for (const char *c = format; *c; c++)
	{
		if (*c != '%')
		{
			w->out[w->length++] = *c;
			continue;
		}
		switch (*++c)
		{
			case 'T':
				w->length += trade_json_escape(w->out + w->length, w->target, w->target_length);
				break;
			case 'F':
				trade_figure_write(text, va_arg(args, double));
				put(w, text);
				break;
			case 'D':
				trade_limit_write(text, *va_arg(args, const trade_units *));
				put(w, text);
				break;
			default:
				w->out[w->length++] = *c;
		}
	}
	va_end(args);
	w->out[w->length] = 0;
}

static bool
has_fired(const writer *w, trade_signal signal)
{
	return w->finding->signal[signal].verdict == TRADE_FIRED;
}

static void
say_surge(writer *w)
{
	const trade_finding *f = w->finding;
	const trade_signal_result *s = &f->signal[TRADE_SURGE];

	if (!s->has_value)
		say(w, "Exports to %T were %F a month before, so there is nothing to compare the %F a month after with.",
			f->outflow[0], f->outflow[1]);
	else if (has_fired(w, TRADE_SURGE) && s->value >= 1)
		say(w, "Exports to %T rose %F-fold, from %F to %F a month.",
			s->value, f->outflow[0], f->outflow[1]);
	else if (has_fired(w, TRADE_SURGE))
		say(w, "Exports to %T went from %F to %F a month, at least %D times as much.",
			f->outflow[0], f->outflow[1], &w->limit->surge_ratio);
	else if (s->reached)
		say(w, "Exports to %T went from %F to %F a month, but add up to %F, below %D.",
			f->outflow[0], f->outflow[1], f->outflow_total, &w->limit->min_value);
	else
		say(w, "Exports to %T went from %F to %F a month, below %D times as much.",
			f->outflow[0], f->outflow[1], &w->limit->surge_ratio);
}

static void
say_new_route(writer *w)
{
	const trade_finding *f = w->finding;

	if (f->outflow[0] > 0)
		say(w, "Exports to %T are not new: %F a month before.", f->outflow[0]);
	else if (has_fired(w, TRADE_NEW_ROUTE))
		say(w, "Exports to %T began: none before, %F since, %F a month.",
			f->outflow_total, f->outflow[1]);
	else if (f->outflow[1] <= 0)
		say(w, "No exports to %T before or after.");
	else
		say(w, "Exports to %T began, but add up to %F, below %D.",
			f->outflow_total, &w->limit->min_value);
}

static void
say_cover(writer *w)
{
	const trade_finding *f = w->finding;

	if (f->excess[0] <= 0)
		say(w, "Purchases from the origins, %F a month, are not above their baseline of %F.",
			f->inflow[1], f->base);
	else
		say(w, "Extra purchases from the origins, %F a month, are below %D times the extra exports to %T, %F a month.",
			f->excess[0], &w->limit->sourcing_cover, f->excess[1]);
}

static void
say_sourcing(writer *w)
{
	const trade_finding *f = w->finding;
	const trade_signal_result *s = &f->signal[TRADE_SOURCING];

	if (has_fired(w, TRADE_SOURCING))
	{
		if (s->has_value)
			say(w, "Purchases from the origins rose %F-fold, from %F to %F a month, ",
				s->value, f->inflow[0], f->inflow[1]);
		else
			say(w, "Purchases from the origins rose from %F to %F a month, ",
				f->inflow[0], f->inflow[1]);
		say(w, "%F above their baseline.", f->excess[0]);
	}
	else if (f->inflow[1] <= f->inflow[0])
		say(w, "Purchases from the origins did not rise: from %F to %F a month.",
			f->inflow[0], f->inflow[1]);
	else if (!s->reached)
		say(w, "Purchases from the origins went from %F to %F a month, below %D times as much.",
			f->inflow[0], f->inflow[1], &w->limit->sourcing_ratio);
	else
		say_cover(w);
}

static void
say_direct_drop(writer *w)
{
	const trade_finding *f = w->finding;

	if (f->signal[TRADE_DIRECT_DROP].verdict == TRADE_NOT_EVALUABLE)
		say(w, "Not evaluable: the origins sold nothing to %T before.");
	else if (has_fired(w, TRADE_DIRECT_DROP))
		say(w, f->direct[1] < f->direct[0]
			? "Direct sales of the origins to %T fell from %F to %F a month."
			: "Direct sales of the origins to %T went from %F to %F a month.",
			f->direct[0], f->direct[1]);
	else
		say(w, "Direct sales of the origins to %T went from %F to %F a month, above %D times the earlier level.",
			f->direct[0], f->direct[1], &w->limit->direct_drop);
}

static void
say_overlap(writer *w)
{
	const trade_finding *f = w->finding;

	if (!f->has_overlap)
		say(w, "Not evaluable: no exports to %T after.");
	else
		say(w, has_fired(w, TRADE_OVERLAP)
			? "%F %% of the exports to %T are matched by purchases from the origins in the same quarter or year."
			: "Only %F %% of the exports to %T are matched by purchases from the origins in the same quarter or year.",
			100 * f->overlap);
}

static void
say_pass_through(writer *w)
{
	const trade_finding *f = w->finding;

	if (has_fired(w, TRADE_PASS_THROUGH))
		say(w, "Of %F a month of extra purchases from the origins, %F may have gone on to %T.",
			f->excess[0], f->rerouted);
	else if (f->excess[0] > 0 && !f->signal[TRADE_PASS_THROUGH].reached)
		say(w, "Of %F a month of extra purchases from the origins, only %F may have gone on to %T.",
			f->excess[0], f->rerouted);
	else
		say_cover(w);
}

static void
say_wash(writer *w)
{
	static const char *const missing[] = {
		"the origins' share in the imports of %T did not fall",
		"the origins' share in this country's imports did not rise",
		"this country's share in the imports of %T did not rise",
		"elsewhere the origins did not hold their share better than this country"
	};
	const trade_finding *f = w->finding;
	bool		first = true;

	if (has_fired(w, TRADE_WASH))
	{
		say(w, "The origins lost share in %T, gained it here, and this country gained it in %T but not elsewhere; "
			"purchases from the origins, %F a month, cover exports to %T, %F a month.",
			f->inflow[1], f->outflow[1]);
		return;
	}
	say(w, "No wash pattern: ");
	for (int i = 0; i < 4; i++)
	{
		if (f->wash & (1 << i))
			continue;
		if (!first)
			say(w, "; ");
		say(w, missing[i]);
		first = false;
	}
	if (!(f->wash & TRADE_WASH_COVERED))
	{
		if (!first)
			say(w, "; ");
		say(w, "purchases from the origins, %F a month, are below %D times the exports to %T, %F a month",
			f->inflow[1], &w->limit->wash_cover, f->outflow[1]);
	}
	say(w, ".");
}

static void
say_not_a_source(writer *w)
{
	const trade_finding *f = w->finding;

	if (f->signal[TRADE_NOT_A_SOURCE].verdict == TRADE_NOT_EVALUABLE)
		say(w, "Not evaluable: before, neither imports nor exports other than to %T.");
	else
		say(w, has_fired(w, TRADE_NOT_A_SOURCE)
			? "Not a source of its own: before, exports to others than %T were %F a month, imports %F."
			: "A source of its own: before, exports to others than %T were %F a month, imports %F.",
			f->exports_elsewhere, f->imports);
}

static void
say_markup(writer *w)
{
	const trade_finding *f = w->finding;
	const trade_signal_result *s = &f->signal[TRADE_MARKUP];

	if (!s->has_value)
		say(w, "Not evaluable: no quantities for both purchases from the origins and exports to %T after.");
	else if (has_fired(w, TRADE_MARKUP))
		say(w, "Sold to %T at %F %% above the purchase price: %F against %F a unit.",
			100 * s->value, f->unit_value_out, f->unit_value_in);
	else
		say(w, "Sold to %T at %F against a purchase price of %F a unit, below a mark-up of %D.",
			f->unit_value_out, f->unit_value_in, &w->limit->markup);
}

static void
put_reason(writer *w, trade_signal signal)
{
	static void (*const sentence[TRADE_SIGNALS]) (writer *) = {
		say_surge, say_new_route, say_sourcing, say_direct_drop, say_overlap,
		say_pass_through, say_wash, say_not_a_source, say_markup
	};
	static const char *const verdict[] = {"true", "false", "null"};
	const trade_signal_result *s = &w->finding->signal[signal];

	put(w, "{\"code\": \"");
	put(w, trade_signal_code(signal));
	put(w, "\", \"fired\": ");
	put(w, verdict[s->verdict]);
	put(w, ", \"weight\": ");
	w->length += trade_decimal_write(w->out + w->length, w->limit->weight[signal]);
	put(w, ", \"value\": ");
	if (s->has_value)
		w->length += w->write_double(s->value, w->out + w->length);
	else
		put(w, "null");
	put(w, ", \"threshold\": ");
	w->length += trade_decimal_write(w->out + w->length, trade_threshold_shown(w->limit, signal));
	put(w, ", \"sentence\": \"");
	sentence[signal] (w);
	put(w, "\"}");
}

void
trade_reasons_write(const trade_finding *finding, const trade_screen *screen,
					const char *target, size_t target_length,
					trade_double_writer write_double, char *out)
{
	writer		w = {out, 0, finding, &screen->thresholds, target, target_length, write_double};
	trade_signal order[TRADE_SIGNALS];

	trade_finding_order(finding, &screen->thresholds, order);
	put(&w, "[");
	for (int i = 0; i < TRADE_SIGNALS; i++)
	{
		if (i > 0)
			put(&w, ", ");
		put_reason(&w, order[i]);
	}
	put(&w, "]");
}
