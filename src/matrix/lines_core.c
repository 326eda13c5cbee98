/*
 * Lines straight from the stored form of a matrix.  Most slices are small, so what costs is
 * how often a processor guesses wrongly: there is one loop over the cells of all windows,
 * and the cells of periods between them are added up where nobody looks.
 */
#include "matrix/lines_core.h"

#include <string.h>

#include "matrix/sum_core.h"

/* Exporters of a kind are added up together: whether they count at all, and in the part. */
#define KINDS (TRADE_LINE_PART + TRADE_LINE_SELF + 1)

/* Narrow numbers by place and kind, before they are multiplied by their power; seen: any other than 0. */
typedef struct line_sums
{
	trade_bits128 sum[(TRADE_LINE_WIDTH_MAX + 1) * KINDS];
	uint64_t	seen[(TRADE_LINE_WIDTH_MAX + 1) * KINDS];
} line_sums;

/* How the numbers of a slice are read, which the compiler is to know. */
typedef enum number_form
{
	FORM_LOW,
	FORM_HIGH,
	FORM_ANY
} number_form;

/*
 * What is used at each cell, in registers whatever is written: copies that are nowhere
 * but there.
 */
typedef struct line_walk
{
	const trade_matrix_slice *whole;
	trade_matrix_slice slice;	/* what is used of it: its exporters, presence, and the column of values */
	const uint8_t *asked;
	const uint8_t *place;
	uint32_t	width;
	trade_matrix_lines *lines;
	line_sums  *sums;
	number_form form;
	uint32_t	high;			/* high parts before the next cell */
	bool		has_cell;
	bool		has_part;
} line_walk;

/* Adds to the line of an exporter, which may be a new one. */
static void
add_own(trade_matrix_lines *lines, uint32_t width, uint32_t place, uint32_t exporter, trade_units number)
{
	uint16_t   *at = &lines->at[exporter];

	if (number == 0 || place == width)
		return;
	if (*at == 0)
	{
		lines->exporter[lines->count] = exporter;
		memset(lines->line + (size_t) lines->count * width, 0, width * sizeof(trade_sum));
		*at = ++lines->count;
	}
	trade_sum_add_units(&lines->line[(size_t) (*at - 1) * width + place], number);
}

static ALWAYS_INLINE bool
add_narrow_cell(line_walk *w, bool two, uint32_t place, uint32_t exporter, uint32_t cell)
{
	const trade_matrix_column *column = &w->slice.column[0];
	int64_t		number = trade_matrix_narrow(&w->slice, column, two, cell, &w->high);
	uint8_t		asked = w->asked[exporter];
	uint32_t	at = place * KINDS + asked % KINDS;

	/* no branch: whose turn it is nobody can guess */
	w->sums->sum[at] += (trade_units) number;
	w->sums->seen[at] |= (uint64_t) number;
	if (asked & TRADE_LINE_OWN)
		add_own(w->lines, w->width, place, exporter, (trade_units) number * column->power);
	return true;
}

static ALWAYS_INLINE bool
add_any_cell(line_walk *w, uint32_t place, uint32_t exporter, uint32_t cell)
{
	uint8_t		asked = w->asked[exporter];
	uint32_t	high = w->high;
	trade_units number;

	if (!trade_matrix_number(w->whole, &w->whole->column[0], cell, &high, &number))
		return false;
	w->high = high;
	if (number == 0 || asked & TRADE_LINE_SELF || place == w->width)
		return true;
	w->has_cell = true;
	trade_sum_add_units(&w->lines->total[place], number);
	if (asked & TRADE_LINE_PART)
	{
		w->has_part = true;
		trade_sum_add_units(&w->lines->part[place], number);
	}
	if (asked & TRADE_LINE_OWN)
		add_own(w->lines, w->width, place, exporter, number);
	return true;
}

static ALWAYS_INLINE bool
add_cell(void *context, const trade_matrix_slice *slice, uint32_t period, uint32_t exporter, uint32_t cell)
{
	line_walk  *w = context;
	uint32_t	place = w->place[period];

	(void) slice;
	return w->form == FORM_ANY ? add_any_cell(w, place, exporter, cell)
		: add_narrow_cell(w, w->form == FORM_HIGH, place, exporter, cell);
}

/* Of a listed slice, run by run; where the first of them begins and the last one ends is known. */
static ALWAYS_INLINE bool
add_list(line_walk *w, const trade_matrix_question *question, const trade_matrix_line_question *asked)
{
	trade_matrix_range range = question->range[0];
	uint32_t	cell = w->whole->first[question->from[0]];

	for (uint32_t i = 0; i < asked->run_count; range.from = asked->run[i++].to)
	{
		const trade_matrix_range *run = &asked->run[i];
		uint32_t	end = run->to == range.to ? w->whole->first[question->to[0]]
			: trade_matrix_slice_first(w->whole, run->to);

		if (run->from != range.from)
			cell = trade_matrix_slice_first(w->whole, run->from);
		w->high = trade_matrix_marks_before(w->whole, &w->whole->column[0], cell);
		if (!walk_cells(&w->slice, run->from, cell, end, question->pause, add_cell, w))
			return false;
		cell = end;
	}
	return true;
}

static ALWAYS_INLINE bool
add_grid(line_walk *w, const trade_matrix_question *question)
{
	w->high = trade_matrix_marks_before(w->whole, &w->whole->column[0], w->whole->first[question->from[0]]);
	return walk_grid(&w->slice, question, 0, false, add_cell, w);
}

static ALWAYS_INLINE void
begin_walk(line_walk *w, const trade_matrix_slice *slice, bool two, const trade_matrix_line_question *asked,
		   trade_matrix_lines *lines)
{
	const trade_matrix_column *column = &slice->column[0];

	w->whole = slice;
	w->slice.bytes = slice->bytes;
	w->slice.label_count = slice->label_count;
	w->slice.label_bits = slice->label_bits;
	w->slice.exporter = slice->exporter;
	w->slice.exporter_count = slice->exporter_count;
	w->slice.presence = slice->presence;
	memcpy(w->slice.first, slice->first, sizeof(slice->first));
	w->slice.column[0].low_width = column->low_width;
	w->slice.column[0].high_width = two ? column->high_width : 0;
	w->slice.column[0].power = column->power;
	w->slice.column[0].base = column->base;
	w->slice.column[0].marks = column->marks;
	w->slice.column[0].low = column->low;
	w->slice.column[0].high = column->high;
	w->asked = asked->asked;
	w->place = asked->place;
	w->width = asked->width;
	w->lines = lines;
	w->has_cell = w->has_part = false;
}

static ALWAYS_INLINE void
begin_sums(line_sums *sums, uint32_t width)
{
	memset(sums->sum, 0, (width + 1) * KINDS * sizeof(sums->sum[0]));
	memset(sums->seen, 0, (width + 1) * KINDS * sizeof(sums->seen[0]));
}

static ALWAYS_INLINE void
end_sums(line_walk *w, const line_sums *sums)
{
	for (uint32_t i = 0; i < w->width; i++)
	{
		const trade_bits128 *sum = sums->sum + i * KINDS;
		const uint64_t *seen = sums->seen + i * KINDS;

		w->lines->total[i] = trade_sum_of((trade_units) (sum[0] + sum[TRADE_LINE_PART]) * w->slice.column[0].power);
		w->lines->part[i] = trade_sum_of((trade_units) sum[TRADE_LINE_PART] * w->slice.column[0].power);
		w->has_cell |= (seen[0] | seen[TRADE_LINE_PART]) != 0;
		w->has_part |= seen[TRADE_LINE_PART] != 0;
	}
}

static ALWAYS_INLINE bool
add_slice(const trade_matrix_slice *slice, number_form form, const trade_matrix_question *question,
		  const trade_matrix_line_question *asked, trade_matrix_lines *lines)
{
	line_walk	w;
	line_sums	sums;
	bool		valid;

	begin_walk(&w, slice, form == FORM_HIGH, asked, lines);
	w.form = form;
	w.sums = &sums;
	if (form != FORM_ANY)
		begin_sums(&sums, asked->width);
	for (uint32_t i = 0; i < asked->width && form == FORM_ANY; i++)
		lines->total[i] = lines->part[i] = trade_sum_of(0);
	valid = slice->listed ? add_list(&w, question, asked) : add_grid(&w, question);
	if (form != FORM_ANY)
		end_sums(&w, &sums);
	lines->has_cell = w.has_cell;
	lines->has_part = w.has_part;
	return valid;
}

bool
trade_matrix_slice_lines(const trade_matrix_slice *slice, const trade_matrix_question *question,
						 const trade_matrix_line_question *asked, trade_matrix_lines *lines)
{
	uint8_t    *self = &asked->asked[slice->importer];
	uint8_t		asked_of_self = *self;
	bool		valid;

	lines->count = 0;
	*self = TRADE_LINE_SELF;
	if (!slice->column[0].narrow)
		valid = add_slice(slice, FORM_ANY, question, asked, lines);
	else if (slice->column[0].high_width > 0)
		valid = add_slice(slice, FORM_HIGH, question, asked, lines);
	else
		valid = add_slice(slice, FORM_LOW, question, asked, lines);
	*self = asked_of_self;
	for (uint32_t i = 0; i < lines->count; i++)
		lines->at[lines->exporter[i]] = 0;
	return valid;
}
