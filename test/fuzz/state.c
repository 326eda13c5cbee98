/*
 * The states of trade_growth and import_share: text that is read is written and
 * read as itself.
 */
#include "fuzz.h"

#include "growth/state_core.h"
#include "share/state_core.h"

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
}

/* A received state is any bytes: what is valid is sent as the same ones, and fit to write. */
static void
check_growth_bytes(const uint8_t *bytes)
{
	trade_growth_state state;
	trade_growth_state again;
	char		text[TRADE_GROWTH_TEXT];
	uint8_t		sent[sizeof(state)];

	if (!trade_growth_decode(bytes, &state))
		return;
	trade_growth_encode(&state, sent);
	HOLDS(memcmp(sent, bytes, sizeof(sent)) == 0);
	HOLDS(trade_growth_write(&state, text) < TRADE_GROWTH_TEXT);
	HOLDS(trade_growth_read(text, &again) && memcmp(&again, &state, sizeof(state)) == 0);
}

static void
check_share_bytes(const uint8_t *bytes)
{
	trade_share_state state;
	trade_share_state again;
	char		text[TRADE_SHARE_TEXT];
	uint8_t		sent[sizeof(state)];

	if (!trade_share_decode(bytes, &state))
		return;
	trade_share_encode(&state, sent);
	HOLDS(memcmp(sent, bytes, sizeof(sent)) == 0);
	HOLDS(trade_share_write(&state, text) < TRADE_SHARE_TEXT);
	HOLDS(trade_share_read(text, &again) && memcmp(&again, &state, sizeof(state)) == 0);
}

/* Few bytes begin as a share does, so it is tried with a head of its own too. */
static void
check_bytes(const uint8_t *data, size_t size)
{
	uint8_t		bytes[sizeof(trade_growth_state)] = {0};

	memcpy(bytes, data, size < sizeof(bytes) ? size : sizeof(bytes));
	check_growth_bytes(bytes);
	check_share_bytes(bytes);
	bytes[0] = TRADE_SHARE_VERSION;
	memset(bytes + 1, 0, 3);
	check_share_bytes(bytes);
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
