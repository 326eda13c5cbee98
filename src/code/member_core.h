/*
 * Of which countries the sums of trade statistics consist.
 */
#ifndef TRADE_MEMBER_CORE_H
#define TRADE_MEMBER_CORE_H

#include "code/country_core.h"

/*
 * Whether an area's trade is in a sum's, of any time: the European Union without a year
 * has all who ever were in it since 1995.  Parts of the United Kingdom are where it is.
 */
extern bool trade_country_in_sum(trade_country sum, trade_country area);

/* Whether two codes, of which one is a sum, count some trade twice. */
extern bool trade_country_counts_twice(trade_country sum, trade_country other);

#endif
