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

static inline bool
trade_span_contains(trade_span span, trade_month month)
{
	return month >= span.first && month <= span.last;
}

#endif
