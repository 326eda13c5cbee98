/* Columns of numbers in stored values. */
#include "state/column_core.h"

trade_units
trade_power_of_ten(int exponent)
{
	static const int64_t power[TRADE_COLUMN_SCALE_MAX + 1] = {
		1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
		10000000000, 100000000000, 1000000000000
	};

	return power[exponent];
}

uint32_t
trade_column_width(const trade_column *column)
{
	trade_units least = column->least / trade_power_of_ten(column->scale);
	trade_units most = column->most / trade_power_of_ten(column->scale);
	uint32_t	width = 0;

	if (least == 0 && most == 0)
		return 0;
	do
	{
		width++;
	} while (width < 16 && (least < -((trade_units) 1 << (8 * width - 1)) ||
							most >= (trade_units) 1 << (8 * width - 1)));
	return width;
}
