/*
 * The ways in which data write one country or area: its three characters, alpha-2
 * codes, numbers with and without leading zeros, UN Comtrade's and Eurostat's words;
 * letters as "CHN", "chn" and "Chn".
 */
#ifndef TRADE_SPELLING_CORE_H
#define TRADE_SPELLING_CORE_H

#include "code/country_core.h"

#define TRADE_SPELLING_BYTES 16

/* A walk over the spellings of a code; it begins with the code and zeros. */
typedef struct trade_spellings
{
	trade_country code;
	int			source;			/* where the spelling at hand is from */
	int			form;			/* which of its forms comes next */
	char		text[TRADE_SPELLING_BYTES]; /* as the table has it; empty after the last form */
} trade_spellings;

/* The next spelling, terminated by a zero byte, into TRADE_SPELLING_BYTES; false after the last. */
extern bool trade_spelling_next(trade_spellings *walk, char *text);

#endif
