#include "code/hs_core.h"

#include <string.h>

#include "code/blank_core.h"

#define TOP_SHIFT 60
#define DIGIT_BITS 4
#define EMPTY_BITS (64 - TRADE_HS_MAX_DIGITS * DIGIT_BITS)

static inline int
shift_of(int index)
{
	return TOP_SHIFT - index * DIGIT_BITS;
}

static inline int
nibble(trade_hs code, int index)
{
	return (code >> shift_of(index)) & 15;
}

static inline trade_hs
digit_at(int digit, int index)
{
	return (trade_hs) (digit + 1) << shift_of(index);
}

/* A mask of the bits that hold the first so many digits of a code; a damaged one may have none. */
static inline trade_hs
mask_of(int digits)
{
	return ~(trade_hs) 0 << (63 - digits * DIGIT_BITS) << 1;
}

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_length(int digits)
{
	return digits >= 2 && digits <= TRADE_HS_MAX_DIGITS && digits % 2 == 0;
}

/* What the characters of a text are, white space left out. */
typedef struct shape
{
	trade_hs	code;			/* of the first ten digits */
	int			digits;
	int			dots;
	int			before;			/* digits before the last dot */
	bool		odd_dot;		/* a dot stands after an odd number of digits */
	bool		zeros;			/* nothing but zeros behind the last dot */
} shape;

static void
add_digit(shape *text, int digit)
{
	if (text->digits < TRADE_HS_MAX_DIGITS)
		text->code |= digit_at(digit, text->digits);
	text->digits++;
	text->zeros &= digit == 0;
}

static void
add_dot(shape *text)
{
	text->dots++;
	text->before = text->digits;
	text->odd_dot = text->odd_dot || text->digits % 2 != 0;
	text->zeros = true;
}

/* Since the last dot, or the start. */
static bool
has_digit(const shape *text)
{
	return text->digits > (text->dots > 0 ? text->before : 0);
}

/* False where the text is more than digits with single dots between them. */
static bool
scan(const char *s, const char *end, shape *out)
{
	shape		text = {0};		/* kept in registers */
	int			blank;

	while (s < end)
	{
		if (is_digit(*s))
			add_digit(&text, *s++ - '0');
		else if ((blank = trade_blank(s, end)) > 0)
			s += blank;
		else if (*s++ == '.' && has_digit(&text))
			add_dot(&text);
		else
			return false;
	}
	*out = text;
	return has_digit(&text);
}

static const char *
skip_digits(const char *s, const char *end, char last)
{
	while (s < end && *s >= '0' && *s <= last)
		s++;
	return s;
}

/* A number that is no text of scan(): 8.54231E+05, 854231. or, with a decimal comma, 10121,0. */
static bool
is_number(const char *s, const char *end)
{
	const char *at = skip_digits(s, end, '9');
	bool		sign = false;

	if (at == s || at == end)
		return false;
	if (*at == '.' || *at == ',')
	{
		if (skip_digits(at + 1, end, '0') == end)
			return true;
		sign = true;
		at = skip_digits(at + 1, end, '9');
	}
	if (at == end || (*at != 'e' && *at != 'E'))
		return false;
	at++;
	if (at < end && (*at == '+' || *at == '-'))
	{
		sign = true;
		at++;
	}
	/* 85E2 may be a code of another system */
	return sign && at < end && skip_digits(at, end, '9') == end;
}

static bool
is_word(const char *s, const char *end)
{
	bool		digit = false;

	while (s < end)
	{
		int			blank = trade_blank(s, end);
		unsigned char c = *s;

		s += blank > 0 ? blank : 1;
		if (blank > 0)
			continue;
		if (c == '_' || c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
			return true;
		digit = digit || is_digit(c);
	}
	return !digit;
}

static bool
is_float(const shape *text)
{
	return text->dots == 1 && text->zeros && (text->before % 2 != 0 || text->before >= 6);
}

static bool
is_chapter(trade_hs code)
{
	int			chapter = (nibble(code, 0) - 1) * 10 + nibble(code, 1) - 1;

	return chapter != 0 && chapter != 77;
}

static trade_hs_problem
odd_problem(const shape *text)
{
	if (text->digits == 9)
		return TRADE_HS_NINE;
	return text->dots > 0 ? TRADE_HS_ODD_END : TRADE_HS_ODD;
}

static trade_hs_problem
judge(const shape *text)
{
	if (is_float(text))
		return TRADE_HS_FLOAT;
	if (text->digits > TRADE_HS_MAX_DIGITS)
		return text->digits <= TRADE_HS_MAX_DIGITS + 2 ? TRADE_HS_NATIONAL : TRADE_HS_LONG;
	if (text->odd_dot)
		return TRADE_HS_DOT;
	if (text->digits % 2 != 0)
		return odd_problem(text);
	return is_chapter(text->code) ? TRADE_HS_OK : TRADE_HS_CHAPTER;
}

trade_hs_problem
trade_hs_read(const char *s, size_t len, trade_hs *out)
{
	shape		text;

	if (len > TRADE_CODE_TEXT_MAX)
		return TRADE_HS_WORD;
	if (!scan(s, s + len, &text))
	{
		if (is_number(s, s + len))
			return TRADE_HS_FLOAT;
		return is_word(s, s + len) ? TRADE_HS_WORD : TRADE_HS_SYNTAX;
	}
	*out = text.code;
	return judge(&text);
}

bool
trade_hs_parse(const char *s, size_t len, trade_hs *out)
{
	return trade_hs_read(s, len, out) == TRADE_HS_OK;
}

bool
trade_hs_parse_digits(const char *s, size_t len, int digits, trade_hs *out)
{
	shape		text;
	int			whole;
	int64_t		number = 0;

	if (len > TRADE_CODE_TEXT_MAX || !scan(s, s + len, &text))
		return false;
	if (text.digits == digits && judge(&text) == TRADE_HS_OK)
	{
		*out = text.code;
		return true;
	}
	if (text.dots > 1 || (text.dots == 1 && !text.zeros))
		return false;
	whole = text.dots ? text.before : text.digits;
	for (int i = 0; i < whole && i < TRADE_HS_MAX_DIGITS; i++)
		number = number * 10 + nibble(text.code, i) - 1;
	return whole <= digits && trade_hs_from_number(number, digits, out) == TRADE_HS_OK;
}

trade_hs_problem
trade_hs_from_number(int64_t number, int digits, trade_hs *out)
{
	*out = 0;
	if (number < 0 || !is_length(digits))
		return TRADE_HS_SYNTAX;
	for (int i = digits - 1; i >= 0; i--)
	{
		*out |= digit_at(number % 10, i);
		number /= 10;
	}
	if (number != 0)
		return TRADE_HS_LONG;
	return is_chapter(*out) ? TRADE_HS_OK : TRADE_HS_CHAPTER;
}

int
trade_hs_text(trade_hs code, char out[11])
{
	int			digits = trade_hs_digits(code);

	for (int i = 0; i < digits; i++)
		out[i] = '0' + nibble(code, i) - 1;
	out[digits] = '\0';
	return digits;
}

int
trade_hs_digits(trade_hs code)
{
	trade_hs	used = code >> EMPTY_BITS << EMPTY_BITS;

	return used ? TRADE_HS_MAX_DIGITS - (__builtin_ctzll(used) - EMPTY_BITS) / DIGIT_BITS : 0;
}

bool
trade_hs_parse_strict(const char *s, size_t len, trade_hs *out)
{
	char		text[TRADE_HS_MAX_DIGITS + 1];

	return trade_hs_parse(s, len, out) && (size_t) trade_hs_text(*out, text) == len && memcmp(s, text, len) == 0;
}

bool
trade_hs_valid(trade_hs code)
{
	int			digits = trade_hs_digits(code);

	if (!is_length(digits) || (code & ~mask_of(digits)))
		return false;
	for (int i = 0; i < digits; i++)
		if (nibble(code, i) < 1 || nibble(code, i) > 10)
			return false;
	return is_chapter(code);
}

trade_hs
trade_hs_cut(trade_hs code, int digits)
{
	return code & mask_of(digits);
}

trade_hs
trade_hs_range_end(trade_hs ancestor)
{
	for (int i = trade_hs_digits(ancestor); i < TRADE_HS_MAX_DIGITS; i++)
		ancestor |= digit_at(9, i);
	return ancestor;
}

bool
trade_hs_within(trade_hs code, trade_hs ancestor)
{
	return ((code ^ ancestor) & mask_of(trade_hs_digits(ancestor))) == 0;
}
