/*
 * Codes of the Harmonized System: 2 to 10 digits, an even number of them.  There
 * are no chapters 00 (so no code begins with more zeros than its chapter has) and
 * 77 (reserved).
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
	TRADE_HS_WORD,				/* no digits, or letters too: not meant as a code */
	TRADE_HS_SYNTAX,			/* not digits with single dots between them */
	TRADE_HS_FLOAT,				/* a number with a decimal point or an exponent */
	TRADE_HS_DOT,				/* a dot after an odd number of digits */
	TRADE_HS_ODD,				/* perhaps a leading zero was lost */
	TRADE_HS_ODD_END,			/* an odd number of digits, but not before the dot */
	TRADE_HS_NINE,				/* a national line of 9 digits, or a leading zero was lost */
	TRADE_HS_NATIONAL,			/* 11 or 12 digits */
	TRADE_HS_LONG,				/* more than that */
	TRADE_HS_CHAPTER			/* no such chapter */
} trade_hs_problem;

/* Reads a code in UTF-8; white space of any kind is dropped. */
extern trade_hs_problem trade_hs_read(const char *s, size_t len, trade_hs *out);

/* As trade_hs_read, for those who need no reason: false where the text is no code. */
extern bool trade_hs_parse(const char *s, size_t len, trade_hs *out);

/*
 * As trade_hs_parse where the code is known to have so many digits: a number that lost
 * its leading zero, or became a float, is read too.
 */
extern bool trade_hs_parse_digits(const char *s, size_t len, int digits, trade_hs *out);

/* A number as a code of so many digits: TRADE_HS_OK, TRADE_HS_CHAPTER, else it does not fit. */
extern trade_hs_problem trade_hs_from_number(int64_t number, int digits, trade_hs *out);

/* Writes the digits and a terminating zero; returns the number of digits. */
extern int	trade_hs_text(trade_hs code, char out[11]);

/* Reads a code as trade_hs_text writes it, and nothing else. */
extern bool trade_hs_parse_strict(const char *s, size_t len, trade_hs *out);

/* Is it a code at all?  For what was stored. */
extern bool trade_hs_valid(trade_hs code);

extern int	trade_hs_digits(trade_hs code);

/* The first digits of the code, which must have as many. */
extern trade_hs trade_hs_cut(trade_hs code, int digits);

/* The last code within: all codes from the ancestor to this are within it. */
extern trade_hs trade_hs_range_end(trade_hs ancestor);

/* A code is within itself. */
extern bool trade_hs_within(trade_hs code, trade_hs ancestor);

#endif
