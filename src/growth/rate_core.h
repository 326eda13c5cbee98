/*
 * Growth of two finite figures (doc/methods.md): rate, mid-point (Davis, Haltiwanger,
 * Schuh 1996), log, compound annual rate.  A function returns false where the result
 * is NULL; a growth beyond double precision is infinite.
 */
#ifndef TRADE_GROWTH_RATE_CORE_H
#define TRADE_GROWTH_RATE_CORE_H

#include <stdbool.h>

extern bool trade_growth_rate(double base, double current, double *growth);
extern bool trade_growth_midpoint(double base, double current, double *growth);
extern bool trade_growth_log(double base, double current, double *growth);
extern bool trade_growth_cagr(double first, double last, double years, double *growth);

#endif
