/*
 * Mirror gaps of two matrices, importer after importer.
 *
 * The labels of a matrix are in order of their bytes, and so are those of the union: the
 * importers of all matrices come in the same order.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "leaks/mirror.h"
#include "leaks/cells.h"
#include "screen/windows.h"

#define CELLS_A_BREATH 1024

/* The cells of a side, one importer's after the other, in order of exporters. */
typedef struct mirror_stream
{
	const sanctions_mirror_side *side;
	sanctions_cells *cells;
	const trade_cell *next;		/* the first of the next importer */
	trade_mirror_cell *read;	/* in the order of the matrix */
	trade_mirror_cell *cell;	/* in order of exporters */
	int			count;
	int			room;
	int		   *exporter;		/* those that have a cell, rising */
	int			exporters;
} mirror_stream;

/* A run over all importers. */
typedef struct mirror_run
{
	sanctions_mirror *mirror;
	const int  *place;
	int			words;			/* of the bits of all periods */
	uint64	   *reports;		/* of each label as exporter */
	uint64	   *importer_reports;
	trade_sum  *bought;
	trade_sum  *sold;
	uint64	   *bits;
	trade_sum (*years)[2];
	int		   *seen;			/* cells of each exporter, and then where its next one goes; all 0 between importers */
	mirror_stream stream[SANCTIONS_MIRROR_SIDES];
	int64		room;
} mirror_run;

static int
place_of(const mirror_run *run, trade_month month)
{
	const trade_event_windows *windows = &run->mirror->windows;

	return trade_line_place(windows, month) < 0 ? -1 : run->place[month - windows->window[TRADE_BEFORE].first];
}

static void
stream_open(mirror_run *run, sanctions_mirror_role role)
{
	mirror_stream *stream = &run->stream[role];
	const trade_span whole = {run->mirror->windows.window[TRADE_BEFORE].first, run->mirror->windows.window[TRADE_AFTER].last};

	stream->side = &run->mirror->side[role];
	if (stream->side->head == NULL || stream->side->head->cell_count == 0)
		return;
	stream->cells = sanctions_cells_open(stream->side->matrix, whole);
	stream->next = sanctions_cells_next(stream->cells);
	stream->exporter = palloc((run->mirror->labels.count + 1) * sizeof(int));
}

static void
make_room(mirror_stream *stream)
{
	if (stream->count < stream->room)
		return;
	stream->room = Max(stream->room * 2, 1024);
	stream->read = stream->read == NULL ? palloc_extended(stream->room * sizeof(trade_mirror_cell), MCXT_ALLOC_HUGE)
		: repalloc_huge(stream->read, stream->room * sizeof(trade_mirror_cell));
	if (stream->cell != NULL)
		pfree(stream->cell);
	stream->cell = palloc_extended(stream->room * sizeof(trade_mirror_cell), MCXT_ALLOC_HUGE);
}

static int
compare_numbers(const void *a, const void *b)
{
	CHECK_FOR_INTERRUPTS();
	return *(const int *) a < *(const int *) b ? -1 : *(const int *) a > *(const int *) b;
}

/* An importer may have all cells of its matrix. */
static inline void
breathe(int done)
{
	if (done % CELLS_A_BREATH == 0)
		CHECK_FOR_INTERRUPTS();
}

/* Puts what was read in order of exporters. */
static void
sort_by_exporter(mirror_run *run, mirror_stream *stream)
{
	int			next = 0;

	stream->exporters = 0;
	for (int i = 0; i < stream->count; i++)
	{
		breathe(i);
		if (run->seen[stream->read[i].exporter]++ == 0)
			stream->exporter[stream->exporters++] = stream->read[i].exporter;
	}
	qsort(stream->exporter, stream->exporters, sizeof(int), compare_numbers);
	for (int i = 0; i < stream->exporters; i++)
	{
		int			count = run->seen[stream->exporter[i]];

		run->seen[stream->exporter[i]] = next;
		next += count;
	}
	for (int i = 0; i < stream->count; i++)
	{
		breathe(i);
		stream->cell[run->seen[stream->read[i].exporter]++] = stream->read[i];
	}
	for (int i = 0; i < stream->exporters; i++)
		run->seen[stream->exporter[i]] = 0;
}

/* Reads the cells of an importer that lie in a window. */
static void
stream_read(mirror_run *run, mirror_stream *stream, int importer)
{
	stream->count = 0;
	while (stream->next != NULL && stream->side->label[stream->next->importer] == importer)
	{
		int			at = place_of(run, stream->next->month);

		make_room(stream);
		if (at >= 0)
			stream->read[stream->count++] = (trade_mirror_cell) {stream->side->label[stream->next->exporter], at, stream->next->value};
		stream->next = sanctions_cells_next(stream->cells);
	}
	sort_by_exporter(run, stream);
}

/* The cells of one exporter; exporters are asked for in order, from 0 at first. */
static trade_mirror_cells
cells_of(const mirror_stream *stream, int exporter, int *at)
{
	int			from;

	while (*at < stream->count && stream->cell[*at].exporter < exporter)
		(*at)++;
	from = *at;
	while (*at < stream->count && stream->cell[*at].exporter == exporter)
		(*at)++;
	return (trade_mirror_cells) {stream->cell + from, *at - from};
}

static const mirror_stream *
reporting_stream(const mirror_run *run)
{
	return &run->stream[run->mirror->side[SANCTIONS_REPORTED].head != NULL ? SANCTIONS_REPORTED : SANCTIONS_IMPORTS];
}

/* What the importer reports, and sums of each period. */
static trade_mirror_importer
sum_importer(mirror_run *run)
{
	const mirror_stream *reported = reporting_stream(run);
	const mirror_stream *exports = &run->stream[SANCTIONS_EXPORTS];
	Size		sums = run->mirror->frame.count * sizeof(trade_sum);

	memset(run->importer_reports, 0, run->words * sizeof(uint64));
	memset(run->bought, 0, sums);
	memset(run->sold, 0, sums);
	for (int i = 0; i < reported->count; i++)
	{
		breathe(i);
		sanctions_label_set_add(run->importer_reports, reported->cell[i].at);
		trade_sum_add_units(&run->bought[reported->cell[i].at], reported->cell[i].value);
	}
	for (int i = 0; i < exports->count; i++)
	{
		breathe(i);
		trade_sum_add_units(&run->sold[exports->cell[i].at], exports->cell[i].value);
	}
	return (trade_mirror_importer) {run->importer_reports, run->bought, run->sold};
}

static void
keep_pair(mirror_run *run, trade_mirror_pair *pair)
{
	sanctions_mirror *mirror = run->mirror;

	if (mirror->count == run->room)
	{
		run->room = Max(run->room * 2, 1024);
		mirror->pair = mirror->pair == NULL ? palloc(run->room * sizeof(trade_mirror_pair *))
			: repalloc_huge(mirror->pair, run->room * sizeof(trade_mirror_pair *));
	}
	mirror->pair[mirror->count++] = pair;
}

/* Judges every exporter that has a cell in the exports or in the imports of an importer. */
static void
judge_importer(mirror_run *run, int importer)
{
	const mirror_stream *exports = &run->stream[SANCTIONS_EXPORTS];
	const mirror_stream *imports = &run->stream[SANCTIONS_IMPORTS];
	trade_mirror_importer sums = sum_importer(run);
	int			at[SANCTIONS_MIRROR_SIDES] = {0};
	int			i = 0;
	int			j = 0;

	while (i < exports->exporters || j < imports->exporters)
	{
		bool		sold = j == imports->exporters || (i < exports->exporters && exports->exporter[i] <= imports->exporter[j]);
		int			exporter = sold ? exports->exporter[i] : imports->exporter[j];
		trade_mirror_pair *pair = palloc0(sizeof(trade_mirror_pair));
		trade_mirror_flows flows = {
			run->reports + (Size) exporter * run->words, cells_of(exports, exporter, &at[SANCTIONS_EXPORTS]),
			cells_of(imports, exporter, &at[SANCTIONS_IMPORTS]),
			cells_of(reporting_stream(run), exporter, &at[SANCTIONS_REPORTED])
		};

		CHECK_FOR_INTERRUPTS();
		i += i < exports->exporters && exports->exporter[i] == exporter;
		j += j < imports->exporters && imports->exporter[j] == exporter;
		pair->exporter = exporter;
		pair->importer = importer;
		pair->margin = run->mirror->margin[importer];
		trade_mirror_judge(&run->mirror->frame, &run->mirror->limit, &sums, &flows, run->bits, run->years, pair);
		keep_pair(run, pair);
	}
}

/* The periods in which each exporter has a cell with anybody. */
static void
find_exporter_reports(mirror_run *run)
{
	const sanctions_mirror_side *exports = &run->mirror->side[SANCTIONS_EXPORTS];
	sanctions_cells *cells = sanctions_cells_open(exports->matrix, TRADE_ALL_TIME);
	const trade_cell *cell;

	run->reports = palloc_extended((Size) run->mirror->labels.count * run->words * sizeof(uint64), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	while ((cell = sanctions_cells_next(cells)) != NULL)
	{
		int			at = place_of(run, cell->month);

		if (at >= 0)
			sanctions_label_set_add(run->reports + (Size) exports->label[cell->exporter] * run->words, at);
	}
	sanctions_cells_close(cells);
}

/* The importer that comes next in any matrix; -1 at the end. */
static int
next_importer(const mirror_run *run)
{
	int			lowest = -1;

	for (int i = 0; i < SANCTIONS_MIRROR_SIDES; i++)
	{
		const mirror_stream *stream = &run->stream[i];
		int			importer;

		if (stream->next == NULL)
			continue;
		importer = stream->side->label[stream->next->importer];
		if (lowest < 0 || importer < lowest)
			lowest = importer;
	}
	return lowest;
}

static int
compare_pairs(const void *a, const void *b)
{
	CHECK_FOR_INTERRUPTS();
	return trade_mirror_compare(*(trade_mirror_pair *const *) a, *(trade_mirror_pair *const *) b);
}

void
sanctions_mirror_run(sanctions_mirror *mirror)
{
	mirror_run	run = {.mirror = mirror, .place = sanctions_mirror_set_frame(mirror)};
	int			importer;

	run.words = mirror->frame.count / 64 + 1;
	run.importer_reports = palloc(run.words * sizeof(uint64));
	run.bits = palloc(run.words * sizeof(uint64));
	run.bought = palloc((mirror->frame.count + 1) * sizeof(trade_sum));
	run.sold = palloc((mirror->frame.count + 1) * sizeof(trade_sum));
	run.years = palloc((mirror->frame.year_count + 1) * sizeof(*run.years));
	run.seen = palloc0((mirror->labels.count + 1) * sizeof(int));
	find_exporter_reports(&run);
	for (int i = 0; i < SANCTIONS_MIRROR_SIDES; i++)
		stream_open(&run, i);
	while ((importer = next_importer(&run)) >= 0)
	{
		for (int i = 0; i < SANCTIONS_MIRROR_SIDES; i++)
			stream_read(&run, &run.stream[i], importer);
		judge_importer(&run, importer);
	}
	if (mirror->count > 0)
		qsort(mirror->pair, mirror->count, sizeof(trade_mirror_pair *), compare_pairs);
}
