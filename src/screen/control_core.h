/*
 * Controls: what the origins sold to those of whom nobody suspects that they pass goods
 * on.  Where the origins are all labels, their sales depend on the candidate, too.
 */
#ifndef TRADE_CONTROL_CORE_H
#define TRADE_CONTROL_CORE_H

#include "screen/ledger_core.h"

typedef struct trade_controls
{
	const trade_ledger *ledger;
	const uint64_t *suspects;
	uint32_t	label_count;
	trade_sum  *total;			/* a line: sales to all but the target and the suspects */
	int			buyers;			/* of them, those that an origin sold to */
	/* with all labels as origins, of trade among those that are neither target nor suspect */
	trade_sum  *sold;			/* lines of labels */
	trade_sum  *bought;
	uint32_t   *sellers;		/* of each buyer */
	uint32_t   *sole;			/* buyers of each seller that have no other */
} trade_controls;

/* Of named origins the ledger has all that is needed. */
extern void trade_controls_of_named(trade_controls *controls);

/* Of all labels, importer by importer; then all buyers together. */
extern void trade_controls_add(trade_controls *controls, const trade_purchases *purchases);
extern void trade_controls_count(trade_controls *controls);

/* A candidate's control: the line, and the number of buyers. */
extern int	trade_controls_without(const trade_controls *controls, uint32_t candidate, trade_sum *line);

#endif
