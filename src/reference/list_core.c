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
	if (len == 0 || len > 4)
		return false;
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

int
trade_list_row_compare(const void *a, const void *b)
{
	const trade_list_row *x = a;
	const trade_list_row *y = b;

	if (x->vintage != y->vintage)
		return x->vintage < y->vintage ? -1 : 1;
	return (x->hs > y->hs) - (x->hs < y->hs);
}

int
trade_bridge_row_compare(const void *a, const void *b)
{
	return trade_list_row_compare(&((const trade_bridge_row *) a)->listed,
								  &((const trade_bridge_row *) b)->listed);
}

int
trade_list_entry_compare(const void *a, const void *b)
{
	const trade_list_entry *x = a;
	const trade_list_entry *y = b;

	if (x->hs != y->hs)
		return x->hs < y->hs ? -1 : 1;
	return (int) y->match - (int) x->match;
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

size_t
trade_list_resolve(const trade_list_row *rows, size_t nrows,
				   const trade_bridge_row *bridges, size_t nbridges,
				   int vintage, trade_list_entry *entries,
				   const trade_list_row **unbridged)
{
	size_t		n = 0;
	size_t		next = 0;
	bool		bridged = true;

	*unbridged = NULL;
	for (size_t i = 0; i < nrows; i++)
	{
		const trade_list_row *row = &rows[i];
		bool		same = vintage == 0 || row->vintage == vintage;
		bool		changed = false;

		if (i > 0 && trade_list_row_compare(row, row - 1) == 0)
			continue;
		if (!same && (i == 0 || row->vintage != row[-1].vintage))
			bridged = vintage_is_bridged(bridges, nbridges, row->vintage, vintage);
		if (!same && !bridged)
		{
			*unbridged = row;
			continue;
		}
		while (next < nbridges && trade_list_row_compare(&bridges[next].listed, row) < 0)
			next++;
		for (; next < nbridges && trade_list_row_compare(&bridges[next].listed, row) == 0; next++)
		{
			if (vintage != 0 && bridges[next].older_vintage != vintage)
				continue;
			changed = !same;
			entries[n++] = (trade_list_entry) {bridges[next].older_hs, -1, bridges[next].match};
		}
		if (!changed)
			entries[n++] = (trade_list_entry) {row->hs, -1, TRADE_MATCH_EXACT};
	}
	return n;
}

size_t
trade_list_link(trade_list_entry *entries, size_t n)
{
	size_t		kept = 0;

	for (size_t i = 0; i < n; i++)
	{
		int32_t		parent = (int32_t) kept - 1;

		if (kept > 0 && entries[kept - 1].hs == entries[i].hs)
			continue;
		while (parent >= 0 && !trade_hs_within(entries[i].hs, entries[parent].hs))
			parent = entries[parent].parent;
		entries[kept] = entries[i];
		entries[kept++].parent = parent;
	}
	return kept;
}

trade_match
trade_list_find(const trade_list_entry *entries, size_t n, trade_hs hs)
{
	size_t		low = 0;
	size_t		high = n;
	trade_match best = TRADE_MATCH_NONE;

	while (low < high)
	{
		size_t		middle = low + (high - low) / 2;

		if (entries[middle].hs <= hs)
			low = middle + 1;
		else
			high = middle;
	}

	/* Whatever lies above hs is the entry before it or above that entry. */
	for (int32_t i = (int32_t) low - 1; i >= 0; i = entries[i].parent)
		if (entries[i].match > best && trade_hs_within(hs, entries[i].hs))
			best = entries[i].match;
	return best;
}
