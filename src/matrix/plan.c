/* Accessors of trade_matrix: what the planner asks. */
#include "postgres.h"

#include "fmgr.h"

#include "compat.h"
#include "matrix/part.h"
#include "state/plan.h"

PG_FUNCTION_INFO_V1(sanctions_accessor_importers_support);
PG_FUNCTION_INFO_V1(sanctions_accessor_flows_support);
PG_FUNCTION_INFO_V1(sanctions_accessor_periods_support);

/* What a row stands for. */
typedef enum row_unit
{
	AN_IMPORTER,
	A_FLOW,
	AN_IMPORTER_AND_PERIOD
} row_unit;

static SupportRequestRows *
estimate_rows(FunctionCallInfo fcinfo, row_unit unit)
{
	SupportRequestRows *request = sanctions_support_request(fcinfo, T_SupportRequestRows);
	const Const *matrix = sanctions_known_state(request, 0);
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
	PG_RETURN_POINTER(estimate_rows(fcinfo, AN_IMPORTER));
}

Datum
sanctions_accessor_flows_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(estimate_rows(fcinfo, A_FLOW));
}

Datum
sanctions_accessor_periods_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(estimate_rows(fcinfo, AN_IMPORTER_AND_PERIOD));
}
