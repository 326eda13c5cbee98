/* The text form of a series: the parser. */
#include "series/text_core.h"

#include <string.h>

#define PAIR "[value,rows] is expected"

bool
trade_series_text_begin(trade_series_parser *parser, const char *text, size_t length, bool utf8, void (*pause) (void))
{
	memset(parser, 0, sizeof(*parser));
	trade_json_begin(&parser->json, text, length, utf8, pause);
	parser->fresh = true;
	return trade_json_expect(&parser->json, '{', "\"{\" is expected");
}

static bool
read_period(trade_series_parser *parser, trade_month *month)
{
	trade_json *json = &parser->json;
	const char *at;
	trade_frequency frequency;

	trade_json_skip_space(json);
	at = json->at;
	if (!trade_json_string(json))
		return false;
	frequency = json->length == 4 ? TRADE_FREQUENCY_YEAR : TRADE_FREQUENCY_MONTH;
	if (parser->frequency == TRADE_FREQUENCY_NONE)
		parser->frequency = frequency;
	else if (parser->frequency != frequency && (json->length == 4 || json->length == 7))
		return trade_json_bad(json, "years and months are mixed");
	json->at = at;
	return trade_json_period(json, parser->frequency, month);
}

static bool
read_rows(trade_json *json, int64_t *rows)
{
	trade_units number;

	if (!trade_json_number(json, &number))
		return false;
	if (number % TRADE_UNITS_PER_ONE != 0)
		return trade_json_bad(json, "a number of rows that is no integer");
	number /= TRADE_UNITS_PER_ONE;
	if (number < INT64_MIN || number > INT64_MAX)
	{
		json->out_of_range = true;
		return trade_json_bad(json, "a number of rows beyond 64 bits");
	}
	*rows = (int64_t) number;
	return true;
}

static bool
read_point(trade_series_parser *parser, trade_point *point)
{
	trade_json *json = &parser->json;

	return read_period(parser, &point->month) &&
		trade_json_expect(json, ':', "\":\" is expected") &&
		trade_json_expect(json, '[', PAIR) &&
		trade_json_number(json, &point->value) &&
		trade_json_expect(json, ',', PAIR) &&
		read_rows(json, &point->rows) &&
		trade_json_expect(json, ']', PAIR);
}

bool
trade_series_text_next(trade_series_parser *parser, trade_point *point)
{
	trade_json *json = &parser->json;

	if (trade_json_accept(json, '}'))
	{
		/* "{}", or behind a point */
		trade_json_skip_space(json);
		if (json->at != json->end)
			trade_json_bad(json, "text behind the end");
		return false;
	}
	if (!parser->fresh && !trade_json_expect(json, ',', "\",\" or \"}\" is expected"))
		return false;
	parser->fresh = false;
	return read_point(parser, point);
}
