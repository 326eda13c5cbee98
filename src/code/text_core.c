#include "code/text_core.h"

#include <string.h>

#define COUNTRY_LENGTH 3

/* Codes are in the order of their text. */
bool
trade_country_beginning(const char *s, size_t len, trade_country *first, trade_country *last)
{
	bool		found = false;

	if (len == 0 || len > COUNTRY_LENGTH)
		return false;
	for (int i = 0; i < trade_country_count(); i++)
	{
		trade_country code = trade_country_at(i)->code;
		char		text[COUNTRY_LENGTH];

		trade_country_text(code, text);
		if (memcmp(text, s, len) != 0)
			continue;
		if (!found)
			*first = code;
		*last = code;
		found = true;
	}
	return found;
}

/* An odd number of digits begins the codes that have one digit more. */
bool
trade_hs_beginning(const char *s, size_t len, trade_hs *first, trade_hs *last)
{
	trade_hs	code = 0;
	int			next = 60 - 4 * (int) len;	/* where the digit behind them would stand */

	if (len > TRADE_HS_MAX_DIGITS)
		return false;
	for (size_t i = 0; i < len; i++)
	{
		if (s[i] < '0' || s[i] > '9')
			return false;
		code |= (trade_hs) (s[i] - '0' + 1) << (60 - 4 * i);
	}
	*first = len % 2 == 0 ? code : code | (trade_hs) 1 << next;
	/* there is no chapter 00 */
	if (len == 1 && !trade_hs_valid(*first))
		*first = code | (trade_hs) 2 << next;
	*last = trade_hs_range_end(code);
	return trade_hs_valid(*first);
}

size_t
trade_like_beginning(const char *pattern, size_t len, bool capitals, char *out, size_t room, size_t *rest)
{
	size_t		used = 0;
	size_t		i = 0;

	while (i < len && used < room && pattern[i] != '%' && pattern[i] != '_')
	{
		char		c = pattern[i];

		if (c == '\\' && i + 1 == len)
			break;
		if (c == '\\')
			c = pattern[++i];
		out[used++] = capitals && c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
		i++;
	}
	*rest = i;
	return used;
}
