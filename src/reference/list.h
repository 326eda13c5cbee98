/*
 * Lists of products from SQL arguments, read from sanctions_list.
 */
#ifndef SANCTIONS_LIST_H
#define SANCTIONS_LIST_H

#include "postgres.h"

#include "fmgr.h"

#include "reference/list_core.h"

/* What a list stands for; of the rows without a bridge the vintages and their days. */
typedef struct sanctions_list
{
	trade_list	list;
	trade_dated_index unbridged;
} sanctions_list;

/* A list and a day as arguments give them. */
typedef struct sanctions_list_asked
{
	const sanctions_list *content;
	int64		day;
} sanctions_list_asked;

/*
 * The list of the arguments (list, as_of, vintage) that start at this number,
 * from the call site's cache.  A NULL list is 22004, an unknown list or vintage
 * and a vintage without a bridge on that day 22023.
 */
extern sanctions_list_asked sanctions_list_of(FunctionCallInfo fcinfo, int argument);

/*
 * Reads a text that may be a code.  False where it is none and not meant as one: a letter
 * stands in it, or no digit; 22P02 where it is meant as one and cannot be read.
 */
extern bool sanctions_list_code(const text *value, trade_hs *hs);

#endif
