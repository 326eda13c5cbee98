/*
 * Figures for people to read against printf, and widths of columns against their bounds.
 * Prints TAP.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "state/column_core.h"
#include "state/figure_core.h"
#include "tap.h"

#define ONE TRADE_UNITS_PER_ONE

/* Commas between the thousands of what printf wrote. */
static void
separate(char *text)
{
	char		plain[TRADE_FIGURE_BYTES];
	char	   *at = text;
	int			whole;

	strcpy(plain, text);
	whole = (int) strcspn(plain, ".");
	for (int i = 0; plain[i] != '\0'; i++)
	{
		const int	left = whole - i;

		if (left > 0 && left % 3 == 0 && i > 0 && plain[i - 1] != '-')
			*at++ = ',';
		*at++ = plain[i];
	}
	*at = '\0';
}

static void
plain_fixed(char *text, double value, int decimals)
{
	const double size = fabs(value);

	if (size >= 1e18 || (size != 0 && size < 1e-6))
	{
		sprintf(text, "%.3g", value);
		return;
	}
	sprintf(text, "%.*f", decimals, value);
	separate(text);
}

/* As many decimals as give a value above `full`, zeros at their end away. */
static void
plain_significant(char *text, double value, double full)
{
	const double size = fabs(value);
	int			decimals = 0;

	while (decimals < 12 && size != 0 && size * pow(10, decimals) < full)
		decimals++;
	plain_fixed(text, value, decimals);
	if (strchr(text, '.') == NULL || strchr(text, 'e') != NULL)
		return;
	while (text[strlen(text) - 1] == '0')
		text[strlen(text) - 1] = '\0';
	if (text[strlen(text) - 1] == '.')
		text[strlen(text) - 1] = '\0';
}

static void
plain_amount(char *text, double value)
{
	if (fabs(value) < 1e6)
	{
		plain_significant(text, value, 99.95);
		return;
	}
	plain_fixed(text, value / 1e6, 1);
	strcat(text, " M");
}

static void
is(const char *got, int length, const char *want)
{
	if (strcmp(got, want) == 0 && length == (int) strlen(want))
		return;
	printf("# got %s (%d), want %s\n", got, length, want);
	good = false;
}

static void
check_value(double value)
{
	char		text[TRADE_FIGURE_BYTES];
	char		want[TRADE_FIGURE_BYTES];

	plain_significant(want, value, 99.95);
	is(text, trade_figure_write(text, value), want);
	plain_significant(want, value, 9.95);
	is(text, trade_ratio_write(text, value), want);
	plain_amount(want, value);
	is(text, trade_amount_write(text, value), want);
}

static void
check_values(void)
{
	static const double some[] = {0, 1, 9.95, 9.949, 9.9499999, 99.95, 99.9499, 99.949999, 0.5, 1.5, 2.5, 0.25, 0.125, 6.25, 12.5, 999.5, 1000.5, 99950,
		999999.4, 999999.5, 1e6, 1.05e6, 1.25e6, 999999999, 1e9, 1e12, 1e15, 1e17, 999999999999999872.0, 1e18, 1.5e18, 1e-6, 9.99e-7, 1e-5, 1.0005e-6,
		123456789, 1234567.8, 100, 1000, 999, 0.0999, 0.995, 0.0995, 0.9951, 0.9949, 4.65, 0.333, 1445074, 163, 0.85, 6.2};

	for (size_t i = 0; i < sizeof some / sizeof some[0]; i++)
		for (int sign = -1; sign <= 1; sign += 2)
			for (int step = -2; step <= 2; step++)
			{
				double		value = sign * some[i];

				for (int j = 0; j < abs(step); j++)
					value = nextafter(value, step * HUGE_VAL);
				if (value != 0)
					check_value(value);
			}
	for (int digits = 1; digits < 2000; digits += 7)
		for (int exponent = -8; exponent <= 18; exponent++)
			check_value(digits * pow(10, exponent));
	ok("figures, ratios and amounts as printf rounds them");
}

static void
below_is(double value, double limit, const char *want)
{
	char		text[TRADE_FIGURE_BYTES];

	is(text, trade_ratio_below_write(text, value, limit), want);
}

static void
limit_is(trade_units limit, const char *want, const char *amount)
{
	char		text[TRADE_FIGURE_BYTES];

	is(text, trade_limit_write(text, limit), want);
	is(text, trade_amount_limit_write(text, limit), amount);
}

static void
check_limits(void)
{
	below_is(2.9, 3, "2.9");
	below_is(2.96, 3, "2.96");
	below_is(2.9996, 3, "2.9996");
	below_is(3, 3, "3");
	below_is(3.04, 3, "3");
	below_is(999.96, 1000, "999.96");
	below_is(1234.6, 1234.7, "1,234.6");
	below_is(nextafter(3, 0), 3, "3");
	below_is(0.04999, 0.05, "0.04999");
	limit_is(50000 * ONE, "50,000", "50,000");
	limit_is(ONE / 1000, "0.001", "0.001");
	limit_is(999999 * ONE, "999,999", "999,999");
	limit_is(1000000 * ONE, "1,000,000", "1 M");
	limit_is(1234567 * ONE + ONE / 2, "1,234,567.5", "1.2345675 M");
	limit_is(1000000 * ONE + 1, "1,000,000.000000000001", "1,000,000.000000000001");
	limit_is(-1000 * ONE, "-1,000", "-1,000");
	limit_is(-100 * ONE, "-100", "-100");
	limit_is(1234567890 * ONE, "1,234,567,890", "1,234.56789 M");
	ok("what is below a limit, and limits with all their digits");
}

static uint32_t
width_of(trade_units least, trade_units most, int scale)
{
	const trade_column column = {least, most, scale};

	return trade_column_width(&column);
}

static void
check_widths(void)
{
	IS(width_of(0, 0, 12) == 0 && width_of(0, 1, 0) == 1 && width_of(-1, 0, 0) == 1);
	for (uint32_t width = 1; width < 16; width++)
	{
		const trade_units edge = (trade_units) 1 << (8 * width - 1);

		IS(width_of(-edge, edge - 1, 0) == width && width_of(-edge - 1, 0, 0) == width + 1 && width_of(0, edge, 0) == width + 1);
		if (width < 12)
			IS(width_of(-edge * 1000, (edge - 1) * 1000, 3) == width && width_of(0, edge * 1000, 3) == width + 1);
	}
	IS(width_of(-TRADE_UNITS_LIMIT, TRADE_UNITS_LIMIT, 0) == 16);
	for (int exponent = 0; exponent <= 12; exponent++)
		IS((double) trade_power_of_ten(exponent) == pow(10, exponent));
	ok("widths of columns");
}

int
main(void)
{
	check_values();
	check_limits();
	check_widths();
	printf("1..%d\n", tests);
	return 0;
}
