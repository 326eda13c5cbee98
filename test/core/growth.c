/*
 * Growth by small numbers: rates, outcomes of two windows, parts by price and quantity,
 * and the state with its bytes and its text.  Prints TAP.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "growth/outcome_core.h"
#include "growth/price_quantity_core.h"
#include "growth/rate_core.h"
#include "growth/state_core.h"
#include "tap.h"

#define ONE TRADE_UNITS_PER_ONE
#define NONE "000000000000000000000000000000000000000000000000"
#define SUM_7 "000000000000000000000000000000000000000000000007"
#define LESS_7 "fffffffffffffffffffffffffffffffffffffffffffffff9"

/* Results are rounded once or twice. */
static bool
near(double got, double want)
{
	return fabs(got - want) <= 1e-14 * fabs(want);
}

typedef bool (*rate) (double, double, double *);

static bool
gives(rate of, double base, double current, double want)
{
	double		growth;

	return of(base, current, &growth) && near(growth, want);
}

static bool
gives_none(rate of, double base, double current)
{
	double		growth;

	return !of(base, current, &growth);
}

static void
check_rates(void)
{
	double		growth;

	IS(gives(trade_growth_rate, 4, 5, 0.25) && gives(trade_growth_rate, -2, 1, -1.5) && gives_none(trade_growth_rate, 0, 1));
	/* a difference, or a sum, beyond the range of doubles */
	IS(gives(trade_growth_rate, -1e308, 1.7e308, -2.7) && gives(trade_growth_midpoint, 1e308, 1.7e308, 2 * 0.7 / 2.7));
	IS(gives(trade_growth_midpoint, 1, 3, 1) && gives(trade_growth_midpoint, 0, 1, 2) && gives(trade_growth_midpoint, 1, 0, -2));
	IS(gives_none(trade_growth_midpoint, 0, 0) && gives_none(trade_growth_midpoint, -1, 3) && gives_none(trade_growth_midpoint, 3, -1));
	/* small ones that are not halved */
	IS(gives(trade_growth_rate, 0x1p-1074, 0x1p-1073, 1) && gives(trade_growth_midpoint, 0x1p-1074, 0x1.8p-1073, 1));
	IS(gives(trade_growth_log, 1, 8, log(8)) && gives(trade_growth_log, 8, 8, 0));
	IS(gives(trade_growth_log, 1e300, 1e-300, -600 * log(10)) && gives(trade_growth_log, 1e-300, 1e300, 600 * log(10)));
	IS(gives_none(trade_growth_log, 0, 1) && gives_none(trade_growth_log, 1, 0) && gives_none(trade_growth_log, -1, -1));
	IS(trade_growth_cagr(1, 4, 2, &growth) && near(growth, 1) && trade_growth_cagr(4, 1, 2, &growth) && near(growth, -0.5));
	IS(trade_growth_cagr(1, 0, 0.5, &growth) && growth == -1);
	IS(trade_growth_cagr(1e-300, 1e300, 1000, &growth) && fabs(growth - expm1(0.6 * log(10))) < 1e-12);
	IS(!trade_growth_cagr(0, 1, 1, &growth) && !trade_growth_cagr(1, -1, 1, &growth) && !trade_growth_cagr(1, 1, 0, &growth));
	IS(!trade_growth_cagr(-1, 1, 1, &growth) && !trade_growth_cagr(1, 1, -1, &growth));
	ok("rates, their ends and where there is none");
}

static trade_comparison
compared(int base, int base_months, int base_reported, int current, int months, int reported)
{
	const trade_window_total before = {trade_sum_of(base * ONE), base_months, base_reported};
	const trade_window_total after = {trade_sum_of(current * ONE), months, reported};

	return trade_compare_windows(&before, &after);
}

static bool
outcome_is(trade_comparison c, trade_outcome outcome, const char *name)
{
	return c.outcome == outcome && strcmp(trade_outcome_name(c.outcome), name) == 0;
}

static void
check_outcomes(void)
{
	trade_comparison c = compared(10, 12, 12, 15, 12, 12);

	IS(outcome_is(c, TRADE_OUTCOME_OK, "ok") && c.has_base && c.has_current && c.has_change && c.has_growth && c.has_midpoint && c.has_log);
	IS(c.base == 10 && c.current == 15 && c.change == 5 && c.growth == 0.5 && c.midpoint == 0.4 && near(c.log, log(1.5)));
	/* averages a month where windows are unequal */
	c = compared(24, 12, 12, 9, 3, 3);
	IS(outcome_is(c, TRADE_OUTCOME_OK, "ok") && c.base == 2 && c.current == 3 && c.change == 1 && c.growth == 0.5 && c.midpoint == 0.4);
	c = compared(5, 3, 3, 7, 3, 2);
	IS(outcome_is(c, TRADE_OUTCOME_PARTIAL, "partial") && near(c.growth, 0.4));
	IS(outcome_is(compared(5, 3, 0, 7, 3, 0), TRADE_OUTCOME_NOT_REPORTED, "not_reported"));
	c = compared(0, 3, 0, 7, 3, 1);
	IS(outcome_is(c, TRADE_OUTCOME_NO_BASE, "no_base") && !c.has_base && c.has_current && !c.has_change && c.current == 7);
	c = compared(7, 3, 1, 0, 3, 0);
	IS(outcome_is(c, TRADE_OUTCOME_NO_CURRENT, "no_current") && c.has_base && !c.has_current && !c.has_change && !c.has_growth);
	c = compared(-1, 3, 3, 5, 3, 3);
	IS(outcome_is(c, TRADE_OUTCOME_NEGATIVE, "negative") && c.has_change && c.change == 6 && !c.has_growth && !c.has_midpoint && !c.has_log);
	IS(outcome_is(compared(1, 3, 3, -5, 3, 3), TRADE_OUTCOME_NEGATIVE, "negative"));
	c = compared(0, 3, 3, 0, 3, 3);
	IS(outcome_is(c, TRADE_OUTCOME_BOTH_ZERO, "both_zero") && !c.has_growth && !c.has_midpoint && !c.has_log && c.change == 0);
	c = compared(0, 3, 3, 4, 3, 3);
	IS(outcome_is(c, TRADE_OUTCOME_ZERO_BASE, "zero_base") && !c.has_growth && c.has_midpoint && c.midpoint == 2 && !c.has_log);
	c = compared(4, 3, 3, 0, 3, 3);
	IS(outcome_is(c, TRADE_OUTCOME_EXIT, "exit") && c.growth == -1 && c.midpoint == -2 && !c.has_log);
	IS(strcmp(trade_outcome_name(TRADE_OUTCOME_GAP), "gap") == 0);
	ok("outcomes of two windows, and which figures each has");
}

static void
check_parts(void)
{
	trade_growth_parts parts;

	IS(trade_growth_parts_of(&(trade_lot) {100 * ONE, 10 * ONE, 1}, &(trade_lot) {300 * ONE, 20 * ONE, 1}, &parts));
	IS(parts.price == 75 && parts.quantity == 125);
	/* the same as averages over two and three months */
	IS(trade_growth_parts_of(&(trade_lot) {200 * ONE, 20 * ONE, 2}, &(trade_lot) {900 * ONE, 60 * ONE, 3}, &parts));
	IS(parts.price == 75 && parts.quantity == 125);
	IS(trade_growth_parts_of(&(trade_lot) {1, 1, 1}, &(trade_lot) {3, 1, 1}, &parts) && parts.price == 2e-12 && parts.quantity == 0);
	IS(!trade_growth_parts_of(&(trade_lot) {1, 0, 1}, &(trade_lot) {3, 1, 1}, &parts));
	IS(!trade_growth_parts_of(&(trade_lot) {1, 1, 1}, &(trade_lot) {3, 0, 1}, &parts));
	IS(!trade_growth_parts_of(&(trade_lot) {1, -1, 1}, &(trade_lot) {3, -1, 1}, &parts));
	ok("parts of a change by price and by quantity");
}

static trade_span
months(int first_year, int first_month, int last_year, int last_month)
{
	return (trade_span) {trade_month_of(first_year, first_month), trade_month_of(last_year, last_month)};
}

/* The state of two windows; sums are whole ones. */
static trade_growth_state
state_of(trade_span current, int sum, uint32_t rows, trade_span base, int base_sum, uint32_t base_rows)
{
	trade_growth_state state = {.head = trade_growth_head_of(false, current, base)};
	const trade_sum sums[2] = {trade_sum_of(sum * ONE), trade_sum_of(base_sum * ONE)};

	IS(trade_growth_set_total(&state.current, &sums[0], rows) && trade_growth_set_total(&state.base, &sums[1], base_rows));
	return state;
}

static bool
growth_is(int sum, uint32_t rows, int last_month, int base_sum, uint32_t base_rows, double want)
{
	const trade_growth_state state = state_of(months(2022, 1, 2022, last_month), sum, rows, months(2021, 1, 2021, 12), base_sum, base_rows);
	double		growth;

	return trade_growth_result(&state, &growth) && near(growth, want);
}

static bool
has_no_growth(int sum, uint32_t rows, int base_sum, uint32_t base_rows)
{
	const trade_growth_state state = state_of(months(2022, 1, 2022, 12), sum, rows, months(2021, 1, 2021, 12), base_sum, base_rows);
	double		growth;

	return !trade_growth_result(&state, &growth);
}

static void
check_results(void)
{
	IS(growth_is(15, 2, 12, 10, 3, 0.5) && growth_is(0, 2, 12, 10, 3, -1));
	/* three months of 3 against twelve of 2 */
	IS(growth_is(9, 2, 3, 24, 3, 0.5));
	IS(has_no_growth(0, 0, 10, 3) && has_no_growth(15, 2, 0, 0) && has_no_growth(-1, 2, 10, 3) && has_no_growth(15, 2, 0, 3));
	IS(has_no_growth(15, 2, -1, 3));
	ok("growth of a state");
}

/* Whether so many rows may have a sum whose highest bits are these. */
static bool
may_have(int64_t high, uint64_t rows)
{
	const trade_sum sum = {{1, 1, (uint64_t) high}};
	trade_growth_total total;

	return trade_growth_set_total(&total, &sum, rows);
}

static void
check_totals(void)
{
	const trade_sum words[3] = {{{1, 0, 0}}, {{0, 1, 0}}, {{0, 0, 1}}};
	trade_growth_total total;

	IS(may_have(0, 1) && may_have(-1, 1) && !may_have(1, 1) && !may_have(-2, 1));
	IS(may_have(1, 2) && may_have(-2, 2) && !may_have(2, 2) && !may_have(-3, 2) && may_have(1, 3) && !may_have(2, 3));
	IS(may_have(INT32_MAX, UINT32_MAX) && !may_have((int64_t) INT32_MAX + 1, UINT32_MAX));
	for (int i = 0; i < 3; i++)
		IS(!trade_growth_set_total(&total, &words[i], 0));
	/* one more than any rows may have */
	total = (trade_growth_total) {{UINT64_MAX, UINT64_MAX}, INT32_MAX, 5};
	IS(!trade_growth_add(&total, 1));
	ok("sums that so many rows may have");
}

static void
check_bytes(void)
{
	static const uint8_t want[64] = {1, 0, 0xA0, 0x5E, 0, 0xA2, 0x5E, 0, 0x94, 0x5E, 0, 0x9F, 0x5E, 0, 0, 0,
		7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0,
		0xF9, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 3, 1, 0, 0};
	/* the version, the flag, months, what is reserved, and the highest bits of sums */
	static const uint8_t refused[] = {0, 1, 4, 7, 10, 13, 14, 15, 35, 59};
	trade_growth_state state = state_of(months(2018, 9, 2018, 11), 0, 2, months(2017, 9, 2018, 8), 0, 259);
	trade_growth_state again;
	uint8_t		bytes[64];

	IS(trade_growth_add(&state.current, 7) && trade_growth_add(&state.base, -7) && state.current.rows == 3);
	trade_growth_remove(&state.current, 0);
	trade_growth_remove(&state.base, 0);
	memset(bytes, 0xFF, sizeof bytes);
	trade_growth_encode(&state, bytes);
	IS(memcmp(bytes, want, sizeof want) == 0);
	IS(trade_growth_decode(want, &again) && memcmp(&again, &state, sizeof state) == 0);
	state.head = trade_growth_head_of(true, months(2018, 1, 2018, 12), months(2017, 1, 2017, 12));
	trade_growth_encode(&state, bytes);
	IS(bytes[1] == 1 && trade_growth_decode(bytes, &again) && memcmp(&again, &state, sizeof state) == 0);
	bytes[1] = 2;
	IS(!trade_growth_decode(bytes, &again));
	/* all bits of a sum */
	state.current = (trade_growth_total) {{UINT64_C(0x0123456789ABCDEF), UINT64_C(0x76543210FEDCBA98)}, 0x12345678, 0x9ABCDEF0};
	trade_growth_encode(&state, bytes);
	IS(trade_growth_decode(bytes, &again) && memcmp(&again, &state, sizeof state) == 0);
	for (size_t i = 0; i < sizeof refused; i++)
	{
		uint8_t		damaged[64];

		memcpy(damaged, want, sizeof damaged);
		damaged[refused[i]] ^= 0x40;
		IS(!trade_growth_decode(damaged, &again));
	}
	ok("bytes of a state");
}

static bool
reads(const char *text)
{
	trade_growth_state state;
	char		written[TRADE_GROWTH_TEXT];

	return trade_growth_read(text, &state) && trade_growth_write(&state, written) == (int) strlen(written) && strcmp(written, text) == 0;
}

static bool
refuses(const char *text)
{
	trade_growth_state state;

	return !trade_growth_read(text, &state);
}

#define WINDOWS " 2022-01:2022-12 2021-01:2021-12"

static void
check_text(void)
{
	trade_growth_state state;

	IS(reads("1 month 2022-01:2022-03 2021-01:2021-03 2:" SUM_7 " 3:" LESS_7));
	IS(reads("1 year" WINDOWS " 2:" SUM_7 " 4294967295:" LESS_7) && reads("1 month" WINDOWS " 0:" NONE " 0:" NONE));
	IS(refuses("1 year" WINDOWS " 2:" SUM_7 " 4294967296:" LESS_7) && refuses("1 month" WINDOWS " 0:" SUM_7 " 0:" NONE));
	/* a year begins with January and ends with December */
	IS(refuses("1 year 2022-02:2022-12 2021-01:2021-12 2:" SUM_7 " 3:" SUM_7));
	IS(refuses("1 year 2022-01:2022-11 2021-01:2021-12 2:" SUM_7 " 3:" SUM_7));
	IS(refuses("1 year 2022-01:2022-12 2021-02:2021-12 2:" SUM_7 " 3:" SUM_7));
	IS(refuses("1 year 2022-01:2022-12 2021-01:2021-11 2:" SUM_7 " 3:" SUM_7));
	IS(refuses("1 month 2022-04:2022-03 2021-01:2021-03 2:" SUM_7 " 3:" SUM_7));
	IS(refuses("1 month 2022-01:2022-13 2021-01:2021-03 2:" SUM_7 " 3:" SUM_7));
	IS(refuses("1 month 2022-00:2022-03 2021-01:2021-03 2:" SUM_7 " 3:" SUM_7));
	IS(refuses("1 month 22-01:2022-03 2021-01:2021-03 2:" SUM_7 " 3:" SUM_7) && refuses("1 month 2022-1:2022-03 2021-01:2021-03 2:" SUM_7 " 3:" SUM_7));
	IS(refuses("2 month" WINDOWS " 2:" SUM_7 " 3:" SUM_7) && refuses("1 years" WINDOWS " 2:" SUM_7 " 3:" SUM_7));
	IS(refuses("1 month" WINDOWS " 2:" SUM_7 " 3:" SUM_7 " ") && refuses("1 month" WINDOWS " 2:" SUM_7 " 3:00000"));
	IS(refuses("1 month" WINDOWS " :" SUM_7 " 3:" SUM_7) && refuses("1 month" WINDOWS " 2;" SUM_7 " 3:" SUM_7));
	IS(refuses("1 month" WINDOWS "_2:" SUM_7 " 3:" SUM_7) && refuses("1 month" WINDOWS " 2:" SUM_7 "_3:" SUM_7));
	IS(refuses("1 month 2022/01:2022-12 2021-01:2021-12 2:" SUM_7 " 3:" SUM_7) && refuses("1 month 2022-01-2022-12 2021-01:2021-12 2:" SUM_7 " 3:" SUM_7));
	IS(refuses("1 month 2022-01:2022-12_2021-01:2021-12 2:" SUM_7 " 3:" SUM_7));
	/* zeros in front of a number of rows are read, up to 19 digits */
	IS(trade_growth_read("1 month" WINDOWS " 0000000000000000002:" SUM_7 " 3:" SUM_7, &state) && state.current.rows == 2);
	IS(refuses("1 month" WINDOWS " 00000000000000000002:" SUM_7 " 3:" SUM_7));
	ok("the text of a state");
}

int
main(void)
{
	check_rates();
	check_outcomes();
	check_parts();
	check_results();
	check_totals();
	check_bytes();
	check_text();
	printf("1..%d\n", tests);
	return 0;
}
