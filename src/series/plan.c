/* trade_series: what the planner asks, and what ANALYZE keeps for it. */
#include "postgres.h"

#include <math.h>

#include "access/detoast.h"
#include "nodes/primnodes.h"

#include "compat.h"
#include "exact/function.h"
#include "series/state.h"
#include "state/form.h"
#include "state/plan.h"

#define ARGUMENT_STEP 1

PG_FUNCTION_INFO_V1(sanctions_series_rows_support);

/* The sizes of a series: from its first to its last period. */
enum
{
	PERIODS, MONTHS_OF_PERIOD
};

/* Steps from the first to the last period: where there are gaps, a second look into TOAST. */
static uint32
steps_to_last(Datum series, const trade_series_shape *shape)
{
	struct varlena *last;

	if (shape->period_width == 0)
		return trade_series_last_step(shape, NULL);
	last = PG_DETOAST_DATUM_SLICE(series, trade_series_last_at(shape), shape->period_width);
	return trade_series_last_step(shape, (const uint8 *) VARDATA_ANY(last));
}

static bool
measure(Datum series, double *sizes)
{
	struct varlena *head = PG_DETOAST_DATUM_SLICE(series, 0, TRADE_SERIES_HEAD);
	size_t		size = toast_raw_datum_size(series) - VARHDRSZ;
	trade_series_shape shape;

	if (VARSIZE_ANY_EXHDR(head) < TRADE_SERIES_HEAD || sanctions_state_is_working(head) ||
		trade_series_read_head(&shape, (const uint8 *) VARDATA_ANY(head), size) != NULL)
		return false;
	sizes[PERIODS] = shape.count == 0 ? 0 : (double) steps_to_last(series, &shape) + 1;
	sizes[MONTHS_OF_PERIOD] = trade_period_step(shape.frequency);
	return true;
}

SANCTIONS_FUNCTION(sanctions_series_typanalyze,
				   BoolGetDatum(sanctions_state_analyze((VacAttrStats *) PG_GETARG_POINTER(0), measure)))

/* Months from one row to the next: the step that is asked for, or the series' own. */
static double
months_of_row(SupportRequestRows *request, const double *sizes)
{
	List	   *arguments = castNode(FuncExpr, request->node)->args;
	const Const *step;

	if (list_length(arguments) <= ARGUMENT_STEP || !IsA(list_nth(arguments, ARGUMENT_STEP), Const))
		return sizes[MONTHS_OF_PERIOD];
	step = list_nth_node(Const, arguments, ARGUMENT_STEP);
	if (step->constisnull || step->constlen != sizeof(int32) || DatumGetInt32(step->constvalue) <= 0)
		return sizes[MONTHS_OF_PERIOD];
	return DatumGetInt32(step->constvalue);
}

Datum
sanctions_series_rows_support(PG_FUNCTION_ARGS)
{
	SupportRequestRows *request = sanctions_support_request(fcinfo, T_SupportRequestRows);
	double		sizes[SANCTIONS_STATE_SIZES];

	if (!sanctions_state_sizes(request, 0, measure, sizes))
		PG_RETURN_POINTER(NULL);
	request->rows = sizes[PERIODS] < 1 ? 0 :
		floor((sizes[PERIODS] - 1) * sizes[MONTHS_OF_PERIOD] / Max(months_of_row(request, sizes), 1)) + 1;
	PG_RETURN_POINTER(request);
}
