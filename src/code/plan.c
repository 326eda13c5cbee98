#include "compat.h"

#include "access/htup_details.h"
#include "catalog/pg_proc.h"
#include "commands/defrem.h"
#include "optimizer/clauses.h"
#include "optimizer/cost.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

#include "code/plan.h"

bool
sanctions_runs(Oid function, PGFunction code)
{
	FmgrInfo	info;

	if (!OidIsValid(function))
		return false;
	fmgr_info(function, &info);
	return info.fn_addr == code;
}

Oid
sanctions_family_operator(Oid family, Oid type, int strategy, PGFunction code)
{
	Oid			found = get_opfamily_member(family, type, type, strategy);

	return OidIsValid(found) && sanctions_runs(get_opcode(found), code) ? found : InvalidOid;
}

Oid
sanctions_btree_family(Oid type)
{
	Oid			class = GetDefaultOpClass(type, BTREE_AM_OID);

	return OidIsValid(class) ? get_opclass_family(class) : InvalidOid;
}

bool
sanctions_takes_ranges(SupportRequestIndexCondition *request)
{
	return request->index->relam == BTREE_AM_OID || request->index->relam == BRIN_AM_OID;
}

bool
sanctions_may_stand_twice(PlannerInfo *root, Node *expression)
{
	QualCost	cost;

	if (contain_volatile_functions(expression) || contain_subplans(expression))
		return false;
	cost_qual_eval_node(&cost, expression, root);
	return cost.startup + cost.per_tuple <= 10 * cpu_operator_cost;
}

List *
sanctions_arguments(Node *node)
{
	if (is_opclause(node))
		return castNode(OpExpr, node)->args;
	if (is_funcclause(node))
		return castNode(FuncExpr, node)->args;
	return NIL;
}

Expr *
sanctions_comparison(Oid operator, Expr *left, Expr *right)
{
	return make_opclause(operator, BOOLOID, false, copyObject(left), right, InvalidOid, InvalidOid);
}

Expr *
sanctions_neighbour_call(Oid neighbour, const char *name, PGFunction code, Expr *argument, Oid result)
{
	Oid			type = exprType((Node *) argument);
	oidvector  *types = buildoidvector(&type, 1);
	Oid			function = GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid,
										   CStringGetDatum(name), PointerGetDatum(types),
										   ObjectIdGetDatum(get_func_namespace(neighbour)));

	if (!sanctions_runs(function, code))
		return NULL;
	return (Expr *) makeFuncExpr(function, result, list_make1(copyObject(argument)), InvalidOid,
								 exprCollation((Node *) argument), COERCE_EXPLICIT_CALL);
}
