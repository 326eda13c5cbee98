/* flag_legs: the flows that a flag rests on. */
#include "postgres.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "compat.h"
#include "exact/print.h"
#include "screen/figures_core.h"
#include "screen/labels.h"
#include "screen/purchases.h"
#include "screen/thresholds.h"
#include "screen/windows.h"

enum
{
	ARG_MATRIX,
	ARG_TARGET,
	ARG_ORIGINS,
	ARG_SINCE,
	ARG_INTERMEDIARY,
	ARG_BEFORE,
	ARG_AFTER,
	ARG_COVERAGE,
	ARG_BASELINE,
	ARG_THRESHOLDS,
	ARG_SEASONAL
};

static const sanctions_event_places places = {
	ARG_TARGET, ARG_ORIGINS, ARG_SINCE, ARG_BEFORE, ARG_AFTER, ARG_COVERAGE, ARG_BASELINE, ARG_SEASONAL
};

typedef enum leg_kind
{
	LEG_IN,
	LEG_OUT,
	LEG_DIRECT,
	LEG_NONE
} leg_kind;

typedef struct leg
{
	leg_kind	kind;
	uint16		exporter;
	uint16		importer;
	trade_wide	before;			/* averages, over the windows' denominator */
	trade_wide	after;
	trade_wide	change;
} leg;

typedef struct legs
{
	const trade_event_windows *windows;
	const sanctions_screen_labels *labels;
	int			intermediary;
	leg		   *leg;
	int			count;
} legs;

/* Which leg a sale is. */
static leg_kind
kind_of(const legs *l, int exporter, int importer)
{
	bool		origin = l->labels->origins == NULL ? exporter != l->labels->target && exporter != l->intermediary
		: sanctions_label_set_has(l->labels->origins, exporter);

	if (importer == l->intermediary)
		return origin ? LEG_IN : LEG_NONE;
	if (exporter == l->intermediary)
		return LEG_OUT;
	return origin ? LEG_DIRECT : LEG_NONE;
}

static void
add_legs(legs *l, const trade_purchases *purchases)
{
	int			width = trade_line_width(l->windows);

	for (uint32 i = 0; i < purchases->count; i++)
	{
		const trade_sum *line = purchases->line + (Size) i * width;
		leg		   *new = &l->leg[l->count];

		new->kind = kind_of(l, purchases->exporter[i], purchases->importer);
		if (new->kind == LEG_NONE)
			continue;
		new->exporter = purchases->exporter[i];
		new->importer = purchases->importer;
		trade_line_average(l->windows, line, TRADE_BEFORE, &new->before);
		trade_line_average(l->windows, line, TRADE_AFTER, &new->after);
		trade_wide_subtract(&new->change, &new->after, &new->before);
		l->count++;
	}
}

static int
compare_legs(const void *a, const void *b)
{
	const leg  *left = a;
	const leg  *right = b;
	int			order;

	CHECK_FOR_INTERRUPTS();
	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	order = trade_wide_compare(&right->change, &left->change);
	return order != 0 ? order : (left->exporter > right->exporter) - (left->exporter < right->exporter);
}

static void
put_legs(ReturnSetInfo *result, const sanctions_matrix *head, const legs *l)
{
	static const char *const name[] = {"in", "out", "direct"};

	for (int i = 0; i < l->count; i++)
	{
		const leg  *from = &l->leg[i];
		bool		null[6] = {false};
		Datum		value[6] = {
			CStringGetTextDatum(name[from->kind]),
			CStringGetTextDatum(head->label[from->exporter]),
			CStringGetTextDatum(head->label[from->importer]),
			Float8GetDatum(trade_figure(l->windows, &from->before, NULL)),
			Float8GetDatum(trade_figure(l->windows, &from->after, NULL)),
			Float8GetDatum(trade_figure(l->windows, &from->change, NULL)),
		};

		CHECK_FOR_INTERRUPTS();
		tuplestore_putvalues(result->setResult, result->setDesc, value, null);
	}
}

/* The sales to the intermediary and to the target. */
static void
read_legs(sanctions_part_reader *matrix, legs *l)
{
	const sanctions_matrix *head = sanctions_part_head(matrix);
	uint64	   *importers = sanctions_label_set(head);
	sanctions_purchases_reader *reader;
	trade_purchases purchases;

	if (l->labels->target >= 0)
		sanctions_label_set_add(importers, l->labels->target);
	if (l->intermediary >= 0)
		sanctions_label_set_add(importers, l->intermediary);
	l->leg = palloc_extended(2 * (Size) head->label_count * sizeof(leg), MCXT_ALLOC_HUGE);
	l->count = 0;
	reader = sanctions_purchases_open(matrix, l->windows, importers, NULL, NULL);
	while (sanctions_purchases_next(reader, &purchases))
		add_legs(l, &purchases);
	qsort(l->leg, l->count, sizeof(leg), compare_legs);
}

static bool
same_label(const sanctions_label *a, const sanctions_label *b)
{
	return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

/* One that is the target, or an origin, stands between nobody. */
static void
check_intermediary(const sanctions_label *intermediary, const sanctions_event_arguments *args)
{
	bool		other = !same_label(intermediary, &args->target);

	for (int i = 0; i < args->origin_count; i++)
		other = other && !same_label(intermediary, &args->origin[i]);
	if (!other)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("intermediary \"%s\" is the target or an origin",
						sanctions_clip(intermediary->bytes, intermediary->length)),
				 errhint("Name a row of intermediary_flags.")));
}

static void
read_arguments(FunctionCallInfo fcinfo, sanctions_event_arguments *args, sanctions_label *intermediary)
{
	trade_thresholds thresholds;

	sanctions_event_read(fcinfo, &places, args);
	sanctions_refuse_null(fcinfo, ARG_INTERMEDIARY, "intermediary");
	sanctions_refuse_null(fcinfo, ARG_THRESHOLDS, "thresholds");
	sanctions_thresholds_read(PG_GETARG_JSONB_P(ARG_THRESHOLDS), &trade_screen_thresholds, &thresholds);
	*intermediary = sanctions_label_argument(fcinfo, ARG_INTERMEDIARY);
	check_intermediary(intermediary, args);
}

PG_FUNCTION_INFO_V1(sanctions_flag_legs);
Datum
sanctions_flag_legs(PG_FUNCTION_ARGS)
{
	sanctions_event_arguments args;
	sanctions_screen_labels labels;
	sanctions_label intermediary;
	sanctions_part_reader *matrix;
	const sanctions_matrix *head;
	trade_event_windows windows;
	legs		l = {&windows, &labels};

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	read_arguments(fcinfo, &args, &intermediary);
	if (PG_ARGISNULL(ARG_MATRIX))
		return (Datum) 0;
	matrix = sanctions_part_open(PG_GETARG_DATUM(ARG_MATRIX), false);
	head = sanctions_part_head(matrix);
	if (head->cell_count == 0)
		return (Datum) 0;
	sanctions_event_fit(&args, head);
	sanctions_label_fit(&intermediary, head);
	check_intermediary(&intermediary, &args);
	if (!sanctions_event_windows(matrix, &args, &windows))
		return (Datum) 0;
	sanctions_refuse_sums(head);
	sanctions_screen_labels_find(head, &args, &labels);
	sanctions_screen_labels_warn(fcinfo, head, &args, &labels);
	sanctions_warn_silence(fcinfo, &windows);
	l.intermediary = sanctions_matrix_ask(head, intermediary.bytes, intermediary.length);
	read_legs(matrix, &l);
	put_legs((ReturnSetInfo *) fcinfo->resultinfo, head, &l);
	return (Datum) 0;
}
