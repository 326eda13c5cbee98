/* Sorting entries: runs in core, merged here step by step. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "matrix_sort.h"
#include "matrix_work_core.h"

static void
merge_runs(const uint64 *from, uint64 *to, uint32 middle, uint32 end, uint32 words)
{
	trade_entry_merge merge = {from, from + (size_t) middle * words, from + (size_t) middle * words,
	from + (size_t) end * words, to, words};

	do
		CHECK_FOR_INTERRUPTS();
	while (trade_entries_merge(&merge));
}

/* Runs of `run` entries in order become one. */
static void
merge_all(uint64 *entries, uint64 *scratch, uint32 count, uint32 words, uint64 run)
{
	uint64	   *from = entries;
	uint64	   *to = scratch;

	for (; run < count; run *= 2)
	{
		uint64	   *swapped = from;

		for (uint64 at = 0; at < count; at += 2 * run)
			merge_runs(from + at * words, to + at * words, Min(run, count - at),
					   Min(2 * run, count - at), words);
		from = to;
		to = swapped;
	}
	if (from != entries)
		memcpy(entries, from, (size_t) count * words * 8);
}

void
sanctions_entries_sort(uint64 *entries, uint32 count, uint32 sorted, uint32 words)
{
	uint64	   *scratch = MemoryContextAllocHuge(CurrentMemoryContext, Max((size_t) count, 1) * words * 8);
	uint64	   *tail = entries + (size_t) sorted * words;
	uint32		rest = count - sorted;

	for (uint32 at = 0; at < rest; at += TRADE_CELLS_PER_CALL)
	{
		CHECK_FOR_INTERRUPTS();
		trade_entries_sort(tail + (size_t) at * words, scratch, Min(TRADE_CELLS_PER_CALL, rest - at), words);
	}
	merge_all(tail, scratch, rest, words, TRADE_CELLS_PER_CALL);
	if (sorted > 0 && rest > 0)
	{
		merge_runs(entries, scratch, sorted, count, words);
		memcpy(entries, scratch, (size_t) count * words * 8);
	}
	pfree(scratch);
}

uint32
sanctions_entries_unite(uint64 *entries, uint32 count, uint32 sorted, uint32 words)
{
	uint32		kept = 0;

	sanctions_entries_sort(entries, count, sorted, words);
	for (uint32 at = 0; at < count; at += TRADE_CELLS_PER_CALL)
	{
		CHECK_FOR_INTERRUPTS();
		kept = trade_entries_unite(entries, kept, at, Min(count, at + TRADE_CELLS_PER_CALL), words);
	}
	return kept;
}

uint32
sanctions_entries_drop_zero(uint64 *entries, uint32 count, uint32 words)
{
	uint32		kept = 0;

	for (uint32 at = 0; at < count; at += TRADE_CELLS_PER_CALL)
	{
		CHECK_FOR_INTERRUPTS();
		kept = trade_entries_drop_zero(entries, kept, at, Min(count, at + TRADE_CELLS_PER_CALL), words);
	}
	return kept;
}
