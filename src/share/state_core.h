/*
 * Shares of a total by one condition: the transition state of import_share and
 * import_share_bounds.
 */
#ifndef TRADE_SHARE_CORE_H
#define TRADE_SHARE_CORE_H

#include "exact/short_sum_core.h"

/* The version of the stored bytes, the text and the binary form of an import_share_state. */
#define TRADE_SHARE_VERSION 1

typedef enum trade_interest
{
	TRADE_INTEREST_NO,
	TRADE_INTEREST_YES,
	TRADE_INTEREST_UNKNOWN
} trade_interest;

#define TRADE_INTERESTS 3

/*
 * Value by what the condition said, indexed by trade_interest.  64 bytes, since
 * memory comes in powers of two: growth/state_core.h says what that is worth.
 */
typedef struct trade_share_state
{
	uint8_t		version;
	uint8_t		reserved[3];
	int32_t		high[TRADE_INTERESTS];
	uint64_t	word[TRADE_INTERESTS][2];
} trade_share_state;

static inline trade_sum
trade_share_sum(const trade_share_state *state, trade_interest interest)
{
	return trade_short_get(state->word[interest], state->high[interest]);
}

static inline bool
trade_share_set_sum(trade_share_state *state, trade_interest interest, const trade_sum *sum)
{
	return trade_short_set(state->word[interest], &state->high[interest], sum);
}

extern trade_sum trade_share_total(const trade_share_state *state);

/* part / whole as one division of two correctly rounded doubles; whole != 0. */
static inline double
trade_share_of(const trade_sum *part, const trade_sum *whole)
{
	return trade_sum_to_double(part) / trade_sum_to_double(whole);
}

/* The version is known and what is reserved is 0; sums may be any. */
extern bool trade_share_valid(const trade_share_state *state);

/*
 * The stored bytes of a state, as many as it has in memory: little-endian, version, three
 * of zero, the sums' upper words of four bytes, then their lower ones of sixteen.
 * Decoding is false where they are none.
 */
extern void trade_share_encode(const trade_share_state *state, uint8_t *bytes);
extern bool trade_share_decode(const uint8_t *bytes, trade_share_state *state);

#define TRADE_SHARE_TEXT 160

/* Lossless text: version and the three sums. */
extern int trade_share_write(const trade_share_state *state, char *text);
extern bool trade_share_read(const char *text, trade_share_state *state);

#endif
