/* trade_matrix: equality, order and hash, rows for the planner. */
#include "postgres.h"

#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"

#include "matrix/state.h"
#include "state/order.h"

SANCTIONS_STATE_ORDER(matrix)

PG_FUNCTION_INFO_V1(sanctions_matrix_rows_support);

/* A matrix that is known when planning tells its rows. */
Datum
sanctions_matrix_rows_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);
	SupportRequestRows *rows = (SupportRequestRows *) request;
	List	   *args;
	Const	   *matrix;
	struct varlena *head;

	if (!IsA(request, SupportRequestRows) || !is_funcclause(rows->node))
		PG_RETURN_POINTER(NULL);
	args = ((FuncExpr *) rows->node)->args;
	if (list_length(args) < 1 || !IsA(linitial(args), Const))
		PG_RETURN_POINTER(NULL);
	matrix = linitial_node(Const, args);
	if (matrix->constisnull)
		rows->rows = 0;
	else
	{
		head = PG_DETOAST_DATUM_SLICE(matrix->constvalue, 0, TRADE_MATRIX_HEAD);
		if (VARSIZE_ANY_EXHDR(head) < TRADE_MATRIX_HEAD || sanctions_state_is_working(head))
			PG_RETURN_POINTER(NULL);
		rows->rows = trade_get_unsigned((const uint8 *) VARDATA_ANY(head) + 8, 4);
	}
	PG_RETURN_POINTER(rows);
}
