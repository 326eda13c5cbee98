/* HS codes: reading and writing are inverse, order and hierarchy are those of the text. */
#include "fuzz.h"

#include "code/hs_core.h"

static int
sign(int64_t value)
{
	return (value > 0) - (value < 0);
}

static void
check_code(trade_hs code)
{
	char		text[11];
	char		last[11];
	int			length = trade_hs_text(code, text);
	trade_hs	again;

	HOLDS(trade_hs_valid(code));
	HOLDS(length == (int) strlen(text) && length == trade_hs_digits(code));
	HOLDS(trade_hs_parse(text, length, &again) && again == code);
	HOLDS(trade_hs_from_number(strtoll(text, NULL, 10), length, &again) && again == code);
	for (int digits = 2; digits <= length; digits += 2)
		HOLDS(trade_hs_within(code, trade_hs_cut(code, digits)) &&
			  trade_hs_digits(trade_hs_cut(code, digits)) == digits);
	trade_hs_text(trade_hs_range_end(code), last);
	HOLDS(strncmp(last, text, length) == 0 && strcmp(last + length, &"9999999999"[length]) == 0);
}

static void
check_pair(trade_hs a, trade_hs b)
{
	char		a_text[11];
	char		b_text[11];
	int			b_length = trade_hs_text(b, b_text);

	trade_hs_text(a, a_text);
	HOLDS(((a > b) - (a < b)) == sign(strcmp(a_text, b_text)));
	HOLDS(trade_hs_within(a, b) == (strncmp(a_text, b_text, b_length) == 0));
	HOLDS(trade_hs_within(a, b) == (a >= b && a <= trade_hs_range_end(b)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t		middle = size / 2;
	trade_hs	a;
	trade_hs	b;
	int			digits = -1;

	if (trade_hs_read((const char *) data, size, &a, &digits) == TRADE_HS_OK)
		check_code(a);
	HOLDS(digits == -1 || (digits >= 1 && digits <= TRADE_HS_MAX_DIGITS + 1));
	if (trade_hs_parse((const char *) data, middle, &a) &&
		trade_hs_parse((const char *) data + middle, size - middle, &b))
		check_pair(a, b);
	if (size >= sizeof(a))
	{
		memcpy(&a, data, sizeof(a));
		if (trade_hs_valid(a))
			check_code(a);
		if (trade_hs_from_number((int64_t) a, data[0] % 13, &b))
			check_code(b);
	}
	return 0;
}
