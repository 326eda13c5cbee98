/*
 * What a matrix adds up to for a screen.
 */
#include "screen/ledger_core.h"

#include <math.h>
#include <string.h>

void
trade_ledger_weigh(trade_ledger *ledger)
{
	const trade_event_windows *windows = ledger->windows;

	ledger->weight[0] = 1.0 / windows->periods[TRADE_AFTER];
	for (int i = 0; i < windows->class_count; i++)
		ledger->weight[1 + i] = (double) windows->weight_class[i].numerator / (double) windows->weight_class[i].denominator;
}

/* Near a sum in units, relatively. */
static inline double
near(const trade_sum *sum)
{
	int64_t		high = (int64_t) sum->word[2];

	if (high == (int64_t) sum->word[1] >> 63)
		return (double) (trade_units) ((unsigned __int128) sum->word[1] << 64 | sum->word[0]);
	return trade_sum_to_double(sum) * (double) TRADE_UNITS_PER_ONE;
}

static bool
rose_exactly(const trade_event_windows *windows, const trade_sum *line)
{
	trade_wide	before;
	trade_wide	after;

	trade_line_average(windows, line, TRADE_BEFORE, &before);
	trade_line_average(windows, line, TRADE_AFTER, &after);
	return trade_wide_compare(&after, &before) > 0;
}

/* Whether the average after is above that before. */
static bool
rose(const trade_ledger *ledger, const trade_sum *line)
{
	double		after = near(&line[0]) * ledger->weight[0];
	double		before = 0;
	double		size = fabs(after);

	for (int i = 1; i < ledger->width; i++)
	{
		double		part = near(&line[i]) * ledger->weight[i];

		before += part;
		size += fabs(part);
	}
	if (after - before > size * 0x1p-40)
		return true;
	if (before - after > size * 0x1p-40 || size == 0)
		return false;
	return rose_exactly(ledger->windows, line);
}

void
trade_ledger_add_sale(trade_ledger *ledger, uint32_t exporter, uint32_t importer, const trade_sum *line)
{
	trade_line_add(ledger->width, trade_ledger_line(ledger, ledger->exports, exporter), line);
	if (rose(ledger, line))
		trade_line_add(ledger->width, trade_ledger_line(ledger, ledger->gain, exporter), line);
	if ((int) importer == ledger->target)
		trade_line_add(ledger->width, trade_ledger_line(ledger, ledger->outflow, exporter), line);
}

void
trade_ledger_add(trade_ledger *ledger, const trade_purchases *purchases)
{
	uint32_t	importer = purchases->importer;

	memcpy(trade_ledger_line(ledger, ledger->imports, importer), purchases->imports, ledger->width * sizeof(trade_sum));
	memcpy(trade_ledger_line(ledger, ledger->inflow, importer), purchases->inflow, ledger->width * sizeof(trade_sum));
	if (purchases->from_origins)
		ledger->buyers[importer / 64] |= UINT64_C(1) << (importer % 64);
	for (uint32_t i = 0; i < purchases->count; i++)
		if (trade_label_in(ledger->candidates, purchases->exporter[i]))
			trade_ledger_add_sale(ledger, purchases->exporter[i], importer,
								  purchases->line + (size_t) i * ledger->width);
	if ((int) importer == ledger->target)
		return;
	trade_line_add(ledger->width, ledger->world, purchases->imports);
	trade_line_add(ledger->width, ledger->origin_sales, purchases->inflow);
}
