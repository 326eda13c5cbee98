/*
 * Windows before and after an event, month by month as what is asked for says; runs of
 * silent periods; weights by season.  Prints TAP.
 */
#include <string.h>

#include "screen/windows_core.h"
#include "tap.h"

#define FIRST (2014 * 12 + 4)
#define MONTHS 60
#define LAST (FIRST + MONTHS - 1)

static bool
runs_are(int period_months, int count, const trade_month *period, int runs, const trade_span *want)
{
	trade_span	run[4];

	return trade_silent_runs(period, count, period_months, run) == runs && (runs == 0 || memcmp(run, want, runs * sizeof *run) == 0);
}

/* A year without any cell is silent, eleven months are not. */
static void
check_runs(void)
{
	IS(runs_are(1, 5, (trade_month[]) {100, 112, 125, 126, 146}, 2, (trade_span[]) {{113, 124}, {127, 145}}));
	IS(runs_are(12, 4, (trade_month[]) {120, 132, 156, 192}, 2, (trade_span[]) {{144, 155}, {168, 191}}));
	IS(runs_are(1, 1, (trade_month[]) {100}, 0, NULL) && runs_are(1, 0, NULL, 0, NULL));
	ok("silent runs between periods");
}

static bool
in_some(const trade_span *run, int count, trade_month month)
{
	bool		found = false;

	for (int i = 0; i < count; i++)
		found |= month >= run[i].first && month <= run[i].last;
	return found;
}

static void
check_silent(void)
{
	static const trade_span run[] = {{10, 21}, {23, 40}, {42, 53}, {60, 80}};

	for (int count = 0; count <= 4; count++)
	{
		const trade_event_windows windows = {.silent = run, .silent_count = count};
		bool		same = true;

		for (trade_month month = 0; month < 100; month++)
			same &= trade_event_silent(&windows, month) == in_some(run, count, month);
		IS(same);
	}
	ok("months in silent runs");
}

/* Whether a month is asked for in a window, be it silent or not. */
static bool
is_asked(const trade_event_question *q, int at, trade_month month)
{
	const trade_month after = q->event + (q->event_is_after ? 0 : q->period_months);

	if (month < q->span.first || month > q->span.last)
		return false;
	if (at == TRADE_BEFORE)
		return month < q->event && (q->before_months < 1 || month >= (int64_t) q->event - q->before_months);
	return month >= after && (q->after_months < 1 || month < (int64_t) after + q->after_months);
}

static void
check_window(const trade_event_question *q, const trade_event_windows *windows, int at)
{
	trade_span	want = {0, -1};
	int			months = 0;

	for (trade_month month = q->span.first; month <= q->span.last; month++)
		if (is_asked(q, at, month) && !in_some(windows->silent, windows->silent_count, month))
		{
			want = (trade_span) {months == 0 ? month : want.first, month};
			months++;
		}
	IS(windows->periods[at] == months / q->period_months && trade_event_window_is_empty(windows, at) == (months == 0));
	IS(months == 0 || (windows->window[at].first == want.first && windows->window[at].last == want.last));
}

/* The first silent run that the window before lost months to, else that of the one after. */
static void
check_left_out(const trade_event_question *q, const trade_event_windows *windows)
{
	const trade_span *want = NULL;

	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
		for (int i = 0; i < windows->silent_count; i++)
			for (trade_month month = windows->silent[i].first; month <= windows->silent[i].last; month++)
				if (want == NULL && is_asked(q, at, month))
					want = &windows->silent[i];
	IS(want == NULL ? windows->left_out.first > windows->left_out.last : memcmp(&windows->left_out, want, sizeof *want) == 0);
}

static void
check_question(const trade_event_question *q, const trade_span *silent, int count)
{
	trade_event_windows windows;

	trade_event_windows_set(&windows, q, silent, count);
	IS(windows.event == q->event && memcmp(&windows.span, &q->span, sizeof q->span) == 0);
	check_window(q, &windows, TRADE_BEFORE);
	check_window(q, &windows, TRADE_AFTER);
	check_left_out(q, &windows);
}

static void
check_windows(int period_months)
{
	static const int32_t asked[][2] = {{0, 0}, {12, 24}, {36, 12}, {INT32_MAX, INT32_MAX}, {-12, -12}};
	static const trade_span silent[] = {{FIRST, FIRST + 11}, {FIRST + 24, FIRST + 35}, {LAST - 11, LAST}};

	for (trade_month event = FIRST; event <= LAST; event += period_months)
		for (int form = 0; form < 10; form++)
		{
			const trade_event_question q = {period_months, event, form % 2, {FIRST, LAST}, asked[form / 2][0], asked[form / 2][1], false};

			check_question(&q, silent, 0);
			check_question(&q, silent, 1);
			check_question(&q, silent + 1, 1);
			check_question(&q, silent + 1, 2);
			check_question(&q, silent, 3);
		}
}

/*
 * Eleven months before, whatever the month of the calendar, and as many again after as the
 * first three of them: the month of the event is in neither.
 */
static void
check_season(trade_month first)
{
	const trade_event_question question = {1, first + 11, false, {first - 24, first + 14}, 11, 12, true};
	trade_event_windows windows;
	trade_sum	line[1 + TRADE_WEIGHT_CLASSES];
	trade_sum	before;
	int			periods = 0;

	trade_event_windows_set(&windows, &question, NULL, 0);
	IS(windows.window[TRADE_BEFORE].first == first && windows.periods[TRADE_BEFORE] == 11 && windows.periods[TRADE_AFTER] == 3);
	IS(windows.class_count == 2);
	for (int i = 0; i < 2; i++)
		periods += windows.weight_class[i].periods;
	IS(periods == 11);
	/* the first three weigh, the others do not */
	for (int month = 1; month < 11; month++)
		IS((trade_event_class(&windows, first) == trade_event_class(&windows, first + month)) == (month < 3));
	/* of what is behind a line nothing is added */
	for (int i = 0; i <= TRADE_WEIGHT_CLASSES; i++)
		line[i] = trade_sum_of(i < 3 ? 1 << i : 1000);
	before = trade_line_before(&windows, line);
	IS(memcmp(&before, &(trade_sum) {{6}}, sizeof before) == 0);
}

int
main(void)
{
	check_runs();
	check_silent();
	check_windows(1);
	ok("windows of months");
	check_windows(12);
	ok("windows of years");
	for (int month = 0; month < 12; month++)
		check_season(2021 * 12 + month);
	ok("a month that is in no window");
	printf("1..%d\n", tests);
	return 0;
}
