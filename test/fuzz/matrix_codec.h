/*
 * A matrix written and read again, for the harnesses of trade_matrix.
 */
#ifndef TRADE_FUZZ_MATRIX_CODEC_H
#define TRADE_FUZZ_MATRIX_CODEC_H

#include "fuzz.h"

#include "matrix/window_core.h"
#include "matrix/check_core.h"
#include "matrix/write_core.h"

/* What a matrix is made of; label[] as many as used. */
typedef struct fuzz_matrix
{
	trade_label_kind kind;
	trade_frequency frequency;
	uint32_t	label_count;
	const char **label;
	int		   *length;
	uint32_t	cell_count;
	const trade_cell *cell;
} fuzz_matrix;

/* Cells of a slice are measured by threes, and put by fives. */
static void
fuzz_step(trade_matrix_writer *writer, const trade_cell *cell, uint32_t count, uint32_t step,
		  void (*call) (trade_matrix_writer *, const trade_cell *, uint32_t))
{
	for (uint32_t at = 0; at < count; at += step)
		call(writer, cell + at, count - at < step ? count - at : step);
}

static uint8_t *
fuzz_slices(const fuzz_matrix *matrix, trade_matrix_survey *survey, const uint32_t *index,
			trade_matrix_extent *extent)
{
	trade_matrix_writer writer = {.shape = survey->shape, .period_index = index};
	const trade_cell *cell = matrix->cell;
	size_t		bound = 1;
	uint8_t    *bytes;
	uint8_t    *end;

	writer.exporter_used = malloc((matrix->label_count / 64 + 1) * sizeof(uint64_t));
	writer.exporter_place = malloc((matrix->label_count + 1) * sizeof(uint16_t));
	for (uint32_t i = 0; i < survey->shape.importer_count; i++)
		bound += trade_matrix_slice_bound(survey, &extent[i]);
	bytes = end = malloc(bound);
	for (uint32_t i = 0; i < survey->shape.importer_count; i++)
	{
		trade_matrix_begin_slice(&writer, &extent[i], NULL);
		fuzz_step(&writer, cell, extent[i].cells, 3, trade_matrix_measure);
		trade_matrix_lay_out(&writer, end);
		fuzz_step(&writer, cell, extent[i].cells, 5, trade_matrix_put);
		HOLDS(trade_matrix_end_slice(&writer) - end + TRADE_BITS_BEHIND <= (ptrdiff_t) trade_matrix_slice_bound(survey, &extent[i]));
		cell += extent[i].cells;
		end = trade_matrix_end_slice(&writer);
		extent[i].end = end - bytes;
		HOLDS(extent[i].end <= bound);
	}
	survey->shape.slice_bytes = end - bytes;
	free(writer.exporter_used);
	free(writer.exporter_place);
	return bytes;
}

/* The stored form, in a buffer of just its size. */
static uint8_t *
fuzz_write(const fuzz_matrix *matrix, size_t *size)
{
	static trade_matrix_survey survey;
	trade_matrix_extent *extent = malloc((matrix->label_count + 1) * sizeof(trade_matrix_extent));
	uint32_t	label_bytes = 0;
	uint32_t	text_at = 0;
	uint32_t   *index;
	uint8_t    *slices;
	uint8_t    *bytes;

	for (uint32_t i = 0; i < matrix->label_count; i++)
		label_bytes += matrix->length[i];
	trade_matrix_survey_begin(&survey, matrix->kind, matrix->frequency, matrix->label_count, label_bytes);
	for (uint32_t at = 0; at < matrix->cell_count; at += 7)
		trade_matrix_survey_add(&survey, matrix->cell + at,
								matrix->cell_count - at < 7 ? matrix->cell_count - at : 7, extent);
	trade_matrix_survey_end(&survey, extent);
	index = malloc((trade_matrix_survey_steps(&survey) + 1) * sizeof(uint32_t));
	trade_matrix_survey_index(&survey, index);
	slices = fuzz_slices(matrix, &survey, index, extent);
	*size = trade_matrix_size(&survey.shape);
	bytes = malloc(*size);
	memcpy(trade_matrix_write_head(&survey, index, extent, bytes), slices, survey.shape.slice_bytes);
	for (uint32_t i = 0; matrix->cell_count > 0 && i < matrix->label_count; i++)
		trade_matrix_write_label(&survey.shape, bytes, i, &text_at, matrix->label[i], matrix->length[i]);
	free(slices);
	free(index);
	free(extent);
	return bytes;
}

/* Labels of an open matrix, to be freed by fuzz_free_labels. */
static void
fuzz_labels(const trade_matrix_reader *reader, fuzz_matrix *matrix)
{
	uint32_t	text_at = 0;

	matrix->label = malloc((reader->shape.label_count + 1) * sizeof(char *));
	matrix->length = malloc((reader->shape.label_count + 1) * sizeof(int));
	for (uint32_t id = 0; id < reader->shape.label_count; id++)
	{
		char		country[4];
		const char *label = trade_matrix_next_label(reader, id, &text_at, &matrix->length[id], country);

		matrix->label[id] = memcpy(malloc(matrix->length[id]), label, matrix->length[id]);
	}
}

static void
fuzz_free_labels(fuzz_matrix *matrix)
{
	for (uint32_t id = 0; id < matrix->label_count; id++)
		free((char *) matrix->label[id]);
	free(matrix->label);
	free(matrix->length);
}

/* The oracle of sums over windows: from cells, one at a time. */
static void
add_cell(trade_flow *flow, trade_flow_quantity *quantity, const trade_cell *cell, int window)
{
	flow->present[window] = true;
	trade_sum_add_units(&flow->value[window], cell->value);
	if (quantity == NULL)
		return;
	trade_sum_add_units(&quantity->quantity[window], cell->quantity);
	trade_sum_add_units(&quantity->value[window], cell->quantity_value);
}

/* Of each exporter in turn the cells inside a window. */
static uint32_t
flows_of_cells(trade_flow *flow, trade_flow_quantity *quantity, uint32_t labels, const trade_cell *cells,
			   uint32_t count, const trade_windows *windows)
{
	uint32_t	flows = 0;

	for (uint32_t exporter = 0; exporter < labels; exporter++)
	{
		flow[flows] = (trade_flow) {.importer = cells->importer, .exporter = exporter};
		memset(&quantity[flows], 0, sizeof(trade_flow_quantity));
		for (uint32_t i = 0; i < count; i++)
			for (int window = 0; window < TRADE_WINDOWS; window++)
				if (cells[i].exporter == exporter && trade_span_contains(windows->span[window], cells[i].month))
					add_cell(&flow[flows], &quantity[flows], &cells[i], window);
		flows += flow[flows].present[0] || flow[flows].present[1];
	}
	return flows;
}

static void
total_of_cells(trade_flow *total, const trade_cell *cells, uint32_t count,
					 const trade_windows *windows)
{
	for (uint32_t i = 0; i < count; i++)
		for (int window = 0; window < TRADE_WINDOWS; window++)
			if (trade_span_contains(windows->span[window], cells[i].month))
				add_cell(total, NULL, &cells[i], window);
}

/* The bytes of one slice in a buffer of its own. */
static uint8_t *
fuzz_slice(const trade_matrix_reader *reader, uint32_t at)
{
	uint32_t	begin = trade_matrix_slice_begin(reader, at);
	size_t		size = trade_matrix_slice_end(reader, at) - begin + TRADE_BITS_BEHIND;

	return memcpy(malloc(size), reader->slices + begin, size);
}

static uint64_t
fuzz_hash(const void *bytes, size_t size)
{
	uint64_t	hash = 14695981039346656037ULL;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ ((const uint8_t *) bytes)[i]) * 1099511628211ULL;
	return hash;
}

static void
fuzz_check_total(const trade_flow *total, const trade_flow *expected)
{
	HOLDS(total->importer == expected->importer);
	HOLDS(memcmp(total->present, expected->present, sizeof(total->present)) == 0);
	HOLDS(memcmp(total->value, expected->value, sizeof(total->value)) == 0);
}

/* Sums of periods are those of the cells. */
static void
fuzz_check_periods(trade_matrix_reader *reader, const trade_matrix_slice *slice, const trade_cell *cells,
				   uint32_t count)
{
	uint32_t	periods = reader->shape.period_count;
	trade_matrix_period *period = calloc(periods, sizeof(*period));
	trade_matrix_period *expected = calloc(periods, sizeof(*expected));

	for (uint32_t i = 0; i < count; i++)
	{
		uint32_t	place = trade_matrix_periods(reader, (trade_span) {cells[i].month, cells[i].month}).from;

		trade_sum_add_units(&expected[place].value, cells[i].value);
		expected[place].present = true;
	}
	HOLDS(trade_matrix_slice_periods(slice, period, NULL));
	for (uint32_t place = 0; place < periods; place++)
	{
		HOLDS(period[place].present == expected[place].present);
		HOLDS(memcmp(&period[place].value, &expected[place].value, sizeof(trade_sum)) == 0);
	}
	free(period);
	free(expected);
}

/* What flows are put in, by fuzz_free_room. */
static trade_matrix_flow_room
fuzz_room(uint32_t labels)
{
	return (trade_matrix_flow_room) {calloc(labels + 1, sizeof(trade_flow)), calloc(labels + 1, sizeof(trade_flow_quantity)),
		calloc(labels / 64 + 1, sizeof(uint64_t)), calloc(labels + 1, sizeof(uint16_t))};
}

static void
fuzz_free_room(const trade_matrix_flow_room *room)
{
	free(room->flow);
	free(room->quantity);
	free(room->seen);
	free(room->place);
}

/* The total of some exporters is that of their flows. */
static void
fuzz_check_chosen(trade_matrix_reader *reader, const trade_matrix_slice *slice, const trade_windows *windows,
				  const trade_flow *flow, uint32_t flows)
{
	uint64_t   *chosen = calloc(slice->label_count / 64 + 1, sizeof(uint64_t));
	trade_matrix_question question;
	trade_flow	total;
	trade_flow	expected = {.importer = slice->importer};

	memset(chosen, 0x69, (slice->label_count / 64 + 1) * sizeof(uint64_t));
	trade_matrix_ask(reader, windows, chosen, &question);
	HOLDS(trade_matrix_slice_total(slice, &question, &total));
	for (uint32_t i = 0; i < flows; i++)
		for (int window = 0; window < TRADE_WINDOWS; window++)
			if (chosen[flow[i].exporter / 64] >> (flow[i].exporter % 64) & 1)
			{
				trade_sum_add(&expected.value[window], &flow[i].value[window]);
				expected.present[window] |= flow[i].present[window];
			}
	fuzz_check_total(&total, &expected);
	free(chosen);
}

/* A slice that is said to lack an exporter has no flow of it; one that does not lack it gives its flow, or none. */
static void
fuzz_check_needed(trade_matrix_reader *reader, uint32_t at, const uint8_t *bytes, trade_matrix_question question,
				  const trade_flow *flow, uint32_t flows)
{
	const trade_flow none = {.importer = trade_matrix_importer(reader, at)};
	trade_matrix_slice slice;
	trade_flow	one;
	uint32_t	seen = 0;

	for (uint32_t label = 0; label < reader->shape.label_count; label++)
	{
		bool		has = seen < flows && flow[seen].exporter == label;

		trade_matrix_need(&question.bounds, &reader->shape, label);
		HOLDS(trade_matrix_place_slice(reader, at, bytes, &question.bounds, &slice) && !(has && slice.lacks));
		if (!slice.lacks)
		{
			HOLDS(trade_matrix_slice_one(&slice, &question, &one) && one.exporter == label);
			fuzz_check_total(&one, has ? &flow[seen] : &none);
		}
		seen += has;
	}
	HOLDS(seen == flows);
}

/* Flows and total of an importer, which come from the slice, are those of its cells. */
static void
fuzz_check_flows(trade_matrix_reader *reader, uint32_t at, const uint8_t *bytes, const trade_windows *windows,
				 const trade_cell *cells, uint32_t count)
{
	uint32_t	labels = reader->shape.label_count;
	trade_matrix_question question;
	trade_matrix_slice slice;
	trade_flow	total;
	trade_flow	expected = {.importer = cells->importer};
	trade_matrix_flow_room room = fuzz_room(labels);
	trade_matrix_flow_room oracle = fuzz_room(labels);
	uint32_t	flows;

	trade_matrix_ask(reader, windows, NULL, &question);
	HOLDS(trade_matrix_place_slice(reader, at, bytes, &question.bounds, &slice));
	HOLDS(trade_matrix_slice_total(&slice, &question, &total));
	total_of_cells(&expected, cells, count, windows);
	fuzz_check_total(&total, &expected);
	HOLDS(trade_matrix_slice_flows(&slice, &question, &room, &flows));
	HOLDS(flows_of_cells(oracle.flow, oracle.quantity, labels, cells, count, windows) == flows);
	for (uint32_t i = 0; i < flows; i++)
	{
		const trade_flow *same = &oracle.flow[i];

		HOLDS(room.flow[i].importer == same->importer && room.flow[i].exporter == same->exporter);
		HOLDS(memcmp(room.flow[i].present, same->present, sizeof(same->present)) == 0);
		HOLDS(memcmp(room.flow[i].value, same->value, sizeof(same->value)) == 0);
		HOLDS(memcmp(&room.quantity[i], &oracle.quantity[i], sizeof(*room.quantity)) == 0);
	}
	fuzz_check_needed(reader, at, bytes, question, room.flow, flows);
	fuzz_check_chosen(reader, &slice, windows, room.flow, flows);
	fuzz_check_periods(reader, &slice, cells, count);
	fuzz_free_room(&room);
	fuzz_free_room(&oracle);
}

/* Cells of one importer inside a window. */
static void
fuzz_check_window(trade_matrix_reader *reader, uint32_t at, const uint8_t *slice, trade_span span,
				  const trade_cell *cells, uint32_t count)
{
	trade_cell	some[3];
	uint32_t	seen = 0;
	uint32_t	more;

	trade_matrix_limit(reader, span);
	HOLDS(trade_matrix_enter(reader, at, slice));
	while ((more = trade_matrix_read(reader, some, 3)) > 0)
		for (uint32_t i = 0; i < more; i++, seen++)
		{
			while (seen < count && !trade_span_contains(span, cells[seen].month))
				cells++, count--;
			HOLDS(seen < count && memcmp(&some[i], &cells[seen], sizeof(trade_cell)) == 0);
		}
	HOLDS(reader->problem == NULL);
	for (; seen < count; seen++)
		HOLDS(!trade_span_contains(span, cells[seen].month));
}

/* Parts of a matrix are those of the whole, whose cells these are. */
static void
fuzz_check_parts(trade_matrix_reader *reader, uint64_t seed, const trade_cell *cells, uint32_t count)
{
	trade_windows windows;

	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		windows.span[window].first = cells[seed % count].month;
		windows.span[window].last = cells[seed / 64 % count].month + (int) (seed >> 60);
		seed = fuzz_hash(&seed, sizeof(seed));
	}
	for (uint32_t at = 0; at < reader->shape.importer_count; at++)
	{
		uint8_t    *slice = fuzz_slice(reader, at);
		uint32_t	cells_here = 1;

		HOLDS(cells->importer == trade_matrix_importer(reader, at));
		while (cells_here < count && cells[cells_here].importer == cells->importer)
			cells_here++;
		fuzz_check_flows(reader, at, slice, &windows, cells, cells_here);
		fuzz_check_window(reader, at, slice, windows.span[0], cells, cells_here);
		free(slice);
		cells += cells_here;
		count -= cells_here;
	}
	HOLDS(count == 0);
}

/* Whatever the bytes are, sums over them end, and look at nothing else. */
static void
fuzz_scan_any(trade_matrix_reader *reader)
{
	trade_windows windows = {{{reader->shape.first, reader->shape.first + 30}, {reader->shape.first + 12, TRADE_MONTH_LAST}}};
	trade_matrix_period *period = calloc(reader->shape.period_count + 1, sizeof(*period));
	trade_matrix_flow_room room = fuzz_room(reader->shape.label_count);
	uint64_t   *chosen = memset(malloc(reader->shape.label_count / 8 + 8), 0x69, reader->shape.label_count / 8 + 8);
	trade_matrix_question question;
	trade_matrix_question some;
	trade_matrix_slice slice;
	trade_flow	total;
	uint32_t	flows;

	trade_matrix_ask(reader, &windows, NULL, &question);
	trade_matrix_ask(reader, &windows, chosen, &some);
	for (uint32_t at = 0; at < reader->shape.importer_count; at++)
	{
		if (!trade_matrix_place_slice(reader, at, NULL, &question.bounds, &slice))
			continue;
		(void) trade_matrix_slice_total(&slice, &question, &total);
		(void) trade_matrix_slice_total(&slice, &some, &total);
		(void) trade_matrix_slice_flows(&slice, &question, &room, &flows);
		HOLDS(flows <= reader->shape.label_count);
		(void) trade_matrix_slice_periods(&slice, period, NULL);
		trade_matrix_need(&question.bounds, &reader->shape, at);
		if (trade_matrix_place_slice(reader, at, NULL, &question.bounds, &slice) && !slice.lacks)
			(void) trade_matrix_slice_one(&slice, &question, &total);
		question.bounds.needs = false;
	}
	fuzz_free_room(&room);
	free(chosen);
	free(period);
}

static bool
fuzz_is_valid(trade_matrix_reader *reader)
{
	static trade_matrix_check check;

	trade_matrix_check_begin(&check, reader->shape.label_count, reader->shape.period_count);
	while (trade_matrix_check_next(&check, reader))
		;
	return reader->problem == NULL;
}

/*
 * Reads bytes from a buffer of just their size, so that a byte read behind it is
 * seen.  Where they are a matrix, it is written again, to the same bytes; gives
 * whether they are.  Parts of it are read as the whole says, or refused.
 */
static bool
fuzz_read(const uint8_t *bytes, size_t size, trade_cell *cells, uint32_t max)
{
	static trade_matrix_reader reader;
	uint8_t    *exact = memcpy(malloc(size + 1), bytes, size);
	fuzz_matrix matrix = {0};
	uint32_t	count = 0;
	uint32_t	more;
	trade_cell	behind;
	bool		valid = false;

	exact = realloc(exact, size > 0 ? size : 1);
	if (!trade_matrix_open(&reader, exact, size, size))
		HOLDS(reader.problem != NULL);
	else if (reader.shape.cell_count <= max)
	{
		fuzz_scan_any(&reader);
		reader.problem = NULL;
		valid = fuzz_is_valid(&reader);
		reader.problem = NULL;
		/* by fives, so that calls begin in the middle of a period */
		while (count < max && (more = trade_matrix_read(&reader, cells + count, max - count < 5 ? max - count : 5)) > 0)
			count += more;
		HOLDS(!valid || (reader.problem == NULL && trade_matrix_read(&reader, &behind, 1) == 0 && reader.problem == NULL));
	}
	if (valid)
	{
		uint8_t    *again;
		size_t		length;

		HOLDS(count == reader.shape.cell_count);
		matrix = (fuzz_matrix) {reader.shape.kind, reader.shape.frequency, reader.shape.label_count,
			NULL, NULL, count, cells};
		fuzz_labels(&reader, &matrix);
		again = fuzz_write(&matrix, &length);
		HOLDS(length == size && memcmp(again, exact, size) == 0);
		fuzz_free_labels(&matrix);
		free(again);
		if (count > 0)
			fuzz_check_parts(&reader, fuzz_hash(exact, size), cells, count);
	}
	free(exact);
	return valid;
}

#endif
