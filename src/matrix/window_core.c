/* Sums over windows straight from the stored form of a matrix. */
#include "matrix/window_core.h"

#include "matrix/sum_core.h"

/* Some exporters' cells of a window. */
typedef struct chosen_total
{
	number_reader numbers;
	const uint64_t *exporters;
	trade_sum  *sum;
	bool		present;
} chosen_total;

static ALWAYS_INLINE bool
add_chosen(void *context, const trade_matrix_slice *slice, uint32_t exporter, uint32_t cell)
{
	chosen_total *chosen = context;

	(void) slice;
	if (!is_set(chosen->exporters, exporter))
		return true;
	chosen->present = true;
	return add_number(&chosen->numbers, cell, chosen->sum);
}

static bool
total_of_chosen(const trade_matrix_slice *slice, const trade_matrix_question *question, int window, trade_flow *total)
{
	chosen_total chosen = {{slice, &slice->column[0], 0, 0}, question->exporters, &total->value[window], false};

	total->value[window] = trade_sum_of(0);
	if (!walk(slice, question, window, false, add_chosen, &chosen))
		return false;
	total->present[window] = chosen.present;
	return true;
}

bool
trade_matrix_slice_total(const trade_matrix_slice *slice, const trade_matrix_question *question, trade_flow *total)
{
	total->importer = slice->importer;
	total->exporter = 0;
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		uint32_t	from = slice->first[question->from[window]];
		uint32_t	to = slice->first[question->to[window]];

		total->present[window] = from < to;
		if (!(question->exporters != NULL ? total_of_chosen(slice, question, window, total)
			  : sum_numbers(slice, &slice->column[0], from, to, &total->value[window])))
			return false;
	}
	return true;
}

/* Sums of all periods of narrow numbers, which follow each other. */
static ALWAYS_INLINE void
add_periods(const trade_matrix_slice *slice, bool two, trade_matrix_period *period)
{
	trade_matrix_slice here;
	uint64_t	bit = slice->presence;
	uint32_t	periods = slice->periods;
	uint32_t	from = 0;
	uint32_t	high = 0;

	use_walked(slice, &here);
	if (!two)
		here.column[0].high_width = 0;
	for (uint32_t at = 0; at < periods; at++, bit += here.exporter_count)
	{
		uint32_t	to = here.listed ? trade_matrix_slice_next(slice, at, from)
			: from + trade_bits_count_range(here.bytes, bit, here.exporter_count);

		period[at].present = from < to;
		period[at].value = trade_sum_of(add_narrow(&here, &here.column[0], from, to, &high));
		from = to;
	}
}

bool
trade_matrix_slice_periods(const trade_matrix_slice *slice, trade_matrix_period *period)
{
	uint32_t	from = 0;

	if (slice->column[0].narrow)
	{
		slice->column[0].high_width > 0 ? add_periods(slice, true, period) : add_periods(slice, false, period);
		return true;
	}
	for (uint32_t at = 0; at < slice->periods; at++)
	{
		uint32_t	to = trade_matrix_slice_next(slice, at, from);

		period[at].present = from < to;
		if (!sum_numbers(slice, &slice->column[0], from, to, &period[at].value))
			return false;
		from = to;
	}
	return true;
}
