/*
 * The text form of a series: a parser of its JSON.
 *
 *   {"2023-01":[12.5,1]}
 *
 * A period leads to its value and the number of its rows; the form of the periods
 * tells months from years.
 */
#ifndef TRADE_SERIES_TEXT_CORE_H
#define TRADE_SERIES_TEXT_CORE_H

#include "state/json_core.h"
#include "series/format_core.h"

typedef struct trade_series_parser
{
	trade_json	json;
	trade_frequency frequency;	/* NONE until a period was read */
	bool		fresh;			/* no period yet */
} trade_series_parser;

/* False at a problem, which json has. */
extern bool trade_series_text_begin(trade_series_parser *parser, const char *text, size_t length, bool utf8, void (*pause) (void));

/* The next point; false at the end, and at a problem. */
extern bool trade_series_text_next(trade_series_parser *parser, trade_point *point);

#endif
