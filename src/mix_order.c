/* trade_mix: equality, order and hash over content, rows for the planner. */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"

#include "compat.h"
#include "mix_state.h"
#include "state.h"

PG_FUNCTION_INFO_V1(sanctions_mix_eq);
PG_FUNCTION_INFO_V1(sanctions_mix_ne);
PG_FUNCTION_INFO_V1(sanctions_mix_lt);
PG_FUNCTION_INFO_V1(sanctions_mix_le);
PG_FUNCTION_INFO_V1(sanctions_mix_gt);
PG_FUNCTION_INFO_V1(sanctions_mix_ge);
PG_FUNCTION_INFO_V1(sanctions_mix_cmp);
PG_FUNCTION_INFO_V1(sanctions_mix_hash);
PG_FUNCTION_INFO_V1(sanctions_mix_hash_extended);
PG_FUNCTION_INFO_V1(sanctions_mix_rows_support);

static struct varlena *
canonical_arg(FunctionCallInfo fcinfo, int arg)
{
	return sanctions_mix_canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(arg)));
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
sanctions_mix_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) == 0);
}

Datum
sanctions_mix_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) != 0);
}

Datum
sanctions_mix_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) < 0);
}

Datum
sanctions_mix_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) <= 0);
}

Datum
sanctions_mix_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) > 0);
}

Datum
sanctions_mix_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) >= 0);
}

Datum
sanctions_mix_cmp(PG_FUNCTION_ARGS)
{
	int			order = compare(fcinfo);

	PG_RETURN_INT32((order > 0) - (order < 0));
}

Datum
sanctions_mix_hash(PG_FUNCTION_ARGS)
{
	struct varlena *mix = canonical_arg(fcinfo, 0);
	Datum		hash = hash_any((unsigned char *) VARDATA_ANY(mix), VARSIZE_ANY_EXHDR(mix));

	PG_FREE_IF_COPY(mix, 0);
	PG_RETURN_DATUM(hash);
}

Datum
sanctions_mix_hash_extended(PG_FUNCTION_ARGS)
{
	struct varlena *mix = canonical_arg(fcinfo, 0);
	Datum		hash = hash_any_extended((unsigned char *) VARDATA_ANY(mix), VARSIZE_ANY_EXHDR(mix),
										 PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(mix, 0);
	PG_RETURN_DATUM(hash);
}

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
