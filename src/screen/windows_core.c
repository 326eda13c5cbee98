/*
 * Before and after an event: windows and weights.
 *
 * Seasonal weights take as many Marches before as there are after (direct
 * standardization): a period of calendar month m weighs k / (K n), k and K the number
 * of periods of m after and before, n that of all periods after.
 */
#include "screen/windows_core.h"

int
trade_silent_runs(const trade_month *period, int count, int period_months, trade_span *run)
{
	int			runs = 0;

	for (int i = 1; i < count; i++)
	{
		trade_month first = period[i - 1] + period_months;

		if (period[i] - first >= TRADE_SILENT_MONTHS)
			run[runs++] = (trade_span) {first, period[i] - 1};
	}
	return runs;
}

static trade_span
common(trade_span a, trade_span b)
{
	return (trade_span) {a.first > b.first ? a.first : b.first, a.last < b.last ? a.last : b.last};
}

static bool
is_none(trade_span span)
{
	return span.first > span.last;
}

/* The windows before silent periods are left out of them. */
static void
cut_to_span(trade_event_windows *windows, const trade_event_question *question)
{
	trade_span	before = {question->span.first, question->event - 1};
	trade_span	after = {question->event + (question->event_is_after ? 0 : question->period_months), question->span.last};

	if (question->before_months > 0)
		before.first = question->event - question->before_months;
	if (question->after_months > 0 && after.last > (int64_t) after.first + question->after_months - 1)
		after.last = after.first + question->after_months - 1;
	windows->window[TRADE_BEFORE] = common(before, question->span);
	windows->window[TRADE_AFTER] = common(after, question->span);
}

/* Takes the silent runs out of a window: off its ends, and off the count of its periods. */
static void
leave_out(trade_event_windows *windows, int at, const trade_span *silent, int silent_count)
{
	trade_span *window = &windows->window[at];
	int			months = is_none(*window) ? 0 : trade_span_months(*window);
	trade_span	whole = *window;

	for (int i = 0; i < silent_count; i++)
	{
		trade_span	lost = common(whole, silent[i]);

		if (is_none(lost))
			continue;
		months -= trade_span_months(lost);
		/* runs rise, and the window before is looked at first */
		if (is_none(windows->left_out))
			windows->left_out = silent[i];
		if (lost.first == window->first)
			window->first = lost.last + 1;
		if (lost.last == window->last)
			window->last = lost.first - 1;
	}
	windows->periods[at] = months / windows->period_months;
}

/* How often a month of the calendar, 0 to 11, occurs in a span. */
static int
occurrences(trade_span span, int month)
{
	int			first = span.first + (month - span.first % 12 + 12) % 12;

	return is_none(span) || first > span.last ? 0 : (span.last - first) / 12 + 1;
}

static int
occurrences_left(const trade_event_windows *windows, int at, int month, const trade_span *silent, int silent_count)
{
	int			count = occurrences(windows->window[at], month);

	for (int i = 0; i < silent_count; i++)
		count -= occurrences(common(windows->window[at], silent[i]), month);
	return count;
}

/* The class of a weight numerator / denominator, which may be a new one. */
static int
class_of_weight(trade_event_windows *windows, int numerator, int64_t denominator)
{
	for (int i = 0; i < windows->class_count; i++)
	{
		const trade_weight_class *other = &windows->weight_class[i];

		if (numerator * other->denominator == other->numerator * denominator)
			return i;
	}
	windows->weight_class[windows->class_count] = (trade_weight_class) {0, numerator, denominator};
	return windows->class_count++;
}

/* False where a month of the calendar occurs after and not before. */
static bool
weigh_by_season(trade_event_windows *windows, const trade_span *silent, int silent_count)
{
	int			count[2][12];

	for (int month = 0; month < 12; month++)
	{
		for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
			count[at][month] = occurrences_left(windows, at, month, silent, silent_count);
		if (count[TRADE_AFTER][month] > 0 && count[TRADE_BEFORE][month] == 0)
			return false;
	}
	for (int month = 0; month < 12; month++)
	{
		if (count[TRADE_BEFORE][month] == 0)
			continue;
		windows->class_of[month] = class_of_weight(windows, count[TRADE_AFTER][month],
												   (int64_t) count[TRADE_BEFORE][month] * windows->periods[TRADE_AFTER]);
		windows->weight_class[windows->class_of[month]].periods += count[TRADE_BEFORE][month];
	}
	return true;
}

static void
weigh_alike(trade_event_windows *windows)
{
	windows->class_count = 1;
	windows->weight_class[0] = (trade_weight_class) {windows->periods[TRADE_BEFORE], 1, windows->periods[TRADE_BEFORE]};
}

static void
set_weight_squares(trade_event_windows *windows)
{
	trade_fraction *squares = &windows->weight_squares;
	trade_wide	weight;

	trade_wide_of_units(&squares->numerator, 0);
	for (int i = 0; i < windows->class_count; i++)
	{
		trade_wide	square;

		trade_wide_multiply(&square, &windows->class_weight[i], &windows->class_weight[i]);
		trade_wide_scale(&square, windows->weight_class[i].periods);
		trade_wide_add(&squares->numerator, &squares->numerator, &square);
	}
	/* weights are of values a month, and a period has period_months of them */
	trade_wide_divide(&weight, &windows->denominator, windows->period_months);
	trade_wide_multiply(&squares->denominator, &weight, &weight);
}

/*
 * One denominator for all: the least common multiple of the numbers of periods, below
 * 2^17 each, and of at most twelve numbers of years, below 2^14, times the months of a
 * period.  So it is below 2^189, and mostly below 2^20.
 */
static void
set_integer_weights(trade_event_windows *windows)
{
	trade_wide	multiple;

	trade_wide_of_units(&multiple, windows->periods[TRADE_AFTER]);
	for (int i = 0; i < windows->class_count; i++)
		trade_wide_common_multiple(&multiple, windows->weight_class[i].denominator);
	trade_wide_divide(&windows->after_weight, &multiple, windows->periods[TRADE_AFTER]);
	for (int i = 0; i < windows->class_count; i++)
	{
		trade_wide_divide(&windows->class_weight[i], &multiple, windows->weight_class[i].denominator);
		trade_wide_scale(&windows->class_weight[i], windows->weight_class[i].numerator);
	}
	trade_wide_copy(&windows->denominator, &multiple);
	trade_wide_scale(&windows->denominator, windows->period_months);
	trade_wide_copy(&windows->unit_denominator, &windows->denominator);
	trade_wide_scale(&windows->unit_denominator, TRADE_UNITS_PER_ONE);
	set_weight_squares(windows);
}

void
trade_event_windows_set(trade_event_windows *windows, const trade_event_question *question,
						const trade_span *silent, int silent_count)
{
	windows->period_months = question->period_months;
	windows->event = question->event;
	windows->event_is_after = question->event_is_after;
	windows->span = question->span;
	windows->silent = silent;
	windows->silent_count = silent_count;
	windows->left_out = (trade_span) {0, -1};
	windows->class_count = 0;
	for (int month = 0; month < 12; month++)
		windows->class_of[month] = 0;
	cut_to_span(windows, question);
	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
		leave_out(windows, at, silent, silent_count);
	if (trade_event_window_is_empty(windows, TRADE_BEFORE) || trade_event_window_is_empty(windows, TRADE_AFTER))
		return;
	if (!question->seasonal || question->period_months == 12 || !weigh_by_season(windows, silent, silent_count))
		weigh_alike(windows);
	set_integer_weights(windows);
}

bool
trade_event_silent(const trade_event_windows *windows, trade_month month)
{
	int			low = 0;
	int			high = windows->silent_count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (month > windows->silent[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < windows->silent_count && month >= windows->silent[low].first;
}

trade_sum
trade_line_before(const trade_event_windows *windows, const trade_sum *line)
{
	trade_sum	sum = line[1];

	for (int i = 1; i < windows->class_count; i++)
		trade_sum_add(&sum, &line[1 + i]);
	return sum;
}

void
trade_line_extra(const trade_event_windows *windows, const trade_sum *line, trade_wide *numerator)
{
	trade_wide	before;
	trade_wide	after;

	trade_line_average(windows, line, TRADE_BEFORE, &before);
	trade_line_average(windows, line, TRADE_AFTER, &after);
	trade_wide_subtract(numerator, &after, &before);
}

void
trade_line_average(const trade_event_windows *windows, const trade_sum *line, int window, trade_wide *numerator)
{
	trade_wide	sum;
	trade_wide	part;

	trade_wide_of_sum(&sum, &line[window == TRADE_AFTER ? 0 : 1]);
	trade_wide_multiply(numerator, &sum, window == TRADE_AFTER ? &windows->after_weight : &windows->class_weight[0]);
	if (window == TRADE_AFTER)
		return;
	for (int i = 1; i < windows->class_count; i++)
	{
		trade_wide_of_sum(&sum, &line[1 + i]);
		trade_wide_multiply(&part, &sum, &windows->class_weight[i]);
		trade_wide_add(numerator, numerator, &part);
	}
}
