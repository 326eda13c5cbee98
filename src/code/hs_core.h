/*
 * Codes of the Harmonized System: 2 to 10 digits, an even number of them.
 *
 * Digit i is the nibble digit + 1, from the top; nibbles after the last digit
 * are zero.  So unsigned order is the order of the text, a heading stands right
 * before its codes, and all codes under it are one range.
 */
#ifndef TRADE_HS_CORE_H
#define TRADE_HS_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t trade_hs;

#define TRADE_HS_MAX_DIGITS 10

typedef enum trade_hs_problem
{
	TRADE_HS_OK,
	TRADE_HS_SYNTAX,			/* not digits with single dots or blanks between them */
	TRADE_HS_ODD,				/* perhaps a leading zero was lost */
	TRADE_HS_LONG				/* more than 10 digits */
} trade_hs_problem;

/*
 * Reads a code; blanks around it are ignored.  *digits, where not NULL, is how
 * many digits there are unless the problem is the syntax.
 */
extern trade_hs_problem trade_hs_read(const char *s, size_t len, trade_hs *out, int *digits);

/* The same for those who need no reason. */
extern bool trade_hs_parse(const char *s, size_t len, trade_hs *out);

/* A number as a code of so many digits; false where it does not fit. */
extern bool trade_hs_from_number(int64_t number, int digits, trade_hs *out);

/* Writes the digits and a terminating zero; returns the number of digits. */
extern int	trade_hs_text(trade_hs code, char out[11]);

/* Is it a code at all?  For what came over the wire. */
extern bool trade_hs_valid(trade_hs code);

extern int	trade_hs_digits(trade_hs code);

/* The first digits of the code, which must have as many. */
extern trade_hs trade_hs_cut(trade_hs code, int digits);

/* The last code within: all codes from the ancestor to this are within it. */
extern trade_hs trade_hs_range_end(trade_hs ancestor);

/* A code is within itself. */
extern bool trade_hs_within(trade_hs code, trade_hs ancestor);

#endif
