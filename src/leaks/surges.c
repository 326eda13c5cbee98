/* destination_surges, supplier_surges: one leg only, a matrix at a time. */
#include "postgres.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact/function.h"
#include "leaks/labels.h"
#include "leaks/surges_core.h"
#include "matrix/part.h"
#include "period/window.h"
#include "screen/arguments.h"
#include "screen/labels.h"
#include "screen/thresholds.h"
#include "screen/windows.h"

#define SURGE_COLUMNS 18
#define CELLS_A_STEP 1024

enum
{
	ARG_MATRIX,
	ARG_TARGET,
	ARG_ORIGINS,
	ARG_SINCE,
	ARG_BEFORE,
	ARG_AFTER,
	ARG_HISTORY,
	ARG_PART,
	ARG_COVERAGE,
	ARG_BASELINE,
	ARG_THRESHOLDS
};

/* Of what a label traded in a period that counts: one cell, or several of the same period. */
typedef struct surge_entry
{
	uint16		label;
	trade_month month;
	trade_units value;
} surge_entry;

/* A call: arguments, and the matrix as it is read. */
typedef struct surge_scan
{
	sanctions_event_arguments args;
	int32		history_months;
	int32		part_months;
	trade_surge_thresholds limit;
	sanctions_part_reader *matrix;
	const sanctions_matrix *head;
	sanctions_screen_labels labels;
	trade_event_windows windows;
	trade_parts parts;
	trade_surge_frame frame;
	bool	   *candidate;		/* of each label: has a flow in any period, and is no origin */
	surge_entry *entry;
	int64		count;
	int64		room;
	int64	   *first;			/* of each label its first entry, once these are in order */
	trade_surge *surge;			/* of each candidate */
} surge_scan;

static void
read_arguments(FunctionCallInfo fcinfo, surge_scan *scan)
{
	const sanctions_event_places places = {
		.target = ARG_TARGET, .origins = ARG_ORIGINS, .since = ARG_SINCE, .before_months = ARG_BEFORE,
		.after_months = ARG_AFTER, .coverage = ARG_COVERAGE, .baseline = ARG_BASELINE, .seasonal = -1
	};

	sanctions_refuse_null(fcinfo, ARG_THRESHOLDS, "thresholds");
	sanctions_event_read(fcinfo, &places, &scan->args);
	sanctions_refuse_everyone(&scan->args);
	scan->history_months = sanctions_read_months(fcinfo, ARG_HISTORY, "history_months");
	scan->part_months = sanctions_read_months(fcinfo, ARG_PART, "part_months");
	sanctions_thresholds_read(PG_GETARG_JSONB_P(ARG_THRESHOLDS), &trade_surge_threshold_table, &scan->limit);
}

/* False where there is nothing to look at. */
static bool
open_matrix(FunctionCallInfo fcinfo, surge_scan *scan)
{
	if (PG_ARGISNULL(ARG_MATRIX))
		return false;
	scan->matrix = sanctions_part_open(PG_GETARG_DATUM(ARG_MATRIX), true);
	scan->head = sanctions_part_head(scan->matrix);
	if (scan->head->cell_count == 0)
		return false;
	sanctions_event_fit(&scan->args, scan->head);
	sanctions_check_years(scan->head, scan->history_months, "history_months");
	sanctions_check_years(scan->head, scan->part_months, "part_months");
	if (!sanctions_event_windows(scan->matrix, &scan->args, &scan->windows))
		return false;
	sanctions_refuse_sums(scan->head);
	sanctions_screen_labels_find(scan->head, &scan->args, &scan->labels);
	sanctions_screen_labels_warn(fcinfo, scan->head, &scan->args, &scan->labels);
	return true;
}

/* Parts reach over the whole span, silent periods too. */
static void
set_parts(surge_scan *scan)
{
	const trade_event_windows *windows = &scan->windows;
	trade_parts *parts = &scan->parts;
	trade_month begin = windows->event + (windows->event_is_after ? 0 : windows->period_months);
	trade_month end = windows->span.last;

	if (scan->args.after_months > 0 && end > (int64) begin + scan->args.after_months - 1)
		end = begin + scan->args.after_months - 1;
	parts->months = scan->part_months > 0 ? scan->part_months : windows->period_months == 12 ? 12 : 3;
	parts->before_end = Min(windows->event, windows->span.last + 1);
	parts->after_first = Max(begin, windows->span.first);
	parts->before = (parts->before_end - windows->span.first) / parts->months;
	parts->after = (end - parts->after_first + 1) / parts->months;
	parts->history = parts->before;
	if (scan->history_months > 0)
		parts->history = Min(parts->before, scan->history_months / parts->months);
}

static const bool *
find_silence(const surge_scan *scan)
{
	const trade_parts *parts = &scan->parts;
	bool	   *silent = palloc0(parts->before + parts->after + 1);

	for (int at = 0; at < parts->before + parts->after; at++)
	{
		trade_month first = trade_part_first(parts, at);

		CHECK_FOR_INTERRUPTS();
		for (trade_month month = first; month < first + parts->months; month += scan->windows.period_months)
			silent[at] = silent[at] || trade_event_silent(&scan->windows, month);
	}
	return silent;
}

static void
set_frame(surge_scan *scan, bool of_suppliers)
{
	set_parts(scan);
	scan->frame.windows = &scan->windows;
	scan->frame.parts = &scan->parts;
	scan->frame.silent = find_silence(scan);
	scan->frame.limit = &scan->limit;
	scan->frame.share_baseline = scan->args.share_baseline;
	scan->frame.of_suppliers = of_suppliers;
}

static trade_sum *
make_part_sums(const surge_scan *scan)
{
	return palloc0((scan->parts.before + scan->parts.after + 1) * sizeof(trade_sum));
}

static void
clear_flow(const surge_scan *scan, trade_surge_flow *flow)
{
	memset(flow->line, 0, sizeof flow->line);
	memset(flow->part, 0, (scan->parts.before + scan->parts.after) * sizeof(trade_sum));
}

static void
add_to_flow(const surge_scan *scan, trade_surge_flow *flow, trade_month month, trade_units value)
{
	int			place = trade_line_place(&scan->windows, month);
	int			part = trade_part_of(&scan->parts, month);

	if (place >= 0)
		trade_sum_add_units(&flow->line[place], value);
	if (part >= 0)
		trade_sum_add_units(&flow->part[part], value);
}

static void
keep_entry(surge_scan *scan, int label, trade_month month, trade_units value)
{
	if (trade_line_place(&scan->windows, month) < 0 && trade_part_of(&scan->parts, month) < 0)
		return;
	if (scan->count == scan->room)
	{
		scan->room *= 2;
		scan->entry = repalloc_huge(scan->entry, scan->room * sizeof(surge_entry));
	}
	scan->entry[scan->count++] = (surge_entry) {label, month, value};
}

/* A cell of the leg; a sale of the origins to the target is direct, all others make the market. */
static void
take_cell(surge_scan *scan, const trade_cell *cell, trade_surge_flow *direct)
{
	bool		of_suppliers = scan->frame.of_suppliers;
	bool		from_origin = sanctions_label_set_has(scan->labels.origins, cell->exporter);
	int			label = of_suppliers ? cell->exporter : cell->importer;

	if (cell->importer == cell->exporter || cell->value == 0)
		return;
	if (cell->importer == scan->labels.target && from_origin)
	{
		add_to_flow(scan, direct, cell->month, cell->value);
		return;
	}
	add_to_flow(scan, &scan->frame.market, cell->month, cell->value);
	scan->candidate[label] = !sanctions_label_set_has(scan->labels.origins, label);
	keep_entry(scan, label, cell->month, cell->value);
}

static void
read_cells(surge_scan *scan)
{
	trade_surge_flow direct = {.part = make_part_sums(scan)};
	sanctions_part part = {.windows = {{TRADE_ALL_TIME, TRADE_NO_SPAN}}};
	uint64	   *target = sanctions_label_set(scan->head);
	trade_cell *cell = palloc(CELLS_A_STEP * sizeof(trade_cell));
	int			count;

	if (scan->labels.target >= 0)
		sanctions_label_set_add(target, scan->labels.target);
	if (scan->frame.of_suppliers)
		part.importers = target;
	else
		part.exporters = scan->labels.origins;
	scan->frame.market.part = make_part_sums(scan);
	scan->candidate = palloc0((scan->head->label_count + 1) * sizeof(bool));
	scan->room = CELLS_A_STEP;
	scan->entry = palloc(scan->room * sizeof(surge_entry));
	sanctions_part_ask(scan->matrix, &part);
	while ((count = sanctions_part_cells(scan->matrix, cell, CELLS_A_STEP)) > 0)
	{
		CHECK_FOR_INTERRUPTS();
		for (int i = 0; i < count; i++)
			take_cell(scan, &cell[i], &direct);
	}
	trade_surge_set_shortfall(&scan->frame, &direct);
}

/* Puts the entries in order of their labels. */
static void
sort_entries(surge_scan *scan)
{
	int			labels = scan->head->label_count;
	surge_entry *sorted = palloc_extended((scan->count + 1) * sizeof(surge_entry), MCXT_ALLOC_HUGE);
	int64	   *next = palloc((labels + 1) * sizeof(int64));

	scan->first = palloc0((labels + 1) * sizeof(int64));
	for (int64 i = 0; i < scan->count; i++)
	{
		if (i % CELLS_A_STEP == 0)
			CHECK_FOR_INTERRUPTS();
		scan->first[scan->entry[i].label + 1]++;
	}
	for (int label = 0; label < labels; label++)
		scan->first[label + 1] += scan->first[label];
	memcpy(next, scan->first, (labels + 1) * sizeof(int64));
	for (int64 i = 0; i < scan->count; i++)
	{
		if (i % CELLS_A_STEP == 0)
			CHECK_FOR_INTERRUPTS();
		sorted[next[scan->entry[i].label]++] = scan->entry[i];
	}
	pfree(scan->entry);
	scan->entry = sorted;
}

static void
gather_flow(const surge_scan *scan, int label, trade_surge_flow *flow)
{
	CHECK_FOR_INTERRUPTS();
	clear_flow(scan, flow);
	for (int64 i = scan->first[label]; i < scan->first[label + 1]; i++)
	{
		if (i % CELLS_A_STEP == 0)
			CHECK_FOR_INTERRUPTS();
		add_to_flow(scan, flow, scan->entry[i].month, scan->entry[i].value);
	}
}

static int
compare_surges(const void *a, const void *b)
{
	CHECK_FOR_INTERRUPTS();
	return trade_surge_compare(*(trade_surge *const *) a, *(trade_surge *const *) b);
}

/* The candidates, in the order of the rows. */
static trade_surge **
judge_all(surge_scan *scan, int *count)
{
	int			labels = scan->head->label_count;
	int			parts = scan->parts.before + scan->parts.after;
	trade_surge_flow flow = {.part = make_part_sums(scan)};
	trade_level *level = palloc((parts + 1) * sizeof(trade_level));
	int		   *queue = palloc((2 * parts + 1) * sizeof(int));
	trade_surge **surge = palloc((labels + 1) * sizeof(trade_surge *));

	for (int label = 0; label < labels; label++)
	{
		gather_flow(scan, label, &flow);
		scan->frame.labels += trade_surge_had_flow(&scan->windows, &flow);
	}
	*count = 0;
	for (int label = 0; label < labels; label++)
	{
		if (!scan->candidate[label])
			continue;
		gather_flow(scan, label, &flow);
		surge[*count] = palloc(sizeof(trade_surge));
		surge[*count]->label = label;
		trade_surge_judge(&scan->frame, &flow, level, queue, surge[(*count)++]);
	}
	qsort(surge, *count, sizeof(trade_surge *), compare_surges);
	return surge;
}

static void
put_row(ReturnSetInfo *result, const surge_scan *scan, const trade_surge *s, trade_reason *reason)
{
	const trade_level_course *course = &s->course;
	const trade_name label = sanctions_name(scan->head, s->label);
	const trade_name target = {scan->args.target.bytes, scan->args.target.length};
	trade_month onset = course->run > 0 ? trade_part_first(&scan->parts, course->run_first) : TRADE_MONTH_FIRST;

	trade_surge_reason(&scan->frame, s, &label, &target, reason);
	{
		Datum		value[SURGE_COLUMNS] = {
			PointerGetDatum(cstring_to_text_with_len(label.text, label.length)),
			Float8GetDatum(s->value[TRADE_BEFORE]), Float8GetDatum(s->value[TRADE_AFTER]),
			Float8GetDatum(s->base), Float8GetDatum(s->excess), Float8GetDatum(s->ratio),
			Float8GetDatum(s->cover), Float8GetDatum(course->ratio), Int32GetDatum(course->run),
			Int32GetDatum(scan->parts.after), Int32GetDatum(course->history), Int32GetDatum(course->own_rank),
			Int32GetDatum(course->own_dates), Int32GetDatum(s->controls),
			DateADTGetDatum(sanctions_date_from_month(onset)),
			CStringGetTextDatum(trade_surge_outcome_name(s->outcome)),
			BoolGetDatum(s->outcome == TRADE_SURGE_LASTING || s->outcome == TRADE_SURGE_ENDED),
			PointerGetDatum(cstring_to_text_with_len(reason->text, reason->length))
		};
		bool		null[SURGE_COLUMNS] = {[5] = !s->has_ratio, [6] = !s->has_cover, [7] = !course->has_ratio,
		[11] = !course->has_best, [12] = !course->has_best, [14] = course->run == 0};

		tuplestore_putvalues(result->setResult, result->setDesc, value, null);
	}
}

static void
put_rows(FunctionCallInfo fcinfo, surge_scan *scan)
{
	MemoryContext row = AllocSetContextCreate(CurrentMemoryContext, "surge row", ALLOCSET_DEFAULT_SIZES);
	trade_reason *reason = palloc(sizeof(trade_reason));
	int			count;
	trade_surge **surge = judge_all(scan, &count);
	MemoryContext old = MemoryContextSwitchTo(row);

	for (int i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		put_row((ReturnSetInfo *) fcinfo->resultinfo, scan, surge[i], reason);
		MemoryContextReset(row);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(row);
}

static Datum
surges(FunctionCallInfo fcinfo, bool of_suppliers)
{
	surge_scan	scan = {0};

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	read_arguments(fcinfo, &scan);
	if (!open_matrix(fcinfo, &scan))
		return (Datum) 0;
	sanctions_warn_silence(fcinfo, &scan.windows);
	set_frame(&scan, of_suppliers);
	read_cells(&scan);
	sort_entries(&scan);
	put_rows(fcinfo, &scan);
	return (Datum) 0;
}

SANCTIONS_FUNCTION(sanctions_destination_surges, surges(fcinfo, false))
SANCTIONS_FUNCTION(sanctions_supplier_surges, surges(fcinfo, true))
