/*
 * The thresholds and weights of the intermediary screen, by name.
 */
#ifndef TRADE_INTERMEDIARY_THRESHOLDS_CORE_H
#define TRADE_INTERMEDIARY_THRESHOLDS_CORE_H

#include <stdbool.h>
#include <stddef.h>

#include "exact/value_core.h"

typedef enum trade_signal
{
	TRADE_SURGE,
	TRADE_NEW_ROUTE,
	TRADE_SOURCING,
	TRADE_DIRECT_DROP,
	TRADE_OVERLAP,
	TRADE_PASS_THROUGH,
	TRADE_WASH,
	TRADE_NOT_A_SOURCE,
	TRADE_MARKUP,
	TRADE_SIGNALS
} trade_signal;

/* Decimals in units of 10^-12. */
typedef struct trade_thresholds
{
	trade_units surge_ratio;
	trade_units min_value;
	trade_units sourcing_ratio;
	trade_units sourcing_cover;
	trade_units direct_drop;
	trade_units overlap;
	trade_units pass_through;
	trade_units wash_cover;
	trade_units not_a_source;
	trade_units markup;
	trade_units flag_score;
	trade_units weight[TRADE_SIGNALS];
} trade_thresholds;

#define TRADE_THRESHOLD_NAMES (11 + TRADE_SIGNALS)

extern void trade_thresholds_default(trade_thresholds *thresholds);

/* The code of a signal, as in SURGE. */
extern const char *trade_signal_code(trade_signal signal);

/* The name at an index below TRADE_THRESHOLD_NAMES, as in "weight.SURGE". */
extern const char *trade_threshold_name(int index);

/* The index of a name; -1 where there is none. */
extern int	trade_threshold_find(const char *name, size_t length);

extern trade_units *trade_threshold_at(trade_thresholds *thresholds, int index);

/* Weights and flag_score are at most 1. */
extern bool trade_threshold_is_part(int index);

/* The threshold that a signal shows in its reason. */
extern trade_units trade_threshold_shown(const trade_thresholds *thresholds, trade_signal signal);

#endif
