/*
 * Sentences of what is found, for findings that real data seldom give: each must be the
 * one that fits.  Prints TAP.
 */
#include <stdio.h>
#include <string.h>

#include "leaks/surges_core.h"
#include "screen/say_core.h"

static int	tests;
static bool good = true;

static void
ok(const char *what)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++tests, what);
	good = true;
}

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
	ok("surges: too early, spikes, seen before, lasting");
}

static trade_thresholds limit;

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

int
main(void)
{
	check_surges();
	check_screen();
	printf("1..%d\n", tests);
	return 0;
}
