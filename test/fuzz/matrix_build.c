/*
 * Building a matrix: rows are sorted and united, what is written reads the same,
 * a damaged one never reads as something else than it is written, a number prints
 * to what reads as itself, and a damaged working block is refused.
 */
#include "fuzz.h"

#include "matrix_codec.h"
#include "matrix_text_core.h"
#include "matrix_work_core.h"

#define ROWS_MAX 200
#define ROW_BYTES 10
#define LABELS 16

static trade_cell cells[2 * ROWS_MAX];

/* Rows out of the bytes, sorted and united as an aggregate does. */
static uint32_t
make_entries(const uint8_t *data, size_t size, uint64_t *entries)
{
	static uint64_t scratch[ROWS_MAX * TRADE_ENTRY_WORDS_QUANTITY];
	uint32_t	count = size / ROW_BYTES < ROWS_MAX ? size / ROW_BYTES : ROWS_MAX;

	memset(entries, 0, sizeof(scratch));
	for (uint32_t i = 0; i < count; i++, data += ROW_BYTES)
	{
		uint64_t   *entry = entries + i * TRADE_ENTRY_WORDS_QUANTITY;
		trade_sum	value = trade_sum_of((trade_units) (int32_t) trade_get_unsigned(data + 3, 4) *
										 trade_power_of_ten(data[7] % 13));
		trade_sum	quantity = trade_sum_of((int8_t) data[8]);

		entry[0] = trade_entry_key(data[0] % LABELS, data[1] % LABELS, 2000 * 12 + data[2]);
		memcpy(entry + TRADE_ENTRY_VALUE, value.word, sizeof(value.word));
		memcpy(entry + TRADE_ENTRY_QUANTITY, quantity.word, sizeof(quantity.word));
		if (data[8] != 0)
			memcpy(entry + TRADE_ENTRY_QUANTITY_VALUE, value.word, sizeof(value.word));
	}
	trade_entries_sort(entries, scratch, count, TRADE_ENTRY_WORDS_QUANTITY);
	for (uint32_t i = 1; i < count; i++)
		HOLDS(entries[(i - 1) * TRADE_ENTRY_WORDS_QUANTITY] <= entries[i * TRADE_ENTRY_WORDS_QUANTITY]);
	count = trade_entries_unite(entries, 0, 0, count, TRADE_ENTRY_WORDS_QUANTITY);
	return trade_entries_drop_zero(entries, 0, 0, count, TRADE_ENTRY_WORDS_QUANTITY);
}

static uint32_t
make_cells(const uint64_t *entries, uint32_t count, trade_cell *made)
{
	uint32_t	used = 0;

	for (uint32_t i = 0; i < count; i++)
	{
		const uint64_t *entry = entries + i * TRADE_ENTRY_WORDS_QUANTITY;
		trade_sum	sum;

		memset(&made[i], 0, sizeof(made[i]));
		used |= 1u << trade_key_importer(entry[0]) | 1u << trade_key_exporter(entry[0]);
		made[i].month = trade_key_month(entry[0]);
		sum = trade_entry_sum(entry, TRADE_ENTRY_VALUE);
		HOLDS(trade_sum_to_units(&sum, &made[i].value));
		sum = trade_entry_sum(entry, TRADE_ENTRY_QUANTITY);
		HOLDS(trade_sum_to_units(&sum, &made[i].quantity));
		sum = trade_entry_sum(entry, TRADE_ENTRY_QUANTITY_VALUE);
		HOLDS(trade_sum_to_units(&sum, &made[i].quantity_value));
	}
	for (uint32_t i = 0; i < count; i++)
	{
		uint64_t	key = entries[i * TRADE_ENTRY_WORDS_QUANTITY];

		/* ids count the labels that are used */
		made[i].importer = __builtin_popcount(used & ((1u << trade_key_importer(key)) - 1));
		made[i].exporter = __builtin_popcount(used & ((1u << trade_key_exporter(key)) - 1));
	}
	return used;
}

static void
check_stored(const uint8_t *data, size_t size)
{
	static uint64_t entries[ROWS_MAX * TRADE_ENTRY_WORDS_QUANTITY];
	static trade_cell made[ROWS_MAX];
	static char text[LABELS][2];
	const char *label[LABELS];
	int			length[LABELS];
	uint32_t	count = make_entries(data, size, entries);
	uint32_t	used = make_cells(entries, count, made);
	fuzz_matrix matrix = {TRADE_LABEL_TEXT, TRADE_FREQUENCY_MONTH, 0, label, length, count, made};
	uint8_t    *bytes;
	size_t		total;

	for (int i = 0; i < LABELS; i++)
		if (used >> i & 1)
		{
			text[i][0] = 'A' + i;
			text[i][1] = 'x';
			label[matrix.label_count] = text[i];
			length[matrix.label_count++] = 1 + i % 2;
		}
	bytes = fuzz_write(&matrix, &total);
	HOLDS(fuzz_read(bytes, total, cells, 2 * ROWS_MAX));
	for (uint32_t i = 0; i < count; i++)
		HOLDS(made[i].importer == cells[i].importer && made[i].exporter == cells[i].exporter &&
			  made[i].month == cells[i].month && made[i].value == cells[i].value &&
			  made[i].quantity == cells[i].quantity && made[i].quantity_value == cells[i].quantity_value);
	if (size > 2)
	{
		bytes[(data[0] * 256 + data[1]) % total] ^= data[2];
		(void) fuzz_read(bytes, total, cells, 2 * ROWS_MAX);
		(void) fuzz_read(bytes, total - 1 - data[1] % total, cells, 2 * ROWS_MAX);
	}
	free(bytes);
}

/* A number prints to what reads as itself. */
static void
check_number(trade_units units)
{
	static trade_text_parser parser;
	char		text[TRADE_DECIMAL_BYTES + 100] = "{\"labels\":\"text\",\"periods\":\"year\",\"flows\":{\"A\":{\"B\":{\"2023\":";
	int			at = strlen(text);
	int			length = trade_decimal_write(text + at, units);

	HOLDS(length < TRADE_DECIMAL_BYTES && text[at + length] == '\0');
	strcat(text, "}}}}");
	HOLDS(trade_text_begin(&parser, text, strlen(text), true) == TRADE_TEXT_END);
	HOLDS(trade_text_next(&parser) == TRADE_TEXT_IMPORTER && trade_text_next(&parser) == TRADE_TEXT_EXPORTER);
	HOLDS(trade_text_next(&parser) == TRADE_TEXT_CELL && parser.value == units);
	HOLDS(trade_text_next(&parser) == TRADE_TEXT_END);
}

/* A block from elsewhere: checked, its labels lie inside. */
static void
check_work(const uint8_t *data, size_t size)
{
	trade_work *work = malloc(size < sizeof(trade_work) ? sizeof(trade_work) : size);

	memset(work, 0, sizeof(trade_work));
	memcpy(work, data, size);
	if (trade_work_check(work, size) == NULL &&
		trade_work_check_entries(work, 0, work->entry_count) == NULL)
		for (uint32_t id = 0; id < work->label_count; id++)
		{
			int			length;
			const char *text = trade_work_label_text(work, id, &length);

			HOLDS(length > 0 && (uint8_t *) text + length <= (uint8_t *) trade_work_entries(work));
		}
	free(work);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	trade_units units = 0;

	check_stored(data, size);
	check_work(data, size);
	memcpy(&units, data, size < sizeof(units) ? size : sizeof(units));
	if (units <= TRADE_UNITS_LIMIT && units >= -TRADE_UNITS_LIMIT)
		check_number(units);
	return 0;
}
