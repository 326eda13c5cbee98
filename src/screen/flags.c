/* intermediary_flags: through whom goods of the origins may reach the target. */
#include "postgres.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "code/country.h"
#include "compat.h"
#include "exact/print.h"
#include "period/window.h"
#include "screen/reasons.h"
#include "screen/scan.h"
#include "screen/thresholds.h"

#define FLAG_COLUMNS 27

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
	ARG_UNIT
};

static const sanctions_event_places places = {
	ARG_TARGET, ARG_ORIGINS, ARG_SINCE, ARG_BEFORE, ARG_AFTER, ARG_COVERAGE, ARG_BASELINE, ARG_SEASONAL
};

/* A row while its columns are put one after the other. */
typedef struct row
{
	Datum		value[FLAG_COLUMNS];
	bool		null[FLAG_COLUMNS];
	int			count;
} row;

static void
put(row *r, Datum value)
{
	r->null[r->count] = false;
	r->value[r->count++] = value;
}

static void
put_if(row *r, bool known, Datum value)
{
	r->null[r->count] = !known;
	r->value[r->count++] = value;
}

static void
put_pair(row *r, const double pair[2])
{
	put(r, Float8GetDatum(pair[TRADE_BEFORE]));
	put(r, Float8GetDatum(pair[TRADE_AFTER]));
}

static void
put_month(row *r, trade_month month)
{
	put_if(r, month != TRADE_NO_MONTH, month == TRADE_NO_MONTH ? 0 : DateADTGetDatum(sanctions_date_from_month(month)));
}

/* First and last day of each window, then their months. */
static void
put_windows(row *r, const trade_event_windows *windows)
{
	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
	{
		put_month(r, windows->window[at].first);
		put(r, DateADTGetDatum(sanctions_date_from_month(windows->window[at].last + 1) - 1));
	}
	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
		put(r, Int32GetDatum(trade_event_window_months(windows, at)));
}

static void
put_figures(row *r, const trade_finding *f)
{
	put_pair(r, f->inflow);
	put_pair(r, f->outflow);
	put_pair(r, f->direct);
	put(r, Float8GetDatum(f->rerouted));
	put(r, Float8GetDatum(f->attributed));
	put_if(r, f->has_overlap, Float8GetDatum(f->overlap));
	put_if(r, f->has_substitution, Float8GetDatum(f->substitution));
	put(r, Float8GetDatum(f->score));
	put(r, BoolGetDatum(f->flagged));
	put_if(r, f->grade != TRADE_NO_GRADE,
		   f->grade == TRADE_NO_GRADE ? 0 : CStringGetTextDatum(f->grade == TRADE_TRACED ? "traced" : "possible"));
}

static void
put_persistence(row *r, const trade_finding *f)
{
	put(r, Int32GetDatum(f->controls));
	put_month(r, f->onset_in);
	put_month(r, f->onset_out);
	put_month(r, f->last_out);
	put(r, Int32GetDatum(f->active));
	put_if(r, f->has_largest_share, Float8GetDatum(f->largest_share));
}

static void
put_row(ReturnSetInfo *result, const sanctions_screen *screen, const trade_finding *f, Datum reasons)
{
	const sanctions_matrix *head = screen->head;
	row			r = {.count = 0};

	put(&r, PointerGetDatum(cstring_to_text_with_len(head->label[f->label], head->label_length[f->label])));
	put_figures(&r, f);
	put_windows(&r, &screen->windows);
	put_persistence(&r, f);
	put(&r, reasons);
	tuplestore_putvalues(result->setResult, result->setDesc, r.value, r.null);
}

/* With a unit countries are named. */
static void
set_words(FunctionCallInfo fcinfo, const sanctions_matrix *head, const sanctions_event_arguments *args,
		  trade_words *words)
{
	text	   *name = NULL;

	*words = (trade_words) {args->target.bytes, args->target.length, NULL, 0, head->frequency};
	if (PG_ARGISNULL(ARG_UNIT))
		return;
	words->unit = text_to_cstring(PG_GETARG_TEXT_PP(ARG_UNIT));
	words->unit_length = strlen(words->unit);
	if (head->kind == TRADE_LABEL_COUNTRY)
		name = sanctions_country_display_name(trade_label_country_code(args->target.bytes, args->target.length));
	if (name == NULL)
		return;
	words->target = VARDATA_ANY(name);
	words->target_length = VARSIZE_ANY_EXHDR(name);
}

static void
put_rows(FunctionCallInfo fcinfo, const sanctions_screen *screen, const sanctions_event_arguments *args)
{
	trade_words words;
	sanctions_reasons reasons;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "intermediary row", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old;

	set_words(fcinfo, screen->head, args, &words);
	sanctions_reasons_begin(&reasons, &screen->scene, &words);
	old = MemoryContextSwitchTo(context);
	for (int i = 0; i < screen->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		put_row((ReturnSetInfo *) fcinfo->resultinfo, screen, screen->finding[i],
				sanctions_reasons_of(&reasons, screen->finding[i]));
		MemoryContextReset(context);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}

/* Longer ones are no unit: each sentence has it several times. */
#define UNIT_BYTES_MAX 255

static void
check_unit(FunctionCallInfo fcinfo)
{
	if (!PG_ARGISNULL(ARG_UNIT) && VARSIZE_ANY_EXHDR(PG_GETARG_TEXT_PP(ARG_UNIT)) > UNIT_BYTES_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unit \"%s\" is longer than %d bytes", sanctions_clip_text(PG_GETARG_TEXT_PP(ARG_UNIT)), UNIT_BYTES_MAX),
				 errhint("Give a currency, as 'USD'.")));
}

PG_FUNCTION_INFO_V1(sanctions_intermediary_flags);
Datum
sanctions_intermediary_flags(PG_FUNCTION_ARGS)
{
	sanctions_event_arguments args;
	sanctions_screen *screen = palloc0(sizeof(sanctions_screen));

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	sanctions_event_read(fcinfo, &places, &args);
	sanctions_refuse_null(fcinfo, ARG_THRESHOLDS, "thresholds");
	sanctions_thresholds_read(PG_GETARG_JSONB_P(ARG_THRESHOLDS), &trade_screen_thresholds, &screen->thresholds);
	check_unit(fcinfo);
	if (PG_ARGISNULL(ARG_MATRIX))
		return (Datum) 0;
	if (!sanctions_screen_open(fcinfo, PG_GETARG_DATUM(ARG_MATRIX), &args, screen))
		return (Datum) 0;
	screen->scene.explain = true;
	sanctions_screen_run(screen);
	if (screen->count > 0)
		put_rows(fcinfo, screen, &args);
	return (Datum) 0;
}
