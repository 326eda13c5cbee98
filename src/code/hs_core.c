#include "code/hs_core.h"

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

/* All bits of the first digits. */
static inline trade_hs
mask_of(int digits)
{
	return ~(trade_hs) 0 << (64 - digits * DIGIT_BITS);
}

static inline bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
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

/* Counts the digits, of which it keeps ten; -1 where the text is none of ours. */
static int
scan(const char *s, const char *end, trade_hs *code)
{
	int			digits = 0;

	*code = 0;
	for (; s < end; s++)
	{
		/* national tariffs group as they like: 8542 31 900 1, so a break may stand anywhere */
		if (digits > 0 && (*s == '.' || *s == ' '))
			s++;
		if (s == end || !is_digit(*s))
			return -1;
		if (digits < TRADE_HS_MAX_DIGITS)
			*code |= digit_at(*s - '0', digits);
		if (digits <= TRADE_HS_MAX_DIGITS)
			digits++;
	}
	return digits;
}

trade_hs_problem
trade_hs_read(const char *s, size_t len, trade_hs *out, int *digits)
{
	const char *end = s + len;
	int			count;

	while (s < end && is_blank(*s))
		s++;
	while (end > s && is_blank(end[-1]))
		end--;
	count = scan(s, end, out);
	if (count <= 0)
		return TRADE_HS_SYNTAX;
	if (digits)
		*digits = count;
	if (count > TRADE_HS_MAX_DIGITS)
		return TRADE_HS_LONG;
	return count % 2 ? TRADE_HS_ODD : TRADE_HS_OK;
}

bool
trade_hs_parse(const char *s, size_t len, trade_hs *out)
{
	return trade_hs_read(s, len, out, NULL) == TRADE_HS_OK;
}

bool
trade_hs_from_number(int64_t number, int digits, trade_hs *out)
{
	*out = 0;
	if (number < 0 || !is_length(digits))
		return false;
	for (int i = digits - 1; i >= 0; i--)
	{
		*out |= digit_at(number % 10, i);
		number /= 10;
	}
	return number == 0;
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
trade_hs_valid(trade_hs code)
{
	int			digits = trade_hs_digits(code);

	if (!is_length(digits) || (code & ~mask_of(digits)))
		return false;
	for (int i = 0; i < digits; i++)
		if (nibble(code, i) < 1 || nibble(code, i) > 10)
			return false;
	return true;
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
