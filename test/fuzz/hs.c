/*
 * HS codes: reading and writing are inverse, order and hierarchy are those of the
 * text, and what is read has the digits of the text in their order.
 */
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
	HOLDS(trade_hs_parse_strict(text, length, &again) && again == code);
	HOLDS(trade_hs_from_number(strtoll(text, NULL, 10), length, &again) == TRADE_HS_OK && again == code);
	HOLDS(trade_hs_parse_digits(text, length, length, &again) && again == code);
	if (text[0] == '0')
		HOLDS(trade_hs_parse_digits(text + 1, length - 1, length, &again) && again == code);
	HOLDS(strncmp(text, "00", 2) != 0 && strncmp(text, "77", 2) != 0);
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

/* The code has the digits of the text, the first of them; restored may have a zero before. */
static void
check_digits(const char *s, size_t size, trade_hs code, bool restored)
{
	char		text[11];
	int			length = trade_hs_text(code, text);
	int			seen = 0;

	for (size_t i = 0; i < size && seen < length; i++)
	{
		if (s[i] < '0' || s[i] > '9')
			continue;
		if (restored && seen == 0 && text[0] == '0' && s[i] != '0')
			seen = 1;
		HOLDS(s[i] == text[seen]);
		seen++;
	}
	HOLDS(seen == length);
}

static void
check_restored(const char *s, size_t size)
{
	trade_hs	code;
	trade_hs	same;

	for (int digits = 0; digits <= TRADE_HS_MAX_DIGITS + 2; digits++)
	{
		bool		plain = trade_hs_parse(s, size, &same) && trade_hs_digits(same) == digits;

		if (!trade_hs_parse_digits(s, size, digits, &code))
		{
			HOLDS(!plain);
			continue;
		}
		check_code(code);
		HOLDS(trade_hs_digits(code) == digits && (!plain || code == same));
		check_digits(s, size, code, true);
	}
}

/* Any 8 bytes may lie in a damaged table: they are no code, and do no harm. */
static void
check_stored(trade_hs code)
{
	char		text[11];
	int			digits = trade_hs_text(code, text);

	HOLDS(digits >= 0 && digits <= TRADE_HS_MAX_DIGITS && text[digits] == '\0');
	HOLDS(trade_hs_within(code, code) && trade_hs_cut(code, digits) <= code);
	HOLDS(digits == 0 || trade_hs_range_end(code) >= trade_hs_cut(code, digits));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t		middle = size / 2;
	trade_hs	a;
	trade_hs	b;
	trade_hs_problem problem = trade_hs_read((const char *) data, size, &a);

	HOLDS(problem <= TRADE_HS_CHAPTER);
	/* what is not meant as a code has no digits, or more than digits */
	HOLDS(problem != TRADE_HS_WORD || !trade_hs_parse_digits((const char *) data, size, 6, &b));
	if (problem == TRADE_HS_OK)
	{
		check_code(a);
		check_digits((const char *) data, size, a, false);
	}
	if (trade_hs_parse_strict((const char *) data, size, &a))
		HOLDS(problem == TRADE_HS_OK && size == (size_t) trade_hs_digits(a));
	check_restored((const char *) data, size);
	if (trade_hs_parse((const char *) data, middle, &a) &&
		trade_hs_parse((const char *) data + middle, size - middle, &b))
		check_pair(a, b);
	if (size >= sizeof(a))
	{
		memcpy(&a, data, sizeof(a));
		check_stored(a);
		/* of few digits or none */
		check_stored(a >> 40);
		if (trade_hs_valid(a))
			check_code(a);
		if (trade_hs_from_number((int64_t) a, data[0] % 13, &b) == TRADE_HS_OK)
			check_code(b);
	}
	return 0;
}
