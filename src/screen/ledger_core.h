/*
 * What a matrix adds up to for a screen: lines of each label, summed importer by
 * importer.  The target's suppliers are known beforehand, nothing else.
 */
#ifndef TRADE_LEDGER_CORE_H
#define TRADE_LEDGER_CORE_H

#include <stddef.h>

#include "screen/windows_core.h"

/* What one importer bought in the windows of all others, of the origins, and of some exporters each. */
typedef struct trade_purchases
{
	uint32_t	importer;
	const trade_sum *imports;	/* a line, as the following */
	const trade_sum *inflow;
	bool		from_origins;	/* one of them sold to it, even if that adds up to 0 */
	uint32_t	count;
	const uint16_t *exporter;	/* each once, in any order */
	const trade_sum *line;		/* of the first, then of the next */
} trade_purchases;

/* Sets have a bit for each label. */
static inline bool
trade_label_in(const uint64_t *set, uint32_t label)
{
	return set[label / 64] >> (label % 64) & 1;
}

/* Lines are of labels, one after the other, unless said otherwise. */
typedef struct trade_ledger
{
	const trade_event_windows *windows;
	int			width;			/* of a line */
	int			target;			/* -1 where the matrix lacks it */
	const uint64_t *origins;	/* NULL: all but the target and whoever is looked at */
	const uint64_t *candidates;
	double		weight[1 + TRADE_WEIGHT_CLASSES];	/* of a line's sums in averages, near enough to compare */
	trade_sum  *imports;
	trade_sum  *inflow;			/* from the origins */
	trade_sum  *exports;		/* of candidates, as the following */
	trade_sum  *outflow;		/* to the target */
	trade_sum  *gain;			/* to those that bought more after than before */
	uint64_t   *buyers;			/* a set: labels that an origin sold to */
	trade_sum  *world;			/* a line: imports of all but the target */
	trade_sum  *origin_sales;	/* a line: the origins' sales to all but the target */
} trade_ledger;

static inline trade_sum *
trade_ledger_line(const trade_ledger *ledger, trade_sum *lines, uint32_t label)
{
	return lines + (size_t) label * ledger->width;
}

/* Before anything is added. */
extern void trade_ledger_weigh(trade_ledger *ledger);

/* What a candidate sold to one importer. */
extern void trade_ledger_add_sale(trade_ledger *ledger, uint32_t exporter, uint32_t importer, const trade_sum *line);

/* Each importer once; of the exporters' lines those of candidates count. */
extern void trade_ledger_add(trade_ledger *ledger, const trade_purchases *purchases);

#endif
