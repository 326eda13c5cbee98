/* mirror_gaps and mirror_gap: goods that left and never arrived. */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact/call.h"
#include "exact/value.h"
#include "leaks/margins.h"
#include "leaks/mirror.h"

#define PAIR_COLUMNS 16
#define GAP_COLUMNS 5

enum
{
	ARG_EXPORTS,
	ARG_IMPORTS,
	ARG_SINCE,
	ARG_MARGIN,
	ARG_BEFORE,
	ARG_AFTER,
	ARG_COVERAGE,
	ARG_THRESHOLDS,
	ARG_REPORTED
};

static void
put_row(ReturnSetInfo *result, const sanctions_mirror *mirror, const trade_mirror_pair *p, trade_reason *reason)
{
	const trade_name *exporter = &mirror->labels.name[p->exporter];
	const trade_name *importer = &mirror->labels.name[p->importer];
	bool		ok = p->outcome == TRADE_MIRROR_OK;
	bool		none[2] = {p->months[TRADE_BEFORE] == 0, p->months[TRADE_AFTER] == 0};

	trade_mirror_reason(&mirror->frame, p, exporter, importer, reason);
	{
		Datum		value[PAIR_COLUMNS] = {
			PointerGetDatum(cstring_to_text_with_len(exporter->text, exporter->length)),
			PointerGetDatum(cstring_to_text_with_len(importer->text, importer->length)),
			Int32GetDatum(p->months[TRADE_BEFORE]), Int32GetDatum(p->months[TRADE_AFTER]),
			Float8GetDatum(p->exported_figure[TRADE_BEFORE]), Float8GetDatum(p->exported_figure[TRADE_AFTER]),
			Float8GetDatum(p->imported_figure[TRADE_BEFORE]), Float8GetDatum(p->imported_figure[TRADE_AFTER]),
			Float8GetDatum(p->gap[TRADE_BEFORE]), Float8GetDatum(p->gap[TRADE_AFTER]),
			Float8GetDatum(p->ghost[TRADE_BEFORE]), Float8GetDatum(p->ghost[TRADE_AFTER]),
			Float8GetDatum(p->missing), CStringGetTextDatum(trade_mirror_outcome_name(p->outcome)),
			BoolGetDatum(p->flagged), PointerGetDatum(cstring_to_text_with_len(reason->text, reason->length))
		};
		bool		null[PAIR_COLUMNS] = {[4] = none[0], [5] = none[1], [6] = none[0], [7] = none[1], [8] = !ok, [9] = !ok,
			[10] = !p->has_ghost[TRADE_BEFORE], [11] = !p->has_ghost[TRADE_AFTER], [12] = !p->has_missing};

		tuplestore_putvalues(result->setResult, result->setDesc, value, null);
	}
}

static void
put_rows(FunctionCallInfo fcinfo, const sanctions_mirror *mirror)
{
	MemoryContext row = AllocSetContextCreate(CurrentMemoryContext, "mirror row", ALLOCSET_DEFAULT_SIZES);
	trade_reason *reason = palloc(sizeof(trade_reason));
	MemoryContext old = MemoryContextSwitchTo(row);

	for (int64 i = 0; i < mirror->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		put_row((ReturnSetInfo *) fcinfo->resultinfo, mirror, mirror->pair[i], reason);
		MemoryContextReset(row);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(row);
}

PG_FUNCTION_INFO_V1(sanctions_mirror_gaps);
Datum
sanctions_mirror_gaps(PG_FUNCTION_ARGS)
{
	const sanctions_event_places places = {
		.target = -1, .origins = -1, .since = ARG_SINCE, .before_months = ARG_BEFORE,
		.after_months = ARG_AFTER, .coverage = ARG_COVERAGE, .baseline = -1, .seasonal = -1
	};
	sanctions_event_arguments args;
	sanctions_mirror mirror = {0};
	sanctions_margins margins;
	const Datum matrix[SANCTIONS_MIRROR_SIDES] = {
		PG_ARGISNULL(ARG_EXPORTS) ? 0 : PG_GETARG_DATUM(ARG_EXPORTS),
		PG_ARGISNULL(ARG_IMPORTS) ? 0 : PG_GETARG_DATUM(ARG_IMPORTS),
		PG_ARGISNULL(ARG_REPORTED) ? 0 : PG_GETARG_DATUM(ARG_REPORTED)
	};

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	sanctions_event_read(fcinfo, &places, &args);
	sanctions_margins_read(fcinfo, ARG_MARGIN, ARG_THRESHOLDS, &margins);
	sanctions_thresholds_read(margins.others, &trade_mirror_threshold_table, &mirror.limit);
	sanctions_check_partial(&mirror.limit);
	if (!sanctions_mirror_open(&mirror, matrix, &args))
		return (Datum) 0;
	mirror.margin = sanctions_margins_of(&margins, &mirror);
	sanctions_mirror_run(&mirror);
	put_rows(fcinfo, &mirror);
	return (Datum) 0;
}

/* exported over imported, of one pair; NULL for all where an argument is. */
PG_FUNCTION_INFO_V1(sanctions_mirror_gap);
Datum
sanctions_mirror_gap(PG_FUNCTION_ARGS)
{
	Datum		value[GAP_COLUMNS] = {0};
	bool		null[GAP_COLUMNS] = {true, true, true, true, true};
	trade_mirror_single gap;

	if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1) && !PG_ARGISNULL(2))
	{
		gap = trade_mirror_of(sanctions_units_from_float8(PG_GETARG_FLOAT8(0)), sanctions_units_from_float8(PG_GETARG_FLOAT8(1)),
							  sanctions_margin(PG_GETARG_FLOAT8(2)));
		value[0] = Float8GetDatum(gap.imported);
		value[1] = Float8GetDatum(gap.gap);
		value[2] = Float8GetDatum(gap.ghost);
		value[3] = Float8GetDatum(gap.log);
		value[4] = Float8GetDatum(gap.asymmetry);
		null[0] = null[1] = false;
		null[2] = !gap.has_ghost;
		null[3] = !gap.has_log;
		null[4] = !gap.has_asymmetry;
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(sanctions_call_row(fcinfo), value, null)));
}
