/*
 * Every branch on PG_VERSION_NUM of this extension, PostgreSQL 15 to 19.
 */
#ifndef SANCTIONS_COMPAT_H
#define SANCTIONS_COMPAT_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/tuplestore.h"

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#include "nodes/miscnodes.h"
/* An input function's error: returns NULL to a caller that wants soft errors. */
#define sanctions_soft_error(context, ...) ereturn((context), (Datum) 0, __VA_ARGS__)
#else
#define sanctions_soft_error(context, ...) \
	do { (void) (context); ereport(ERROR, __VA_ARGS__); } while (0)
#endif

#endif
