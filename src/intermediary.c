/* intermediary_flags: through whom goods of the origins may reach the target. */
#include "postgres.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "intermediary_args.h"
#include "intermediary_text_core.h"
#include "period.h"

#define CELLS_A_CALL 65536
#define FLAG_COLUMNS 13

/* The cells of one importer, or of one flow: a part of the matrix's. */
typedef struct slice
{
	const trade_cell *cell;
	int64		count;
} slice;

static int
find_label(const sanctions_matrix *matrix, const sanctions_label *label)
{
	int			low = 0;
	int			high = matrix->label_count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;
		int			length = matrix->label_length[middle];
		int			order = memcmp(matrix->label[middle], label->bytes, Min(length, label->length));

		if (order == 0)
			order = length - label->length;
		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

/* Cells before which the importer, then the exporter, is lower. */
static int64
lower_bound(const sanctions_matrix *matrix, int importer, int exporter)
{
	int64		low = 0;
	int64		high = matrix->cell_count;

	while (low < high)
	{
		int64		middle = low + (high - low) / 2;
		const trade_cell *cell = &matrix->cell[middle];

		if (cell->importer < importer || (cell->importer == importer && cell->exporter < exporter))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static slice
cells_between(const sanctions_matrix *matrix, int64 first, int64 next)
{
	return (slice) {matrix->cell + first, next - first};
}

static void
warn_labels(FunctionCallInfo fcinfo, const sanctions_matrix *matrix,
			const sanctions_flags_args *args)
{
	if (fcinfo->flinfo->fn_extra != NULL)
		return;
	fcinfo->flinfo->fn_extra = fcinfo->flinfo;
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg("neither the target \"%.*s\" nor any origin is among the labels of the matrix",
					args->target.length, args->target.bytes),
			 errdetail("Its labels are %s such as \"%s\".",
					   matrix->kind == TRADE_LABEL_COUNTRY ? "country codes" : "text",
					   matrix->label[0]),
			 errhint("Write target and origins in the form of the matrix's labels.")));
}

/* False where neither the target nor any origin is there. */
static bool
find_labels(trade_screen *screen, const sanctions_matrix *matrix,
			const sanctions_flags_args *args)
{
	bool		found;

	screen->target = find_label(matrix, &args->target);
	found = screen->target >= 0;
	for (int i = 0; i < args->origin_count; i++)
	{
		int			label = find_label(matrix, &args->origin[i]);

		if (label < 0)
			continue;
		screen->label[label].origin = true;
		found = true;
	}
	return found;
}

static char *
period_text(trade_month month, int period_months)
{
	if (period_months == 12)
		return psprintf("%d", trade_month_year(month));
	return psprintf("%04d-%02d", trade_month_year(month), trade_month_of_year(month));
}

static void
check_window(const trade_screen *screen, int window, trade_span span)
{
	if (screen->window[window].first <= screen->window[window].last)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the window %s the event has no period", window == TRADE_BEFORE ? "before" : "after"),
			 errhint("The data cover %s to %s, the event is in %s.",
					 period_text(span.first, screen->period_months),
					 period_text(span.last, screen->period_months),
					 period_text(screen->event, screen->period_months))));
}

/* False where no cell counts, so that there is nothing to screen. */
static bool
set_windows(trade_screen *screen, const sanctions_matrix *matrix,
			const sanctions_flags_args *args)
{
	trade_span	span = trade_screen_no_span();
	trade_month period = args->since_month;

	for (int64 i = 0; i < matrix->cell_count; i += CELLS_A_CALL)
	{
		CHECK_FOR_INTERRUPTS();
		trade_screen_survey(screen, matrix->cell + i, Min(CELLS_A_CALL, matrix->cell_count - i), &span);
	}
	if (span.first > span.last)
		return false;
	span = sanctions_flags_span(args, screen->period_months, span);
	if (screen->period_months == 12)
		period = trade_month_of(trade_month_year(period), 1);
	screen->event = period;
	screen->event_is_after = sanctions_date_from_month(period) == args->since;
	trade_screen_windows(screen, args->before_months, args->after_months, span);
	check_window(screen, TRADE_BEFORE, span);
	check_window(screen, TRADE_AFTER, span);
	return true;
}

static void
overlap_of(trade_overlap *overlap, const trade_screen *screen, const sanctions_matrix *matrix,
		   int label)
{
	int64		sold = lower_bound(matrix, screen->target, label);
	int64		bought = lower_bound(matrix, label, 0);
	struct
	{
		void		(*add) (trade_overlap *, const trade_screen *, const trade_cell *, int);
		slice		cells;
	}			step[] = {
		{trade_overlap_outflow, cells_between(matrix, sold, lower_bound(matrix, screen->target, label + 1))},
		{trade_overlap_inflow, cells_between(matrix, bought, lower_bound(matrix, label + 1, 0))},
		{trade_overlap_match},
	};

	step[2].cells = step[0].cells;
	overlap->matched = overlap->total = trade_sum_of(0);
	for (int s = 0; s < lengthof(step); s++)
		for (int64 i = 0; i < step[s].cells.count; i += CELLS_A_CALL)
		{
			CHECK_FOR_INTERRUPTS();
			step[s].add(overlap, screen, step[s].cells.cell + i,
						Min(CELLS_A_CALL, step[s].cells.count - i));
		}
}

static int
compare_findings(const void *a, const void *b)
{
	CHECK_FOR_INTERRUPTS();
	return trade_finding_compare(*(trade_finding *const *) a, *(trade_finding *const *) b);
}

static trade_finding **
judge_all(const trade_screen *screen, const sanctions_matrix *matrix, int *count)
{
	trade_finding **finding = palloc(matrix->label_count * sizeof(trade_finding *));
	trade_overlap overlap = {0};
	int			quarters = trade_overlap_quarters(screen);

	overlap.quarter_months = screen->period_months == 12 ? 12 : 3;
	overlap.inflow = palloc0(quarters * sizeof(trade_sum));
	overlap.outflow = palloc0(quarters * sizeof(trade_sum));
	*count = 0;
	for (int label = 0; label < matrix->label_count; label++)
	{
		if (!screen->label[label].candidate)
			continue;
		overlap_of(&overlap, screen, matrix, label);
		finding[*count] = palloc(sizeof(trade_finding));
		trade_screen_judge(screen, label, &overlap, finding[(*count)++]);
	}
	qsort(finding, *count, sizeof(trade_finding *), compare_findings);
	return finding;
}

static void
put_row(ReturnSetInfo *result, const trade_finding *f, const sanctions_matrix *matrix, Datum reasons)
{
	Datum		value[FLAG_COLUMNS];
	bool		null[FLAG_COLUMNS] = {0};
	int			i = 0;

	value[i++] = PointerGetDatum(cstring_to_text_with_len(matrix->label[f->label],
														  matrix->label_length[f->label]));
	value[i++] = Float8GetDatum(f->inflow[TRADE_BEFORE]);
	value[i++] = Float8GetDatum(f->inflow[TRADE_AFTER]);
	value[i++] = Float8GetDatum(f->outflow[TRADE_BEFORE]);
	value[i++] = Float8GetDatum(f->outflow[TRADE_AFTER]);
	value[i++] = Float8GetDatum(f->direct[TRADE_BEFORE]);
	value[i++] = Float8GetDatum(f->direct[TRADE_AFTER]);
	value[i++] = Float8GetDatum(f->rerouted);
	null[i] = !f->has_overlap;
	value[i++] = Float8GetDatum(f->overlap);
	null[i] = !f->has_substitution;
	value[i++] = Float8GetDatum(f->substitution);
	value[i++] = Float8GetDatum(f->score);
	value[i++] = BoolGetDatum(f->flagged);
	value[i++] = reasons;
	tuplestore_putvalues(result->setResult, result->setDesc, value, null);
}

static void
put_rows(ReturnSetInfo *result, const trade_screen *screen, const sanctions_matrix *matrix,
		 const sanctions_label *target)
{
	int			count;
	trade_finding **finding = judge_all(screen, matrix, &count);
	char	   *text = palloc(TRADE_REASONS_SIZE);
	MemoryContext row = AllocSetContextCreate(CurrentMemoryContext, "intermediary row",
											  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(row);

	for (int i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		trade_reasons_write(finding[i], screen, target->bytes, target->length, text);
		put_row(result, finding[i], matrix, DirectFunctionCall1(jsonb_in, CStringGetDatum(text)));
		MemoryContextReset(row);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(row);
}

PG_FUNCTION_INFO_V1(sanctions_intermediary_flags);
Datum
sanctions_intermediary_flags(PG_FUNCTION_ARGS)
{
	sanctions_flags_args args;
	sanctions_matrix *matrix;
	trade_screen screen = {0};

	InitMaterializedSRF(fcinfo, 0);
	sanctions_flags_read(fcinfo, &args);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	matrix = sanctions_matrix_decode(PG_GETARG_DATUM(0));
	if (matrix->cell_count == 0)
		return (Datum) 0;
	sanctions_flags_fit(&args, matrix);
	screen.thresholds = args.thresholds;
	screen.share_baseline = args.share_baseline;
	screen.period_months = matrix->frequency == TRADE_FREQUENCY_YEAR ? 12 : 1;
	screen.label = MemoryContextAllocHuge(CurrentMemoryContext,
										  matrix->label_count * sizeof(trade_label_sums));
	memset(screen.label, 0, matrix->label_count * sizeof(trade_label_sums));
	if (!find_labels(&screen, matrix, &args))
		warn_labels(fcinfo, matrix, &args);
	if (!set_windows(&screen, matrix, &args))
		return (Datum) 0;
	for (int64 i = 0; i < matrix->cell_count; i += CELLS_A_CALL)
	{
		CHECK_FOR_INTERRUPTS();
		trade_screen_add(&screen, matrix->cell + i, Min(CELLS_A_CALL, matrix->cell_count - i));
	}
	put_rows((ReturnSetInfo *) fcinfo->resultinfo, &screen, matrix, &args.target);
	return (Datum) 0;
}
