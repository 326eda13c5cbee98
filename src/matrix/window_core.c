/* Sums over windows straight from the stored form of a matrix. */
#include "matrix/window_core.h"

#include "matrix/sum_core.h"

static bool
has_exporter(const trade_matrix_slice *slice, uint32_t from, uint32_t to, uint32_t exporter)
{
	for (uint32_t at = from; at < to; at++)
		if (trade_matrix_slice_exporter(slice, at) == exporter)
			return true;
	return false;
}

bool
trade_matrix_slice_has(const trade_matrix_slice *slice, const trade_matrix_question *question, uint32_t exporter)
{
	if (!slice->listed)
		return has_exporter(slice, 0, slice->exporter_count, exporter);
	for (int window = 0; window < TRADE_WINDOWS; window++)
		if (has_exporter(slice, slice->first[question->from[window]], slice->first[question->to[window]], exporter))
			return true;
	return false;
}

/* Some exporters' cells of a window. */
typedef struct chosen_total
{
	number_reader numbers;
	const uint64_t *exporters;
	trade_sum  *sum;
	bool		present;
} chosen_total;

static ALWAYS_INLINE bool
add_chosen(void *context, uint32_t exporter, uint32_t cell)
{
	chosen_total *chosen = context;

	if (!is_set(chosen->exporters, exporter))
		return true;
	chosen->present = true;
	return add_number(&chosen->numbers, cell, chosen->sum);
}

bool
trade_matrix_slice_total(const trade_matrix_slice *slice, const trade_matrix_question *question, trade_flow *total)
{
	*total = (trade_flow) {.importer = slice->importer};
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		uint32_t	from = slice->first[question->from[window]];
		uint32_t	to = slice->first[question->to[window]];
		chosen_total chosen = {
			.numbers = {.slice = slice, .column = &slice->column[0]},
			.exporters = question->exporters,
			.sum = &total->value[window],
			.present = from < to
		};

		if (question->exporters == NULL)
		{
			if (!add_numbers(slice, &slice->column[0], from, to, &total->value[window]))
				return false;
		}
		else
		{
			chosen.present = false;
			if (!walk(slice, question, window, add_chosen, &chosen))
				return false;
		}
		total->present[window] = chosen.present;
	}
	return true;
}

bool
trade_matrix_slice_periods(const trade_matrix_slice *slice, trade_matrix_period *period)
{
	uint32_t	from = 0;

	for (uint32_t at = 0; at < slice->periods; at++)
	{
		uint32_t	to = trade_matrix_slice_next(slice, at, from);

		period[at].value = trade_sum_of(0);
		period[at].present = from < to;
		if (from < to && !add_numbers(slice, &slice->column[0], from, to, &period[at].value))
			return false;
		from = to;
	}
	return true;
}
