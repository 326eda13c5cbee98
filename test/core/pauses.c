/*
 * However many cells a slice has, the core calls pause between 65,536 of them: slices in
 * grids and lists, of numbers that are narrow and wide, for each question that may take
 * longer than a breath; and so in sorting.  Prints TAP.
 */
#include "../fuzz/matrix_codec.h"
#include "matrix/copy_core.h"
#include "matrix/lines_core.h"
#include "matrix/work_core.h"
#include "tap.h"

#define CELLS 240000
/* between so many cells pause is called at least so often */
#define STEPS (CELLS / TRADE_CELLS_PER_CALL)

typedef struct big
{
	uint32_t	labels;
	uint8_t    *bytes;
	trade_matrix_reader reader;
	trade_matrix_question question;
	trade_matrix_slice slice;
} big;

static int	pauses;

static void
count_pause(void)
{
	pauses++;
}

static bool
paused(bool valid, int least)
{
	int			seen = pauses;

	pauses = 0;
	return valid && seen >= least;
}

/* One importer that bought of as many in each year; in a list of ever others. */
static void
set_cells(trade_cell *cell, bool listed, bool wide)
{
	uint32_t	exporters = listed ? 100 : 600;

	for (uint32_t at = 0; at < CELLS; at++)
	{
		uint32_t	year = at / exporters;
		uint32_t	exporter = at % exporters;

		memset(&cell[at], 0, sizeof cell[at]);
		cell[at].exporter = 1 + (listed ? exporter * 399 + year % 399 : exporter);
		cell[at].month = trade_month_of(1000 + year, 1);
		cell[at].value = (trade_units) (1 + at) * TRADE_UNITS_PER_ONE;
		if (wide)
			cell[at].value = cell[at].value * 1000000007 + at;
	}
}

static void
make(big *b, bool listed, bool wide)
{
	trade_cell *cell = malloc(CELLS * sizeof(trade_cell));
	char		(*text)[8];
	fuzz_matrix matrix = {TRADE_LABEL_TEXT, TRADE_FREQUENCY_YEAR, listed ? 39901 : 601, NULL, NULL, CELLS, cell};
	size_t		size;

	b->labels = matrix.label_count;
	text = malloc(b->labels * sizeof *text);
	matrix.label = malloc(b->labels * sizeof(char *));
	matrix.length = malloc(b->labels * sizeof(int));
	for (uint32_t id = 0; id < b->labels; id++)
	{
		matrix.length[id] = sprintf(text[id], "%05d", (int) id);
		matrix.label[id] = text[id];
	}
	set_cells(cell, listed, wide);
	b->bytes = fuzz_write(&matrix, &size);
	IS(trade_matrix_open(&b->reader, b->bytes, size, size));
	trade_matrix_ask(&b->reader, &(trade_windows) {{TRADE_ALL_TIME, TRADE_NO_SPAN}}, NULL, &b->question);
	b->question.pause = count_pause;
	IS(trade_matrix_place_slice(&b->reader, 0, NULL, &b->question.bounds, &b->slice));
	IS(b->slice.cells == CELLS && b->slice.listed == listed && b->slice.column[0].narrow == !wide);
	pauses = 0;
	free(cell);
	free(text);
	free(matrix.label);
	free(matrix.length);
}

static void
check_sums(big *b, bool listed, bool wide)
{
	trade_flow	total = {0};
	trade_flow *flow = malloc((b->labels + 1) * sizeof(trade_flow));
	trade_matrix_period *period = calloc(b->reader.shape.period_count, sizeof(trade_matrix_period));
	uint64_t   *all = malloc((b->labels / 64 + 1) * sizeof(uint64_t));
	const trade_matrix_flow_room room = {flow, NULL, calloc(trade_matrix_seen_words(b->labels + 1), sizeof(uint64_t)),
		malloc((b->labels + 1) * sizeof(uint16_t))};
	uint32_t	count;

	memset(all, 0xff, (b->labels / 64 + 1) * sizeof(uint64_t));
	/* narrow numbers of a whole column are added up without a look at each */
	IS(paused(trade_matrix_slice_total(&b->slice, &b->question, &total), wide ? STEPS : 0));
	IS(paused(trade_matrix_slice_periods(&b->slice, period, count_pause), wide || listed ? STEPS : 0));
	IS(paused(trade_matrix_slice_flows(&b->slice, &b->question, &room, &count), STEPS) && count == b->labels - 1);
	b->question.exporters = all;
	IS(paused(trade_matrix_slice_total(&b->slice, &b->question, &total), STEPS));
	b->question.exporters = NULL;
	free(flow);
	free(period);
	free(all);
	free(room.seen);
	free(room.place);
}

static void
check_lines(big *b)
{
	uint32_t	periods = b->reader.shape.period_count;
	trade_matrix_range run = {0, periods};
	const trade_matrix_line_question asked = {1, calloc(periods, 1), 1, &run, calloc(b->labels, 1)};
	trade_matrix_lines lines = {.exporter = malloc(b->labels * sizeof(uint16_t)), .line = malloc(b->labels * sizeof(trade_sum)),
	.at = calloc(b->labels, sizeof(uint16_t))};

	memset(asked.asked, TRADE_LINE_PART | TRADE_LINE_OWN, b->labels);
	IS(paused(trade_matrix_slice_lines(&b->slice, &b->question, &asked, &lines), STEPS) && lines.count == b->labels - 1);
	free(asked.place);
	free(asked.asked);
	free(lines.exporter);
	free(lines.line);
	free(lines.at);
}

/* Labels that take one more bit, so that a list's exporters are counted, too. */
static void
check_copy(big *b, bool listed, bool wide)
{
	trade_matrix_shape to = b->reader.shape;
	uint32_t   *same = malloc(b->labels * sizeof(uint32_t));
	size_t		words = b->labels / 64 + 1;
	const trade_matrix_renumbering by = {.label = same, .place = same, .room = calloc(words, sizeof(uint64_t)),
	.seen = calloc(words, sizeof(uint64_t)), .pause = count_pause};
	uint8_t    *bytes;

	for (uint32_t id = 0; id < b->labels; id++)
		same[id] = id;
	to.label_bits++;
	bytes = malloc(trade_matrix_copy_bound(&b->slice, &to));
	/* wide numbers are so many bits that these take a pause, too */
	IS(paused(trade_matrix_copy_slice(&b->slice, &to, &by, bytes) != NULL, (listed ? 2 * STEPS : 0) + wide));
	trade_matrix_copy_exporters(&b->slice, &by);
	IS(paused(true, listed ? STEPS : 0));
	free(same);
	free(by.room);
	free(by.seen);
	free(bytes);
}

/* Whether a slice in other bytes has cells of the same periods and exporters. */
static bool
same_places(const trade_matrix_slice *slice, const uint8_t *bytes)
{
	trade_matrix_slice other = *slice;
	uint64_t	bit = slice->presence;
	uint64_t	other_bit = slice->presence;
	bool		same = true;

	other.bytes = bytes;
	for (uint32_t cell = 0; cell < slice->cells; cell++)
		same &= trade_matrix_list_period(slice, &bit, cell) == trade_matrix_list_period(&other, &other_bit, cell) &&
			trade_matrix_slice_exporter(slice, cell) == trade_matrix_slice_exporter(&other, cell);
	return same;
}

/* Whether rows have the same bits, and one more behind, which is none. */
static bool
same_rows(const trade_matrix_slice *slice, const uint8_t *bytes)
{
	uint64_t	bit = slice->presence;
	uint64_t	other = 0;
	bool		same = true;

	for (uint32_t row = 0; row < slice->periods; row++, other++)
	{
		for (uint32_t place = 0; place < slice->exporter_count; place++)
			same &= trade_bits_get(slice->bytes, bit++, 1) == trade_bits_get(bytes, other++, 1);
		same &= trade_bits_get(bytes, other, 1) == 0;
	}
	return same;
}

/* A grid that is put among rows of one exporter more. */
static void
check_put_grid(big *b)
{
	const trade_matrix_slice *slice = &b->slice;
	const trade_matrix_extent extent = {.exporters = slice->exporter_count + 1};
	uint32_t   *same = malloc(b->labels * sizeof(uint32_t));
	const trade_matrix_renumbering by = {.label = same, .place = same, .period = same};
	trade_matrix_writer writer = {.extent = &extent, .exporter_place = malloc(b->labels * sizeof(uint16_t)), .pause = count_pause,
	.bytes = calloc((uint64_t) extent.exporters * slice->periods / 8 + 1 + TRADE_BITS_BEHIND, 1)};

	for (uint32_t id = 0; id < b->labels; id++)
		same[id] = id;
	for (uint32_t place = 0; place < slice->exporter_count; place++)
		writer.exporter_place[trade_matrix_slice_exporter(slice, place)] = (uint16_t) place;
	trade_matrix_put_grid(&writer, slice, &by);
	IS(paused(same_rows(slice, writer.bytes), STEPS));
	free(same);
	free(writer.exporter_place);
	free(writer.bytes);
}

/* A list that is put where it would be by itself. */
static void
check_put_list(big *b)
{
	const trade_matrix_slice *slice = &b->slice;
	uint32_t   *same = malloc(b->labels * sizeof(uint32_t));
	const trade_matrix_renumbering by = {.label = same, .place = same, .period = same, .pause = count_pause};
	trade_matrix_writer writer = {.shape = b->reader.shape, .bytes = calloc(slice->end / 8 + 1 + TRADE_BITS_BEHIND, 1),
	.low_bits = slice->low_bits, .exporter = slice->exporter, .presence = slice->presence, .low_period = slice->low_period};

	for (uint32_t id = 0; id < b->labels; id++)
		same[id] = id;
	trade_matrix_put_listed(&writer, slice, &by, 0, 0, CELLS);
	IS(paused(writer.done == CELLS && same_places(slice, writer.bytes), STEPS));
	free(same);
	free(writer.bytes);
}

static void
check_clear(void)
{
	const size_t size = 12 << 20;
	uint8_t    *bytes = memset(malloc(size + 1), 0xFF, size + 1);
	bool		clear = true;

	trade_matrix_clear(bytes, size, count_pause);
	for (size_t at = 0; at < size; at++)
		clear &= bytes[at] == 0;
	IS(paused(clear && bytes[size] == 0xFF, 2));
	free(bytes);
	ok("bytes that are cleared");
}

/* Whether keys rise, and those of one key are as they came. */
static bool
is_sorted(const uint64_t *entries, uint32_t words)
{
	bool		in_order = trade_entries_run(entries, CELLS, words, count_pause) == CELLS;

	for (uint32_t at = 1; at < CELLS; at++)
		in_order &= entries[at * words] > entries[(at - 1) * words] || entries[at * words + 1] > entries[(at - 1) * words + 1];
	return in_order;
}

/* Entries with keys of all bits, in no order and behind some in order. */
static void
check_sort(uint32_t words, void (*pause) (void))
{
	uint64_t   *entries = calloc((size_t) CELLS * words, sizeof(uint64_t));
	uint64_t   *scratch = malloc((size_t) CELLS * words * sizeof(uint64_t));
	uint32_t	half = CELLS / 2;

	for (uint64_t at = 0; at < CELLS; at++)
	{
		entries[at * words] = (at % 1000) * UINT64_C(0x9E3779B97F4A7C15);
		entries[at * words + 1] = at;
	}
	trade_entries_sort(entries, scratch, 0, half, words, pause);
	IS(trade_entries_run(entries, CELLS, words, NULL) == half);
	trade_entries_sort(entries, scratch, half, CELLS, words, pause);
	/* of each pass at least the counting, and eight passes */
	IS(paused(is_sorted(entries, words), pause == NULL ? 0 : 8 * STEPS));
	free(entries);
	free(scratch);
}

int
main(void)
{
	static const char *const name[] = {"a grid of narrow numbers", "a grid of wide ones", "a list of narrow numbers", "a list of wide ones"};

	for (int form = 0; form < 4; form++)
	{
		big			b;

		make(&b, form / 2, form % 2);
		check_sums(&b, form / 2, form % 2);
		check_lines(&b);
		check_copy(&b, form / 2, form % 2);
		form / 2 ? check_put_list(&b) : check_put_grid(&b);
		free(b.bytes);
		ok(name[form]);
	}
	check_clear();
	check_sort(2, count_pause);
	check_sort(4, count_pause);
	check_sort(2, NULL);
	ok("entries that are sorted");
	printf("1..%d\n", tests);
	return 0;
}
