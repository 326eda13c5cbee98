#include "code/country_core.h"

#include <string.h>

#include "code/blank_core.h"
#include "code/digit_core.h"

#define PAIR(x, y) ((DIGIT_##x - DIGIT_A) * 26 + DIGIT_##y - DIGIT_A)
#define COUNTRY TRADE_COUNTRY_AREA
#define SUM TRADE_COUNTRY_SUM
#define RESIDUAL TRADE_COUNTRY_RESIDUAL

/* Each use of the table defines what it wants of it; the rest is empty. */
#define CODE_2N(a, b, c, x, y, n, kind, name) {PACK(a, b, c), #x #y, n, kind, name},
#define CODE_2(a, b, c, x, y, kind, name) {PACK(a, b, c), #x #y, -1, kind, name},
#define CODE_N(a, b, c, n, kind, name) {PACK(a, b, c), "", n, kind, name},
#define CODE(a, b, c, kind, name) {PACK(a, b, c), "", -1, kind, name},
#define NUMBER(n, a, b, c)
#define ALPHA2(x, y, a, b, c)
#define WORD(text, a, b, c)

static const trade_country_row rows[] = {
#include "code/country_table.h"
};

#undef CODE_2N
#undef CODE_2
#undef CODE_N
#undef CODE
#define CODE_2N(a, b, c, x, y, n, kind, name) ROW_##a##b##c,
#define CODE_2(a, b, c, x, y, kind, name) ROW_##a##b##c,
#define CODE_N(a, b, c, n, kind, name) ROW_##a##b##c,
#define CODE(a, b, c, kind, name) ROW_##a##b##c,

enum
{
#include "code/country_table.h"
	ROWS
};

#undef CODE_2N
#undef CODE_2
#undef CODE_N
#undef CODE
#define CODE_2N(a, b, c, x, y, n, kind, name) [PACK(a, b, c)] = ROW_##a##b##c + 1,
#define CODE_2(a, b, c, x, y, kind, name) [PACK(a, b, c)] = ROW_##a##b##c + 1,
#define CODE_N(a, b, c, n, kind, name) [PACK(a, b, c)] = ROW_##a##b##c + 1,
#define CODE(a, b, c, kind, name) [PACK(a, b, c)] = ROW_##a##b##c + 1,

/* In these three an entry is a row's index plus 1, 0 where there is none. */
static const uint16_t by_code[TRADE_COUNTRY_CODES] = {
#include "code/country_table.h"
};

#undef CODE_2N
#undef CODE_2
#undef CODE_N
#undef CODE
#undef NUMBER
#define CODE_2N(a, b, c, x, y, n, kind, name) [n] = ROW_##a##b##c + 1,
#define CODE_2(a, b, c, x, y, kind, name)
#define CODE_N(a, b, c, n, kind, name) [n] = ROW_##a##b##c + 1,
#define CODE(a, b, c, kind, name)
#define NUMBER(n, a, b, c) [n] = ROW_##a##b##c + 1,

static const uint16_t by_number[TRADE_COUNTRY_NUMBERS] = {
#include "code/country_table.h"
};

#undef CODE_2N
#undef CODE_2
#undef CODE_N
#undef NUMBER
#undef ALPHA2
#define CODE_2N(a, b, c, x, y, n, kind, name) [PAIR(x, y)] = ROW_##a##b##c + 1,
#define CODE_2(a, b, c, x, y, kind, name) [PAIR(x, y)] = ROW_##a##b##c + 1,
#define CODE_N(a, b, c, n, kind, name)
#define NUMBER(n, a, b, c)
#define ALPHA2(x, y, a, b, c) [PAIR(x, y)] = ROW_##a##b##c + 1,

static const uint16_t by_alpha2[26 * 26] = {
#include "code/country_table.h"
};

#undef CODE_2N
#undef CODE_2
#undef ALPHA2
#undef WORD
#define CODE_2N(a, b, c, x, y, n, kind, name)
#define CODE_2(a, b, c, x, y, kind, name)
#define ALPHA2(x, y, a, b, c)
#define WORD(text, a, b, c) {text, PACK(a, b, c)},

#define LONGEST 15

static const struct
{
	char		text[LONGEST + 1];
	trade_country code;
}			words[] = {
#include "code/country_table.h"
};

/* An upper-case character's value in base 36, or -1. */
static inline int
digit_value(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 10;
	return -1;
}

static inline bool
found(int entry, trade_country *out)
{
	if (entry == 0)
		return false;
	*out = rows[entry - 1].code;
	return true;
}

/* The text without the white space around it; false where there is some within. */
static bool
trim(const char **s, size_t *len)
{
	const char *end = *s + *len;
	const char *word_end;
	int			blank;

	while ((blank = trade_blank(*s, end)) > 0)
		*s += blank;
	for (word_end = *s; word_end < end && trade_blank(word_end, end) == 0;)
		word_end++;
	*len = word_end - *s;
	while ((blank = trade_blank(word_end, end)) > 0)
		word_end += blank;
	return word_end == end;
}

static size_t
count_digits(const char *s, size_t len, char last)
{
	size_t		count = 0;

	while (count < len && s[count] >= '0' && s[count] <= last)
		count++;
	return count;
}

static trade_country_problem
read_number(const char *s, size_t len, trade_country *out)
{
	int			number = 0;

	/* longer ones are other systems': 0400 is the United States to Eurostat, 400 Jordan in M49 */
	if (len > 3)
		return TRADE_COUNTRY_LONG_NUMBER;
	for (size_t i = 0; i < len; i++)
		number = number * 10 + (s[i] - '0');
	return found(by_number[number], out) ? TRADE_COUNTRY_OK : TRADE_COUNTRY_UNKNOWN;
}

/* upper is filled up with zeros, as the words are. */
static bool
parse_word(const char upper[LONGEST + 1], trade_country *out)
{
	size_t		low = 0;
	size_t		high = sizeof(words) / sizeof(words[0]);

	while (low < high)
	{
		size_t		middle = (low + high) / 2;
		int			order = memcmp(upper, words[middle].text, LONGEST + 1);

		if (order == 0)
		{
			*out = words[middle].code;
			return true;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

static bool
read_letters(const char *s, size_t len, trade_country *out)
{
	char		upper[LONGEST + 1] = {0};
	int			value[3];

	if (len > LONGEST)
		return false;
	for (size_t i = 0; i < len; i++)
		upper[i] = (s[i] >= 'a' && s[i] <= 'z') ? s[i] - 'a' + 'A' : s[i];
	for (int i = 0; i < 3; i++)
		value[i] = digit_value(upper[i]);
	if (len == 2 && value[0] >= DIGIT_A && value[1] >= DIGIT_A &&
		found(by_alpha2[(value[0] - DIGIT_A) * 26 + value[1] - DIGIT_A], out))
		return true;
	if (len == 3 && value[0] >= 0 && value[1] >= 0 && value[2] >= 0 &&
		found(by_code[(value[0] * 36 + value[1]) * 36 + value[2]], out))
		return true;
	return parse_word(upper, out);
}

trade_country_problem
trade_country_read(const char *s, size_t len, trade_country *out)
{
	size_t		digits;

	if (len > TRADE_CODE_TEXT_MAX || !trim(&s, &len))
		return TRADE_COUNTRY_UNKNOWN;
	digits = count_digits(s, len, '9');
	if (digits > 0 && digits == len)
		return read_number(s, len, out);
	if (digits > 0 && s[digits] == '.' &&
		digits + 1 + count_digits(s + digits + 1, len - digits - 1, '0') == len)
		return TRADE_COUNTRY_FLOAT;
	return read_letters(s, len, out) ? TRADE_COUNTRY_OK : TRADE_COUNTRY_UNKNOWN;
}

bool
trade_country_parse_strict(const char *s, size_t len, trade_country *out)
{
	char		text[3];

	if (len != sizeof(text) || !trade_country_parse(s, len, out))
		return false;
	trade_country_text(*out, text);
	return memcmp(s, text, sizeof(text)) == 0;
}

bool
trade_country_from_number(int64_t number, trade_country *out)
{
	return number >= 0 && number < TRADE_COUNTRY_NUMBERS && found(by_number[number], out);
}

void
trade_country_text(trade_country code, char out[3])
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	out[0] = digits[code / (36 * 36) % 36];
	out[1] = digits[code / 36 % 36];
	out[2] = digits[code % 36];
}

const trade_country_row *
trade_country_find(uint32_t code)
{
	if (code >= TRADE_COUNTRY_CODES || by_code[code] == 0)
		return NULL;
	return &rows[by_code[code] - 1];
}

int
trade_country_count(void)
{
	return ROWS;
}

const trade_country_row *
trade_country_at(int index)
{
	return &rows[index];
}
