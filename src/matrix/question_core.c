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
		question->range[window] = trade_matrix_periods(reader, windows->span[window]);
		add_bound(&question->bounds, question->range[window].from);
		add_bound(&question->bounds, question->range[window].to);
	}
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		question->from[window] = find_bound(&question->bounds, question->range[window].from);
		question->to[window] = find_bound(&question->bounds, question->range[window].to);
	}
}
