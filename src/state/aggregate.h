/*
 * What the aggregates have in common.  type is the SQL name of the state.
 */
#ifndef SANCTIONS_STATE_AGGREGATE_H
#define SANCTIONS_STATE_AGGREGATE_H

#include "postgres.h"

#include "fmgr.h"

/* 0A000 where a transition, combine or final function is called by itself. */
extern void sanctions_require_aggregate(FunctionCallInfo fcinfo, const char *type);

#endif
