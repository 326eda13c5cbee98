/*
 * Thresholds by name: tables of them, and those of the intermediary screen.
 */
#ifndef TRADE_THRESHOLDS_CORE_H
#define TRADE_THRESHOLDS_CORE_H

#include <stdbool.h>
#include <stddef.h>

#include "exact/value_core.h"

/* One threshold: where it lies in a struct of decimals in units of 10^-12, and its bounds. */
typedef struct trade_threshold_entry
{
	const char *name;
	size_t		offset;
	int64_t		thousandths;	/* the default */
	int32_t		most;			/* 0: below 1e26 */
	bool		integer;		/* a whole number, */
	int32_t		least;			/* so many at least */
} trade_threshold_entry;

typedef struct trade_threshold_table
{
	const trade_threshold_entry *entry;
	int			count;
} trade_threshold_table;

static inline trade_units *
trade_threshold_at(const trade_threshold_table *table, void *thresholds, int index)
{
	return (trade_units *) ((char *) thresholds + table->entry[index].offset);
}

extern void trade_thresholds_default(const trade_threshold_table *table, void *thresholds);

/* The index of a name; -1 where there is none. */
extern int	trade_threshold_find(const trade_threshold_table *table, const char *name, size_t length);

/* The signals of the screen, in their order. */
typedef enum trade_signal
{
	TRADE_SURGE,
	TRADE_NEW_ROUTE,
	TRADE_SOURCING,
	TRADE_DIRECT_DROP,
	TRADE_OVERLAP,
	TRADE_TARGETED,
	TRADE_WASH,
	TRADE_NOT_A_SOURCE,
	TRADE_MARKUP,
	TRADE_SIGNALS
} trade_signal;

typedef struct trade_thresholds
{
	trade_units surge_ratio;
	trade_units min_value;
	trade_units min_share;
	trade_units steady_ratio;
	trade_units trivial;
	trade_units sourcing_ratio;
	trade_units noise;
	trade_units sourcing_cover;
	trade_units targeted;
	trade_units direct_drop;
	trade_units overlap;
	trade_units wash_cover;
	trade_units not_a_source;
	trade_units markup;
	trade_units passed_on;
	trade_units net_importer;
	trade_units flag_score;
	trade_units weight[TRADE_SIGNALS];
} trade_thresholds;

extern const trade_threshold_table trade_screen_thresholds;

/* The code of a signal, as in SURGE. */
extern const char *trade_signal_code(trade_signal signal);

#endif
