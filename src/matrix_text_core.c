/* The text form of a matrix: the parser. */
#include <string.h>

#include "matrix_text_core.h"

static bool
bad(trade_text_parser *parser, const char *problem)
{
	if (parser->problem == NULL)
	{
		parser->problem = problem;
		parser->problem_at = parser->at;
	}
	return false;
}

static trade_text_event
failed(const trade_text_parser *parser)
{
	return parser->out_of_range ? TRADE_TEXT_OUT_OF_RANGE : TRADE_TEXT_BAD;
}

static void
skip_space(trade_text_parser *parser)
{
	while (parser->at < parser->end &&
		   (*parser->at == ' ' || *parser->at == '\t' || *parser->at == '\n' || *parser->at == '\r'))
		parser->at++;
}

/* Whether the next character is this one; it is read then. */
static bool
accept(trade_text_parser *parser, char c)
{
	skip_space(parser);
	if (parser->at == parser->end || *parser->at != c)
		return false;
	parser->at++;
	return true;
}

static bool
expect(trade_text_parser *parser, char c, const char *problem)
{
	return accept(parser, c) || bad(parser, problem);
}

static int
hex_digits(trade_text_parser *parser)
{
	int			code = 0;

	if (parser->end - parser->at < 4)
		return -1;
	for (int i = 0; i < 4; i++)
	{
		char		c = *parser->at++;

		if (c >= '0' && c <= '9')
			code = code * 16 + (c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			code = code * 16 + ((c | 32) - 'a') + 10;
		else
			return -1;
	}
	return code;
}

static bool
put_byte(trade_text_parser *parser, int byte)
{
	if (parser->length == TRADE_LABEL_BYTES_MAX)
		return bad(parser, "a string is longer than 255 bytes");
	parser->label[parser->length++] = (char) byte;
	return true;
}

static bool
put_code_point(trade_text_parser *parser, int code)
{
	if (code == 0)
		return bad(parser, "\\u0000 is no text");
	if (code < 0x80)
		return put_byte(parser, code);
	if (!parser->utf8)
		return bad(parser, "an escape above \\u007F needs a database in UTF8");
	if (code < 0x800)
		return put_byte(parser, 0xC0 | code >> 6) && put_byte(parser, 0x80 | (code & 0x3F));
	if (code < 0x10000)
		return put_byte(parser, 0xE0 | code >> 12) && put_byte(parser, 0x80 | (code >> 6 & 0x3F)) &&
			put_byte(parser, 0x80 | (code & 0x3F));
	return put_byte(parser, 0xF0 | code >> 18) && put_byte(parser, 0x80 | (code >> 12 & 0x3F)) &&
		put_byte(parser, 0x80 | (code >> 6 & 0x3F)) && put_byte(parser, 0x80 | (code & 0x3F));
}

/* Behind "\u": one code unit, or a surrogate pair. */
static bool
read_code_point(trade_text_parser *parser)
{
	int			code = hex_digits(parser);
	int			low;

	if (code < 0 || (code >= 0xDC00 && code <= 0xDFFF))
		return bad(parser, "a bad \\u escape");
	if (code < 0xD800 || code > 0xDBFF)
		return put_code_point(parser, code);
	if (parser->end - parser->at < 6 || parser->at[0] != '\\' || parser->at[1] != 'u')
		return bad(parser, "half a surrogate pair");
	parser->at += 2;
	low = hex_digits(parser);
	if (low < 0xDC00 || low > 0xDFFF)
		return bad(parser, "half a surrogate pair");
	return put_code_point(parser, 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
}

static bool
read_escape(trade_text_parser *parser)
{
	static const char names[] = "\"\\/bfnrt";
	static const char bytes[] = "\"\\/\b\f\n\r\t";
	const char *found;
	char		c;

	if (parser->at == parser->end)
		return bad(parser, "a string has no end");
	c = *parser->at++;
	if (c == 'u')
		return read_code_point(parser);
	found = c ? strchr(names, c) : NULL;
	return found ? put_byte(parser, bytes[found - names]) : bad(parser, "a bad escape");
}

/* A string into label. */
static bool
read_string(trade_text_parser *parser)
{
	if (!expect(parser, '"', "a string is expected"))
		return false;
	parser->length = 0;
	while (parser->at < parser->end)
	{
		unsigned char c = (unsigned char) *parser->at++;

		if (c == '"')
		{
			parser->label[parser->length] = '\0';
			return true;
		}
		if (c < 0x20)
			return bad(parser, "a control character in a string");
		if (!(c == '\\' ? read_escape(parser) : put_byte(parser, c)))
			return false;
	}
	return bad(parser, "a string has no end");
}

typedef struct decimal
{
	const char *digit;			/* digits, and perhaps a point among them */
	const char *end;
	bool		negative;
	int			point;			/* digits before the point, exponent included */
} decimal;

static const char *
skip_digits(const trade_text_parser *parser, const char *at)
{
	while (at < parser->end && *at >= '0' && *at <= '9')
		at++;
	return at;
}

static bool
read_exponent(trade_text_parser *parser, decimal *number)
{
	bool		negative;
	int			exponent = 0;
	const char *from;

	if (parser->at == parser->end || (*parser->at | 32) != 'e')
		return true;
	parser->at++;
	negative = parser->at < parser->end && *parser->at == '-';
	if (parser->at < parser->end && (*parser->at == '-' || *parser->at == '+'))
		parser->at++;
	from = parser->at;
	for (parser->at = skip_digits(parser, from); from < parser->at; from++)
		if (exponent < 100000)
			exponent = exponent * 10 + (*from - '0');
	number->point += negative ? -exponent : exponent;
	return parser->at[-1] >= '0' && parser->at[-1] <= '9';
}

/* The grammar of a JSON number. */
static bool
scan_number(trade_text_parser *parser, decimal *number)
{
	const char *whole_end;

	skip_space(parser);
	number->negative = parser->at < parser->end && *parser->at == '-';
	if (number->negative)
		parser->at++;
	number->digit = parser->at;
	whole_end = skip_digits(parser, parser->at);
	if (whole_end == parser->at || (*parser->at == '0' && whole_end - parser->at > 1))
		return false;
	/* longer than any exponent could bring back */
	if (whole_end - parser->at > 1000)
		return false;
	number->point = whole_end - parser->at;
	parser->at = number->end = whole_end;
	if (parser->at < parser->end && *parser->at == '.')
	{
		number->end = skip_digits(parser, parser->at + 1);
		if (number->end == parser->at + 1)
			return false;
		parser->at = number->end;
	}
	return read_exponent(parser, number);
}

static bool
out_of_range(trade_text_parser *parser)
{
	parser->out_of_range = true;
	return bad(parser, "a number beyond 1.7e26");
}

static bool
read_number(trade_text_parser *parser, trade_units *units)
{
	decimal		number;
	unsigned __int128 sum = 0;
	int			place;			/* of the next digit: 0 stands right before the point */

	if (!scan_number(parser, &number))
		return bad(parser, "a number is expected");
	place = number.point - 1;
	for (const char *at = number.digit; at < number.end; at++)
	{
		int			digit = *at - '0';

		if (*at == '.')
			continue;
		if (digit != 0 && place < -12)
			return bad(parser, "a number with more than 12 decimals");
		if (digit != 0 && place > 26)
			return out_of_range(parser);
		if (place <= 26 && place >= -12)
			sum = sum * 10 + digit;
		place--;
	}
	for (; sum > 0 && place >= -12; place--)
		sum *= 10;
	if (sum > (unsigned __int128) TRADE_UNITS_LIMIT)
		return out_of_range(parser);
	*units = number.negative ? -(trade_units) sum : (trade_units) sum;
	return true;
}

/* Over a whole value, its brackets counted; what is in it is looked at later. */
static bool
skip_value(trade_text_parser *parser)
{
	int64_t		depth = 0;

	skip_space(parser);
	do
	{
		char		c;

		if (parser->at == parser->end)
			return bad(parser, "the text has no end");
		c = *parser->at;
		if (c == '"')
		{
			for (parser->at++; parser->at < parser->end && *parser->at != '"'; parser->at++)
				if (*parser->at == '\\' && parser->at + 1 < parser->end)
					parser->at++;
			if (parser->at == parser->end)
				return bad(parser, "a string has no end");
		}
		else if (c == '{' || c == '[')
			depth++;
		else if (c == '}' || c == ']')
			depth--;
		parser->at++;
	} while (depth > 0);
	return true;
}

static bool
accept_null(trade_text_parser *parser)
{
	skip_space(parser);
	if (parser->end - parser->at < 4 || memcmp(parser->at, "null", 4) != 0)
		return false;
	parser->at += 4;
	return true;
}

static bool
read_kind(trade_text_parser *parser)
{
	if (accept_null(parser))
		return true;
	if (!read_string(parser))
		return false;
	if (strcmp(parser->label, "text") == 0)
		parser->kind = TRADE_LABEL_TEXT;
	else if (strcmp(parser->label, "country_code") == 0)
		parser->kind = TRADE_LABEL_COUNTRY;
	else
		return bad(parser, "\"labels\" is neither \"text\" nor \"country_code\"");
	return true;
}

static bool
read_frequency(trade_text_parser *parser)
{
	if (accept_null(parser))
		return true;
	if (!read_string(parser))
		return false;
	if (strcmp(parser->label, "year") == 0)
		parser->frequency = TRADE_FREQUENCY_YEAR;
	else if (strcmp(parser->label, "month") == 0)
		parser->frequency = TRADE_FREQUENCY_MONTH;
	else
		return bad(parser, "\"periods\" is neither \"year\" nor \"month\"");
	return true;
}

/* One key of the outer object and its value; seen has a bit for each key. */
static bool
read_outer(trade_text_parser *parser, int *seen, const char **flows)
{
	static const char *const names[] = {"labels", "periods", "flows"};
	int			key;

	if (!read_string(parser))
		return false;
	for (key = 0; key < 3 && strcmp(parser->label, names[key]) != 0; key++)
		;
	if (key == 3)
		return bad(parser, "a key other than \"labels\", \"periods\" and \"flows\"");
	if (*seen & 1 << key)
		return bad(parser, "a key comes twice");
	*seen |= 1 << key;
	if (!expect(parser, ':', "\":\" is expected"))
		return false;
	if (key == 2)
	{
		skip_space(parser);
		*flows = parser->at;
		return skip_value(parser);
	}
	return key == 0 ? read_kind(parser) : read_frequency(parser);
}

trade_text_event
trade_text_begin(trade_text_parser *parser, const char *text, size_t length, bool utf8)
{
	const char *flows = NULL;
	int			seen = 0;

	memset(parser, 0, sizeof(*parser));
	parser->at = text;
	parser->end = text + length;
	parser->utf8 = utf8;
	if (!expect(parser, '{', "\"{\" is expected"))
		return TRADE_TEXT_BAD;
	do
		if (!read_outer(parser, &seen, &flows))
			return TRADE_TEXT_BAD;
	while (accept(parser, ','));
	if (!expect(parser, '}', "\",\" or \"}\" is expected"))
		return TRADE_TEXT_BAD;
	skip_space(parser);
	if (parser->at != parser->end)
		bad(parser, "text behind the end");
	else if (seen != 7)
		bad(parser, "\"labels\", \"periods\" and \"flows\" are needed");
	/* the empty state has no kind and no frequency; a text may name them even so */
	parser->at = flows;
	if (parser->problem != NULL || !expect(parser, '{', "\"flows\" is no object"))
		return TRADE_TEXT_BAD;
	parser->depth = 1;
	parser->fresh = true;
	return TRADE_TEXT_END;
}

static bool
read_period(trade_text_parser *parser)
{
	const char *s = parser->label;
	int			length = parser->frequency == TRADE_FREQUENCY_MONTH ? 7 : 4;
	int			year;
	int			month = 1;

	if (!read_string(parser))
		return false;
	if (parser->length != length)
		return bad(parser, parser->frequency == TRADE_FREQUENCY_MONTH
				   ? "a period is no month like \"2023-01\"" : "a period is no year like \"2023\"");
	for (int i = 0; i < length; i++)
		if (i == 4 ? s[i] != '-' : s[i] < '0' || s[i] > '9')
			return bad(parser, "a period is no year or month");
	year = (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
	if (length == 7)
		month = (s[5] - '0') * 10 + (s[6] - '0');
	if (month < 1 || month > 12)
		return bad(parser, "a period is no month like \"2023-01\"");
	if (year < 1)
	{
		parser->out_of_range = true;
		return bad(parser, "a year before 1");
	}
	parser->month = trade_month_of(year, month);
	return true;
}

static bool
read_cell(trade_text_parser *parser)
{
	parser->quantity = parser->quantity_value = 0;
	parser->has_quantity = accept(parser, '[');
	if (!read_number(parser, &parser->value))
		return false;
	if (!parser->has_quantity)
		return true;
	return expect(parser, ',', "[value,quantity,value_with_quantity] is expected") &&
		read_number(parser, &parser->quantity) &&
		expect(parser, ',', "[value,quantity,value_with_quantity] is expected") &&
		read_number(parser, &parser->quantity_value) &&
		expect(parser, ']', "[value,quantity,value_with_quantity] is expected");
}

/* A key, and what it leads to. */
static trade_text_event
read_member(trade_text_parser *parser)
{
	if (parser->kind == TRADE_LABEL_NONE || parser->frequency == TRADE_FREQUENCY_NONE)
		bad(parser, "flows, but \"labels\" or \"periods\" is null");
	else if (parser->depth == 3)
	{
		if (read_period(parser) && expect(parser, ':', "\":\" is expected") && read_cell(parser))
			return TRADE_TEXT_CELL;
	}
	else if (read_string(parser) && expect(parser, ':', "\":\" is expected") &&
			 expect(parser, '{', "an object is expected"))
	{
		parser->depth++;
		parser->fresh = true;
		if (parser->length > 0)
			return parser->depth == 2 ? TRADE_TEXT_IMPORTER : TRADE_TEXT_EXPORTER;
		bad(parser, "an empty label");
	}
	return failed(parser);
}

trade_text_event
trade_text_next(trade_text_parser *parser)
{
	/* ends of objects, which tell nothing */
	while (accept(parser, '}'))
	{
		parser->fresh = false;
		if (--parser->depth == 0)
			return TRADE_TEXT_END;
	}
	if (!parser->fresh && !expect(parser, ',', "\",\" or \"}\" is expected"))
		return TRADE_TEXT_BAD;
	parser->fresh = false;
	return read_member(parser);
}
