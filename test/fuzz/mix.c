/*
 * The mix: stored bytes that are read are exactly the ones that writing gives;
 * text is read, or refused where it is bad, without end; a working block from
 * elsewhere is checked; sums of products agree with wide integers.
 */
#include "fuzz.h"

#include "mix/format_core.h"
#include "mix/measure_core.h"
#include "mix/text_core.h"
#include "mix/work_core.h"
#include "mix/pivot_core.h"
#include "exact/wide_core.h"

#define LABELS_MAX 256

static const char *label[LABELS_MAX];
static int	label_length[LABELS_MAX];
static trade_units value[LABELS_MAX];

/* Reads from a buffer of its own, so that a byte read behind it is seen; what reads is written again. */
static bool
read_back(const uint8_t *bytes, size_t size, uint32_t *count)
{
	uint8_t    *exact = malloc(size > 0 ? size : 1);
	uint8_t    *again;
	char	   *text;
	char	   *text_at;
	uint32_t	step;
	trade_mix_reader reader;
	trade_mix_writer writer;
	trade_mix_shape shape;
	bool		good;

	*count = 0;
	memcpy(exact, bytes, size);
	if (!trade_mix_open(&reader, exact, size) || reader.shape.count > LABELS_MAX)
	{
		free(exact);
		return false;
	}
	text = text_at = malloc(trade_mix_text_bytes(&reader) + 1);
	/* by threes, so that calls begin in the middle */
	while ((step = trade_mix_read(&reader, label + *count, label_length + *count, value + *count, &text_at, 3)) > 0)
		*count += step;
	good = reader.problem == NULL;
	if (good)
	{
		HOLDS(*count == reader.shape.count && text_at <= text + trade_mix_text_bytes(&reader));
		trade_mix_shape_init(&shape, reader.shape.kind);
		for (uint32_t i = 0; i < *count; i++)
			trade_mix_shape_add(&shape, label_length[i], value[i]);
		HOLDS(trade_mix_size(&shape) == size);
		again = malloc(size);
		trade_mix_write_head(&writer, &shape, again);
		for (uint32_t i = 0; i < *count; i++)
			trade_mix_write(&writer, label[i], label_length[i], value[i]);
		HOLDS(memcmp(again, exact, size) == 0);
		free(again);
	}
	free(text);
	free(exact);
	return good;
}

static trade_units
take_value(const uint8_t *data, size_t size, size_t at)
{
	uint64_t	word = 0;
	trade_units number;

	at %= size;
	memcpy(&word, data + at, size - at < 8 ? size - at : 8);
	number = (trade_units) (word >> 1);
	if (word & 1)
		number *= TRADE_UNITS_PER_ONE;
	if ((word & 6) == 6)
		number *= 9000000;
	return number == 0 ? 1 : number;
}

/* A mix of the fuzzer's making is read; changed or cut it is refused or another one. */
static void
check_made(const uint8_t *data, size_t size)
{
	static trade_units made[26];
	uint32_t	count = 1 + data[0] % 26;
	uint32_t	seen;
	trade_mix_shape shape;
	trade_mix_writer writer;
	uint8_t    *bytes;
	size_t		total;

	trade_mix_shape_init(&shape, TRADE_LABEL_TEXT);
	for (uint32_t i = 0; i < count; i++)
	{
		made[i] = take_value(data, size, i * 3) * (data[i % size] & 1 ? -1 : 1);
		trade_mix_shape_add(&shape, 1 + i % 3, made[i]);
	}
	total = trade_mix_size(&shape);
	bytes = malloc(total);
	trade_mix_write_head(&writer, &shape, bytes);
	for (uint32_t i = 0; i < count; i++)
		trade_mix_write(&writer, (char[]) {(char) ('a' + i), 'x', 'y'}, 1 + i % 3, made[i]);
	HOLDS(read_back(bytes, total, &seen) && seen == count);
	HOLDS(memcmp(made, value, count * sizeof(trade_units)) == 0);
	bytes[(data[1] * 256 + data[2]) % total] ^= 1 << data[3] % 8;
	(void) read_back(bytes, total, &seen);
	(void) read_back(bytes, data[4] % total, &seen);
	free(bytes);
}

static void
check_text(const char *text, size_t size, bool utf8)
{
	static trade_mix_parser parser;
	trade_mix_event event = TRADE_MIX_BAD;
	size_t		labels = 0;

	if (trade_mix_text_begin(&parser, text, size, utf8, NULL))
		while ((event = trade_mix_text_next(&parser)) == TRADE_MIX_LABEL)
		{
			HOLDS(parser.json.length > 0 && parser.json.length <= TRADE_LABEL_BYTES_MAX);
			HOLDS(labels++ <= size);
		}
	HOLDS(event == TRADE_MIX_END || parser.json.problem != NULL);
}

/* A block from elsewhere: checked, its labels lie inside. */
static void
check_foreign_work(const uint8_t *data, size_t size)
{
	trade_mix_work *work = malloc(size < sizeof(trade_mix_work) ? sizeof(trade_mix_work) : size);

	memset(work, 0, sizeof(trade_mix_work));
	memcpy(work, data, size);
	if (trade_mix_work_check(work, size) == NULL &&
		trade_mix_work_check_entries(work, 0, work->labels.count) == NULL && work->kind == TRADE_LABEL_TEXT)
		for (uint32_t i = 0; i < work->labels.count; i++)
		{
			int			length;
			const char *text = trade_mix_work_label(work, trade_mix_work_entries(work) + i, &length);

			HOLDS(length > 0 && (const uint8_t *) text + length <= (const uint8_t *) work + size);
		}
	free(work);
}

static trade_wide
wide_of(const trade_product *product)
{
	trade_wide	wide = {.length = TRADE_PRODUCT_WORDS};

	memcpy(wide.word, product->word, sizeof(product->word));
	while (wide.length > 0 && wide.word[wide.length - 1] == 0)
		wide.length--;
	return wide;
}

/* Products, their sums and their doubles, against wide integers and fractions. */
static void
check_products(const uint8_t *data, size_t size)
{
	trade_wide	one;
	trade_fraction exact;
	trade_product sum = {{0}};
	trade_wide	wide_sum = {0};

	trade_wide_of_units(&one, TRADE_UNITS_PER_ONE);
	trade_wide_multiply(&exact.denominator, &one, &one);
	for (size_t i = 0; i < 8; i++)
	{
		trade_units a = take_value(data, size, 5 * i);
		trade_units b = take_value(data, size, 7 * i + 1);
		trade_product product = trade_product_of(a, b);
		trade_wide	same = wide_of(&product);
		trade_wide	wide_a;
		trade_wide	wide_b;
		trade_wide	wide;

		trade_wide_of_units(&wide_a, a);
		trade_wide_of_units(&wide_b, b);
		trade_wide_multiply(&wide, &wide_a, &wide_b);
		HOLDS(trade_wide_compare(&wide, &same) == 0);
		trade_product_scale(&product, 1 + data[i % size]);
		trade_wide_of_units(&wide_a, 1 + data[i % size]);
		trade_wide_copy(&wide_b, &wide);
		trade_wide_multiply(&wide, &wide_a, &wide_b);
		trade_wide_copy(&wide_b, &wide_sum);
		if (i % 3 == 2 && trade_product_compare(&sum, &product) >= 0)
		{
			trade_product_subtract(&sum, &product);
			trade_wide_subtract(&wide_sum, &wide_b, &wide);
		}
		else
		{
			trade_product_add(&sum, &product);
			trade_wide_add(&wide_sum, &wide_b, &wide);
		}
		same = wide_of(&sum);
		HOLDS(trade_wide_compare(&wide_sum, &same) == 0);
		exact.numerator = wide_sum;
		HOLDS(trade_product_to_double(&sum) == trade_fraction_to_double(&exact));
	}
}

/* Measures and pivots stay within their bounds. */
static void
check_measures(const uint8_t *data, size_t size)
{
	trade_units numbers[8];
	trade_units total = 0;
	trade_product squares = {{0}};
	trade_pivot pivot = {.before_months = 1 + data[0] % 24, .after_months = 1 + data[1] % 24};
	double		normalized;
	double		ratio;

	for (size_t i = 0; i < 8; i++)
		total += numbers[i] = take_value(data, size, 3 * i) / 8 + 1;
	trade_squares_add(&squares, numbers, 8);
	normalized = trade_hhi_normalized(&squares, total, 8);
	HOLDS(normalized >= 0 && normalized <= 1 && trade_hhi(&squares, total) <= 1);
	HOLDS(trade_effective_number(&squares, total) < 8.000001);
	for (size_t i = 0; i < 8; i++)
	{
		pivot.before += numbers[i];
		pivot.after += numbers[i] + (trade_units) i;
	}
	for (size_t i = 0; i < 8; i++)
		trade_pivot_add(&pivot, numbers[i], numbers[7 - i] + (trade_units) (7 - i), data[i % size] & 1);
	HOLDS(trade_pivot_lost(&pivot) >= 0 && trade_pivot_lost(&pivot) <= 1);
	HOLDS(trade_pivot_gained(&pivot) >= 0 && trade_pivot_gained(&pivot) <= 1);
	HOLDS(!trade_pivot_ratio(&pivot, &ratio) || (ratio >= 0 && ratio <= 1));
	HOLDS(!trade_pivot_replaced(&pivot, &ratio) || (ratio >= 0 && ratio <= 1));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint32_t	count;

	(void) read_back(data, size, &count);
	check_text((const char *) data, size, size % 2);
	check_foreign_work(data, size);
	if (size < 8)
		return 0;
	check_made(data, size);
	check_products(data, size);
	check_measures(data, size);
	return 0;
}
