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
#include "fmgr.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "optimizer/optimizer.h"
#include "utils/lsyscache.h"

/* Whether the SQL function runs this C function. */
extern bool sanctions_runs(Oid function, PGFunction code);

/* The family's operator, if it compares as ours does: a family may sort downwards. */
extern Oid	sanctions_family_operator(Oid family, Oid type, int strategy, PGFunction code);

/* The operator family of a type's default btree class. */
extern Oid	sanctions_btree_family(Oid type);

/* Whether an index can look for a range. */
extern bool sanctions_takes_ranges(SupportRequestIndexCondition *request);

/* Whether an expression may be evaluated twice: by the rule for inlined SQL functions. */
extern bool sanctions_may_stand_twice(PlannerInfo *root, Node *expression);

/* The arguments of an operator or function. */
extern List *sanctions_arguments(Node *node);

extern Expr *sanctions_comparison(Oid operator, Expr *left, Expr *right);

/*
 * A call of a function of one argument that stands beside the one asked about, so that
 * neither search_path nor privileges matter; NULL where it is missing or is not ours.
 */
extern Expr *sanctions_neighbour_call(Oid neighbour, const char *name, PGFunction code, Expr *argument, Oid result);

#endif
