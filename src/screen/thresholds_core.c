/*
 * The thresholds and weights of the intermediary screen, by name.
 */
#include "screen/thresholds_core.h"

#include <string.h>

typedef struct threshold_entry
{
	const char *name;
	size_t		offset;
	int			thousandths;	/* the default */
	bool		part;			/* at most 1 */
} threshold_entry;

#define THRESHOLD(field, thousandths, part) \
	{#field, offsetof(trade_thresholds, field), thousandths, part}
#define WEIGHT(code, thousandths) \
	{"weight." #code, offsetof(trade_thresholds, weight[TRADE_##code]), thousandths, true}

static const threshold_entry entry[TRADE_THRESHOLD_NAMES] = {
	THRESHOLD(surge_ratio, 3000, false),
	THRESHOLD(min_value, 50000000, false),
	THRESHOLD(sourcing_ratio, 1250, false),
	THRESHOLD(sourcing_cover, 250, false),
	THRESHOLD(direct_drop, 500, false),
	THRESHOLD(overlap, 500, false),
	THRESHOLD(pass_through, 500, false),
	THRESHOLD(wash_cover, 750, false),
	THRESHOLD(not_a_source, 250, false),
	THRESHOLD(markup, 250, false),
	THRESHOLD(flag_score, 500, true),
	WEIGHT(SURGE, 350),
	WEIGHT(NEW_ROUTE, 350),
	WEIGHT(SOURCING, 250),
	WEIGHT(DIRECT_DROP, 150),
	WEIGHT(OVERLAP, 300),
	WEIGHT(PASS_THROUGH, 300),
	WEIGHT(WASH, 300),
	WEIGHT(NOT_A_SOURCE, 150),
	WEIGHT(MARKUP, 200),
};

/* The entry of entry[] that each signal shows. */
static const int shown[TRADE_SIGNALS] = {0, 1, 2, 4, 5, 6, 7, 8, 9};

trade_units *
trade_threshold_at(trade_thresholds *thresholds, int index)
{
	return (trade_units *) ((char *) thresholds + entry[index].offset);
}

void
trade_thresholds_default(trade_thresholds *thresholds)
{
	for (int i = 0; i < TRADE_THRESHOLD_NAMES; i++)
		*trade_threshold_at(thresholds, i) = entry[i].thousandths * (TRADE_UNITS_PER_ONE / 1000);
}

const char *
trade_signal_code(trade_signal signal)
{
	return entry[TRADE_THRESHOLD_NAMES - TRADE_SIGNALS + signal].name + strlen("weight.");
}

const char *
trade_threshold_name(int index)
{
	return entry[index].name;
}

int
trade_threshold_find(const char *name, size_t length)
{
	for (int i = 0; i < TRADE_THRESHOLD_NAMES; i++)
		if (strlen(entry[i].name) == length && memcmp(entry[i].name, name, length) == 0)
			return i;
	return -1;
}

bool
trade_threshold_is_part(int index)
{
	return entry[index].part;
}

trade_units
trade_threshold_shown(const trade_thresholds *thresholds, trade_signal signal)
{
	trade_thresholds copy = *thresholds;

	return *trade_threshold_at(&copy, shown[signal]);
}
