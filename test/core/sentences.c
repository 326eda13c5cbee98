/*
 * Sentences of what is found, for findings that real data seldom give: each must be the
 * one that fits.  Prints TAP.
 */
#include <stdio.h>
#include <string.h>

#include "leaks/surges_core.h"
#include "screen/grade_core.h"
#include "screen/say_core.h"
#include "tap.h"

static void
is(const char *got, const char *want)
{
	if (strcmp(got, want) == 0)
		return;
	printf("# got:  %s\n# want: %s\n", got, want);
	good = false;
}

#define ONE TRADE_UNITS_PER_ONE

static const trade_name kgz = {"KGZ", 3};
static const trade_name rus = {"RUS", 3};

/* What a surge of these parts would be told as. */
static void
surge_is(trade_surge surge, int months, const char *want)
{
	const trade_surge_thresholds limit = {3 * ONE, ONE * 5 / 4, 1000 * ONE, ONE / 100, 2 * ONE, 4 * ONE, 3 * ONE};
	const trade_parts parts = {months, 2022 * 12, 2022 * 12, 8, 3, 8};
	const trade_surge_frame frame = {.parts = &parts, .limit = &limit};
	trade_reason reason;

	surge.value[TRADE_BEFORE] = 100;
	surge.base = 120;
	trade_surge_reason(&frame, &surge, &kgz, &rus, &reason);
	is(reason.text, want);
}

static void
check_surges(void)
{
	trade_surge surge = {.outcome = TRADE_SURGE_NORMAL};

	surge_is(surge, 1, "Sales to KGZ are 0 a month, and were 100 before.");
	surge.value[TRADE_AFTER] = 50;
	surge_is(surge, 1, "Sales to KGZ are 50 a month, not above their base of 120.");
	surge.outcome = TRADE_SURGE_NO_HISTORY;
	surge.course.history = 1;
	surge_is(surge, 1, "1 month of history is too few to know what is usual; 4 are asked for.");
	surge.course.history = 2;
	surge_is(surge, 1, "2 months of history are too few to know what is usual; 4 are asked for.");
	surge_is(surge, 3, "2 quarters of history are too few to know what is usual; 4 are asked for.");
	surge_is(surge, 12, "2 years of history are too few to know what is usual; 4 are asked for.");
	surge_is(surge, 5, "2 parts of 5 months of history are too few to know what is usual; 4 are asked for.");
	ok("surges that are none, and too little history");
	surge.outcome = TRADE_SURGE_TOO_EARLY;
	surge_is(surge, 3, "Sales began, but 3 quarters are no pattern; 2 in a row are asked for.");
	surge.has_ratio = true;
	surge.ratio = 6.2;
	surge_is(surge, 1, "Sales rose 6.2-fold, but 3 months are no pattern; 2 in a row are asked for.");
	surge.outcome = TRADE_SURGE_SPIKE;
	surge.course.above = 1;
	surge_is(surge, 3, "Sales to KGZ rose 6.2-fold, but it did not last: 1 of 3 quarters passed its own record, which is 0; 2 in a row are asked for.");
	surge.course.record.part = trade_sum_of(5);
	surge_is(surge, 3, "Sales to KGZ rose 6.2-fold, but it did not last: 1 of 3 quarters passed its own record by 25 %; 2 in a row are asked for.");
	surge.outcome = TRADE_SURGE_SEEN_BEFORE;
	surge_is(surge, 3, "Sales to KGZ rose 6.2-fold, but no part of the time since is above its own past.");
	surge.course.has_ratio = true;
	surge.course.ratio = 0.5;
	surge.course.history = 8;
	surge_is(surge, 4, "Sales to KGZ rose 6.2-fold, but its own past has seen as much: the best 2 parts of 4 months are 0.5 of its record of 8.");
	surge.outcome = TRADE_SURGE_LASTING;
	surge.course.run = 3;
	surge.course.record.part = trade_sum_of(0);
	surge.course.run_first = 8;
	surge_is(surge, 4, "Sales to KGZ rose 6.2-fold against the market, to 50 a month; since 2022-01 every part of 4 months was above the 8 before, of which none was above 0.");
	surge_is(surge, 1, "Sales to KGZ rose 6.2-fold against the market, to 50 a month; since 2022-01 every month was above the 8 before, of which none was above 0.");
	ok("surges: too early, spikes, seen before, lasting");
}

static trade_thresholds limit;

/* A label's surge: sums before and after, its own and those of all; the market's in its second quarter is what it is. */
static trade_surge
judged(int before, int after, int all_before, int all_after, int all_second, bool *known)
{
	trade_surge_thresholds limits;
	const trade_parts parts = {3, 2021 * 12, 2021 * 12, 4, 4, 4};
	const trade_event_question question = {1, 2021 * 12, true, {2020 * 12, 2021 * 12 + 11}, 0, 0, false};
	const bool	silent[8] = {true};
	trade_event_windows windows;
	trade_sum	own[8];
	trade_sum	all[8];
	trade_surge_flow flow = {{trade_sum_of(after), trade_sum_of(before)}, own};
	trade_surge_frame frame = {.windows = &windows, .parts = &parts, .silent = silent, .limit = &limits, .share_baseline = true,
	.market = {{trade_sum_of(all_after), trade_sum_of(all_before)}, all}, .labels = 40};
	trade_level level[8];
	int			queue[16];
	trade_surge surge;

	trade_thresholds_default(&trade_surge_threshold_table, &limits);
	trade_event_windows_set(&windows, &question, NULL, 0);
	for (int i = 0; i < 8; i++)
	{
		own[i] = trade_sum_of((i < 4 ? before : after) / 4);
		all[i] = trade_sum_of(i == 1 ? all_second : (i < 4 ? all_before : all_after) / 4);
	}
	trade_surge_set_shortfall(&frame, &flow);
	trade_surge_judge(&frame, &flow, level, queue, &surge);
	for (int i = 0; i < 8; i++)
		known[i] = level[i].known;
	return surge;
}

static void
check_judging(void)
{
	bool		known[8];
	trade_surge a = {.label = 1, .excess = 1};
	trade_surge b = {.label = 2, .excess = 1};

	/* a market of others, none of them before, none of them after: then the own past is all there is */
	IS(!judged(40, 80, 400, 400, 100, known).own_past && !known[0] && known[1] && known[7]);
	IS(judged(40, 80, 40, 400, 10, known).own_past && known[1]);
	IS(judged(40, 80, 400, 80, 100, known).own_past);
	/* a quarter in which all of the market was its own is not known */
	IS(!judged(40, 80, 400, 400, 10, known).own_past && !known[1] && known[2]);
	/* from nothing there is no ratio */
	IS(!judged(0, 80, 400, 400, 100, known).has_ratio && judged(40, 80, 400, 400, 100, known).has_ratio);
	ok("surges are held against a market only where there is one");
	/* the same double, but not the same */
	trade_wide_of_units(&a.excess_exact.numerator, ONE * 1000000000);
	trade_wide_of_units(&a.excess_exact.denominator, 1);
	trade_wide_of_units(&b.excess_exact.numerator, ONE * 1000000000 + 1);
	trade_wide_of_units(&b.excess_exact.denominator, 1);
	IS(trade_surge_compare(&a, &b) > 0 && trade_surge_compare(&b, &a) < 0 && trade_surge_compare(&a, &a) == 0);
	ok("the order of surges is exact");
}

/* What a signal says of a finding. */
static void
says(const trade_finding *finding, trade_signal signal, const char *want)
{
	const trade_scene scene = {.limit = &limit};
	const trade_words words = {"RUS", 3, NULL, 0, TRADE_FREQUENCY_MONTH};
	char		text[2000];
	trade_sentence sentence = {&words, text, 0};

	trade_say(&sentence, finding, &scene, signal);
	text[sentence.length] = '\0';
	is(text, want);
}

static void
check_screen(void)
{
	trade_finding f = {.trivial = true, .material = TRADE_BELOW_SHARE, .largest_month = 2022 * 12 + 4, .direct = {1000, 900}};

	trade_thresholds_default(&trade_screen_thresholds, &limit);
	limit.min_value = 50 * ONE;
	f.signal[TRADE_NEW_ROUTE].verdict = TRADE_NOT_FIRED;
	says(&f, TRADE_NEW_ROUTE, "Exports to RUS began, but are below 0.001 times what the origins sold to RUS before, 1,000 a month.");
	f.material = TRADE_MATERIAL;
	f.rest_material = TRADE_NOT_POSITIVE;
	says(&f, TRADE_NEW_ROUTE, "Exports to RUS began, but without 2022-05 there are none.");
	f.rest_material = TRADE_BELOW_VALUE;
	says(&f, TRADE_NEW_ROUTE, "Exports to RUS began, but without 2022-05 they are below 50.");
	f.rest_material = TRADE_BELOW_SHARE;
	says(&f, TRADE_NEW_ROUTE, "Exports to RUS began, but without 2022-05 they are below 0.001 times what the origins sold to RUS before, 1,000 a month.");
	f.rest_material = TRADE_MATERIAL;
	f.say.rest = 7;
	f.outflow[TRADE_BEFORE] = 5;
	says(&f, TRADE_NEW_ROUTE, "Exports to RUS began, but without 2022-05 they are 7 a month, after 5 before.");
	ok("a new route that is none, and why");
	f.signal[TRADE_DIRECT_DROP].verdict = TRADE_FIRED;
	says(&f, TRADE_DIRECT_DROP, "Direct sales of the origins to RUS fell from 1,000 to 900 a month.");
	f.direct[TRADE_AFTER] = 1000;
	says(&f, TRADE_DIRECT_DROP, "Direct sales of the origins to RUS went from 1,000 to 1,000 a month.");
	ok("direct sales that fall, or stay");
	f.sourcing = TRADE_SOURCING_BELOW_RATIO;
	f.signal[TRADE_SOURCING].verdict = TRADE_NOT_FIRED;
	limit.sourcing_ratio = 2000000 * ONE;
	says(&f, TRADE_SOURCING, "Purchases from the origins, 0 a month where 0 were to be expected, are below 4,000,000,000,000 times as much, "
		 "which is asked where each window has one period.");
	ok("a threshold whose square has too many digits");
}

/* The grade of a candidate of which these signals fired. */
static trade_grade
grade_of(const trade_signal *fired, int count)
{
	const trade_scene scene = {.limit = &limit};
	static const trade_candidate candidate;
	static const trade_figures figures;
	trade_finding f = {0};

	for (int i = 0; i < TRADE_SIGNALS; i++)
		f.signal[i].verdict = TRADE_NOT_FIRED;
	for (int i = 0; i < count; i++)
		f.signal[fired[i]].verdict = TRADE_FIRED;
	trade_grade_set(&scene, &candidate, &figures, &f);
	return f.grade;
}

static void
check_grades(void)
{
	static const trade_signal by_wash[] = {TRADE_WASH, TRADE_NOT_A_SOURCE, TRADE_TARGETED, TRADE_SURGE};
	static const trade_signal by_overlap[] = {TRADE_OVERLAP, TRADE_NOT_A_SOURCE, TRADE_TARGETED, TRADE_NEW_ROUTE};
	static const trade_signal by_sourcing[] = {TRADE_SOURCING, TRADE_TARGETED, TRADE_SURGE};

	IS(grade_of(by_wash, 4) == TRADE_TRACED && grade_of(by_wash + 1, 3) == TRADE_NO_GRADE);
	IS(grade_of(by_overlap, 4) == TRADE_TRACED && grade_of(by_overlap, 3) == TRADE_NO_GRADE);
	IS(grade_of(by_sourcing, 3) == TRADE_TRACED && grade_of(by_sourcing, 2) == TRADE_NO_GRADE);
	ok("what makes a trace");
}

int
main(void)
{
	check_surges();
	check_judging();
	check_screen();
	check_grades();
	printf("1..%d\n", tests);
	return 0;
}
