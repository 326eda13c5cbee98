/*
 * What the planner support of codes shares.  Functions and operators are known by
 * what they do, not by their names: an operator family may be any user's.
 */
#ifndef SANCTIONS_CODE_PLAN_H
#define SANCTIONS_CODE_PLAN_H

#include "postgres.h"

#include "access/stratnum.h"
#include "catalog/pg_am_d.h"
#include "catalog/pg_type_d.h"
#include "commands/defrem.h"
#include "fmgr.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "optimizer/optimizer.h"
#include "utils/lsyscache.h"

/* Whether the SQL function runs this C function. */
static inline bool
sanctions_runs(Oid function, PGFunction code)
{
	FmgrInfo	info;

	if (!OidIsValid(function))
		return false;
	fmgr_info(function, &info);
	return info.fn_addr == code;
}

/* The family's operator, if it compares as ours does: a family may sort downwards. */
static inline Oid
sanctions_family_operator(Oid family, Oid type, int strategy, PGFunction code)
{
	Oid			found = get_opfamily_member(family, type, type, strategy);

	return OidIsValid(found) && sanctions_runs(get_opcode(found), code) ? found : InvalidOid;
}

/* The operator family of a type's default btree class. */
static inline Oid
sanctions_btree_family(Oid type)
{
	Oid			class = GetDefaultOpClass(type, BTREE_AM_OID);

	return OidIsValid(class) ? get_opclass_family(class) : InvalidOid;
}

/* An index that can look for a range. */
static inline bool
sanctions_takes_ranges(SupportRequestIndexCondition *request)
{
	return request->index->relam == BTREE_AM_OID || request->index->relam == BRIN_AM_OID;
}

static inline List *
sanctions_arguments(Node *node)
{
	if (is_opclause(node))
		return castNode(OpExpr, node)->args;
	if (is_funcclause(node))
		return castNode(FuncExpr, node)->args;
	return NIL;
}

static inline Expr *
sanctions_comparison(Oid operator, Expr *left, Expr *right)
{
	return make_opclause(operator, BOOLOID, false, copyObject(left), right, InvalidOid, InvalidOid);
}

#endif
