/*
 * Judging a candidate of the screen against doc/methods.md in doubles, over made-up flows
 * of small whole numbers, so that ties are as frequent as they are told apart.  Prints TAP.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "screen/judge_core.h"
#include "screen/ledger_core.h"
#include "screen/signal_core.h"
#include "tap.h"

#define ONE TRADE_UNITS_PER_ONE
#define MONTHS 120
#define FIRST (2014 * 12)
#define CASES 2000

/* A made-up flow: a value a period, with its sums and averages as doubles. */
typedef struct flow
{
	int			value[MONTHS];
	bool		has_point[MONTHS];
	double		sum[2];
	double		average[2];
	trade_sum	line[1 + TRADE_WEIGHT_CLASSES];
	trade_sum	plain[2];
	trade_point point[MONTHS];
	trade_course course;
} flow;

enum
{
	IN, OUT, DIRECT, GAIN, CONTROL, IMPORTS, ELSEWHERE, WORLD, ORIGINS, TARGET, FLOWS
};

static flow all[FLOWS];
static trade_event_windows windows;
static trade_span silent[2];
static int	silent_count;
static int	step;
static int	side[MONTHS];		/* window of a period, -1: none */
static double weight[MONTHS];	/* of a period before */
static trade_thresholds limit;
static trade_scene scene;
static trade_candidate candidate;
static trade_finding found;
static uint32_t state = 1;

static int
below(int most)
{
	state = state * 1664525 + 1013904223;
	return (int) ((uint64_t) (state >> 8) * most >> 24);
}

static bool
is_silent(int month)
{
	for (int i = 0; i < silent_count; i++)
		if (FIRST + month >= silent[i].first && FIRST + month <= silent[i].last)
			return true;
	return false;
}

/* Which window a period is in, from what is asked. */
static void
place_periods(const trade_event_question *q)
{
	int			event = q->event - FIRST;
	int			after = event + (q->event_is_after ? 0 : step);

	for (int m = 0; m < MONTHS; m += step)
	{
		bool		in_before = m < event && (q->before_months <= 0 || m >= event - q->before_months);
		bool		in_after = m >= after && (q->after_months <= 0 || m < after + q->after_months);

		side[m] = is_silent(m) ? -1 : in_before ? TRADE_BEFORE : in_after ? TRADE_AFTER : -1;
	}
}

/* How many periods of a calendar month, of any with -1, are in a window. */
static int
count(int window, int month)
{
	int			periods = 0;

	for (int m = 0; m < MONTHS; m += step)
		periods += side[m] == window && (month < 0 || m % 12 == month);
	return periods;
}

static void
weigh_periods(bool seasonal)
{
	for (int month = 0; month < 12; month++)
		seasonal &= count(TRADE_AFTER, month) == 0 || count(TRADE_BEFORE, month) > 0;
	for (int m = 0; m < MONTHS; m += step)
		weight[m] = seasonal && step == 1 ? (double) count(TRADE_AFTER, m % 12) / count(TRADE_BEFORE, m % 12) / count(TRADE_AFTER, -1)
			: 1.0 / count(TRADE_BEFORE, -1);
}

/* Windows of a case; false where one has no period. */
static bool
set_windows(void)
{
	trade_event_question q = {.period_months = step = below(4) == 0 ? 12 : 1, .span = {FIRST, FIRST + MONTHS - 1}};
	const int	few = step * (1 + below(5));

	q.event = FIRST + (step + below(MONTHS - step)) / step * step;
	q.event_is_after = below(2);
	q.before_months = below(3) == 0 ? 0 : below(2) ? few : step * below(30);
	q.after_months = below(3) == 0 ? 0 : below(2) ? few : step * below(30);
	q.seasonal = below(2);
	silent_count = below(3);
	for (int i = 0; i < silent_count; i++)
	{
		silent[i].first = FIRST + i * 60 + 12 * below(2) + step * (1 + below(3) * (step == 1));
		silent[i].last = silent[i].first + (step == 1 ? 12 + below(10) : 12) - 1;
	}
	trade_event_windows_set(&windows, &q, silent, silent_count);
	place_periods(&q);
	weigh_periods(q.seasonal);
	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
	{
		if (count(at, -1) == 0)
		{
			IS(trade_event_window_is_empty(&windows, at));
			return false;
		}
		IS(windows.periods[at] == count(at, -1));
	}
	return true;
}

static void
is_line(const trade_sum *got, const trade_sum *want, bool there)
{
	for (int i = 0; i < trade_line_width(&windows); i++)
	{
		const trade_sum sum = there ? want[i] : trade_sum_of(0);

		IS(memcmp(&got[i], &sum, sizeof sum) == 0);
	}
}

/* A course adds up to its line. */
static void
check_added(const flow *f)
{
	trade_sum	line[1 + TRADE_WEIGHT_CLASSES] = {{{0}}};

	trade_course_add(&windows, &f->course, line);
	is_line(line, f->line, true);
}

static void
set_flow(flow *f, int event)
{
	static const int levels[] = {0, 0, 0, 1, 1, 2, 4, 8, 20, -1};
	const int	level[2] = {levels[below(10)], levels[below(10)]};
	const int	odd = below(3) == 0 ? 2 + below(6) : MONTHS;

	memset(f, 0, sizeof *f);
	for (int m = 0; m < MONTHS; m += step)
	{
		int			value = level[m >= event] + (m / step % odd == 1 ? below(9) - 2 : 0);
		int			place = trade_line_place(&windows, FIRST + m);

		if (is_silent(m))
			continue;
		f->has_point[m] = value != 0 || below(20) == 0;
		f->value[m] = value;
		if (f->has_point[m])
			f->point[f->course.count++] = (trade_point) {FIRST + m, trade_sum_of(value * ONE)};
		IS((place < 0) == (side[m] < 0));
		if (side[m] < 0)
			continue;
		trade_sum_add_units(&f->line[place], value * ONE);
		trade_sum_add_units(&f->plain[side[m]], value * ONE);
		f->sum[side[m]] += value;
		f->average[side[m]] += value * (side[m] == TRADE_AFTER ? 1.0 / windows.periods[TRADE_AFTER] : weight[m]) / step;
	}
	f->course.point = f->point;
	check_added(f);
	/* what cancels out is nothing */
	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
		if (fabs(f->average[at]) < 1e-12)
			f->average[at] = 0;
}

static void
set_limits(void)
{
	static const trade_units some[] = {0, ONE / 4, ONE / 2, ONE, ONE, 2 * ONE, 4 * ONE};

	trade_thresholds_default(&trade_screen_thresholds, &limit);
	limit.min_value = below(3) * 8 * ONE;
	limit.min_share = some[below(4)];
	limit.surge_ratio = some[3 + below(4)];
	limit.steady_ratio = some[below(7)];
	limit.trivial = some[below(3)];
	limit.sourcing_ratio = some[2 + below(5)];
	limit.noise = some[below(7)];
	limit.sourcing_cover = some[below(6)];
	limit.targeted = some[below(4)];
	limit.direct_drop = some[below(4)];
	limit.overlap = some[1 + below(3)];
	limit.wash_cover = some[below(4)];
	limit.not_a_source = some[below(4)];
	limit.markup = some[below(4)];
	limit.passed_on = some[below(4)];
	limit.net_importer = some[below(6)];
	limit.flag_score = below(2) ? ONE / 2 : ONE * below(101) / 100;
	if (below(2))
		limit.weight[below(TRADE_SIGNALS)] = below(2) ? 0 : ONE;
}

/* Everything that is judged; false where a window is empty. */
static bool
set_case(void)
{
	if (!set_windows())
		return false;
	for (int i = 0; i < FLOWS; i++)
		set_flow(&all[i], windows.event - FIRST);
	set_limits();
	scene = (trade_scene) {&windows, &limit, below(4) == 0, below(3) > 0, below(3) > 0, below(4) > 0,
		.target_imports = {all[TARGET].plain[0], all[TARGET].plain[1]}, .world = {all[WORLD].plain[0], all[WORLD].plain[1]},
		.origin_sales = {all[ORIGINS].plain[0], all[ORIGINS].plain[1]}};
	candidate = (trade_candidate) {.label = 7, .inflow = all[IN].line, .outflow = all[OUT].line, .direct = all[DIRECT].line,
		.gain = all[GAIN].line, .control = below(4) == 0 ? NULL : all[CONTROL].line, .controls = 5, .exports_known = below(2),
		.imports = {all[IMPORTS].plain[0], all[IMPORTS].plain[1]}, .elsewhere = {all[ELSEWHERE].plain[0], all[ELSEWHERE].plain[1]},
		.in = all[IN].course, .out = all[OUT].course, .in_quantity = trade_sum_of(below(4) * ONE),
		.in_quantity_value = trade_sum_of(below(4) * ONE), .out_quantity = trade_sum_of(below(4) * ONE),
		.out_quantity_value = trade_sum_of(below(6) * ONE)};
	return true;
}

/* How two compare; near ones are equal, as exact numbers of this size are apart. */
static int
order(double a, double b)
{
	return fabs(a - b) <= 1e-11 * (fabs(a) + fabs(b)) ? 0 : a < b ? -1 : 1;
}

static bool
at_least(double a, trade_units factor, double b)
{
	return order(a, (double) factor / ONE * b) >= 0;
}

static bool
same(double got, double want)
{
	return want == 0 ? got == 0 : fabs(got - want) <= 1e-9 * fabs(want);
}

static double
positive(double x)
{
	return x > 1e-11 ? x : 0;
}

/* A sale is told apart by whether its buyer bought more after than before. */
static void
check_sale(const trade_sum *line, bool rose, uint32_t importer)
{
	trade_sum	lines[3][1 + TRADE_WEIGHT_CLASSES] = {{{{0}}}};
	trade_ledger ledger = {.windows = &windows, .width = trade_line_width(&windows), .target = 3, .exports = lines[0], .outflow = lines[1], .gain = lines[2]};

	trade_ledger_weigh(&ledger);
	trade_ledger_add_sale(&ledger, 0, importer, line);
	is_line(lines[0], line, true);
	is_line(lines[1], line, importer == 3);
	is_line(lines[2], line, rose);
}

/* An importer beyond the first 64, of whose sellers the first alone is a candidate; what follows them is not its own. */
static void
check_purchases(const trade_sum *line)
{
	static trade_sum room[5][66 * (1 + TRADE_WEIGHT_CLASSES)];
	const int	width = trade_line_width(&windows);
	const uint64_t candidates[2] = {1 << 1 | 1 << 2, 0};
	const uint16_t exporter[3] = {1, 3, 2};
	uint64_t	buyers[2] = {0};
	trade_sum	world[2][1 + TRADE_WEIGHT_CLASSES] = {{{{0}}}};
	trade_sum	lines[3 * (1 + TRADE_WEIGHT_CLASSES)];
	trade_ledger ledger = {.windows = &windows, .width = width, .target = 3, .candidates = candidates, .imports = room[0], .inflow = room[1],
		.exports = room[2], .outflow = room[3], .gain = room[4], .buyers = buyers, .world = world[0], .origin_sales = world[1]};
	const trade_purchases purchases = {.importer = 64, .imports = line, .inflow = line, .from_origins = true, .count = 2, .exporter = exporter, .line = lines};

	memset(room, 0, sizeof room);
	for (int i = 0; i < 3; i++)
		memcpy(lines + i * width, line, width * sizeof *line);
	trade_ledger_weigh(&ledger);
	trade_ledger_add(&ledger, &purchases);
	IS(buyers[0] == 0 && buyers[1] == 1);
	is_line(room[0] + 64 * width, line, true);
	is_line(room[2] + width, line, true);
	is_line(room[2] + 2 * width, line, false);
	is_line(room[2] + 3 * width, line, false);
	is_line(world[0], line, true);
	is_line(world[1], line, true);
}

/* Averages that differ by less than doubles tell, where all periods weigh the same; large ones have sums of more than 128 bits. */
static void
check_near_sales(trade_units size)
{
	for (int more = -1; more <= 1 && windows.class_count == 1; more++)
	{
		trade_sum	line[2] = {trade_sum_of(size + more), trade_sum_of(size)};

		IS(trade_sum_scale(&line[0], windows.periods[TRADE_AFTER]) && trade_sum_scale(&line[1], windows.periods[TRADE_BEFORE]));
		check_sale(line, more > 0, 0);
	}
}

/* What the exact figures of a candidate are near to. */
typedef struct figures
{
	bool		own_past;
	bool		has_swing;
	double		base;
	double		extra_in;
	double		extra_out;
	double		extra_sales;
	double		attributed;
	double		swing;			/* squared */
} figures;

static double
variance(int window)
{
	const int	periods = count(window, -1);
	double		squares = 0;
	double		sum = 0;

	for (int m = 0; m < MONTHS; m += step)
		if (side[m] == window)
		{
			sum += all[IN].value[m];
			squares += all[IN].value[m] * all[IN].value[m];
		}
	return (periods * squares - sum * sum) / (periods * (periods - 1.0)) / (step * step);
}

static void
set_swing(figures *f)
{
	const bool	one[2] = {count(TRADE_BEFORE, -1) == 1, count(TRADE_AFTER, -1) == 1};
	double		squares = 0;

	f->has_swing = !one[0] || !one[1];
	if (!f->has_swing)
		return;
	for (int m = 0; m < MONTHS; m += step)
		if (side[m] == TRADE_BEFORE)
			squares += weight[m] * weight[m];
	f->swing = variance(one[0] ? TRADE_AFTER : TRADE_BEFORE) * squares
		+ variance(one[1] ? TRADE_BEFORE : TRADE_AFTER) / count(TRADE_AFTER, -1);
}

static figures
figures_of(void)
{
	const double *in = all[IN].average;
	const double *control = all[CONTROL].average;
	figures		f = {0};

	f.own_past = !scene.share_baseline || candidate.control == NULL || order(control[0], 0) <= 0 || order(control[1], 0) <= 0;
	f.base = f.own_past ? in[0] : in[0] * control[1] / control[0];
	f.extra_in = order(in[1], f.base) == 0 ? 0 : in[1] - f.base;
	f.extra_out = order(all[OUT].average[1], all[OUT].average[0]) == 0 ? 0 : all[OUT].average[1] - all[OUT].average[0];
	f.extra_sales = order(all[GAIN].average[1], all[GAIN].average[0]) == 0 ? 0 : all[GAIN].average[1] - all[GAIN].average[0];
	if (f.extra_sales > 0)
		f.attributed = order(f.extra_in, f.extra_sales) >= 0 ? positive(f.extra_out)
			: positive(f.extra_out) * positive(f.extra_in) / f.extra_sales;
	set_swing(&f);
	return f;
}

static void
check_figures(const figures *f)
{
	const double shortfall = all[DIRECT].average[0] - all[DIRECT].average[1];

	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
		IS(same(found.inflow[at], all[IN].average[at]) && same(found.outflow[at], all[OUT].average[at])
		   && same(found.direct[at], all[DIRECT].average[at]));
	IS(found.label == 7 && found.controls == (f->own_past ? 0 : 5) && found.has_swing == f->has_swing);
	IS(same(found.rerouted, fmin(positive(f->extra_in), positive(f->extra_out))) && same(found.attributed, f->attributed));
	IS(found.has_substitution == (shortfall > 1e-11));
	IS(!found.has_substitution || same(found.substitution, f->attributed / shortfall));
}

/* The course of sales: its band, its largest period, how it was above the band. */
static void
check_course(const flow *f, trade_month onset, bool is_out)
{
	int			band = -1000;
	int			largest = -1000;
	int			at = -1;
	int			active = 0;
	int			first = -1;
	int			last = -1;
	int			end = -1;

	for (int m = 0; m < MONTHS; m += step)
		if (side[m] == TRADE_BEFORE && f->value[m] > band)
			band = f->value[m];
	for (int m = 0; m < MONTHS; m += step)
	{
		if (side[m] != TRADE_AFTER)
			continue;
		end = m;
		if (f->value[m] > largest || (f->value[m] == largest && !f->has_point[m]))
		{
			at = f->has_point[m] ? m : -1;
			largest = f->value[m];
		}
		if (f->value[m] <= band)
			continue;
		active++;
		last = m;
		if (first < 0 && (step == 12 || (m + 1 < MONTHS && side[m + 1] == TRADE_AFTER && f->value[m + 1] > band)))
			first = m;
	}
	IS(onset == (first < 0 ? TRADE_NO_MONTH : FIRST + first));
	if (!is_out)
		return;
	IS(found.active == active && found.last_out == (last < 0 ? TRADE_NO_MONTH : FIRST + last) && found.lasts == (last == end));
	IS(found.sold_before == (band > 0) && found.largest_month == (at < 0 ? TRADE_NO_MONTH : FIRST + at));
	IS(found.has_largest_share == (f->sum[1] > 0));
	IS(!found.has_largest_share || (same(found.largest_share, largest / f->sum[1]) && found.half_at_once == (2 * largest >= f->sum[1])));
}

static double
largest_after(void)
{
	double		largest = -1000;

	for (int m = 0; m < MONTHS; m += step)
		if (side[m] == TRADE_AFTER)
			largest = fmax(largest, all[OUT].value[m]);
	return largest;
}

static trade_material
material(double sum, double average)
{
	return sum <= 0 ? TRADE_NOT_POSITIVE : sum < (double) limit.min_value / ONE ? TRADE_BELOW_VALUE
		: !at_least(average, limit.min_share, all[DIRECT].average[0]) ? TRADE_BELOW_SHARE : TRADE_MATERIAL;
}

static bool
shows(trade_signal signal, bool evaluable, bool fired, bool has_value, double value)
{
	const trade_signal_result *s = &found.signal[signal];

	return s->verdict == (!evaluable ? TRADE_NOT_EVALUABLE : fired ? TRADE_FIRED : TRADE_NOT_FIRED) && s->has_value == has_value
		&& (!has_value || same(s->value, value));
}

static void
check_outflow(void)
{
	const double *out = all[OUT].average;
	const int	periods = count(TRADE_AFTER, -1);
	const trade_units ratio = limit.steady_ratio < limit.surge_ratio ? limit.steady_ratio : limit.surge_ratio;
	const bool	rest_asked = limit.steady_ratio > 0 && periods >= 3;
	const double rest_sum = all[OUT].sum[1] - largest_after();
	const double rest = rest_sum / ((periods - 1) * step);
	const bool	trivial = !(order(out[0], (double) limit.trivial / ONE * out[1]) > 0);
	const bool	reached = at_least(out[1], limit.surge_ratio, out[0]);
	const trade_material whole = material(all[OUT].sum[1], out[1]);
	const trade_material rests = rest_asked ? material(rest_sum, rest) : TRADE_MATERIAL;
	const bool	rest_reached = !rest_asked || at_least(rest, ratio, out[0]);
	const bool	fires = whole == TRADE_MATERIAL && rests == TRADE_MATERIAL && rest_reached;

	IS(found.trivial == trivial && found.reached == reached && found.material == whole);
	IS(found.rest_material == rests && found.rest_reached == rest_reached && found.steady == (rests == TRADE_MATERIAL && rest_reached));
	IS(shows(TRADE_SURGE, true, fires && !trivial && reached, scene.explain && order(out[0], 0) > 0, out[1] / out[0]));
	IS(shows(TRADE_NEW_ROUTE, true, fires && trivial, scene.explain, all[OUT].sum[1]));
	IS(trade_candidate_is_suspect(&scene, &candidate) == (fires && (trivial || reached)));
	IS(!scene.explain || same(found.say.rest, rest_asked ? rest : 0));
}

static bool
ratio_is_reached(const figures *f)
{
	const double ratio = (double) limit.sourcing_ratio / ONE;

	return order(all[IN].average[1], ratio * (f->has_swing ? 1 : ratio) * f->base) >= 0;
}

static bool
beyond_swing(const figures *f)
{
	const double noise = (double) limit.noise / ONE;

	return order(f->extra_in * f->extra_in, noise * noise * f->swing) >= 0;
}

static void
check_sourcing(const figures *f)
{
	const double *in = all[IN].average;
	const trade_sourcing sourcing = f->extra_in <= 0 ? TRADE_SOURCING_NO_EXTRA : order(in[1], in[0]) <= 0 ? TRADE_SOURCING_NO_RISE
		: !ratio_is_reached(f) ? TRADE_SOURCING_BELOW_RATIO : f->has_swing && !beyond_swing(f) ? TRADE_SOURCING_BELOW_SWING
		: !at_least(f->extra_in, limit.sourcing_cover, f->extra_out) ? TRADE_SOURCING_BELOW_COVER
		: at_least(f->extra_out, limit.targeted, f->extra_in) ? TRADE_SOURCED : TRADE_SOURCING_APART;
	const bool	has_base = scene.explain && order(f->base, 0) > 0;
	const bool	targeted = f->extra_out > 0 && f->extra_sales > 0 && at_least(f->extra_out, limit.targeted, f->extra_sales);

	IS(found.sourcing == sourcing && shows(TRADE_SOURCING, true, sourcing == TRADE_SOURCED, has_base, in[1] / f->base));
	IS(shows(TRADE_TARGETED, true, targeted, scene.explain && f->extra_sales > 0, positive(f->extra_out) / f->extra_sales));
	IS(trade_candidate_is_targeted(&scene, &candidate) == targeted);
}

static void
check_overlap(void)
{
	const int	months = step == 12 ? 12 : 3;
	double		matched = 0;
	double		total = 0;

	for (int quarter = 0; quarter < MONTHS; quarter += months)
	{
		double		in = 0;
		double		out = 0;

		for (int m = quarter; m < quarter + months; m += step)
			if (side[m] == TRADE_AFTER)
			{
				in += all[IN].value[m];
				out += all[OUT].value[m];
			}
		total += positive(out);
		matched += out > 0 ? positive(fmin(in, out)) : 0;
	}
	IS(found.has_overlap == (total > 0) && (total <= 0 || same(found.overlap, matched / total)));
	IS(shows(TRADE_OVERLAP, total > 0, at_least(matched, limit.overlap, total), total > 0, matched / total));
}

static double
share(const flow *part, const flow *whole, int at)
{
	return whole->sum[at] > 0 ? part->sum[at] / whole->sum[at] : 0;
}

/* How a share changed. */
static int
moved(const flow *part, const flow *whole)
{
	return order(share(part, whole, 1), share(part, whole, 0));
}

static void
check_wash(void)
{
	const double origins = share(&all[ORIGINS], &all[WORLD], 1) - share(&all[ORIGINS], &all[WORLD], 0);
	const double own = share(&all[ELSEWHERE], &all[WORLD], 1) - share(&all[ELSEWHERE], &all[WORLD], 0);
	const double in = all[IN].sum[1];
	const double out = all[OUT].sum[1];
	int			met = 0;

	met |= moved(&all[DIRECT], &all[TARGET]) < 0 ? TRADE_WASH_TARGET_LEFT : 0;
	met |= moved(&all[IN], &all[IMPORTS]) > 0 ? TRADE_WASH_CANDIDATE_CAME : 0;
	met |= moved(&all[OUT], &all[TARGET]) > 0 ? TRADE_WASH_TARGET_CAME : 0;
	met |= at_least(in, limit.wash_cover, out) ? TRADE_WASH_COVERED : 0;
	if ((scene.explain || met == TRADE_WASH_ALL - TRADE_WASH_ELSEWHERE) && origins - own > 1e-11)
		met |= TRADE_WASH_ELSEWHERE;
	IS(shows(TRADE_WASH, !scene.everyone, met == TRADE_WASH_ALL, scene.explain && !scene.everyone && out > 0, in / out));
	IS(found.wash == (scene.everyone ? 0 : met));
}

static void
check_others(void)
{
	const double *direct = all[DIRECT].average;
	const double sold = all[ELSEWHERE].sum[0];
	const double bought = all[IMPORTS].sum[0];
	const bool	known = scene.everyone ? candidate.exports_known : scene.third_exports;
	const bool	has_source = known && (sold > 0 || bought > 0);
	const bool	has_direct = order(direct[0], 0) > 0;
	const double price[2] = {trade_sum_to_double(&candidate.in_quantity_value) / trade_sum_to_double(&candidate.in_quantity),
	trade_sum_to_double(&candidate.out_quantity_value) / trade_sum_to_double(&candidate.out_quantity)};
	const bool	priced = isfinite(price[0]) && isfinite(price[1]) && price[0] > 0 && price[1] > 0;

	IS(shows(TRADE_DIRECT_DROP, has_direct, order(direct[1], (double) limit.direct_drop / ONE * direct[0]) <= 0,
			 scene.explain && has_direct, direct[1] / direct[0]));
	IS(found.exports_known == known);
	IS(shows(TRADE_NOT_A_SOURCE, has_source, order(sold, (double) limit.not_a_source / ONE * bought) <= 0,
			 scene.explain && has_source && bought > 0, sold / bought));
	IS(shows(TRADE_MARKUP, priced, at_least(price[1], ONE + limit.markup, price[0]), scene.explain && priced, price[1] / price[0] - 1));
	IS(!scene.explain || !priced || (same(found.say.unit_value[0], price[0]) && same(found.say.unit_value[1], price[1])));
}

static void
check_grade(const figures *f)
{
	bool		fired[TRADE_SIGNALS];
	double		left = 1;
	bool		rose;
	bool		more;
	bool		possible;

	for (int i = 0; i < TRADE_SIGNALS; i++)
	{
		fired[i] = found.signal[i].verdict == TRADE_FIRED;
		left *= fired[i] ? 1 - (double) limit.weight[i] / ONE : 1;
	}
	rose = (fired[TRADE_SURGE] || fired[TRADE_NEW_ROUTE]) && fired[TRADE_TARGETED];
	IS(same(found.score, 1 - left));
	IS(found.flagged == (rose && order(1 - left, (double) limit.flag_score / ONE) >= 0
						 && (fired[TRADE_SOURCING] || (fired[TRADE_NOT_A_SOURCE] && (fired[TRADE_OVERLAP] || fired[TRADE_WASH])))));
	more = f->extra_in > 0 && order(all[IN].average[1], all[IN].average[0]) > 0
		&& (f->has_swing ? beyond_swing(f) : at_least(all[IN].average[1], limit.sourcing_ratio, f->base));
	possible = rose && more && at_least(f->attributed, limit.passed_on, f->extra_out)
		&& order(all[ELSEWHERE].sum[0], (double) limit.net_importer / ONE * all[IMPORTS].sum[0]) <= 0;
	IS(found.grade == (found.flagged ? TRADE_TRACED : possible ? TRADE_POSSIBLE : TRADE_NO_GRADE));
}

static void
check_said(const figures *f)
{
	const trade_explanation *say = &found.say;
	const double months = count(TRADE_BEFORE, -1) * step;
	const bool	swings = f->has_swing && f->swing > 1e-11;

	if (!scene.explain)
	{
		IS(say->outflow_total == 0 && say->base == 0 && say->extra[1] == 0 && say->imports == 0);
		return;
	}
	IS(same(say->outflow_total, all[OUT].sum[1]) && same(say->base, f->base));
	IS(same(say->extra[0], f->extra_in) && same(say->extra[1], f->extra_out));
	IS(same(say->swing, swings ? sqrt(f->swing) : 0) && same(say->extra_swings, swings ? f->extra_in / sqrt(f->swing) : 0));
	IS(same(say->covered, f->extra_out > 0 ? f->attributed / f->extra_out : 0));
	IS(same(say->elsewhere, all[ELSEWHERE].sum[0] / months) && same(say->imports, all[IMPORTS].sum[0] / months));
}

int
main(void)
{
	int			judged = 0;
	int			grades[3] = {0};

	for (int i = 0; i < CASES; i++)
	{
		figures		f;
		bool		was_good = good;

		if (!set_case())
			continue;
		memset(&found, 0xAA, sizeof found);
		trade_candidate_judge(&scene, &candidate, &found);
		f = figures_of();
		for (int flow = 0; flow < FLOWS; flow++)
			check_sale(all[flow].line, order(all[flow].average[1], all[flow].average[0]) > 0, flow);
		check_near_sales((trade_units) 1 << 80);
		check_near_sales((trade_units) 1 << 126);
		check_purchases(all[OUT].line);
		check_figures(&f);
		check_course(&all[IN], found.onset_in, false);
		check_course(&all[OUT], found.onset_out, true);
		check_outflow();
		check_sourcing(&f);
		check_overlap();
		check_wash();
		check_others();
		check_grade(&f);
		check_said(&f);
		if (was_good && !good)
			printf("# case %d\n", i);
		judged++;
		grades[found.grade]++;
	}
	IS(judged > CASES / 2 && grades[TRADE_POSSIBLE] > CASES / 200 && grades[TRADE_TRACED] > CASES / 200);
	ok("candidates are judged as the formulas say");
	printf("1..%d\n", tests);
	return 0;
}
