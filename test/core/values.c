/*
 * Exact values at their ends: decades and powers of two with their neighbours, sums half
 * way between two doubles, by the harness's way of the same.  Prints TAP.
 */
#include "../fuzz/exact.c"
#include "tap.h"

#define ONE TRADE_UNITS_PER_ONE

static uint64_t state = 1;

static uint64_t
any(void)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return state >> 11;
}

/* A double with its neighbours, of both signs. */
static void
check_near(double value)
{
	for (int sign = -1; sign <= 1; sign += 2)
	{
		check_double(sign * value);
		check_double(sign * nextafter(value, INFINITY));
		check_double(sign * nextafter(value, 0));
	}
}

static void
check_doubles(void)
{
	for (int decade = -15; decade <= 28; decade++)
		for (int digit = 1; digit < 10; digit++)
		{
			char		text[20];

			snprintf(text, sizeof text, "%de%d", digit, decade);
			check_near(strtod(text, NULL));
		}
	for (int exponent = -46; exponent <= 90; exponent++)
		for (int i = 0; i < 40; i++)
			check_near(ldexp(1 + (i == 0 ? 0 : ldexp(any(), -53)), exponent));
	check_near(1.7e26);
	/* of fifteen digits just below half a unit, and of sixteen that are half a one as fifteen */
	for (int decade = -13; decade < 0; decade++)
		for (int i = 0; i < 18; i++)
		{
			const int	digits = 15 + i % 2;
			char		text[40] = "10000000000000000";

			text[0] += i / 2;
			memset(text + 13 + decade, '9', digits - 13 - decade);
			text[13 + decade] = '4';
			text[digits - 1] = digits == 15 ? '5' : '6';
			snprintf(text + digits, 10, "e%d", decade - digits + 1);
			check_near(strtod(text, NULL));
		}
	ok("doubles as units: decades, powers of two, the limit");
}

static void
check_units(void)
{
	const trade_units two53 = (trade_units) 1 << 53;

	for (int bit = 0; bit < 126; bit++)
		for (int less = 0; less <= 60 && less <= bit; less++)
			for (int i = -1; i <= 1; i++)
			{
				const trade_units near = ((trade_units) 1 << bit) + i * ((trade_units) 1 << (bit - less));

				check_nearest(near);
				check_nearest(-near);
			}
	/* whole numbers, thousandths and units about 2^53 of them, and between 2^53 and 2^54 */
	for (int i = -4; i <= 4; i++)
		for (int sign = -1; sign <= 1; sign += 2)
		{
			check_nearest(sign * (two53 + i));
			check_nearest(sign * (two53 + i) * (ONE / 1000));
			check_nearest(sign * (two53 + i) * ONE);
		}
	/* would be thousandths if the bits above 64 were twice as many */
	check_nearest((trade_units) 37000000000 * (ONE / 1000) - ((trade_units) 1 << 64));
	for (int i = 0; i < 2000; i++)
	{
		const trade_units odd = two53 + (any() | 1) % (uint64_t) two53;

		check_nearest(odd);
		check_nearest(-odd * (ONE / 1000));
		check_nearest(odd * ONE);
	}
	ok("units as doubles: powers of two, thousandths, whole numbers");
}

/* 2^53 + 1 times a power of two is half way between two doubles; anything more is nearer to the higher one. */
static void
check_halves(void)
{
	for (int power = 1; power <= 90; power++)
		for (int more = -1; more <= 1; more++)
			for (int sign = -1; sign <= 1; sign += 2)
			{
				trade_sum	sum = trade_sum_of(sign * (((trade_units) 1 << 53) + 1) * ONE);

				IS(trade_sum_scale(&sum, UINT64_C(1) << power / 2) && trade_sum_scale(&sum, UINT64_C(1) << (power - power / 2)));
				trade_sum_add_units(&sum, more * ONE);
				IS(trade_sum_to_double(&sum) == sign * ldexp(more * sign > 0 ? 0x1p53 + 2 : 0x1p53, power));
			}
	ok("sums half way between doubles, by one more and less");
}

static bool
digits_are(int weight, int count, const int16_t *digits, trade_exact_status status, trade_units want)
{
	trade_units got = -1;

	if (trade_units_from_digits(true, weight, count, digits, &got) != status || (status == TRADE_EXACT_OK && got != -want))
		return false;
	return trade_units_from_digits(false, weight, count, digits, &got) == status && (status != TRADE_EXACT_OK || got == want);
}

static void
check_numeric(void)
{
	IS(digits_are(6, 1, (int16_t[]) {170}, TRADE_EXACT_OK, TRADE_UNITS_LIMIT) && digits_are(6, 1, (int16_t[]) {171}, TRADE_EXACT_OUT_OF_RANGE, 0));
	IS(digits_are(6, 10, (int16_t[]) {170, 0, 0, 0, 0, 0, 0, 0, 0, 1}, TRADE_EXACT_OUT_OF_RANGE, 0));
	IS(digits_are(6, 10, (int16_t[]) {169, 9999, 9999, 9999, 9999, 9999, 9999, 9999, 9999, 9999}, TRADE_EXACT_OK, TRADE_UNITS_LIMIT - 1));
	IS(digits_are(7, 1, (int16_t[]) {1}, TRADE_EXACT_OUT_OF_RANGE, 0) && digits_are(7, 2, (int16_t[]) {0, 1}, TRADE_EXACT_OK, ONE * 1000000000000 * 1000000000000));
	IS(digits_are(-3, 1, (int16_t[]) {1}, TRADE_EXACT_OK, 1) && digits_are(-3, 2, (int16_t[]) {1, 4999}, TRADE_EXACT_OK, 1));
	/* half a unit is one */
	IS(digits_are(-4, 1, (int16_t[]) {5000}, TRADE_EXACT_OK, 1) && digits_are(-4, 1, (int16_t[]) {4999}, TRADE_EXACT_OK, 0));
	IS(digits_are(-5, 1, (int16_t[]) {9999}, TRADE_EXACT_OK, 0) && digits_are(9, 0, NULL, TRADE_EXACT_OK, 0));
	ok("numerics as units: the limit, half a unit");
}

int
main(void)
{
	check_doubles();
	check_units();
	check_halves();
	check_numeric();
	printf("1..%d\n", tests);
	return 0;
}
