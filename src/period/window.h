/*
 * Periods from SQL arguments.  Unsupported years, BC, later and infinite dates
 * are 22003.
 */
#ifndef SANCTIONS_PERIOD_H
#define SANCTIONS_PERIOD_H

#include "postgres.h"

#include "utils/date.h"

#include "compat.h"
#include "period/calendar_core.h"

/* Whether an integer is a year that can be a period: 1 to 9999. */
static inline bool
sanctions_year_is_period(int32 year)
{
	return (uint32) year - 1 < 9999;
}

static inline bool
sanctions_date_is_period(DateADT date)
{
	return (uint32) date - (uint32) TRADE_DAY_FIRST <= TRADE_DAY_LAST - TRADE_DAY_FIRST;
}

/* 22003 of what is none. */
sanctions_noreturn extern void sanctions_reject_year(int32 year);
sanctions_noreturn extern void sanctions_reject_date(DateADT date);

/* The month a date lies in. */
extern trade_month sanctions_month_from_date(DateADT date);

/* January of a year. */
extern trade_month sanctions_month_from_year(int32 year);

/* A period as the data have it, 2023-01 or 2023, for a message. */
extern char *sanctions_period_text(trade_month month, trade_frequency frequency);

/* The first day of a month. */
extern DateADT sanctions_date_from_month(trade_month month);

/* trade_window by value: two int32 in one Datum. */
extern trade_span sanctions_span_from_datum(Datum window);
extern Datum sanctions_span_get_datum(trade_span span);

/* A window as its output function writes it, for a message. */
extern char *sanctions_span_text(trade_span window);

/* A window that cuts a year of annual data is 22023. */
extern void sanctions_require_years(trade_span window);

/* The same window one year earlier; before year 1 it is 22003. */
extern trade_span sanctions_year_before(trade_span window);

#endif
