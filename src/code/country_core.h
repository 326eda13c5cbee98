/*
 * Country and area codes: three characters in base 36, so that the order of
 * the numbers is that of the text and no release renumbers.
 *
 * The text is the ISO 3166 alpha-3 code where there is one.  Whatever else
 * trade statistics name has a code with a digit in it, which ISO never uses:
 * UN Comtrade's own (W00, E19, ZA1), else its number (058, 899), else
 * Eurostat's two letters and a 0 (XI0), else one of ours (U27).  A withdrawn
 * alpha-3 code whose number is another country's today reads as that country
 * (ZAR is COD); a state that split keeps its own (SUN).
 */
#ifndef TRADE_COUNTRY_CORE_H
#define TRADE_COUNTRY_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint16_t trade_country;

#define TRADE_COUNTRY_CODES (36 * 36 * 36)
#define TRADE_COUNTRY_NUMBERS 1000

typedef enum trade_country_kind
{
	TRADE_COUNTRY_AREA,			/* a country or territory, or a part of one */
	TRADE_COUNTRY_SUM,			/* beside its members it counts twice */
	TRADE_COUNTRY_RESIDUAL		/* what is given to no country; counts once */
} trade_country_kind;

typedef struct trade_country_row
{
	trade_country code;
	char		alpha2[3];		/* empty where it has none that reads as this code */
	int16_t		m49;			/* -1 where it has none that reads as this code */
	trade_country_kind kind;
	const char *name;			/* UTF-8 */
} trade_country_row;

typedef enum trade_country_problem
{
	TRADE_COUNTRY_OK,
	TRADE_COUNTRY_UNKNOWN,
	TRADE_COUNTRY_LONG_NUMBER,	/* digits, but more than M49 has */
	TRADE_COUNTRY_FLOAT			/* a number with a decimal point */
} trade_country_problem;

/* Reads a code in UTF-8 in any form, any letter case, white space around it dropped. */
extern trade_country_problem trade_country_read(const char *s, size_t len, trade_country *out);

/* As trade_country_read, for those who need no reason: false where the text is no code. */
static inline bool
trade_country_parse(const char *s, size_t len, trade_country *out)
{
	return trade_country_read(s, len, out) == TRADE_COUNTRY_OK;
}

/* Reads a code as trade_country_text writes it, and nothing else. */
extern bool trade_country_parse_strict(const char *s, size_t len, trade_country *out);

/* By a number of M49 or of UN Comtrade; false where it is not known. */
extern bool trade_country_from_number(int64_t number, trade_country *out);

/* The three characters, without a terminating zero. */
extern void trade_country_text(trade_country code, char out[3]);

/* Whether the code is an alpha-3 code: all letters. */
static inline bool
trade_country_is_alpha3(trade_country code)
{
	return code / (36 * 36) >= 10 && code / 36 % 36 >= 10 && code % 36 >= 10;
}

/* NULL where no such code is known. */
extern const trade_country_row *trade_country_find(uint32_t code);

/* All codes in their order. */
extern int	trade_country_count(void);
extern const trade_country_row *trade_country_at(int index);

#endif
