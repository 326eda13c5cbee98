/* Shares of a total by one condition: sums and the state's text. */
#include "share/state_core.h"

#include <string.h>

#include "exact/sum_core.h"
#include "state/column_core.h"

/* Where the stored bytes have what. */
enum
{
	AT_VERSION = 0, AT_RESERVED = 1, AT_HIGH = 4, AT_LOW = 16, HIGH_BYTES = 4, LOW_BYTES = 16
};

_Static_assert(sizeof(trade_share_state) == 64, "a state fills what the server gives");

bool
trade_share_valid(const trade_share_state *state)
{
	return state->version == TRADE_SHARE_VERSION &&
		(state->reserved[0] | state->reserved[1] | state->reserved[2]) == 0;
}

void
trade_share_encode(const trade_share_state *state, uint8_t *bytes)
{
	bytes[AT_VERSION] = state->version;
	memcpy(bytes + AT_RESERVED, state->reserved, sizeof(state->reserved));
	for (int i = 0; i < TRADE_INTERESTS; i++)
	{
		trade_put_unsigned(bytes + AT_HIGH + i * HIGH_BYTES, (uint32_t) state->high[i], HIGH_BYTES);
		trade_put_signed(bytes + AT_LOW + i * LOW_BYTES, (trade_units) trade_short_low(state->word[i]), LOW_BYTES);
	}
}

bool
trade_share_decode(const uint8_t *bytes, trade_share_state *state)
{
	state->version = bytes[AT_VERSION];
	memcpy(state->reserved, bytes + AT_RESERVED, sizeof(state->reserved));
	for (int i = 0; i < TRADE_INTERESTS; i++)
	{
		trade_units low = trade_get_signed(bytes + AT_LOW + i * LOW_BYTES, LOW_BYTES);

		state->high[i] = (int32_t) trade_get_unsigned(bytes + AT_HIGH + i * HIGH_BYTES, HIGH_BYTES);
		state->word[i][0] = (uint64_t) low;
		state->word[i][1] = (uint64_t) (low >> 64);
	}
	return trade_share_valid(state);
}

trade_sum
trade_share_total(const trade_share_state *state)
{
	trade_sum	total = trade_share_sum(state, 0);

	for (int i = 1; i < TRADE_INTERESTS; i++)
	{
		trade_sum	sum = trade_share_sum(state, i);

		trade_sum_add(&total, &sum);
	}
	return total;
}

int
trade_share_write(const trade_share_state *state, char *text)
{
	int			length = 0;

	text[length++] = '0' + TRADE_SHARE_VERSION;
	for (int i = 0; i < TRADE_INTERESTS; i++)
	{
		trade_sum	sum = trade_share_sum(state, i);

		text[length++] = ' ';
		trade_sum_write(&sum, text + length);
		length += TRADE_SUM_DIGITS;
	}
	text[length] = '\0';
	return length;
}

bool
trade_share_read(const char *text, trade_share_state *state)
{
	memset(state, 0, sizeof(*state));
	state->version = TRADE_SHARE_VERSION;
	if (strlen(text) != 1 + TRADE_INTERESTS * (1 + TRADE_SUM_DIGITS) ||
		*text++ != '0' + TRADE_SHARE_VERSION)
		return false;
	for (int i = 0; i < TRADE_INTERESTS; i++, text += TRADE_SUM_DIGITS)
	{
		trade_sum	sum;

		if (*text++ != ' ' || !trade_sum_read(text, &sum) || !trade_share_set_sum(state, i, &sum))
			return false;
	}
	return true;
}
