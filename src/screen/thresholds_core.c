/*
 * Thresholds by name, and those of the intermediary screen.
 */
#include "screen/thresholds_core.h"

#include <string.h>

void
trade_thresholds_default(const trade_threshold_table *table, void *thresholds)
{
	for (int i = 0; i < table->count; i++)
		*trade_threshold_at(table, thresholds, i) = table->entry[i].thousandths * (TRADE_UNITS_PER_ONE / 1000);
}

int
trade_threshold_find(const trade_threshold_table *table, const char *name, size_t length)
{
	for (int i = 0; i < table->count; i++)
		if (strlen(table->entry[i].name) == length && memcmp(table->entry[i].name, name, length) == 0)
			return i;
	return -1;
}

#define THRESHOLD(field, thousandths, most) \
	{#field, offsetof(trade_thresholds, field), thousandths, most, false, 0}
#define WEIGHT(code, thousandths) \
	{"weight." #code, offsetof(trade_thresholds, weight[TRADE_##code]), thousandths, 1, false, 0}

static const trade_threshold_entry entry[] = {
	THRESHOLD(surge_ratio, 3000, 0),
	THRESHOLD(min_value, 50000000, 0),
	THRESHOLD(min_share, 1, 0),
	THRESHOLD(steady_ratio, 2000, 0),
	THRESHOLD(trivial, 10, 0),
	THRESHOLD(sourcing_ratio, 1500, 0),
	THRESHOLD(noise, 2000, 1000),
	THRESHOLD(sourcing_cover, 250, 0),
	THRESHOLD(targeted, 50, 0),
	THRESHOLD(direct_drop, 500, 0),
	THRESHOLD(overlap, 500, 0),
	THRESHOLD(wash_cover, 750, 0),
	THRESHOLD(not_a_source, 250, 0),
	THRESHOLD(markup, 250, 0),
	THRESHOLD(passed_on, 500, 0),
	THRESHOLD(net_importer, 1000, 0),
	THRESHOLD(flag_score, 500, 1),
	WEIGHT(SURGE, 350),
	WEIGHT(NEW_ROUTE, 350),
	WEIGHT(SOURCING, 250),
	WEIGHT(DIRECT_DROP, 150),
	WEIGHT(OVERLAP, 300),
	WEIGHT(TARGETED, 300),
	WEIGHT(WASH, 300),
	WEIGHT(NOT_A_SOURCE, 150),
	WEIGHT(MARKUP, 200),
};

#define ENTRIES (int) (sizeof entry / sizeof entry[0])

const trade_threshold_table trade_screen_thresholds = {entry, ENTRIES};

const char *
trade_signal_code(trade_signal signal)
{
	return entry[ENTRIES - TRADE_SIGNALS + signal].name + strlen("weight.");
}
