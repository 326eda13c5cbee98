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
add_chosen(void *context, const trade_matrix_slice *slice, uint32_t period, uint32_t exporter, uint32_t cell)
{
	chosen_total *chosen = context;

	(void) slice;
	(void) period;
	if (!trade_set_has(chosen->exporters, exporter))
		return true;
	chosen->present = true;
	return add_number(&chosen->numbers, cell, chosen->sum);
}

/* Of the exporters that are asked for alone. */
static bool
total_of_chosen(const trade_matrix_slice *slice, const trade_matrix_question *question, int window, trade_flow *total)
{
	chosen_total chosen = {{slice, &slice->column[0], 0, 0}, question->exporters, &total->value[window], false};

	if (!walk(slice, question, window, false, add_chosen, &chosen))
		return false;
	total->present[window] = chosen.present;
	return true;
}

bool
trade_matrix_slice_total(const trade_matrix_slice *slice, const trade_matrix_question *question, trade_flow *total)
{
	*total = (trade_flow) {.importer = slice->importer};
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		uint32_t	from = slice->first[question->from[window]];
		uint32_t	to = slice->first[question->to[window]];

		if (from == to)
			continue;
		total->present[window] = true;
		if (question->exporters != NULL ? !total_of_chosen(slice, question, window, total)
			: !sum_numbers(slice, &slice->column[0], from, to, &total->value[window], question->pause))
			return false;
	}
	return true;
}

/* The cells of the exporter that is needed in a window of a slice that is listed. */
static bool
add_listed(const trade_matrix_slice *slice, const trade_matrix_question *question, int window, number_reader *numbers,
		   trade_flow *flow)
{
	uint32_t	cell = slice->first[question->from[window]];
	uint32_t	end = slice->first[question->to[window]];

	for (cell = cell < slice->needed ? slice->needed : cell; cell < end; cell++)
	{
		if (trade_matrix_slice_exporter(slice, cell) != question->bounds.exporter)
			continue;
		flow->present[window] = true;
		if (!add_number(numbers, cell, &flow->value[window]))
			return false;
	}
	return true;
}

/* Of one that is not: a bit in each period. */
static bool
add_of_grid(const trade_matrix_slice *slice, const trade_matrix_question *question, int window, number_reader *numbers,
			trade_flow *flow)
{
	trade_matrix_range range = question->range[window];
	uint64_t	row = slice->presence + (uint64_t) range.from * slice->exporter_count;
	uint32_t	cell = slice->first[question->from[window]];

	for (uint32_t period = range.from; period < range.to; period++, row += slice->exporter_count)
	{
		if (trade_bits_get(slice->bytes, row + slice->needed, 1))
		{
			flow->present[window] = true;
			if (!add_number(numbers, cell + trade_bits_count_range(slice->bytes, row, slice->needed), &flow->value[window]))
				return false;
		}
		if (period + 1 < range.to)
			cell += trade_bits_count_range(slice->bytes, row, slice->exporter_count);
	}
	return true;
}

bool
trade_matrix_slice_one(const trade_matrix_slice *slice, const trade_matrix_question *question, trade_flow *flow)
{
	*flow = (trade_flow) {.importer = slice->importer, .exporter = question->bounds.exporter};
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		number_reader numbers = {slice, &slice->column[0], 0, 0};

		if (!(slice->listed ? add_listed : add_of_grid) (slice, question, window, &numbers, flow))
			return false;
	}
	return true;
}

/* Of a grid, whose cells follow each other. */
static bool
add_grid_periods(const trade_matrix_slice *slice, trade_matrix_period *period, void (*pause) (void))
{
	/* a copy stays in registers whatever is written */
	const trade_matrix_slice here = *slice;
	const trade_matrix_column *column = &here.column[0];
	uint64_t	bit = here.presence;
	uint32_t	from = 0;
	uint32_t	high = 0;

	for (uint32_t at = 0; at < here.periods; at++, bit += here.exporter_count)
	{
		uint32_t	to = from + trade_bits_count_range(here.bytes, bit, here.exporter_count);

		period[at].present = from < to;
		period[at].value = trade_sum_of(column->narrow ? add_narrow(&here, column, from, to, &high) : 0);
		if (!column->narrow && !trade_matrix_add_any(slice, &slice->column[0], from, to, &period[at].value, pause))
			return false;
		if (to / TRADE_CELLS_PER_CALL > from / TRADE_CELLS_PER_CALL)
			take_pause(pause);
		from = to;
	}
	return true;
}

/* Of a slice that is listed, which seldom has more cells than the matrix has periods. */
static bool
add_listed_periods(const trade_matrix_slice *slice, trade_matrix_period *period, void (*pause) (void))
{
	number_reader numbers = {slice, &slice->column[0], 0, 0};
	uint64_t	bit = slice->presence;

	memset(period, 0, slice->periods * sizeof(*period));
	for (uint32_t cell = 0; cell < slice->cells; cell++)
	{
		uint64_t	at = trade_matrix_list_period(slice, &bit, cell);

		if (at >= slice->periods || !add_number(&numbers, cell, &period[at].value))
			return false;
		period[at].present = true;
		if (cell % TRADE_CELLS_PER_CALL == TRADE_CELLS_PER_CALL - 1)
			take_pause(pause);
	}
	return true;
}

bool
trade_matrix_slice_periods(const trade_matrix_slice *slice, trade_matrix_period *period, void (*pause) (void))
{
	return slice->listed ? add_listed_periods(slice, period, pause) : add_grid_periods(slice, period, pause);
}
