/*
 * Periods from SQL arguments.  Unsupported years, BC, later and infinite dates
 * are 22003.
 */
#ifndef SANCTIONS_PERIOD_H
#define SANCTIONS_PERIOD_H

#include "postgres.h"

#include "utils/date.h"

#include "period/calendar_core.h"

/* The month a date lies in. */
extern trade_month sanctions_month_from_date(DateADT date);

/* January of a year. */
extern trade_month sanctions_month_from_year(int32 year);

/* The first day of a month. */
extern DateADT sanctions_date_from_month(trade_month month);

/* trade_window by value: two int32 in one Datum. */
extern trade_span sanctions_span_from_datum(Datum window);
extern Datum sanctions_span_get_datum(trade_span span);

#endif
