/* Accessors of trade_matrix: what the planner asks. */
#include "postgres.h"

#include "fmgr.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"

#include "compat.h"
#include "matrix/part.h"

PG_FUNCTION_INFO_V1(sanctions_accessor_importers_support);
PG_FUNCTION_INFO_V1(sanctions_accessor_flows_support);
PG_FUNCTION_INFO_V1(sanctions_accessor_periods_support);

/* The matrix of a call where planning knows it. */
static Const *
known_matrix(SupportRequestRows *request)
{
	List	   *args;

	if (!IsA(request, SupportRequestRows) || !is_funcclause(request->node))
		return NULL;
	args = ((FuncExpr *) request->node)->args;
	if (list_length(args) < 1 || !IsA(linitial(args), Const))
		return NULL;
	return linitial_node(Const, args);
}

/* What a row stands for. */
typedef enum row_unit
{
	AN_IMPORTER,
	A_FLOW,
	AN_IMPORTER_AND_PERIOD
} row_unit;

static SupportRequestRows *
estimate_rows(SupportRequestRows *request, row_unit unit)
{
	Const	   *matrix = known_matrix(request);
	double		importers = 0;
	double		flows = 0;
	double		periods = 0;

	if (matrix == NULL ||
		(!matrix->constisnull && !sanctions_part_estimate(matrix->constvalue, &importers, &flows, &periods)))
		return NULL;
	request->rows = unit == A_FLOW ? flows : unit == AN_IMPORTER ? importers : importers * periods;
	return request;
}

Datum
sanctions_accessor_importers_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(estimate_rows((SupportRequestRows *) PG_GETARG_POINTER(0), AN_IMPORTER));
}

Datum
sanctions_accessor_flows_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(estimate_rows((SupportRequestRows *) PG_GETARG_POINTER(0), A_FLOW));
}

Datum
sanctions_accessor_periods_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(estimate_rows((SupportRequestRows *) PG_GETARG_POINTER(0), AN_IMPORTER_AND_PERIOD));
}
