/* What is asked of a matrix. */
#include "matrix/question_core.h"

/* The place of a period among the bounds, which grow by it where it is new. */
static void
add_bound(trade_matrix_bounds *bounds, uint32_t period)
{
	uint32_t	at = bounds->count;

	for (uint32_t i = 0; i < bounds->count; i++)
		if (bounds->period[i] == period)
			return;
	for (; at > 0 && bounds->period[at - 1] > period; at--)
		bounds->period[at] = bounds->period[at - 1];
	bounds->period[at] = period;
	bounds->count++;
}

static uint32_t
find_bound(const trade_matrix_bounds *bounds, uint32_t period)
{
	uint32_t	at = 0;

	while (bounds->period[at] != period)
		at++;
	return at;
}

void
trade_matrix_ask(const trade_matrix_reader *reader, const trade_windows *windows, const uint64_t *exporters,
				 trade_matrix_question *question)
{
	memset(question, 0, sizeof(*question));
	question->exporters = exporters;
	if (reader->shape.cell_count == 0)
		return;
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		trade_matrix_range range = trade_matrix_periods(reader, windows->span[window]);

		question->range[window] = range;
		if (range.from == range.to)
			continue;
		add_bound(&question->bounds, range.from);
		add_bound(&question->bounds, range.to);
	}
	/* a window without periods begins and ends at whatever bound there is */
	if (question->bounds.count == 0)
		add_bound(&question->bounds, 0);
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		trade_matrix_range range = question->range[window];

		if (range.from == range.to)
			continue;
		question->from[window] = find_bound(&question->bounds, range.from);
		question->to[window] = find_bound(&question->bounds, range.to);
	}
}
