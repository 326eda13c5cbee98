/*
 * Columns of numbers in stored values: signed, little-endian, of one width,
 * multiplied by a common power of ten.
 */
#ifndef TRADE_COLUMN_CORE_H
#define TRADE_COLUMN_CORE_H

#include <stdint.h>

#include "exact/value_core.h"

#define TRADE_COLUMN_SCALE_MAX 12

/* What a column's numbers are like. */
typedef struct trade_column
{
	trade_units least;
	trade_units most;
	int			scale;			/* 10^scale divides all of them */
} trade_column;

/* The smallest number of bytes that holds all of a column's scaled numbers. */
extern uint32_t trade_column_width(const trade_column *column);
extern trade_units trade_power_of_ten(int exponent);

static inline uint32_t
trade_unsigned_width(uint32_t most)
{
	return (most > 0) + (most > 0xFF) + (most > 0xFFFF) + (most > 0xFFFFFF);
}

/* An unsigned or, sign-extended, a signed number of some bytes. */
static inline uint32_t
trade_get_unsigned(const uint8_t *at, uint32_t width)
{
	uint32_t	number = 0;

	for (uint32_t i = 0; i < width; i++)
		number |= (uint32_t) at[i] << (8 * i);
	return number;
}

static inline void
trade_put_unsigned(uint8_t *at, uint32_t number, uint32_t width)
{
	for (uint32_t i = 0; i < width; i++)
		at[i] = (uint8_t) (number >> (8 * i));
}

static inline trade_units
trade_get_signed(const uint8_t *at, uint32_t width)
{
	unsigned __int128 number = 0;

	if (width == 0)
		return 0;
	for (uint32_t i = 0; i < width; i++)
		number |= (unsigned __int128) at[i] << (8 * i);
	return (trade_units) (number << (128 - 8 * width)) >> (128 - 8 * width);
}

static inline void
trade_put_signed(uint8_t *at, trade_units number, uint32_t width)
{
	for (uint32_t i = 0; i < width; i++)
		at[i] = (uint8_t) (number >> (8 * i));
}

/* What a column holds is noted: range and common power of ten. */
static inline void
trade_column_note(trade_column *column, trade_units number)
{
	if (number < column->least)
		column->least = number;
	if (number > column->most)
		column->most = number;
	while (column->scale > 0 && number % trade_power_of_ten(column->scale) != 0)
		column->scale--;
}

#endif
