/*
 * The text form of a mix: {"labels":"text","values":{"CHN":5}}, keys in any
 * order.  A pull parser: each call gives the next label and its value.
 */
#ifndef TRADE_MIX_TEXT_CORE_H
#define TRADE_MIX_TEXT_CORE_H

#include <stdbool.h>

#include "state/json_core.h"
#include "mix/entry_core.h"

typedef enum trade_mix_event
{
	TRADE_MIX_LABEL,			/* in json.string, with value */
	TRADE_MIX_END,
	TRADE_MIX_BAD				/* why is in json */
} trade_mix_event;

typedef struct trade_mix_parser
{
	trade_json	json;
	trade_label_kind kind;
	bool		fresh;			/* right behind the opening brace */
	trade_units value;
} trade_mix_parser;

/* Reads the outer object; false where it is bad. */
extern bool trade_mix_text_begin(trade_mix_parser *parser, const char *text, size_t length, bool utf8, void (*pause) (void));
extern trade_mix_event trade_mix_text_next(trade_mix_parser *parser);

#endif
