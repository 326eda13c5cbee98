/* intermediary_flags: leaves the reasons unwritten where the query never reads them. */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_proc.h"
#include "fmgr.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "parser/parsetree.h"
#include "utils/datum.h"
#include "utils/syscache.h"

#include "compat.h"

#define TWIN "intermediary_figures"
#define REASONS_COLUMN 13

typedef struct reasons_search
{
	Query	   *query;
	Oid			function;
	Index		depth;			/* of the walk, below query */
	int			calls;			/* of function, anywhere in query itself */
} reasons_search;

static bool reads_reasons(Node *node, void *context);

static bool
is_call(Node *node, Oid function)
{
	return node != NULL && IsA(node, FuncExpr) && ((FuncExpr *) node)->funcid == function;
}

/* Of the function alone: beside others in ROWS FROM its columns shift. */
static bool
is_plain_call(RangeTblEntry *rte, Oid function)
{
	return rte->rtekind == RTE_FUNCTION && list_length(rte->functions) == 1 &&
		!rte->funcordinality &&
		is_call(linitial_node(RangeTblFunction, rte->functions)->funcexpr, function);
}

static int
count_plain_calls(Query *query, Oid function)
{
	ListCell   *cell;
	int			count = 0;

	foreach(cell, query->rtable)
		count += is_plain_call(lfirst_node(RangeTblEntry, cell), function);
	return count;
}

/* What a column of a join stands for belongs to the level of the join. */
static bool
join_column_reads_reasons(RangeTblEntry *join, AttrNumber column, reasons_search *search)
{
	Index		depth = search->depth;
	bool		found;

	if (column < 1 || column > list_length(join->joinaliasvars))
		return true;
	search->depth = 0;
	found = reads_reasons(list_nth(join->joinaliasvars, column - 1), search);
	search->depth = depth;
	return found;
}

static bool
var_reads_reasons(Var *var, reasons_search *search)
{
	RangeTblEntry *rte;

	if (var->varlevelsup != search->depth)
		return false;
	if (var->varno < 1 || var->varno > list_length(search->query->rtable))
		return true;
	rte = rt_fetch(var->varno, search->query->rtable);
	if (rte->rtekind == RTE_JOIN)
		return join_column_reads_reasons(rte, var->varattno, search);
	return is_plain_call(rte, search->function) &&
		(var->varattno < 1 || var->varattno == REASONS_COLUMN);
}

/* Joins list all columns below them, read or not: those are followed from their Vars. */
static bool
reads_reasons(Node *node, void *context)
{
	reasons_search *search = context;
	bool		found;

	if (node == NULL)
		return false;
	if (IsA(node, Var))
		return var_reads_reasons((Var *) node, search);
	if (IsA(node, Query))
	{
		search->depth++;
		found = query_tree_walker((Query *) node, reads_reasons, search, QTW_IGNORE_JOINALIASES);
		search->depth--;
		return found;
	}
	if (search->depth == 0 && is_call(node, search->function))
		search->calls++;
	return expression_tree_walker(node, reads_reasons, search);
}

/*
 * A call in FROM is asked about first when it stands as written, and once more, if
 * it is lateral, when subqueries and views are flattened into the query: then their
 * columns count only where the query reads them.  What UNION ALL took from parts
 * that were flattened stands in a list beside the query.
 */
static bool
needs_no_reasons(PlannerInfo *root, Oid function)
{
	reasons_search search = {root == NULL ? NULL : root->parse, function, 0, 0};

	if (search.query == NULL)
		return false;
	if (query_tree_walker(search.query, reads_reasons, &search, QTW_IGNORE_JOINALIASES) ||
		reads_reasons((Node *) root->append_rel_list, &search))
		return false;
	/* which call is asked about is not told: all must be such that may be replaced */
	return search.calls > 0 && search.calls == count_plain_calls(search.query, function);
}

/* Whoever may call the one may call the other, and nobody else has put it there. */
static bool
same_rights(HeapTuple a, HeapTuple b)
{
	bool		a_default;
	bool		b_default;
	Datum		a_acl = SysCacheGetAttr(PROCOID, a, Anum_pg_proc_proacl, &a_default);
	Datum		b_acl = SysCacheGetAttr(PROCOID, b, Anum_pg_proc_proacl, &b_default);

	if (((Form_pg_proc) GETSTRUCT(a))->proowner != ((Form_pg_proc) GETSTRUCT(b))->proowner ||
		a_default != b_default)
		return false;
	return a_default || datumIsEqual(a_acl, b_acl, false, -1);
}

/* What ALTER FUNCTION may have set for the one holds for the other too: nothing. */
static bool
has_settings(HeapTuple function)
{
	bool		none;

	(void) SysCacheGetAttr(PROCOID, function, Anum_pg_proc_proconfig, &none);
	return !none || ((Form_pg_proc) GETSTRUCT(function))->prosecdef;
}

static Oid
find_twin(Oid function)
{
	HeapTuple	called = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	HeapTuple	twin;
	Oid			found = InvalidOid;

	if (!HeapTupleIsValid(called))
		return InvalidOid;
	twin = SearchSysCache3(PROCNAMEARGSNSP, CStringGetDatum(TWIN),
						   PointerGetDatum(&((Form_pg_proc) GETSTRUCT(called))->proargtypes),
						   ObjectIdGetDatum(((Form_pg_proc) GETSTRUCT(called))->pronamespace));
	if (HeapTupleIsValid(twin))
	{
		if (same_rights(called, twin) && !has_settings(called) && !has_settings(twin))
			found = ((Form_pg_proc) GETSTRUCT(twin))->oid;
		ReleaseSysCache(twin);
	}
	ReleaseSysCache(called);
	return found;
}

static Node *
call_twin(SupportRequestSimplify *request)
{
	FuncExpr   *call;
	Oid			twin;

	if (request == NULL || !needs_no_reasons(request->root, request->fcall->funcid))
		return NULL;
	twin = find_twin(request->fcall->funcid);
	if (!OidIsValid(twin))
		return NULL;
	call = makeNode(FuncExpr);
	*call = *request->fcall;
	call->funcid = twin;
	return (Node *) call;
}

PG_FUNCTION_INFO_V1(sanctions_intermediary_flags_support);
Datum
sanctions_intermediary_flags_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(call_twin(sanctions_support_request(fcinfo, T_SupportRequestSimplify)));
}
