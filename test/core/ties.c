/*
 * Candidates that are just at a threshold, by figures a year that are counted here.  Prints
 * TAP.
 */
#include <stdio.h>
#include <string.h>

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

int
main(void)
{
	check_swing();
	check_ratio();
	printf("1..%d\n", tests);
	return 0;
}
