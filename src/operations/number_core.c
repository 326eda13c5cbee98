/*
 * Numbers as files write them. A text is taken apart once, into groups of digits with
 * what stands between them; reading and telling the decimal point both look at these.
 */
#include "operations/number_core.h"

#include <stdbool.h>

#include "code/blank_core.h"

#define GROUPS_MAX 24
#define BLANK ' '				/* any white space, or an apostrophe */

typedef struct
{
	bool		negative;
	int			groups;			/* of digits, the last one perhaps empty */
	const char *digits[GROUPS_MAX];
	int			length[GROUPS_MAX];
	char		after[GROUPS_MAX];	/* point, comma or BLANK behind each group but the last */
	const char *exponent;		/* with its sign */
	int			exponent_length;
} parts;

/* Bytes of the white space at s: a no-break space of the one-byte encodings, too. */
static int
blank_at(const char *s, const char *end)
{
	if (s < end && (unsigned char) *s == 0xA0)
		return 1;
	return trade_blank(s, end);
}

static const char *
skip_blanks(const char *s, const char *end)
{
	for (int bytes; (bytes = blank_at(s, end)) > 0;)
		s += bytes;
	return s;
}

static bool
is_digit(const char *s, const char *end)
{
	return s < end && *s >= '0' && *s <= '9';
}

/* What parts two groups, and its bytes; 0 where nothing does. */
static char
separator_at(const char *s, const char *end, int *bytes)
{
	*bytes = 1;
	if (s == end)
		return 0;
	if (*s == '.' || *s == ',')
		return *s;
	if (*s == '\'')
		return BLANK;
	if (end - s >= 3 && (unsigned char) s[0] == 0xE2 && (unsigned char) s[1] == 0x80 && (unsigned char) s[2] == 0x99)
	{
		*bytes = 3;
		return BLANK;
	}
	*bytes = blank_at(s, end);
	return *bytes > 0 ? BLANK : 0;
}

/* Behind [eE][-+]?digit or two; at s where there is no such exponent. */
static const char *
exponent_at(const char *s, const char *end, parts *out)
{
	const char *digits = s + 1;
	const char *last;

	out->exponent_length = 0;
	if (s == end || (*s != 'e' && *s != 'E'))
		return s;
	if (digits < end && (*digits == '-' || *digits == '+'))
		digits++;
	for (last = digits; is_digit(last, end) && last - digits < 2;)
		last++;
	if (last == digits)
		return s;
	out->exponent = s + 1;
	out->exponent_length = (int) (last - out->exponent);
	return last;
}

/* The groups up to the first character that belongs to none; NULL where there are too many. */
static const char *
groups_at(const char *s, const char *end, parts *out)
{
	int			bytes;

	for (out->groups = 0; out->groups < GROUPS_MAX; s += bytes)
	{
		int			at = out->groups++;

		out->digits[at] = s;
		while (is_digit(s, end))
			s++;
		out->length[at] = (int) (s - out->digits[at]);
		out->after[at] = separator_at(s, end, &bytes);
		if (out->after[at] == 0 || (out->after[at] == BLANK && !is_digit(s + bytes, end)))
			return s;
	}
	return NULL;
}

/* Does the number, written plainly, fit into TRADE_NUMBER_MAX bytes? */
static bool
fits(const parts *p)
{
	int			wanted = p->negative + 1 + (p->exponent_length > 0 ? p->exponent_length + 1 : 0);

	for (int i = 0; i < p->groups; i++)
		wanted += p->length[i];
	return wanted <= TRADE_NUMBER_MAX;
}

static bool
take_apart(const char *text, size_t length, parts *out)
{
	const char *end = text + length;
	const char *s = skip_blanks(text, end);

	out->negative = s < end && *s == '-';
	if (s < end && (*s == '-' || *s == '+'))
		s++;
	/* Zeros may pad a number, but not by pages. */
	if (end - s > 4 * TRADE_NUMBER_MAX)
		return false;
	s = groups_at(s, end, out);
	if (s == NULL)
		return false;
	s = exponent_at(s, end, out);
	return skip_blanks(s, end) == end && fits(out) &&
		(out->groups > 1 ? out->length[0] + out->length[1] : out->length[0]) > 0;
}

/* Are the separators of groups 0 to last all this one, and the groups behind them of thousands (or of lakhs)? */
static bool
thousands(const parts *p, int last, char separator)
{
	if (p->length[0] < 1 || p->length[0] > 3 || p->digits[0][0] == '0')
		return false;
	for (int i = 0; i < last; i++)
		if (p->after[i] != separator || (p->length[i + 1] != 3 && (i + 1 == last || p->length[i + 1] != 2)))
			return false;
	return true;
}

/* The last group that stands before the decimal point; -1 where the separators are not those of one number. */
static int
whole_groups(const parts *p, char decimal)
{
	int			last = p->groups - 1;
	bool		fraction = last > 0 && p->after[last - 1] == decimal;

	if (fraction)
		last--;
	else if (last > 0 && p->length[last] == 0)
		return -1;
	if (last == 0)
		return 0;
	return p->after[0] != decimal && p->exponent_length == 0 && thousands(p, last, p->after[0]) ? last : -1;
}

int
trade_number_marks(const char *text, size_t length)
{
	parts		p;
	bool		point;
	bool		comma;

	if (!take_apart(text, length, &p) || p.groups == 1)
		return 0;
	point = whole_groups(&p, '.') >= 0;
	comma = whole_groups(&p, ',') >= 0;
	/* A lone point is a decimal point unless other numbers say that it is none. */
	if (point && comma)
		return p.groups == 2 && p.after[0] == ',' ? TRADE_NUMBER_EITHER : 0;
	return point ? TRADE_NUMBER_POINT : comma ? TRADE_NUMBER_COMMA : 0;
}

int
trade_number_read(const char *text, size_t length, char decimal, char out[TRADE_NUMBER_MAX])
{
	parts		p;
	int			last;
	int			used = 0;

	if (!take_apart(text, length, &p) || (last = whole_groups(&p, decimal)) < 0)
		return 0;
	if (p.negative)
		out[used++] = '-';
	for (int i = 0; i < p.groups; i++)
	{
		if (i > last)
			out[used++] = '.';
		for (int d = 0; d < p.length[i]; d++)
			out[used++] = p.digits[i][d];
	}
	if (p.exponent_length > 0)
		out[used++] = 'e';
	for (int d = 0; d < p.exponent_length; d++)
		out[used++] = p.exponent[d];
	return used;
}
