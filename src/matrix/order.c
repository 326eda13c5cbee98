/* trade_matrix: equality, order and hash, rows for the planner. */
#include "postgres.h"

#include "compat.h"
#include "matrix/merge.h"
#include "matrix/read_core.h"
#include "state/order.h"
#include "state/plan.h"

SANCTIONS_STATE_ORDER(matrix)

PG_FUNCTION_INFO_V1(sanctions_matrix_rows_support);

/* A matrix that is known when planning tells its rows. */
Datum
sanctions_matrix_rows_support(PG_FUNCTION_ARGS)
{
	SupportRequestRows *request = sanctions_support_request(fcinfo, T_SupportRequestRows);
	const Const *matrix = sanctions_known_state(request, 0);
	struct varlena *head;
	trade_matrix_shape shape;

	if (matrix == NULL)
		PG_RETURN_POINTER(NULL);
	if (matrix->constisnull)
		request->rows = 0;
	else
	{
		head = PG_DETOAST_DATUM_SLICE(matrix->constvalue, 0, TRADE_MATRIX_HEAD);
		if (VARSIZE_ANY_EXHDR(head) < TRADE_MATRIX_HEAD || sanctions_state_is_working(head))
			PG_RETURN_POINTER(NULL);
		trade_matrix_read_head(&shape, (const uint8 *) VARDATA_ANY(head));
		request->rows = shape.cell_count;
	}
	PG_RETURN_POINTER(request);
}
