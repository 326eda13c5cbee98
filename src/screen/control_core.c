/*
 * Controls: the origins' sales to those who are not suspected.
 */
#include "screen/control_core.h"

static inline bool
is_clean(const trade_controls *controls, uint32_t label)
{
	return (int) label != controls->ledger->target && !trade_label_in(controls->suspects, label);
}

void
trade_controls_of_named(trade_controls *controls)
{
	const trade_ledger *ledger = controls->ledger;

	controls->buyers = 0;
	trade_line_add(ledger->width, controls->total, ledger->origin_sales);
	for (uint32_t label = 0; label < controls->label_count; label++)
	{
		if (trade_label_in(controls->suspects, label))
			trade_line_subtract(ledger->width, controls->total, trade_ledger_line(ledger, ledger->inflow, label));
		else if (is_clean(controls, label))
			controls->buyers += trade_label_in(ledger->buyers, label);
	}
}

void
trade_controls_add(trade_controls *controls, const trade_purchases *purchases)
{
	const trade_ledger *ledger = controls->ledger;
	uint32_t	importer = purchases->importer;
	uint32_t	last = 0;

	if (!is_clean(controls, importer))
		return;
	for (uint32_t i = 0; i < purchases->count; i++)
	{
		const trade_sum *line = purchases->line + (size_t) i * ledger->width;

		if (!is_clean(controls, purchases->exporter[i]))
			continue;
		last = purchases->exporter[i];
		controls->sellers[importer]++;
		trade_line_add(ledger->width, trade_ledger_line(ledger, controls->sold, last), line);
		trade_line_add(ledger->width, trade_ledger_line(ledger, controls->bought, importer), line);
	}
	if (controls->sellers[importer] == 1)
		controls->sole[last]++;
}

void
trade_controls_count(trade_controls *controls)
{
	const trade_ledger *ledger = controls->ledger;

	controls->buyers = 0;
	for (uint32_t label = 0; label < controls->label_count; label++)
	{
		if (controls->sellers[label] == 0)
			continue;
		controls->buyers++;
		trade_line_add(ledger->width, controls->total, trade_ledger_line(ledger, controls->bought, label));
	}
}

/* With all labels as origins neither what it sold counts nor what it bought. */
static int
without_own_trade(const trade_controls *controls, uint32_t candidate, trade_sum *line)
{
	const trade_ledger *ledger = controls->ledger;

	trade_line_subtract(ledger->width, line, trade_ledger_line(ledger, controls->sold, candidate));
	trade_line_subtract(ledger->width, line, trade_ledger_line(ledger, controls->bought, candidate));
	return controls->buyers - (controls->sellers[candidate] > 0) - (int) controls->sole[candidate];
}

int
trade_controls_without(const trade_controls *controls, uint32_t candidate, trade_sum *line)
{
	const trade_ledger *ledger = controls->ledger;

	for (int i = 0; i < ledger->width; i++)
		line[i] = controls->total[i];
	if (trade_label_in(controls->suspects, candidate))
		return controls->buyers;
	if (ledger->origins == NULL)
		return without_own_trade(controls, candidate, line);
	trade_line_subtract(ledger->width, line, trade_ledger_line(ledger, ledger->inflow, candidate));
	return controls->buyers - trade_label_in(ledger->buyers, candidate);
}
