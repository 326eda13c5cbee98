/* The text form of a mix: the parser. */
#include "mix/text_core.h"

#include <string.h>

/* One key of the outer object and its value; seen has a bit for each key. */
static bool
read_outer(trade_mix_parser *parser, int *seen, const char **values)
{
	trade_json *json = &parser->json;
	int			key;

	if (!trade_json_string(json))
		return false;
	if (strcmp(json->string, "labels") == 0)
		key = 1;
	else if (strcmp(json->string, "values") == 0)
		key = 2;
	else
		return trade_json_bad(json, "a key other than \"labels\" and \"values\"");
	if (*seen & key)
		return trade_json_bad(json, "a key comes twice");
	*seen |= key;
	if (!trade_json_expect(json, ':', "\":\" is expected"))
		return false;
	if (key == 1)
		return trade_json_kind(json, TRADE_LABEL_HS, "\"labels\" is none of \"text\", \"country_code\" and \"hs_code\"", &parser->kind);
	trade_json_skip_space(json);
	*values = json->at;
	return trade_json_skip(json);
}

bool
trade_mix_text_begin(trade_mix_parser *parser, const char *text, size_t length, bool utf8, void (*pause) (void))
{
	trade_json *json = &parser->json;
	const char *values = NULL;
	int			seen = 0;

	memset(parser, 0, sizeof(*parser));
	trade_json_begin(json, text, length, utf8, pause);
	if (!trade_json_expect(json, '{', "\"{\" is expected"))
		return false;
	do
		if (!read_outer(parser, &seen, &values))
			return false;
	while (trade_json_accept(json, ','));
	if (!trade_json_expect(json, '}', "\",\" or \"}\" is expected"))
		return false;
	trade_json_skip_space(json);
	if (json->at != json->end)
		return trade_json_bad(json, "text behind the end");
	if (seen != 3)
		return trade_json_bad(json, "\"labels\" and \"values\" are needed");
	json->at = values;
	parser->fresh = true;
	return trade_json_expect(json, '{', "\"values\" is no object");
}

trade_mix_event
trade_mix_text_next(trade_mix_parser *parser)
{
	trade_json *json = &parser->json;

	if (trade_json_accept(json, '}'))
		return TRADE_MIX_END;
	if (!parser->fresh && !trade_json_expect(json, ',', "\",\" or \"}\" is expected"))
		return TRADE_MIX_BAD;
	parser->fresh = false;
	/* the empty state has no kind; a text may name one even so */
	if (parser->kind == TRADE_LABEL_NONE)
		trade_json_bad(json, "values, but \"labels\" is null");
	else if (trade_json_string(json) && trade_json_expect(json, ':', "\":\" is expected"))
	{
		if (json->length == 0)
			trade_json_bad(json, "an empty label");
		else if (trade_json_number(json, &parser->value))
			return TRADE_MIX_LABEL;
	}
	return TRADE_MIX_BAD;
}
