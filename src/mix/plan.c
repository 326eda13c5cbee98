/* trade_mix: what the planner asks, and what ANALYZE keeps for it. */
#include "postgres.h"

#include "compat.h"
#include "exact/function.h"
#include "mix/state.h"
#include "state/form.h"
#include "state/plan.h"

PG_FUNCTION_INFO_V1(sanctions_mix_rows_support);

/* The only size of a mix is how many labels it has. */
static bool
measure(Datum mix, double *sizes)
{
	struct varlena *head = PG_DETOAST_DATUM_SLICE(mix, 0, TRADE_MIX_HEAD);
	trade_mix_shape shape;

	if (VARSIZE_ANY_EXHDR(head) < TRADE_MIX_HEAD || sanctions_state_is_working(head))
		return false;
	trade_mix_read_head(&shape, (const uint8 *) VARDATA_ANY(head));
	sizes[0] = shape.count;
	return true;
}

SANCTIONS_FUNCTION(sanctions_mix_typanalyze,
				   BoolGetDatum(sanctions_state_analyze((VacAttrStats *) PG_GETARG_POINTER(0), measure)))

/* Of two mixes the one with more labels tells the rows. */
Datum
sanctions_mix_rows_support(PG_FUNCTION_ARGS)
{
	SupportRequestRows *request = sanctions_support_request(fcinfo, T_SupportRequestRows);
	double		first[SANCTIONS_STATE_SIZES];
	double		second[SANCTIONS_STATE_SIZES];
	bool		known = sanctions_state_sizes(request, 0, measure, first);

	if (!sanctions_state_sizes(request, 1, measure, second) && !known)
		PG_RETURN_POINTER(NULL);
	request->rows = Max(first[0], second[0]);
	PG_RETURN_POINTER(request);
}
