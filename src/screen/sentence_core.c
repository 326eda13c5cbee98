/*
 * Sentences, piece by piece.
 */
#include "screen/sentence_core.h"

#include <stdarg.h>
#include <string.h>

#include "state/figure_core.h"

static inline void
put_bytes(trade_sentence *s, const char *bytes, size_t length)
{
	memcpy(s->out + s->length, bytes, length);
	s->length += length;
}

void
trade_sentence_put(trade_sentence *s, const char *text)
{
	put_bytes(s, text, strlen(text));
}

static void
put_unit(trade_sentence *s)
{
	if (s->words->unit == NULL)
		return;
	put_bytes(s, s->words->unit, s->words->unit_length);
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
			put_bytes(s, s->words->target, s->words->target_length);
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
	for (const char *piece; (piece = strchr(format, '%')) != NULL; format = piece + 2)
	{
		put_bytes(s, format, piece - format);
		put_piece(s, piece[1], &args);
	}
	trade_sentence_put(s, format);
	va_end(args);
}
