#include "code/text_core.h"

#define COUNTRY_BASE 36
#define COUNTRY_LENGTH 3

static int
country_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 10;
	return -1;
}

bool
trade_country_beginning(const char *s, size_t len, trade_country *first, trade_country *last)
{
	uint32_t	low = 0;
	uint32_t	high = 0;

	if (len == 0 || len > COUNTRY_LENGTH)
		return false;
	for (size_t i = 0; i < COUNTRY_LENGTH; i++)
	{
		int			digit = i < len ? country_digit(s[i]) : 0;

		if (digit < 0)
			return false;
		low = low * COUNTRY_BASE + digit;
		high = high * COUNTRY_BASE + (i < len ? digit : COUNTRY_BASE - 1);
	}
	*first = low;
	*last = high;
	return true;
}

/* An odd number of digits begins the codes that have one digit more. */
bool
trade_hs_beginning(const char *s, size_t len, trade_hs *first, trade_hs *last)
{
	trade_hs	code = 0;

	if (len == 0 || len > TRADE_HS_MAX_DIGITS)
		return false;
	for (size_t i = 0; i < len; i++)
	{
		if (s[i] < '0' || s[i] > '9')
			return false;
		code |= (trade_hs) (s[i] - '0' + 1) << (60 - 4 * i);
	}
	*first = len % 2 == 0 ? code : code | (trade_hs) 1 << (60 - 4 * len);
	*last = trade_hs_range_end(code);
	return true;
}

size_t
trade_like_beginning(const char *pattern, size_t len, bool capitals, char *out, size_t room)
{
	size_t		used = 0;

	for (size_t i = 0; i < len && used < room; i++)
	{
		char		c = pattern[i];

		if (c == '%' || c == '_')
			break;
		if (c == '\\' && ++i == len)
			break;
		c = pattern[i];
		out[used++] = capitals && c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
	}
	return used;
}
