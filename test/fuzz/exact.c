/*
 * Exact values against the C library: printf gives the 15 digits that
 * PostgreSQL's float8-to-numeric cast takes, strtod is the nearest double.
 */
#include "fuzz.h"

#include <math.h>

#include "exact/value_core.h"

typedef unsigned __int128 wide;

#define LIMIT ((wide) TRADE_UNITS_LIMIT)
#define GROUPS_MAX 40

/* Digits behind a decimal point at 10^exponent, rounded half away to units. */
static bool
oracle_units(const char *digits, int exponent, wide *units)
{
	int			count = strlen(digits);
	int			kept = exponent + 12;	/* digits that are whole units */

	*units = 0;
	for (int i = 0; i < kept; i++)
	{
		if (*units > LIMIT / 10)
			return false;
		*units = *units * 10 + (i < count ? digits[i] - '0' : 0);
	}
	if (kept >= 0 && kept < count && digits[kept] >= '5')
		*units += 1;
	return *units <= LIMIT;
}

static void
check_status(trade_exact_status status, trade_units units, bool fits, bool negative, wide expected)
{
	HOLDS(status == (fits ? TRADE_EXACT_OK : TRADE_EXACT_OUT_OF_RANGE));
	if (fits)
		HOLDS(units == (negative ? -(trade_units) expected : (trade_units) expected));
}

static void
check_double(double value)
{
	char		text[40];
	char		digits[16];
	wide		expected;
	bool		fits;
	trade_units units = 0;
	trade_exact_status status = trade_units_from_double(value, &units);

	if (!isfinite(value))
	{
		HOLDS(status == TRADE_EXACT_NOT_FINITE);
		return;
	}
	/* d.dddddddddddddde+xx */
	snprintf(text, sizeof(text), "%.14e", fabs(value));
	digits[0] = text[0];
	memcpy(digits + 1, text + 2, 14);
	digits[15] = '\0';
	fits = oracle_units(digits, value == 0 ? 0 : atoi(text + 17) + 1, &expected);
	check_status(status, units, fits, value < 0, expected);
}

static void
check_digits(const uint8_t *data, size_t size)
{
	int16_t		group[GROUPS_MAX];
	char		text[GROUPS_MAX * 4 + 1] = "";
	int			count = (size - 3) / 2 < GROUPS_MAX ? (size - 3) / 2 : GROUPS_MAX;
	int			weight = data[1] % 2 ? (int8_t) data[2] % 10 : (int8_t) data[2] * 256;
	bool		negative = data[0] & 1;
	trade_units units = 0;
	wide		expected = 0;
	trade_exact_status status;
	bool		fits;

	for (int i = 0; i < count; i++)
	{
		group[i] = (data[3 + 2 * i] * 256 + data[4 + 2 * i]) % 10000;
		/* numeric strips zeros in front and behind */
		if ((i == 0 || i == count - 1) && group[i] == 0)
			group[i] = 1;
		snprintf(text + 4 * i, 5, "%04d", group[i]);
	}
	status = trade_units_from_digits(negative, weight, count, group, &units);
	if (weight > 20)
		fits = count == 0;
	else
		fits = oracle_units(text, 4 * (weight + 1), &expected);
	check_status(status, units, fits, negative, expected);
}

static void
check_nearest(trade_units units)
{
	wide		magnitude = units < 0 ? -(wide) units : (wide) units;
	char		text[60];
	char	   *s = text + 50;
	trade_sum	sum = trade_sum_of(units);
	trade_units again;
	double		value;

	strcpy(s, "e-12");
	do
		*--s = '0' + (int) (magnitude % 10);
	while (magnitude /= 10);
	value = strtod(s, NULL);
	if (units < 0)
		value = -value;
	HOLDS(trade_units_to_double(units) == value);
	HOLDS(trade_sum_to_double(&sum) == value);
	if (trade_sum_to_units(&sum, &again))
		HOLDS(again == units);
	else
		HOLDS(units > TRADE_UNITS_LIMIT || units < -TRADE_UNITS_LIMIT);
}

static void
check_sum(trade_units a, trade_units b, uint32_t factor)
{
	trade_sum	sum = trade_sum_of(a);
	trade_sum	scaled;
	trade_sum	repeated = {{0, 0, 0}};

	trade_sum_add_units(&sum, b);
	scaled = sum;
	HOLDS(trade_sum_scale(&scaled, factor % 50));
	for (uint32_t i = 0; i < factor % 50; i++)
		trade_sum_add(&repeated, &sum);
	HOLDS(memcmp(&scaled, &repeated, sizeof(scaled)) == 0);
	sum = trade_sum_of(a);
	trade_sum_add_units(&sum, b);
	repeated = trade_sum_of(b);
	trade_sum_subtract(&sum, &repeated);
	repeated = trade_sum_of(a);
	HOLDS(memcmp(&sum, &repeated, sizeof(sum)) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	double		value;
	trade_units units[2] = {0, 0};
	char		text[64];

	if (size >= 4)
		check_digits(data, size);
	if (size >= sizeof(value))
	{
		memcpy(&value, data, sizeof(value));
		check_double(value);
		check_double(ldexp(frexp(value, &(int) {0}), data[0] % 130 - 42));
	}
	/* a decimal number as people write it */
	memcpy(text, data, size < 63 ? size : 63);
	text[size < 63 ? size : 63] = '\0';
	check_double(strtod(text, NULL));
	memcpy(units, data, size < sizeof(units) ? size : sizeof(units));
	check_nearest(units[0]);
	check_sum(units[0], units[1], size);
	return 0;
}
