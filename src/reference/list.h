/*
 * Lists of products from SQL arguments, read from sanctions_list.
 */
#ifndef SANCTIONS_LIST_H
#define SANCTIONS_LIST_H

#include "postgres.h"

#include "fmgr.h"

#include "reference/list_core.h"

/* What a list stands for, sorted and linked. */
typedef struct sanctions_list_content
{
	size_t		count;
	trade_list_entry *entries;
} sanctions_list_content;

/*
 * The list of the arguments (list, as_of, vintage) that start at this number,
 * from the call site's cache.  A NULL list is 22004, an unknown list or vintage
 * and a vintage without a bridge 22023.
 */
extern const sanctions_list_content *sanctions_list_of(FunctionCallInfo fcinfo, int argument);

#endif
