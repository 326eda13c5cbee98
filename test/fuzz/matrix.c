/*
 * The matrix: stored bytes that are read are exactly the ones that writing
 * gives, so a matrix has one stored form; text is read, or refused where it is
 * bad, without end.
 */
#include "fuzz.h"

#include "matrix_format_core.h"
#include "matrix_text_core.h"

#define CELLS_MAX 512

static trade_cell cells[CELLS_MAX];

/* Writes a read matrix again: same bytes. */
static void
check_canonical(trade_matrix_reader *reader, const uint8_t *bytes, size_t size, uint32_t count)
{
	trade_matrix_shape shape;
	trade_matrix_writer writer;
	uint8_t    *again;
	uint32_t	text_at = 0;
	char		country[4];

	trade_matrix_shape_init(&shape, reader->shape.kind, reader->shape.frequency);
	shape.label_count = reader->shape.label_count;
	shape.label_bytes = reader->shape.label_bytes;
	trade_matrix_shape_add(&shape, cells, count);
	HOLDS(trade_matrix_size(&shape) == size);
	again = malloc(size);
	trade_matrix_write_head(&writer, &shape, again);
	for (uint32_t id = 0; id < shape.label_count; id++)
	{
		int			length;
		const char *label = trade_matrix_next_label(reader, id, &text_at, &length, country);

		trade_matrix_write_label(&writer, label, length);
	}
	trade_matrix_write_cells(&writer, cells, count);
	HOLDS(memcmp(again, bytes, size) == 0);
	free(again);
}

/* Any bytes; true where they are a matrix. */
static bool
check_stored(const uint8_t *bytes, size_t size)
{
	static trade_matrix_reader reader;
	uint32_t	count = 0;
	uint32_t	more;

	if (!trade_matrix_open(&reader, bytes, size))
	{
		HOLDS(reader.problem != NULL);
		return false;
	}
	if (reader.shape.cell_count > CELLS_MAX)
		return false;
	/* by fives, so that calls begin in the middle of an importer */
	while ((more = trade_matrix_read(&reader, cells + count, 5)) > 0)
		count += more;
	if (reader.problem)
		return false;
	HOLDS(count == reader.shape.cell_count);
	check_canonical(&reader, bytes, size, count);
	return true;
}

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
		for (int exporter = 4; exporter < 8; exporter++)
			for (int year = 0; year < 1 + data[0] % 4; year++)
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

/* A matrix of the fuzzer's making is read; with one byte changed it is refused or another one. */
static void
check_made(const uint8_t *data, size_t size)
{
	uint32_t	count = make_cells(data, size, data[3] & 1);
	trade_matrix_shape shape;
	trade_matrix_writer writer;
	uint8_t    *bytes;
	size_t		total;

	trade_matrix_shape_init(&shape, TRADE_LABEL_TEXT, TRADE_FREQUENCY_YEAR);
	shape.label_count = 8;
	shape.label_bytes = 16;
	trade_matrix_shape_add(&shape, cells, count);
	total = trade_matrix_size(&shape);
	bytes = malloc(total);
	trade_matrix_write_head(&writer, &shape, bytes);
	for (char id = 'a'; id < 'i'; id++)
		trade_matrix_write_label(&writer, (char[]) {id, 'x'}, 2);
	trade_matrix_write_cells(&writer, cells, count);
	HOLDS(check_stored(bytes, total));
	bytes[(data[4] * 256 + data[5]) % total] ^= 1 << data[6] % 8;
	(void) check_stored(bytes, total);
	free(bytes);
}

static void
check_text(const char *text, size_t size, bool utf8)
{
	static trade_text_parser parser;
	trade_text_event event = trade_text_begin(&parser, text, size, utf8);
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
	(void) check_stored(data, size);
	if (size >= 8)
		check_made(data, size);
	check_text((const char *) data, size, size % 2);
	return 0;
}
