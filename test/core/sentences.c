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
	surge.value[TRADE_AFTER] = 0.5;
	surge_is(surge, 1, "Sales to KGZ are 0.5 a month, not above their base of 120.");
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
static bool share_baseline;

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
	b.excess_exact = a.excess_exact;
	IS(trade_surge_compare(&a, &b) < 0 && trade_surge_compare(&b, &a) > 0);
	ok("the order of surges is exact, then that of labels");
}

/* What a signal says of a finding. */
static void
says(const trade_finding *finding, trade_signal signal, const char *want)
{
	const trade_scene scene = {.limit = &limit, .share_baseline = share_baseline};
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
	/* rounded to twelve digits, up from 1.00000160000064 */
	limit.sourcing_ratio = ONE + 800000;
	says(&f, TRADE_SOURCING, "Purchases from the origins, 0 a month where 0 were to be expected, are below 1.000001600001 times as much, "
		 "which is asked where each window has one period.");
	limit.sourcing_ratio = ONE + 700000;
	says(&f, TRADE_SOURCING, "Purchases from the origins, 0 a month where 0 were to be expected, are below 1.0000014 times as much, "
		 "which is asked where each window has one period.");
	ok("a threshold whose square has many digits, or too many");
}

/* Sales that rose, and why a rise is none. */
static void
check_rises(void)
{
	trade_finding f = {.outflow = {100, 400}, .direct = {1000, 0}, .largest_month = 2022 * 12 + 4, .last_out = TRADE_NO_MONTH,
		.rest_material = TRADE_MATERIAL, .say = {.rest = 150, .outflow_total = 40}};

	f.signal[TRADE_SURGE] = (trade_signal_result) {TRADE_FIRED, true, 4};
	says(&f, TRADE_SURGE, "Exports to RUS rose 4-fold, from 100 to 400 a month.");
	f.half_at_once = true;
	f.largest_share = 0.75;
	f.last_out = 2022 * 12 + 5;
	says(&f, TRADE_SURGE, "Exports to RUS rose 4-fold, from 100 to 400 a month, 75 % of it in 2022-05 alone; last above their earlier peak in 2022-06.");
	f.lasts = true;
	says(&f, TRADE_SURGE, "Exports to RUS rose 4-fold, from 100 to 400 a month, 75 % of it in 2022-05 alone.");
	f.signal[TRADE_SURGE].verdict = TRADE_NOT_FIRED;
	f.reached = true;
	says(&f, TRADE_SURGE, "Exports to RUS rose 4-fold, from 100 to 400 a month, but only 1.5-fold without 2022-05.");
	f.rest_material = TRADE_NOT_POSITIVE;
	says(&f, TRADE_SURGE, "Exports to RUS rose 4-fold, from 100 to 400 a month, but without 2022-05 there are none.");
	f.material = TRADE_BELOW_VALUE;
	says(&f, TRADE_SURGE, "Exports to RUS went from 100 to 400 a month, but add up to 40, below 50.");
	f.reached = false;
	says(&f, TRADE_SURGE, "Exports to RUS went from 100 to 400 a month, below 3 times as much.");
	f.material = TRADE_BELOW_SHARE;
	says(&f, TRADE_SURGE, "Exports to RUS went from 100 to 400 a month, but are below 0.001 times what the origins sold to RUS before, 1,000 a month.");
	f.trivial = true;
	says(&f, TRADE_SURGE, "Exports to RUS were 100 a month before, too little to compare the 400 a month after with.");
	ok("sales that rose, and rises that are none");
}

static void
check_routes(void)
{
	trade_finding f = {.outflow = {0, 400}, .say = {.outflow_total = 4000}};

	f.signal[TRADE_NEW_ROUTE].verdict = TRADE_FIRED;
	says(&f, TRADE_NEW_ROUTE, "Exports to RUS began: none before, 4,000 since, 400 a month.");
	f.sold_before = true;
	says(&f, TRADE_NEW_ROUTE, "Exports to RUS began: none in like months before, 4,000 since, 400 a month.");
	f.outflow[TRADE_BEFORE] = 2;
	says(&f, TRADE_NEW_ROUTE, "Exports to RUS all but began: 2 a month before, 400 since.");
	f.signal[TRADE_NEW_ROUTE].verdict = TRADE_NOT_FIRED;
	says(&f, TRADE_NEW_ROUTE, "Exports to RUS are not new: 2 a month before.");
	f.trivial = true;
	f.material = TRADE_NOT_POSITIVE;
	says(&f, TRADE_NEW_ROUTE, "No exports to RUS after.");
	f.material = TRADE_BELOW_VALUE;
	says(&f, TRADE_NEW_ROUTE, "Exports to RUS began, but add up to 4,000, below 50.");
	ok("routes that are new, or are none");
}

static void
check_purchases(void)
{
	trade_finding f = {.inflow = {100, 300}, .controls = 1, .has_swing = true,
		.say = {.base = 120, .extra = {2500000, 80}, .swing = 30, .extra_swings = 6, .covered = 0.75}};

	f.signal[TRADE_SOURCING] = (trade_signal_result) {TRADE_FIRED, true, 2.5};
	says(&f, TRADE_SOURCING, "Purchases from the origins rose from 100 to 300 a month, 2.5 times the 120 that the origins' sales to 1 other without such a rise "
		 "lead one to expect.");
	f.controls = 1200;
	says(&f, TRADE_SOURCING, "Purchases from the origins rose from 100 to 300 a month, 2.5 times the 120 that the origins' sales to 1,200 others without such a rise "
		 "lead one to expect.");
	f.controls = 0;
	says(&f, TRADE_SOURCING, "Purchases from the origins rose from 100 to 300 a month, 2.5 times the earlier average.");
	share_baseline = true;
	says(&f, TRADE_SOURCING, "Purchases from the origins rose from 100 to 300 a month, 2.5 times the earlier average: nobody without such a rise is left to compare with.");
	f.signal[TRADE_SOURCING].has_value = false;
	says(&f, TRADE_SOURCING, "Purchases from the origins rose from 100 to 300 a month, where none were to be expected.");
	f.signal[TRADE_SOURCING].verdict = TRADE_NOT_FIRED;
	limit.sourcing_ratio = ONE * 3 / 2;
	f.sourcing = TRADE_SOURCING_NO_EXTRA;
	says(&f, TRADE_SOURCING, "Purchases from the origins, 300 a month, are not above the 120 to be expected.");
	f.sourcing = TRADE_SOURCING_NO_RISE;
	says(&f, TRADE_SOURCING, "Purchases from the origins did not rise: from 100 to 300 a month.");
	f.sourcing = TRADE_SOURCING_BELOW_RATIO;
	says(&f, TRADE_SOURCING, "Purchases from the origins, 300 a month where 120 were to be expected, are below 1.5 times as much.");
	f.has_swing = false;
	says(&f, TRADE_SOURCING, "Purchases from the origins, 300 a month where 120 were to be expected, are below 2.25 times as much, "
		 "which is asked where each window has one period.");
	limit.sourcing_ratio = 1000000 * ONE;
	says(&f, TRADE_SOURCING, "Purchases from the origins, 300 a month where 120 were to be expected, are below 1,000,000,000,000 times as much, "
		 "which is asked where each window has one period.");
	/* half a unit is rounded up */
	limit.sourcing_ratio = 707107;
	says(&f, TRADE_SOURCING, "Purchases from the origins, 300 a month where 120 were to be expected, are below 0.000000000001 times as much, "
		 "which is asked where each window has one period.");
	limit.sourcing_ratio = 707106;
	says(&f, TRADE_SOURCING, "Purchases from the origins, 300 a month where 120 were to be expected, are below 0 times as much, "
		 "which is asked where each window has one period.");
	f.sourcing = TRADE_SOURCING_BELOW_SWING;
	says(&f, TRADE_SOURCING, "Extra purchases from the origins, 2,500,000 a month, are below 2 times their usual swing, 30.");
	f.sourcing = TRADE_SOURCING_BELOW_COVER;
	says(&f, TRADE_SOURCING, "Extra purchases from the origins, 2,500,000 a month, are below 0.25 times the extra exports to RUS, 80 a month.");
	f.sourcing = TRADE_SOURCING_APART;
	says(&f, TRADE_SOURCING, "Extra exports to RUS, 80 a month, are below 0.05 times the extra purchases, 2,500,000.");
	f.grade = TRADE_POSSIBLE;
	says(&f, TRADE_SOURCING, "Extra exports to RUS, 80 a month, are below 0.05 times the extra purchases, 2,500,000. "
		 "Yet extra purchases of 2.5 M a month, 6 times their usual swing, cover 75 % of the extra exports to RUS.");
	f.say.extra_swings = 0;
	says(&f, TRADE_SOURCING, "Extra exports to RUS, 80 a month, are below 0.05 times the extra purchases, 2,500,000. "
		 "Yet extra purchases of 2.5 M a month, cover 75 % of the extra exports to RUS.");
	share_baseline = false;
	ok("purchases that rose, and why they are none that count");
}

static void
check_patterns(void)
{
	trade_finding f = {.inflow = {0, 300}, .outflow = {0, 400}, .direct = {100, 80}, .overlap = 0.5, .say = {.elsewhere = 10, .imports = 20, .unit_value = {2, 3}}};

	f.signal[TRADE_DIRECT_DROP].verdict = TRADE_NOT_EVALUABLE;
	says(&f, TRADE_DIRECT_DROP, "Not evaluable: the origins sold nothing to RUS before.");
	f.signal[TRADE_DIRECT_DROP].verdict = TRADE_NOT_FIRED;
	says(&f, TRADE_DIRECT_DROP, "Direct sales of the origins to RUS went from 100 to 80 a month, above 0.5 times the earlier level.");
	says(&f, TRADE_OVERLAP, "Not evaluable: no exports to RUS after.");
	f.has_overlap = true;
	says(&f, TRADE_OVERLAP, "50 % of the exports to RUS are matched by purchases from the origins in the same quarter or year.");
	f.signal[TRADE_OVERLAP].verdict = TRADE_NOT_FIRED;
	says(&f, TRADE_OVERLAP, "Only 50 % of the exports to RUS are matched by purchases from the origins in the same quarter or year.");
	says(&f, TRADE_TARGETED, "No extra exports to anybody.");
	f.signal[TRADE_TARGETED] = (trade_signal_result) {TRADE_FIRED, true, 0.8};
	says(&f, TRADE_TARGETED, "RUS took 80 % of this country's extra exports.");
	f.signal[TRADE_TARGETED].verdict = TRADE_NOT_FIRED;
	says(&f, TRADE_TARGETED, "Only 80 % of this country's extra exports went to RUS.");
	says(&f, TRADE_WASH, "The origins lost share in RUS and gained it here, this country gained it in RUS, and elsewhere the origins held their share better "
		 "than it did; purchases from the origins, 300 a month, are at least 0.75 times the exports to RUS, 400 a month.");
	f.signal[TRADE_WASH].verdict = TRADE_NOT_EVALUABLE;
	says(&f, TRADE_WASH, "Not evaluable: the origins are not named.");
	f.signal[TRADE_WASH].verdict = TRADE_NOT_FIRED;
	says(&f, TRADE_WASH, "No wash pattern: the origins' share in the imports of RUS did not fall; the origins' share in this country's imports did not rise; "
		 "this country's share in the imports of RUS did not rise; elsewhere the origins did not hold their share better than this country; "
		 "purchases from the origins, 300 a month, are below 0.75 times the exports to RUS, 400 a month.");
	f.wash = TRADE_WASH_ALL - TRADE_WASH_TARGET_CAME;
	says(&f, TRADE_WASH, "No wash pattern: this country's share in the imports of RUS did not rise.");
	says(&f, TRADE_NOT_A_SOURCE, "Not a source of its own: before, exports to others than RUS were 10 a month, imports 20.");
	f.signal[TRADE_NOT_A_SOURCE].verdict = TRADE_NOT_FIRED;
	says(&f, TRADE_NOT_A_SOURCE, "A source of its own: before, exports to others than RUS were 10 a month, imports 20.");
	f.signal[TRADE_NOT_A_SOURCE].verdict = TRADE_NOT_EVALUABLE;
	says(&f, TRADE_NOT_A_SOURCE, "Not evaluable: the data hold no exports of third countries to others than RUS.");
	f.exports_known = true;
	says(&f, TRADE_NOT_A_SOURCE, "Not evaluable: before, neither imports nor exports other than to RUS.");
	says(&f, TRADE_MARKUP, "Not evaluable: no quantities for both purchases from the origins and exports to RUS after.");
	f.signal[TRADE_MARKUP] = (trade_signal_result) {TRADE_FIRED, true, 0.5};
	says(&f, TRADE_MARKUP, "Sold to RUS at 50 % above the purchase price: 3 against 2 for one unit of quantity.");
	f.signal[TRADE_MARKUP].verdict = TRADE_NOT_FIRED;
	says(&f, TRADE_MARKUP, "Sold to RUS at 3 for one unit of quantity against a purchase price of 2, below a mark-up of 0.25.");
	ok("direct sales, overlaps, targets, washes, sources, mark-ups");
}

/* Each kind of piece, with a unit and on annual data. */
static void
check_pieces(void)
{
	const trade_words words = {"RUS", 3, "USD", 3, TRADE_FREQUENCY_YEAR};
	const trade_units number = 1250000 * ONE;
	char		text[2000];
	trade_sentence sentence = {&words, text, 0};

	trade_sentence_put(&sentence, "a ");
	trade_sentence_say(&sentence, "%T|%F|%M|%A|%D|%L|%P|%N|%%", 1234.5, 1234.5, 2345678.0, &number, &number, 2022 * 12, 1200);
	text[sentence.length] = '\0';
	is(text, "a RUS|1,234|USD 1,234|USD 2.3 M|1,250,000|USD 1,250,000|2022|1,200|%");
	ok("pieces of a sentence");
}

/* The order of findings, and of their signals; thresholds by name. */
static void
check_orders(void)
{
	static const int64_t thousandths[] = {3000, 50000000, 1, 2000, 10, 1500, 2000, 250, 50, 500, 500, 750, 250, 250, 500, 1000, 500,
		350, 350, 250, 150, 300, 300, 300, 150, 200};
	static trade_finding a;
	static trade_finding b;
	trade_signal order[TRADE_SIGNALS];

	a.attributed_exact.denominator = b.attributed_exact.denominator = a.rerouted_exact.denominator = b.rerouted_exact.denominator = (trade_wide) {false, 1, {1}};
	/* figures of one nearest double, then of two */
	a.attributed = b.attributed = 5;
	trade_wide_of_units(&a.attributed_exact.numerator, 5);
	trade_wide_of_units(&b.attributed_exact.numerator, 6);
	IS(trade_finding_compare(&a, &b) > 0 && trade_finding_compare(&b, &a) < 0);
	b.attributed = 6;
	IS(trade_finding_compare(&a, &b) > 0 && trade_finding_compare(&b, &a) < 0);
	b.attributed = 5;
	trade_wide_of_units(&b.attributed_exact.numerator, 5);
	b.rerouted = 1;
	trade_wide_of_units(&b.rerouted_exact.numerator, 1);
	IS(trade_finding_compare(&a, &b) > 0 && trade_finding_compare(&b, &a) < 0);
	a.rerouted = 1;
	IS(trade_finding_compare(&a, &b) > 0 && trade_finding_compare(&b, &a) < 0);
	trade_wide_of_units(&a.rerouted_exact.numerator, 1);
	b.label = 1;
	IS(trade_finding_compare(&a, &b) < 0 && trade_finding_compare(&b, &a) > 0 && trade_finding_compare(&a, &a) == 0);
	/* by verdict, then by weight, then as they stand */
	trade_thresholds_default(&trade_screen_thresholds, &limit);
	for (int i = 0; i < TRADE_SIGNALS; i++)
		a.signal[i].verdict = i % 3;
	trade_finding_order(&a, &limit, order);
	IS(order[0] == TRADE_SURGE && order[1] == TRADE_WASH && order[2] == TRADE_DIRECT_DROP);
	IS(order[3] == TRADE_NEW_ROUTE && order[4] == TRADE_OVERLAP && order[5] == TRADE_NOT_A_SOURCE);
	IS(order[6] == TRADE_TARGETED && order[7] == TRADE_SOURCING && order[8] == TRADE_MARKUP);
	for (int i = 0; i < trade_screen_thresholds.count; i++)
	{
		const trade_threshold_entry *entry = &trade_screen_thresholds.entry[i];

		IS(entry->thousandths == thousandths[i] && !entry->integer && entry->least == 0);
		IS(entry->most == (strcmp(entry->name, "noise") == 0 ? 1000 : i >= 16));
	}
	IS(trade_screen_thresholds.count == sizeof thousandths / sizeof thousandths[0]);
	IS(limit.surge_ratio == 3 * ONE && limit.weight[TRADE_MARKUP] == ONE / 5 && limit.min_share == ONE / 1000);
	IS(trade_threshold_find(&trade_screen_thresholds, "surge_ratio", 11) == 0 && trade_threshold_find(&trade_screen_thresholds, "surge_ratio", 10) == -1);
	IS(trade_threshold_find(&trade_screen_thresholds, "weight.MARKUP", 13) == 25 && trade_threshold_find(&trade_screen_thresholds, "surge_rati0", 11) == -1);
	IS(strcmp(trade_signal_code(TRADE_SURGE), "SURGE") == 0 && strcmp(trade_signal_code(TRADE_MARKUP), "MARKUP") == 0);
	IS(trade_signal_threshold(&limit, TRADE_SURGE) == 3 * ONE && trade_signal_threshold(&limit, TRADE_MARKUP) == ONE / 4);
	ok("orders of findings and of signals, thresholds by name");
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
	/* 1 - 0.65 x 0.7 x 0.75 */
	limit.flag_score = ONE * 65875 / 100000;
	IS(grade_of(by_sourcing, 3) == TRADE_TRACED);
	limit.flag_score++;
	IS(grade_of(by_sourcing, 3) == TRADE_NO_GRADE);
	ok("what makes a trace");
}

/* The grade of a candidate that bought 3 a month where 2 were expected, sold 2 more, of which 1 is attributed. */
static trade_grade
possible_grade(int bought, int expected, int attributed, int elsewhere)
{
	const trade_scene scene = {.limit = &limit};
	const trade_candidate candidate = {.imports = {trade_sum_of(10 * ONE)}, .elsewhere = {trade_sum_of(elsewhere * ONE)}};
	trade_figures figures = {.has_swing = false};
	trade_finding f = {0};

	for (int i = 0; i < TRADE_SIGNALS; i++)
		f.signal[i].verdict = i == TRADE_SURGE || i == TRADE_TARGETED ? TRADE_FIRED : TRADE_NOT_FIRED;
	trade_wide_of_units(&figures.inflow[TRADE_BEFORE], 1);
	trade_wide_of_units(&figures.inflow[TRADE_AFTER], bought);
	trade_wide_of_units(&figures.base, expected);
	trade_wide_of_units(&figures.extra_in, bought - expected);
	trade_wide_of_units(&figures.extra_out, 2);
	trade_wide_of_units(&figures.scale, 1);
	trade_wide_of_units(&figures.attributed.numerator, attributed);
	trade_wide_of_units(&figures.attributed.denominator, 1);
	trade_grade_set(&scene, &candidate, &figures, &f);
	return f.grade;
}

static void
check_possible(void)
{
	trade_thresholds_default(&trade_screen_thresholds, &limit);
	IS(possible_grade(3, 2, 1, 10) == TRADE_POSSIBLE);
	IS(possible_grade(4, 3, 1, 10) == TRADE_NO_GRADE && possible_grade(3, 2, 0, 10) == TRADE_NO_GRADE && possible_grade(3, 2, 1, 11) == TRADE_NO_GRADE);
	/* none more than expected, or than before */
	limit.sourcing_ratio = 0;
	IS(possible_grade(2, 2, 1, 10) == TRADE_NO_GRADE && possible_grade(1, 0, 1, 10) == TRADE_NO_GRADE && possible_grade(2, 1, 1, 10) == TRADE_POSSIBLE);
	ok("what is possible");
}

int
main(void)
{
	check_surges();
	check_judging();
	check_screen();
	check_grades();
	check_possible();
	trade_thresholds_default(&trade_screen_thresholds, &limit);
	limit.min_value = 50 * ONE;
	check_rises();
	check_routes();
	check_purchases();
	check_patterns();
	check_pieces();
	check_orders();
	printf("1..%d\n", tests);
	return 0;
}
