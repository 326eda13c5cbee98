/*
 * Integers of up to 2,048 bits with a sign, and fractions of them.
 *
 * Wide enough that nothing an intermediary screen compares can overflow.  A sum of
 * cells stays below 2^152, a threshold below 2^127, the common denominator of seasonal
 * weights below 2^185 (2^20 where no year is missing).  The longest is the comparison of
 * the extra purchases with their swings, of two squares: below 2^2000, and below 2^1000
 * where no year is missing.
 */
#ifndef TRADE_WIDE_CORE_H
#define TRADE_WIDE_CORE_H

#include <stdbool.h>
#include <stdint.h>

#include "exact/value_core.h"

#define TRADE_WIDE_WORDS 32

/* Magnitude, least significant word first, no leading zero word; zero has none. */
typedef struct trade_wide
{
	bool		negative;
	int			length;
	uint64_t	word[TRADE_WIDE_WORDS];
} trade_wide;

/* denominator > 0, unless said otherwise. */
typedef struct trade_fraction
{
	trade_wide	numerator;
	trade_wide	denominator;
} trade_fraction;

/*
 * Results come first, as in GMP.  A sum or a difference may be an operand, too; a product is
 * none: to give a number back is to copy its words.
 */
extern void trade_wide_copy(trade_wide *a, const trade_wide *from);
extern void trade_wide_of_sum(trade_wide *a, const trade_sum *sum);
extern void trade_wide_of_units(trade_wide *a, trade_units units);
extern void trade_wide_add(trade_wide *sum, const trade_wide *a, const trade_wide *b);
extern void trade_wide_subtract(trade_wide *difference, const trade_wide *a, const trade_wide *b);
extern void trade_wide_multiply(trade_wide *product, const trade_wide *a, const trade_wide *b);
extern void trade_wide_of_product(trade_wide *product, trade_units a, trade_units b);
extern void trade_wide_scale(trade_wide *a, uint64_t factor);
extern int	trade_wide_compare(const trade_wide *a, const trade_wide *b);

/* Compares a with factor * b, the factor a decimal in units of 10^-12. */
extern int	trade_wide_compare_scaled(const trade_wide *a, trade_units factor, const trade_wide *b);

/* A whole quotient, rounded towards 0; gives the remainder's magnitude. */
extern uint64_t trade_wide_divide(trade_wide *quotient, const trade_wide *a, uint64_t divisor);

/* Makes a number above 0 the least one that it and the other divide; gives what it grew by. */
extern uint64_t trade_wide_common_multiple(trade_wide *a, uint64_t other);

static inline int
trade_wide_sign(const trade_wide *a)
{
	return a->length == 0 ? 0 : a->negative ? -1 : 1;
}

static inline int
trade_fraction_sign(const trade_fraction *a)
{
	return trade_wide_sign(&a->numerator);
}

extern void trade_fraction_of(trade_fraction *a, const trade_sum *sum, trade_units divisor);
extern void trade_fraction_copy(trade_fraction *a, const trade_fraction *from);
extern void trade_fraction_subtract(trade_fraction *difference, const trade_fraction *a, const trade_fraction *b);

/* a / b, for b > 0. */
extern void trade_fraction_divide(trade_fraction *quotient, const trade_fraction *a, const trade_fraction *b);
extern int	trade_fraction_compare(const trade_fraction *a, const trade_fraction *b);

/* Compares a with factor * b, the factor a decimal in units of 10^-12. */
extern int	trade_fraction_compare_scaled(const trade_fraction *a, trade_units factor,
										  const trade_fraction *b);

/*
 * The double nearest to n / d, or to the fraction, ties to even.  Those whose value
 * is not in double's normal range do not occur.
 */
extern double trade_wide_ratio(const trade_wide *n, const trade_wide *d);
extern double trade_fraction_to_double(const trade_fraction *a);

#endif
