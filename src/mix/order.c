/* trade_mix: equality, order and hash, rows for the planner. */
#include "postgres.h"

#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"

#include "mix/state.h"
#include "state/order.h"

SANCTIONS_STATE_ORDER(mix)

PG_FUNCTION_INFO_V1(sanctions_mix_rows_support);

/* The labels of a mix that is known when planning; -1 where it is not. */
static double
known_labels(Node *node)
{
	Const	   *mix;
	struct varlena *head;

	if (!IsA(node, Const))
		return -1;
	mix = (Const *) node;
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
	Node	   *request = (Node *) PG_GETARG_POINTER(0);
	SupportRequestRows *rows = (SupportRequestRows *) request;
	double		most = -1;
	ListCell   *arg;

	if (!IsA(request, SupportRequestRows) || !is_funcclause(rows->node))
		PG_RETURN_POINTER(NULL);
	foreach(arg, ((FuncExpr *) rows->node)->args)
		most = Max(most, known_labels(lfirst(arg)));
	if (most < 0)
		PG_RETURN_POINTER(NULL);
	rows->rows = most;
	PG_RETURN_POINTER(rows);
}
