/*
 * Shares of a total by one condition: the transition state of import_share and
 * import_share_bounds.
 */
#ifndef TRADE_SHARE_CORE_H
#define TRADE_SHARE_CORE_H

#include "exact_core.h"

#define TRADE_SHARE_VERSION 1

typedef enum trade_interest
{
	TRADE_INTEREST_NO,
	TRADE_INTEREST_YES,
	TRADE_INTEREST_UNKNOWN
} trade_interest;

#define TRADE_INTERESTS 3

/* Value by what the condition said, indexed by trade_interest. */
typedef struct trade_share_state
{
	uint8_t		version;
	uint8_t		reserved[7];
	trade_sum	sum[TRADE_INTERESTS];
} trade_share_state;

extern trade_sum trade_share_total(const trade_share_state *state);

/* part / whole as one division of two correctly rounded doubles; whole != 0. */
static inline double
trade_share_of(const trade_sum *part, const trade_sum *whole)
{
	return trade_sum_to_double(part) / trade_sum_to_double(whole);
}

#define TRADE_SHARE_TEXT 160

/* Lossless text: version and the three sums. */
extern int trade_share_write(const trade_share_state *state, char *text);
extern bool trade_share_read(const char *text, trade_share_state *state);

#endif
