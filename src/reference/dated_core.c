/*
 * What counts on which days.
 */
#include "reference/dated_core.h"

int
trade_dated_compare(const void *a, const void *b)
{
	const trade_dated *x = a;
	const trade_dated *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

int32_t
trade_dated_count(const trade_dated *rows, size_t n)
{
	int32_t		keys = 0;

	for (size_t i = 0; i < n; i++)
		keys += i == 0 || rows[i].key != rows[i - 1].key;
	return keys;
}

/* A span that starts where the one before it in its key left off. */
static void
span_add(trade_dated_span *span, const trade_dated *row, const trade_dated_span *before)
{
	int64_t    *reach = &span->reach[row->strength - 1];

	for (int i = 0; i < TRADE_DATED_STRENGTHS; i++)
		span->reach[i] = before ? before->reach[i] : TRADE_DAY_BEFORE_FIRST;
	span->from = row->from;
	if (row->to > *reach)
		*reach = row->to;
}

void
trade_dated_fill(const trade_dated *rows, size_t n, trade_dated_index *index)
{
	trade_dated_key *key = NULL;

	index->count = 0;
	for (size_t i = 0; i < n; i++)
	{
		bool		first = key == NULL || key->key != rows[i].key;

		if (first)
		{
			key = &index->keys[index->count++];
			*key = (trade_dated_key) {rows[i].key, (int32_t) i, 0, 0};
		}
		span_add(&index->spans[i], &rows[i], first ? NULL : &index->spans[i - 1]);
		key->count++;
		if (rows[i].strength > key->strongest)
			key->strongest = rows[i].strength;
	}
}

int32_t
trade_dated_find(const trade_dated_index *index, uint64_t key)
{
	int32_t		low = 0;
	int32_t		high = index->count;

	while (low < high)
	{
		int32_t		middle = low + (high - low) / 2;

		if (index->keys[middle].key <= key)
			low = middle + 1;
		else
			high = middle;
	}
	return low - 1;
}

int
trade_dated_strength(const trade_dated_index *index, int32_t at, int64_t day)
{
	const trade_dated_key *key = &index->keys[at];
	const trade_dated_span *spans = &index->spans[key->first];
	int32_t		low = 0;
	int32_t		high = key->count;
	int			strength = TRADE_DATED_STRENGTHS;

	if (day == TRADE_DAY_EVER)
		return key->strongest;
	while (low < high)
	{
		int32_t		middle = low + (high - low) / 2;

		if (spans[middle].from <= day)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return 0;
	while (strength > 0 && spans[low - 1].reach[strength - 1] <= day)
		strength--;
	return strength;
}

int
trade_dated_at(const trade_dated_index *index, uint64_t key, int64_t day)
{
	int32_t		at = trade_dated_find(index, key);

	return at >= 0 && index->keys[at].key == key ? trade_dated_strength(index, at, day) : 0;
}
