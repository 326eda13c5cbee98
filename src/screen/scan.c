/* The intermediary screen over a stored matrix. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "screen/scan.h"
#include "period/window.h"

/* Cells handled at a time. */
#define CELLS_A_STEP 1024

bool
sanctions_screen_find_labels(sanctions_screen *screen, const sanctions_flags_args *args)
{
	trade_screen *sums = &screen->sums;
	const sanctions_matrix *head = screen->head;
	bool		found;

	sums->label = palloc0(head->label_count * sizeof(trade_label_sums));
	sums->exports = palloc0(head->label_count * sizeof(*sums->exports));
	sums->target = sanctions_matrix_ask(head, args->target.bytes, args->target.length);
	found = sums->target >= 0;
	for (int i = 0; i < args->origin_count; i++)
	{
		int			label = sanctions_matrix_ask(head, args->origin[i].bytes, args->origin[i].length);

		if (label < 0)
			continue;
		sums->label[label].origin = true;
		found = true;
	}
	return found;
}

/* A part of the matrix: the cells of some labels in a window. */
static sanctions_part
part_of(const uint64 *importers, const uint64 *exporters, trade_span span)
{
	return (sanctions_part) {importers, exporters, {{span, TRADE_NO_SPAN}}};
}

static uint64 *
only_target(const sanctions_screen *screen)
{
	uint64	   *set = sanctions_label_set(screen->head);

	sanctions_label_set_add(set, screen->sums.target);
	return set;
}

static uint64 *
all_but_target(const sanctions_screen *screen)
{
	uint64	   *set = sanctions_label_set(screen->head);

	for (int label = 0; label < screen->head->label_count; label++)
		if (label != screen->sums.target)
			sanctions_label_set_add(set, label);
	return set;
}

static uint64 *
set_of_origins(const sanctions_screen *screen)
{
	uint64	   *set = sanctions_label_set(screen->head);

	for (int label = 0; label < screen->head->label_count; label++)
		if (screen->sums.label[label].origin)
			sanctions_label_set_add(set, label);
	return set;
}

/* The span of the cells that count, of all importers or some; marks the candidates. */
static trade_span
survey(sanctions_screen *screen, const uint64 *importers)
{
	sanctions_part part = part_of(importers, NULL, TRADE_ALL_TIME);
	trade_span	span = trade_screen_no_span();
	trade_cell	cell[CELLS_A_STEP];
	int			count;

	sanctions_part_ask(screen->matrix, &part);
	while ((count = sanctions_part_cells(screen->matrix, cell, lengthof(cell))) > 0)
		trade_screen_survey(&screen->sums, cell, count, &span);
	return span;
}

static void
check_window(const trade_screen *screen, int window, trade_span span)
{
	trade_frequency frequency = screen->period_months == 12 ? TRADE_FREQUENCY_YEAR : TRADE_FREQUENCY_MONTH;

	if (screen->window[window].first <= screen->window[window].last)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the window %s the event has no period", window == TRADE_BEFORE ? "before" : "after"),
			 errhint("The data cover %s to %s, the event is in %s.",
					 sanctions_period_text(span.first, frequency),
					 sanctions_period_text(span.last, frequency),
					 sanctions_period_text(screen->event, frequency))));
}

/*
 * The span of the data.  Where coverage gives both ends only the target's
 * suppliers are looked at, unless there are none: then some cell must count at
 * all.  False where none does.
 */
static bool
find_span(sanctions_screen *screen, const sanctions_flags_args *args, trade_span *span)
{
	trade_span	cells = trade_screen_no_span();
	bool		bounded = sanctions_flags_bounded(args);

	if (bounded && screen->sums.target >= 0)
		cells = survey(screen, only_target(screen));
	if (!bounded || cells.first > cells.last)
		cells = survey(screen, NULL);
	if (cells.first > cells.last)
		return false;
	*span = sanctions_flags_span(args, screen->sums.period_months, cells);
	return true;
}

static bool
set_windows(sanctions_screen *screen, const sanctions_flags_args *args)
{
	trade_screen *sums = &screen->sums;
	trade_month period = args->since_month;
	trade_span	span;

	if (!find_span(screen, args, &span))
		return false;
	if (sums->period_months == 12)
		period = trade_month_of(trade_month_year(period), 1);
	sums->event = period;
	sums->event_is_after = sanctions_date_from_month(period) == args->since;
	trade_screen_windows(sums, args->before_months, args->after_months, span);
	check_window(sums, TRADE_BEFORE, span);
	check_window(sums, TRADE_AFTER, span);
	return true;
}

static void
add_flows(sanctions_screen *screen)
{
	trade_screen *sums = &screen->sums;
	sanctions_part part = {.windows = {{sums->window[TRADE_BEFORE], sums->window[TRADE_AFTER]}}};
	trade_matrix_tally tally = {.marked = set_of_origins(screen), .exports = sums->exports};
	sanctions_flows flows;
	uint16		importer;

	if (sums->target >= 0)
	{
		part.importers = only_target(screen);
		sanctions_part_ask(screen->matrix, &part);
		while (sanctions_part_flows(screen->matrix, &flows))
			trade_screen_add_target(sums, flows.flow, flows.count);
	}
	part.importers = all_but_target(screen);
	sanctions_part_ask(screen->matrix, &part);
	while (sanctions_part_tally(screen->matrix, false, &tally, &importer))
		trade_screen_add_importer(sums, importer, tally.all, tally.of_marked);
}

/* By cell: of one whose value is 0 the quantity does not count. */
static void
add_quantities(sanctions_screen *screen)
{
	sanctions_part part = part_of(NULL, NULL, screen->sums.window[TRADE_AFTER]);
	trade_cell	cell[CELLS_A_STEP];
	int			count;

	if (!screen->head->has_quantity)
		return;
	sanctions_part_ask(screen->matrix, &part);
	while ((count = sanctions_part_cells(screen->matrix, cell, lengthof(cell))) > 0)
		trade_screen_add_quantities(&screen->sums, cell, count);
}

/* Cells that come in order, one label's after the other. */
typedef struct cell_stream
{
	trade_cell *cell;
	int64		count;
	int64		at;
} cell_stream;

static cell_stream
read_stream(sanctions_screen *screen, const uint64 *importers, const uint64 *exporters)
{
	sanctions_part part = part_of(importers, exporters, screen->sums.window[TRADE_AFTER]);
	cell_stream stream = {0};
	int64		room = CELLS_A_STEP;
	int			count;

	stream.cell = palloc(room * sizeof(trade_cell));
	sanctions_part_ask(screen->matrix, &part);
	while ((count = sanctions_part_cells(screen->matrix, stream.cell + stream.count, room - stream.count)) > 0)
	{
		stream.count += count;
		if (stream.count < room)
			continue;
		room *= 2;
		stream.cell = repalloc_huge(stream.cell, room * sizeof(trade_cell));
	}
	return stream;
}

static int
compare_exporters(const void *a, const void *b)
{
	const trade_cell *left = a;
	const trade_cell *right = b;

	CHECK_FOR_INTERRUPTS();
	if (left->exporter != right->exporter)
		return left->exporter < right->exporter ? -1 : 1;
	return left->month < right->month ? -1 : 1;
}

/* The stream's cells of a label, as importer or as exporter; labels are asked for in order. */
static cell_stream
cells_of(cell_stream *stream, int label, bool importer)
{
	int64		from;

#define LABEL_OF(cell) (importer ? (cell).importer : (cell).exporter)
	while (stream->at < stream->count && LABEL_OF(stream->cell[stream->at]) < label)
		stream->at++;
	from = stream->at;
	while (stream->at < stream->count && LABEL_OF(stream->cell[stream->at]) == label)
		stream->at++;
#undef LABEL_OF
	return (cell_stream) {stream->cell + from, stream->at - from};
}

typedef void (*overlap_step) (trade_overlap *, const trade_screen *, const trade_cell *, int);

static void
overlap_cells(trade_overlap *overlap, const trade_screen *screen, const cell_stream *cells, overlap_step add)
{
	for (int64 i = 0; i < cells->count; i += TRADE_CELLS_PER_CALL)
	{
		CHECK_FOR_INTERRUPTS();
		add(overlap, screen, cells->cell + i, Min(TRADE_CELLS_PER_CALL, cells->count - i));
	}
}

static int
compare_findings(const void *a, const void *b)
{
	CHECK_FOR_INTERRUPTS();
	return trade_finding_compare(*(trade_finding *const *) a, *(trade_finding *const *) b);
}

static uint64 *
set_of_candidates(sanctions_screen *screen)
{
	uint64	   *set = sanctions_label_set(screen->head);

	for (int label = 0; label < screen->head->label_count; label++)
		if (screen->sums.label[label].candidate)
		{
			sanctions_label_set_add(set, label);
			screen->count++;
		}
	return set;
}

static void
judge_all(sanctions_screen *screen)
{
	const trade_screen *sums = &screen->sums;
	const uint64 *candidates = set_of_candidates(screen);
	trade_overlap overlap = {.quarter_months = sums->period_months == 12 ? 12 : 3};
	trade_finding *finding = palloc_extended(screen->count * sizeof(trade_finding) + 1, MCXT_ALLOC_HUGE);
	cell_stream sold;
	cell_stream bought;
	int			quarters = trade_overlap_quarters(sums);
	int			at = 0;

	screen->finding = palloc((screen->count + 1) * sizeof(trade_finding *));
	if (screen->count == 0)
		return;
	trade_screen_prepare(&screen->sums);
	sold = read_stream(screen, only_target(screen), candidates);
	qsort(sold.cell, sold.count, sizeof(trade_cell), compare_exporters);
	bought = read_stream(screen, candidates, set_of_origins(screen));
	overlap.inflow = palloc0(quarters * sizeof(trade_sum));
	overlap.outflow = palloc0(quarters * sizeof(trade_sum));
	for (int label = 0; label < screen->head->label_count; label++)
	{
		cell_stream out;
		cell_stream in;

		if (!sums->label[label].candidate)
			continue;
		out = cells_of(&sold, label, false);
		in = cells_of(&bought, label, true);
		overlap.matched = overlap.total = trade_sum_of(0);
		overlap_cells(&overlap, sums, &out, trade_overlap_outflow);
		overlap_cells(&overlap, sums, &in, trade_overlap_inflow);
		overlap_cells(&overlap, sums, &out, trade_overlap_match);
		trade_screen_judge(sums, label, &overlap, &finding[at]);
		screen->finding[at] = &finding[at];
		at++;
	}
	qsort(screen->finding, screen->count, sizeof(trade_finding *), compare_findings);
}

bool
sanctions_screen_run(sanctions_screen *screen, const sanctions_flags_args *args)
{
	screen->sums.thresholds = args->thresholds;
	screen->sums.share_baseline = args->share_baseline;
	screen->sums.period_months = screen->head->frequency == TRADE_FREQUENCY_YEAR ? 12 : 1;
	if (!set_windows(screen, args))
		return false;
	add_flows(screen);
	add_quantities(screen);
	judge_all(screen);
	return true;
}
