/*
 * Reference tables as functions read them: with the caller's rights and
 * snapshot, whatever the search path.
 */
#ifndef SANCTIONS_READ_H
#define SANCTIONS_READ_H

#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"

#include "reference/cache.h"
#include "reference/dated_core.h"

/* The most rows a list or a group may have; beyond is 54000. */
#define SANCTIONS_REFERENCE_LIMIT 65536

/* Rows of one width while they are read. */
typedef struct sanctions_rows
{
	size_t		count;
	size_t		capacity;
	size_t		width;
	char	   *rows;
} sanctions_rows;

typedef void (*sanctions_reference_row) (HeapTuple row, TupleDesc columns, void *state);

extern sanctions_rows sanctions_rows_create(size_t width);
extern void *sanctions_rows_next(sanctions_rows *rows);

/* The days of two columns of a plain view, valid_from and valid_to; NULL is unbounded. */
extern int64 sanctions_reference_from(HeapTuple row, TupleDesc columns, int number);
extern int64 sanctions_reference_to(HeapTuple row, TupleDesc columns, int number);

/* Sorts n rows and indexes them. */
extern trade_dated_index sanctions_reference_index(trade_dated *rows, size_t n);

/* Runs a query over a relation; calls row for each of its rows.  Its $1 is the name of the key; without a key it has none. */
extern void sanctions_reference_read(const char *query, const char *relation, const sanctions_reference_key *key,
									 sanctions_reference_row row, void *state);

/* 22023, names the names that relation has. */
sanctions_noreturn extern void sanctions_reference_unknown(FunctionCallInfo fcinfo,
														   const sanctions_reference_key *key,
														   const char *relation, const char *column,
														   const char *what);

#endif
