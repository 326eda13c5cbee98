/*
 * The working form of a series: one flat block with room to grow.
 *
 * A hash table of periods, open addressing, each with its sums.  A table of all
 * months from first to last would be as fast, but two far-apart years would cost
 * megabytes in every group.
 */
#ifndef TRADE_SERIES_WORK_CORE_H
#define TRADE_SERIES_WORK_CORE_H

#include <stddef.h>

#include "exact/value_core.h"
#include "period/calendar_core.h"
#include "series/format_core.h"

/* The flag of a working form; SANCTIONS_STATE_WORKING in the face. */
#define TRADE_SERIES_WORKING 0x80

/* Room of the first block; blocks fill what the server's allocator hands out. */
#define TRADE_SERIES_FIRST_BYTES 256

/*
 * The row count has 96 bits, as the sum of the values has 192: so the same rows
 * never fail in one order and pass in another.
 */
typedef struct trade_series_entry
{
	uint64_t	rows;
	int32_t		rows_high;
	trade_month month;			/* 0: the entry is free */
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
	uint32_t	capacity;
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

/* The entries that fit into a working form of so many bytes. */
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

extern void trade_series_work_init(trade_series_work *work, uint32_t capacity, trade_frequency frequency);

/* Whether a block of so many bytes may be added to: what is in the entries cannot harm. */
static inline bool
trade_series_work_fits(const trade_series_work *work, size_t size)
{
	return size > sizeof(trade_series_work) && trade_series_work_size(work->capacity) == size &&
		work->count <= work->capacity && work->frequency <= TRADE_FREQUENCY_MONTH;
}

/* NULL, or what is wrong with a block of so many bytes. */
extern const char *trade_series_work_check(const trade_series_work *work, size_t size);

/* Moves all entries into a fresh block with more room. */
extern void trade_series_work_move(trade_series_work *to, const trade_series_work *from);

/* Adds to the entry of the month or a new one; false where there is no room. */
extern bool trade_series_work_add_slow(trade_series_work *work, const trade_series_entry *entry);

/*
 * Where the search for a month begins.  Multiples of the golden ratio spread
 * evenly for months in a row, quarters and years alike (Knuth 6.4).
 */
static inline uint32_t
trade_series_work_place(const trade_series_work *work, trade_month month)
{
	return (uint32_t) ((uint64_t) ((uint32_t) month * 2654435769u) * work->capacity >> 32);
}

static inline bool
trade_series_work_add(trade_series_work *work, const trade_series_entry *entry)
{
	trade_series_entry *found = trade_series_entries(work) + trade_series_work_place(work, entry->month);

	if (found->month != entry->month)
		return trade_series_work_add_slow(work, entry);
	trade_series_entry_add(found, entry);
	return true;
}

#endif
