/*
 * The working form of a series: one flat block with room to grow.
 *
 * Entries stand in order of time, each period once, and behind them those of
 * other periods as they came.  A row looks for its period among the first; where
 * the data have no gaps it is found at its distance from the period found last.
 * When the room is full the rest is sorted in.  So a row costs O(1), whatever
 * order rows come in, and the room follows the periods that there are, not the
 * time between them.
 */
#ifndef TRADE_SERIES_WORK_CORE_H
#define TRADE_SERIES_WORK_CORE_H

#include <stddef.h>

#include "exact_core.h"
#include "period_core.h"
#include "series_core.h"

/* As SANCTIONS_STATE_WORKING. */
#define TRADE_SERIES_WORKING 0x80

/* Room of the first block; blocks fill what the server's allocator hands out. */
#define TRADE_SERIES_FIRST_BYTES 256

/* So many entries wait to be sorted in, at most. */
#define TRADE_SERIES_TAIL_MAX 32768

/*
 * The row count has 96 bits, as the sum of the values has 192: so the same rows
 * never fail in one order and pass in another.
 */
typedef struct trade_series_entry
{
	uint64_t	rows;
	int32_t		rows_high;
	trade_month month;
	trade_sum	value;
} trade_series_entry;

typedef struct trade_series_work
{
	uint32_t	header;			/* the varlena header, the server's own */
	uint8_t		version;
	uint8_t		flags;
	uint8_t		frequency;
	uint8_t		reserved;
	uint32_t	count;
	uint32_t	sorted;			/* so many are in order, each period once */
	uint32_t	capacity;
	uint32_t	recent;			/* the entry found last */
} trade_series_work;

static inline trade_series_entry *
trade_series_entries(const trade_series_work *work)
{
	return (trade_series_entry *) (work + 1);
}

static inline size_t
trade_series_work_size(uint32_t capacity)
{
	return sizeof(trade_series_work) + (size_t) capacity * sizeof(trade_series_entry);
}

/* So many entries fit. */
static inline uint32_t
trade_series_work_capacity(size_t bytes)
{
	return (uint32_t) ((bytes - sizeof(trade_series_work)) / sizeof(trade_series_entry));
}

static inline trade_series_entry
trade_series_entry_of(trade_month month, int64_t rows, trade_units value)
{
	return (trade_series_entry) {(uint64_t) rows, rows < 0 ? -1 : 0, month, trade_sum_of(value)};
}

static inline void
trade_series_entry_add(trade_series_entry *entry, const trade_series_entry *other)
{
	unsigned __int128 rows = (unsigned __int128) entry->rows + other->rows;

	entry->rows = (uint64_t) rows;
	entry->rows_high = (int32_t) ((uint32_t) entry->rows_high + (uint32_t) other->rows_high +
								  (uint32_t) (rows >> 64));
	trade_sum_add(&entry->value, &other->value);
}

static inline void
trade_series_entry_negate(trade_series_entry *entry)
{
	unsigned __int128 rows = (unsigned __int128) ~entry->rows + 1;

	entry->rows = (uint64_t) rows;
	entry->rows_high = (int32_t) (~(uint32_t) entry->rows_high + (uint32_t) (rows >> 64));
	trade_sum_negate(&entry->value);
}

/* The count; false where it is no int64. */
static inline bool
trade_series_entry_rows(const trade_series_entry *entry, int64_t *rows)
{
	*rows = (int64_t) entry->rows;
	return entry->rows_high == (*rows < 0 ? -1 : 0);
}

static inline bool
trade_series_entry_zero(const trade_series_entry *entry)
{
	return entry->rows == 0 && entry->rows_high == 0 && trade_sum_sign(&entry->value) == 0;
}

extern void trade_series_work_init(trade_series_work *work, uint32_t capacity, trade_frequency frequency);

/* NULL, or what is wrong with a block of so many bytes. */
extern const char *trade_series_work_check(const trade_series_work *work, size_t size);

/* Adds to the entry of the month or a new one; false where there is no room. */
extern bool trade_series_work_add_slow(trade_series_work *work, const trade_series_entry *entry);

/* Sorts the rest in; scratch has room for the entries that are not in order. */
extern void trade_series_work_compact(trade_series_work *work, trade_series_entry *scratch);

/* The entry at its distance from the one found last, or NULL. */
static inline trade_series_entry *
trade_series_work_near(trade_series_work *work, trade_month month, int step)
{
	trade_series_entry *entries = trade_series_entries(work);
	uint32_t	at;

	if (work->sorted == 0)
		return NULL;
	at = (uint32_t) ((int32_t) work->recent + (month - entries[work->recent].month) / step);
	if (at >= work->sorted || entries[at].month != month)
		return NULL;
	work->recent = at;
	return &entries[at];
}

static inline bool
trade_series_work_add(trade_series_work *work, const trade_series_entry *entry, int step)
{
	trade_series_entry *found = trade_series_work_near(work, entry->month, step);

	if (found == NULL)
		return trade_series_work_add_slow(work, entry);
	trade_series_entry_add(found, entry);
	return true;
}

#endif
