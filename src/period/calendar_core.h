/*
 * Months as ordinals: year * 12 + month - 1, years 1 to 9999.
 *
 * A window is its first and last month, both inside.
 */
#ifndef TRADE_PERIOD_CORE_H
#define TRADE_PERIOD_CORE_H

#include <stdbool.h>
#include <stdint.h>

typedef int32_t trade_month;

typedef enum trade_frequency
{
	TRADE_FREQUENCY_NONE = 0,	/* an empty state */
	TRADE_FREQUENCY_YEAR = 1,
	TRADE_FREQUENCY_MONTH = 2
} trade_frequency;

#define TRADE_MONTH_FIRST (1 * 12)
#define TRADE_MONTH_LAST (9999 * 12 + 11)

typedef struct trade_span
{
	trade_month first;
	trade_month last;
} trade_span;

static inline trade_month
trade_month_of(int year, int month)
{
	return year * 12 + month - 1;
}

static inline int
trade_month_year(trade_month month)
{
	return month / 12;
}

static inline int
trade_month_of_year(trade_month month)
{
	return month % 12 + 1;
}

static inline int
trade_span_months(trade_span span)
{
	return span.last - span.first + 1;
}

/* Months from one period to the next. */
static inline int
trade_period_step(trade_frequency frequency)
{
	return frequency == TRADE_FREQUENCY_YEAR ? 12 : 1;
}

static inline bool
trade_span_contains(trade_span span, trade_month month)
{
	return month >= span.first && month <= span.last;
}

static inline bool
trade_span_valid(trade_span span)
{
	return span.first >= TRADE_MONTH_FIRST && span.first <= span.last &&
		span.last <= TRADE_MONTH_LAST;
}

/* A span in one word, so that two are compared at once. */
static inline uint64_t
trade_span_pack(trade_span span)
{
	return (uint64_t) (uint32_t) span.last << 32 | (uint32_t) span.first;
}

static inline trade_span
trade_span_unpack(uint64_t word)
{
	return (trade_span) {(int32_t) (uint32_t) word, (int32_t) (uint32_t) (word >> 32)};
}

/* Days since 2000-01-01 of 0001-01-01 and 9999-12-31. */
#define TRADE_DAY_FIRST (-730119)
#define TRADE_DAY_LAST 2921939

/* The month a day lies in; day is between the two above. */
extern trade_month trade_month_of_day(int32_t day);

/* Day 1 to 31 of a month. */
typedef struct trade_day
{
	trade_month month;
	int			day;
} trade_day;

typedef enum trade_span_status
{
	TRADE_SPAN_OK,
	TRADE_SPAN_SYNTAX,			/* not a window at all */
	TRADE_SPAN_OUT_OF_RANGE,	/* beyond the years 1 to 9999 */
	TRADE_SPAN_EMPTY,
	TRADE_SPAN_UNBOUNDED,
	TRADE_SPAN_CUT				/* starts or ends inside a month */
} trade_span_status;

/*
 * From one day up to, not including, another.  Where the range is empty or cuts
 * a month, span is the nearest window.
 */
extern trade_span_status trade_span_from_days(trade_day from, trade_day until, trade_span *span);

/*
 * Reads a year 2023, a half 2023-H1, a quarter 2023-Q1, a month 2023-03, 2023M03 or
 * 202303, a day or an ISO date-time (the month that is written) and a range of days
 * with either kind of bracket; blanks around them, and a half or quarter without its
 * hyphen.  As above, span may hold the nearest window; first is 0 where there is none.
 */
extern trade_span_status trade_span_read(const char *text, trade_span *span);

/* The shortest of these forms; returns the length. */
#define TRADE_SPAN_TEXT 32
extern int trade_span_write(trade_span span, char *text);

/* "2023-01" of monthly data, "2023" of annual ones; gives the length. */
#define TRADE_PERIOD_TEXT 8
extern int	trade_period_write(char *text, trade_month month, trade_frequency frequency);

#endif
