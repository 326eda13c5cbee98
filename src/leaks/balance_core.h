/*
 * The fall of direct trade in terms that add up, in whole units a month.
 */
#ifndef TRADE_BALANCE_CORE_H
#define TRADE_BALANCE_CORE_H

#include "exact/wide_core.h"
#include "leaks/mirror_core.h"
#include "leaks/reason_core.h"

/* By how much the gaps of an importer with all origins rose: an exact sum, over margin and a multiple of months. */
typedef struct trade_gap_rise
{
	trade_wide	numerator;
	trade_wide	multiple;
	trade_units margin;
} trade_gap_rise;

extern void trade_gap_rise_begin(trade_gap_rise *rise, trade_units margin);

/* Adds a pair whose outcome is ok; false where the months counted have no common multiple of a size that we hold. */
extern bool trade_gap_rise_add(trade_gap_rise *rise, const trade_mirror_pair *pair);

/* The rise above 0, rounded down; false where beyond the limit of a value. */
extern bool trade_gap_rise_units(const trade_gap_rise *rise, trade_units *units);

typedef enum trade_balance_term
{
	TRADE_BALANCE_FALL,
	TRADE_BALANCE_REROUTED,
	TRADE_BALANCE_REPLACED,
	TRADE_BALANCE_GHOSTS,
	TRADE_BALANCE_UNEXPLAINED,
	TRADE_BALANCE_TERMS
} trade_balance_term;

extern const char *trade_balance_term_name(trade_balance_term term);

typedef struct trade_balance
{
	trade_units fall;
	trade_units others;			/* what all others together sold to the target more */
	bool		has_books;		/* importers' reports were looked at */
	trade_sum	available[TRADE_BALANCE_TERMS]; /* of rerouted and ghosts given, of replaced set */
	trade_units value[TRADE_BALANCE_TERMS];
} trade_balance;

/* Each term takes of what the earlier ones left. */
extern void trade_balance_set(trade_balance *balance);

extern void trade_balance_reason(const trade_balance *balance, trade_balance_term term, const trade_name *target,
								 trade_reason *reason);

#endif
