/* Months, days and windows: the calendar and the text of a window. */
#include "period/calendar_core.h"

#include <stdio.h>
#include <string.h>

/* More bytes than any window is written with, and fewer than would keep a session busy. */
#define TEXT_MAX (1 << 20)

/*
 * Neri and Schneider, "Euclidean affine functions and their application to
 * calendar algorithms" (2022): a year of the calendar begins in March.
 */
trade_month
trade_month_of_day(int32_t day)
{
	uint32_t	n1 = 4 * (uint32_t) (day + 730425) + 3;
	uint32_t	century = n1 / 146097;
	uint32_t	n2 = n1 % 146097 | 3;
	uint64_t	p2 = (uint64_t) 2939745 * n2;
	uint32_t	year = 100 * century + (uint32_t) (p2 >> 32);
	uint32_t	day_of_year = (uint32_t) p2 / 2939745 / 4;
	uint32_t	month = (2141 * day_of_year + 197913) >> 16;

	/* months 13 and 14 are January and February of the next year */
	return (trade_month) (year * 12 + month - 1);
}

static int
month_length(trade_month month)
{
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int			year = trade_month_year(month);
	bool		leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return length[month % 12] + (month % 12 == 1 && leap);
}

static trade_day
next_day(trade_day day)
{
	if (day.day < month_length(day.month))
		return (trade_day) {day.month, day.day + 1};
	return (trade_day) {day.month + 1, 1};
}

/* The month whose first day is nearest. */
static trade_month
nearest_month(trade_day day)
{
	return day.month + (2 * (day.day - 1) > month_length(day.month));
}

trade_span_status
trade_span_from_days(trade_day from, trade_day until, trade_span *span)
{
	bool		empty = from.month > until.month ||
		(from.month == until.month && from.day >= until.day);

	if (from.month < TRADE_MONTH_FIRST || from.month > TRADE_MONTH_LAST ||
		until.month < TRADE_MONTH_FIRST || until.month > TRADE_MONTH_LAST + 1 ||
		(until.month == TRADE_MONTH_LAST + 1 && until.day > 1))
		return TRADE_SPAN_OUT_OF_RANGE;
	if (!empty && from.day == 1 && until.day == 1)
	{
		*span = (trade_span) {from.month, until.month - 1};
		return TRADE_SPAN_OK;
	}
	*span = (trade_span) {nearest_month(from), nearest_month(until) - 1};
	if (empty || span->last < span->first)
		*span = (trade_span) {from.month, from.month};
	return empty ? TRADE_SPAN_EMPTY : TRADE_SPAN_CUT;
}

static void
skip_spaces(const char **text)
{
	while (**text == ' ' || (**text >= '\t' && **text <= '\r'))
		(*text)++;
}

static bool
at_end(const char *text)
{
	skip_spaces(&text);
	return *text == '\0';
}

/* The number of digits read, at most 9. */
static int
read_number(const char **text, int *number)
{
	int			digits = 0;

	for (*number = 0; **text >= '0' && **text <= '9' && digits < 9; digits++)
		*number = *number * 10 + *(*text)++ - '0';
	return digits;
}

static bool
read_two_digits(const char **text, int *number)
{
	return **text == '-' && (++*text, read_number(text, number) == 2);
}

static bool
year_in_range(int year)
{
	return year >= 1 && year <= 9999;
}

/* What follows the year of a day: month and day, which must exist. */
static trade_span_status
read_day(const char **text, trade_day *day)
{
	int			year;
	int			month;

	if (read_number(text, &year) < 4 || !read_two_digits(text, &month) ||
		!read_two_digits(text, &day->day) || month < 1 || month > 12)
		return TRADE_SPAN_SYNTAX;
	/* the end of year 9999 is the first day of 10000 */
	if (!year_in_range(year) && !(year == 10000 && month == 1 && day->day == 1))
		return TRADE_SPAN_OUT_OF_RANGE;
	day->month = trade_month_of(year, month);
	return day->day >= 1 && day->day <= month_length(day->month) ?
		TRADE_SPAN_OK : TRADE_SPAN_SYNTAX;
}

/* In any letter case, as PostgreSQL's own ranges and dates. */
static bool
read_word(const char **text, const char *word)
{
	size_t		length = strlen(word);

	for (size_t i = 0; i < length; i++)
		if (((*text)[i] | 0x20) != (word[i] | 0x20))
			return false;
	*text += length;
	return true;
}

/* A bound that is absent or infinite leaves the range unbounded. */
static trade_span_status
read_bound(const char **text, trade_day *day, bool *absent)
{
	trade_span_status status = TRADE_SPAN_OK;

	skip_spaces(text);
	*absent = **text == ',' || **text == ')' || **text == ']' ||
		read_word(text, "infinity") || read_word(text, "-infinity");
	if (!*absent)
		status = read_day(text, day);
	skip_spaces(text);
	return status;
}

static trade_span_status
read_range(const char *text, trade_span *span)
{
	bool		after = *text++ == '(';
	bool		no_from;
	bool		no_until;
	trade_day	from = {0, 1};
	trade_day	until = {0, 1};
	trade_span_status status = read_bound(&text, &from, &no_from);

	if (status != TRADE_SPAN_OK)
		return status;
	if (*text++ != ',')
		return TRADE_SPAN_SYNTAX;
	status = read_bound(&text, &until, &no_until);
	if (status != TRADE_SPAN_OK)
		return status;
	if ((*text != ')' && *text != ']') || !at_end(text + 1))
		return TRADE_SPAN_SYNTAX;
	if (no_from || no_until)
	{
		trade_month month = no_from ? until.month - 1 : from.month;

		if (!(no_from && no_until))
			*span = (trade_span) {month, month};
		return TRADE_SPAN_UNBOUNDED;
	}
	return trade_span_from_days(after ? next_day(from) : from,
								*text == ']' ? next_day(until) : until, span);
}

/* Parts of a year by their letter: how many months each has. */
static int
months_of_letter(char letter)
{
	switch (letter)
	{
		case 'H':
		case 'h':
			return 6;
		case 'Q':
		case 'q':
			return 3;
		case 'M':
		case 'm':
			return 1;
		default:
			return 0;
	}
}

/* What follows a year or its hyphen: H1, Q1, M03 or M3. */
static trade_span_status
read_letter(int year, const char *text, trade_span *span)
{
	int			months = months_of_letter(*text);
	int			number;
	int			digits;

	if (months == 0)
		return TRADE_SPAN_SYNTAX;
	text++;
	digits = read_number(&text, &number);
	if (digits < 1 || digits > (months == 1 ? 2 : 1) || number < 1 || number > 12 / months || !at_end(text))
		return TRADE_SPAN_SYNTAX;
	span->first = trade_month_of(year, (number - 1) * months + 1);
	span->last = span->first + months - 1;
	return TRADE_SPAN_OK;
}

/* Two digits below a limit. */
static bool
read_clock(const char **text, int limit)
{
	int			number;

	return read_number(text, &number) == 2 && number < limit;
}

/* Z, or hours, minutes and seconds as far as PostgreSQL's zones go; or nothing. */
static bool
read_zone(const char **text)
{
	int			number;
	int			digits;

	skip_spaces(text);
	if (**text == 'Z' || **text == 'z')
		return ++*text, true;
	if (**text != '+' && **text != '-')
		return true;
	++*text;
	digits = read_number(text, &number);
	if (digits == 4)
		return number / 100 < 16 && number % 100 < 60;
	if (digits != 2 || number >= 16)
		return false;
	for (int i = 0; i < 2 && **text == ':'; i++)
		if (++*text, !read_clock(text, 60))
			return false;
	return true;
}

/* The time of a day, if there is one.  It must be one, but says nothing: the month is the written one. */
static bool
read_time(const char *text)
{
	int			ignored;

	if (at_end(text))
		return true;
	if (*text == 'T' || *text == 't')
		text++;
	else if (*text == ' ')
		skip_spaces(&text);
	else
		return false;
	if (!read_clock(&text, 24) || *text++ != ':' || !read_clock(&text, 60))
		return false;
	if (*text == ':' && (++text, !read_clock(&text, 60)))
		return false;
	if ((*text == '.' || *text == ',') && (++text, read_number(&text, &ignored) == 0))
		return false;
	return read_zone(&text) && at_end(text);
}

static trade_span_status
read_month_or_day(int year, int month, int day, const char *text, trade_span *span)
{
	trade_month of;

	if (month < 1 || month > 12)
		return TRADE_SPAN_SYNTAX;
	of = trade_month_of(year, month);
	if (day < 1 || day > month_length(of) || !at_end(text))
		return TRADE_SPAN_SYNTAX;
	*span = (trade_span) {of, of};
	return TRADE_SPAN_OK;
}

/* What follows a year: nothing, a letter with a number, a month, a day with or without its time. */
static trade_span_status
read_part_of_year(int year, const char *text, trade_span *span)
{
	int			month;
	int			day = 1;

	if (at_end(text))
	{
		*span = (trade_span) {trade_month_of(year, 1), trade_month_of(year, 12)};
		return TRADE_SPAN_OK;
	}
	if (*text != '-')
	{
		skip_spaces(&text);
		return read_letter(year, text, span);
	}
	if (text[1] < '0' || text[1] > '9')
		return read_letter(year, text + 1, span);
	if (!read_two_digits(&text, &month))
		return TRADE_SPAN_SYNTAX;
	if (*text == '-')
	{
		if (!read_two_digits(&text, &day) || !read_time(text))
			return TRADE_SPAN_SYNTAX;
		text = "";
	}
	return read_month_or_day(year, month, day, text, span);
}

/* Reads a number that is a month or a day without separators, as 202303 or 20230315. */
static trade_span_status
read_digits(int number, int digits, const char *text, trade_span *span)
{
	int			day = digits == 8 ? number % 100 : 1;
	int			months = digits == 8 ? number / 100 : number;
	bool		in_range = year_in_range(months / 100);
	trade_span_status status = read_month_or_day(in_range ? months / 100 : 2000, months % 100, day, text, span);

	return status == TRADE_SPAN_OK && !in_range ? TRADE_SPAN_OUT_OF_RANGE : status;
}

trade_span_status
trade_span_read(const char *text, trade_span *span)
{
	trade_span_status status;
	int			year;
	int			digits;

	*span = (trade_span) {0, 0};
	if (strnlen(text, TEXT_MAX + 1) > TEXT_MAX)
		return TRADE_SPAN_SYNTAX;
	skip_spaces(&text);
	if (*text == '[' || *text == '(')
		return read_range(text, span);
	if (read_word(&text, "empty"))
		return at_end(text) ? TRADE_SPAN_EMPTY : TRADE_SPAN_SYNTAX;
	digits = read_number(&text, &year);
	if (digits < 4)
		return TRADE_SPAN_SYNTAX;
	if ((digits == 6 || digits == 8) && at_end(text))
		status = read_digits(year, digits, text, span);
	else
	{
		/* what no year can make good is no window; 2000 has every day */
		status = read_part_of_year(year_in_range(year) ? year : 2000, text, span);
		if (status == TRADE_SPAN_OK && !year_in_range(year))
			status = TRADE_SPAN_OUT_OF_RANGE;
	}
	if (status != TRADE_SPAN_OK)
		*span = (trade_span) {0, 0};
	return status;
}

static char *
write_two_digits(char *text, int number)
{
	*text++ = '0' + number / 10;
	*text++ = '0' + number % 10;
	return text;
}

int
trade_period_write(char *text, trade_month month, trade_frequency frequency)
{
	char	   *at = write_two_digits(text, trade_month_year(month) / 100);

	at = write_two_digits(at, trade_month_year(month) % 100);
	if (frequency == TRADE_FREQUENCY_MONTH)
	{
		*at++ = '-';
		at = write_two_digits(at, trade_month_of_year(month));
	}
	*at = '\0';
	return at - text;
}

int
trade_span_write(trade_span span, char *text)
{
	int			year = trade_month_year(span.first);
	int			month = trade_month_of_year(span.first);
	int			months = trade_span_months(span);
	trade_month until = span.last + 1;

	if (months == 12 && month == 1)
		return snprintf(text, TRADE_SPAN_TEXT, "%04d", year);
	if (months == 3 && month % 3 == 1)
		return snprintf(text, TRADE_SPAN_TEXT, "%04d-Q%d", year, month / 3 + 1);
	if (months == 6 && month % 6 == 1)
		return snprintf(text, TRADE_SPAN_TEXT, "%04d-H%d", year, month / 6 + 1);
	if (months == 1)
		return snprintf(text, TRADE_SPAN_TEXT, "%04d-%02d", year, month);
	return snprintf(text, TRADE_SPAN_TEXT, "[%04d-%02d-01,%04d-%02d-01)", year, month,
					trade_month_year(until), trade_month_of_year(until));
}
