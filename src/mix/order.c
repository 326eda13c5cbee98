/* trade_mix: equality, order and hash, rows for the planner. */
#include "postgres.h"

#include "compat.h"
#include "mix/state.h"
#include "state/order.h"
#include "state/plan.h"

SANCTIONS_STATE_ORDER(mix)

PG_FUNCTION_INFO_V1(sanctions_mix_rows_support);

/* The labels of a mix that is known when planning; -1 where it is not. */
static double
known_labels(const Const *mix)
{
	struct varlena *head;

	if (mix == NULL)
		return -1;
	if (mix->constisnull)
		return 0;
	head = PG_DETOAST_DATUM_SLICE(mix->constvalue, 0, TRADE_MIX_HEAD);
	if (VARSIZE_ANY_EXHDR(head) < TRADE_MIX_HEAD || sanctions_state_is_working(head))
		return -1;
	return trade_get_unsigned((const uint8 *) VARDATA_ANY(head) + TRADE_MIX_COUNT_AT, 4);
}

/* Mixes that are known when planning tell the rows: of two, the one with more labels. */
Datum
sanctions_mix_rows_support(PG_FUNCTION_ARGS)
{
	SupportRequestRows *request = sanctions_support_request(fcinfo, T_SupportRequestRows);
	double		first = known_labels(sanctions_known_state(request, 0));
	double		second = known_labels(sanctions_known_state(request, 1));

	if (first < 0 && second < 0)
		PG_RETURN_POINTER(NULL);
	request->rows = Max(first, second);
	PG_RETURN_POINTER(request);
}
