/*
 * Windows of growth, for annual data and for the default base.
 */
#ifndef SANCTIONS_GROWTH_H
#define SANCTIONS_GROWTH_H

#include "postgres.h"

#include "period/calendar_core.h"

/* A window that cuts a year of annual data is 22023. */
extern void sanctions_require_years(trade_span window);

/* The same window one year earlier; before year 1 it is 22003. */
extern trade_span sanctions_year_before(trade_span window);

#endif
