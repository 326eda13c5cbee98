/* Sums of numbers of any width. */
#include "matrix/sum_core.h"

bool
trade_matrix_add_any(const trade_matrix_slice *slice, const trade_matrix_column *column, uint32_t from, uint32_t to,
					 trade_sum *sum, void (*pause) (void))
{
	uint32_t	high = trade_matrix_marks_before(slice, column, from);
	trade_units number;

	for (uint32_t stop = step_end(from, to); from < to; stop = step_end(from, to))
	{
		for (; from < stop; from++)
		{
			if (!trade_matrix_number(slice, column, from, &high, &number))
				return false;
			trade_sum_add_units(sum, number);
		}
		if (from < to)
			take_pause(pause);
	}
	return true;
}
