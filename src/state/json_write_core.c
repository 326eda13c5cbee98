/* Writing JSON: decimals, labels. */
#include "state/json_core.h"

static int
write_digits(char *text, unsigned __int128 number, int least)
{
	char		digits[40];
	int			count = 0;

	do
	{
		digits[count++] = '0' + (int) (number % 10);
		number /= 10;
	} while (number > 0 || count < least);
	for (int i = 0; i < count; i++)
		text[i] = digits[count - 1 - i];
	return count;
}

int
trade_decimal_write(char *text, trade_units units)
{
	unsigned __int128 number = units < 0 ? -(unsigned __int128) units : (unsigned __int128) units;
	uint64_t	decimals = (uint64_t) (number % (uint64_t) TRADE_UNITS_PER_ONE);
	char	   *at = text;

	if (units < 0)
		*at++ = '-';
	number /= (uint64_t) TRADE_UNITS_PER_ONE;
	at += number <= UINT64_MAX ? write_digits(at, (uint64_t) number, 1) : write_digits(at, number, 1);
	if (decimals != 0)
	{
		*at++ = '.';
		at += write_digits(at, decimals, 12);
		while (at[-1] == '0')
			at--;
	}
	*at = '\0';
	return at - text;
}

int
trade_json_label_write(char *text, const char *label, int length)
{
	static const char hex[] = "0123456789abcdef";
	char	   *at = text;

	*at++ = '"';
	for (int i = 0; i < length; i++)
	{
		unsigned char c = (unsigned char) label[i];

		if (c == '"' || c == '\\')
			*at++ = '\\';
		if (c >= 0x20)
			*at++ = (char) c;
		else
		{
			*at++ = '\\';
			*at++ = 'u';
			*at++ = '0';
			*at++ = '0';
			*at++ = hex[c >> 4];
			*at++ = hex[c & 15];
		}
	}
	*at++ = '"';
	*at = '\0';
	return at - text;
}

