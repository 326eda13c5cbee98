/* trade_matrix: equality, order and hash over content, rows for the planner. */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"

#include "compat.h"
#include "matrix_state.h"
#include "state.h"

PG_FUNCTION_INFO_V1(sanctions_matrix_eq);
PG_FUNCTION_INFO_V1(sanctions_matrix_ne);
PG_FUNCTION_INFO_V1(sanctions_matrix_lt);
PG_FUNCTION_INFO_V1(sanctions_matrix_le);
PG_FUNCTION_INFO_V1(sanctions_matrix_gt);
PG_FUNCTION_INFO_V1(sanctions_matrix_ge);
PG_FUNCTION_INFO_V1(sanctions_matrix_cmp);
PG_FUNCTION_INFO_V1(sanctions_matrix_hash);
PG_FUNCTION_INFO_V1(sanctions_matrix_hash_extended);
PG_FUNCTION_INFO_V1(sanctions_matrix_rows_support);

static struct varlena *
canonical_arg(FunctionCallInfo fcinfo, int arg)
{
	return sanctions_matrix_canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(arg)));
}

/* The canonical form of equal content is equal: so bytes decide. */
static int
compare(FunctionCallInfo fcinfo)
{
	struct varlena *left = canonical_arg(fcinfo, 0);
	struct varlena *right = canonical_arg(fcinfo, 1);
	int			order = sanctions_state_compare(left, right);

	/* a btree look-up keeps its context for long */
	PG_FREE_IF_COPY(left, 0);
	PG_FREE_IF_COPY(right, 1);
	return order;
}

Datum
sanctions_matrix_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) == 0);
}

Datum
sanctions_matrix_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) != 0);
}

Datum
sanctions_matrix_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) < 0);
}

Datum
sanctions_matrix_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) <= 0);
}

Datum
sanctions_matrix_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) > 0);
}

Datum
sanctions_matrix_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) >= 0);
}

Datum
sanctions_matrix_cmp(PG_FUNCTION_ARGS)
{
	int			order = compare(fcinfo);

	PG_RETURN_INT32((order > 0) - (order < 0));
}

Datum
sanctions_matrix_hash(PG_FUNCTION_ARGS)
{
	struct varlena *matrix = canonical_arg(fcinfo, 0);
	Datum		hash = hash_any((unsigned char *) VARDATA_ANY(matrix), VARSIZE_ANY_EXHDR(matrix));

	PG_FREE_IF_COPY(matrix, 0);
	PG_RETURN_DATUM(hash);
}

Datum
sanctions_matrix_hash_extended(PG_FUNCTION_ARGS)
{
	struct varlena *matrix = canonical_arg(fcinfo, 0);
	Datum		hash = hash_any_extended((unsigned char *) VARDATA_ANY(matrix), VARSIZE_ANY_EXHDR(matrix),
										 PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(matrix, 0);
	PG_RETURN_DATUM(hash);
}

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
