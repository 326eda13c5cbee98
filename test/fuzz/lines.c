/*
 * Lines of a slice are sums over the matrix's cells, taken one at a time by their months;
 * what is asked of labels is left as it was.  Of damaged bytes they are refused, or end,
 * and look at nothing else.
 */
#include "fuzz.h"

#include "matrix_codec.h"
#include "matrix/lines_core.h"

#define LABELS 40
#define PERIODS 2000
#define RECIPE_BYTES 8
#define READ_MAX 64

static trade_cell cells[LABELS * PERIODS];
static trade_cell read_cells[READ_MAX];

/* How a matrix is drawn, and what is asked of it. */
typedef struct recipe
{
	uint32_t	labels;
	uint32_t	importers;
	uint32_t	periods;
	uint32_t	density;		/* of 64 */
	uint32_t	numbers;		/* bits: negative, long, large, zero beside a quantity */
	uint32_t	width;			/* of a line */
	uint32_t	run;			/* months that share a place */
	uint64_t	state;
} recipe;

static uint64_t
draw(uint64_t *state)
{
	*state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
	return *state >> 20;
}

/* Mostly a small matrix; now and then one with more bits of presence than are walked at once. */
static recipe
read_recipe(const uint8_t *data, size_t size)
{
	recipe		r = {1 + data[0] % LABELS, 1 + data[1] % 3, 1 + data[2] % 40, 1 + data[3] % 64, data[4],
		1 + data[5] % TRADE_LINE_WIDTH_MAX, 1 + data[6] % 30, fuzz_hash(data, size)};

	if (data[7] == 'L')
	{
		r.importers = 1;
		r.periods = PERIODS;
	}
	if (r.importers > r.labels)
		r.importers = r.labels;
	return r;
}

/* Whole money, and as often as the recipe wants it other numbers. */
static trade_units
draw_number(recipe *r)
{
	uint64_t	kind = draw(&r->state) % 8;
	trade_units number = (trade_units) (1 + draw(&r->state) % 5000) * TRADE_UNITS_PER_ONE;

	if (r->numbers & 2 && kind < 2)
		number = (trade_units) (1 + draw(&r->state));
	if (r->numbers & 4 && kind == 2)
		number = TRADE_UNITS_LIMIT - number;
	if (r->numbers & 8 && kind == 3)
		number = 0;
	return r->numbers & 1 && draw(&r->state) % 4 == 0 ? -number : number;
}

/* In the first period every label sells to the first one, so that all of them are used. */
static uint32_t
draw_cells(recipe *r)
{
	uint32_t	count = 0;

	for (uint32_t importer = 0; importer < r->importers; importer++)
		for (uint32_t period = 0; period < r->periods; period++)
			for (uint32_t exporter = 0; exporter < r->labels; exporter++)
			{
				bool		first = importer == 0 && period == 0;

				if (!first && draw(&r->state) % 64 >= r->density)
					continue;
				cells[count++] = (trade_cell) {.importer = importer, .exporter = exporter,
				.month = 24000 + period, .value = draw_number(r), .quantity = r->numbers & 8 ? TRADE_UNITS_PER_ONE : 0};
			}
	return count;
}

/* Where a month is in a line; the width, and with it nowhere, as often as any place. */
static uint32_t
place_of(const recipe *r, trade_month month)
{
	const uint64_t part[2] = {r->state, month / r->run};

	return fuzz_hash(part, sizeof part) % (r->width + 1);
}

static uint8_t
asked_of(const recipe *r, uint32_t label)
{
	const uint64_t part[2] = {~r->state, label};

	return fuzz_hash(part, sizeof part) >> 20 & (TRADE_LINE_PART | TRADE_LINE_OWN);
}

/* A question of a matrix, and room for the answer. */
typedef struct asking
{
	trade_windows windows;
	trade_matrix_question question;
	trade_matrix_line_question line;
	trade_matrix_lines lines;
} asking;

/* Periods: their places, in runs that are as short or as long as they come. */
static void
ask_periods(const recipe *r, const trade_matrix_reader *reader, asking *a)
{
	trade_span *window = &a->windows.span[0];

	a->windows = (trade_windows) {{TRADE_NO_SPAN, TRADE_NO_SPAN}};
	for (uint32_t period = 0; period < reader->shape.period_count; period++)
	{
		trade_month month = trade_matrix_month(reader, period);
		uint32_t	place = place_of(r, month);
		trade_matrix_range *last = a->line.run + a->line.run_count - 1;

		a->line.place[period] = place;
		if (place == r->width)
			continue;
		if (a->line.run_count > 0 && last->to == period && a->line.place[period - 1] == place && month % 5 != 0)
			last->to++;
		else
			a->line.run[a->line.run_count++] = (trade_matrix_range) {period, period + 1};
		if (window->first > window->last)
			window->first = month - month % 3;
		window->last = month + month % 3;
	}
}

static void
ask(const recipe *r, const trade_matrix_reader *reader, asking *a)
{
	uint32_t	labels = reader->shape.label_count;
	uint32_t	periods = reader->shape.period_count;

	a->line = (trade_matrix_line_question) {r->width, malloc(periods + 1), 0, malloc((periods + 1) * sizeof(trade_matrix_range)),
		malloc(labels + 1)};
	a->lines = (trade_matrix_lines) {.exporter = malloc((labels + 1) * sizeof(uint16_t)),
		.line = malloc(((size_t) labels * r->width + 1) * sizeof(trade_sum)), .at = calloc(labels + 1, sizeof(uint16_t))};
	for (uint32_t label = 0; label < labels; label++)
		a->line.asked[label] = asked_of(r, label);
	ask_periods(r, reader, a);
	trade_matrix_ask(reader, &a->windows, NULL, &a->question);
}

static void
free_asking(const asking *a)
{
	free(a->line.place);
	free(a->line.run);
	free(a->line.asked);
	free(a->lines.exporter);
	free(a->lines.line);
	free(a->lines.at);
}

/* What lines should be. */
typedef struct answer
{
	bool		has_cell;
	bool		has_part;
	bool		has_own[LABELS];
	trade_sum	total[TRADE_LINE_WIDTH_MAX];
	trade_sum	part[TRADE_LINE_WIDTH_MAX];
	trade_sum	own[LABELS][TRADE_LINE_WIDTH_MAX];
} answer;

static void
add_to_answer(const recipe *r, const trade_cell *cell, answer *want)
{
	uint32_t	place = place_of(r, cell->month);
	uint8_t		asked = asked_of(r, cell->exporter);

	if (cell->exporter == cell->importer || cell->value == 0 || place == r->width)
		return;
	want->has_cell = true;
	trade_sum_add_units(&want->total[place], cell->value);
	if (asked & TRADE_LINE_PART)
	{
		want->has_part = true;
		trade_sum_add_units(&want->part[place], cell->value);
	}
	if (asked & TRADE_LINE_OWN)
	{
		want->has_own[cell->exporter] = true;
		trade_sum_add_units(&want->own[cell->exporter][place], cell->value);
	}
}

static void
check_line(const recipe *r, const trade_sum *got, const trade_sum *want)
{
	HOLDS(memcmp(got, want, r->width * sizeof(trade_sum)) == 0);
}

static void
check_answer(const recipe *r, const asking *a, answer *want)
{
	check_line(r, a->lines.total, want->total);
	check_line(r, a->lines.part, want->part);
	HOLDS(a->lines.has_cell == want->has_cell && a->lines.has_part == want->has_part);
	for (uint32_t i = 0; i < a->lines.count; i++)
	{
		uint32_t	exporter = a->lines.exporter[i];

		HOLDS(exporter < r->labels && want->has_own[exporter]);
		check_line(r, a->lines.line + (size_t) i * r->width, want->own[exporter]);
		want->has_own[exporter] = false;
	}
	for (uint32_t label = 0; label < r->labels; label++)
		HOLDS(!want->has_own[label]);
}

/* What is asked, and the room, are as they were. */
static void
check_left(const recipe *r, const asking *a, uint32_t labels)
{
	for (uint32_t label = 0; label < labels; label++)
		HOLDS(a->line.asked[label] == asked_of(r, label) && a->lines.at[label] == 0);
}

static void
check_slices(const recipe *r, trade_matrix_reader *reader, const trade_cell *cell, uint32_t count)
{
	asking		a;
	trade_matrix_slice slice;

	ask(r, reader, &a);
	for (uint32_t at = 0; at < reader->shape.importer_count; at++)
	{
		uint8_t    *bytes = fuzz_slice(reader, at);
		answer		want;

		memset(&want, 0, sizeof want);
		HOLDS(trade_matrix_place_slice(reader, at, bytes, &a.question.bounds, &slice));
		for (; count > 0 && cell->importer == slice.importer; cell++, count--)
			add_to_answer(r, cell, &want);
		HOLDS(trade_matrix_slice_lines(&slice, &a.question, &a.line, &a.lines));
		check_answer(r, &a, &want);
		check_left(r, &a, reader->shape.label_count);
		free(bytes);
	}
	HOLDS(count == 0);
	free_asking(&a);
}

static void
check_damaged(recipe *r, const uint8_t *bytes, size_t size)
{
	static trade_matrix_reader reader;
	uint8_t    *damaged = memcpy(malloc(size), bytes, size);
	trade_matrix_slice slice;
	asking		a;

	damaged[draw(&r->state) % size] ^= 1 << draw(&r->state) % 8;
	if (trade_matrix_open(&reader, damaged, size, size))
	{
		ask(r, &reader, &a);
		for (uint32_t at = 0; at < reader.shape.importer_count; at++)
		{
			if (!trade_matrix_place_slice(&reader, at, NULL, &a.question.bounds, &slice))
				continue;
			(void) trade_matrix_slice_lines(&slice, &a.question, &a.line, &a.lines);
			HOLDS(a.lines.count <= reader.shape.label_count);
			check_left(r, &a, reader.shape.label_count);
		}
		free_asking(&a);
	}
	free(damaged);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static trade_matrix_reader reader;
	static char text[LABELS][2];
	const char *label[LABELS];
	int			length[LABELS];
	fuzz_matrix matrix = {TRADE_LABEL_TEXT, TRADE_FREQUENCY_MONTH, 0, label, length, 0, cells};
	recipe		r;
	uint8_t    *bytes;
	size_t		total;

	if (size < RECIPE_BYTES)
		return 0;
	r = read_recipe(data, size);
	matrix.label_count = r.labels;
	matrix.cell_count = draw_cells(&r);
	for (uint32_t i = 0; i < r.labels; i++)
	{
		text[i][0] = 'A' + i;
		label[i] = text[i];
		length[i] = 1;
	}
	bytes = fuzz_write(&matrix, &total);
	/* what is read of it otherwise, where that takes no time */
	HOLDS(matrix.cell_count > READ_MAX || fuzz_read(bytes, total, read_cells, READ_MAX));
	HOLDS(trade_matrix_open(&reader, bytes, total, total));
	check_slices(&r, &reader, cells, matrix.cell_count);
	check_damaged(&r, bytes, total);
	free(bytes);
	return 0;
}
