/*
 * Sentences put together from words, labels, figures and periods.
 */
#include "leaks/reason_core.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "state/figure_core.h"

void
trade_reason_begin(trade_reason *reason, trade_frequency frequency)
{
	reason->length = 0;
	reason->frequency = frequency;
	reason->text[0] = 0;
}

static void
put(trade_reason *reason, const char *text, int length)
{
	memcpy(reason->text + reason->length, text, length);
	reason->length += length;
}

static void
put_number(trade_reason *reason, char kind, va_list *arguments)
{
	char		text[TRADE_FIGURE_BYTES];
	double		value;
	int			length;

	switch (kind)
	{
		case 'I':
			length = snprintf(text, sizeof text, "%d", va_arg(*arguments, int));
			break;
		case 'A':
			length = trade_amount_write(text, va_arg(*arguments, double));
			break;
		case 'R':
			length = trade_ratio_write(text, va_arg(*arguments, double));
			break;
		case 'U':
			value = va_arg(*arguments, double);
			length = trade_ratio_below_write(text, value, va_arg(*arguments, double));
			break;
		case 'L':
			length = trade_limit_write(text, *va_arg(*arguments, const trade_units *));
			break;
		default:
			length = trade_amount_limit_write(text, *va_arg(*arguments, const trade_units *));
	}
	put(reason, text, length);
}

static void
put_period(trade_reason *reason, trade_month month)
{
	char		text[TRADE_PERIOD_TEXT + 1];

	put(reason, text, trade_period_write(text, month, reason->frequency));
}

static void
put_piece(trade_reason *reason, char kind, va_list *arguments)
{
	const trade_name *name;
	const char *words;

	switch (kind)
	{
		case '%':
			put(reason, "%", 1);
			break;
		case 'N':
			name = va_arg(*arguments, const trade_name *);
			put(reason, name->text, name->length);
			break;
		case 'S':
			words = va_arg(*arguments, const char *);
			put(reason, words, strlen(words));
			break;
		case 'M':
			put_period(reason, va_arg(*arguments, trade_month));
			break;
		default:
			put_number(reason, kind, arguments);
	}
}

void
trade_reason_say(trade_reason *reason, const char *format, ...)
{
	va_list		arguments;

	va_start(arguments, format);
	for (const char *at = format; *at; at++)
		if (*at == '%')
			put_piece(reason, *++at, &arguments);
		else
			put(reason, at, 1);
	va_end(arguments);
	reason->text[reason->length] = 0;
}
