/*
 * What can go on over two intermediaries.
 *
 * A search goes from set to set of suppliers and buyers, so that it looks at words and
 * not at legs: there may be as many searches as legs, and most of them find nothing.
 */
#include "leaks/network_core.h"

#include <string.h>

/* Nodes of a search: source and sink, then suppliers, then buyers. */
enum
{
	SOURCE,
	SINK,
	MEMBERS
};

#define NOWHERE (-1)
#define FROM_END (-2)

static inline trade_units
lesser(trade_units a, trade_units b)
{
	return a < b ? a : b;
}

static inline bool
has(const uint64_t *set, int member)
{
	return set[member / 64] >> (member % 64) & 1;
}

static inline void
put(uint64_t *set, int member, bool in)
{
	uint64_t	bit = UINT64_C(1) << (member % 64);

	set[member / 64] = in ? set[member / 64] | bit : set[member / 64] & ~bit;
}

int
trade_leg_compare(const trade_leg *a, const trade_leg *b)
{
	if (a->most != b->most)
		return a->most > b->most ? -1 : 1;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return (a->to > b->to) - (a->to < b->to);
}

/* The sets of partners: what a leg leads to, and back where something flows. */
static uint64_t *
partners(const trade_side *side, const trade_side *other, int member)
{
	return side->open + (size_t) member * other->words;
}

static void
note_leg(trade_network *network, const trade_leg *leg)
{
	put(partners(&network->supplier, &network->buyer, leg->from), leg->to, !leg->fixed && leg->flow < leg->room);
	put(partners(&network->buyer, &network->supplier, leg->to), leg->from, !leg->fixed && leg->flow > 0);
}

/* More of a member's number is used, or less. */
static void
use(trade_side *side, int member, trade_units amount)
{
	side->left[member] -= amount;
	side->used[member] += amount;
	put(side->has_left, member, side->left[member] > 0);
	put(side->has_used, member, side->used[member] > 0);
}

/* Each leg in turn takes what it can: most of a maximum flow, and near to the choice. */
static void
send_greedily(trade_network *network)
{
	for (int i = 0; i < network->leg_count; i++)
	{
		trade_leg  *leg = &network->leg[i];
		trade_units amount = lesser(leg->room, lesser(network->supplier.left[leg->from], network->buyer.left[leg->to]));

		if (network->capped)
			amount = lesser(amount, network->cap);
		leg->flow += amount;
		network->cap -= network->capped ? amount : 0;
		use(&network->supplier, leg->from, amount);
		use(&network->buyer, leg->to, amount);
		note_leg(network, leg);
	}
}

static void
begin_side(trade_side *side, const trade_side *other)
{
	side->words = trade_side_words(side->count);
	memset(side->used, 0, side->count * sizeof(trade_units));
	memset(side->has_left, 0, side->words * sizeof(uint64_t));
	memset(side->has_used, 0, side->words * sizeof(uint64_t));
	memset(side->open, 0, (size_t) side->count * trade_side_words(other->count) * sizeof(uint64_t));
	for (int i = 0; i < side->count; i++)
		use(side, i, 0);
}

/* Legs by supplier; those of one in the order of buyers, by a search for each. */
static void
index_legs(trade_network *network)
{
	int			suppliers = network->supplier.count;

	memset(network->first, 0, (suppliers + 1) * sizeof(int));
	for (int i = 0; i < network->leg_count; i++)
		network->first[network->leg[i].from + 1]++;
	for (int i = 0; i < suppliers; i++)
		network->first[i + 1] += network->first[i];
	for (int i = network->leg_count - 1; i >= 0; i--)
		network->by_supplier[--network->first[network->leg[i].from + 1]] = i;
	/* each begin has moved to the place of the supplier before */
	memmove(network->first, network->first + 1, suppliers * sizeof(int));
	network->first[suppliers] = network->leg_count;
}

void
trade_network_begin(trade_network *network)
{
	begin_side(&network->supplier, &network->buyer);
	begin_side(&network->buyer, &network->supplier);
	for (int i = 0; i < network->leg_count; i++)
	{
		network->leg[i].flow = 0;
		network->leg[i].fixed = false;
	}
	index_legs(network);
	send_greedily(network);
	network->filled = false;
	network->next = 0;
}

/* The leg of a supplier to a buyer, which there is. */
static trade_leg *
leg_between(const trade_network *network, int supplier, int buyer)
{
	int			i = network->first[supplier];

	while (network->leg[network->by_supplier[i]].to != buyer)
		i++;
	return &network->leg[network->by_supplier[i]];
}

/* A search for a way that has room. */
typedef struct search
{
	trade_network *network;
	int			count;			/* nodes in the queue */
	bool		source;			/* reached */
	bool		sink;
	int			to_source;		/* the supplier, and the buyer, that they were reached from */
	int			to_sink;
} search;

/* Reaches the members of a set that were not seen before. */
static void
reach(search *s, trade_side *side, int first_node, const uint64_t *set, int from)
{
	for (int word = 0; word < side->words; word++)
	{
		uint64_t	fresh = set[word] & ~side->seen[word];

		side->seen[word] |= fresh;
		for (; fresh != 0; fresh &= fresh - 1)
		{
			int			member = 64 * word + __builtin_ctzll(fresh);

			side->came[member] = from;
			s->network->queue[s->count++] = first_node + member;
		}
	}
}

static void
leave_supplier(search *s, int supplier)
{
	trade_network *network = s->network;

	/* one that the source did not reach was reached over a leg that flows from it */
	if (!s->source)
	{
		s->source = true;
		s->to_source = supplier;
		reach(s, &network->supplier, MEMBERS, network->supplier.has_left, FROM_END);
	}
	reach(s, &network->buyer, MEMBERS + network->supplier.count, partners(&network->supplier, &network->buyer, supplier), supplier);
}

static void
leave_buyer(search *s, int buyer)
{
	trade_network *network = s->network;

	if (!s->sink && has(network->buyer.has_left, buyer))
	{
		s->sink = true;
		s->to_sink = buyer;
		reach(s, &network->buyer, MEMBERS + network->supplier.count, network->buyer.has_used, FROM_END);
	}
	reach(s, &network->supplier, MEMBERS, partners(&network->buyer, &network->supplier, buyer), buyer);
}

static search
begin_search(trade_network *network)
{
	memset(network->supplier.seen, 0, network->supplier.words * sizeof(uint64_t));
	memset(network->buyer.seen, 0, network->buyer.words * sizeof(uint64_t));
	return (search) {network, 0, false, false, NOWHERE, NOWHERE};
}

/* Goes on until the sink is reached, or the supplier, where one is named. */
static bool
find_way(search *s, int supplier)
{
	trade_network *network = s->network;

	for (int at = 0; at < s->count; at++)
	{
		int			member = network->queue[at] - MEMBERS;

		if (member < network->supplier.count)
			leave_supplier(s, member);
		else
			leave_buyer(s, member - network->supplier.count);
		if (supplier < 0 ? s->sink : has(network->supplier.seen, supplier))
			return true;
	}
	return false;
}

/* What happens on a way: how much it lets through, or that so much goes. */
typedef struct passage
{
	trade_network *network;
	trade_units amount;
	bool		goes;
} passage;

static void
pass_leg(passage *p, int supplier, int buyer, bool onward)
{
	trade_leg  *leg = leg_between(p->network, supplier, buyer);

	if (!p->goes)
		p->amount = lesser(p->amount, onward ? leg->room - leg->flow : leg->flow);
	else
	{
		leg->flow += onward ? p->amount : -p->amount;
		note_leg(p->network, leg);
	}
}

static void
pass_end(passage *p, trade_side *side, int member, bool more)
{
	if (!p->goes)
		p->amount = lesser(p->amount, more ? side->left[member] : side->used[member]);
	else
		use(side, member, more ? p->amount : -p->amount);
}

/*
 * Walks a way backwards from a node, as far as it came from: a supplier was reached from
 * a buyer over a leg back, or from the source; a buyer from a supplier over a leg, or
 * from the sink.
 */
static void
walk_back(const search *s, bool at_buyer, int member, passage *p)
{
	trade_network *network = s->network;

	for (;;)
	{
		trade_side *side = at_buyer ? &network->buyer : &network->supplier;
		int			from = side->came[member];

		if (from == NOWHERE)
			return;
		if (from >= 0)
		{
			pass_leg(p, at_buyer ? from : member, at_buyer ? member : from, at_buyer);
			at_buyer = !at_buyer;
			member = from;
			continue;
		}
		/* more of this supplier is used, or less of this buyer */
		pass_end(p, side, member, !at_buyer);
		member = at_buyer ? s->to_sink : s->to_source;
		if (member == NOWHERE)
			return;
		/* and the other way round of the one that the end was reached from */
		pass_end(p, side, member, at_buyer);
	}
}

/* One more way from the source to the sink; false where there is none. */
static bool
fill(trade_network *network)
{
	search		s = begin_search(network);
	passage		p = {network, network->capped ? network->cap : TRADE_UNITS_LIMIT, false};

	if (network->capped && network->cap == 0)
		return false;
	s.source = true;
	reach(&s, &network->supplier, MEMBERS, network->supplier.has_left, FROM_END);
	if (!find_way(&s, NOWHERE))
		return false;
	for (int pass = 0; pass < 2; pass++)
	{
		p.goes = pass > 0;
		pass_end(&p, &network->buyer, s.to_sink, true);
		walk_back(&s, true, s.to_sink, &p);
	}
	network->cap -= network->capped ? p.amount : 0;
	return true;
}

/* One more cycle over the next leg that is not fixed, or none: then it is. */
static bool
raise_next(trade_network *network)
{
	trade_leg  *leg;
	search		s;
	passage		p = {network, 0, false};

	if (network->next == network->leg_count)
		return false;
	leg = &network->leg[network->next];
	leg->fixed = true;
	note_leg(network, leg);
	s = begin_search(network);
	put(network->buyer.seen, leg->to, true);
	network->buyer.came[leg->to] = NOWHERE;
	network->queue[s.count++] = MEMBERS + network->supplier.count + leg->to;
	if (leg->flow == leg->most || !find_way(&s, leg->from))
	{
		network->next++;
		return true;
	}
	p.amount = leg->most - leg->flow;
	for (int pass = 0; pass < 2; pass++)
	{
		p.goes = pass > 0;
		walk_back(&s, false, leg->from, &p);
	}
	leg->flow += p.amount;
	return true;
}

bool
trade_network_step(trade_network *network)
{
	if (!network->filled && fill(network))
		return true;
	network->filled = true;
	return raise_next(network);
}
