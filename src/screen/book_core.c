/*
 * A matrix read once, flow by flow.
 */
#include "screen/book_core.h"

#include <stddef.h>

const trade_pair *
trade_book_find(const trade_book *book, uint32_t exporter, uint32_t importer)
{
	uint32_t	low = book->purchases[importer];
	uint32_t	high = book->purchases[importer + 1];

	while (low < high)
	{
		uint32_t	middle = low + (high - low) / 2;

		if (book->pair[middle].exporter < exporter)
			low = middle + 1;
		else
			high = middle;
	}
	return low < book->purchases[importer + 1] && book->pair[low].exporter == exporter ? &book->pair[low] : NULL;
}

void
trade_book_line(const trade_book *book, const trade_event_windows *windows, const trade_pair *pair, trade_sum *line)
{
	int			width = trade_line_width(windows);
	const trade_point *point = book->point + pair->from;

	for (int i = 0; i < width; i++)
		line[i] = trade_sum_of(0);
	for (uint32_t i = 0; i < pair->count; i++)
	{
		int			at = trade_line_place(windows, point[i].month);

		if (at >= 0)
			trade_sum_add(&line[at], &point[i].value);
	}
}

void
trade_book_add_quantity(const trade_book *book, const trade_event_windows *windows, const trade_pair *pair,
						trade_sum *quantity, trade_sum *value)
{
	if (book->quantity == NULL)
		return;
	for (uint32_t i = pair->from; i < pair->from + pair->count; i++)
	{
		if (!trade_span_contains(windows->window[TRADE_AFTER], book->point[i].month))
			continue;
		trade_sum_add_units(quantity, book->quantity[i].quantity);
		trade_sum_add_units(value, book->quantity[i].value);
	}
}
