/* intermediary_flags: through whom goods of the origins may reach the target. */
#include "postgres.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact/print.h"
#include "screen/arguments.h"
#include "screen/scan.h"
#include "screen/reasons_core.h"
#include "state/text.h"

#define FLAG_COLUMNS 13

static void
warn_labels(FunctionCallInfo fcinfo, const sanctions_matrix *matrix,
			const sanctions_flags_args *args)
{
	if (fcinfo->flinfo->fn_extra != NULL)
		return;
	fcinfo->flinfo->fn_extra = fcinfo->flinfo;
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg("neither the target \"%s\" nor any origin is among the labels of the matrix",
					sanctions_clip(args->target.bytes, args->target.length)),
			 errdetail("Its labels are %s such as \"%s\".",
					   matrix->kind == TRADE_LABEL_COUNTRY ? "country codes" : "text",
					   sanctions_clip_string(matrix->label[0])),
			 errhint("Write target and origins in the form of the matrix's labels.")));
}

static void
put_row(ReturnSetInfo *result, const trade_finding *f, const sanctions_matrix *matrix,
		const char *reasons)
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
	null[i] = reasons == NULL;
	value[i++] = reasons == NULL ? (Datum) 0 : sanctions_jsonb(reasons);
	tuplestore_putvalues(result->setResult, result->setDesc, value, null);
}

static void
put_rows(ReturnSetInfo *result, const sanctions_screen *screen, const sanctions_flags_args *args)
{
	char	   *text = args->explain ? palloc(TRADE_REASONS_SIZE) : NULL;
	MemoryContext row = AllocSetContextCreate(CurrentMemoryContext, "intermediary row",
											  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(row);

	for (int i = 0; i < screen->count; i++)
	{
		const trade_finding *finding = screen->finding[i];

		CHECK_FOR_INTERRUPTS();
		if (args->explain)
			trade_reasons_write(finding, &screen->sums, args->target.bytes, args->target.length,
								sanctions_double_write, text);
		put_row(result, finding, screen->head, text);
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
	sanctions_screen screen = {0};

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	sanctions_flags_read(fcinfo, &args);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	screen.matrix = sanctions_part_open(PG_GETARG_DATUM(0), true);
	screen.head = sanctions_part_head(screen.matrix);
	screen.sums.explain = args.explain;
	if (screen.head->cell_count == 0)
		return (Datum) 0;
	sanctions_flags_fit(&args, screen.head);
	if (!sanctions_screen_find_labels(&screen, &args))
		warn_labels(fcinfo, screen.head, &args);
	if (sanctions_screen_run(&screen, &args))
		put_rows((ReturnSetInfo *) fcinfo->resultinfo, &screen, &args);
	return (Datum) 0;
}
