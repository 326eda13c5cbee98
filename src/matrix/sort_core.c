/* The working form of a matrix: sorting its entries. */
#include "matrix/work_core.h"

#define BELOW_WHICH_INSERTION_WINS 24

static void
insertion_sort(uint64_t *entries, uint32_t count, uint32_t words)
{
	uint64_t	moved[TRADE_ENTRY_WORDS_QUANTITY];
	size_t		bytes = words * 8;

	for (uint32_t i = 1; i < count; i++)
	{
		uint64_t   *at = entries + (size_t) i * words;

		if (at[-(ptrdiff_t) words] <= at[0])
			continue;
		memcpy(moved, at, bytes);
		do
		{
			memcpy(at, at - words, bytes);
			at -= words;
		} while (at > entries && at[-(ptrdiff_t) words] > moved[0]);
		memcpy(at, moved, bytes);
	}
}

uint32_t
trade_entries_run(const uint64_t *entries, uint32_t from, uint32_t to, uint32_t words)
{
	const uint64_t *entry = entries + (size_t) from * words;

	for (; from < to && entry[-(ptrdiff_t) words] <= entry[0]; from++)
		entry += words;
	return from;
}

uint64_t
trade_entries_differing(const uint64_t *entries, uint64_t first, uint32_t count, uint32_t words)
{
	uint64_t	differing = 0;

	for (uint32_t i = 0; i < count; i++)
		differing |= entries[(size_t) i * words] ^ first;
	return differing;
}

void
trade_radix_count(const uint64_t *from, uint32_t count, uint32_t words, int shift, uint32_t *place)
{
	for (uint32_t i = 0; i < count; i++, from += words)
		place[(from[0] >> shift) & (TRADE_RADIX - 1)]++;
}

void
trade_radix_places(uint32_t *place)
{
	uint32_t	sum = 0;

	for (int digit = 0; digit < TRADE_RADIX; digit++)
	{
		uint32_t	here = place[digit];

		place[digit] = sum;
		sum += here;
	}
}

static inline void
radix_move(const uint64_t *from, uint64_t *to, uint32_t count, uint32_t words, int shift, uint32_t *place)
{
	for (uint32_t i = 0; i < count; i++, from += words)
		memcpy(to + (size_t) place[(from[0] >> shift) & (TRADE_RADIX - 1)]++ * words, from, words * 8);
}

void
trade_radix_move(const uint64_t *from, uint64_t *to, uint32_t count, uint32_t words, int shift,
				 uint32_t *place)
{
	/* a size known to the compiler is copied without a call */
	if (words == 2)
		radix_move(from, to, count, 2, shift, place);
	else
		radix_move(from, to, count, words, shift, place);
}

void
trade_entries_sort(uint64_t *entries, uint64_t *scratch, uint32_t count, uint32_t words)
{
	uint64_t	differing;
	uint64_t   *from = entries;
	uint64_t   *to = scratch;

	if (count < BELOW_WHICH_INSERTION_WINS)
	{
		insertion_sort(entries, count, words);
		return;
	}
	differing = trade_entries_differing(entries, entries[0], count, words);
	for (int shift = trade_radix_shift(differing, 0); shift >= 0; shift = trade_radix_shift(differing, shift + 8))
	{
		uint32_t	place[TRADE_RADIX] = {0};
		uint64_t   *swapped = from;

		trade_radix_count(from, count, words, shift, place);
		trade_radix_places(place);
		trade_radix_move(from, to, count, words, shift, place);
		from = to;
		to = swapped;
	}
	if (from != entries)
		memcpy(entries, from, (size_t) count * words * 8);
}

static inline bool
entries_merge(trade_entry_merge *merge, uint32_t words)
{
	for (uint32_t i = 0; i < TRADE_CELLS_PER_CALL; i++)
	{
		if (merge->right_end == merge->right)
			return false;
		merge->out_end -= words;
		if (merge->left_end > merge->left &&
			merge->left_end[-(ptrdiff_t) words] > merge->right_end[-(ptrdiff_t) words])
		{
			merge->left_end -= words;
			memcpy(merge->out_end, merge->left_end, words * 8);
		}
		else
		{
			merge->right_end -= words;
			memcpy(merge->out_end, merge->right_end, words * 8);
		}
	}
	return true;
}

bool
trade_entries_merge(trade_entry_merge *merge)
{
	return merge->words == 2 ? entries_merge(merge, 2) : entries_merge(merge, merge->words);
}
