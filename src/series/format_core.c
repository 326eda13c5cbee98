/* The stored form of a series. */
#include "series/format_core.h"

#include <string.h>

/* Where the head has what. */
enum
{
	AT_VERSION = 0, AT_FLAGS = 1, AT_FREQUENCY = 2, AT_PERIOD_WIDTH = 3, AT_ROWS_WIDTH = 4, AT_SCALE = 5,
	AT_VALUE_WIDTH = 6, AT_ZERO = 7, AT_FIRST = 8, AT_COUNT = 12
};

/* The three columns of so many numbers as the shape has points. */
typedef struct columns
{
	size_t		period;			/* from the first byte of all */
	size_t		rows;
	size_t		value;
} columns;

static columns
columns_of(const trade_series_shape *shape)
{
	columns		at;

	at.period = TRADE_SERIES_HEAD;
	at.rows = at.period + (size_t) shape->count * shape->period_width;
	at.value = at.rows + (size_t) shape->count * shape->rows_width;
	return at;
}

/* What is stored of a row count; one bit more than an int64. */
static inline trade_units
rows_number(const trade_point *point)
{
	return (trade_units) point->rows - 1;
}

static inline uint32_t
steps_between(trade_frequency frequency, trade_month first, trade_month month)
{
	return (uint32_t) (month - first) / (uint32_t) trade_period_step(frequency);
}

trade_series_shape
trade_series_shape_of(trade_frequency frequency, const trade_point *points, uint32_t count)
{
	trade_series_shape shape = {.frequency = count > 0 ? frequency : TRADE_FREQUENCY_NONE, .count = count};
	trade_column rows = {0, 0, 0};
	trade_column value = {0, 0, TRADE_COLUMN_SCALE_MAX};
	uint32_t	steps;

	for (uint32_t i = 0; i < count; i++)
	{
		trade_column_note(&rows, rows_number(&points[i]));
		trade_column_note(&value, points[i].value);
	}
	shape.rows_width = trade_column_width(&rows);
	shape.value_width = trade_column_width(&value);
	shape.scale = value.scale;
	if (count > 0)
	{
		shape.first = points[0].month;
		steps = steps_between(frequency, shape.first, points[count - 1].month);
		shape.period_width = steps == count - 1 ? 0 : trade_unsigned_width(steps);
	}
	return shape;
}

size_t
trade_series_size(const trade_series_shape *shape)
{
	return columns_of(shape).value + (size_t) shape->count * shape->value_width;
}

static void
write_head(const trade_series_shape *shape, uint8_t *bytes)
{
	memset(bytes, 0, TRADE_SERIES_HEAD);
	bytes[AT_VERSION] = TRADE_SERIES_VERSION;
	bytes[AT_FREQUENCY] = shape->frequency;
	bytes[AT_PERIOD_WIDTH] = shape->period_width;
	bytes[AT_ROWS_WIDTH] = shape->rows_width;
	bytes[AT_SCALE] = shape->scale;
	bytes[AT_VALUE_WIDTH] = shape->value_width;
	trade_put_unsigned(bytes + AT_FIRST, shape->first, 4);
	trade_put_unsigned(bytes + AT_COUNT, shape->count, 4);
}

void
trade_series_write(const trade_series_shape *shape, const trade_point *points, uint8_t *bytes)
{
	trade_units power = trade_power_of_ten(shape->scale);
	columns		at = columns_of(shape);

	write_head(shape, bytes);
	for (uint32_t i = 0; i < shape->count; i++)
	{
		trade_put_unsigned(bytes + at.period + (size_t) i * shape->period_width,
						   steps_between(shape->frequency, shape->first, points[i].month), shape->period_width);
		trade_put_signed(bytes + at.rows + (size_t) i * shape->rows_width, rows_number(&points[i]), shape->rows_width);
		trade_put_signed(bytes + at.value + (size_t) i * shape->value_width, points[i].value / power, shape->value_width);
	}
}

const char *
trade_series_read_head(trade_series_shape *shape, const uint8_t *bytes, size_t size)
{
	if (size < 2)
		return "it ends too early";
	if (bytes[AT_VERSION] != TRADE_SERIES_VERSION)
		return "unknown version";
	if (size < TRADE_SERIES_HEAD)
		return "it ends too early";
	if (bytes[AT_FLAGS] != 0 || bytes[AT_ZERO] != 0)
		return "unknown flag";
	shape->frequency = bytes[AT_FREQUENCY];
	shape->period_width = bytes[AT_PERIOD_WIDTH];
	shape->rows_width = bytes[AT_ROWS_WIDTH];
	shape->scale = bytes[AT_SCALE];
	shape->value_width = bytes[AT_VALUE_WIDTH];
	shape->first = (trade_month) trade_get_unsigned(bytes + AT_FIRST, 4);
	shape->count = trade_get_unsigned(bytes + AT_COUNT, 4);
	if (bytes[AT_FREQUENCY] > TRADE_FREQUENCY_MONTH || (shape->frequency == TRADE_FREQUENCY_NONE) != (shape->count == 0))
		return "unknown kind of periods";
	if (shape->count > TRADE_SERIES_POINTS_MAX)
		return "too many periods";
	if (shape->period_width > 3 || shape->rows_width > 9 || shape->value_width > 16 ||
		shape->scale > TRADE_COLUMN_SCALE_MAX)
		return "wrong width of a column";
	if (shape->count == 0 ? shape->first != 0 : !trade_series_month_valid(shape->frequency, shape->first))
		return "a period is out of range";
	if (trade_series_size(shape) != size)
		return "wrong number of periods";
	return NULL;
}

/* One point from its three numbers; false where one is beyond its limits. */
static bool
make_point(const trade_series_shape *shape, uint32_t steps, trade_units rows, trade_units value,
		   trade_point *point)
{
	trade_units limit = TRADE_UNITS_LIMIT / trade_power_of_ten(shape->scale);

	if (steps > TRADE_SERIES_POINTS_MAX || rows < (trade_units) INT64_MIN - 1 || rows >= INT64_MAX ||
		value > limit || value < -limit)
		return false;
	point->month = shape->first + (trade_month) steps * trade_period_step(shape->frequency);
	point->rows = (int64_t) (rows + 1);
	point->value = value * trade_power_of_ten(shape->scale);
	return point->month <= TRADE_MONTH_LAST;
}

static bool
same_shape(const trade_series_shape *a, const trade_series_shape *b)
{
	return a->period_width == b->period_width && a->rows_width == b->rows_width &&
		a->scale == b->scale && a->value_width == b->value_width && a->first == b->first;
}

const char *
trade_series_read(const trade_series_shape *shape, const uint8_t *bytes, trade_point *points)
{
	columns		at = columns_of(shape);
	trade_series_shape seen;

	for (uint32_t i = 0; i < shape->count; i++)
	{
		uint32_t	steps = shape->period_width == 0 ? i
			: trade_get_unsigned(bytes + at.period + (size_t) i * shape->period_width, shape->period_width);

		if (!make_point(shape, steps,
						trade_get_signed(bytes + at.rows + (size_t) i * shape->rows_width, shape->rows_width),
						trade_get_signed(bytes + at.value + (size_t) i * shape->value_width, shape->value_width),
						&points[i]))
			return "a number is out of range";
		if (i > 0 && points[i].month <= points[i - 1].month)
			return "periods are not in order";
		if (points[i].rows == 0 && points[i].value == 0)
			return "a period without rows and value";
	}
	/* else the same content would have two forms */
	seen = trade_series_shape_of(shape->frequency, points, shape->count);
	return same_shape(shape, &seen) ? NULL : "it is not in the shortest form";
}

size_t
trade_series_last_at(const trade_series_shape *shape)
{
	return columns_of(shape).period + (size_t) (shape->count - 1) * shape->period_width;
}

uint32_t
trade_series_last_step(const trade_series_shape *shape, const uint8_t *last)
{
	return shape->period_width == 0 ? shape->count - 1 : trade_get_unsigned(last, shape->period_width);
}

const trade_point *
trade_series_find(const trade_point *points, uint32_t count, trade_month month)
{
	uint32_t	low = 0;
	uint32_t	high = count;

	while (low < high)
	{
		uint32_t	middle = (low + high) / 2;

		if (points[middle].month < month)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && points[low].month == month ? &points[low] : NULL;
}
