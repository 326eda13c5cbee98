/* The text form of a matrix: the parser. */
#include <string.h>

#include "matrix/text_core.h"

static trade_text_event
failed(const trade_text_parser *parser)
{
	return parser->json.out_of_range ? TRADE_TEXT_OUT_OF_RANGE : TRADE_TEXT_BAD;
}

static bool
read_frequency(trade_text_parser *parser)
{
	if (trade_json_null(&parser->json))
		return true;
	if (!trade_json_string(&parser->json))
		return false;
	if (strcmp(parser->json.string, "year") == 0)
		parser->frequency = TRADE_FREQUENCY_YEAR;
	else if (strcmp(parser->json.string, "month") == 0)
		parser->frequency = TRADE_FREQUENCY_MONTH;
	else
		return trade_json_bad(&parser->json, "\"periods\" is neither \"year\" nor \"month\"");
	return true;
}

/* One key of the outer object and its value; seen has a bit for each key. */
static bool
read_outer(trade_text_parser *parser, int *seen, const char **flows)
{
	static const char *const names[] = {"labels", "periods", "flows"};
	int			key;

	if (!trade_json_string(&parser->json))
		return false;
	for (key = 0; key < 3 && strcmp(parser->json.string, names[key]) != 0; key++)
		;
	if (key == 3)
		return trade_json_bad(&parser->json, "a key other than \"labels\", \"periods\" and \"flows\"");
	if (*seen & 1 << key)
		return trade_json_bad(&parser->json, "a key comes twice");
	*seen |= 1 << key;
	if (!trade_json_expect(&parser->json, ':', "\":\" is expected"))
		return false;
	if (key == 2)
	{
		trade_json_skip_space(&parser->json);
		*flows = parser->json.at;
		return trade_json_skip(&parser->json);
	}
	if (key == 1)
		return read_frequency(parser);
	return trade_json_kind(&parser->json, TRADE_LABEL_COUNTRY, "\"labels\" is neither \"text\" nor \"country_code\"", &parser->kind);
}

trade_text_event
trade_text_begin(trade_text_parser *parser, const char *text, size_t length, bool utf8, void (*pause) (void))
{
	const char *flows = NULL;
	int			seen = 0;

	memset(parser, 0, sizeof(*parser));
	trade_json_begin(&parser->json, text, length, utf8, pause);
	if (!trade_json_expect(&parser->json, '{', "\"{\" is expected"))
		return TRADE_TEXT_BAD;
	do
		if (!read_outer(parser, &seen, &flows))
			return TRADE_TEXT_BAD;
	while (trade_json_accept(&parser->json, ','));
	if (!trade_json_expect(&parser->json, '}', "\",\" or \"}\" is expected"))
		return TRADE_TEXT_BAD;
	trade_json_skip_space(&parser->json);
	if (parser->json.at != parser->json.end)
		trade_json_bad(&parser->json, "text behind the end");
	else if (seen != 7)
		trade_json_bad(&parser->json, "\"labels\", \"periods\" and \"flows\" are needed");
	/* the empty state has no kind and no frequency; a text may name them even so */
	parser->json.at = flows;
	if (parser->json.problem != NULL || !trade_json_expect(&parser->json, '{', "\"flows\" is no object"))
		return TRADE_TEXT_BAD;
	parser->depth = 1;
	parser->fresh = true;
	return TRADE_TEXT_END;
}

static bool
read_cell(trade_text_parser *parser)
{
	parser->quantity = parser->quantity_value = 0;
	parser->has_quantity = trade_json_accept(&parser->json, '[');
	if (!trade_json_number(&parser->json, &parser->value))
		return false;
	if (!parser->has_quantity)
		return true;
	return trade_json_expect(&parser->json, ',', "[value,quantity,value_with_quantity] is expected") &&
		trade_json_number(&parser->json, &parser->quantity) &&
		trade_json_expect(&parser->json, ',', "[value,quantity,value_with_quantity] is expected") &&
		trade_json_number(&parser->json, &parser->quantity_value) &&
		trade_json_expect(&parser->json, ']', "[value,quantity,value_with_quantity] is expected");
}

/* A key, and what it leads to. */
static trade_text_event
read_member(trade_text_parser *parser)
{
	if (parser->kind == TRADE_LABEL_NONE || parser->frequency == TRADE_FREQUENCY_NONE)
		trade_json_bad(&parser->json, "flows, but \"labels\" or \"periods\" is null");
	else if (parser->depth == 3)
	{
		if (trade_json_period(&parser->json, parser->frequency, &parser->month) && trade_json_expect(&parser->json, ':', "\":\" is expected") && read_cell(parser))
			return TRADE_TEXT_CELL;
	}
	else if (trade_json_string(&parser->json) && trade_json_expect(&parser->json, ':', "\":\" is expected") &&
			 trade_json_expect(&parser->json, '{', "an object is expected"))
	{
		parser->depth++;
		parser->fresh = true;
		if (parser->json.length > 0)
			return parser->depth == 2 ? TRADE_TEXT_IMPORTER : TRADE_TEXT_EXPORTER;
		trade_json_bad(&parser->json, "an empty label");
	}
	return failed(parser);
}

trade_text_event
trade_text_next(trade_text_parser *parser)
{
	/* ends of objects, which tell nothing */
	while (trade_json_accept(&parser->json, '}'))
	{
		parser->fresh = false;
		if (--parser->depth == 0)
			return TRADE_TEXT_END;
	}
	if (!parser->fresh && !trade_json_expect(&parser->json, ',', "\",\" or \"}\" is expected"))
		return TRADE_TEXT_BAD;
	parser->fresh = false;
	return read_member(parser);
}
