/*
 * A set of codes, each standing for all codes under it.
 */
#ifndef TRADE_CODES_CORE_H
#define TRADE_CODES_CORE_H

#include <stdbool.h>
#include <stddef.h>

#include "code/hs_core.h"

extern int	trade_codes_compare(const void *a, const void *b);

/* Drops from sorted codes what lies within another one; gives how many are left. */
extern size_t trade_codes_prune(trade_hs *codes, size_t n);

/* Whether a code lies within one of pruned codes. */
extern bool trade_codes_cover(const trade_hs *codes, size_t n, trade_hs hs);

/* Whether a code lies within one of codes in any order, which are looked at one by one. */
extern bool trade_codes_scan(const trade_hs *codes, size_t n, trade_hs hs);

#endif
