/* intermediary_placebo: the same screen at other targets and at earlier dates. */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact/value.h"
#include "screen/placebo_core.h"
#include "screen/scan.h"
#include "screen/stage.h"
#include "screen/thresholds.h"
#include "state/steps.h"

#define PLACEBO_COLUMNS 11

enum
{
	ARG_MATRIX,
	ARG_TARGET,
	ARG_ORIGINS,
	ARG_SINCE,
	ARG_BEFORE,
	ARG_AFTER,
	ARG_COVERAGE,
	ARG_BASELINE,
	ARG_THRESHOLDS,
	ARG_SEASONAL,
	ARG_EXCLUDE,
	ARG_COMPARABLE
};

static const sanctions_event_places places = {
	ARG_TARGET, ARG_ORIGINS, ARG_SINCE, ARG_BEFORE, ARG_AFTER, ARG_COVERAGE, ARG_BASELINE, ARG_SEASONAL
};

typedef enum placebo_kind
{
	KIND_TARGET,
	KIND_DATE,
	KINDS
} placebo_kind;

/* The candidates of the real screen, and their runs. */
typedef struct placebos
{
	sanctions_screen *screen;
	const sanctions_event_arguments *args;
	trade_units comparable;
	uint64	   *excluded;
	int			lone_origin;	/* the only one; -1 where there are others */
	sanctions_play play;
	int		   *candidate;		/* of a label: its place among the candidates, -1 for none */
	trade_wide *traded;			/* of each candidate: its sales to the target in both windows */
	trade_placebo *placebo[KINDS];	/* of each candidate */
	MemoryContext run_context;	/* of one run */
} placebos;

static void
read_comparable(FunctionCallInfo fcinfo, placebos *p)
{
	double		comparable = PG_ARGISNULL(ARG_COMPARABLE) ? 0 : PG_GETARG_FLOAT8(ARG_COMPARABLE);

	if (PG_ARGISNULL(ARG_COMPARABLE) || !(comparable >= 0 && comparable <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("comparable cannot be %s", PG_ARGISNULL(ARG_COMPARABLE) ? "NULL"
						: DatumGetCString(DirectFunctionCall1(float8out, Float8GetDatum(comparable)))),
				 errhint("Give a part from 0 to 1: of the sales to the target, how much another target must take to be compared.")));
	p->comparable = sanctions_units_from_float8(comparable);
}

static Datum *
exclude_elements(FunctionCallInfo fcinfo, int *count)
{
	Datum	   *element;
	bool	   *null;

	sanctions_refuse_null(fcinfo, ARG_EXCLUDE, "exclude");
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(ARG_EXCLUDE), TEXTOID, -1, false, TYPALIGN_INT, &element, &null, count);
	for (int i = 0; i < *count; i++)
		if (null[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("exclude must not contain NULL")));
	return element;
}

static void
read_arguments(FunctionCallInfo fcinfo, sanctions_event_arguments *args, placebos *p)
{
	int			count;

	sanctions_event_read(fcinfo, &places, args);
	sanctions_refuse_null(fcinfo, ARG_THRESHOLDS, "thresholds");
	sanctions_thresholds_read(PG_GETARG_JSONB_P(ARG_THRESHOLDS), &trade_screen_thresholds, &p->screen->thresholds);
	(void) exclude_elements(fcinfo, &count);
	read_comparable(fcinfo, p);
}

/* Labels that no run has as its target; those that the matrix lacks exclude nothing. */
static void
find_excluded(FunctionCallInfo fcinfo, placebos *p)
{
	int			count;
	Datum	   *element = exclude_elements(fcinfo, &count);

	p->excluded = sanctions_label_set(p->screen->head);
	for (int i = 0; i < count; i++)
	{
		text	   *name = DatumGetTextPP(element[i]);
		int			label = sanctions_matrix_ask(p->screen->head, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));

		CHECK_FOR_INTERRUPTS();
		if (label >= 0)
			sanctions_label_set_add(p->excluded, label);
	}
}

static int
find_lone_origin(const sanctions_matrix *head, const sanctions_event_arguments *args)
{
	int			lone = -1;

	for (int i = 0; i < args->origin_count; i++)
	{
		int			label = sanctions_matrix_find(head, args->origin[i].bytes, args->origin[i].length);

		if (label < 0 || (lone >= 0 && label != lone))
			return -1;
		lone = label;
	}
	return lone;
}

/* Sales in both windows together. */
static void
sales_of(const trade_event_windows *windows, const trade_sum *line, trade_wide *sales)
{
	trade_sum	both = trade_line_before(windows, line);

	trade_sum_add(&both, &line[0]);
	trade_wide_of_sum(sales, &both);
}

/* What the real screen found: who is looked at, and how strong its rise is. */
static void
begin_candidates(placebos *p)
{
	const sanctions_screen *screen = p->screen;

	p->candidate = palloc(screen->head->label_count * sizeof(int));
	p->traded = palloc(screen->count * sizeof(trade_wide));
	for (int kind = 0; kind < KINDS; kind++)
	{
		p->placebo[kind] = palloc(screen->count * sizeof(trade_placebo));
		sanctions_zero(p->placebo[kind], screen->count * sizeof(trade_placebo));
	}
	for (int label = 0; label < screen->head->label_count; label++)
		p->candidate[label] = -1;
	for (int i = 0; i < screen->count; i++)
	{
		int			label = screen->finding[i]->label;
		const trade_sum *outflow = trade_ledger_line(&screen->ledger, screen->ledger.outflow, label);
		trade_placebo *placebo = &p->placebo[KIND_TARGET][i];

		CHECK_FOR_INTERRUPTS();
		p->candidate[label] = i;
		sales_of(&screen->windows, outflow, &p->traded[i]);
		placebo->known = trade_strength_of(&screen->windows, outflow, &placebo->own);
	}
}

static void
begin_play(placebos *p)
{
	sanctions_play *play = &p->play;

	play->head = p->screen->head;
	play->book = sanctions_book_read(p->screen->matrix);
	play->limit = &p->screen->thresholds;
	play->share_baseline = p->args->share_baseline;
	play->origins = p->screen->labels.origins;
	sanctions_play_begin(play);
	p->run_context = AllocSetContextCreate(CurrentMemoryContext, "intermediary placebo run", ALLOCSET_DEFAULT_SIZES);
}

/* Whether enough is sold at a target to be compared with sales to the real one. */
static bool
is_comparable(const placebos *p, const sanctions_stage *stage, int candidate, const trade_sum *line)
{
	trade_wide	sales;

	sales_of(stage->windows, line, &sales);
	return trade_wide_compare_scaled(&sales, p->comparable, &p->traded[candidate]) >= 0;
}

/* Counts a run for those whose own strength is known. */
static void
count_run(placebos *p, placebo_kind kind, const sanctions_stage *stage, const sanctions_run *run, int where)
{
	for (int at = 0; at < run->count; at++)
	{
		int			candidate = p->candidate[run->pair[at]->exporter];
		const trade_sum *line = run->line + (Size) at * stage->width;
		trade_strength strength;

		CHECK_FOR_INTERRUPTS();
		if (candidate < 0 || !p->placebo[kind][candidate].known
			|| !trade_strength_of(stage->windows, line, &strength)
			|| (kind == KIND_TARGET && !is_comparable(p, stage, candidate, line)))
			continue;
		trade_placebo_count(&p->placebo[kind][candidate], &strength, run->grade[at], where);
	}
}

/* Whether any of the candidates sells to a label. */
static bool
has_candidate(const placebos *p, uint32 target)
{
	for (uint32 at = 0; at < trade_book_sellers(p->play.book, target); at++)
		if (p->candidate[trade_book_purchase(p->play.book, target, at)->exporter] >= 0)
			return true;
	return false;
}

static void
run_targets(placebos *p)
{
	sanctions_stage stage;
	sanctions_run run;
	MemoryContext old;

	sanctions_stage_begin(&stage, &p->play, &p->screen->windows);
	sanctions_run_begin(&stage, &run);
	old = MemoryContextSwitchTo(p->run_context);
	for (int label = 0; label < p->screen->head->label_count; label++)
	{
		CHECK_FOR_INTERRUPTS();
		if (label == p->screen->labels.target || label == p->lone_origin
			|| sanctions_label_set_has(p->excluded, label) || !has_candidate(p, label))
			continue;
		sanctions_stage_run(&stage, label, &run);
		count_run(p, KIND_TARGET, &stage, &run, label);
		MemoryContextReset(p->run_context);
	}
	MemoryContextSwitchTo(old);
}

/* Windows of another date, or length, over the same span. */
static void
set_windows(const placebos *p, trade_month event, int32 before_months, int32 after_months, trade_event_windows *windows)
{
	const trade_event_windows *real = &p->screen->windows;
	const trade_event_question question = {
		.period_months = real->period_months, .event = event, .event_is_after = real->event_is_after,
		.span = real->span, .before_months = before_months, .after_months = after_months,
		.seasonal = p->args->seasonal
	};

	trade_event_windows_set(windows, &question, real->silent, real->silent_count);
}

/* The real date with the months after that an earlier one has; false where it lacks some of them. */
static bool
begin_dates(placebos *p, int32 months)
{
	trade_event_windows windows;
	trade_sum	line[1 + TRADE_WEIGHT_CLASSES];

	set_windows(p, p->screen->windows.event, p->args->before_months, months, &windows);
	if (trade_event_window_is_empty(&windows, TRADE_AFTER) || trade_event_window_months(&windows, TRADE_AFTER) != months)
		return false;
	for (int i = 0; i < p->screen->count; i++)
	{
		trade_placebo *placebo = &p->placebo[KIND_DATE][i];

		trade_book_line(p->play.book, &windows,
						trade_book_find(p->play.book, p->screen->finding[i]->label, p->screen->labels.target), line);
		placebo->known = trade_strength_of(&windows, line, &placebo->own);
	}
	return true;
}

static void
run_date(placebos *p, trade_month event, int32 before_months, int32 after_months)
{
	trade_event_windows windows;
	sanctions_stage stage;
	sanctions_run run;

	set_windows(p, event, before_months, after_months, &windows);
	if (windows.left_out.first <= windows.left_out.last)
		return;
	sanctions_stage_begin(&stage, &p->play, &windows);
	sanctions_run_begin(&stage, &run);
	sanctions_stage_run(&stage, p->screen->labels.target, &run);
	count_run(p, KIND_DATE, &stage, &run, windows.window[TRADE_AFTER].first);
}

/*
 * Dates whole years before the event, so that no two windows after overlap, nor one the
 * event's period; the earliest first.  The window before is as long as the real one is
 * after the span has cut it.
 */
static void
run_dates(placebos *p)
{
	const trade_event_windows *real = &p->screen->windows;
	int32		months = p->args->after_months == 0 ? 12 : Min(12, p->args->after_months);
	int			inside = real->event_is_after ? 0 : real->period_months;
	int			before = real->event - real->span.first;
	MemoryContext old;

	if (p->args->before_months > 0)
		before = Min(before, p->args->before_months);
	if (!begin_dates(p, months))
		return;
	old = MemoryContextSwitchTo(p->run_context);
	for (int years = (real->event - inside - before - real->span.first) / 12; years > 0; years--)
	{
		CHECK_FOR_INTERRUPTS();
		run_date(p, real->event - inside - 12 * years, before, months);
		MemoryContextReset(p->run_context);
	}
	MemoryContextSwitchTo(old);
}

/* The runs that count, over all candidates, and how many of them are flagged. */
typedef struct chance
{
	int64		runs;
	int64		flagged;
} chance;

static chance
chance_of(const placebos *p, placebo_kind kind)
{
	chance		all = {0, 0};

	for (int i = 0; i < p->screen->count; i++)
	{
		all.runs += p->placebo[kind][i].runs;
		all.flagged += p->placebo[kind][i].flagged;
	}
	return all;
}

static Datum
strongest_of(const placebos *p, placebo_kind kind, const trade_placebo *placebo)
{
	const sanctions_matrix *head = p->screen->head;

	if (kind == KIND_TARGET)
		return PointerGetDatum(cstring_to_text_with_len(head->label[placebo->where], head->label_length[placebo->where]));
	return CStringGetTextDatum(psprintf("%04d-%02d-01", trade_month_year(placebo->where), trade_month_of_year(placebo->where)));
}

static void
put_row(ReturnSetInfo *result, const placebos *p, int i, placebo_kind kind, const chance *all)
{
	static const char *const name[KINDS] = {"target", "date"};
	const sanctions_matrix *head = p->screen->head;
	const trade_finding *f = p->screen->finding[i];
	const trade_placebo *placebo = &p->placebo[kind][i];
	bool		none = placebo->runs == 0;
	int			rank = 1 + placebo->reached;
	bool		null[PLACEBO_COLUMNS] = {[3] = !placebo->known, [7] = none, [8] = none, [9] = none, [10] = all->runs == 0};
	Datum		value[PLACEBO_COLUMNS] = {
		PointerGetDatum(cstring_to_text_with_len(head->label[f->label], head->label_length[f->label])),
		CStringGetTextDatum(name[kind]),
		BoolGetDatum(f->flagged),
		placebo->known ? Float8GetDatum(trade_strength_to_double(&placebo->own)) : (Datum) 0,
		Int32GetDatum(placebo->runs),
		Int32GetDatum(placebo->flagged),
		Int32GetDatum(placebo->possible),
		Int32GetDatum(rank),
		Float8GetDatum((double) rank / (1 + placebo->runs)),
		none ? (Datum) 0 : strongest_of(p, kind, placebo),
		all->runs == 0 ? (Datum) 0 : Float8GetDatum((double) (p->screen->count * all->flagged) / (double) all->runs),
	};

	tuplestore_putvalues(result->setResult, result->setDesc, value, null);
}

static void
put_rows(ReturnSetInfo *result, const placebos *p)
{
	const chance all[KINDS] = {chance_of(p, KIND_TARGET), chance_of(p, KIND_DATE)};
	MemoryContext old = MemoryContextSwitchTo(p->run_context);

	for (int i = 0; i < p->screen->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (int kind = 0; kind < KINDS; kind++)
			put_row(result, p, i, kind, &all[kind]);
		MemoryContextReset(p->run_context);
	}
	MemoryContextSwitchTo(old);
}

PG_FUNCTION_INFO_V1(sanctions_intermediary_placebo);
Datum
sanctions_intermediary_placebo(PG_FUNCTION_ARGS)
{
	sanctions_event_arguments args;
	placebos   *p = palloc0(sizeof(placebos));

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	p->screen = palloc0(sizeof(sanctions_screen));
	p->args = &args;
	read_arguments(fcinfo, &args, p);
	if (PG_ARGISNULL(ARG_MATRIX))
		return (Datum) 0;
	if (!sanctions_screen_open(fcinfo, PG_GETARG_DATUM(ARG_MATRIX), &args, p->screen))
		return (Datum) 0;
	find_excluded(fcinfo, p);
	sanctions_screen_run(p->screen);
	if (p->screen->count == 0)
		return (Datum) 0;
	p->lone_origin = find_lone_origin(p->screen->head, &args);
	begin_candidates(p);
	begin_play(p);
	run_targets(p);
	run_dates(p);
	put_rows((ReturnSetInfo *) fcinfo->resultinfo, p);
	return (Datum) 0;
}
