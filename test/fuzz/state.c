/*
 * The states of trade_growth and import_share: text that is read is written and
 * read as itself; bytes of version 1 give the state that they are.
 */
#include "fuzz.h"

#include "growth/state_core.h"
#include "share/state_core.h"

static void
put_total(uint8_t *at, const trade_growth_total *total)
{
	trade_sum	sum = trade_growth_sum(total);
	uint64_t	rows = total->rows;

	memcpy(at, &sum, sizeof(sum));
	memcpy(at + sizeof(sum), &rows, sizeof(rows));
}

static void
check_growth_v1(const trade_growth_state *state)
{
	uint8_t		bytes[TRADE_GROWTH_V1_BYTES] = {1, state->head.annual};
	uint64_t	window[2] = {trade_span_pack(trade_growth_current(&state->head)),
	trade_span_pack(trade_growth_base(&state->head))};
	trade_growth_state again;

	memcpy(bytes + 8, window, sizeof(window));
	put_total(bytes + 40, &state->current);
	put_total(bytes + 72, &state->base);
	HOLDS(trade_growth_upgrade(bytes, &again) && memcmp(&again, state, sizeof(again)) == 0);
}

static void
check_share_v1(const trade_share_state *state)
{
	uint8_t		bytes[TRADE_SHARE_V1_BYTES] = {1};
	trade_share_state again = {0};

	for (int i = 0; i < TRADE_INTERESTS; i++)
	{
		trade_sum	sum = trade_share_sum(state, i);

		memcpy(bytes + 8 + i * sizeof(sum), &sum, sizeof(sum));
	}
	HOLDS(trade_share_upgrade(bytes, &again) && memcmp(&again, state, sizeof(again)) == 0);
}

static void
check_growth(const char *text)
{
	trade_growth_state state;
	trade_growth_state again;
	char		written[TRADE_GROWTH_TEXT];
	double		growth;

	if (!trade_growth_read(text, &state))
		return;
	HOLDS(trade_growth_valid(&state));
	HOLDS(trade_growth_write(&state, written) < TRADE_GROWTH_TEXT);
	/* not the text itself: leading zeros of a row count are read */
	HOLDS(trade_growth_read(written, &again) && memcmp(&state, &again, sizeof(state)) == 0);
	(void) trade_growth_result(&state, &growth);
	check_growth_v1(&state);
}

static void
check_share(const char *text)
{
	trade_share_state state;
	char		again[TRADE_SHARE_TEXT];

	if (!trade_share_read(text, &state))
		return;
	HOLDS(trade_share_write(&state, again) < TRADE_SHARE_TEXT);
	HOLDS(strcmp(text, again) == 0);
	check_share_v1(&state);
}

/* A received state is any bytes: what is valid must be fit to write. */
static void
check_bytes(const uint8_t *data, size_t size)
{
	trade_growth_state state;
	trade_growth_state again;
	char		text[TRADE_GROWTH_TEXT];

	if (size >= TRADE_GROWTH_V1_BYTES && trade_growth_upgrade(data, &state))
		HOLDS(trade_growth_valid(&state));
	memset(&state, 0, sizeof(state));
	memcpy(&state, data, size < sizeof(state) ? size : sizeof(state));
	if (!trade_growth_valid(&state))
		return;
	HOLDS(trade_growth_write(&state, text) < TRADE_GROWTH_TEXT);
	HOLDS(trade_growth_read(text, &again));
	HOLDS(memcmp(&again, &state, sizeof(state)) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = malloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	check_growth(text);
	check_share(text);
	check_bytes(data, size);
	free(text);
	return 0;
}
