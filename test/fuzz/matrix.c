/*
 * The matrix: stored bytes that are read are exactly the ones that writing
 * gives, so a matrix has one stored form; text is read, or refused where it is
 * bad, without end.
 */
#include "fuzz.h"

#include "matrix_codec.h"
#include "matrix/text_core.h"

#define CELLS_MAX 512

static trade_cell cells[CELLS_MAX];
static trade_cell read_cells[CELLS_MAX];

static trade_units
take_number(const uint8_t *data, size_t at, size_t size)
{
	uint64_t	word = 0;
	trade_units number;

	memcpy(&word, data + at, size - at < 8 ? size - at : 8);
	number = (trade_units) (int64_t) word;
	if (word & 1)
		number = number % 1000 * TRADE_UNITS_PER_ONE;
	if ((word & 6) == 6)
		number *= 10000000;
	return number == 0 ? 1 : number;
}

/* Cells from the fuzzer's bytes: importers 0 to 3, exporters 4 to 7, all of them used. */
static uint32_t
make_cells(const uint8_t *data, size_t size, bool quantity)
{
	uint32_t	count = 0;

	for (int importer = 0; importer < 4; importer++)
		for (int year = 0; year < 1 + data[0] % 4; year++)
			for (int exporter = 4; exporter < 8; exporter++)
			{
				trade_cell *cell = cells + count++;

				cell->importer = importer;
				cell->exporter = exporter;
				cell->month = trade_month_of(1 + data[1] * 39 + year * (1 + data[2] % 9), 1);
				cell->value = take_number(data, count % size, size);
				cell->quantity = quantity ? take_number(data, (count * 7) % size, size) : 0;
				cell->quantity_value = quantity ? cell->value : 0;
			}
	return count;
}

/*
 * A matrix of the fuzzer's making reads as it was made; with one byte changed, or
 * cut, it is refused or another one.
 */
static void
check_made(const uint8_t *data, size_t size)
{
	static const char *label[] = {"ax", "bx", "cx", "dx", "ex", "fx", "gx", "hx"};
	static int	length[] = {2, 2, 2, 2, 2, 2, 2, 2};
	uint32_t	count = make_cells(data, size, data[3] & 1);
	fuzz_matrix matrix = {TRADE_LABEL_TEXT, TRADE_FREQUENCY_YEAR, 8, label, length, count, cells};
	size_t		total;
	uint8_t    *bytes = fuzz_write(&matrix, &total);

	HOLDS(fuzz_read(bytes, total, read_cells, CELLS_MAX));
	for (uint32_t i = 0; i < count; i++)
		HOLDS(memcmp(&cells[i], &read_cells[i], sizeof(trade_cell)) == 0);
	bytes[(data[4] * 256 + data[5]) % total] ^= 1 << data[6] % 8;
	(void) fuzz_read(bytes, total, read_cells, CELLS_MAX);
	(void) fuzz_read(bytes, total - 1 - data[7] % total, read_cells, CELLS_MAX);
	free(bytes);
}

static void
check_text(const char *text, size_t size, bool utf8)
{
	static trade_text_parser parser;
	trade_text_event event = trade_text_begin(&parser, text, size, utf8, NULL);
	size_t		events = 0;

	while (event < TRADE_TEXT_END)
	{
		if (event != TRADE_TEXT_CELL)
			HOLDS(parser.json.length >= 0 && parser.json.length <= TRADE_LABEL_BYTES_MAX);
		/* an event takes at least one character */
		HOLDS(events++ <= size);
		event = trade_text_next(&parser);
	}
	if (event != TRADE_TEXT_END)
		HOLDS(parser.json.problem != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	(void) fuzz_read(data, size, read_cells, CELLS_MAX);
	if (size >= 8)
		check_made(data, size);
	check_text((const char *) data, size, size % 2);
	return 0;
}
