/*
 * What functions keep of reference tables: read once a call site and statement,
 * all days of a name together.
 */
#ifndef SANCTIONS_CACHE_H
#define SANCTIONS_CACHE_H

#include "postgres.h"

#include "fmgr.h"

#include "compat.h"

/* What is asked for: the rows of that name, of an HS vintage (a year) or any (0). */
typedef struct sanctions_reference_key
{
	const char *name;			/* not terminated */
	int			name_length;
	int			vintage;
} sanctions_reference_key;

/* Builds the content in CurrentMemoryContext. */
typedef void *(*sanctions_reference_load) (FunctionCallInfo fcinfo,
										   const sanctions_reference_key *key);

/* The key of a name; a NULL name is 22004. */
extern sanctions_reference_key sanctions_reference_key_from(FunctionCallInfo fcinfo, int argument);

/* The day of an argument; NULL is for ever. */
extern int64 sanctions_reference_day(FunctionCallInfo fcinfo, int argument);

/*
 * The content for key: from this call site's cache, or loaded.  Good until the
 * call site asks again.
 */
extern void *sanctions_reference_get(FunctionCallInfo fcinfo,
									 const sanctions_reference_key *key,
									 sanctions_reference_load load);

/* This transaction writes to a reference table. */
extern void sanctions_reference_written(void);

#endif
