/*
 * The state of import_share: its total, its bytes and its text.  Prints TAP.
 */
#include <string.h>

#include "share/state_core.h"
#include "tap.h"

#define SUM(digit) "00000000000000000000000000000000000000000000000" #digit

/* Sums of all their bits, each word another one. */
static const trade_share_state full = {TRADE_SHARE_VERSION, {0}, {0x01020304, -0x01020304, 0x7F000001},
{{UINT64_C(0x0123456789ABCDEF), UINT64_C(0xFEDCBA9876543210)}, {1, 2}, {UINT64_C(0x8000000000000000), 3}}};

static void
check_total(void)
{
	trade_share_state state = {.version = TRADE_SHARE_VERSION};
	trade_sum	total;

	for (int i = 0; i < TRADE_INTERESTS; i++)
	{
		const trade_sum one = trade_sum_of(i == 2 ? -7 : 1 << i);

		IS(trade_share_set_sum(&state, i, &one));
	}
	total = trade_share_total(&state);
	IS(memcmp(&total, &(trade_sum) {{(uint64_t) -4, UINT64_MAX, UINT64_MAX}}, sizeof total) == 0);
	ok("the total of a share");
}

static void
check_bytes(void)
{
	/* the version, then the upper words of four bytes, then the lower ones of sixteen */
	static const uint8_t want[64] = {1, 0, 0, 0, 4, 3, 2, 1, 0xFC, 0xFC, 0xFD, 0xFE, 1, 0, 0, 0x7F,
		0xEF, 0xCD, 0xAB, 0x89, 0x67, 0x45, 0x23, 0x01, 0x10, 0x32, 0x54, 0x76, 0x98, 0xBA, 0xDC, 0xFE,
	1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 3, 0, 0, 0, 0, 0, 0, 0};
	trade_share_state again;
	uint8_t		bytes[64];

	memset(bytes, 0xFF, sizeof bytes);
	trade_share_encode(&full, bytes);
	IS(memcmp(bytes, want, sizeof want) == 0);
	IS(trade_share_decode(want, &again) && memcmp(&again, &full, sizeof full) == 0);
	for (int i = 0; i < 4; i++)
		for (int bit = 0; bit < 8; bit++)
		{
			memcpy(bytes, want, sizeof bytes);
			bytes[i] ^= 1 << bit;
			IS(!trade_share_decode(bytes, &again));
		}
	ok("bytes of a share");
}

static bool
reads(const char *text)
{
	trade_share_state state;
	char		written[TRADE_SHARE_TEXT];

	return trade_share_read(text, &state) && trade_share_write(&state, written) == (int) strlen(text) && strcmp(written, text) == 0;
}

static bool
refuses(const char *text)
{
	trade_share_state state;

	return !trade_share_read(text, &state);
}

static void
check_text(void)
{
	IS(reads("1 " SUM(1) " " SUM(2) " " SUM(3)) && reads("1 " SUM(f) " " SUM(0) " " SUM(9)));
	IS(refuses("2 " SUM(1) " " SUM(2) " " SUM(3)) && refuses("1_" SUM(1) " " SUM(2) " " SUM(3)));
	IS(refuses("1 " SUM(1) "_" SUM(2) " " SUM(3)) && refuses("1 " SUM(1) " " SUM(2) "_" SUM(3)));
	IS(refuses("1 " SUM(g) " " SUM(2) " " SUM(3)) && refuses("1 " SUM(1) " " SUM(2) " " SUM(g)));
	IS(refuses("1 " SUM(1) " " SUM(2) " " SUM(3) " ") && refuses("1 " SUM(1) " " SUM(2)) && refuses(""));
	/* a sum of more bits than a state has */
	IS(refuses("1 1" "00000000000000000000000000000000000000000000000" " " SUM(2) " " SUM(3)));
	ok("the text of a share");
}

int
main(void)
{
	check_total();
	check_bytes();
	check_text();
	printf("1..%d\n", tests);
	return 0;
}
