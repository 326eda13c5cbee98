/*
 * The series: stored bytes that are read are exactly the ones that writing
 * gives; text is read, or refused where it is bad; the working form adds up as
 * a plain table of all months does.
 */
#include "fuzz.h"

#include "growth/price_quantity_core.h"
#include "series/measure_core.h"
#include "series/text_core.h"
#include "series/work_core.h"
#include "state/json_write_core.h"

#define POINTS_MAX 1024
#define TEXT_POINT_BYTES 128

/* Everything that is computed of points ends, and stays in its range. */
static void
check_figures(trade_frequency frequency, const trade_point *points, uint32_t count)
{
	trade_spark spark = trade_spark_of(points, count);
	trade_window_total total;
	double		rate;
	bool		any;

	(void) trade_series_cagr(points, count, &rate);
	if (trade_series_trend(points, count, &rate))
		HOLDS(rate >= -1);
	for (uint32_t i = 0; i < count; i++)
	{
		trade_series_row row = trade_series_row_of(points, count, points[i].month, trade_period_step(frequency));

		HOLDS(trade_series_find(points, count, points[i].month) == &points[i]);
		HOLDS(row.has_value && (row.year.outcome == TRADE_OUTCOME_GAP) == (points[i].rows <= 0));
		if (points[i].rows > 0)
			HOLDS(trade_spark_level(spark, points[i].value) >= 0 &&
				  trade_spark_level(spark, points[i].value) < TRADE_SPARK_LEVELS);
	}
	total = trade_series_total(points, count, (trade_span) {TRADE_MONTH_FIRST, TRADE_MONTH_LAST}, &any);
	HOLDS(any == (count > 0));
	for (uint32_t i = 0; i < count; i++)
		trade_sum_add_units(&total.sum, -points[i].value);
	HOLDS(trade_sum_sign(&total.sum) == 0);
}

/* Writes points and reads them again. */
static void
check_write(trade_frequency frequency, const trade_point *points, uint32_t count, const uint8_t *same)
{
	trade_series_shape shape = trade_series_shape_of(frequency, points, count);
	size_t		size = trade_series_size(&shape);
	uint8_t    *bytes = malloc(size);
	trade_point *again = malloc(sizeof(trade_point) * (count + 1));
	trade_series_shape read;

	trade_series_write(&shape, points, bytes);
	if (same != NULL)
		HOLDS(memcmp(bytes, same, size) == 0);
	HOLDS(trade_series_read_head(&read, bytes, size) == NULL && read.count == count);
	HOLDS(trade_series_read(&read, bytes, again) == NULL);
	for (uint32_t i = 0; i < count; i++)
		HOLDS(again[i].month == points[i].month && again[i].rows == points[i].rows &&
			  again[i].value == points[i].value);
	free(again);
	free(bytes);
}

static void
check_stored(const uint8_t *bytes, size_t size)
{
	static trade_point points[POINTS_MAX];
	trade_series_shape shape;

	if (trade_series_read_head(&shape, bytes, size) != NULL || shape.count > POINTS_MAX ||
		trade_series_read(&shape, bytes, points) != NULL)
		return;
	check_write(shape.frequency, points, shape.count, bytes);
	check_figures(shape.frequency, points, shape.count);
}

/* What was read, written as text, is read again. */
static void
check_text_of(trade_frequency frequency, const trade_point *points, uint32_t count)
{
	char	   *text = malloc((size_t) TEXT_POINT_BYTES * (count + 1));
	char	   *at = text;
	trade_series_parser parser;
	trade_point point;

	*at++ = '{';
	for (uint32_t i = 0; i < count; i++)
	{
		if (i > 0)
			*at++ = ',';
		*at++ = '"';
		at += trade_period_write(at, points[i].month, frequency);
		at += sprintf(at, "\":[");
		at += trade_decimal_write(at, points[i].value);
		at += sprintf(at, ",%lld]", (long long) points[i].rows);
	}
	*at++ = '}';
	HOLDS(trade_series_text_begin(&parser, text, at - text, true, NULL));
	for (uint32_t i = 0; i < count; i++)
		HOLDS(trade_series_text_next(&parser, &point) && point.month == points[i].month &&
			  point.rows == points[i].rows && point.value == points[i].value);
	HOLDS(!trade_series_text_next(&parser, &point) && parser.json.problem == NULL);
	HOLDS(count == 0 || parser.frequency == frequency);
	free(text);
}

static void
check_text(const char *text, size_t size)
{
	static trade_point points[POINTS_MAX];
	trade_series_parser parser;
	uint32_t	count = 0;

	if (!trade_series_text_begin(&parser, text, size, size % 2, NULL))
	{
		HOLDS(parser.json.problem != NULL);
		return;
	}
	while (count < POINTS_MAX && trade_series_text_next(&parser, &points[count]))
	{
		HOLDS(trade_series_month_valid(parser.frequency, points[count].month));
		HOLDS(points[count].value <= TRADE_UNITS_LIMIT && points[count].value >= -TRADE_UNITS_LIMIT);
		count++;
	}
	if (parser.json.problem == NULL && count < POINTS_MAX)
		check_text_of(parser.frequency, points, count);
}

static trade_series_work *
grown(trade_series_work *work)
{
	uint32_t	capacity = trade_series_work_capacity(2 * trade_series_work_size(work->capacity));
	trade_series_work *larger = malloc(trade_series_work_size(capacity));

	trade_series_work_init(larger, capacity, work->frequency);
	trade_series_work_move(larger, work);
	HOLDS(larger->count == work->count);
	free(work);
	return larger;
}

/* A row of four bytes: mostly near each other in time, some far; counts and values of both signs. */
static trade_series_entry
row_of(const uint8_t *data)
{
	trade_month month = TRADE_MONTH_FIRST + (data[0] + (data[1] & 0x80 ? data[2] * 460 : 0)) % 119988;
	trade_units value = (trade_units) (int8_t) data[3] * (data[1] & 0x20 ? TRADE_UNITS_LIMIT / 128 : 1);

	return trade_series_entry_of(month, data[1] & 0x40 ? -1 : 1, value);
}

/* Rows into a block, and into a plain table of all months. */
static void
check_work(const uint8_t *data, size_t size)
{
	static trade_series_entry table[TRADE_MONTH_LAST + 1];
	trade_series_work *work = malloc(trade_series_work_size(5));
	uint32_t	months = 0;

	trade_series_work_init(work, 5, TRADE_FREQUENCY_MONTH);
	for (size_t at = 0; at + 4 <= size; at += 4)
	{
		trade_series_entry row = row_of(data + at);

		if (!trade_series_work_add(work, &row))
		{
			work = grown(work);
			HOLDS(trade_series_work_add(work, &row));
		}
		months += table[row.month].month == 0;
		table[row.month].month = row.month;
		trade_series_entry_add(&table[row.month], &row);
	}
	HOLDS(trade_series_work_check(work, trade_series_work_size(work->capacity)) == NULL);
	HOLDS(months == work->count);
	for (uint32_t i = 0; i < work->capacity; i++)
	{
		trade_series_entry *entry = &trade_series_entries(work)[i];
		trade_series_entry *wanted = &table[entry->month];
		int64_t		rows;
		int64_t		negated;

		if (entry->month == 0)
			continue;
		HOLDS(memcmp(entry, wanted, sizeof(*entry)) == 0);
		HOLDS(trade_series_entry_rows(entry, &rows));
		trade_series_entry_negate(entry);
		HOLDS(trade_series_entry_rows(entry, &negated) && negated == -rows);
		trade_series_entry_add(wanted, entry);
		HOLDS(wanted->rows == 0 && wanted->rows_high == 0 && trade_sum_sign(&wanted->value) == 0);
		wanted->month = 0;
	}
	free(work);
}

/* A working form of any bytes is found valid or not, without a read beyond it. */
static void
check_stored_work(const uint8_t *data, size_t size)
{
	uint8_t    *copy = malloc(size > 0 ? size : 1);
	trade_series_work *work = (trade_series_work *) copy;

	memcpy(copy, data, size);
	if (trade_series_work_check(work, size) == NULL)
		for (uint32_t i = 0; i < work->capacity; i++)
			HOLDS(trade_series_entries(work)[i].month == 0 ||
				  trade_series_month_valid(work->frequency, trade_series_entries(work)[i].month));
	free(copy);
}

static void
check_parts(const uint8_t *data)
{
	int64_t		word[4];
	trade_growth_parts parts;

	memcpy(word, data, sizeof(word));
	if (trade_growth_parts_of(&(trade_lot) {word[0], word[1], 1}, &(trade_lot) {word[2], word[3], 1}, &parts))
	{
		double		change = trade_units_to_double((trade_units) word[2] - word[0]);
		double		most = (parts.price < 0 ? -parts.price : parts.price) +
			(parts.quantity < 0 ? -parts.quantity : parts.quantity);
		double		off = parts.price + parts.quantity - change;

		HOLDS((off < 0 ? -off : off) <= 1e-15 * most);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t    *copy = malloc(size + 1);

	memcpy(copy, data, size);
	check_stored(copy, size);
	check_text((const char *) copy, size);
	check_work(data, size);
	check_stored_work(copy, size);
	if (size >= 32)
		check_parts(data);
	free(copy);
	return 0;
}
