/* The working form of a series. */
#include "series/work_core.h"

#include <string.h>

/* Up to so many entries are searched through; larger tables keep some free. */
#define FULL_MAX 12

void
trade_series_work_init(trade_series_work *work, uint32_t capacity, trade_frequency frequency)
{
	work->version = TRADE_SERIES_VERSION;
	work->flags = TRADE_SERIES_WORKING;
	work->frequency = frequency;
	work->reserved = 0;
	work->count = 0;
	work->capacity = capacity;
	memset(trade_series_entries(work), 0, (size_t) capacity * sizeof(trade_series_entry));
}

const char *
trade_series_work_check(const trade_series_work *work, size_t size)
{
	const trade_series_entry *entries = trade_series_entries(work);
	uint32_t	count = 0;

	if (size < sizeof(trade_series_work))
		return "it ends too early";
	if (work->version != TRADE_SERIES_VERSION)
		return "unknown version";
	if (work->flags != TRADE_SERIES_WORKING || work->reserved != 0)
		return "unknown flag";
	if (work->frequency > TRADE_FREQUENCY_MONTH ||
		(work->frequency == TRADE_FREQUENCY_NONE && work->count > 0))
		return "unknown kind of periods";
	if (trade_series_work_size(work->capacity) != size)
		return "wrong number of periods";
	for (uint32_t i = 0; i < work->capacity; i++)
	{
		if (entries[i].month == 0)
			continue;
		count++;
		if (!trade_series_month_valid(work->frequency, entries[i].month))
			return "a period is out of range";
	}
	return count == work->count ? NULL : "wrong number of periods";
}

static uint32_t
most_entries(const trade_series_work *work)
{
	return work->capacity <= FULL_MAX ? work->capacity : work->capacity - work->capacity / 8;
}

bool
trade_series_work_add_slow(trade_series_work *work, const trade_series_entry *entry)
{
	trade_series_entry *entries = trade_series_entries(work);
	uint32_t	at = trade_series_work_place(work, entry->month);

	for (uint32_t tried = 0; tried < work->capacity; tried++)
	{
		if (entries[at].month == entry->month)
		{
			trade_series_entry_add(&entries[at], entry);
			return true;
		}
		if (entries[at].month == 0)
			break;
		at = at + 1 == work->capacity ? 0 : at + 1;
	}
	if (work->count >= most_entries(work))
		return false;
	entries[at] = *entry;
	work->count++;
	return true;
}

void
trade_series_work_move(trade_series_work *to, const trade_series_work *from)
{
	const trade_series_entry *entries = trade_series_entries(from);

	for (uint32_t i = 0; i < from->capacity; i++)
		if (entries[i].month != 0)
			(void) trade_series_work_add(to, &entries[i]);
}
