/*
 * Lists of products: which codes of which HS vintage a list stands for.
 */
#ifndef TRADE_LIST_CORE_H
#define TRADE_LIST_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "code/hs_core.h"

/* From weak to strong, so that the strongest of several is the maximum. */
typedef enum trade_match
{
	TRADE_MATCH_NONE,
	TRADE_MATCH_AMBIGUOUS,
	TRADE_MATCH_BRIDGED,
	TRADE_MATCH_EXACT
} trade_match;

/* A code as a list has it; vintage is the year of the HS vintage. */
typedef struct trade_list_row
{
	trade_hs	hs;
	int32_t		vintage;
} trade_list_row;

/* What hs of vintage was in older_vintage. */
typedef struct trade_bridge_row
{
	trade_list_row listed;
	trade_hs	older_hs;
	int32_t		older_vintage;
	trade_match match;
} trade_bridge_row;

/*
 * A code the list stands for.  parent is the index of the nearest entry above
 * it in the hierarchy, -1 for none.
 */
typedef struct trade_list_entry
{
	trade_hs	hs;
	int32_t		parent;
	trade_match match;
} trade_list_entry;

/* The year of HS2017, HS17, H5 or 2017, any letter case; 0 where it is none. */
extern int	trade_vintage_parse(const char *s, size_t len);

/* Orders for sorting: rows by vintage and code, bridges by the row they start from. */
extern int	trade_list_row_compare(const void *a, const void *b);
extern int	trade_bridge_row_compare(const void *a, const void *b);
extern int	trade_list_entry_compare(const void *a, const void *b);

/*
 * Writes what the sorted rows stand for in data of a vintage, 0 for any, to
 * entries, which has room for nrows + nbridges; gives their number.  A row whose
 * vintage has no bridge to the one asked for is put into *unbridged and its
 * code left out.
 */
extern size_t trade_list_resolve(const trade_list_row *rows, size_t nrows,
								 const trade_bridge_row *bridges, size_t nbridges,
								 int vintage, trade_list_entry *entries,
								 const trade_list_row **unbridged);

/* Drops all but the strongest of each code from sorted entries, finds parents. */
extern size_t trade_list_link(trade_list_entry *entries, size_t n);

/* How a code, or one above it, is on the list. */
extern trade_match trade_list_find(const trade_list_entry *entries, size_t n, trade_hs hs);

#endif
