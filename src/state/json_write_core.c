/* Writing JSON: decimals, labels, periods. */
#include "state/json_write_core.h"

/* Backwards, up to a place that is given; gives the first digit. */
static char *
write_digits(char *end, uint64_t number, int least)
{
	char	   *at = end;

	do
	{
		*--at = '0' + (char) (number % 10);
		number /= 10;
	} while (number > 0 || end - at < least);
	return at;
}

/* Whole ones and 10^-12 parts; most numbers fit in 64 bits, whose division is quick. */
static void
split(unsigned __int128 number, unsigned __int128 *whole, uint64_t *parts)
{
	const uint64_t one = (uint64_t) TRADE_UNITS_PER_ONE;

	if (number <= UINT64_MAX)
	{
		*whole = (uint64_t) number / one;
		*parts = (uint64_t) number % one;
		return;
	}
	*whole = number / one;
	*parts = (uint64_t) (number - *whole * one);
}

static int
copy_digits(char *text, const char *digits, const char *end)
{
	memcpy(text, digits, end - digits);
	return end - digits;
}

/* Of up to 39 digits: two pieces of 64 bits, the lower one of 19 digits. */
static int
write_whole(char *text, unsigned __int128 whole)
{
	const uint64_t piece = 10000000000000000000ULL;
	char		digits[40];
	char	   *end = digits + sizeof(digits);

	if (whole <= UINT64_MAX)
		return copy_digits(text, write_digits(end, (uint64_t) whole, 1), end);
	return copy_digits(text, write_digits(write_digits(end, (uint64_t) (whole % piece), 19),
										  (uint64_t) (whole / piece), 1), end);
}

int
trade_decimal_write(char *text, trade_units units)
{
	unsigned __int128 whole;
	uint64_t	parts;
	char	   *at = text;

	split(units < 0 ? -(unsigned __int128) units : (unsigned __int128) units, &whole, &parts);
	if (units < 0)
		*at++ = '-';
	at += write_whole(at, whole);
	if (parts != 0)
	{
		*at++ = '.';
		at += 12;
		(void) write_digits(at, parts, 12);
		while (at[-1] == '0')
			at--;
	}
	*at = '\0';
	return at - text;
}

int
trade_json_escape(char *text, const char *bytes, int length)
{
	static const char hex[] = "0123456789abcdef";
	char	   *at = text;

	for (int i = 0; i < length; i++)
	{
		unsigned char c = (unsigned char) bytes[i];

		if (c == '"' || c == '\\')
			*at++ = '\\';
		if (c >= 0x20)
			*at++ = (char) c;
		else
		{
			memcpy(at, "\\u00", 4);
			at[4] = hex[c >> 4];
			at[5] = hex[c & 15];
			at += 6;
		}
	}
	*at = '\0';
	return at - text;
}

int
trade_json_unescape(const char *at, char *byte)
{
	static const char hex[] = "0123456789abcdef";

	*byte = at[1];
	if (at[1] != 'u')
		return 2;
	*byte = (char) ((strchr(hex, at[4]) - hex) << 4 | (strchr(hex, at[5]) - hex));
	return 6;
}

/* Quotes before and behind what stands behind the first of them. */
static int
quote(char *text, int length)
{
	text[0] = '"';
	text[length + 1] = '"';
	text[length + 2] = '\0';
	return length + 2;
}

int
trade_json_label_write(char *text, const char *label, int length)
{
	return quote(text, trade_json_escape(text + 1, label, length));
}

int
trade_json_period_write(char *text, trade_month month, trade_frequency frequency)
{
	return quote(text, trade_period_write(text + 1, month, frequency));
}
