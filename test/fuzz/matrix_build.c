/*
 * Building a matrix: rows are sorted and united, what is written reads the same,
 * a damaged one never reads as something else than it is written, and a number prints
 * to what reads as itself.
 */
#include "fuzz.h"

#include "matrix_codec.h"
#include "matrix/work_core.h"

#define ROWS_MAX 200
#define ROW_BYTES 10
#define LABELS 16

static trade_cell cells[2 * ROWS_MAX];

/* One row: as an entry of a layout; false where it needs a wide one. */
static bool
make_entry(const uint8_t *row, uint8_t layout, uint64_t *entry)
{
	trade_units power = trade_power_of_ten(row[7] % 13);
	trade_sum	value = trade_sum_of((trade_units) (int32_t) trade_get_unsigned(row + 3, 4) * power);
	trade_sum	quantity = trade_sum_of((int8_t) row[8]);
	trade_sum	numbers[3] = {value, quantity, row[8] != 0 ? value : (trade_sum) {{0, 0, 0}}};
	trade_sum	again[3];
	uint64_t	key = trade_row_key(row[0] % LABELS, row[1] % LABELS, 2000 * 12 + row[2]);

	/* a sum that one word does not hold */
	if (row[9] % 64 == 0)
		numbers[0].word[1] ^= (uint64_t) row[9] << 32;
	if (!trade_entry_put(layout, entry, key, numbers))
		return false;
	HOLDS(trade_entry_get(layout, entry, again) == key);
	HOLDS(memcmp(numbers, again, sizeof(numbers)) == 0);
	return true;
}

/* Sorted entries dealt out in two runs and merged again. */
static void
check_merge(const uint64_t *sorted, uint64_t *right, uint32_t count, uint32_t words)
{
	static uint64_t merged[ROWS_MAX * TRADE_ENTRY_WORDS_QUANTITY];
	uint32_t	part[2] = {0, 0};

	for (uint32_t i = 0; i < count; i++)
	{
		int			side = sorted[i * words + 1] & 1;

		memcpy((side ? right : merged) + part[side]++ * words, sorted + i * words, words * 8);
	}
	memcpy(merged + part[0] * words, right, part[1] * words * 8);
	trade_entries_sort(merged, right, part[0], count, words, NULL);
	for (uint32_t i = 0; i < count; i++)
		HOLDS(merged[i * words] == sorted[i * words]);
}

static void
sort_entries(uint64_t *entries, uint32_t count, uint32_t words)
{
	static uint64_t scratch[ROWS_MAX * TRADE_ENTRY_WORDS_QUANTITY];

	trade_entries_sort(entries, scratch, 0, count, words, NULL);
	for (uint32_t i = 1; i < count; i++)
		HOLDS(entries[(i - 1) * words] <= entries[i * words]);
	HOLDS(trade_entries_run(entries, count, words, NULL) == count);
	check_merge(entries, scratch, count, words);
}

/* Narrow entries are united to what wide ones are, as far as their sums fit. */
static void
check_narrow(const uint8_t *data, uint32_t count, const uint64_t *wide, uint32_t wide_count)
{
	static uint64_t entries[ROWS_MAX * TRADE_ENTRY_WORDS_QUANTITY];
	static uint64_t copied[ROWS_MAX * TRADE_ENTRY_WORDS_QUANTITY];
	uint32_t	words = trade_layout_words(TRADE_MATRIX_QUANTITY);
	uint32_t	kept = 0;
	uint32_t	done;

	for (uint32_t i = 0; i < count; i++)
		if (!make_entry(data + i * ROW_BYTES, TRADE_MATRIX_QUANTITY, entries + i * words))
			return;
	sort_entries(entries, count, words);
	done = trade_entries_unite_narrow(entries, &kept, 0, count, words);
	memmove(entries + kept * words, entries + done * words, (count - done) * words * 8);
	count = kept + count - done;
	trade_entries_copy(TRADE_MATRIX_QUANTITY | TRADE_WORK_WIDE, copied, TRADE_MATRIX_QUANTITY, entries, count);
	count = trade_entries_unite(copied, 0, 0, count, TRADE_ENTRY_WORDS_QUANTITY);
	HOLDS(count == wide_count && memcmp(copied, wide, count * TRADE_ENTRY_WORDS_QUANTITY * 8) == 0);
}

/* Rows out of the bytes, sorted and united as an aggregate does. */
static uint32_t
make_entries(const uint8_t *data, size_t size, uint64_t *entries)
{
	uint32_t	count = size / ROW_BYTES < ROWS_MAX ? size / ROW_BYTES : ROWS_MAX;
	uint32_t	united;

	for (uint32_t i = 0; i < count; i++)
		HOLDS(make_entry(data + i * ROW_BYTES, TRADE_MATRIX_QUANTITY | TRADE_WORK_WIDE,
						 entries + i * TRADE_ENTRY_WORDS_QUANTITY));
	sort_entries(entries, count, TRADE_ENTRY_WORDS_QUANTITY);
	united = trade_entries_unite(entries, 0, 0, count, TRADE_ENTRY_WORDS_QUANTITY);
	check_narrow(data, count, entries, united);
	return trade_entries_drop_zero(entries, 0, 0, united, TRADE_ENTRY_WORDS_QUANTITY);
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
		used |= 1u << trade_row_importer(entry[0]) | 1u << trade_row_exporter(entry[0]);
		made[i].month = trade_row_month(entry[0]);
		sum = trade_entry_sum(entry, TRADE_ENTRY_VALUE);
		HOLDS(trade_sum_to_units(&sum, &made[i].value));
		sum = trade_entry_sum(entry, TRADE_ENTRY_VALUE + 3);
		HOLDS(trade_sum_to_units(&sum, &made[i].quantity));
		sum = trade_entry_sum(entry, TRADE_ENTRY_VALUE + 6);
		HOLDS(trade_sum_to_units(&sum, &made[i].quantity_value));
	}
	for (uint32_t i = 0; i < count; i++)
	{
		uint64_t	key = entries[i * TRADE_ENTRY_WORDS_QUANTITY];

		/* ids count the labels that are used */
		made[i].importer = __builtin_popcount(used & ((1u << trade_row_importer(key)) - 1));
		made[i].exporter = __builtin_popcount(used & ((1u << trade_row_exporter(key)) - 1));
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

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_stored(data, size);
	return 0;
}
