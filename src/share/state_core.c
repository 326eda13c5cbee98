/* Shares of a total by one condition: sums and the state's text. */
#include "share/state_core.h"

#include <string.h>

#include "exact/sum_core.h"

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
