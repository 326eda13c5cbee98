/*
 * Thresholds: their defaults, and candidates that are just at one, by figures a year that are
 * counted here.  Prints TAP.
 */
#include <stdio.h>
#include <string.h>

#include "leaks/routes_core.h"
#include "leaks/surges_core.h"
#include "screen/judge_core.h"
#include "tap.h"

#define ONE TRADE_UNITS_PER_ONE
#define EVENT (2020 * 12)
#define YEARS_MOST 2

/* Annual flows, as many years before as after. */
typedef struct flow
{
	trade_point point[2 * YEARS_MOST];
	trade_sum	line[2];
} flow;

static trade_event_windows windows;
static trade_thresholds limit;
static int	years;

static void
set_years(int number)
{
	const trade_event_question question = {12, EVENT, true, {EVENT - 12 * number, EVENT + 12 * number - 1}, 0, 0, false};

	years = number;
	trade_event_windows_set(&windows, &question, NULL, 0);
	trade_thresholds_default(&trade_screen_thresholds, &limit);
	limit.min_value = 0;
	limit.flag_score = ONE;
}

static trade_course
set_flow(flow *f, const int *value)
{
	memset(f, 0, sizeof *f);
	for (int i = 0; i < 2 * years; i++)
	{
		f->point[i] = (trade_point) {EVENT + 12 * (i - years), trade_sum_of(value[i] * ONE)};
		trade_sum_add(&f->line[i < years], &f->point[i].value);
	}
	return (trade_course) {f->point, 2 * years};
}

/* A buyer from the origins and seller to the target, to nobody else and of nobody else. */
static trade_finding
judged(const int *in, const int *out)
{
	flow		bought;
	flow		sold;
	const trade_scene scene = {.windows = &windows, .limit = &limit};
	trade_candidate candidate = {.inflow = bought.line, .outflow = sold.line, .direct = sold.line, .gain = sold.line,
		.in = set_flow(&bought, in), .out = set_flow(&sold, out)};
	trade_finding found;

	candidate.imports[TRADE_BEFORE] = bought.line[1];
	candidate.imports[TRADE_AFTER] = bought.line[0];
	trade_candidate_judge(&scene, &candidate, &found);
	return found;
}

/* From 2 a year, by 1 more or less, to 4: extra purchases of two swings, against extra sales of 3. */
static void
check_swing(void)
{
	static const int in[] = {1, 3, 4, 4};
	static const int out[] = {1, 1, 4, 4};

	set_years(2);
	limit.noise = 2 * ONE;
	IS(judged(in, out).grade == TRADE_POSSIBLE && judged(in, out).sourcing == TRADE_SOURCED);
	limit.noise++;
	IS(judged(in, out).grade == TRADE_NO_GRADE && judged(in, out).sourcing == TRADE_SOURCING_BELOW_SWING);
	ok("extra purchases of just so many swings");
}

/* From 1 to 4 in one year each, of whose swings nobody knows: the ratio, and for SOURCING its square. */
static void
check_ratio(void)
{
	static const int in[] = {1, 4};
	static const int out[] = {1, 4};

	set_years(1);
	limit.sourcing_ratio = 2 * ONE;
	IS(judged(in, out).sourcing == TRADE_SOURCED);
	limit.sourcing_ratio++;
	IS(judged(in, out).sourcing == TRADE_SOURCING_BELOW_RATIO);
	limit.sourcing_ratio = 4 * ONE;
	IS(judged(in, out).grade == TRADE_POSSIBLE);
	limit.sourcing_ratio++;
	IS(judged(in, out).grade == TRADE_NO_GRADE);
	ok("purchases that are just so many times as large");
}

/* A threshold of the legs' tables as it is documented, in thousandths; where it is a whole number, so many at least. */
typedef struct documented
{
	const char *name;
	int64_t		thousandths;
	int			least;			/* -1: a decimal */
} documented;

static void
check_table(const trade_threshold_table *table, int count, const documented *want)
{
	trade_units value[10];

	IS(table->count == count);
	trade_thresholds_default(table, value);
	for (int i = 0; i < count; i++)
	{
		const trade_threshold_entry *entry = &table->entry[i];

		IS(strcmp(entry->name, want[i].name) == 0 && trade_threshold_find(table, entry->name, strlen(entry->name)) == i);
		IS(*trade_threshold_at(table, value, i) == want[i].thousandths * (ONE / 1000));
		IS(entry->integer == (want[i].least >= 0) && (!entry->integer || entry->least == want[i].least) && entry->most == 0);
	}
	IS(trade_threshold_find(table, "min", 3) == -1 && trade_threshold_find(table, "min_values", 10) == -1);
}

static void
check_tables(void)
{
	static const documented route[] = {{"leg_ratio", 1250, -1}, {"min_value", 50000000, -1}, {"surge_ratio", 3000, -1},
	{"trivial", 10, -1}, {"min_share", 1, -1}, {"steady_ratio", 2000, -1}};
	static const documented surge[] = {{"surge_ratio", 1500, -1}, {"record_margin", 1250, -1}, {"min_value", 1000000000, -1},
	{"min_cover", 5, -1}, {"min_run", 2000, 1}, {"min_history", 4000, 1}, {"min_controls", 10000, 0}};

	check_table(&trade_route_threshold_table, 6, route);
	check_table(&trade_surge_threshold_table, 7, surge);
	ok("defaults for routes and for one leg");
}

int
main(void)
{
	check_tables();
	check_swing();
	check_ratio();
	printf("1..%d\n", tests);
	return 0;
}
