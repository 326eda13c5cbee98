/*
 * What the planner knows of codes against text.  A constant that names a code is that
 * code, and LIKE '85%' is a range of codes: so partitions, partial indexes and foreign
 * servers understand them.  LIKE of any other pattern that begins with characters looks
 * for a range in an index.
 */
#include "compat.h"

#include "utils/builtins.h"

#include "code/country.h"
#include "code/hs.h"
#include "code/plan.h"
#include "code/text.h"
#include "code/text_core.h"
#include "exact/function.h"

/* What differs between the types. */
typedef struct code_type
{
	bool		(*parse) (const char *s, size_t len, Datum *code);
	bool		(*beginning) (const char *s, size_t len, Datum *first, Datum *last);
	PGFunction	ge;
	PGFunction	le;
	PGFunction	like;
	PGFunction	ilike;
	PGFunction	try;
	const char *try_name;
	int			size;
} code_type;

static bool
country_parse(const char *s, size_t len, Datum *code)
{
	trade_country found;

	if (!trade_country_parse(s, len, &found))
		return false;
	*code = sanctions_country_get_datum(found);
	return true;
}

static bool
country_beginning(const char *s, size_t len, Datum *first, Datum *last)
{
	trade_country low;
	trade_country high;

	if (!trade_country_beginning(s, len, &low, &high))
		return false;
	*first = sanctions_country_get_datum(low);
	*last = sanctions_country_get_datum(high);
	return true;
}

static bool
hs_parse(const char *s, size_t len, Datum *code)
{
	trade_hs	found;

	if (!trade_hs_parse(s, len, &found))
		return false;
	*code = sanctions_hs_get_datum(found);
	return true;
}

static bool
hs_beginning(const char *s, size_t len, Datum *first, Datum *last)
{
	trade_hs	low;
	trade_hs	high;

	if (!trade_hs_beginning(s, len, &low, &high))
		return false;
	*first = sanctions_hs_get_datum(low);
	*last = sanctions_hs_get_datum(high);
	return true;
}

static const code_type country = {
	country_parse, country_beginning, sanctions_country_ge, sanctions_country_le,
	sanctions_country_like, sanctions_country_ilike, sanctions_country_try, "try_country_code", sizeof(trade_country)
};
static const code_type hs = {
	hs_parse, hs_beginning, sanctions_hs_ge, sanctions_hs_le,
	sanctions_hs_like, sanctions_hs_ilike, sanctions_hs_try, "try_hs_code", sizeof(trade_hs)
};

static Expr *
constant(Oid type, const code_type *code_type, Datum code)
{
	return (Expr *) makeConst(type, -1, InvalidOid, code_type->size, code, false, true);
}

/* The text of a constant; NULL of anything else. */
static text *
known_text(Node *node)
{
	if (!IsA(node, Const) || castNode(Const, node)->consttype != TEXTOID || castNode(Const, node)->constisnull)
		return NULL;
	return DatumGetTextPP(castNode(Const, node)->constvalue);
}

/* The same comparison between two codes; the function compares left with right, one of them text. */
static Oid
between_codes(Oid function, Oid code, Oid left, Oid right)
{
	Oid			family = sanctions_btree_family(code);
	Oid			equal = get_opfamily_member(family, left, right, BTEqualStrategyNumber);

	for (int strategy = BTLessStrategyNumber; strategy <= BTGreaterStrategyNumber; strategy++)
	{
		Oid			member = get_opfamily_member(family, left, right, strategy);

		if (OidIsValid(member) && get_opcode(member) == function)
			return get_opfamily_member(family, code, code, strategy);
	}
	if (!OidIsValid(equal) || !OidIsValid(get_negator(equal)) || get_opcode(get_negator(equal)) != function)
		return InvalidOid;
	return get_negator(get_opfamily_member(family, code, code, BTEqualStrategyNumber));
}

static Node *
read_constant(SupportRequestSimplify *request, const code_type *code_type)
{
	Node	   *argument[2];
	Oid			type[2];
	int			texts;
	text	   *known;
	Datum		code;
	Oid			operator;

	if (list_length(request->fcall->args) != 2)
		return NULL;
	for (int i = 0; i < 2; i++)
	{
		argument[i] = list_nth(request->fcall->args, i);
		type[i] = exprType(argument[i]);
	}
	texts = type[0] == TEXTOID ? 0 : 1;
	known = known_text(argument[texts]);
	if (known == NULL || !code_type->parse(VARDATA_ANY(known), VARSIZE_ANY_EXHDR(known), &code))
		return NULL;
	if (!OidIsValid(sanctions_family_operator(sanctions_btree_family(type[1 - texts]), type[1 - texts],
											  BTGreaterEqualStrategyNumber, code_type->ge)))
		return NULL;
	operator = between_codes(request->fcall->funcid, type[1 - texts], type[0], type[1]);
	if (!OidIsValid(operator))
		return NULL;
	argument[texts] = (Node *) constant(type[1 - texts], code_type, code);
	return (Node *) make_opclause(operator, BOOLOID, false, (Expr *) argument[0], (Expr *) argument[1],
								  InvalidOid, InvalidOid);
}

/* How a pattern begins, as the bounds of codes that begin so; all: whether any of them matches it. */
typedef struct code_beginning
{
	Datum		first;
	Datum		last;
	bool		all;
} code_beginning;

static bool
pattern_beginning(Oid function, const code_type *code_type, Node *pattern, code_beginning *found)
{
	const text *known = known_text(pattern);
	bool		capitals = sanctions_runs(function, code_type->ilike);
	char		beginning[TRADE_HS_MAX_DIGITS + 1];
	size_t		length;
	size_t		rest;

	if (known == NULL || !(capitals || sanctions_runs(function, code_type->like)))
		return false;
	length = trade_like_beginning(VARDATA_ANY(known), VARSIZE_ANY_EXHDR(known), capitals,
								  beginning, sizeof(beginning), &rest);
	found->all = VARSIZE_ANY_EXHDR(known) == rest + 1 && VARDATA_ANY(known)[rest] == '%';
	return code_type->beginning(beginning, length, &found->first, &found->last);
}

/* Both bounds as conditions; none where the family lacks our order. */
static List *
beginning_conditions(Oid family, const code_type *code_type, Expr *code, const code_beginning *beginning)
{
	Oid			type = exprType((Node *) code);
	Oid			at_least = sanctions_family_operator(family, type, BTGreaterEqualStrategyNumber, code_type->ge);
	Oid			at_most = sanctions_family_operator(family, type, BTLessEqualStrategyNumber, code_type->le);

	if (!OidIsValid(at_least) || !OidIsValid(at_most))
		return NIL;
	return list_make2(sanctions_comparison(at_least, code, constant(type, code_type, beginning->first)),
					  sanctions_comparison(at_most, code, constant(type, code_type, beginning->last)));
}

/* The codes of the range are looked at again, unless all of them match. */
static List *
like_condition(SupportRequestIndexCondition *request, const code_type *code_type)
{
	List	   *arguments = sanctions_arguments(request->node);
	code_beginning beginning;

	if (!sanctions_takes_ranges(request) || request->indexarg != 0 || list_length(arguments) != 2 ||
		!pattern_beginning(request->funcid, code_type, lsecond(arguments), &beginning))
		return NIL;
	request->lossy = !beginning.all;
	return beginning_conditions(request->opfamily, code_type, linitial(arguments), &beginning);
}

/*
 * code = text in a BRIN index: text that names no code equals none, so it is the code
 * that the text names.  The operator itself is no member of the family: it has the text's
 * collation, and BRIN, unlike btree, asserts that a condition has its column's.
 */
static List *
equal_condition(SupportRequestIndexCondition *request, const code_type *code_type)
{
	List	   *arguments = sanctions_arguments(request->node);
	Expr	   *code;
	Expr	   *other;
	Oid			type;
	Oid			equal;

	if (request->index->relam != BRIN_AM_OID || list_length(arguments) != 2)
		return NIL;
	code = list_nth(arguments, request->indexarg);
	other = list_nth(arguments, 1 - request->indexarg);
	type = exprType((Node *) code);
	equal = get_opfamily_member(request->opfamily, type, type, BTEqualStrategyNumber);
	if (exprType((Node *) other) != TEXTOID || !OidIsValid(equal) ||
		between_codes(request->funcid, type, exprType(linitial(arguments)), exprType(lsecond(arguments))) != equal ||
		!is_pseudo_constant_for_index(request->root, (Node *) other, request->index))
		return NIL;
	other = sanctions_neighbour_call(request->funcid, code_type->try_name, code_type->try, other, type);
	if (other == NULL)
		return NIL;
	request->lossy = false;
	return list_make1(sanctions_comparison(equal, code, other));
}

/* LIKE of a pattern that is a beginning and % is the range itself. */
static Node *
like_range(SupportRequestSimplify *request, const code_type *code_type)
{
	List	   *arguments = request->fcall->args;
	Node	   *code;
	code_beginning beginning;
	List	   *range;

	if (list_length(arguments) != 2 ||
		!pattern_beginning(request->fcall->funcid, code_type, lsecond(arguments), &beginning) || !beginning.all)
		return NULL;
	code = linitial(arguments);
	if (!sanctions_may_stand_twice(request->root, code))
		return NULL;
	range = beginning_conditions(sanctions_btree_family(exprType(code)), code_type, (Expr *) code, &beginning);
	return range == NIL ? NULL : (Node *) make_andclause(range);
}

static Node *
simplify(SupportRequestSimplify *request, const code_type *code_type)
{
	Node	   *range;

	if (request->fcall->funcresulttype != BOOLOID || request->fcall->funcretset)
		return NULL;
	range = like_range(request, code_type);
	return range != NULL ? range : read_constant(request, code_type);
}

static Node *
support(FunctionCallInfo fcinfo, const code_type *code_type)
{
	SupportRequestIndexCondition *condition = sanctions_support_request(fcinfo, T_SupportRequestIndexCondition);
	SupportRequestSimplify *request = sanctions_support_request(fcinfo, T_SupportRequestSimplify);

	if (condition != NULL)
	{
		List	   *like = like_condition(condition, code_type);

		return (Node *) (like != NIL ? like : equal_condition(condition, code_type));
	}
	return request != NULL ? simplify(request, code_type) : NULL;
}

SANCTIONS_FUNCTION(sanctions_country_text_support, PointerGetDatum(support(fcinfo, &country)))
SANCTIONS_FUNCTION(sanctions_hs_text_support, PointerGetDatum(support(fcinfo, &hs)))
