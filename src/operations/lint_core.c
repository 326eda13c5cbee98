/* How the lint reads periods, directions, totals and numbers. */
#include "operations/lint_core.h"

#include <string.h>

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
}

/* Leaves blanks at both ends out. */
static void
trim(const char **text, size_t *length)
{
	while (*length > 0 && is_blank((*text)[0]))
	{
		(*text)++;
		(*length)--;
	}
	while (*length > 0 && is_blank((*text)[*length - 1]))
		(*length)--;
}

/* Whether the text begins with a word in capitals, in any case. */
static bool
begins(const char *text, size_t length, const char *word)
{
	size_t		n = strlen(word);

	if (length < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (upper(text[i]) != word[i])
			return false;
	return true;
}

static bool
is_word(const char *text, size_t length, const char *word)
{
	return length == strlen(word) && begins(text, length, word);
}

trade_lint_direction
trade_lint_read_direction(const char *text, size_t length)
{
	trim(&text, &length);
	if (length == 0)
		return TRADE_LINT_NO_DIRECTION;
	if (is_word(text, length, "1") || is_word(text, length, "M") || is_word(text, length, "I") ||
		begins(text, length, "IMP"))
		return TRADE_LINT_IMPORT;
	if (is_word(text, length, "2") || is_word(text, length, "X") || is_word(text, length, "E") ||
		begins(text, length, "EXP"))
		return TRADE_LINT_EXPORT;
	if (is_word(text, length, "RX") || is_word(text, length, "RM") || begins(text, length, "RE-"))
		return TRADE_LINT_RE_EXPORT;
	return TRADE_LINT_OTHER;
}

/* So many digits as a number; false where other characters are among them. */
static bool
read_digits(const char *text, int digits, int *number)
{
	*number = 0;
	for (int i = 0; i < digits; i++)
	{
		if (!is_digit(text[i]))
			return false;
		*number = *number * 10 + (text[i] - '0');
	}
	return true;
}

/* What may follow a year: a month, a month and a day, a day and a time; gives the month, 0 where it is none. */
static int
read_month(const char *text, size_t length)
{
	bool		hyphen = text[0] == '-';
	bool		letter = upper(text[0]) == 'M';
	int			month;
	int			day;

	text += hyphen || letter;
	length -= hyphen || letter;
	if (length < 2 || !read_digits(text, 2, &month))
		return 0;
	text += 2;
	length -= 2;
	if (length == 0)
		return month;
	if (letter || (hyphen && text[0] != '-'))
		return 0;
	text += hyphen;
	length -= hyphen;
	if (length < 2 || !read_digits(text, 2, &day) || day < 1 || day > 31)
		return 0;
	if (length > 2 && (!hyphen || (text[2] != ' ' && upper(text[2]) != 'T') || length < 4 || !is_digit(text[3])))
		return 0;
	return month;
}

bool
trade_lint_read_period(const char *text, size_t length, trade_month *month, int *months)
{
	int			year;
	int			of_year;

	trim(&text, &length);
	if (length < 4 || !read_digits(text, 4, &year) || year < 1)
		return false;
	*months = 12;
	*month = trade_month_of(year, 1);
	if (length == 4 || is_word(text + 4, length - 4, "52"))
		return true;
	of_year = read_month(text + 4, length - 4);
	*months = 1;
	*month = trade_month_of(year, of_year);
	return of_year >= 1 && of_year <= 12;
}

bool
trade_lint_is_total(const char *text, size_t length)
{
	trim(&text, &length);
	return is_word(text, length, "TOTAL") || begins(text, length, "AG");
}

/* Leaves digits out; gives how many. */
static size_t
skip_digits(const char **text, size_t *length)
{
	size_t		n = 0;

	while (n < *length && is_digit((*text)[n]))
		n++;
	*text += n;
	*length -= n;
	return n;
}

static void
skip_sign(const char **text, size_t *length)
{
	if (*length > 0 && ((*text)[0] == '-' || (*text)[0] == '+'))
	{
		(*text)++;
		(*length)--;
	}
}

trade_lint_number
trade_lint_read_number(const char *text, size_t length)
{
	size_t		digits;

	trim(&text, &length);
	if (length == 0 || is_word(text, length, "NA"))
		return TRADE_LINT_MISSING;
	skip_sign(&text, &length);
	if (is_word(text, length, "NAN") || is_word(text, length, "INF") || is_word(text, length, "INFINITY"))
		return TRADE_LINT_NOT_FINITE;
	digits = skip_digits(&text, &length);
	if (length > 0 && text[0] == '.')
	{
		text++;
		length--;
		digits += skip_digits(&text, &length);
	}
	if (digits > 0 && length > 0 && upper(text[0]) == 'E')
	{
		text++;
		length--;
		skip_sign(&text, &length);
		digits = skip_digits(&text, &length);
	}
	return digits > 0 && length == 0 ? TRADE_LINT_NUMBER : TRADE_LINT_NO_NUMBER;
}
