/*
 * What the planner knows of code <@ ancestor: all codes within are one range, so it
 * is code >= ancestor AND code <= hs_range_end(ancestor), exactly.
 */
#include "compat.h"

#include "access/htup_details.h"
#include "access/stratnum.h"
#include "catalog/pg_am_d.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type_d.h"
#include "commands/defrem.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "optimizer/clauses.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "code/hs.h"

/* Found by what they do, not by their names: an operator family may be any user's. */
static bool
is_ours(Oid function, PGFunction code)
{
	FmgrInfo	info;

	if (!OidIsValid(function))
		return false;
	fmgr_info(function, &info);
	return info.fn_addr == code;
}

/* The family's operator, if it compares as ours does: a family may sort downwards. */
static Oid
family_operator(Oid family, Oid type, int strategy, PGFunction code)
{
	Oid			found = get_opfamily_member(family, type, type, strategy);

	return OidIsValid(found) && is_ours(get_opcode(found), code) ? found : InvalidOid;
}

/*
 * hs_range_end(hs_code) beside the function asked about, so that neither
 * search_path nor privileges matter.
 */
static Oid
range_end_function(Oid neighbour, Oid type)
{
	oidvector  *types = buildoidvector(&type, 1);
	Oid			found = GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid,
										CStringGetDatum("hs_range_end"),
										PointerGetDatum(types),
										ObjectIdGetDatum(get_func_namespace(neighbour)));

	return is_ours(found, sanctions_hs_range_end) ? found : InvalidOid;
}

/* The last code within what the expression gives; NULL where it cannot be said. */
static Expr *
range_end(Expr *ancestor, Oid neighbour, Oid type)
{
	Oid			function;

	if (IsA(ancestor, Const))
	{
		Const	   *last = copyObject(castNode(Const, ancestor));

		last->constvalue = sanctions_hs_get_datum(trade_hs_range_end(sanctions_datum_get_hs(last->constvalue)));
		return (Expr *) last;
	}
	function = range_end_function(neighbour, type);
	if (!OidIsValid(function))
		return NULL;
	return (Expr *) makeFuncExpr(function, type, list_make1(ancestor),
								 InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL);
}

static Expr *
comparison(Oid operator, Expr *code, Expr *bound)
{
	return make_opclause(operator, BOOLOID, false, copyObject(code), bound, InvalidOid, InvalidOid);
}

/* Two conditions, from the ancestor to the last code within; none where the family lacks our order. */
static List *
range_conditions(Oid family, Oid neighbour, Expr *code, Expr *ancestor)
{
	Oid			type = exprType((Node *) ancestor);
	Oid			at_least = family_operator(family, type, BTGreaterEqualStrategyNumber, sanctions_hs_ge);
	Oid			at_most = family_operator(family, type, BTLessEqualStrategyNumber, sanctions_hs_le);
	Expr	   *last;

	if (!OidIsValid(at_least) || !OidIsValid(at_most))
		return NIL;
	if (IsA(ancestor, Const) && castNode(Const, ancestor)->constisnull)
		return NIL;
	last = range_end(ancestor, neighbour, type);
	if (last == NULL)
		return NIL;
	return list_make2(comparison(at_least, code, ancestor), comparison(at_most, code, last));
}

static List *
node_arguments(Node *node)
{
	if (is_opclause(node))
		return castNode(OpExpr, node)->args;
	if (is_funcclause(node))
		return castNode(FuncExpr, node)->args;
	return NIL;
}

/* A superuser may give any function our support function: it must have two arguments of one type. */
static bool
are_a_pair(List *arguments)
{
	return list_length(arguments) == 2 && exprType(linitial(arguments)) == exprType(lsecond(arguments));
}

/* position is the argument that must be the index's column. */
static List *
index_condition(SupportRequestIndexCondition *request, int position)
{
	List	   *arguments = node_arguments(request->node);
	Oid			method = request->index->relam;
	Expr	   *ancestor;

	if ((method != BTREE_AM_OID && method != BRIN_AM_OID) || request->indexarg != position ||
		!are_a_pair(arguments))
		return NIL;
	ancestor = list_nth(arguments, 1 - position);
	if (!is_pseudo_constant_for_index(request->root, (Node *) ancestor, request->index))
		return NIL;
	request->lossy = false;
	return range_conditions(request->opfamily, request->funcid, list_nth(arguments, position), ancestor);
}

/* Whether an expression may be evaluated twice: by the rule for inlined SQL functions. */
static bool
may_stand_twice(PlannerInfo *root, Node *expression)
{
	QualCost	cost;

	if (contain_volatile_functions(expression) || contain_subplans(expression))
		return false;
	cost_qual_eval_node(&cost, expression, root);
	return cost.startup + cost.per_tuple <= 10 * cpu_operator_cost;
}

/*
 * code <@ constant becomes the range itself, which partitions, BRIN, proofs of
 * partial indexes, column stores and foreign servers understand; position is the
 * code's.
 */
static Node *
as_range(SupportRequestSimplify *request, int position)
{
	List	   *arguments = request->fcall->args;
	Node	   *code;
	Node	   *ancestor;
	List	   *range;
	Oid			class;

	if (!are_a_pair(arguments) || request->fcall->funcresulttype != BOOLOID || request->fcall->funcretset)
		return NULL;
	code = list_nth(arguments, position);
	ancestor = list_nth(arguments, 1 - position);
	if (!IsA(ancestor, Const) || !may_stand_twice(request->root, code))
		return NULL;
	class = GetDefaultOpClass(exprType(ancestor), BTREE_AM_OID);
	if (!OidIsValid(class))
		return NULL;
	range = range_conditions(get_opclass_family(class), request->fcall->funcid, (Expr *) code, (Expr *) ancestor);
	return range == NIL ? NULL : (Node *) make_andclause(range);
}

static Node *
support(FunctionCallInfo fcinfo, int position)
{
	SupportRequestIndexCondition *condition = sanctions_support_request(fcinfo, T_SupportRequestIndexCondition);
	SupportRequestSimplify *simplify = sanctions_support_request(fcinfo, T_SupportRequestSimplify);

	if (condition != NULL)
		return (Node *) index_condition(condition, position);
	return simplify != NULL ? as_range(simplify, position) : NULL;
}

PG_FUNCTION_INFO_V1(sanctions_hs_within_support);
Datum
sanctions_hs_within_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(support(fcinfo, 0));
}

PG_FUNCTION_INFO_V1(sanctions_hs_contains_support);
Datum
sanctions_hs_contains_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(support(fcinfo, 1));
}
