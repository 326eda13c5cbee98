/*
 * Lists of products.  Codes are compared unsigned, which is the order of their
 * text: a code stands right before the codes under it.
 */
#include "reference/list_core.h"

static const int vintages[] = {1992, 1996, 2002, 2007, 2012, 2017, 2022, 2028};

#define VINTAGES ((int) (sizeof(vintages) / sizeof(vintages[0])))

static bool
read_number(const char *s, size_t len, int *number)
{
	*number = 0;
	for (size_t i = 0; i < len; i++)
	{
		if (s[i] < '0' || s[i] > '9')
			return false;
		*number = *number * 10 + (s[i] - '0');
	}
	return true;
}

static bool
is_letter(char c, char upper)
{
	return c == upper || c == upper + ('a' - 'A');
}

int
trade_vintage_parse(const char *s, size_t len)
{
	int			number;

	if (len == 2 && is_letter(s[0], 'H') && s[1] >= '0' && s[1] < '0' + VINTAGES)
		return vintages[s[1] - '0'];
	if (len > 2 && is_letter(s[0], 'H') && is_letter(s[1], 'S'))
	{
		s += 2;
		len -= 2;
		if (len == 2 && read_number(s, len, &number))
		{
			for (int i = 0; i < VINTAGES; i++)
				if (vintages[i] % 100 == number)
					return vintages[i];
			return 0;
		}
	}
	if (len != 4 || !read_number(s, len, &number))
		return 0;
	for (int i = 0; i < VINTAGES; i++)
		if (vintages[i] == number)
			return number;
	return 0;
}

static int
code_compare(const trade_list_code *x, const trade_list_code *y)
{
	if (x->vintage != y->vintage)
		return x->vintage < y->vintage ? -1 : 1;
	return (x->hs > y->hs) - (x->hs < y->hs);
}

int
trade_list_row_compare(const void *a, const void *b)
{
	return code_compare(&((const trade_list_row *) a)->listed,
						&((const trade_list_row *) b)->listed);
}

int
trade_bridge_row_compare(const void *a, const void *b)
{
	return code_compare(&((const trade_bridge_row *) a)->listed,
						&((const trade_bridge_row *) b)->listed);
}

/* Whether any code of one vintage is bridged to the other. */
static bool
vintage_is_bridged(const trade_bridge_row *bridges, size_t n, int from, int to)
{
	for (size_t i = 0; i < n; i++)
		if (bridges[i].listed.vintage == from && bridges[i].older_vintage == to)
			return true;
	return false;
}

static void
put(trade_dated *rows, size_t *n, uint64_t key, const trade_list_row *row, int strength)
{
	if (rows)
		rows[*n] = (trade_dated) {key, row->from, row->to, strength};
	++*n;
}

/*
 * What a row stands for, given the bridges from its code on.  A code that has
 * another one in the vintage asked for is not itself in use there.
 */
static void
resolve_row(const trade_list_row *row, const trade_bridge_row *bridge, const trade_bridge_row *end,
			int vintage, trade_list_meaning *meaning)
{
	bool		same = vintage == 0 || row->listed.vintage == vintage;
	bool		changed = false;

	for (; bridge < end && code_compare(&bridge->listed, &row->listed) == 0; bridge++)
	{
		if (vintage != 0 && bridge->older_vintage != vintage)
			continue;
		changed = !same;
		put(meaning->codes, &meaning->ncodes, bridge->older_hs, row, bridge->match);
	}
	if (!changed)
		put(meaning->codes, &meaning->ncodes, row->listed.hs, row, TRADE_MATCH_EXACT);
}

void
trade_list_resolve(const trade_list_row *rows, size_t nrows,
				   const trade_bridge_row *bridges, size_t nbridges,
				   int vintage, trade_list_meaning *meaning)
{
	const trade_bridge_row *end = bridges + nbridges;
	bool		bridged = true;

	meaning->ncodes = 0;
	meaning->nunbridged = 0;
	for (const trade_list_row *row = rows; row < rows + nrows; row++)
	{
		int			written_in = row->listed.vintage;

		if (row == rows || written_in != row[-1].listed.vintage)
			bridged = vintage == 0 || written_in == vintage ||
				vintage_is_bridged(bridges, end - bridges, written_in, vintage);
		while (bridges < end && code_compare(&bridges->listed, &row->listed) < 0)
			bridges++;
		if (bridged)
			resolve_row(row, bridges, end, vintage, meaning);
		else
			put(meaning->unbridged, &meaning->nunbridged, written_in, row, TRADE_MATCH_EXACT);
	}
}

void
trade_list_link(trade_list *list)
{
	const trade_dated_key *keys = list->codes.keys;

	for (int32_t i = 0; i < list->codes.count; i++)
	{
		int32_t		parent = i - 1;

		while (parent >= 0 && !trade_hs_within(keys[i].key, keys[parent].key))
			parent = list->parents[parent];
		list->parents[i] = parent;
	}
}

trade_match
trade_list_find(const trade_list *list, trade_hs hs, int64_t day)
{
	int			best = TRADE_MATCH_NONE;

	/* Whatever lies above hs is the code before it or above that code. */
	for (int32_t i = trade_dated_find(&list->codes, hs); i >= 0; i = list->parents[i])
		if (trade_hs_within(hs, list->codes.keys[i].key))
		{
			int			match = trade_dated_strength(&list->codes, i, day);

			if (match > best)
				best = match;
		}
	return (trade_match) best;
}
