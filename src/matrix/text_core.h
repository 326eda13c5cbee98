/*
 * The text form of a matrix: a parser of its JSON.
 *
 *   {"labels":"text","periods":"month","flows":{"RUS":{"CHN":{"2023-01":12.5}}}}
 *
 * Importer first; a number is a value, or [value,quantity,value_with_quantity].
 * The parser goes through the text once, without recursion and without memory of
 * its own, and tells what it meets.
 */
#ifndef TRADE_MATRIX_TEXT_CORE_H
#define TRADE_MATRIX_TEXT_CORE_H

#include "state/json_core.h"
#include "matrix/view_core.h"

typedef enum trade_text_event
{
	TRADE_TEXT_IMPORTER,		/* label, length */
	TRADE_TEXT_EXPORTER,		/* label, length */
	TRADE_TEXT_CELL,			/* month, numbers */
	TRADE_TEXT_END,
	TRADE_TEXT_BAD,				/* problem; 22P02 */
	TRADE_TEXT_OUT_OF_RANGE		/* problem; 22003 */
} trade_text_event;

typedef struct trade_text_parser
{
	trade_json	json;			/* its string is the label read last */
	trade_label_kind kind;
	trade_frequency frequency;
	int			depth;			/* 1 flows, 2 importer, 3 exporter */
	bool		fresh;			/* no key yet in the object */
	trade_month month;
	bool		has_quantity;
	trade_units value;
	trade_units quantity;
	trade_units quantity_value;
} trade_text_parser;

/* Reads the outer object: kind and frequency are known then. */
extern trade_text_event trade_text_begin(trade_text_parser *parser, const char *text, size_t length,
										 bool utf8, void (*pause) (void));
extern trade_text_event trade_text_next(trade_text_parser *parser);

#endif
