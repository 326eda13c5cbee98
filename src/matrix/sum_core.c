/* Sums of numbers of any width. */
#include "matrix/sum_core.h"

bool
trade_matrix_add_any(const trade_matrix_slice *slice, const trade_matrix_column *column, uint32_t from, uint32_t to,
					 trade_sum *sum)
{
	uint32_t	high = trade_matrix_marks_before(slice, column, from);
	trade_units number;

	for (uint32_t cell = from; cell < to; cell++)
	{
		if (!trade_matrix_number(slice, column, cell, &high, &number))
			return false;
		trade_sum_add_units(sum, number);
	}
	return true;
}
