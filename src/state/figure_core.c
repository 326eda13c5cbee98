/*
 * Figures for people to read.
 */
#include "state/figure_core.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "state/json_write_core.h"

#define MILLION 1000000

/* Puts separators between the thousands of a number's whole part, in place. */
static int
separate(char *text)
{
	size_t		length = strlen(text);
	size_t		first = text[0] == '-';
	size_t		whole = strcspn(text, ".");

	for (size_t at = whole; at > first + 3;)
	{
		at -= 3;
		memmove(text + at + 1, text + at, length - at + 1);
		text[at] = ',';
		length++;
	}
	return (int) length;
}

/* Whether digits alone would be too many. */
static bool
is_far(double value)
{
	double		magnitude = fabs(value);

	return magnitude >= 1e18 || (magnitude != 0 && magnitude < 1e-6);
}

int
trade_fixed_write(char *text, double value, int decimals)
{
	if (is_far(value))
		return snprintf(text, TRADE_FIGURE_BYTES, "%.3g", value);
	snprintf(text, TRADE_FIGURE_BYTES, "%.*f", decimals, value);
	/* what rounds to nothing is not below it */
	if (text[0] == '-' && strspn(text + 1, "0.") == strlen(text + 1))
		memmove(text, text + 1, strlen(text));
	return separate(text);
}

int
trade_figure_write(char *text, double value)
{
	double		magnitude = fabs(value);
	int			decimals = 0;
	int			length;

	while (decimals < 12 && magnitude != 0 && magnitude * pow(10, decimals) < 99.95)
		decimals++;
	length = trade_fixed_write(text, value, decimals);
	if (decimals == 0 || is_far(value))
		return length;
	while (text[length - 1] == '0')
		length--;
	if (text[length - 1] == '.')
		length--;
	text[length] = 0;
	return length;
}

static int
write_millions(char *text, int length)
{
	strcpy(text + length, " M");
	return length + 2;
}

int
trade_amount_write(char *text, double value)
{
	if (fabs(value) < MILLION)
		return trade_figure_write(text, value);
	return write_millions(text, trade_fixed_write(text, value / MILLION, 1));
}

int
trade_limit_write(char *text, trade_units limit)
{
	trade_decimal_write(text, limit);
	return separate(text);
}

int
trade_amount_limit_write(char *text, trade_units limit)
{
	if (limit < MILLION * TRADE_UNITS_PER_ONE || limit % MILLION != 0)
		return trade_limit_write(text, limit);
	return write_millions(text, trade_limit_write(text, limit / MILLION));
}
