/*
 * Mirror gaps, one pair of an exporter and an importer at a time.
 *
 * Sums are below 2^152 units, months below 2^17, 1 + margin below 2^44 units: no product
 * here reaches 2^500.
 */
#include "leaks/mirror_core.h"

#include <string.h>

#define THRESHOLD(field, thousandths) {#field, offsetof(trade_mirror_thresholds, field), thousandths, 0, false, 0}

static const trade_threshold_entry entry[] = {
	THRESHOLD(ghost_rise, 250),
	THRESHOLD(min_value, 1000000000),
	THRESHOLD(min_rise, 250),
	THRESHOLD(partial, 500),
};

const trade_threshold_table trade_mirror_threshold_table = {entry, sizeof entry / sizeof entry[0]};

const char *
trade_mirror_outcome_name(trade_mirror_outcome outcome)
{
	static const char *const name[] = {
		"ok", "no_exporter_report", "no_importer_report", "neither", "no_common_period", "partial_importer"
	};

	return name[outcome];
}

static inline bool
has(const uint64_t *bits, int at)
{
	return bits[at / 64] >> (at % 64) & 1;
}

/* How many of the periods of a window are set. */
static int
count_bits(const trade_mirror_frame *frame, const uint64_t *bits, int window)
{
	int			count = 0;

	for (int at = frame->from[window]; at < frame->to[window]; at++)
		count += has(bits, at);
	return count;
}

static inline int
window_of(const trade_mirror_frame *frame, int at)
{
	return at >= frame->from[TRADE_AFTER];
}

static void
add_common(const trade_mirror_frame *frame, const trade_mirror_cells *cells, const uint64_t *common, trade_sum sum[2])
{
	sum[TRADE_BEFORE] = sum[TRADE_AFTER] = trade_sum_of(0);
	for (int i = 0; i < cells->count; i++)
		if (has(common, cells->cell[i].at))
			trade_sum_add_units(&sum[window_of(frame, cells->cell[i].at)], cells->cell[i].value);
}

static void
set_outcome(const trade_mirror_frame *frame, const uint64_t *exporter, const uint64_t *importer, trade_mirror_pair *pair)
{
	bool		no_exporter;
	bool		no_importer;

	for (int w = TRADE_BEFORE; w <= TRADE_AFTER; w++)
	{
		pair->lacks_exporter[w] = count_bits(frame, exporter, w) == 0;
		pair->lacks_importer[w] = count_bits(frame, importer, w) == 0;
	}
	no_exporter = pair->lacks_exporter[TRADE_BEFORE] || pair->lacks_exporter[TRADE_AFTER];
	no_importer = pair->lacks_importer[TRADE_BEFORE] || pair->lacks_importer[TRADE_AFTER];
	if (no_exporter || no_importer)
		pair->outcome = !no_importer ? TRADE_MIRROR_NO_EXPORTER : !no_exporter ? TRADE_MIRROR_NO_IMPORTER : TRADE_MIRROR_NEITHER;
	else if (pair->months[TRADE_BEFORE] == 0 || pair->months[TRADE_AFTER] == 0)
		pair->outcome = TRADE_MIRROR_NO_COMMON;
	else
		pair->outcome = TRADE_MIRROR_OK;
}

/* sum times a whole number. */
static void
times(trade_wide *product, const trade_sum *sum, trade_units factor)
{
	trade_wide	left;
	trade_wide	right;

	trade_wide_of_sum(&left, sum);
	trade_wide_of_units(&right, factor);
	trade_wide_multiply(product, &left, &right);
}

/* a b c against d e f. */
static int
compare_products(const trade_sum *a, const trade_sum *b, trade_units c, const trade_sum *d, const trade_sum *e, trade_units f)
{
	trade_wide	scaled;
	trade_wide	other;
	trade_wide	left;
	trade_wide	right;

	times(&scaled, a, c);
	trade_wide_of_sum(&other, b);
	trade_wide_multiply(&left, &scaled, &other);
	times(&scaled, d, f);
	trade_wide_of_sum(&other, e);
	trade_wide_multiply(&right, &scaled, &other);
	return trade_wide_compare(&left, &right);
}

/* What an importer bought of all others than the exporter, and what all sold to it: sums over common periods. */
typedef struct yardstick
{
	trade_sum	bought;
	trade_sum	sold;
	int			periods;
} yardstick;

/*
 * Whether purchases in a year fell to less than `partial` of what the suppliers' word
 * lets expect: bought_y / n_y x sold_w / n_w <= partial x bought_w / n_w x
 * min(sold_w / n_w, sold_y / n_y), w the other window.
 */
static bool
is_partial(const yardstick *year, const yardstick *other, trade_units partial)
{
	trade_sum	unit = trade_sum_of(1);
	trade_wide	now;
	trade_wide	then;

	if (year->periods == 0 || trade_sum_sign(&other->bought) <= 0 || trade_sum_sign(&other->sold) <= 0)
		return false;
	times(&now, &year->sold, other->periods);
	times(&then, &other->sold, year->periods);
	if (trade_wide_compare(&now, &then) >= 0)
		return compare_products(&year->bought, &unit, TRADE_UNITS_PER_ONE * other->periods,
								&other->bought, &unit, partial * year->periods) <= 0;
	return compare_products(&year->bought, &other->sold, TRADE_UNITS_PER_ONE,
							&other->bought, &year->sold, partial) <= 0;
}

/* The average of a year over that of the other window. */
static double
relative(const trade_sum *year, int year_periods, const trade_sum *other, int other_periods)
{
	trade_fraction ratio;

	times(&ratio.numerator, year, other_periods);
	times(&ratio.denominator, other, year_periods);
	return trade_fraction_to_double(&ratio);
}

/* Sums of each year; of everybody, and less what the exporter sold. */
static void
add_years(const trade_mirror_frame *frame, const trade_mirror_importer *importer, const trade_mirror_flows *flows,
		  const uint64_t *common, trade_sum (*years)[2])
{
	memset(years, 0, frame->year_count * sizeof(*years));
	for (int at = 0; at < frame->count; at++)
		if (has(common, at))
		{
			trade_sum_add(&years[frame->year[at]][0], &importer->bought[at]);
			trade_sum_add(&years[frame->year[at]][1], &importer->sold[at]);
		}
	for (int i = 0; i < flows->reported.count; i++)
	{
		const trade_mirror_cell *cell = &flows->reported.cell[i];

		if (has(common, cell->at))
			trade_sum_add_units(&years[frame->year[cell->at]][0], -cell->value);
	}
}

/* Years are asked for in their order; at is the first period of the year. */
static yardstick
yardstick_of(const trade_mirror_frame *frame, const uint64_t *common, trade_sum (*years)[2], int year, int *at)
{
	yardstick	result = {years[year][0], years[year][1], 0};

	for (; *at < frame->count && frame->year[*at] == year; (*at)++)
		result.periods += has(common, *at);
	return result;
}

/* Looks for a year in which the importer's books are incomplete. */
static void
look_for_partial(const trade_mirror_frame *frame, const trade_mirror_thresholds *limit, const uint64_t *common,
				 trade_sum (*years)[2], trade_mirror_pair *pair)
{
	yardstick	whole[2];
	int			at = 0;

	memset(whole, 0, sizeof whole);
	for (int year = 0; year < frame->year_count; year++)
	{
		trade_sum_add(&whole[frame->year_window[year]].bought, &years[year][0]);
		trade_sum_add(&whole[frame->year_window[year]].sold, &years[year][1]);
	}
	for (int w = TRADE_BEFORE; w <= TRADE_AFTER; w++)
		whole[w].periods = pair->months[w] / frame->period_months;
	for (int year = 0; year < frame->year_count && pair->outcome == TRADE_MIRROR_OK; year++)
	{
		const yardstick *other = &whole[1 - frame->year_window[year]];
		yardstick	this = yardstick_of(frame, common, years, year, &at);

		if (!is_partial(&this, other, limit->partial))
			continue;
		pair->outcome = TRADE_MIRROR_PARTIAL;
		pair->partial_year = year;
		pair->partial_bought = relative(&this.bought, this.periods, &other->bought, other->periods);
		pair->partial_sold = relative(&this.sold, this.periods, &other->sold, other->periods);
	}
}

/* Exported times 1 + margin less imported. */
void
trade_mirror_gap_numerator(const trade_mirror_pair *pair, int window, trade_wide *numerator)
{
	trade_wide	exported;
	trade_wide	imported;

	times(&exported, &pair->exported[window], pair->margin);
	times(&imported, &pair->imported[window], TRADE_UNITS_PER_ONE);
	trade_wide_subtract(numerator, &exported, &imported);
}

static void
set_gap(const trade_mirror_pair *pair, int window, trade_fraction *gap)
{
	trade_sum	margin = trade_sum_of(pair->margin);

	trade_mirror_gap_numerator(pair, window, &gap->numerator);
	times(&gap->denominator, &margin, pair->months[window]);
}

static void
set_change(trade_fraction *change, const trade_mirror_pair *pair)
{
	trade_fraction gap[2];

	set_gap(pair, TRADE_BEFORE, &gap[TRADE_BEFORE]);
	set_gap(pair, TRADE_AFTER, &gap[TRADE_AFTER]);
	trade_fraction_subtract(change, &gap[TRADE_AFTER], &gap[TRADE_BEFORE]);
}

static double
in_own_unit(const trade_fraction *units)
{
	trade_wide	ones;

	trade_wide_copy(&ones, &units->denominator);
	trade_wide_scale(&ones, TRADE_UNITS_PER_ONE);
	return trade_wide_ratio(&units->numerator, &ones);
}

static void
set_figures(trade_mirror_pair *pair)
{
	for (int w = TRADE_BEFORE; w <= TRADE_AFTER; w++)
	{
		trade_fraction average;
		const trade_sum margin = trade_sum_of(pair->margin);

		if (pair->months[w] == 0)
			continue;
		trade_fraction_of(&average, &pair->exported[w], pair->months[w]);
		pair->exported_figure[w] = in_own_unit(&average);
		trade_wide_of_sum(&average.numerator, &pair->imported[w]);
		times(&average.denominator, &margin, pair->months[w]);
		/* 1 + margin is in units, which is what makes ones of the others */
		pair->imported_figure[w] = trade_fraction_to_double(&average);
	}
}

/* The part of what was exported that never shows; 0 where nothing was. */
static void
set_ghost(trade_mirror_pair *pair, int window, trade_fraction *share)
{
	trade_fraction gap;
	trade_sum	one = trade_sum_of(1);

	set_gap(pair, window, &gap);
	pair->gap[window] = in_own_unit(&gap);
	trade_fraction_of(share, &one, 1);
	trade_wide_of_units(&share->numerator, 0);
	pair->has_ghost[window] = trade_sum_sign(&pair->exported[window]) > 0;
	if (!pair->has_ghost[window])
		return;
	if (trade_fraction_sign(&gap) > 0)
	{
		trade_wide_copy(&share->numerator, &gap.numerator);
		times(&share->denominator, &pair->exported[window], pair->margin);
	}
	pair->ghost[window] = trade_fraction_to_double(share);
}

/* The part of the rise of what was exported that is missing: of a small rise it says nothing. */
static void
set_missing(trade_mirror_pair *pair, const trade_mirror_thresholds *limit)
{
	trade_fraction before;
	trade_fraction after;
	trade_fraction rise;
	trade_fraction change;
	trade_fraction share;

	trade_fraction_of(&before, &pair->exported[TRADE_BEFORE], pair->months[TRADE_BEFORE]);
	trade_fraction_of(&after, &pair->exported[TRADE_AFTER], pair->months[TRADE_AFTER]);
	trade_fraction_subtract(&rise, &after, &before);
	pair->rise = in_own_unit(&rise);
	if (trade_fraction_sign(&before) <= 0 || trade_fraction_sign(&rise) <= 0
		|| trade_fraction_compare_scaled(&after, TRADE_UNITS_PER_ONE + limit->min_rise, &before) < 0)
		return;
	set_change(&change, pair);
	trade_fraction_divide(&share, &change, &rise);
	pair->has_missing = true;
	pair->missing = trade_fraction_to_double(&share);
}

static bool
is_ghost(const trade_mirror_pair *pair, const trade_mirror_thresholds *limit, const trade_fraction share[2])
{
	trade_fraction rise;
	trade_fraction one;
	trade_sum	unit = trade_sum_of(1);
	trade_sum	rest = pair->exported[TRADE_AFTER];

	trade_fraction_subtract(&rise, &share[TRADE_AFTER], &share[TRADE_BEFORE]);
	trade_fraction_of(&one, &unit, 1);
	trade_sum_add_units(&rest, -limit->min_value);
	return trade_sum_sign(&rest) >= 0 && trade_fraction_compare_scaled(&rise, limit->ghost_rise, &one) >= 0;
}

void
trade_mirror_judge(const trade_mirror_frame *frame, const trade_mirror_thresholds *limit,
				   const trade_mirror_importer *importer, const trade_mirror_flows *flows,
				   uint64_t *bits, trade_sum (*years)[2], trade_mirror_pair *pair)
{
	trade_fraction share[2];
	trade_fraction change;

	for (int word = 0; word <= frame->count / 64; word++)
		bits[word] = flows->reports[word] & importer->reports[word];
	for (int w = TRADE_BEFORE; w <= TRADE_AFTER; w++)
		pair->months[w] = count_bits(frame, bits, w) * frame->period_months;
	add_common(frame, &flows->exported, bits, pair->exported);
	add_common(frame, &flows->imported, bits, pair->imported);
	set_figures(pair);
	set_outcome(frame, flows->reports, importer->reports, pair);
	if (pair->outcome != TRADE_MIRROR_OK)
		return;
	add_years(frame, importer, flows, bits, years);
	look_for_partial(frame, limit, bits, years, pair);
	if (pair->outcome != TRADE_MIRROR_OK)
		return;
	for (int w = TRADE_BEFORE; w <= TRADE_AFTER; w++)
		set_ghost(pair, w, &share[w]);
	set_missing(pair, limit);
	pair->flagged = is_ghost(pair, limit, share);
	set_change(&change, pair);
	pair->change = trade_fraction_to_double(&change);
}

/* How the rises of two gaps compare: what is rounded once never changes sides, so only equal doubles need more. */
static int
compare_changes(const trade_mirror_pair *a, const trade_mirror_pair *b)
{
	trade_fraction change[2];

	if (a->change != b->change)
		return a->change > b->change ? 1 : -1;
	set_change(&change[0], a);
	set_change(&change[1], b);
	return trade_fraction_compare(&change[0], &change[1]);
}

int
trade_mirror_compare(const trade_mirror_pair *a, const trade_mirror_pair *b)
{
	int			order;

	if ((a->outcome == TRADE_MIRROR_OK) != (b->outcome == TRADE_MIRROR_OK))
		return a->outcome == TRADE_MIRROR_OK ? -1 : 1;
	order = a->outcome == TRADE_MIRROR_OK ? compare_changes(b, a) : 0;
	if (order != 0)
		return order;
	order = (a->exporter > b->exporter) - (a->exporter < b->exporter);
	return order != 0 ? order : (a->importer > b->importer) - (a->importer < b->importer);
}

/* Who has no report, and in which window. */
static void
say_no_report(trade_reason *reason, const trade_name *name, const bool lacks[2])
{
	trade_reason_say(reason, "%N has no report %S", name,
					   !lacks[TRADE_AFTER] ? "before" : lacks[TRADE_BEFORE] ? "before or after" : "after");
}

static void
say_partial(const trade_mirror_frame *frame, const trade_mirror_pair *pair, const trade_name *importer, trade_reason *reason)
{
	int			year = pair->partial_year;
	trade_month first = frame->year_first[year];

	/* nothing falls to what comes after it */
	trade_reason_say(reason, frame->year_window[year] == TRADE_AFTER
					   ? "%N's imports from everyone else fell to %R %% of before in "
					   : "%N's imports from everyone else were %R %% of after in ", importer, 100 * pair->partial_bought);
	if (trade_month_of_year(first) == 1)
		trade_reason_say(reason, "%I", trade_month_year(first));
	else
		trade_reason_say(reason, "the year from %M", first);
	if (pair->partial_sold >= 1)
		trade_reason_say(reason, ", while its suppliers report no less");
	else
		trade_reason_say(reason, ", while its suppliers report %R %%", 100 * pair->partial_sold);
	trade_reason_say(reason, ": that year looks incomplete, no gap is given.");
}

static void
say_ghost(const trade_mirror_pair *pair, const trade_name *exporter, const trade_name *importer, trade_reason *reason)
{
	if (!pair->has_ghost[TRADE_AFTER])
	{
		trade_reason_say(reason, "%N reports no exports to %N after.", exporter, importer);
		return;
	}
	trade_reason_say(reason, "Of %N's exports to %N %R %% never show in %N's own records", exporter, importer,
					   100 * pair->ghost[TRADE_AFTER], importer);
	if (pair->has_ghost[TRADE_BEFORE])
		trade_reason_say(reason, ", %R %% before", 100 * pair->ghost[TRADE_BEFORE]);
	if (pair->has_missing)
		trade_reason_say(reason, "; of the rise of %A a month %R %% are missing", pair->rise, 100 * pair->missing);
	trade_reason_say(reason, ".");
}

static void
say_outcome(const trade_mirror_pair *pair, const trade_name *exporter, const trade_name *importer, trade_reason *reason)
{
	if (pair->outcome == TRADE_MIRROR_NO_COMMON)
		trade_reason_say(reason, "%N and %N have reports, but none of a common period %S", exporter, importer,
						   pair->months[TRADE_AFTER] > 0 ? "before" : pair->months[TRADE_BEFORE] > 0 ? "after" : "before or after");
	if (pair->outcome == TRADE_MIRROR_NO_EXPORTER || pair->outcome == TRADE_MIRROR_NEITHER)
		say_no_report(reason, exporter, pair->lacks_exporter);
	if (pair->outcome == TRADE_MIRROR_NEITHER)
		trade_reason_say(reason, ", and ");
	if (pair->outcome == TRADE_MIRROR_NO_IMPORTER || pair->outcome == TRADE_MIRROR_NEITHER)
		say_no_report(reason, importer, pair->lacks_importer);
	trade_reason_say(reason, ".");
}

void
trade_mirror_reason(const trade_mirror_frame *frame, const trade_mirror_pair *pair,
					const trade_name *exporter, const trade_name *importer, trade_reason *reason)
{
	trade_reason_begin(reason, frame->frequency);
	if (pair->outcome == TRADE_MIRROR_OK)
		say_ghost(pair, exporter, importer, reason);
	else if (pair->outcome == TRADE_MIRROR_PARTIAL)
		say_partial(frame, pair, importer, reason);
	else
		say_outcome(pair, exporter, importer, reason);
}
