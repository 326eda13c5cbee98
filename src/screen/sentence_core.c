/*
 * Sentences inside JSON, piece by piece.
 */
#include "screen/sentence_core.h"

#include <stdarg.h>
#include <string.h>

#include "state/figure_core.h"
#include "state/json_write_core.h"

void
trade_sentence_put(trade_sentence *s, const char *text)
{
	size_t		length = strlen(text);

	memcpy(s->out + s->length, text, length + 1);
	s->length += length;
}

static void
put_unit(trade_sentence *s)
{
	if (s->words->unit == NULL)
		return;
	s->length += trade_json_escape(s->out + s->length, s->words->unit, s->words->unit_length);
	s->out[s->length++] = ' ';
}

static void
put_number(trade_sentence *s, int number)
{
	s->length += trade_limit_write(s->out + s->length, number * TRADE_UNITS_PER_ONE);
}

static void
put_piece(trade_sentence *s, char kind, va_list *args)
{
	char	   *end;

	if (kind == 'M' || kind == 'A' || kind == 'L')
		put_unit(s);
	end = s->out + s->length;
	switch (kind)
	{
		case 'T':
			s->length += trade_json_escape(end, s->words->target, s->words->target_length);
			break;
		case 'F':
		case 'M':
			s->length += trade_figure_write(end, va_arg(*args, double));
			break;
		case 'A':
			s->length += trade_amount_write(end, va_arg(*args, double));
			break;
		case 'D':
		case 'L':
			s->length += trade_limit_write(end, *va_arg(*args, const trade_units *));
			break;
		case 'P':
			s->length += trade_period_write(end, va_arg(*args, int), s->words->frequency);
			break;
		case 'N':
			put_number(s, va_arg(*args, int));
			break;
		default:
			s->out[s->length++] = kind;
	}
}

void
trade_sentence_say(trade_sentence *s, const char *format, ...)
{
	va_list		args;

	va_start(args, format);
	for (const char *c = format; *c; c++)
	{
		if (*c == '%')
			put_piece(s, *++c, &args);
		else
			s->out[s->length++] = *c;
	}
	va_end(args);
	s->out[s->length] = 0;
}
