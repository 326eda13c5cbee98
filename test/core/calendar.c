/*
 * The calendar: months of days by counting, leap years, windows at both ends, seasons.
 * Prints TAP.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "period/calendar_core.h"
#include "tap.h"

static trade_span_status
read_span(const char *text)
{
	trade_span	span;

	return trade_span_read(text, &span);
}

/* Which months a text is, and what is said of it. */
static bool
is_span(const char *text, trade_span_status status, int first_year, int first_month, int last_year, int last_month)
{
	trade_span	span;

	return trade_span_read(text, &span) == status && span.first == trade_month_of(first_year, first_month)
		&& span.last == trade_month_of(last_year, last_month);
}

static void
check_texts(void)
{
	IS(is_span("(2022-02-28,2022-03-31]", TRADE_SPAN_OK, 2022, 3, 2022, 3));
	IS(is_span("(2021-12-31,2022-12-31]", TRADE_SPAN_OK, 2022, 1, 2022, 12));
	IS(is_span("[2023-03-01,2023-03-01)", TRADE_SPAN_EMPTY, 2023, 3, 2023, 3));
	IS(is_span("[2023-05-01,2023-03-01)", TRADE_SPAN_EMPTY, 2023, 5, 2023, 5));
	IS(is_span("[2023-03-10,2023-03-20)", TRADE_SPAN_CUT, 2023, 3, 2023, 3));
	IS(is_span("[2023-01-20,2023-04-10)", TRADE_SPAN_CUT, 2023, 2, 2023, 3));
	IS(is_span("20230315", TRADE_SPAN_OK, 2023, 3, 2023, 3) && is_span("202303", TRADE_SPAN_OK, 2023, 3, 2023, 3));
	IS(is_span("2023-Q2", TRADE_SPAN_OK, 2023, 4, 2023, 6) && is_span("2023H2", TRADE_SPAN_OK, 2023, 7, 2023, 12));
	IS(is_span("2023M12", TRADE_SPAN_OK, 2023, 12, 2023, 12) && is_span("2023", TRADE_SPAN_OK, 2023, 1, 2023, 12));
	IS(read_span("2023-Q5") == TRADE_SPAN_SYNTAX && read_span("2023-H3") == TRADE_SPAN_SYNTAX && read_span("2023-M13") == TRADE_SPAN_SYNTAX);
	IS(read_span("2023-Q0") == TRADE_SPAN_SYNTAX && read_span("2023-00") == TRADE_SPAN_SYNTAX);
	IS(is_span("2023-03-15 23:59:59+1559", TRADE_SPAN_OK, 2023, 3, 2023, 3) && is_span("2023-03-15T00:00Z", TRADE_SPAN_OK, 2023, 3, 2023, 3));
	IS(is_span("2023-03-15 12:30-15:59", TRADE_SPAN_OK, 2023, 3, 2023, 3));
	IS(read_span("2023-03-15 12:30+5") == TRADE_SPAN_SYNTAX && read_span("2023-03-15 12:30+16") == TRADE_SPAN_SYNTAX);
	IS(read_span("2023-03-15 12:30+05:61") == TRADE_SPAN_SYNTAX && read_span("2023-03-15 12:30+053") == TRADE_SPAN_SYNTAX);
	IS(read_span("2023-03-15 12:60") == TRADE_SPAN_SYNTAX && read_span("2023-03-15 25:00") == TRADE_SPAN_SYNTAX);
	IS(is_span("2023-03-15 12:30+0559", TRADE_SPAN_OK, 2023, 3, 2023, 3));
	IS(read_span("EMPTY") == TRADE_SPAN_EMPTY && read_span("xmpty") == TRADE_SPAN_SYNTAX && read_span("empt") == TRADE_SPAN_SYNTAX);
	IS(read_span("[xnfinity,2023-01-01)") == TRADE_SPAN_SYNTAX);
	for (int month = 1; month <= 12; month++)
	{
		static const int last[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
		char		text[40];

		snprintf(text, sizeof text, "[2023-%02d-01,2023-%02d-%02d]", month, month, last[month - 1]);
		IS(is_span(text, TRADE_SPAN_OK, 2023, month, 2023, month));
		snprintf(text, sizeof text, "[2023-%02d-01,2023-%02d-%02d]", month, month, last[month - 1] + 1);
		IS(read_span(text) == TRADE_SPAN_SYNTAX);
	}
	IS(is_span("2023-03-15 12:30:15,123", TRADE_SPAN_OK, 2023, 3, 2023, 3) && read_span("2023-03-15 12:30:15.") == TRADE_SPAN_SYNTAX);
	IS(is_span("2023-03-15 12:30+05:30:15", TRADE_SPAN_OK, 2023, 3, 2023, 3));
	IS(read_span("[2024-01-32,2024-03-01)") == TRADE_SPAN_SYNTAX && read_span("[2024-04-31,2024-06-01)") == TRADE_SPAN_SYNTAX);
}

/* A window from one month to another, as it is written. */
static bool
written_as(int from, int to, const char *text)
{
	const trade_span span = {trade_month_of(2023, from), trade_month_of(2023, to)};
	char		written[TRADE_SPAN_TEXT];

	return trade_span_write(span, written) == (int) strlen(text) && strcmp(written, text) == 0;
}

static void
check_written(void)
{
	IS(written_as(1, 12, "2023") && written_as(5, 5, "2023-05") && written_as(12, 12, "2023-12"));
	IS(written_as(1, 3, "2023-Q1") && written_as(4, 6, "2023-Q2") && written_as(10, 12, "2023-Q4"));
	IS(written_as(1, 6, "2023-H1") && written_as(7, 12, "2023-H2"));
	IS(written_as(2, 4, "[2023-02-01,2023-05-01)") && written_as(4, 9, "[2023-04-01,2023-10-01)"));
}

/* The month of each day of four centuries and more, by counting days; leap years; the nearest month. */
static void
check_days(void)
{
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int32_t		day = TRADE_DAY_FIRST;
	trade_span	span;
	bool		same = true;

	for (trade_month month = TRADE_MONTH_FIRST; month < TRADE_MONTH_FIRST + 12 * 850; month++)
	{
		int			year = trade_month_year(month);
		bool		leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

		for (int left = length[month % 12] + (month % 12 == 1 && leap); left > 0; left--)
			same &= trade_month_of_day(day++) == month;
	}
	IS(same);
	IS(read_span("[2000-02-29,2000-03-01)") != TRADE_SPAN_SYNTAX && read_span("[1900-02-29,1900-03-01)") == TRADE_SPAN_SYNTAX);
	IS(read_span("[2024-02-29,2024-03-01)") != TRADE_SPAN_SYNTAX && read_span("[2023-02-29,2023-03-01)") == TRADE_SPAN_SYNTAX);
	/* of a month of 31 days the 17th is nearer to its end */
	IS(trade_span_from_days((trade_day) {24000, 17}, (trade_day) {24003, 1}, &span) == TRADE_SPAN_CUT && span.first == 24001);
	IS(trade_span_from_days((trade_day) {24000, 16}, (trade_day) {24003, 1}, &span) == TRADE_SPAN_CUT && span.first == 24000);
}

static void
check_calendar(void)
{
	trade_span	span;
	const trade_day first = {TRADE_MONTH_FIRST, 1};
	const trade_day behind = {TRADE_MONTH_LAST + 1, 1};
	const trade_day before = {TRADE_MONTH_FIRST - 1, 1};
	const size_t length = (1 << 20) + 1;
	char	   *text = malloc(length + 1);

	IS(trade_span_from_days(first, behind, &span) == TRADE_SPAN_OK && span.last == TRADE_MONTH_LAST);
	IS(trade_span_from_days(before, behind, &span) == TRADE_SPAN_OUT_OF_RANGE);
	IS(trade_span_from_days(behind, behind, &span) == TRADE_SPAN_OUT_OF_RANGE);
	IS(trade_span_from_days(first, before, &span) == TRADE_SPAN_OUT_OF_RANGE);
	IS(trade_span_from_days(first, (trade_day) {TRADE_MONTH_LAST + 2, 1}, &span) == TRADE_SPAN_OUT_OF_RANGE);
	IS(trade_span_from_days(first, (trade_day) {TRADE_MONTH_LAST + 1, 2}, &span) == TRADE_SPAN_OUT_OF_RANGE);
	IS(read_span("[9999-12-01,10000-01-01)") == TRADE_SPAN_OK);
	IS(read_span("[9999-12-01,10000-02-01)") == TRADE_SPAN_OUT_OF_RANGE);
	IS(read_span("[9999-12-01,10000-01-02)") == TRADE_SPAN_OUT_OF_RANGE);
	/* a day of digits must be one, though the month alone counts */
	IS(read_span("20230331") == TRADE_SPAN_OK && read_span("20230332") == TRADE_SPAN_SYNTAX && read_span("20230230") == TRADE_SPAN_SYNTAX);
	IS(read_span("20230431") == TRADE_SPAN_SYNTAX && read_span("20230300") == TRADE_SPAN_SYNTAX && read_span("202300") == TRADE_SPAN_SYNTAX && read_span("202313") == TRADE_SPAN_SYNTAX);
	IS(read_span("[-infinity,2023-01-01)") == read_span("[,2023-01-01)"));
	IS(read_span("[2023-01-01,infinity)") == read_span("[2023-01-01,)") && read_span("[2023-01-01,]") == read_span("[2023-01-01,)"));
	IS(read_span("2023-03-15 12:30+0530") == read_span("2023-03-15 12:30"));
	IS(read_span("2023-03-15 12:30+0560") == TRADE_SPAN_SYNTAX && read_span("2023-03-15 12:30+1600") == TRADE_SPAN_SYNTAX);
	memset(text, ' ', length);
	memcpy(text, "2023", 4);
	text[length] = '\0';
	IS(read_span(text) == TRADE_SPAN_SYNTAX);
	text[length - 1] = '\0';
	IS(read_span(text) == TRADE_SPAN_OK);
	free(text);
}

int
main(void)
{
	check_days();
	ok("months of days, leap years, the nearest month");
	check_calendar();
	ok("windows: ends of the calendar, zones, texts too long");
	check_texts();
	ok("which months a text is");
	check_written();
	ok("how windows are written");
	printf("1..%d\n", tests);
	return 0;
}
