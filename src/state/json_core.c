/* Reading JSON. */
#include <string.h>

#include "state/json_core.h"

#define PAUSE_EVERY 65536

void
trade_json_begin(trade_json *json, const char *text, size_t length, bool utf8,
				 void (*pause) (void))
{
	memset(json, 0, sizeof(*json));
	json->at = text;
	json->end = text + length;
	json->utf8 = utf8;
	json->pause = pause;
}

bool
trade_json_bad(trade_json *json, const char *problem)
{
	if (json->problem == NULL)
	{
		json->problem = problem;
		json->problem_at = json->at;
	}
	return false;
}

/* A text may be one long run of blanks, of digits or of a value that is skipped. */
static inline void
pause_within(const trade_json *json, const char *at)
{
	if (((uintptr_t) at & (PAUSE_EVERY - 1)) == 0 && json->pause != NULL)
		json->pause();
}

void
trade_json_skip_space(trade_json *json)
{
	for (; json->at < json->end &&
		 (*json->at == ' ' || *json->at == '\t' || *json->at == '\n' || *json->at == '\r'); json->at++)
		pause_within(json, json->at);
}

/* Whether the next character is this one; it is read then. */
bool
trade_json_accept(trade_json *json, char c)
{
	trade_json_skip_space(json);
	if (json->at == json->end || *json->at != c)
		return false;
	json->at++;
	return true;
}

bool
trade_json_expect(trade_json *json, char c, const char *problem)
{
	return trade_json_accept(json, c) || trade_json_bad(json, problem);
}

static int
hex_digits(trade_json *json)
{
	int			code = 0;

	if (json->end - json->at < 4)
		return -1;
	for (int i = 0; i < 4; i++)
	{
		char		c = *json->at++;

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
put_byte(trade_json *json, int byte)
{
	if (json->length == TRADE_LABEL_BYTES_MAX)
		return trade_json_bad(json, "a string is longer than 255 bytes");
	json->string[json->length++] = (char) byte;
	return true;
}

static bool
put_code_point(trade_json *json, int code)
{
	if (code == 0)
		return trade_json_bad(json, "\\u0000 is no text");
	if (code < 0x80)
		return put_byte(json, code);
	if (!json->utf8)
		return trade_json_bad(json, "an escape above \\u007F needs a database in UTF8");
	if (code < 0x800)
		return put_byte(json, 0xC0 | code >> 6) && put_byte(json, 0x80 | (code & 0x3F));
	if (code < 0x10000)
		return put_byte(json, 0xE0 | code >> 12) && put_byte(json, 0x80 | (code >> 6 & 0x3F)) &&
			put_byte(json, 0x80 | (code & 0x3F));
	return put_byte(json, 0xF0 | code >> 18) && put_byte(json, 0x80 | (code >> 12 & 0x3F)) &&
		put_byte(json, 0x80 | (code >> 6 & 0x3F)) && put_byte(json, 0x80 | (code & 0x3F));
}

/* Behind "\u": one code unit, or a surrogate pair. */
static bool
read_code_point(trade_json *json)
{
	int			code = hex_digits(json);
	int			low;

	if (code < 0 || (code >= 0xDC00 && code <= 0xDFFF))
		return trade_json_bad(json, "a bad \\u escape");
	if (code < 0xD800 || code > 0xDBFF)
		return put_code_point(json, code);
	if (json->end - json->at < 6 || json->at[0] != '\\' || json->at[1] != 'u')
		return trade_json_bad(json, "half a surrogate pair");
	json->at += 2;
	low = hex_digits(json);
	if (low < 0xDC00 || low > 0xDFFF)
		return trade_json_bad(json, "half a surrogate pair");
	return put_code_point(json, 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
}

static bool
read_escape(trade_json *json)
{
	static const char names[] = "\"\\/bfnrt";
	static const char bytes[] = "\"\\/\b\f\n\r\t";
	const char *found;
	char		c;

	if (json->at == json->end)
		return trade_json_bad(json, "a string has no end");
	c = *json->at++;
	if (c == 'u')
		return read_code_point(json);
	found = c ? strchr(names, c) : NULL;
	return found ? put_byte(json, bytes[found - names]) : trade_json_bad(json, "a bad escape");
}

/* A string into label. */
bool
trade_json_string(trade_json *json)
{
	if (!trade_json_expect(json, '"', "a string is expected"))
		return false;
	json->length = 0;
	while (json->at < json->end)
	{
		unsigned char c = (unsigned char) *json->at++;

		if (c == '"')
		{
			json->string[json->length] = '\0';
			return true;
		}
		if (c < 0x20)
			return trade_json_bad(json, "a control character in a string");
		if (!(c == '\\' ? read_escape(json) : put_byte(json, c)))
			return false;
	}
	return trade_json_bad(json, "a string has no end");
}

bool
trade_json_kind(trade_json *json, trade_label_kind last, const char *problem, trade_label_kind *kind)
{
	if (trade_json_null(json))
		return true;
	if (!trade_json_string(json))
		return false;
	for (trade_label_kind one = TRADE_LABEL_TEXT; one <= last; one++)
		if (strcmp(json->string, trade_label_kind_name(one)) == 0)
		{
			*kind = one;
			return true;
		}
	return trade_json_bad(json, problem);
}

typedef struct decimal
{
	const char *digit;			/* digits, and perhaps a point among them */
	const char *end;
	bool		negative;
	int			point;			/* digits before the point, exponent included */
} decimal;

static const char *
skip_digits(const trade_json *json, const char *at)
{
	for (; at < json->end && *at >= '0' && *at <= '9'; at++)
		pause_within(json, at);
	return at;
}

static bool
read_exponent(trade_json *json, decimal *number)
{
	bool		negative;
	int			exponent = 0;
	const char *from;

	if (json->at == json->end || (*json->at | 32) != 'e')
		return true;
	json->at++;
	negative = json->at < json->end && *json->at == '-';
	if (json->at < json->end && (*json->at == '-' || *json->at == '+'))
		json->at++;
	from = json->at;
	for (json->at = skip_digits(json, from); from < json->at && exponent < 100000; from++)
		exponent = exponent * 10 + (*from - '0');
	number->point += negative ? -exponent : exponent;
	return json->at[-1] >= '0' && json->at[-1] <= '9';
}

/* The grammar of a JSON number. */
static bool
scan_number(trade_json *json, decimal *number)
{
	const char *whole_end;

	trade_json_skip_space(json);
	number->negative = json->at < json->end && *json->at == '-';
	if (number->negative)
		json->at++;
	number->digit = json->at;
	whole_end = skip_digits(json, json->at);
	if (whole_end == json->at || (*json->at == '0' && whole_end - json->at > 1))
		return false;
	/* longer than any exponent could bring back */
	if (whole_end - json->at > 1000)
		return false;
	number->point = whole_end - json->at;
	json->at = number->end = whole_end;
	if (json->at < json->end && *json->at == '.')
	{
		number->end = skip_digits(json, json->at + 1);
		if (number->end == json->at + 1)
			return false;
		json->at = number->end;
	}
	return read_exponent(json, number);
}

static bool
out_of_range(trade_json *json)
{
	json->out_of_range = true;
	return trade_json_bad(json, "a number beyond 1.7e26");
}

bool
trade_json_number(trade_json *json, trade_units *units)
{
	decimal		number;
	unsigned __int128 sum = 0;
	int			place;			/* of the next digit: 0 stands right before the point */

	if (!scan_number(json, &number))
		return trade_json_bad(json, "a number is expected");
	place = number.point - 1;
	for (const char *at = number.digit; at < number.end; at++)
	{
		int			digit = *at - '0';

		pause_within(json, at);
		if (*at == '.')
			continue;
		if (digit != 0 && place < -12)
			return trade_json_bad(json, "a number with more than 12 decimals");
		if (digit != 0 && place > 26)
			return out_of_range(json);
		if (place <= 26 && place >= -12)
			sum = sum * 10 + digit;
		place--;
	}
	for (; sum > 0 && place >= -12; place--)
		sum *= 10;
	if (sum > (unsigned __int128) TRADE_UNITS_LIMIT)
		return out_of_range(json);
	*units = number.negative ? -(trade_units) sum : (trade_units) sum;
	return true;
}

/* Over a whole value, its brackets counted; what is in it is looked at later. */
bool
trade_json_skip(trade_json *json)
{
	int64_t		depth = 0;

	trade_json_skip_space(json);
	do
	{
		char		c;

		if (json->at == json->end)
			return trade_json_bad(json, "the text has no end");
		c = *json->at;
		pause_within(json, json->at);
		if (c == '"')
		{
			for (json->at++; json->at < json->end && *json->at != '"'; json->at++)
			{
				pause_within(json, json->at);
				if (*json->at == '\\' && json->at + 1 < json->end)
					pause_within(json, ++json->at);
			}
			if (json->at == json->end)
				return trade_json_bad(json, "a string has no end");
		}
		else if (c == '{' || c == '[')
			depth++;
		else if (c == '}' || c == ']')
			depth--;
		json->at++;
	} while (depth > 0);
	return true;
}

bool
trade_json_null(trade_json *json)
{
	trade_json_skip_space(json);
	if (json->end - json->at < 4 || memcmp(json->at, "null", 4) != 0)
		return false;
	json->at += 4;
	return true;
}

bool
trade_json_period(trade_json *json, trade_frequency frequency, trade_month *month_out)
{
	const char *s = json->string;
	bool		monthly = frequency == TRADE_FREQUENCY_MONTH;
	const char *problem = monthly ? "a period is no month like \"2023-01\"" : "a period is no year like \"2023\"";
	int			length = monthly ? 7 : 4;
	int			year;
	int			month = 1;

	if (!trade_json_string(json))
		return false;
	if (json->length != length)
		return trade_json_bad(json, problem);
	for (int i = 0; i < length; i++)
		if (i == 4 ? s[i] != '-' : s[i] < '0' || s[i] > '9')
			return trade_json_bad(json, problem);
	year = (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
	if (length == 7)
		month = (s[5] - '0') * 10 + (s[6] - '0');
	if (month < 1 || month > 12)
		return trade_json_bad(json, problem);
	if (year < 1)
	{
		json->out_of_range = true;
		return trade_json_bad(json, "a year before 1");
	}
	*month_out = trade_month_of(year, month);
	return true;
}
