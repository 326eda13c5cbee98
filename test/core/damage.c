/*
 * Matrices with one byte changed, at each place and in many ways: they are refused, or are
 * other matrices; whoever sums a part without a check ends, and looks at nothing else.
 * Prints TAP.
 */
#include "../fuzz/matrix_codec.h"

#include "matrix/check_core.h"
#include "matrix/lines_core.h"
#include "tap.h"

#define LABELS 5				/* of three bits, so that there are numbers of no label */
#define LONG 14000				/* periods of a slice that is walked in steps */
#define MANY 6000				/* labels of a listed one */
#define CELLS_MAX 512

static const char *text_label[LABELS] = {"a", "b", "cc", "d", "eee"};
static const char *country_label[LABELS] = {"CHN", "DEU", "FRA", "RUS", "USA"};
static trade_cell cells[LABELS * LONG + MANY];
static trade_cell read_cells[CELLS_MAX];

/* What a matrix is like. */
typedef struct nature
{
	trade_label_kind kind;
	bool		quantity;
	bool		listed;			/* with few cells */
	bool		negative;
	bool		wide;			/* with numbers near the limit */
	bool		two;			/* with a few long numbers */
} nature;

#define NATURES 32

static nature
nature_of(unsigned int bits)
{
	return (nature) {bits % 3 == 0 ? TRADE_LABEL_COUNTRY : TRADE_LABEL_TEXT, bits & 1, bits & 2, bits & 4, bits & 8, bits & 16};
}

static trade_units
number_of_cell(const nature *n, int at)
{
	trade_units number = (1 + at * 7 % 31) * TRADE_UNITS_PER_ONE;

	if (n->wide && at % 5 == 0)
		number = TRADE_UNITS_LIMIT - at;
	else if (n->two && at % 17 == 0)
		number *= 1000000;
	return n->negative && at % 3 == 0 ? -number : number;
}

/* One importer buys of one label in all periods, the next in two that follow each other, others now and then. */
static bool
is_listed(int importer, int period, int exporter)
{
	if (importer == 0)
		return period == 0 || exporter == 0;
	return importer == 1 ? exporter == 1 && period / 2 == 1 : (period * LABELS + exporter) % 13 == 0;
}

/* Every label is an exporter to the first one, in the first period. */
static uint32_t
make_cells(const nature *n, int importers, int periods)
{
	uint32_t	count = 0;
	int			at = 0;

	for (int importer = 0; importer < importers; importer++)
		for (int period = 0; period < periods; period++)
			for (int exporter = 0; exporter < LABELS; exporter++, at++)
			{
				trade_units value = number_of_cell(n, at);

				if (n->listed && !is_listed(importer, period, exporter))
					continue;
				cells[count++] = (trade_cell) {importer, exporter, 24000 + period * (n->listed ? 50 : 1), value,
					n->quantity ? number_of_cell(n, at + 1) : 0, n->quantity && at % 2 ? value : 0};
			}
	return count;
}

static uint8_t *
make_matrix(const nature *n, int importers, int periods, size_t *size)
{
	int			length[LABELS];
	fuzz_matrix matrix = {n->kind, TRADE_FREQUENCY_MONTH, LABELS, n->kind == TRADE_LABEL_TEXT ? text_label : country_label,
	length, make_cells(n, importers, periods), cells};

	for (int i = 0; i < LABELS; i++)
		length[i] = strlen(matrix.label[i]);
	return fuzz_write(&matrix, size);
}

/* A byte with a bit changed, at its least and its most. */
static uint8_t
changed(uint8_t byte, int way)
{
	return way < 8 ? byte ^ 1 << way : way == 8 ? 0 : 0xFF;
}

static void
damage(const nature *n)
{
	size_t		size;
	uint8_t    *bytes = make_matrix(n, n->listed ? 3 : 2, n->listed ? 8 : 5, &size);

	HOLDS(fuzz_read(bytes, size, read_cells, CELLS_MAX));
	for (size_t at = 0; at < size; at++)
	{
		const uint8_t was = bytes[at];

		for (int way = 0; way < 10; way++)
		{
			bytes[at] = changed(was, way);
			(void) fuzz_read(bytes, size, read_cells, CELLS_MAX);
		}
		bytes[at] = was;
		IS(!fuzz_read(bytes, at, read_cells, CELLS_MAX));
	}
	free(bytes);
}

static int	waits;

static void
count_wait(void)
{
	waits++;
}

/* How many sums of all periods of the only slice are given, of lines, flows, the whole, some exporters and periods. */
static int
sums_given(trade_matrix_reader *reader, void (*pause) (void))
{
	static uint8_t place[LONG];
	static uint8_t asked[MANY] = {TRADE_LINE_OWN, TRADE_LINE_PART};
	static trade_sum own[MANY];
	static uint16_t exporter[MANY];
	static uint16_t at[MANY];
	static uint64_t every[MANY / 64 + 1];
	static trade_matrix_period period[LONG];
	trade_matrix_range run = {0, reader->shape.period_count};
	const trade_matrix_line_question question = {1, place, 1, &run, asked};
	trade_matrix_lines lines = {.exporter = exporter, .line = own, .at = at};
	const trade_windows windows = {{{24000, 24000 + LONG}, TRADE_NO_SPAN}};
	trade_matrix_flow_room room = fuzz_room(reader->shape.label_count);
	trade_matrix_question all;
	trade_matrix_question some;
	trade_matrix_slice slice;
	trade_flow	total;
	uint32_t	flows;
	int			given;

	memset(every, 0xFF, sizeof every);
	trade_matrix_ask(reader, &windows, NULL, &all);
	trade_matrix_ask(reader, &windows, every, &some);
	all.pause = some.pause = pause;
	HOLDS(trade_matrix_place_slice(reader, 0, NULL, &all.bounds, &slice));
	given = trade_matrix_slice_lines(&slice, &all, &question, &lines);
	given += trade_matrix_slice_flows(&slice, &all, &room, &flows);
	given += trade_matrix_slice_total(&slice, &all, &total);
	given += trade_matrix_slice_total(&slice, &some, &total);
	given += trade_matrix_slice_periods(&slice, period, pause);
	fuzz_free_room(&room);
	return given;
}

/* All bits of the last of so many exporters. */
static void
spoil_exporter(uint8_t *bytes, const trade_matrix_slice *slice, uint32_t count)
{
	uint8_t    *own = bytes + (slice->bytes - bytes);

	for (uint64_t bit = slice->exporter + (count - 1) * slice->label_bits; bit < slice->exporter + count * slice->label_bits; bit++)
		own[bit / 8] |= 1 << bit % 8;
}

/* A slice that is walked in steps: sums are given; where an exporter is no label, of lines and of exporters they are not. */
static void
check_steps(uint8_t *bytes, size_t size)
{
	static trade_matrix_reader reader;
	trade_matrix_slice slice;

	HOLDS(trade_matrix_open(&reader, bytes, size, size));
	waits = 0;
	IS(sums_given(&reader, NULL) == 5 && waits == 0);
	IS(sums_given(&reader, count_wait) == 5 && waits > 0);
	/* more is asked for than one call gives */
	IS(trade_matrix_read(&reader, cells, LABELS * LONG) == TRADE_CELLS_PER_CALL);
	HOLDS(trade_matrix_place_slice(&reader, 0, NULL, &(trade_matrix_bounds) {0}, &slice));
	spoil_exporter(bytes, &slice, slice.listed ? slice.cells / 2 : slice.exporter_count);
	IS(sums_given(&reader, count_wait) == 2);
	free(bytes);
}

static void
check_long(const nature *n)
{
	size_t		size;
	uint8_t    *bytes = make_matrix(n, 1, LONG, &size);

	check_steps(bytes, size);
}

/* The first period has all labels, others ten of them. */
static void
check_long_list(const nature *n)
{
	static char text[MANY][5];
	static const char *label[MANY];
	static int	length[MANY];
	fuzz_matrix matrix = {TRADE_LABEL_TEXT, TRADE_FREQUENCY_MONTH, MANY, label, length, 0, cells};
	size_t		size;
	uint8_t    *bytes;

	for (int i = 0; i < MANY; i++)
	{
		length[i] = snprintf(text[i], sizeof text[i], "%04d", i);
		label[i] = text[i];
	}
	for (int period = 0; matrix.cell_count < LABELS * LONG; period++)
		for (int i = period == 0 ? 0 : period % 100; i < MANY; i += period == 0 ? 1 : 600)
			cells[matrix.cell_count++] = (trade_cell) {0, i, 24000 + period, number_of_cell(n, i), 0, 0};
	bytes = fuzz_write(&matrix, &size);
	check_steps(bytes, size);
}

/* What is wrong with the first slice, whether periods are noted or known. */
static const char *
problem_of_first(trade_matrix_reader *reader, trade_matrix_check *check, bool knows_periods)
{
	bool		more;

	reader->problem = NULL;
	trade_matrix_check_begin(check, reader->shape.label_count, reader->shape.period_count);
	check->knows_periods = knows_periods;
	for (more = trade_matrix_check_slice(check, reader, 0); more;)
		more = trade_matrix_check_step(check);
	return reader->problem;
}

/* A grid whose last exporter has lost its only cell to the first one: as many cells, and an exporter without any. */
static void
check_lost_exporter(void)
{
	static trade_matrix_reader reader;
	static trade_matrix_check check;
	static const char *label[] = {"a", "b", "c", "d"};
	static int	length[] = {1, 1, 1, 1};
	fuzz_matrix matrix = {TRADE_LABEL_TEXT, TRADE_FREQUENCY_MONTH, 4, label, length, 0, cells};
	size_t		size;
	uint8_t    *bytes;
	uint64_t	lost;
	uint64_t	found;

	for (int importer = 0; importer < 2; importer++)
		for (int period = 0; period < 8; period++)
			for (int exporter = 2; exporter < 4; exporter++)
				if (importer == 1 || (exporter == 2 ? period < 7 : period == 0))
					cells[matrix.cell_count++] = (trade_cell) {importer, exporter, 24000 + period, 1000001 + period, 0, 0};
	bytes = fuzz_write(&matrix, &size);
	HOLDS(trade_matrix_open(&reader, bytes, size, size));
	for (int knows = 0; knows < 2; knows++)
		IS(problem_of_first(&reader, &check, knows) == NULL && !check.slice.listed && check.slice.exporter_count == 2);
	lost = 8 * (check.slice.bytes - bytes) + check.slice.presence + 1;
	found = lost - 1 + 7 * 2;
	bytes[lost / 8] ^= 1 << lost % 8;
	bytes[found / 8] ^= 1 << found % 8;
	for (int knows = 0; knows < 2; knows++)
		IS(problem_of_first(&reader, &check, knows) != NULL);
	free(bytes);
}

int
main(void)
{
	for (unsigned int bits = 0; bits < NATURES; bits++)
	{
		const nature n = nature_of(bits);

		damage(&n);
	}
	ok("small matrices with one byte changed, or cut");
	for (unsigned int bits = 0; bits < NATURES; bits += 4)
	{
		const nature n = nature_of(bits);

		check_long(&n);
		check_long_list(&n);
	}
	ok("long slices, and exporters of them that are none");
	check_lost_exporter();
	ok("an exporter that has lost its cells, where periods are noted and where they are known");
	printf("1..%d\n", tests);
	return 0;
}
