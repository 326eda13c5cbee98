/*
 * The reasons of a finding as JSON.
 */
#include "screen/reasons_core.h"

#include "screen/say_core.h"

/* No sentence has more pieces, nor its object more other text. */
#define PIECES 12
#define TEXT 900

size_t
trade_reasons_size(const trade_words *words)
{
	return TRADE_SIGNALS * trade_sentence_size(words, PIECES, TEXT);
}

/* A decimal; its square as the double nearest to it. */
static void
put_threshold(trade_sentence *s, const trade_finding *f, const trade_thresholds *limit, trade_signal signal,
			  trade_double_writer write_double)
{
	bool		squared;
	trade_units threshold = trade_finding_threshold(f, limit, signal, &squared);

	if (squared)
		s->length += write_double(trade_say_square(threshold), s->out + s->length);
	else
		s->length += trade_decimal_write(s->out + s->length, threshold);
}

static void
put_reason(trade_sentence *s, const trade_finding *f, const trade_scene *scene, trade_signal signal,
		   trade_double_writer write_double)
{
	static const char *const verdict[] = {"true", "false", "null"};
	const trade_signal_result *result = &f->signal[signal];

	trade_sentence_put(s, "{\"code\": \"");
	trade_sentence_put(s, trade_signal_code(signal));
	trade_sentence_put(s, "\", \"fired\": ");
	trade_sentence_put(s, verdict[result->verdict]);
	trade_sentence_put(s, ", \"weight\": ");
	s->length += trade_decimal_write(s->out + s->length, scene->limit->weight[signal]);
	trade_sentence_put(s, ", \"value\": ");
	if (result->has_value)
		s->length += write_double(result->value, s->out + s->length);
	else
		trade_sentence_put(s, "null");
	trade_sentence_put(s, ", \"threshold\": ");
	put_threshold(s, f, scene->limit, signal, write_double);
	trade_sentence_put(s, ", \"sentence\": \"");
	trade_say(s, f, scene, signal);
	trade_sentence_put(s, "\"}");
}

void
trade_reasons_write(const trade_finding *finding, const trade_scene *scene, const trade_words *words,
					trade_double_writer write_double, char *out)
{
	trade_sentence s = {words, out, 0};
	trade_signal order[TRADE_SIGNALS];

	trade_finding_order(finding, scene->limit, order);
	trade_sentence_put(&s, "[");
	for (int i = 0; i < TRADE_SIGNALS; i++)
	{
		if (i > 0)
			trade_sentence_put(&s, ", ");
		put_reason(&s, finding, scene, order[i], write_double);
	}
	trade_sentence_put(&s, "]");
}
