/*
 * The leaks by small whole numbers: mirrors, surges and legs of routes a second time in
 * doubles, what goes over one intermediary, the terms of the balance.  Prints TAP.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "leaks/balance_core.h"
#include "leaks/mirror_core.h"
#include "leaks/network_core.h"
#include "leaks/routes_core.h"
#include "leaks/surges_core.h"
#include "tap.h"

#define ONE TRADE_UNITS_PER_ONE
#define PERIODS 140
#define WORDS 3

static uint32_t state = 1;

static int
below(int most)
{
	state = state * 1664525 + 1013904223;
	return (int) ((uint64_t) (state >> 8) * most >> 24);
}

/* How two compare; near ones are equal, as exact numbers of this size are apart. */
static int
order(double a, double b)
{
	return fabs(a - b) <= 1e-11 * (fabs(a) + fabs(b)) ? 0 : a < b ? -1 : 1;
}

static bool
same(double got, double want)
{
	return fabs(got - want) <= 1e-9 * (1 + fabs(want));
}

/* A made-up mirror: what each says of each period, and years of so many periods. */
typedef struct mirror
{
	int			count;
	int			before;
	int			step;
	bool		reports[2][PERIODS];	/* exporter, importer */
	int			exported[PERIODS];
	int			imported[PERIODS];
	int			reported[PERIODS];
	int			bought[PERIODS];
	int			sold[PERIODS];
	int			year[PERIODS];
	trade_month year_first[PERIODS];
	int			year_window[PERIODS];
	int			years;
	double		margin;
	trade_mirror_thresholds limit;
} mirror;

static mirror m;
static trade_mirror_frame frame;
static trade_mirror_pair pair;

static void
set_mirror(void)
{
	static const trade_units some[] = {0, ONE / 4, ONE / 2, ONE};
	const int	often = 1 + below(9);

	memset(&m, 0, sizeof m);
	m.before = 1 + below(often == 9 ? PERIODS / 2 - 1 : 11);
	m.count = m.before + 1 + below(often == 9 ? PERIODS / 2 - 1 : 11);
	m.step = below(4) == 0 ? 12 : 1;
	m.margin = below(2) ? 1 : 1.25;
	for (int at = 0; at < m.count; at++)
	{
		bool		begins = at == 0 || at == m.before || below(4) == 0;

		m.reports[0][at] = below(often) > 0;
		m.reports[1][at] = below(often) > 0;
		m.exported[at] = below(3) * 5 - below(2);
		m.imported[at] = below(3) * 5 - below(2);
		m.bought[at] = 20 + below(4) * 10;
		m.sold[at] = 20 + below(4) * 10;
		m.reported[at] = below(3) * 5;
		m.years += begins;
		m.year[at] = m.years - 1;
		m.year_first[m.years - 1] = 2020 * 12 + at;
		m.year_window[m.years - 1] = at >= m.before;
	}
	m.limit = (trade_mirror_thresholds) {some[below(4)], below(4) * 10 * ONE, some[below(4)], some[below(4)]};
}

static trade_mirror_cells
cells_of(const int *value, trade_mirror_cell *cell)
{
	int			count = 0;

	for (int at = 0; at < m.count; at++)
		if (value[at] != 0)
			cell[count++] = (trade_mirror_cell) {0, at, value[at] * ONE};
	return (trade_mirror_cells) {cell, count};
}

static void
judge_mirror(void)
{
	trade_mirror_cell cell[3][PERIODS];
	trade_sum	sums[2][PERIODS];
	trade_sum	years[PERIODS][2];
	uint64_t	reports[3][WORDS] = {{0}};
	const trade_mirror_importer importer = {reports[1], sums[0], sums[1]};
	const trade_mirror_flows flows = {reports[0], cells_of(m.exported, cell[0]), cells_of(m.imported, cell[1]), cells_of(m.reported, cell[2])};

	for (int at = 0; at < m.count; at++)
	{
		reports[0][at / 64] |= (uint64_t) m.reports[0][at] << at % 64;
		reports[1][at / 64] |= (uint64_t) m.reports[1][at] << at % 64;
		sums[0][at] = trade_sum_of(m.bought[at] * ONE);
		sums[1][at] = trade_sum_of(m.sold[at] * ONE);
	}
	frame = (trade_mirror_frame) {TRADE_FREQUENCY_MONTH, m.step, m.count, {0, m.before}, {m.before, m.count}, m.years, m.year, m.year_first, m.year_window};
	pair = (trade_mirror_pair) {.margin = (trade_units) (m.margin * ONE)};
	trade_mirror_judge(&frame, &m.limit, &importer, &flows, reports[2], years, &pair);
}

/* Sums over the common periods of a window, or of one year. */
typedef struct sums
{
	int			periods;
	double		exported;
	double		imported;
	double		bought;			/* of all others than the exporter */
	double		sold;
} sums;

static sums
sums_of(int window, int year)
{
	sums		s = {0};

	for (int at = 0; at < m.count; at++)
	{
		if (!m.reports[0][at] || !m.reports[1][at] || (year >= 0 ? m.year[at] != year : (at >= m.before) != window))
			continue;
		s.periods++;
		s.exported += m.exported[at];
		s.imported += m.imported[at];
		s.bought += m.bought[at] - m.reported[at];
		s.sold += m.sold[at];
	}
	return s;
}

/* The first year in which the importer's books look incomplete; -1: none. */
static int
partial_year(const sums window[2])
{
	for (int year = 0; year < m.years; year++)
	{
		const sums *other = &window[1 - m.year_window[year]];
		const sums	y = sums_of(0, year);

		if (y.periods > 0 && other->bought > 0 && other->sold > 0
			&& order(y.bought / y.periods * other->sold, (double) m.limit.partial / ONE * other->bought
					 * fmin(other->sold / other->periods, y.sold / y.periods)) <= 0)
			return year;
	}
	return -1;
}

static bool
has_report(int side, int window)
{
	bool		any = false;

	for (int at = 0; at < m.count; at++)
		any |= m.reports[side][at] && (at >= m.before) == window;
	return any;
}

static trade_mirror_outcome
mirror_outcome(const sums window[2])
{
	const bool	exporter = has_report(0, 0) && has_report(0, 1);
	const bool	importer = has_report(1, 0) && has_report(1, 1);

	for (int at = 0; at < 2; at++)
		IS(pair.lacks_exporter[at] == !has_report(0, at) && pair.lacks_importer[at] == !has_report(1, at));
	return !exporter && !importer ? TRADE_MIRROR_NEITHER : !exporter ? TRADE_MIRROR_NO_EXPORTER : !importer ? TRADE_MIRROR_NO_IMPORTER
		: window[0].periods == 0 || window[1].periods == 0 ? TRADE_MIRROR_NO_COMMON
		: partial_year(window) >= 0 ? TRADE_MIRROR_PARTIAL : TRADE_MIRROR_OK;
}

static void
check_partial(const sums window[2])
{
	const int	year = partial_year(window);
	const sums *other = &window[1 - m.year_window[year]];
	const sums	y = sums_of(0, year);

	IS(pair.partial_year == year);
	IS(same(pair.partial_bought, y.bought / y.periods / (other->bought / other->periods)));
	IS(same(pair.partial_sold, y.sold / y.periods / (other->sold / other->periods)));
}

/* Gaps, what of them is missing, and whether that is told. */
static void
check_gaps(const sums window[2])
{
	double		exported[2];
	double		gap[2];
	double		ghost[2];
	double		rise;
	bool		missing;

	for (int at = 0; at < 2; at++)
	{
		const double months = window[at].periods * m.step;

		exported[at] = window[at].exported / months;
		gap[at] = exported[at] - window[at].imported / m.margin / months;
		ghost[at] = exported[at] > 0 && order(exported[at], window[at].imported / m.margin / months) > 0 ? gap[at] / exported[at] : 0;
		IS(same(pair.gap[at], gap[at]) && pair.has_ghost[at] == (exported[at] > 0) && (exported[at] <= 0 || same(pair.ghost[at], ghost[at])));
	}
	rise = exported[1] - exported[0];
	missing = exported[0] > 0 && order(exported[1], exported[0]) > 0
		&& order(exported[1], (1 + (double) m.limit.min_rise / ONE) * exported[0]) >= 0;
	IS(same(pair.rise, rise) && pair.has_missing == missing && (!missing || same(pair.missing, (gap[1] - gap[0]) / rise)));
	IS(same(pair.change / 1e12, gap[1] - gap[0]));
	IS(pair.flagged == (window[1].exported >= (double) m.limit.min_value / ONE
						&& order(ghost[1] - ghost[0] + 1, (double) m.limit.ghost_rise / ONE + 1) >= 0));
}

static void
check_mirrors(void)
{
	int			outcomes[TRADE_MIRROR_PARTIAL + 1] = {0};

	for (int i = 0; i < 1500; i++)
	{
		sums		window[2];

		set_mirror();
		judge_mirror();
		for (int at = 0; at < 2; at++)
		{
			const double months = (window[at] = sums_of(at, -1)).periods * m.step;

			IS(pair.months[at] == months);
			IS(months == 0 || (same(pair.exported_figure[at], window[at].exported / months)
							   && same(pair.imported_figure[at], window[at].imported / m.margin / months)));
		}
		IS(pair.outcome == mirror_outcome(window));
		outcomes[pair.outcome]++;
		if (pair.outcome == TRADE_MIRROR_PARTIAL)
			check_partial(window);
		else if (pair.outcome == TRADE_MIRROR_OK)
			check_gaps(window);
		else
			IS(!pair.flagged && !pair.has_missing);
	}
	for (int outcome = 0; outcome <= TRADE_MIRROR_PARTIAL; outcome++)
		IS(outcomes[outcome] > 10);
	ok("mirrors of two books");
}

/* A pair whose gap was nothing, and is what was exported now. */
static trade_mirror_pair
pair_of(int exporter, int importer, trade_mirror_outcome outcome, trade_units exported, int months)
{
	trade_mirror_pair p = {.exporter = exporter, .importer = importer, .outcome = outcome, .margin = ONE, .months = {3, months}};

	p.exported[TRADE_AFTER] = trade_sum_of(exported);
	p.change = trade_units_to_double(exported) / months;
	return p;
}

static void
check_mirror_order(void)
{
	const trade_mirror_pair a = pair_of(1, 1, TRADE_MIRROR_OK, ONE, 1);
	const trade_mirror_pair more = pair_of(2, 1, TRADE_MIRROR_OK, 2 * ONE, 1);
	/* the same double, but more by a unit */
	const trade_mirror_pair large = pair_of(1, 1, TRADE_MIRROR_OK, (trade_units) 1 << 80, 1);
	const trade_mirror_pair larger = pair_of(2, 1, TRADE_MIRROR_OK, ((trade_units) 1 << 80) + 1, 1);
	const trade_mirror_pair no_exporter = pair_of(0, 0, TRADE_MIRROR_NO_EXPORTER, 0, 1);
	const trade_mirror_pair neither = pair_of(0, 1, TRADE_MIRROR_NEITHER, 5, 1);
	const trade_mirror_pair next = pair_of(2, 1, TRADE_MIRROR_OK, ONE, 1);
	const trade_mirror_pair importer = pair_of(1, 2, TRADE_MIRROR_OK, ONE, 1);

	IS(trade_mirror_compare(&a, &more) > 0 && trade_mirror_compare(&more, &a) < 0);
	IS(trade_mirror_compare(&large, &larger) > 0 && trade_mirror_compare(&larger, &large) < 0);
	IS(trade_mirror_compare(&a, &no_exporter) < 0 && trade_mirror_compare(&no_exporter, &a) > 0);
	IS(trade_mirror_compare(&no_exporter, &neither) < 0 && trade_mirror_compare(&neither, &no_exporter) > 0);
	IS(trade_mirror_compare(&a, &next) < 0 && trade_mirror_compare(&next, &a) > 0 && trade_mirror_compare(&a, &a) == 0);
	IS(trade_mirror_compare(&a, &importer) < 0 && trade_mirror_compare(&importer, &a) > 0);
	ok("the order of mirrors is exact");
}

static void
check_singles(void)
{
	trade_mirror_single s = trade_mirror_of(8 * ONE, 5 * ONE, ONE * 5 / 4);

	IS(s.imported == 4 && s.gap == 4 && s.has_ghost && s.ghost == 0.5 && s.has_log && same(s.log, log(2)) && s.has_asymmetry);
	IS(same(s.asymmetry, 4.0 / 12));
	s = trade_mirror_of(2 * ONE, 5 * ONE, ONE * 5 / 4);
	IS(s.gap == -2 && s.has_ghost && s.ghost == 0 && same(s.log, log(0.5)) && same(s.asymmetry, 2.0 / 6));
	s = trade_mirror_of(1, (trade_units) 1 << 66, ONE);
	IS(same(s.log, -66 * log(2)) && s.asymmetry == 1);
	s = trade_mirror_of(0, 5 * ONE, ONE);
	IS(!s.has_ghost && s.ghost == 0 && !s.has_log && s.has_asymmetry && s.asymmetry == 1);
	s = trade_mirror_of(5 * ONE, 0, ONE);
	IS(s.has_ghost && s.ghost == 1 && !s.has_log && s.has_asymmetry && s.asymmetry == 1);
	s = trade_mirror_of(0, 0, ONE);
	IS(!s.has_ghost && !s.has_log && !s.has_asymmetry);
	s = trade_mirror_of(1, 1, ONE);
	IS(s.has_ghost && s.ghost == 0 && s.has_log && s.log == 0 && s.has_asymmetry && s.asymmetry == 0 && s.imported == 1e-12);
	s = trade_mirror_of(-5 * ONE, 5 * ONE, ONE);
	IS(!s.has_ghost && !s.has_log && !s.has_asymmetry && s.gap == -10);
	ok("a mirror of one figure each");
}

/* Windows of three months before and two after. */
static trade_event_windows
windows_of(void)
{
	const trade_event_question question = {1, 2022 * 12, true, {2022 * 12 - 3, 2022 * 12 + 1}, 0, 0, false};
	trade_event_windows windows;

	trade_event_windows_set(&windows, &question, NULL, 0);
	return windows;
}

/* Sums of the window after, and before, in units. */
typedef trade_sum line[1 + TRADE_WEIGHT_CLASSES];

static bool
excess_is(int before, int after, const int *market, trade_units min_value, trade_units ratio, trade_units want)
{
	const trade_event_windows windows = windows_of();
	const trade_route_thresholds limit = {.leg_ratio = ratio, .min_value = min_value};
	const line	flow = {trade_sum_of(after), trade_sum_of(before)};
	const line	others = {trade_sum_of(market ? market[1] : 0), trade_sum_of(market ? market[0] : 0)};
	trade_units excess;

	return trade_route_excess(&windows, &limit, flow, market ? others : NULL, &excess) && excess == want;
}

static void
check_legs(void)
{
	const trade_event_windows windows = windows_of();
	const line	fell = {trade_sum_of(10), trade_sum_of(22)};	/* 5 a month, after 7 1/3 */
	const line	rose = {trade_sum_of(30), trade_sum_of(22)};
	line		far = {trade_sum_of(0), trade_sum_of(TRADE_UNITS_LIMIT)};
	trade_units units;

	IS(trade_route_fall(&windows, fell, &units) && units == 2 && trade_route_rise(&windows, fell, &units) && units == 0);
	IS(trade_route_rise(&windows, rose, &units) && units == 7 && trade_route_fall(&windows, rose, &units) && units == 0);
	/* beyond the limit of a value */
	IS(trade_sum_scale(&far[1], 3) && trade_route_fall(&windows, far, &units) && units == TRADE_UNITS_LIMIT);
	trade_sum_add_units(&far[1], 3);
	IS(!trade_route_fall(&windows, far, &units) && trade_route_rise(&windows, far, &units) && units == 0);
	/* 15 a month after 10: by how much, by which ratio and by which sum */
	IS(excess_is(30, 30, NULL, 0, 0, 5) && excess_is(30, 30, NULL, 10, ONE * 3 / 2, 5));
	IS(excess_is(30, 30, NULL, 11, 0, 0) && excess_is(30, 30, NULL, 0, ONE * 3 / 2 + 1, 0));
	IS(excess_is(30, 20, NULL, 0, 0, 0) && excess_is(30, 10, NULL, 0, 0, 0) && excess_is(0, 7, NULL, 0, 5 * ONE, 3));
	/* a market that grew by a half, or halved; or is none on one of the sides */
	IS(excess_is(30, 40, (int[]) {60, 60}, 0, 0, 5) && excess_is(30, 30, (int[]) {60, 60}, 0, 0, 0) && excess_is(30, 30, (int[]) {60, 20}, 0, 0, 10));
	IS(excess_is(30, 40, (int[]) {0, 60}, 0, 0, 10) && excess_is(30, 40, (int[]) {60, 0}, 0, 0, 10) && excess_is(30, 40, (int[]) {-60, 60}, 0, 0, 10));
	IS(excess_is(30, 40, (int[]) {60, 60}, 10, ONE * 4 / 3, 5) && excess_is(30, 40, (int[]) {60, 60}, 11, 0, 0));
	IS(excess_is(30, 40, (int[]) {60, 60}, 0, ONE * 4 / 3 + 1, 0));
	ok("falls, rises and excesses of legs");
}

/* Quotients that doubles round up to whole numbers, or are more than units may be. */
static void
check_floors(void)
{
	const trade_units d = (trade_units) 1 << 60;
	trade_wide	n;
	trade_wide	far;
	trade_wide	denominator;
	trade_wide	one;
	trade_units units;

	trade_wide_of_units(&denominator, d);
	trade_wide_of_units(&one, 1);
	for (int i = -1; i <= 1; i++)
	{
		trade_wide_of_units(&n, 3 * d + i);
		IS(trade_floor_units(&n, &denominator, &units) && units == (i < 0 ? 2 : 3));
	}
	/* 2^128 */
	trade_wide_multiply(&n, &denominator, &denominator);
	trade_wide_of_units(&denominator, 1 << 8);
	trade_wide_multiply(&far, &n, &denominator);
	IS(!trade_floor_units(&far, &one, &units));
	ok("quotients rounded down");
}

static void
check_single_routes(void)
{
	const trade_units in[] = {10, 20, 0, 7};
	const trade_units out[] = {30, 5, 9, 7};
	trade_units value[4];
	trade_single_routes routes = {.label_count = 4, .in = in, .out = out, .value = value};

	trade_single_routes_set(&routes);
	IS(!routes.cut && routes.left == 0 && value[0] == 10 && value[1] == 5 && value[2] == 0 && value[3] == 7);
	routes.capped = true;
	routes.fall = 25;
	trade_single_routes_set(&routes);
	IS(!routes.cut && routes.left == 3 && value[0] == 10 && value[3] == 7);
	routes.fall = 22;
	trade_single_routes_set(&routes);
	IS(!routes.cut && routes.left == 0 && value[0] == 10 && value[1] == 5);
	/* cut to a half, rounded down */
	routes.fall = 11;
	trade_single_routes_set(&routes);
	IS(routes.cut && routes.left == 0 && value[0] == 5 && value[1] == 2 && value[2] == 0 && value[3] == 3);
	IS(!trade_route_is_dust(TRADE_ROUNDING_LEFT + 1, ONE * 1000000) && trade_route_is_dust(TRADE_ROUNDING_LEFT, ONE * 1000000));
	IS(trade_route_is_dust(0, 1000000000) && !trade_route_is_dust(1, 1000000000) && trade_route_is_dust(1, 2000000000) && !trade_route_is_dust(2, 2000000000));
	ok("what goes over one intermediary");
}

static void
check_leg_order(void)
{
	const trade_leg leg = {1, 1, 9, 5, 0, false};
	const trade_leg less = {0, 0, 9, 4, 0, false};
	const trade_leg from = {2, 0, 9, 5, 0, false};
	const trade_leg to = {1, 2, 9, 5, 0, false};

	IS(trade_leg_compare(&leg, &less) < 0 && trade_leg_compare(&less, &leg) > 0 && trade_leg_compare(&leg, &leg) == 0);
	IS(trade_leg_compare(&leg, &from) < 0 && trade_leg_compare(&from, &leg) > 0);
	IS(trade_leg_compare(&leg, &to) < 0 && trade_leg_compare(&to, &leg) > 0);
	ok("the order of legs");
}

#define MANY 140
#define MANY_WORDS 3

/* What one side of a network of many lies in. */
typedef struct side_room
{
	trade_units left[MANY];
	trade_units used[MANY];
	uint64_t	sets[3][MANY_WORDS];
	uint64_t	open[MANY * MANY_WORDS];
	int			came[MANY];
} side_room;

static trade_side
side_of(side_room *room)
{
	memset(room, 0, sizeof *room);
	return (trade_side) {MANY, 0, room->left, room->used, room->sets[0], room->sets[1], room->open, room->sets[2], room->came};
}

/* Two of many: what flows first must give way, so that both sell. */
static void
check_many(void)
{
	static side_room suppliers;
	static side_room buyers;
	int			queue[2 * MANY + 2];
	int			by_supplier[3];
	int			first[MANY + 1];

	for (int at = 0; at + 1 < MANY; at += 7)
	{
		trade_leg	leg[] = {{at, at, 5, 5, 0, false}, {at, at + 1, 5, 5, 0, false}, {at + 1, at, 5, 5, 0, false}};
		trade_network network = {side_of(&suppliers), side_of(&buyers), leg, 3, by_supplier, first, false, 0, queue, true, 7};
		int			steps = 0;

		suppliers.left[at] = suppliers.left[at + 1] = buyers.left[at] = buyers.left[at + 1] = 5;
		trade_network_begin(&network);
		while (trade_network_step(&network) && steps < 100)
			steps++;
		IS(steps < 100 && leg[0].flow == 0 && leg[1].flow == 5 && leg[2].flow == 5);
	}
	ok("a network of many");
}

static void
check_balance(void)
{
	trade_gap_rise rise;
	trade_units units;
	trade_mirror_pair a = pair_of(1, 1, TRADE_MIRROR_OK, 100, 4);
	trade_mirror_pair b = pair_of(2, 1, TRADE_MIRROR_OK, 10, 6);
	trade_balance balance = {.fall = 100, .others = 50};

	trade_gap_rise_begin(&rise, ONE);
	IS(trade_gap_rise_units(&rise, &units) && units == 0);
	/* 25 + 10/6 a month; a gap before of 9/3 off */
	IS(trade_gap_rise_add(&rise, &a) && trade_gap_rise_add(&rise, &b) && trade_gap_rise_units(&rise, &units) && units == 26);
	b.exported[TRADE_BEFORE] = trade_sum_of(9);
	IS(trade_gap_rise_add(&rise, &b) && trade_gap_rise_units(&rise, &units) && units == 25);
	b.imported[TRADE_AFTER] = trade_sum_of(1000);
	IS(trade_gap_rise_add(&rise, &b) && trade_gap_rise_units(&rise, &units) && units == 0);
	/* months that have no common multiple of a size that is held: so many primes */
	for (int months = 100000, primes = 0; primes < 90; months++)
	{
		bool		prime = true;

		for (int by = 2; by * by <= months; by++)
			prime &= months % by != 0;
		if (!prime)
			continue;
		b.months[TRADE_AFTER] = months;
		IS(trade_gap_rise_add(&rise, &b) == (primes++ < 77));
	}
	balance.available[TRADE_BALANCE_REROUTED] = trade_sum_of(20);
	balance.available[TRADE_BALANCE_GHOSTS] = trade_sum_of(15);
	trade_balance_set(&balance);
	IS(balance.value[TRADE_BALANCE_FALL] == 100 && balance.value[TRADE_BALANCE_REROUTED] == 20 && balance.value[TRADE_BALANCE_REPLACED] == 30);
	IS(balance.value[TRADE_BALANCE_GHOSTS] == 15 && balance.value[TRADE_BALANCE_UNEXPLAINED] == 35);
	balance.fall = 40;
	trade_balance_set(&balance);
	IS(balance.value[TRADE_BALANCE_REROUTED] == 20 && balance.value[TRADE_BALANCE_REPLACED] == 20);
	IS(balance.value[TRADE_BALANCE_GHOSTS] == 0 && balance.value[TRADE_BALANCE_UNEXPLAINED] == 0);
	IS(strcmp(trade_balance_term_name(TRADE_BALANCE_GHOSTS), "ghosts") == 0 && strcmp(trade_balance_term_name(TRADE_BALANCE_FALL), "fall") == 0);
	ok("gaps that rose, and terms of the balance");
}

/* A label's flow in a market of others, over windows of eight months before and four after, parts of two. */
static struct
{
	int			own[12];
	int			others[12];
	bool		silent[6];
	int			direct[2];
	trade_surge_thresholds limit;
	trade_surge_frame frame;
	trade_surge surge;
} s;

static double
mean(const int *value, bool after)
{
	double		sum = 0;

	for (int at = after ? 8 : 0; at < (after ? 12 : 8); at++)
		sum += value[at];
	return sum / (after ? 4 : 8);
}

static void
set_surge(void)
{
	static const trade_units some[] = {0, ONE / 2, ONE, ONE * 3 / 2, 2 * ONE};
	const int	level[2] = {below(4), below(8)};

	for (int at = 0; at < 12; at++)
	{
		s.own[at] = level[at >= 8] + below(3) - (below(6) == 0);
		s.others[at] = below(12) == 0 ? 0 : 4 * (1 + below(2));
	}
	if (below(6) == 0)
		memset(s.others + 8 * below(2), 0, 4 * sizeof(int));
	if (below(6) == 0)
		memset(s.own, 0, 8 * sizeof(int));
	for (int at = 0; at < 6; at++)
		s.silent[at] = below(12) == 0;
	s.direct[0] = below(100);
	s.direct[1] = below(50);
	/* eight times what there is more of than in the own past */
	if (below(4) == 0)
		s.direct[0] = 2 * s.direct[1] + (int) (64 * (mean(s.own, true) - mean(s.own, false)));
	s.limit = (trade_surge_thresholds) {some[1 + below(4)], some[2 + below(3)], below(5) * 2 * ONE, some[below(5)] / 8, (1 + below(3)) * ONE,
	(1 + below(4)) * ONE, below(20) == 0 ? (trade_units) 1 << 100 : below(3) * ONE};
}

static void
judge_surge(void)
{
	static trade_event_windows windows;
	static trade_parts parts = {2, 2022 * 12, 2022 * 12, 4, 2, 4};
	const trade_event_question question = {1, 2022 * 12, true, {2022 * 12 - 8, 2022 * 12 + 3}, 0, 0, false};
	static trade_sum own[6];
	static trade_sum all[6];
	trade_surge_flow flow = {{{{0}}}, own};
	const trade_surge_flow direct = {{trade_sum_of(s.direct[1] * ONE), trade_sum_of(s.direct[0] * ONE)}, NULL};
	trade_level level[6];
	int			queue[12];

	trade_event_windows_set(&windows, &question, NULL, 0);
	s.frame = (trade_surge_frame) {.windows = &windows, .parts = &parts, .silent = s.silent, .limit = &s.limit,
		.share_baseline = below(4) > 0, .market = {.part = all}, .labels = below(4)};
	memset(own, 0, sizeof own);
	memset(all, 0, sizeof all);
	for (int at = 0; at < 12; at++)
	{
		trade_sum_add_units(&flow.line[at < 8], s.own[at] * ONE);
		trade_sum_add_units(&own[at / 2], s.own[at] * ONE);
		trade_sum_add_units(&s.frame.market.line[at < 8], (s.own[at] + s.others[at]) * ONE);
		trade_sum_add_units(&all[at / 2], (s.own[at] + s.others[at]) * ONE);
	}
	trade_surge_set_shortfall(&s.frame, &direct);
	memset(&s.surge, 0xAA, sizeof s.surge);
	trade_surge_judge(&s.frame, &flow, level, queue, &s.surge);
	IS(trade_surge_had_flow(&windows, &flow) == (trade_sum_sign(&flow.line[1]) > 0));
	for (int at = 0; at < 6; at++)
	{
		const double others = s.others[2 * at] + s.others[2 * at + 1];

		IS(level[at].known == (!s.silent[at] && (s.surge.own_past || others > 0)));
		IS(memcmp(&level[at].part, &own[at], sizeof own[at]) == 0);
		IS(trade_sum_to_double(&level[at].whole) == (s.surge.own_past ? 1e-12 : others));
	}
}

static trade_surge_outcome
surge_outcome(double after, double base, double excess, double shortfall)
{
	const trade_level_course *course = &s.surge.course;
	const int	min_run = (int) (s.limit.min_run / ONE);

	if (after <= 0 || excess <= 0 || order(after, (double) s.limit.surge_ratio / ONE * base) < 0)
		return TRADE_SURGE_NORMAL;
	if (order(4 * excess, (double) s.limit.min_value / ONE) < 0
		|| (shortfall > 0 && order(excess, (double) s.limit.min_cover / ONE * shortfall) < 0))
		return TRADE_SURGE_SMALL;
	if (course->history < s.limit.min_history / ONE)
		return TRADE_SURGE_NO_HISTORY;
	if (min_run > 2)
		return TRADE_SURGE_TOO_EARLY;
	if (course->run >= min_run)
		return course->run_first + course->run == 6 ? TRADE_SURGE_LASTING : TRADE_SURGE_ENDED;
	return course->above > 0 ? TRADE_SURGE_SPIKE : TRADE_SURGE_SEEN_BEFORE;
}

static void
check_surges(void)
{
	int			outcomes[TRADE_SURGE_SEEN_BEFORE + 1] = {0};

	for (int i = 0; i < 3000; i++)
	{
		const trade_surge *got = &s.surge;
		double		before;
		double		after;
		double		base;
		double		excess;
		double		shortfall;
		bool		own_past;

		set_surge();
		judge_surge();
		before = mean(s.own, false);
		after = mean(s.own, true);
		own_past = !s.frame.share_baseline || s.frame.labels - (before > 0) < s.limit.min_controls / ONE
			|| mean(s.others, false) <= 0 || mean(s.others, true) <= 0;
		base = own_past ? before : before * mean(s.others, true) / mean(s.others, false);
		excess = order(after, base) == 0 ? 0 : after - base;
		shortfall = fmax(s.direct[0] / 8.0 - s.direct[1] / 4.0, 0);
		IS(got->own_past == own_past && got->controls == (own_past ? 0 : s.frame.labels - (before > 0)));
		IS(got->value[0] == before && got->value[1] == after && same(got->base, base) && same(got->excess, excess));
		IS(same(got->in_all, 4 * excess) && got->has_ratio == (base > 0) && same(got->ratio, base > 0 ? after / base : 0));
		IS(got->has_cover == (shortfall > 0) && same(got->cover, shortfall > 0 && excess > 0 ? excess / shortfall : 0));
		IS(got->outcome == surge_outcome(after, base, excess, shortfall));
		IS(got->outcome != TRADE_SURGE_SMALL || got->small_in_all == (order(4 * excess, (double) s.limit.min_value / ONE) < 0));
		outcomes[got->outcome]++;
	}
	for (int outcome = 0; outcome <= TRADE_SURGE_SEEN_BEFORE; outcome++)
		IS(outcomes[outcome] > 5);
	IS(strcmp(trade_surge_outcome_name(TRADE_SURGE_SEEN_BEFORE), "seen_before") == 0);
	IS(strcmp(trade_mirror_outcome_name(TRADE_MIRROR_PARTIAL), "partial_importer") == 0);
	ok("surges against the market and the own past");
}

/* Nothing above a record of nothing is as high as itself. */
static void
check_flat(void)
{
	const trade_parts parts = {1, 2022 * 12, 2022 * 12, 4, 2, 2};
	const trade_level_question question = {ONE, 1, 1};
	trade_level level[6];
	trade_level_course course;
	int			queue[12];

	for (int i = 0; i < 6; i++)
		level[i] = (trade_level) {true, trade_sum_of(0), trade_sum_of(1)};
	trade_levels_follow(&parts, level, &question, queue, &course);
	IS(course.own_rank == 4 && course.own_dates == 4 && course.run == 0 && course.has_best && !course.has_ratio);
	ok("levels of nothing");
}

int
main(void)
{
	check_flat();
	check_mirrors();
	check_mirror_order();
	check_singles();
	check_legs();
	check_floors();
	check_single_routes();
	check_leg_order();
	check_many();
	check_balance();
	check_surges();
	printf("1..%d\n", tests);
	return 0;
}
