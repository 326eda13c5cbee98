/*
 * Reference data: a list of a few rows with days, and bridges, against what each row
 * says by itself; a set of codes against its codes one by one.
 */
#include "fuzz.h"

#include "reference/codes_core.h"
#include "reference/list_core.h"

#define MOST 24

/* Bytes are taken as small numbers; after the last one come zeros. */
static const uint8_t *input;
static size_t left;

static int
take(int below)
{
	if (left == 0)
		return 0;
	left--;
	return *input++ % below;
}

static trade_hs
take_code(void)
{
	static const char *const texts[] = {"85", "8541", "8542", "854231", "854151", "85423190", "8542319000", "01", "0101", "99"};
	trade_hs	code;
	const char *text = texts[take(10)];

	HOLDS(trade_hs_parse(text, strlen(text), &code));
	return code;
}

static int64_t
take_day(int64_t unbounded)
{
	int			day = take(16);

	return day == 15 ? unbounded : day;
}

static bool
covers(const trade_list_row *row, int64_t day)
{
	return day == TRADE_DAY_EVER || (row->from <= day && day < row->to);
}

/* How hs is listed on a day by one row. */
static int
row_match(const trade_list_row *row, const trade_bridge_row *bridges, size_t n, int vintage, trade_hs hs, int64_t day)
{
	int			best = TRADE_MATCH_NONE;
	bool		changed = false;

	if (!covers(row, day))
		return TRADE_MATCH_NONE;
	for (size_t i = 0; i < n; i++)
	{
		const trade_bridge_row *b = &bridges[i];

		if (b->listed.hs != row->listed.hs || b->listed.vintage != row->listed.vintage ||
			(vintage != 0 && b->older_vintage != vintage))
			continue;
		changed = changed || (vintage != 0 && row->listed.vintage != vintage);
		if (trade_hs_within(hs, b->older_hs) && (int) b->match > best)
			best = b->match;
	}
	return !changed && trade_hs_within(hs, row->listed.hs) ? TRADE_MATCH_EXACT : best;
}

static bool
row_bridged(const trade_list_row *row, const trade_bridge_row *bridges, size_t n, int vintage)
{
	if (vintage == 0 || row->listed.vintage == vintage)
		return true;
	for (size_t i = 0; i < n; i++)
		if (bridges[i].listed.vintage == row->listed.vintage && bridges[i].older_vintage == vintage)
			return true;
	return false;
}

static void
build_index(trade_dated *rows, size_t n, trade_dated_index *index)
{
	qsort(rows, n, sizeof(trade_dated), trade_dated_compare);
	trade_dated_fill(rows, n, index);
	HOLDS(index->count == trade_dated_count(rows, n));
}

static void
check_list(void)
{
	trade_list_row rows[MOST];
	trade_bridge_row bridges[MOST];
	trade_dated meant[MOST * (MOST + 1)];
	trade_dated unbridged[MOST];
	trade_dated_key keys[MOST * (MOST + 1)];
	trade_dated_span spans[MOST * (MOST + 1)];
	trade_dated_key lost_keys[MOST];
	trade_dated_span lost_spans[MOST];
	int32_t		parents[MOST * (MOST + 1)];
	trade_list	list = {{0, keys, spans}, parents};
	trade_dated_index lost = {0, lost_keys, lost_spans};
	trade_list_meaning counted = {0};
	trade_list_meaning meaning = {.codes = meant, .unbridged = unbridged};
	int			vintage = take(3) == 0 ? 0 : 2017;
	size_t		nrows = take(MOST);
	size_t		nbridges = take(MOST);

	for (size_t i = 0; i < nrows; i++)
		rows[i] = (trade_list_row) {{take_code(), take(2) ? 2022 : 2012},
			take_day(TRADE_DAY_BEFORE_FIRST), take_day(TRADE_DAY_AFTER_LAST)};
	for (size_t i = 0; i < nbridges; i++)
		bridges[i] = (trade_bridge_row) {{take_code(), take(2) ? 2022 : 2012},
			take_code(), take(2) ? 2017 : 2007, take(2) ? TRADE_MATCH_BRIDGED : TRADE_MATCH_AMBIGUOUS};
	qsort(rows, nrows, sizeof(rows[0]), trade_list_row_compare);
	qsort(bridges, nbridges, sizeof(bridges[0]), trade_bridge_row_compare);
	trade_list_resolve(rows, nrows, bridges, nbridges, vintage, &counted);
	HOLDS(counted.ncodes <= MOST * (MOST + 1) && counted.nunbridged <= MOST);
	trade_list_resolve(rows, nrows, bridges, nbridges, vintage, &meaning);
	HOLDS(meaning.ncodes == counted.ncodes && meaning.nunbridged == counted.nunbridged);
	build_index(meant, meaning.ncodes, &list.codes);
	build_index(unbridged, meaning.nunbridged, &lost);
	trade_list_link(&list);

	for (int n = 0; n < 8; n++)
	{
		trade_hs	hs = take_code();
		int64_t		day = take_day(TRADE_DAY_EVER);
		int			best = TRADE_MATCH_NONE;
		int			lost_in[2] = {0, 0};

		for (size_t i = 0; i < nrows; i++)
			if (row_bridged(&rows[i], bridges, nbridges, vintage))
			{
				int			match = row_match(&rows[i], bridges, nbridges, vintage, hs, day);

				best = match > best ? match : best;
			}
			else if (covers(&rows[i], day))
				lost_in[rows[i].listed.vintage == 2022] = TRADE_MATCH_EXACT;
		HOLDS((int) trade_list_find(&list, hs, day) == best);
		HOLDS(trade_dated_at(&lost, 2012, day) == lost_in[0]);
		HOLDS(trade_dated_at(&lost, 2022, day) == lost_in[1]);
	}
}

static void
check_codes(void)
{
	trade_hs	codes[MOST];
	trade_hs	pruned[MOST];
	size_t		n = take(MOST);
	size_t		kept;

	for (size_t i = 0; i < n; i++)
		pruned[i] = codes[i] = take_code();
	qsort(pruned, n, sizeof(trade_hs), trade_codes_compare);
	kept = trade_codes_prune(pruned, n);
	HOLDS(kept <= n && (n == 0) == (kept == 0));
	for (int i = 0; i < 8; i++)
	{
		trade_hs	hs = take_code();
		bool		under = false;

		for (size_t j = 0; j < n; j++)
			under = under || trade_hs_within(hs, codes[j]);
		HOLDS(trade_codes_cover(pruned, kept, hs) == under);
		HOLDS(trade_codes_scan(codes, n, hs) == under);
	}
}

/* The years that are a vintage, written as people write them. */
static void
check_vintage(const char *s, size_t len)
{
	int			year = trade_vintage_parse(s, len);

	HOLDS(year == 0 || (year >= 1992 && year <= 2028 && len >= 2 && len <= 6));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_vintage((const char *) data, size);
	input = data;
	left = size;
	check_list();
	check_codes();
	return 0;
}
