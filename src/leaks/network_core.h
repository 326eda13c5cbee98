/*
 * What can go on over two intermediaries: from suppliers over legs to buyers, at most so
 * much in all, as much as possible, and of all ways to do that the one which gives most
 * to the first leg, then to the second, and so on.
 *
 * That choice is unique.  It is made from any maximum flow: leg by leg, in order, what
 * cycles from the leg's end back to its begin allow is pushed over it, and the leg is fixed.
 */
#ifndef TRADE_NETWORK_CORE_H
#define TRADE_NETWORK_CORE_H

#include <stddef.h>

#include "exact/value_core.h"

/* A leg from a supplier to a buyer, both by their numbers. */
typedef struct trade_leg
{
	int			from;
	int			to;
	trade_units room;			/* what it can carry */
	trade_units most;			/* and what of that its ends allow */
	trade_units flow;
	bool		fixed;
} trade_leg;

/* Suppliers, or buyers: what each has left and what is used, and a bit where any is. */
typedef struct trade_side
{
	int			count;
	int			words;			/* of a bit each */
	trade_units *left;
	trade_units *used;
	uint64_t   *has_left;
	uint64_t   *has_used;
	uint64_t   *open;			/* of each the partners that a leg leads to: one set after the other */
	uint64_t   *seen;
	int		   *came;			/* by a search, from which partner, or from the end of its side */
} trade_side;

typedef struct trade_network
{
	trade_side	supplier;
	trade_side	buyer;
	trade_leg  *leg;			/* in order */
	int			leg_count;
	int		   *by_supplier;	/* legs in order of supplier and buyer, */
	int		   *first;			/* and the first of each supplier, one more than there are */
	bool		capped;
	trade_units cap;			/* what is left of it */
	int		   *queue;			/* room for all suppliers and buyers, and two */
	bool		filled;			/* the flow is a maximum one */
	int			next;			/* the leg to be fixed next */
} trade_network;

/* How two legs compare in order: most falling, then from, then to. */
extern int	trade_leg_compare(const trade_leg *a, const trade_leg *b);

/* Words of the sets of one side's members, and of all their sets of partners. */
static inline int
trade_side_words(int count)
{
	return count / 64 + 1;
}

/*
 * Prepares a network whose legs are in order and whose counts, left numbers and cap are
 * set; nothing flows yet.  All its arrays are there.
 */
extern void trade_network_begin(trade_network *network);

/* One push, or the end of a leg; false where all is done. */
extern bool trade_network_step(trade_network *network);

#endif
