/* trade_matrix: its rows. */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "compat.h"
#include "exact/call.h"
#include "matrix/merge.h"
#include "matrix/open.h"
#include "period/window.h"

#define FLOW_COLUMNS 6

PG_FUNCTION_INFO_V1(sanctions_matrix_flows);

typedef struct flow_scan
{
	trade_matrix_reader *reader;
	const char **label;
	int		   *label_length;
	uint32		at;
	uint32		count;
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];
} flow_scan;

static flow_scan *
flow_scan_begin(FunctionCallInfo fcinfo, FuncCallContext *context)
{
	MemoryContext old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
	flow_scan  *scan = palloc0(sizeof(flow_scan));
	struct varlena *matrix = PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0));

	context->tuple_desc = sanctions_call_row(fcinfo);
	scan->reader = sanctions_matrix_open(sanctions_matrix_canonical(matrix));
	sanctions_matrix_labels(scan->reader, &scan->label, &scan->label_length);
	context->user_fctx = scan;
	MemoryContextSwitchTo(old);
	return scan;
}

static Datum
flow_row(const flow_scan *scan, const trade_cell *cell, TupleDesc columns)
{
	bool		no_quantity = cell->quantity == 0 && cell->quantity_value == 0;
	Datum		values[FLOW_COLUMNS] = {
		PointerGetDatum(cstring_to_text_with_len(scan->label[cell->exporter],
												 scan->label_length[cell->exporter])),
		PointerGetDatum(cstring_to_text_with_len(scan->label[cell->importer],
												 scan->label_length[cell->importer])),
		DateADTGetDatum(sanctions_date_from_month(cell->month)),
		Float8GetDatum(trade_units_to_double(cell->value)),
		Float8GetDatum(trade_units_to_double(cell->quantity)),
		Float8GetDatum(trade_units_to_double(cell->quantity_value))
	};
	bool		nulls[FLOW_COLUMNS] = {false, false, false, false, no_quantity, no_quantity};

	return HeapTupleGetDatum(heap_form_tuple(columns, values, nulls));
}

Datum
sanctions_matrix_flows(PG_FUNCTION_ARGS)
{
	FuncCallContext *context;
	flow_scan  *scan;

	if (SRF_IS_FIRSTCALL())
	{
		context = SRF_FIRSTCALL_INIT();
		flow_scan_begin(fcinfo, context);
	}
	context = SRF_PERCALL_SETUP();
	scan = context->user_fctx;
	if (scan->at == scan->count)
	{
		scan->at = 0;
		scan->count = sanctions_matrix_read(scan->reader, scan->cells, lengthof(scan->cells));
		if (scan->count == 0)
			SRF_RETURN_DONE(context);
	}
	SRF_RETURN_NEXT(context, flow_row(scan, &scan->cells[scan->at++], context->tuple_desc));
}
