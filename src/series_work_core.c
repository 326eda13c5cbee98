/* The working form of a series. */
#include "series_work_core.h"

#include <string.h>

void
trade_series_work_init(trade_series_work *work, uint32_t capacity, trade_frequency frequency)
{
	work->version = TRADE_SERIES_VERSION;
	work->flags = TRADE_SERIES_WORKING;
	work->frequency = frequency;
	work->reserved = 0;
	work->count = 0;
	work->sorted = 0;
	work->capacity = capacity;
	work->recent = 0;
	/* a copy of the block copies the spare room too */
	memset(trade_series_entries(work), 0, (size_t) capacity * sizeof(trade_series_entry));
}

const char *
trade_series_work_check(const trade_series_work *work, size_t size)
{
	const trade_series_entry *entries = trade_series_entries(work);

	if (size < sizeof(trade_series_work))
		return "it ends too early";
	if (work->version != TRADE_SERIES_VERSION)
		return "unknown version";
	if (work->flags != TRADE_SERIES_WORKING || work->reserved != 0)
		return "unknown flag";
	if (work->frequency > TRADE_FREQUENCY_MONTH ||
		(work->frequency == TRADE_FREQUENCY_NONE && work->count > 0))
		return "unknown kind of periods";
	if (trade_series_work_size(work->capacity) != size || work->count > work->capacity ||
		work->sorted > work->count || (work->recent >= work->sorted && work->recent != 0))
		return "wrong number of periods";
	for (uint32_t i = 0; i < work->count; i++)
	{
		if (!trade_series_month_valid(work->frequency, entries[i].month))
			return "a period is out of range";
		if (i > 0 && i < work->sorted && entries[i].month <= entries[i - 1].month)
			return "periods are not in order";
	}
	return NULL;
}

/* The first of the entries in order that is not before the month. */
static uint32_t
lower_bound(const trade_series_work *work, trade_month month)
{
	const trade_series_entry *entries = trade_series_entries(work);
	uint32_t	low = 0;
	uint32_t	high = work->sorted;

	while (low < high)
	{
		uint32_t	middle = (low + high) / 2;

		if (entries[middle].month < month)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
trade_series_work_add_slow(trade_series_work *work, const trade_series_entry *entry)
{
	trade_series_entry *entries = trade_series_entries(work);
	uint32_t	at = lower_bound(work, entry->month);
	trade_series_entry *found = NULL;

	if (at < work->sorted && entries[at].month == entry->month)
	{
		found = &entries[at];
		work->recent = at;
	}
	else if (work->count > work->sorted && entries[work->count - 1].month == entry->month)
		found = &entries[work->count - 1];
	if (found != NULL)
	{
		trade_series_entry_add(found, entry);
		return true;
	}
	if (work->count == work->capacity || work->count - work->sorted == TRADE_SERIES_TAIL_MAX)
		return false;
	/* behind all others they stay in order */
	if (work->count == work->sorted && at == work->sorted)
		work->recent = work->sorted++;
	entries[work->count++] = *entry;
	return true;
}

static void
merge_runs(const trade_series_entry *from, trade_series_entry *to, uint32_t middle, uint32_t end)
{
	uint32_t	left = 0;
	uint32_t	right = middle;

	for (uint32_t i = 0; i < end; i++)
		to[i] = left < middle && (right == end || from[left].month <= from[right].month)
			? from[left++] : from[right++];
}

static void
sort_entries(trade_series_entry *entries, trade_series_entry *scratch, uint32_t count)
{
	trade_series_entry *from = entries;
	trade_series_entry *to = scratch;

	for (uint32_t run = 1; run < count; run *= 2)
	{
		trade_series_entry *swapped = from;

		for (uint32_t at = 0; at < count; at += 2 * run)
		{
			uint32_t	left = count - at;

			merge_runs(from + at, to + at, run < left ? run : left, 2 * run < left ? 2 * run : left);
		}
		from = to;
		to = swapped;
	}
	if (from != entries)
		memcpy(entries, from, count * sizeof(*entries));
}

/* Entries of one month, which stand together, become one. */
static uint32_t
unite(trade_series_entry *entries, uint32_t count)
{
	uint32_t	kept = 0;

	for (uint32_t i = 1; i < count; i++)
	{
		if (entries[i].month == entries[kept].month)
			trade_series_entry_add(&entries[kept], &entries[i]);
		else
			entries[++kept] = entries[i];
	}
	return kept + 1;
}

void
trade_series_work_compact(trade_series_work *work, trade_series_entry *scratch)
{
	trade_series_entry *entries = trade_series_entries(work);
	uint32_t	left = work->sorted;
	uint32_t	right = work->count - work->sorted;

	if (right == 0)
		return;
	sort_entries(entries + left, scratch, right);
	right = unite(entries + left, right);
	memcpy(scratch, entries + left, right * sizeof(*scratch));
	work->count = left + right;
	work->sorted = work->count;
	work->recent = 0;
	/* none of the rest is of a month in order: so from the end, in place */
	while (right > 0)
	{
		uint32_t	at = left + right - 1;

		entries[at] = left > 0 && entries[left - 1].month > scratch[right - 1].month
			? entries[--left] : scratch[--right];
	}
}
