/* The courses of flows, from a stored matrix. */
#include "postgres.h"

#include "miscadmin.h"

#include "screen/courses.h"

#define CELLS_A_STEP 128

/* A flow of a label to itself and a cell of value 0 are as good as absent. */
static inline bool
counts(const trade_cell *cell)
{
	return cell->importer != cell->exporter && cell->value != 0;
}

/* Points that grow; of equal periods the values add up. */
typedef struct points
{
	trade_point *point;
	int			count;
	int			room;
} points;

static void
add_point(points *p, const trade_cell *cell)
{
	if (p->count > 0 && p->point[p->count - 1].month == cell->month)
	{
		trade_sum_add_units(&p->point[p->count - 1].value, cell->value);
		return;
	}
	if (p->count == p->room)
	{
		p->room = Max(64, 2 * p->room);
		p->point = p->point == NULL ? palloc(p->room * sizeof(trade_point))
			: repalloc_huge(p->point, p->room * sizeof(trade_point));
	}
	p->point[p->count++] = (trade_point) {cell->month, trade_sum_of(cell->value)};
}

static void
add_quantity(sanctions_course *course, const trade_event_windows *windows, const trade_cell *cell)
{
	if (!trade_span_contains(windows->window[TRADE_AFTER], cell->month))
		return;
	trade_sum_add_units(&course->quantity, cell->quantity);
	trade_sum_add_units(&course->quantity_value, cell->quantity_value);
}

/* Whether a month lies between the beginning of the first and the end of the last window. */
static inline bool
is_near(const trade_event_windows *windows, trade_month month)
{
	return month >= windows->window[TRADE_BEFORE].first && month <= windows->window[TRADE_AFTER].last;
}

/* All cells of an importer that count. */
static trade_cell *
read_importer(sanctions_part_reader *matrix, int importer, int64 *count)
{
	uint64	   *only = sanctions_label_set(sanctions_part_head(matrix));
	const sanctions_part part = {.importers = only, .windows = {{TRADE_ALL_TIME, TRADE_NO_SPAN}}};
	int64		room = CELLS_A_STEP;
	trade_cell *cell = palloc(room * sizeof(trade_cell));
	uint32		read;

	*count = 0;
	sanctions_label_set_add(only, importer);
	sanctions_part_ask(matrix, &part);
	while ((read = sanctions_part_cells(matrix, cell + *count, room - *count)) > 0)
	{
		int64		end = *count + read;

		for (int64 i = *count; i < end; i++)
			if (counts(&cell[i]))
				cell[(*count)++] = cell[i];
		if (*count < room)
			continue;
		room *= 2;
		cell = repalloc_huge(cell, room * sizeof(trade_cell));
	}
	return cell;
}

/* Puts cells in the order of their exporters; those of one stay in theirs, by month. */
static trade_cell *
by_exporter(const trade_cell *cell, int64 count, int label_count)
{
	int64	   *place = palloc0((label_count + 1) * sizeof(int64));
	trade_cell *sorted = palloc_extended(count * sizeof(trade_cell) + 1, MCXT_ALLOC_HUGE);

	for (int64 i = 0; i < count; i++)
	{
		if (i % CELLS_A_STEP == 0)
			CHECK_FOR_INTERRUPTS();
		place[cell[i].exporter + 1]++;
	}
	for (int label = 0; label < label_count; label++)
		place[label + 1] += place[label];
	/* each may be the first in its page of memory */
	for (int64 i = 0; i < count; i++)
	{
		if (i % CELLS_A_STEP == 0)
			CHECK_FOR_INTERRUPTS();
		sorted[place[cell[i].exporter]++] = cell[i];
	}
	pfree(place);
	return sorted;
}

/* Cells of one exporter, to points behind those of the one before. */
static int64
read_supplier(const trade_event_windows *windows, const trade_cell *cell, int64 count, trade_point *point,
			  sanctions_course *course)
{
	int64		at = 0;
	int			points = 0;

	memset(course, 0, sizeof *course);
	for (; at < count && cell[at].exporter == cell[0].exporter; at++)
	{
		if (!is_near(windows, cell[at].month))
			continue;
		point[points++] = (trade_point) {cell[at].month, trade_sum_of(cell[at].value)};
		add_quantity(course, windows, &cell[at]);
	}
	course->course = (trade_course) {point, points};
	return at;
}

void
sanctions_suppliers_read(sanctions_part_reader *matrix, const trade_event_windows *windows, int importer,
						 sanctions_suppliers *suppliers)
{
	int64		count;
	trade_cell *read = read_importer(matrix, importer, &count);
	trade_cell *cell = by_exporter(read, count, sanctions_part_head(matrix)->label_count);
	trade_point *point = palloc_extended(count * sizeof(trade_point) + 1, MCXT_ALLOC_HUGE);
	int			most = Min(count, sanctions_part_head(matrix)->label_count);

	pfree(read);
	suppliers->count = 0;
	suppliers->label = palloc(most * sizeof(uint16) + 1);
	suppliers->course = palloc(most * sizeof(sanctions_course) + 1);
	for (int64 at = 0; at < count; suppliers->count++)
	{
		sanctions_course *course = &suppliers->course[suppliers->count];

		CHECK_FOR_INTERRUPTS();
		suppliers->label[suppliers->count] = cell[at].exporter;
		at += read_supplier(windows, cell + at, count - at, point, course);
		point += course->course.count;
	}
	pfree(cell);
}

struct sanctions_course_reader
{
	sanctions_part_reader *matrix;
	const trade_event_windows *windows;
	sanctions_part part;
	trade_cell	cell[CELLS_A_STEP];
	uint32		cells;			/* at hand, and the next one */
	uint32		at;
	points		points;
};

sanctions_course_reader *
sanctions_courses_open(sanctions_part_reader *matrix, const trade_event_windows *windows,
					   const uint64 *importers, const uint64 *exporters)
{
	sanctions_course_reader *reader = palloc(sizeof(sanctions_course_reader));
	trade_span	span = {windows->window[TRADE_BEFORE].first, windows->window[TRADE_AFTER].last};

	reader->matrix = matrix;
	reader->windows = windows;
	reader->part = (sanctions_part) {importers, exporters, {{span, TRADE_NO_SPAN}}};
	reader->cells = reader->at = 0;
	memset(&reader->points, 0, sizeof reader->points);
	sanctions_part_ask(matrix, &reader->part);
	return reader;
}

static bool
have_cell(sanctions_course_reader *reader)
{
	if (reader->at < reader->cells)
		return true;
	reader->at = 0;
	reader->cells = sanctions_part_cells(reader->matrix, reader->cell, CELLS_A_STEP);
	return reader->cells > 0;
}

void
sanctions_courses_next(sanctions_course_reader *reader, int importer, sanctions_course *course)
{
	memset(course, 0, sizeof *course);
	reader->points.count = 0;
	for (; have_cell(reader) && reader->cell[reader->at].importer <= importer; reader->at++)
	{
		const trade_cell *cell = &reader->cell[reader->at];

		if (cell->importer < importer || !counts(cell))
			continue;
		add_point(&reader->points, cell);
		add_quantity(course, reader->windows, cell);
	}
	course->course = (trade_course) {reader->points.point, reader->points.count};
}
