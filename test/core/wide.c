/* Prints random operations on wide integers and fractions, for wide.py to repeat. */
#include "exact/wide_core.h"

#include <inttypes.h>
#include <stdio.h>

static uint64_t state = UINT64_C(88172645463325252);

static uint64_t
random_word(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* Up to 150 bits, every length alike. */
static trade_wide
random_wide(void)
{
	trade_sum	sum;
	trade_wide	wide;
	int			bits = random_word() % 150 + 1;

	for (int i = 0; i < 3; i++, bits -= 64)
	{
		sum.word[i] = bits > 0 ? random_word() : 0;
		if (bits > 0 && bits < 64)
			sum.word[i] &= (UINT64_C(1) << bits) - 1;
	}
	if (random_word() & 1)
		trade_sum_negate(&sum);
	trade_wide_of_sum(&wide, &sum);
	return wide;
}

static void
print(const trade_wide *a)
{
	printf("%s0", a->negative ? "-" : "");
	for (int i = a->length - 1; i >= 0; i--)
		printf("%016" PRIx64, a->word[i]);
	printf(" ");
}

int
main(void)
{
	for (int i = 0; i < 40000; i++)
	{
		trade_wide	a = random_wide();
		trade_wide	b = random_wide();
		trade_wide	c = random_wide();
		trade_wide	product;
		trade_wide	multiple;
		uint64_t	factor = random_word() >> random_word() % 64;
		trade_fraction f;
		trade_fraction g;

		trade_wide_multiply(&product, &a, &b);
		trade_wide_copy(&multiple, &a);
		trade_wide_scale(&multiple, factor);
		/* a sum or a difference may be either operand */
		trade_wide_copy(&f.numerator, i & 2 ? &product : &c);
		trade_wide_subtract(&f.numerator, i & 2 ? &f.numerator : &product, i & 2 ? &c : &f.numerator);
		trade_wide_multiply(&f.denominator, &c, &c);
		if (i & 1)
			trade_wide_copy(&f.denominator, &c);
		trade_wide_copy(&g.numerator, i & 4 ? &a : &b);
		trade_wide_add(&g.numerator, i & 4 ? &g.numerator : &a, i & 4 ? &b : &g.numerator);
		trade_wide_copy(&g.denominator, &f.denominator);
		/* A third with few bits, where the division is the machine's. */
		if (i % 3 == 0)
		{
			trade_wide_of_units(&f.numerator, (int64_t) (random_word() >> random_word() % 60));
			trade_wide_of_units(&f.denominator, random_word() % 1000 + 1);
		}
		if (trade_wide_sign(&f.denominator) == 0 || trade_wide_sign(&g.denominator) == 0)
			continue;
		f.denominator.negative = g.denominator.negative = false;
		print(&a);
		print(&b);
		print(&c);
		print(&product);
		print(&multiple);
		printf("%" PRIx64 " ", factor);
		print(&f.numerator);
		print(&f.denominator);
		print(&g.numerator);
		print(&g.denominator);
		printf("%a %d %d\n", trade_fraction_to_double(&f), trade_fraction_compare(&f, &g),
			   trade_fraction_compare_scaled(&f, 5 * TRADE_UNITS_PER_ONE / 4, &g));
	}
}
