/*
 * The leaks: the choice among maximum flows is maximal and first, by all cuts of a small
 * network; levels are followed as their definitions say, by trying all; quotients are
 * rounded down; judging a pair of a mirror ends and its sentence fits.
 */
#include "fuzz.h"

#include "leaks/levels_core.h"
#include "leaks/mirror_core.h"
#include "leaks/network_core.h"
#include "leaks/routes_core.h"

#define SIDE 4
#define LEGS (SIDE * SIDE)
#define PARTS 16

/* A small network as plain numbers, times a factor. */
typedef struct plain_network
{
	int64_t		supply[SIDE];
	int64_t		demand[SIDE];
	int64_t		room[SIDE][SIDE];
	int64_t		cap;			/* -1: none */
} plain_network;

/* The maximum flow is the least cut; and the cap. */
static int64_t
least_cut(const plain_network *n)
{
	int64_t		least = INT64_MAX;

	for (int sets = 0; sets < 1 << (2 * SIDE); sets++)
	{
		int64_t		cut = 0;

		for (int s = 0; s < SIDE; s++)
			cut += sets >> s & 1 ? 0 : n->supply[s];
		for (int t = 0; t < SIDE; t++)
			cut += sets >> (SIDE + t) & 1 ? n->demand[t] : 0;
		for (int s = 0; s < SIDE; s++)
			for (int t = 0; t < SIDE; t++)
				cut += (sets >> s & 1) && !(sets >> (SIDE + t) & 1) ? n->room[s][t] : 0;
		least = cut < least ? cut : least;
	}
	return n->cap >= 0 && n->cap < least ? n->cap : least;
}

/* Takes what flows over a leg out of the network, and the leg; false where it does not fit. */
static bool
fix(plain_network *n, int s, int t, int64_t flow)
{
	if (flow > n->room[s][t] || flow > n->supply[s] || flow > n->demand[t] || (n->cap >= 0 && flow > n->cap))
		return false;
	n->supply[s] -= flow;
	n->demand[t] -= flow;
	n->room[s][t] = 0;
	n->cap -= n->cap >= 0 ? flow : 0;
	return true;
}

/* What a network's arrays lie in. */
typedef struct rooms
{
	trade_units units[4][SIDE];
	uint64_t	words[4][2];
	uint64_t	open[2][SIDE];
	uint64_t	seen[2][2];
	int			came[2][SIDE];
	int			by_supplier[LEGS];
	int			first[SIDE + 1];
	int			queue[2 * SIDE + 2];
	trade_leg	leg[LEGS];
} rooms;

static void
set_side(trade_side *side, rooms *room, int at)
{
	*side = (trade_side) {SIDE, 0, room->units[at], room->units[2 + at], room->words[at], room->words[2 + at],
	room->open[at], room->seen[at], room->came[at]};
}

static int
compare_legs(const void *a, const void *b)
{
	return trade_leg_compare(a, b);
}

static void
set_legs(trade_network *network, const plain_network *n, trade_units factor)
{
	for (int s = 0; s < SIDE; s++)
		for (int t = 0; t < SIDE; t++)
		{
			int64_t		most = n->supply[s] < n->demand[t] ? n->supply[s] : n->demand[t];

			most = n->room[s][t] < most ? n->room[s][t] : most;
			if (most > 0)
				network->leg[network->leg_count++] = (trade_leg) {s, t, n->room[s][t] * factor, most * factor, 0, false};
		}
	qsort(network->leg, network->leg_count, sizeof(trade_leg), compare_legs);
}

/* Leg by leg: with one more of it the rest would no longer carry as much. */
static void
check_choice(const trade_network *network, plain_network n, trade_units factor)
{
	int64_t		left = least_cut(&n);

	for (int i = 0; i < network->leg_count; i++)
	{
		const trade_leg *leg = &network->leg[i];
		int64_t		flow = (int64_t) (leg->flow / factor);
		plain_network more = n;

		HOLDS(leg->flow == flow * factor && flow >= 0);
		if (fix(&more, leg->from, leg->to, flow + 1))
			HOLDS(least_cut(&more) < left - flow - 1);
		HOLDS(fix(&n, leg->from, leg->to, flow));
		left -= flow;
	}
	HOLDS(left == 0);
}

static void
check_network(fuzz_bytes *b)
{
	plain_network n;
	rooms		room;
	trade_network network = {.leg = room.leg, .by_supplier = room.by_supplier, .first = room.first, .queue = room.queue};
	trade_units factor = fuzz_next(b, 2) ? (trade_units) 1 << 110 : 1;
	int			steps = 0;

	for (int i = 0; i < SIDE; i++)
	{
		n.supply[i] = fuzz_next(b, 9);
		n.demand[i] = fuzz_next(b, 9);
		for (int t = 0; t < SIDE; t++)
			n.room[i][t] = fuzz_next(b, 2) ? fuzz_next(b, 7) : 0;
	}
	n.cap = fuzz_next(b, 2) ? fuzz_next(b, 20) : -1;
	set_side(&network.supplier, &room, 0);
	set_side(&network.buyer, &room, 1);
	for (int i = 0; i < SIDE; i++)
	{
		network.supplier.left[i] = n.supply[i] * factor;
		network.buyer.left[i] = n.demand[i] * factor;
	}
	network.capped = n.cap >= 0;
	network.cap = network.capped ? n.cap * factor : 0;
	set_legs(&network, &n, factor);
	trade_network_begin(&network);
	while (trade_network_step(&network))
		HOLDS(++steps < 1000);
	check_choice(&network, n, factor);
}

/* Levels of small whole numbers over small whole numbers above 0. */
typedef struct plain_level
{
	bool		known;
	int64_t		part;
	int64_t		whole;
} plain_level;

static int
compare(const plain_level *a, const plain_level *b)
{
	int64_t		difference = a->part * b->whole - b->part * a->whole;

	return (difference > 0) - (difference < 0);
}

static plain_level
highest(const plain_level *level, int from, int to)
{
	plain_level record = {true, 0, 1};

	for (int i = from < 0 ? 0 : from; i < to; i++)
		if (level[i].known && compare(&level[i], &record) > 0)
			record = level[i];
	return record;
}

static bool
lowest(const plain_level *level, int from, int count, plain_level *found)
{
	for (int i = from; i < from + count; i++)
	{
		if (!level[i].known)
			return false;
		if (i == from || compare(&level[i], found) < 0)
			*found = level[i];
	}
	return true;
}

/* How high a stretch is above its record, to be compared: infinite above a record of 0. */
static double
height(const plain_level *stretch, const plain_level *record)
{
	if (record->part == 0)
		return stretch->part > 0 ? 1e300 : 0;
	return (double) (stretch->part * record->whole) / (double) (record->part * stretch->whole);
}

static void
check_rank(const plain_level *level, const trade_parts *parts, const trade_level_question *question, const trade_level_course *course,
		   const plain_level *best, const plain_level *record)
{
	int			rank = 1;
	int			dates = 1;

	for (int i = 0; i + question->min_run <= parts->before; i++)
	{
		plain_level own = highest(level, i - parts->history, i);
		plain_level stretch;
		int			known = 0;

		for (int j = 0; j < i; j++)
			known += level[j].known;
		if (known < question->min_history || !lowest(level, i, question->min_run, &stretch))
			continue;
		dates++;
		rank += height(&stretch, &own) >= height(best, record);
	}
	HOLDS(course->own_rank == rank && course->own_dates == dates);
}

static bool
same_level(const trade_level *level, const plain_level *plain)
{
	const trade_sum sums[2] = {trade_sum_of(plain->part), trade_sum_of(plain->whole)};

	return memcmp(&level->part, &sums[0], sizeof sums[0]) == 0 && memcmp(&level->whole, &sums[1], sizeof sums[1]) == 0;
}

/* The record and the run above it; the first of the lowest ones. */
static void
check_run(const plain_level *level, const trade_parts *parts, const trade_level_course *course, const plain_level *record)
{
	plain_level least;
	int			known = 0;
	int			above = 0;
	int			run = 0;
	int			longest = 0;
	int			first = 0;

	for (int i = parts->before - parts->history; i < parts->before; i++)
		known += level[i].known;
	HOLDS(course->history == known && course->record.known && same_level(&course->record, record));
	for (int i = parts->before; i < parts->before + parts->after; i++)
	{
		const plain_level *l = &level[i];
		const bool	passes = l->known && l->part > 0 && 4 * l->part * record->whole >= 5 * record->part * l->whole;

		above += passes;
		run = passes ? run + 1 : 0;
		if (run <= longest)
			continue;
		longest = run;
		first = i - run + 1;
	}
	HOLDS(course->above == above && course->run == longest && course->run_first == first);
	if (longest > 0)
		HOLDS(lowest(level, first, longest, &least) && same_level(&course->run_lowest, &least));
}

static void
check_levels(fuzz_bytes *b)
{
	trade_parts parts = {.months = 1, .before = fuzz_next(b, PARTS / 2), .after = fuzz_next(b, PARTS / 2)};
	trade_level_question question = {TRADE_UNITS_PER_ONE * 5 / 4, 1 + fuzz_next(b, 3), 1 + fuzz_next(b, 3)};
	plain_level plain[PARTS];
	trade_level level[PARTS];
	int			queue[2 * PARTS];
	trade_level_course course;
	plain_level record;
	plain_level best = {false, 0, 1};

	parts.history = fuzz_next(b, parts.before + 1);
	for (int i = 0; i < parts.before + parts.after; i++)
	{
		plain[i] = (plain_level) {fuzz_next(b, 8) != 0, fuzz_next(b, 30) - 4, 1 + fuzz_next(b, 5)};
		level[i] = (trade_level) {plain[i].known, trade_sum_of(plain[i].part), trade_sum_of(plain[i].whole)};
	}
	trade_levels_follow(&parts, level, &question, queue, &course);
	record = highest(plain, parts.before - parts.history, parts.before);
	check_run(plain, &parts, &course, &record);
	for (int i = parts.before; i < parts.before + parts.after; i++)
	{
		plain_level stretch;

		if (i + question.min_run <= parts.before + parts.after && lowest(plain, i, question.min_run, &stretch)
			&& (!best.known || compare(&stretch, &best) > 0))
			best = stretch;
	}
	HOLDS(course.has_best == best.known && course.has_ratio == (best.known && record.part > 0));
	if (course.has_ratio)
		HOLDS(course.ratio == height(&best, &record));
	if (best.known)
		check_rank(plain, &parts, &question, &course, &best, &record);
}

/* q d <= n < (q + 1) d */
static void
check_floor(fuzz_bytes *b)
{
	trade_wide	n;
	trade_wide	d;
	trade_wide	digits;
	trade_wide	low;
	trade_wide	high;
	trade_units quotient;

	n.negative = d.negative = false;
	n.length = 1 + fuzz_next(b, 12);
	d.length = 1 + fuzz_next(b, n.length);
	for (int i = 0; i < TRADE_WIDE_WORDS; i++)
		n.word[i] = d.word[i] = 0;
	for (int i = 0; i < n.length; i++)
		n.word[i] = i == n.length - 1 ? 1 + fuzz_next(b, 200) : (uint64_t) fuzz_next(b, 256) << fuzz_next(b, 57);
	for (int i = 0; i < d.length; i++)
		d.word[i] = i == d.length - 1 ? UINT64_C(1) << fuzz_next(b, 64) | fuzz_next(b, 256) : (uint64_t) fuzz_next(b, 256) << fuzz_next(b, 57);
	if (!trade_floor_units(&n, &d, &quotient))
		return;
	trade_wide_of_units(&digits, quotient);
	trade_wide_multiply(&low, &digits, &d);
	trade_wide_add(&high, &low, &d);
	HOLDS(quotient >= 0 && trade_wide_compare(&low, &n) <= 0 && trade_wide_compare(&n, &high) < 0);
}

static int
take_cells(fuzz_bytes *b, trade_mirror_cell *cell, int periods)
{
	int			count = 0;

	for (int at = 0; at < periods; at++)
		if (fuzz_next(b, 3) != 0)
			cell[count++] = (trade_mirror_cell) {0, at, (fuzz_next(b, 200) - 20) * ((trade_units) 1 << fuzz_next(b, 110))};
	return count;
}

static void
check_mirror(fuzz_bytes *b)
{
	int			before = 1 + fuzz_next(b, 6);
	int			periods = before + 1 + fuzz_next(b, 6);
	int			year[12];
	const trade_month year_first[] = {2020 * 12, 2021 * 12 + fuzz_next(b, 12)};
	const int	year_window[] = {TRADE_BEFORE, TRADE_AFTER};
	trade_mirror_frame frame = {TRADE_FREQUENCY_MONTH, 1, periods, {0, before}, {before, periods}, 2, year, year_first, year_window};
	trade_mirror_thresholds limit = {TRADE_UNITS_PER_ONE / 4, fuzz_next(b, 9), fuzz_next(b, 200) * (TRADE_UNITS_PER_ONE / 100), fuzz_next(b, 100) * (TRADE_UNITS_PER_ONE / 100)};
	uint64_t	reports[3] = {fuzz_next(b, 256) | fuzz_next(b, 256) << 8, fuzz_next(b, 256) | fuzz_next(b, 256) << 8, 0};
	trade_sum	sums[2][12] = {0};
	trade_sum	years[2][2];
	trade_mirror_cell cell[3][12];
	trade_mirror_importer importer = {&reports[0], sums[0], sums[1]};
	trade_mirror_flows flows = {&reports[1], {cell[0], take_cells(b, cell[0], periods)}, {cell[1], take_cells(b, cell[1], periods)},
	{cell[2], take_cells(b, cell[2], periods)}};
	trade_mirror_pair pair = {.margin = TRADE_UNITS_PER_ONE + fuzz_next(b, 200) * (TRADE_UNITS_PER_ONE / 100)};
	const trade_name name[2] = {{"exporter", 8}, {"importer", 8}};
	trade_reason reason;

	for (int at = 0; at < periods; at++)
	{
		year[at] = at >= before;
		sums[0][at] = trade_sum_of(fuzz_next(b, 100));
		sums[1][at] = trade_sum_of(fuzz_next(b, 100));
	}
	trade_mirror_judge(&frame, &limit, &importer, &flows, &reports[2], years, &pair);
	HOLDS(pair.months[0] <= before && pair.months[1] <= periods - before);
	HOLDS(!pair.flagged || (pair.outcome == TRADE_MIRROR_OK && pair.has_ghost[TRADE_AFTER]));
	HOLDS(!pair.has_missing || pair.rise > 0);
	HOLDS(trade_mirror_compare(&pair, &pair) == 0);
	trade_mirror_reason(&frame, &pair, &name[0], &name[1], &reason);
	HOLDS(reason.length < 300 && strlen(reason.text) == (size_t) reason.length);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const check[]) (fuzz_bytes *) = {check_network, check_levels, check_floor, check_mirror};
	fuzz_bytes	b = {data, size};

	check[fuzz_next(&b, 4)] (&b);
	return 0;
}
