/* trade_matrix: what the planner asks, and what ANALYZE keeps for it. */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"

#include "compat.h"
#include "exact/function.h"
#include "matrix/read_core.h"
#include "period/window.h"
#include "state/form.h"
#include "state/plan.h"

/* The sizes of a matrix; flows, pairs of an exporter and an importer, are not counted in its head. */
enum
{
	IMPORTERS, CELLS, PERIODS, MOST_FLOWS, MONTHS_OF_PERIOD
};

static bool
measure(Datum matrix, double *sizes)
{
	struct varlena *head = PG_DETOAST_DATUM_SLICE(matrix, 0, TRADE_MATRIX_HEAD);
	trade_matrix_shape shape;

	if (VARSIZE_ANY_EXHDR(head) < TRADE_MATRIX_HEAD || sanctions_state_is_working(head))
		return false;
	trade_matrix_read_head(&shape, (const uint8 *) VARDATA_ANY(head));
	sizes[IMPORTERS] = shape.importer_count;
	sizes[CELLS] = shape.cell_count;
	sizes[PERIODS] = shape.period_count;
	sizes[MOST_FLOWS] = Min((double) shape.cell_count, (double) shape.importer_count * shape.label_count);
	sizes[MONTHS_OF_PERIOD] = trade_period_step(shape.frequency);
	return true;
}

SANCTIONS_FUNCTION(sanctions_matrix_typanalyze,
				   BoolGetDatum(sanctions_state_analyze((VacAttrStats *) PG_GETARG_POINTER(0), measure)))

/* The months of the windows among the arguments, as far as they are known; 0 where none is. */
static int
months_asked(SupportRequestRows *request)
{
	List	   *arguments = castNode(FuncExpr, request->node)->args;
	int			months = 0;

	for (int i = 1; i < list_length(arguments) && IsA(list_nth(arguments, i), Const); i++)
	{
		const Const *window = list_nth_node(Const, arguments, i);
		trade_span	span;

		if (window->constlen != sizeof(int64) || window->constisnull)
			break;
		span = trade_span_unpack((uint64) DatumGetInt64(window->constvalue));
		if (trade_span_valid(span))
			months += trade_span_months(span);
	}
	return months;
}

/*
 * Flows with a cell in the windows: at least those of one period, at most as many as
 * there are cells in the windows.  How steadily they trade is not known: the geometric
 * mean is off by the least factor.
 */
static double
flows_in_windows(SupportRequestRows *request, const double *sizes)
{
	double		in_a_period = sizes[CELLS] / Max(sizes[PERIODS], 1);
	int			months = months_asked(request);
	double		periods = (months > 0 ? months : 24) / Max(sizes[MONTHS_OF_PERIOD], 1);
	double		most = Min(in_a_period * Min(Max(periods, 1), sizes[PERIODS]), sizes[MOST_FLOWS]);

	return sqrt(in_a_period * most);
}

/* What a row stands for. */
typedef enum row_unit
{
	A_CELL,
	AN_IMPORTER,
	A_FLOW,
	AN_IMPORTER_AND_PERIOD
} row_unit;

static SupportRequestRows *
estimate_rows(FunctionCallInfo fcinfo, row_unit unit)
{
	SupportRequestRows *request = sanctions_support_request(fcinfo, T_SupportRequestRows);
	double		sizes[SANCTIONS_STATE_SIZES];

	if (!sanctions_state_sizes(request, 0, measure, sizes))
		return NULL;
	request->rows = unit == A_CELL ? sizes[CELLS] :
		unit == AN_IMPORTER ? sizes[IMPORTERS] :
		unit == A_FLOW ? flows_in_windows(request, sizes) : sizes[IMPORTERS] * sizes[PERIODS];
	return request;
}

SANCTIONS_FUNCTION(sanctions_matrix_rows_support, PointerGetDatum(estimate_rows(fcinfo, A_CELL)))
SANCTIONS_FUNCTION(sanctions_accessor_importers_support, PointerGetDatum(estimate_rows(fcinfo, AN_IMPORTER)))
SANCTIONS_FUNCTION(sanctions_accessor_flows_support, PointerGetDatum(estimate_rows(fcinfo, A_FLOW)))
SANCTIONS_FUNCTION(sanctions_accessor_periods_support,
				   PointerGetDatum(estimate_rows(fcinfo, AN_IMPORTER_AND_PERIOD)))
