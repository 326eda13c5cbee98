/*
 * Reference tables as functions read them: once a call site and statement, with
 * the caller's rights and snapshot, whatever the search path.
 */
#ifndef SANCTIONS_REFERENCE_H
#define SANCTIONS_REFERENCE_H

#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "utils/date.h"

/* The most rows a list or a group may have; beyond is 54000. */
#define SANCTIONS_REFERENCE_LIMIT 65536

/* What is asked for: the rows of that name that are valid on a day, or ever. */
typedef struct sanctions_reference_key
{
	const char *name;			/* not terminated */
	int			name_length;
	bool		ever;
	DateADT		as_of;
	int			vintage;		/* year of an HS vintage, 0 for any */
} sanctions_reference_key;

/* Builds the content in CurrentMemoryContext. */
typedef void *(*sanctions_reference_load) (FunctionCallInfo fcinfo,
										   const sanctions_reference_key *key);

typedef void (*sanctions_reference_row) (HeapTuple row, TupleDesc columns, void *state);

/* The key of a name and a day from two arguments; a NULL name is 22004. */
extern sanctions_reference_key sanctions_reference_key_from(FunctionCallInfo fcinfo,
															int name_argument,
															int as_of_argument);

/* The content for key: from this call site's cache, or loaded. */
extern void *sanctions_reference_get(FunctionCallInfo fcinfo,
									 const sanctions_reference_key *key,
									 sanctions_reference_load load);

/* The schema of the calling function, quoted: where the tables are, too. */
extern const char *sanctions_reference_schema(FunctionCallInfo fcinfo);

/*
 * Runs a query whose $1 is the name and $2 the day, NULL for ever; calls row
 * for each of its rows.
 */
extern void sanctions_reference_read(const char *query, const sanctions_reference_key *key,
									 sanctions_reference_row row, void *state);

/* 22023 unless relation has a row of that name: names the known ones. */
extern void sanctions_reference_check_name(FunctionCallInfo fcinfo,
										   const sanctions_reference_key *key,
										   const char *relation, const char *column,
										   const char *what);

#endif
