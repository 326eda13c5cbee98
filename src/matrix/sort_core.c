/* The working form of a matrix: sorting its entries. */
#include "matrix/work_core.h"

#include "matrix/bits_core.h"

#define BELOW_WHICH_INSERTION_WINS 24

/* The values of eight bits of a key, by which a pass of a radix sort goes. */
#define RADIX 256

/* The entries that one step handles, between two of which there is a pause. */
static inline uint32_t
step_of(uint32_t count, uint32_t at, void (*pause) (void))
{
	if (at > 0 && pause != NULL)
		pause();
	return count - at < TRADE_CELLS_PER_CALL ? count - at : TRADE_CELLS_PER_CALL;
}

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
trade_entries_run(const uint64_t *entries, uint32_t count, uint32_t words, void (*pause) (void))
{
	const uint64_t *entry = entries + words;

	for (uint32_t at = 1; at < count; at++, entry += words)
	{
		if (entry[-(ptrdiff_t) words] > entry[0])
			return at;
		if (at % TRADE_CELLS_PER_CALL == 0 && pause != NULL)
			pause();
	}
	return count;
}

static void
copy_entries(uint64_t *to, const uint64_t *from, uint32_t count, uint32_t words, void (*pause) (void))
{
	for (uint32_t at = 0; at < count; at += TRADE_CELLS_PER_CALL)
		memcpy(to + (size_t) at * words, from + (size_t) at * words, (size_t) step_of(count, at, pause) * words * 8);
}

/* The bits in which keys differ. */
static uint64_t
differing_bits(const uint64_t *entries, uint32_t count, uint32_t words, void (*pause) (void))
{
	uint64_t	differing = 0;

	for (uint32_t at = 0; at < count; at += TRADE_CELLS_PER_CALL)
	{
		uint32_t	end = at + step_of(count, at, pause);

		for (uint32_t i = at; i < end; i++)
			differing |= entries[(size_t) i * words] ^ entries[0];
	}
	return differing;
}

/* By the eight bits of the key from shift on: counts all, makes places of the counts, moves all. */
static ALWAYS_INLINE void
radix_pass(const uint64_t *from, uint64_t *to, uint32_t count, uint32_t words, int shift, void (*pause) (void))
{
	uint32_t	place[RADIX] = {0};
	uint32_t	sum = 0;

	for (uint32_t at = 0; at < count; at += TRADE_CELLS_PER_CALL)
	{
		uint32_t	end = at + step_of(count, at, pause);

		for (uint32_t i = at; i < end; i++)
			place[from[(size_t) i * words] >> shift & (RADIX - 1)]++;
	}
	for (int digit = 0; digit < RADIX; digit++)
	{
		sum += place[digit];
		place[digit] = sum - place[digit];
	}
	for (uint32_t at = 0; at < count; at += TRADE_CELLS_PER_CALL)
		for (uint32_t left = step_of(count, at, pause); left > 0; left--, from += words)
			memcpy(to + (size_t) place[from[0] >> shift & (RADIX - 1)]++ * words, from, words * 8);
}

static void
radix_sort(uint64_t *entries, uint64_t *scratch, uint32_t count, uint32_t words, void (*pause) (void))
{
	uint64_t	differing = differing_bits(entries, count, words, pause);
	uint64_t   *from = entries;
	uint64_t   *to = scratch;

	/* bits that all keys share sort nothing */
	for (int shift = 0; shift < 64 && differing >> shift != 0; shift += 8)
	{
		uint64_t   *swapped = from;

		shift += __builtin_ctzll(differing >> shift);
		/* a size known to the compiler is copied without a call */
		words == 2 ? radix_pass(from, to, count, 2, shift, pause) : radix_pass(from, to, count, words, shift, pause);
		from = to;
		to = swapped;
	}
	if (from != entries)
		copy_entries(entries, from, count, words, pause);
}

/* Merges the entries in order with others in order from their ends, into the room behind. */
static ALWAYS_INLINE void
merge_runs(uint64_t *entries, uint32_t sorted, const uint64_t *others, uint32_t rest, uint32_t words, void (*pause) (void))
{
	const uint64_t *left_end = entries + (size_t) sorted * words;
	const uint64_t *right_end = others + (size_t) rest * words;
	uint64_t   *out_end = entries + ((size_t) sorted + rest) * words;

	for (uint32_t done = 1; right_end > others; done++)
	{
		const uint64_t **larger = left_end > entries && left_end[-(ptrdiff_t) words] > right_end[-(ptrdiff_t) words]
			? &left_end : &right_end;

		out_end -= words;
		*larger -= words;
		memcpy(out_end, *larger, words * 8);
		if (done % TRADE_CELLS_PER_CALL == 0 && pause != NULL)
			pause();
	}
}

void
trade_entries_sort(uint64_t *entries, uint64_t *scratch, uint32_t sorted, uint32_t count, uint32_t words,
				   void (*pause) (void))
{
	uint64_t   *tail = entries + (size_t) sorted * words;
	uint32_t	rest = count - sorted;

	if (rest < BELOW_WHICH_INSERTION_WINS)
		insertion_sort(tail, rest, words);
	else if (sorted == 0 || trade_entries_run(tail, rest, words, pause) < rest)
		radix_sort(tail, scratch, rest, words, pause);
	if (sorted == 0)
		return;
	copy_entries(scratch, tail, rest, words, pause);
	words == 2 ? merge_runs(entries, sorted, scratch, rest, 2, pause) : merge_runs(entries, sorted, scratch, rest, words, pause);
}
