/*
 * Lists of products: which codes of which HS vintage a list stands for.
 */
#ifndef TRADE_LIST_CORE_H
#define TRADE_LIST_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "code/hs_core.h"
#include "reference/dated_core.h"

/* From weak to strong: strengths of what is dated. */
typedef enum trade_match
{
	TRADE_MATCH_NONE,
	TRADE_MATCH_AMBIGUOUS,
	TRADE_MATCH_BRIDGED,
	TRADE_MATCH_EXACT
} trade_match;

/* A code of an HS vintage, which is a year. */
typedef struct trade_list_code
{
	trade_hs	hs;
	int32_t		vintage;
} trade_list_code;

/* A code as a list has it, from a day on and no longer on another. */
typedef struct trade_list_row
{
	trade_list_code listed;
	int64_t		from;
	int64_t		to;
} trade_list_row;

/* What hs of vintage was in older_vintage. */
typedef struct trade_bridge_row
{
	trade_list_code listed;
	trade_hs	older_hs;
	int32_t		older_vintage;
	trade_match match;
} trade_bridge_row;

/*
 * What a list stands for: rows to be indexed, whose keys are codes and whose
 * strength is the match; and those rows of the list that have no bridge to the
 * vintage asked for, whose keys are their vintages.  Where an array is NULL its
 * rows are counted only.
 */
typedef struct trade_list_meaning
{
	trade_dated *codes;
	size_t		ncodes;
	trade_dated *unbridged;
	size_t		nunbridged;
} trade_list_meaning;

/*
 * The codes a list stands for.  parents has for each the nearest one above it in
 * the hierarchy, -1 for none.
 */
typedef struct trade_list
{
	trade_dated_index codes;
	int32_t    *parents;
} trade_list;

/* The year of HS2017, HS17, H5 or 2017, any letter case; 0 where it is none. */
extern int	trade_vintage_parse(const char *s, size_t len);

/* Orders for sorting: rows by vintage and code, bridges by the row they start from. */
extern int	trade_list_row_compare(const void *a, const void *b);
extern int	trade_bridge_row_compare(const void *a, const void *b);

/* What the sorted rows stand for in data of a vintage, 0 for any. */
extern void trade_list_resolve(const trade_list_row *rows, size_t nrows,
							   const trade_bridge_row *bridges, size_t nbridges,
							   int vintage, trade_list_meaning *meaning);

/* Fills list->parents, of as many as there are codes. */
extern void trade_list_link(trade_list *list);

/* How a code, or one above it, is on the list on a day. */
extern trade_match trade_list_find(const trade_list *list, trade_hs hs, int64_t day);

#endif
