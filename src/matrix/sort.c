/* Sorting entries of any number: core's steps, with interrupts between them. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "matrix/sort.h"
#include "matrix/work_core.h"
#include "state/steps.h"

/* Entries in order are merged with the others where they are this part of all. */
#define WORTH_MERGING 4

/* The entries that one step handles. */
static inline uint32
step_of(uint32 count, uint32 at)
{
	CHECK_FOR_INTERRUPTS();
	return Min(TRADE_CELLS_PER_CALL, count - at);
}

void
sanctions_entries_sort(uint64 *entries, uint32 count, uint32 words)
{
	uint32		sorted = trade_entries_run(entries, count, words, sanctions_pause);
	uint64	   *scratch;

	if (sorted == count)
		return;
	if (sorted < count / WORTH_MERGING)
		sorted = 0;
	scratch = MemoryContextAllocHuge(CurrentMemoryContext, (Size) (count - sorted) * words * 8);
	trade_entries_sort(entries, scratch, sorted, count, words, sanctions_pause);
	pfree(scratch);
}

static uint64 *
relayout(uint64 *from, uint32 count, uint8 from_layout, uint8 layout)
{
	uint32		words = trade_layout_words(layout);
	uint32		from_words = trade_layout_words(from_layout);
	uint64	   *to = MemoryContextAllocHuge(CurrentMemoryContext, Max(count, 1) * (Size) words * 8);

	for (uint32 at = 0; at < count; at += TRADE_CELLS_PER_CALL)
		trade_entries_copy(layout, to + (Size) at * words, from_layout, from + (Size) at * from_words,
						   step_of(count, at));
	pfree(from);
	return to;
}

/* What could not be united stays behind what was. */
static bool
unite_narrow(uint64 *entries, uint32 *count, uint32 words)
{
	uint32		kept = 0;
	uint32		rest;

	for (uint32 at = 0; at < *count;)
	{
		uint32		end = at + step_of(*count, at);

		at = trade_entries_unite_narrow(entries, &kept, at, end, words);
		if (at == end)
			continue;
		rest = *count - at;
		memmove(entries + (Size) kept * words, entries + (Size) at * words, (Size) rest * words * 8);
		*count = kept + rest;
		return false;
	}
	*count = kept;
	return true;
}

uint64 *
sanctions_entries_unite(uint64 *entries, uint32 *count, uint8 *layout)
{
	uint32		kept = 0;
	uint32		words = trade_layout_words(*layout);

	sanctions_entries_sort(entries, *count, words);
	if (!(*layout & TRADE_WORK_WIDE))
	{
		if (unite_narrow(entries, count, words))
			return entries;
		/* all are in order, but of one key there may be several */
		entries = relayout(entries, *count, *layout, *layout | TRADE_WORK_WIDE);
		*layout |= TRADE_WORK_WIDE;
		words = trade_layout_words(*layout);
	}
	for (uint32 at = 0; at < *count; at += TRADE_CELLS_PER_CALL)
		kept = trade_entries_unite(entries, kept, at, at + step_of(*count, at), words);
	*count = kept;
	return entries;
}

uint32
sanctions_entries_drop_zero(uint64 *entries, uint32 count, uint32 words)
{
	uint32		kept = 0;

	for (uint32 at = 0; at < count; at += TRADE_CELLS_PER_CALL)
		kept = trade_entries_drop_zero(entries, kept, at, at + step_of(count, at), words);
	return kept;
}
