/*
 * What a function asks the catalog about itself while it runs.  The extension can be
 * dropped under a running statement: then 42883, never an internal error.
 */
#ifndef SANCTIONS_CALL_H
#define SANCTIONS_CALL_H

#include "postgres.h"

#include "access/tupdesc.h"
#include "fmgr.h"

/* The schema of the function, quoted: the extension's. */
extern const char *sanctions_call_schema(FunctionCallInfo fcinfo);

/* The type that the function returns. */
extern Oid	sanctions_call_type(FunctionCallInfo fcinfo);

/* The row that the function returns, in the current context. */
extern TupleDesc sanctions_call_row(FunctionCallInfo fcinfo);

#endif
