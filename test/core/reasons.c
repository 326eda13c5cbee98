/*
 * Sentences of leaks, each branch of them: mirrors, surges, routes, terms of the balance.
 * Prints TAP.
 */
#include <stdio.h>
#include <string.h>

#include "leaks/balance_core.h"
#include "leaks/routes_core.h"
#include "leaks/surges_core.h"
#include "tap.h"

#define ONE TRADE_UNITS_PER_ONE

static const trade_name deu = {"DEU", 3};
static const trade_name kgz = {"KGZ", 3};
static const trade_name rus = {"RUS", 3};

static void
is(const trade_reason *reason, const char *want)
{
	if (strcmp(reason->text, want) == 0 && reason->length == (int) strlen(want))
		return;
	printf("# got:  %s\n# want: %s\n", reason->text, want);
	good = false;
}

static void
mirror_is(const trade_mirror_pair *pair, const char *want)
{
	static const int year[] = {0, 1, 2};
	static const trade_month first[] = {2021 * 12, 2022 * 12 + 5, 2023 * 12};
	static const int window[] = {TRADE_BEFORE, TRADE_AFTER, TRADE_AFTER};
	const trade_mirror_frame frame = {TRADE_FREQUENCY_MONTH, 1, 3, {0, 1}, {1, 3}, 3, year, first, window};
	trade_reason reason;

	trade_mirror_reason(&frame, pair, &deu, &kgz, &reason);
	is(&reason, want);
}

static void
check_mirrors(void)
{
	trade_mirror_pair pair = {.outcome = TRADE_MIRROR_OK};

	mirror_is(&pair, "DEU reports no exports to KGZ after.");
	pair.has_ghost[TRADE_AFTER] = true;
	pair.ghost[TRADE_AFTER] = 0.85;
	mirror_is(&pair, "Of DEU's exports to KGZ 85 % never show in KGZ's own records.");
	pair.has_ghost[TRADE_BEFORE] = pair.has_missing = true;
	pair.ghost[TRADE_BEFORE] = 0.75;
	pair.rise = 2500000;
	pair.missing = 0.75;
	mirror_is(&pair, "Of DEU's exports to KGZ 85 % never show in KGZ's own records, 75 % before; of the rise of 2.5 M a month 75 % are missing.");
	pair = (trade_mirror_pair) {.outcome = TRADE_MIRROR_PARTIAL, .partial_year = 2, .partial_bought = 0.75, .partial_sold = 0.85};
	mirror_is(&pair, "KGZ's imports from everyone else fell to 75 % of before in 2023, while its suppliers report 85 %: that year looks incomplete, no gap is given.");
	pair.partial_year = 1;
	pair.partial_sold = 1;
	mirror_is(&pair, "KGZ's imports from everyone else fell to 75 % of before in the year from 2022-06, while its suppliers report no less: "
			  "that year looks incomplete, no gap is given.");
	pair.partial_year = 0;
	mirror_is(&pair, "KGZ's imports from everyone else were 75 % of after in 2021, while its suppliers report no less: "
			  "that year looks incomplete, no gap is given.");
	pair = (trade_mirror_pair) {.outcome = TRADE_MIRROR_NO_COMMON};
	mirror_is(&pair, "DEU and KGZ have reports, but none of a common period before or after.");
	pair.months[TRADE_BEFORE] = 1;
	mirror_is(&pair, "DEU and KGZ have reports, but none of a common period after.");
	pair.months[TRADE_BEFORE] = 0;
	pair.months[TRADE_AFTER] = 1;
	mirror_is(&pair, "DEU and KGZ have reports, but none of a common period before.");
	pair = (trade_mirror_pair) {.outcome = TRADE_MIRROR_NO_EXPORTER, .lacks_exporter = {true, false}};
	mirror_is(&pair, "DEU has no report before.");
	pair = (trade_mirror_pair) {.outcome = TRADE_MIRROR_NO_IMPORTER, .lacks_importer = {false, true}};
	mirror_is(&pair, "KGZ has no report after.");
	pair = (trade_mirror_pair) {.outcome = TRADE_MIRROR_NEITHER, .lacks_exporter = {true, true}, .lacks_importer = {true, false}};
	mirror_is(&pair, "DEU has no report before or after, and KGZ has no report before.");
	ok("mirrors");
}

/* What a surge of so many months a part would be told as. */
static void
surge_is(const trade_surge *surge, int months, int after, bool of_suppliers, int min_run, const char *want)
{
	const trade_surge_thresholds limit = {3 * ONE, ONE * 5 / 4, 2000000 * ONE, ONE / 100, min_run * ONE, 4 * ONE, 3 * ONE};
	const trade_parts parts = {months, 2022 * 12, 2022 * 12, 8, after, 8};
	const trade_surge_frame frame = {.parts = &parts, .limit = &limit, .of_suppliers = of_suppliers};
	trade_reason reason;

	trade_surge_reason(&frame, surge, &kgz, &rus, &reason);
	is(&reason, want);
}

static void
check_small_surges(void)
{
	trade_surge surge = {.outcome = TRADE_SURGE_NORMAL, .has_ratio = true, .ratio = 2.999, .value = {100, 300}};

	surge_is(&surge, 1, 3, true, 2, "Sales of KGZ to RUS are 2.999 times what an unchanged market share gives; 3 is asked for.");
	surge.own_past = true;
	surge.ratio = 2;
	surge_is(&surge, 1, 3, false, 2, "Sales to KGZ are 2 times their earlier average; 3 is asked for.");
	surge.has_ratio = false;
	surge.value[TRADE_AFTER] = 0;
	surge_is(&surge, 1, 3, false, 2, "Sales to KGZ are 0 a month, and were 100 before.");
	surge = (trade_surge) {.outcome = TRADE_SURGE_SMALL, .in_all = 1500000, .small_in_all = true};
	surge_is(&surge, 1, 3, false, 2, "The excess of 1.5 M in all is below 2 M.");
	surge.small_in_all = false;
	surge.cover = 0.00999;
	surge_is(&surge, 1, 3, false, 2, "The excess of 1.5 M in all covers 0.999 % of what the origins lost in RUS; 1 % is asked for.");
	surge = (trade_surge) {.outcome = TRADE_SURGE_TOO_EARLY};
	surge_is(&surge, 3, 1, false, 2, "Sales began, but one quarter is no pattern; 2 in a row are asked for.");
	surge_is(&surge, 12, 1, false, 2, "Sales began, but one year is no pattern; 2 in a row are asked for.");
	surge_is(&surge, 4, 1, false, 2, "Sales began, but one part of 4 months is no pattern; 2 in a row are asked for.");
	surge_is(&surge, 1, 2, false, 3, "Sales began, but 2 months are no pattern; 3 in a row are asked for.");
	ok("surges that are none, are small, or too early");
}

static void
check_large_surges(void)
{
	trade_surge surge = {.outcome = TRADE_SURGE_LASTING, .has_ratio = true, .ratio = 6.2, .value = {100, 620}, .own_past = true, .has_cover = true,
	.cover = 0.87};

	surge.course.run = 2;
	surge.course.run_first = 8;
	surge.course.history = 7;
	surge.course.record = (trade_level) {true, trade_sum_of(5), trade_sum_of(1)};
	surge.course.run_lowest = (trade_level) {true, trade_sum_of(20), trade_sum_of(2)};
	surge_is(&surge, 3, 3, true, 2, "Sales of KGZ to RUS rose 6.2-fold, to 620 a month; since 2022-01 every quarter was at least 2 times the highest of the 7 before. "
			 "The excess is 87 % of what the origins lost in RUS.");
	surge.outcome = TRADE_SURGE_ENDED;
	surge.own_past = surge.has_cover = false;
	surge_is(&surge, 3, 3, false, 2, "Sales to KGZ rose 6.2-fold against the market, to 620 a month; since 2022-01 until 2022-06 every quarter was at least "
			 "2 times the highest of the 7 before.");
	surge.outcome = TRADE_SURGE_SPIKE;
	surge.course.above = 1;
	surge.course.has_ratio = true;
	surge.course.ratio = 1.1;
	surge_is(&surge, 3, 3, false, 2, "Sales to KGZ rose 6.2-fold, but it did not last: 1 of 3 quarters passed its own record by 25 %; the best 2 in a row reach 1.1 of it.");
	surge.outcome = TRADE_SURGE_SEEN_BEFORE;
	surge_is(&surge, 3, 3, false, 2, "Sales to KGZ rose 6.2-fold, but its own past has seen nearly as much: the best 2 quarters are 1.1 of its record of 7.");
	surge.course.ratio = 1;
	surge_is(&surge, 3, 3, false, 1, "Sales to KGZ rose 6.2-fold, but its own past has seen as much: the best quarter is 1 of its record of 7.");
	ok("surges that last, end, are spikes or were seen before");
}

static void
route_is(const trade_name *second, trade_units value, trade_units beside_shorter, bool spent, const char *want)
{
	const trade_route_words words = {&deu, second, &rus, value * ONE, 10 * ONE, beside_shorter * ONE, spent};
	trade_reason reason;

	trade_route_reason(&words, &reason);
	is(&reason, want);
}

static void
check_routes(void)
{
	route_is(NULL, 10, 10, false, "S > DEU > RUS: 10 of at most 10 a month.");
	route_is(&kgz, 8, 8, true, "S > DEU > KGZ > RUS: 8 of at most 10 a month, after shorter routes took their part.");
	route_is(&kgz, 7, 8, false, "S > DEU > KGZ > RUS: 7 of at most 10 a month, after other routes took their part.");
	route_is(NULL, 7, 8, true, "S > DEU > RUS: 7 of at most 10 a month, since all routes together carry no more than the origins lost.");
	ok("routes");
}

static void
term_is(const trade_balance *balance, trade_balance_term term, const char *want)
{
	trade_reason reason;

	trade_balance_reason(balance, term, &rus, &reason);
	is(&reason, want);
}

static void
check_terms(void)
{
	trade_balance balance = {.fall = 100 * ONE, .others = 30 * ONE};

	balance.available[TRADE_BALANCE_REROUTED] = trade_sum_of(20 * ONE);
	balance.available[TRADE_BALANCE_GHOSTS] = trade_sum_of(95 * ONE);
	trade_balance_set(&balance);
	term_is(&balance, TRADE_BALANCE_FALL, "The origins sold 100 a month less to RUS.");
	term_is(&balance, TRADE_BALANCE_REROUTED, "Over other countries, with both legs on record: 20 a month.");
	term_is(&balance, TRADE_BALANCE_REPLACED, "Others sold more to RUS, beyond these routes: 10 a month; it arrived, but nothing shows it to be the origins' goods.");
	term_is(&balance, TRADE_BALANCE_GHOSTS, "Not looked at: it takes what importers report.");
	balance.has_books = true;
	term_is(&balance, TRADE_BALANCE_GHOSTS, "Left the origins and never showed in the books of the countries it was sent to: 70 a month of 95; "
			"that it went to RUS is an inference.");
	term_is(&balance, TRADE_BALANCE_UNEXPLAINED, "Left: 0 a month, as less demand, own production, prices, or ways that are not in these data.");
	/* what rounding left of large amounts */
	balance.value[TRADE_BALANCE_UNEXPLAINED] = 1;
	balance.available[TRADE_BALANCE_UNEXPLAINED] = trade_sum_of(5 * ONE);
	term_is(&balance, TRADE_BALANCE_UNEXPLAINED, "Left: 0 a month, as less demand, own production, prices, or ways that are not in these data.");
	balance.fall = 1000000000 * ONE;
	balance.value[TRADE_BALANCE_UNEXPLAINED] = TRADE_ROUNDING_LEFT;
	term_is(&balance, TRADE_BALANCE_UNEXPLAINED, "Left: 0 a month, as less demand, own production, prices, or ways that are not in these data.");
	balance.value[TRADE_BALANCE_UNEXPLAINED] = TRADE_ROUNDING_LEFT + 1;
	term_is(&balance, TRADE_BALANCE_UNEXPLAINED, "Left: 6.55e-08 a month, as less demand, own production, prices, or ways that are not in these data.");
	balance.fall = 500000000;
	balance.others = 0;
	balance.value[TRADE_BALANCE_UNEXPLAINED] = 1;
	term_is(&balance, TRADE_BALANCE_UNEXPLAINED, "Left: 1e-12 a month, as less demand, own production, prices, or ways that are not in these data.");
	balance.fall = 0;
	term_is(&balance, TRADE_BALANCE_FALL, "The origins sold no less to RUS.");
	balance.others = ONE / 1000000000;
	balance.value[TRADE_BALANCE_UNEXPLAINED] = 1;
	term_is(&balance, TRADE_BALANCE_UNEXPLAINED, "Left: 1e-12 a month, as less demand, own production, prices, or ways that are not in these data.");
	ok("terms of the balance");
}

/* Each kind of piece. */
static void
check_pieces(void)
{
	const trade_units limit = 1250000 * ONE;
	trade_reason reason = {.length = 4, .text = "left"};

	trade_reason_begin(&reason, TRADE_FREQUENCY_MONTH);
	is(&reason, "");
	trade_reason_begin(&reason, TRADE_FREQUENCY_YEAR);
	trade_reason_say(&reason, "%N|%S|%I|%M|%A|%R|%U|%L|%B|%%", &kgz, "words", -3, 2022 * 12, 1445074.0, 6.26, 0.999, 1.0, &limit, &limit);
	is(&reason, "KGZ|words|-3|2022|1.4 M|6.3|0.999|1,250,000|1.25 M|%");
	ok("pieces of a sentence");
}

int
main(void)
{
	check_mirrors();
	check_small_surges();
	check_large_surges();
	check_routes();
	check_terms();
	check_pieces();
	printf("1..%d\n", tests);
	return 0;
}
