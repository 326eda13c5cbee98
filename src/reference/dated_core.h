/*
 * What counts on which days: keys (a country, a code), each with the days on
 * which it counts and how strongly.  All days of a key are held, so that a
 * question about any day finds its answer in two short searches.
 */
#ifndef TRADE_DATED_CORE_H
#define TRADE_DATED_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TRADE_DATED_STRENGTHS 3

/* Days are numbers.  Before and after all of them, and the question whether ever. */
#define TRADE_DAY_BEFORE_FIRST (INT64_MIN + 1)
#define TRADE_DAY_AFTER_LAST INT64_MAX
#define TRADE_DAY_EVER INT64_MIN

/* One row: the key counts from a day on, no longer on another. */
typedef struct trade_dated
{
	uint64_t	key;
	int64_t		from;
	int64_t		to;
	int32_t		strength;		/* 1 to TRADE_DATED_STRENGTHS */
} trade_dated;

/*
 * The rows of one key that start on from or earlier: by strength less one, the
 * latest day on which one of them ends.  A row covers a day when it starts on or
 * before it and ends after it, so the latest end is all there is to know.
 */
typedef struct trade_dated_span
{
	int64_t		from;
	int64_t		reach[TRADE_DATED_STRENGTHS];
} trade_dated_span;

typedef struct trade_dated_key
{
	uint64_t	key;
	int32_t		first;			/* its spans, by day */
	int32_t		count;
	int32_t		strongest;		/* on any day */
} trade_dated_key;

typedef struct trade_dated_index
{
	int32_t		count;
	trade_dated_key *keys;
	trade_dated_span *spans;
} trade_dated_index;

/* The order in which rows are indexed: by key, then by first day. */
extern int	trade_dated_compare(const void *a, const void *b);

/* How many keys the sorted rows have. */
extern int32_t trade_dated_count(const trade_dated *rows, size_t n);

/* Fills index->keys, of that number, and index->spans, of n. */
extern void trade_dated_fill(const trade_dated *rows, size_t n, trade_dated_index *index);

/* The last key that is not above key, -1 where there is none. */
extern int32_t trade_dated_find(const trade_dated_index *index, uint64_t key);

/* How strongly a key counts on a day; 0 where it does not. */
extern int	trade_dated_strength(const trade_dated_index *index, int32_t at, int64_t day);

/* How strongly a key counts on a day, found by the key itself; 0 where it does not. */
extern int	trade_dated_at(const trade_dated_index *index, uint64_t key, int64_t day);

#endif
