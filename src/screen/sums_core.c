/*
 * The intermediary screen: windows and sums.
 */
#include "screen/sums_core.h"

/* A flow of a label to itself and a cell of value 0 are as good as absent. */
static inline bool
counts(const trade_cell *cell)
{
	return cell->importer != cell->exporter && cell->value != 0;
}

trade_span
trade_screen_no_span(void)
{
	return (trade_span) {TRADE_MONTH_LAST + 1, TRADE_MONTH_FIRST - 1};
}

void
trade_screen_survey(trade_screen *screen, const trade_cell *cell, int count, trade_span *span)
{
	for (int i = 0; i < count; i++)
	{
		if (!counts(&cell[i]))
			continue;
		if (cell[i].month < span->first)
			span->first = cell[i].month;
		if (cell[i].month + screen->period_months - 1 > span->last)
			span->last = cell[i].month + screen->period_months - 1;
		if (cell[i].importer == screen->target && !screen->label[cell[i].exporter].origin)
			screen->label[cell[i].exporter].candidate = true;
	}
}

void
trade_screen_windows(trade_screen *screen, int32_t before_months, int32_t after_months,
					 trade_span span)
{
	trade_span *before = &screen->window[TRADE_BEFORE];
	trade_span *after = &screen->window[TRADE_AFTER];

	*before = span;
	if (before->last > screen->event - 1)
		before->last = screen->event - 1;
	if (before_months > 0 && before->first < (int64_t) screen->event - before_months)
		before->first = screen->event - before_months;

	*after = span;
	after->first = screen->event + (screen->event_is_after ? 0 : screen->period_months);
	if (after_months > 0 && after->last > (int64_t) after->first + after_months - 1)
		after->last = after->first + after_months - 1;
	if (after->first < span.first)
		after->first = span.first;
}

void
trade_screen_add_target(trade_screen *screen, const trade_flow *flow, int count)
{
	trade_label_sums *target = &screen->label[screen->target];

	for (int i = 0; i < count; i++)
	{
		uint32_t	from = flow[i].exporter;

		if (from == (uint32_t) screen->target)
			continue;
		for (int window = TRADE_BEFORE; window <= TRADE_AFTER; window++)
		{
			trade_sum_add(&target->imports[window], &flow[i].value[window]);
			trade_sum_add(&screen->exports[from][window].other, &flow[i].value[window]);
			trade_sum_add(&screen->label[from].outflow[window], &flow[i].value[window]);
			if (screen->label[from].origin)
				trade_sum_add(&target->inflow[window], &flow[i].value[window]);
		}
	}
}

void
trade_screen_add_importer(trade_screen *screen, int importer, const trade_sum all[2],
						  const trade_sum of_origins[2])
{
	trade_label_sums *sums = &screen->label[importer];

	for (int window = TRADE_BEFORE; window <= TRADE_AFTER; window++)
	{
		sums->imports[window] = all[window];
		sums->inflow[window] = of_origins[window];
		trade_sum_add(&screen->world[window], &all[window]);
		trade_sum_add(&screen->origin_sales[window], &of_origins[window]);
	}
}

void
trade_screen_add_quantities(trade_screen *screen, const trade_cell *cell, int count)
{
	for (int i = 0; i < count; i++)
	{
		trade_label_sums *importer = &screen->label[cell[i].importer];
		trade_label_sums *exporter = &screen->label[cell[i].exporter];

		if (!counts(&cell[i]) || (cell[i].quantity == 0 && cell[i].quantity_value == 0))
			continue;
		if (exporter->origin)
		{
			trade_sum_add_units(&importer->inflow_quantity, cell[i].quantity);
			trade_sum_add_units(&importer->inflow_quantity_value, cell[i].quantity_value);
		}
		if (cell[i].importer == screen->target)
		{
			trade_sum_add_units(&exporter->outflow_quantity, cell[i].quantity);
			trade_sum_add_units(&exporter->outflow_quantity_value, cell[i].quantity_value);
		}
	}
}

static inline int
quarter_of(const trade_overlap *overlap, const trade_screen *screen, trade_month month)
{
	return month / overlap->quarter_months
		- screen->window[TRADE_AFTER].first / overlap->quarter_months;
}

int
trade_overlap_quarters(const trade_screen *screen)
{
	int			months = screen->period_months == 12 ? 12 : 3;

	return screen->window[TRADE_AFTER].last / months
		- screen->window[TRADE_AFTER].first / months + 1;
}

void
trade_overlap_outflow(trade_overlap *overlap, const trade_screen *screen,
					  const trade_cell *cell, int count)
{
	for (int i = 0; i < count; i++)
		if (trade_span_contains(screen->window[TRADE_AFTER], cell[i].month))
			trade_sum_add_units(&overlap->outflow[quarter_of(overlap, screen, cell[i].month)],
								cell[i].value);
}

/* Quarters without an outflow are left alone: they match nothing. */
void
trade_overlap_inflow(trade_overlap *overlap, const trade_screen *screen,
					 const trade_cell *cell, int count)
{
	for (int i = 0; i < count; i++)
	{
		int			quarter;

		if (!screen->label[cell[i].exporter].origin
			|| !trade_span_contains(screen->window[TRADE_AFTER], cell[i].month))
			continue;
		quarter = quarter_of(overlap, screen, cell[i].month);
		if (trade_sum_sign(&overlap->outflow[quarter]) > 0)
			trade_sum_add_units(&overlap->inflow[quarter], cell[i].value);
	}
}

/* Each quarter is counted at its first cell and zeroed there. */
void
trade_overlap_match(trade_overlap *overlap, const trade_screen *screen,
					const trade_cell *cell, int count)
{
	for (int i = 0; i < count; i++)
	{
		int			quarter;
		trade_sum	in;
		trade_sum	out;
		trade_sum	rest;

		if (!trade_span_contains(screen->window[TRADE_AFTER], cell[i].month))
			continue;
		quarter = quarter_of(overlap, screen, cell[i].month);
		in = overlap->inflow[quarter];
		out = overlap->outflow[quarter];
		overlap->inflow[quarter] = overlap->outflow[quarter] = trade_sum_of(0);
		if (trade_sum_sign(&out) <= 0)
			continue;
		trade_sum_add(&overlap->total, &out);
		rest = out;
		trade_sum_subtract(&rest, &in);
		if (trade_sum_sign(&rest) < 0)
			in = out;
		if (trade_sum_sign(&in) > 0)
			trade_sum_add(&overlap->matched, &in);
	}
}
