/*
 * Figures for people to read.
 */
#include "state/figure_core.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
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

#define DECIMALS_MOST 12

static const double power_of_ten[DECIMALS_MOST + 1] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

/* The digits of a whole number, with separators, in front of a place; gives where they begin. */
static char *
put_before(char *end, uint64_t number)
{
	int			digits = 0;

	do
	{
		if (digits > 0 && digits % 3 == 0)
			*--end = ',';
		*--end = '0' + number % 10;
		number /= 10;
		digits++;
	} while (number > 0);
	return end;
}

/*
 * What printf writes, a third of whose time it takes; 0 where that must decide: near
 * the middle between two numbers, or with many digits.
 */
static int
write_near(char *text, double value, int decimals)
{
	double		scaled = fabs(value) * power_of_ten[decimals];
	uint64_t	number;
	uint64_t	one = (uint64_t) power_of_ten[decimals];
	char		digits[TRADE_FIGURE_BYTES];
	char	   *end = digits + sizeof digits;
	char	   *begin = end;
	double		rest;

	if (!(scaled < 1e12))
		return 0;
	number = (uint64_t) scaled;
	rest = scaled - (double) number;
	if (fabs(rest - 0.5) < 1e-3)
		return 0;
	number += rest > 0.5;
	for (uint64_t part = number % one, left = decimals; left > 0; left--, part /= 10)
		*--begin = '0' + part % 10;
	if (decimals > 0)
		*--begin = '.';
	begin = put_before(begin, number / one);
	if (value < 0)
		*--begin = '-';
	memcpy(text, begin, end - begin);
	text[end - begin] = '\0';
	return (int) (end - begin);
}

/* So many decimals, with separators, of which one is not 0; far from 1 an exponent. */
static int
write_fixed(char *text, double value, int decimals)
{
	int			length;

	if (is_far(value))
		return snprintf(text, TRADE_FIGURE_BYTES, "%.3g", value);
	length = write_near(text, value, decimals);
	if (length > 0)
		return length;
	snprintf(text, TRADE_FIGURE_BYTES, "%.*f", decimals, value);
	return separate(text);
}

/* Whole from `full` on, below it with as many significant digits as that rounds to. */
static int
write_significant(char *text, double value, double full)
{
	double		magnitude = fabs(value);
	int			decimals = 0;
	int			length;

	while (decimals < DECIMALS_MOST && magnitude != 0 && magnitude * power_of_ten[decimals] < full)
		decimals++;
	length = write_fixed(text, value, decimals);
	if (decimals == 0 || is_far(value))
		return length;
	while (text[length - 1] == '0')
		length--;
	if (text[length - 1] == '.')
		length--;
	text[length] = 0;
	return length;
}

int
trade_figure_write(char *text, double value)
{
	return write_significant(text, value, 99.95);
}

int
trade_ratio_write(char *text, double value)
{
	return write_significant(text, value, 9.95);
}

/* What a figure reads as. */
static double
read_figure(const char *text)
{
	char		plain[TRADE_FIGURE_BYTES];
	char	   *end = plain;

	for (; *text; text++)
		if (*text != ',')
			*end++ = *text;
	*end = 0;
	return strtod(plain, NULL);
}

int
trade_ratio_below_write(char *text, double value, double limit)
{
	double		full = 9.95;
	int			length = write_significant(text, value, full);

	while (value < limit && full < 1e12 && read_figure(text) >= limit)
	{
		full = 10 * full + 0.45;
		length = write_significant(text, value, full);
	}
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
	return write_millions(text, write_fixed(text, value / MILLION, 1));
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
