/*
 * What the planner knows of code <@ ancestor: all codes within are one range, so it
 * is code >= ancestor AND code <= hs_range_end(ancestor), exactly.
 */
#include "compat.h"

#include "utils/builtins.h"

#include "code/hs.h"
#include "code/plan.h"
#include "exact/function.h"

static Expr *
constant(Oid type, trade_hs code)
{
	return (Expr *) makeConst(type, -1, InvalidOid, sizeof(Datum), sanctions_hs_get_datum(code), false, true);
}

/* The ancestor, where it is text, as a code; NULL where it is none, or NULL. */
static Expr *
as_code(Expr *ancestor, Oid neighbour, Oid type)
{
	bool		is_text = exprType((Node *) ancestor) == TEXTOID;
	trade_hs	code;
	text	   *t;

	if (!IsA(ancestor, Const))
		return !is_text ? ancestor :
			sanctions_neighbour_call(neighbour, "try_hs_code", sanctions_hs_try, ancestor, type);
	if (castNode(Const, ancestor)->constisnull)
		return NULL;
	if (!is_text)
		return ancestor;
	t = DatumGetTextPP(castNode(Const, ancestor)->constvalue);
	return trade_hs_parse(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), &code) ? constant(type, code) : NULL;
}

/* The last code within what the expression gives; NULL where it cannot be said. */
static Expr *
range_end(Expr *ancestor, Oid neighbour, Oid type)
{
	if (IsA(ancestor, Const))
		return constant(type, trade_hs_range_end(sanctions_datum_get_hs(castNode(Const, ancestor)->constvalue)));
	return sanctions_neighbour_call(neighbour, "hs_range_end", sanctions_hs_range_end, ancestor, type);
}

/* Two conditions, from the ancestor to the last code within; none where the family lacks our order. */
static List *
range_conditions(Oid family, Oid neighbour, Expr *code, Expr *ancestor)
{
	Oid			type = exprType((Node *) code);
	Oid			at_least = sanctions_family_operator(family, type, BTGreaterEqualStrategyNumber, sanctions_hs_ge);
	Oid			at_most = sanctions_family_operator(family, type, BTLessEqualStrategyNumber, sanctions_hs_le);
	Expr	   *first;
	Expr	   *last;

	if (!OidIsValid(at_least) || !OidIsValid(at_most))
		return NIL;
	first = as_code(ancestor, neighbour, type);
	last = first == NULL ? NULL : range_end(first, neighbour, type);
	if (last == NULL)
		return NIL;
	return list_make2(sanctions_comparison(at_least, code, first), sanctions_comparison(at_most, code, last));
}

/* A superuser may give any function our support function: it must have a code and a code or text. */
static bool
are_a_pair(List *arguments, int position)
{
	Oid			ancestor;

	if (list_length(arguments) != 2)
		return false;
	ancestor = exprType(list_nth(arguments, 1 - position));
	return ancestor == TEXTOID || ancestor == exprType(list_nth(arguments, position));
}

/* position is the argument that must be the index's column. */
static List *
index_condition(SupportRequestIndexCondition *request, int position)
{
	List	   *arguments = sanctions_arguments(request->node);
	Expr	   *ancestor;

	if (!sanctions_takes_ranges(request) || request->indexarg != position || !are_a_pair(arguments, position))
		return NIL;
	ancestor = list_nth(arguments, 1 - position);
	if (!is_pseudo_constant_for_index(request->root, (Node *) ancestor, request->index))
		return NIL;
	request->lossy = false;
	return range_conditions(request->opfamily, request->funcid, list_nth(arguments, position), ancestor);
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

	if (!are_a_pair(arguments, position) || request->fcall->funcresulttype != BOOLOID || request->fcall->funcretset)
		return NULL;
	code = list_nth(arguments, position);
	ancestor = list_nth(arguments, 1 - position);
	if (!IsA(ancestor, Const) || !sanctions_may_stand_twice(request->root, code))
		return NULL;
	range = range_conditions(sanctions_btree_family(exprType(code)), request->fcall->funcid,
							 (Expr *) code, (Expr *) ancestor);
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

SANCTIONS_FUNCTION(sanctions_hs_within_support, PointerGetDatum(support(fcinfo, 0)))
SANCTIONS_FUNCTION(sanctions_hs_contains_support, PointerGetDatum(support(fcinfo, 1)))
