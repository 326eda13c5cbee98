/*
 * The screen and its placebo over a small book of flows: pairs, lines, ledger and controls
 * against sums over all flows; the windows' averages; strengths and ranks against small
 * numbers; a suspect's grade, which hangs neither on what is explained nor on the unit of
 * the values.
 */
#include "fuzz.h"

#include <math.h>

#include "screen/book_core.h"
#include "screen/control_core.h"
#include "screen/judge_core.h"
#include "screen/placebo_core.h"
#include "screen/say_core.h"

#define LABELS 5
#define MONTHS 72
#define FIRST (2020 * 12)
#define FLOWS (LABELS * LABELS)
/* Values are small integers of so many units. */
#define ONE (1000 * TRADE_UNITS_PER_ONE)

/* Flows as plain numbers by exporter, importer and month; 0: no cell. */
typedef struct world
{
	int			step;			/* months of a period */
	int			value[LABELS][LABELS][MONTHS];
	int			quantity[LABELS][LABELS][MONTHS];
	uint64_t	origins;
	int			target;
	bool		everyone;
	trade_units unit;
	trade_event_windows windows;
	trade_span	silent[MONTHS];
	int			width;
	/* the book's */
	trade_book	book;
	trade_pair	pair[FLOWS];
	uint32_t	sales[LABELS + 1];
	uint32_t	sold[FLOWS];
	uint32_t	purchases[LABELS + 1];
	trade_point point[FLOWS * MONTHS];
	trade_book_quantity quantities[FLOWS * MONTHS];
} world;

static world w;

/* One flow: a level before and one after, now and then another month. */
static void
take_flow(fuzz_bytes *b, int exporter, int importer, int turn)
{
	static const int levels[] = {0, 0, 1, 2, 5, 9, 40, 200, -3};
	int			level[2] = {levels[fuzz_next(b, 9)], levels[fuzz_next(b, 9)]};
	int			odd = 2 + fuzz_next(b, 30);
	int			gap_from = fuzz_next(b, 4) == 0 ? fuzz_next(b, MONTHS) : MONTHS;

	for (int m = 0; m < MONTHS; m += w.step)
	{
		int			value = level[m >= turn] + (m / w.step % odd == 1 ? fuzz_next(b, 40) - 5 : 0);

		if (exporter == importer || (m >= gap_from && m < gap_from + 14))
			value = 0;
		w.value[exporter][importer][m] = value;
		w.quantity[exporter][importer][m] = value != 0 ? fuzz_next(b, 3) : 0;
	}
}

/* Periods in which anybody reported, as ordinals. */
static int
reported(trade_month *period)
{
	int			count = 0;

	for (int m = 0; m < MONTHS; m++)
	{
		bool		any = false;

		for (int i = 0; i < FLOWS; i++)
			any |= w.value[i / LABELS][i % LABELS][m] != 0;
		if (any)
			period[count++] = FIRST + m;
	}
	return count;
}

static bool
set_windows(fuzz_bytes *b, int turn)
{
	trade_month period[MONTHS];
	int			count = reported(period);
	trade_event_question question = {w.step, FIRST + turn, fuzz_next(b, 2), {FIRST, FIRST + MONTHS - 1},
		(fuzz_next(b, 40) - 3) * w.step, (fuzz_next(b, 40) - 3) * w.step, fuzz_next(b, 2)};

	w.windows.silent_count = trade_silent_runs(period, count, w.step, w.silent);
	trade_event_windows_set(&w.windows, &question, w.silent, w.windows.silent_count);
	w.width = trade_line_width(&w.windows);
	return !trade_event_window_is_empty(&w.windows, TRADE_BEFORE) && !trade_event_window_is_empty(&w.windows, TRADE_AFTER);
}

/* The book of the flows, written down as its comment says. */
static void
set_book(bool quantity)
{
	uint32_t	pairs = 0;
	uint32_t	points = 0;
	uint32_t	at = 0;

	for (int i = 0; i < LABELS; i++)
	{
		w.purchases[i] = pairs;
		for (int e = 0; e < LABELS; e++)
		{
			trade_pair *pair = &w.pair[pairs];

			*pair = (trade_pair) {e, i, points, 0};
			for (int m = 0; m < MONTHS; m++)
				if (w.value[e][i][m] != 0)
				{
					w.point[points] = (trade_point) {FIRST + m, trade_sum_of(w.value[e][i][m] * w.unit)};
					w.quantities[points++] = (trade_book_quantity) {w.quantity[e][i][m] * ONE, w.quantity[e][i][m] > 0 ? w.value[e][i][m] * w.unit : 0};
					pair->count++;
				}
			pairs += pair->count > 0;
		}
	}
	w.purchases[LABELS] = pairs;
	for (int e = 0; e < LABELS; e++)
	{
		w.sales[e] = at;
		for (uint32_t p = 0; p < pairs; p++)
			if (w.pair[p].exporter == e)
				w.sold[at++] = p;
	}
	w.sales[LABELS] = at;
	w.book = (trade_book) {LABELS, pairs, w.pair, w.purchases, w.sold, w.sales, w.point, quantity ? w.quantities : NULL};
}

static bool
same_sum(const trade_sum *a, const trade_sum *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

/* Where a month belongs: 0 after, 1 before, -1 to neither. */
static int
side_of(int m)
{
	trade_month month = FIRST + m;
	const trade_span *window = w.windows.window;

	return month >= window[TRADE_AFTER].first && month <= window[TRADE_AFTER].last ? 0
		: month >= window[TRADE_BEFORE].first && month <= window[TRADE_BEFORE].last ? 1 : -1;
}

/* A flow added to a line, month by month. */
static void
add_flow(trade_sum *line, int e, int i)
{
	for (int m = 0; m < MONTHS; m++)
	{
		int			side = side_of(m);

		if (side >= 0)
			trade_sum_add_units(&line[side == 0 ? 0 : 1 + w.windows.class_of[(FIRST + m) % 12]], w.value[e][i][m] * w.unit);
	}
}

static bool
same_line(const trade_sum *line, const trade_sum *other)
{
	for (int i = 0; i < w.width; i++)
		if (!same_sum(&line[i], &other[i]))
			return false;
	return true;
}

static bool
is_cell(int e, int i)
{
	return trade_book_find(&w.book, e, i) != NULL;
}

/* How many labels before an importer bought of an exporter. */
static uint32_t
place_of_sale(int exporter, int importer)
{
	uint32_t	place = 0;

	for (int i = 0; i < importer; i++)
		place += is_cell(exporter, i);
	return place;
}

static void
check_book(void)
{
	for (int e = 0; e < LABELS; e++)
		for (int i = 0; i < LABELS; i++)
		{
			const trade_pair *pair = trade_book_find(&w.book, e, i);
			trade_sum	line[1 + TRADE_WEIGHT_CLASSES];
			trade_sum	plain[1 + TRADE_WEIGHT_CLASSES] = {{{0}}};
			trade_sum	sums[4] = {{{0}}};
			int			count = 0;

			for (int m = 0; m < MONTHS; m++)
				count += w.value[e][i][m] != 0;
			HOLDS((pair != NULL) == (count > 0));
			if (pair == NULL)
				continue;
			HOLDS(trade_book_sale(&w.book, e, place_of_sale(e, i)) == pair);
			HOLDS(pair->exporter == e && pair->importer == i && trade_book_course(&w.book, pair).count == count);
			trade_book_line(&w.book, &w.windows, pair, line);
			add_flow(plain, e, i);
			HOLDS(same_line(line, plain));
			trade_book_add_quantity(&w.book, &w.windows, pair, &sums[0], &sums[1]);
			for (int m = 0; m < MONTHS && w.book.quantity != NULL; m++)
				if (side_of(m) == 0 && w.quantity[e][i][m] > 0)
				{
					trade_sum_add_units(&sums[2], w.quantity[e][i][m] * ONE);
					trade_sum_add_units(&sums[3], w.value[e][i][m] * w.unit);
				}
			HOLDS(same_sum(&sums[0], &sums[2]) && same_sum(&sums[1], &sums[3]));
		}
}

/* All lines of a ledger. */
typedef struct lines
{
	trade_sum	imports[LABELS][1 + TRADE_WEIGHT_CLASSES];
	trade_sum	inflow[LABELS][1 + TRADE_WEIGHT_CLASSES];
	trade_sum	exports[LABELS][1 + TRADE_WEIGHT_CLASSES];
	trade_sum	outflow[LABELS][1 + TRADE_WEIGHT_CLASSES];
	trade_sum	gain[LABELS][1 + TRADE_WEIGHT_CLASSES];
	trade_sum	world[1 + TRADE_WEIGHT_CLASSES];
	trade_sum	origin_sales[1 + TRADE_WEIGHT_CLASSES];
	uint64_t	buyers;
} lines;

static bool
is_origin(int label)
{
	return w.everyone ? label != w.target : w.origins >> label & 1;
}

static bool
rose(const trade_sum *line)
{
	trade_wide	before;
	trade_wide	after;

	trade_line_average(&w.windows, line, TRADE_BEFORE, &before);
	trade_line_average(&w.windows, line, TRADE_AFTER, &after);
	return trade_wide_compare(&after, &before) > 0;
}

static void
sum_up(lines *l)
{
	memset(l, 0, sizeof *l);
	for (int e = 0; e < LABELS; e++)
		for (int i = 0; i < LABELS; i++)
		{
			trade_sum	line[1 + TRADE_WEIGHT_CLASSES] = {{{0}}};

			if (!is_cell(e, i))
				continue;
			add_flow(line, e, i);
			trade_line_add(w.width, l->imports[i], line);
			trade_line_add(w.width, l->exports[e], line);
			if (is_origin(e))
			{
				trade_line_add(w.width, l->inflow[i], line);
				l->buyers |= UINT64_C(1) << i;
			}
			if (rose(line))
				trade_line_add(w.width, l->gain[e], line);
			if (i == w.target)
				trade_line_add(w.width, l->outflow[e], line);
			else
			{
				trade_line_add(w.width, l->world, line);
				if (is_origin(e))
					trade_line_add(w.width, l->origin_sales, line);
			}
		}
}

/* An importer's purchases, in the order of the book. */
typedef struct bought_lines
{
	uint16_t	exporter[LABELS];
	trade_sum	line[LABELS * (1 + TRADE_WEIGHT_CLASSES)];
	trade_sum	imports[1 + TRADE_WEIGHT_CLASSES];
	trade_sum	inflow[1 + TRADE_WEIGHT_CLASSES];
} bought_lines;

static trade_purchases
purchases_of(int importer, bought_lines *lines)
{
	trade_purchases purchases = {.importer = importer, .imports = lines->imports, .inflow = lines->inflow,
		.count = trade_book_sellers(&w.book, importer), .exporter = lines->exporter, .line = lines->line};

	memset(lines, 0, sizeof *lines);
	for (uint32_t at = 0; at < purchases.count; at++)
	{
		const trade_pair *pair = trade_book_purchase(&w.book, importer, at);
		trade_sum  *line = lines->line + (size_t) at * w.width;

		lines->exporter[at] = pair->exporter;
		trade_book_line(&w.book, &w.windows, pair, line);
		trade_line_add(w.width, lines->imports, line);
		if (!is_origin(pair->exporter))
			continue;
		trade_line_add(w.width, lines->inflow, line);
		purchases.from_origins = true;
	}
	return purchases;
}

static bool
same_lines(trade_sum (*plain)[1 + TRADE_WEIGHT_CLASSES], const trade_ledger *ledger, trade_sum *lines)
{
	for (int label = 0; label < LABELS; label++)
		if (!same_line(plain[label], trade_ledger_line(ledger, lines, label)))
			return false;
	return true;
}

#define ROOM (LABELS * (1 + TRADE_WEIGHT_CLASSES))

static trade_sum room[10][ROOM];

static void
set_ledger(trade_ledger *ledger, uint64_t *buyers)
{
	static const uint64_t everybody = UINT64_MAX;
	bought_lines lines;

	memset(room, 0, sizeof room);
	*buyers = 0;
	*ledger = (trade_ledger) {.windows = &w.windows, .width = w.width, .target = w.target, .origins = w.everyone ? NULL : &w.origins,
		.candidates = &everybody, .imports = room[0], .inflow = room[1], .exports = room[2], .outflow = room[3], .gain = room[4],
		.buyers = buyers, .world = room[5], .origin_sales = room[6]};
	trade_ledger_weigh(ledger);
	for (int importer = 0; importer < LABELS; importer++)
	{
		trade_purchases purchases = purchases_of(importer, &lines);

		trade_ledger_add(ledger, &purchases);
	}
}

static void
check_ledger(const trade_ledger *ledger, lines *plain)
{
	HOLDS(same_lines(plain->imports, ledger, ledger->imports) && same_lines(plain->inflow, ledger, ledger->inflow));
	HOLDS(same_lines(plain->exports, ledger, ledger->exports) && same_lines(plain->gain, ledger, ledger->gain));
	HOLDS(same_lines(plain->outflow, ledger, ledger->outflow));
	HOLDS(same_line(plain->world, ledger->world) && same_line(plain->origin_sales, ledger->origin_sales));
	HOLDS(plain->buyers == *ledger->buyers);
}

/* A candidate's control, from its definition: sales of origins to those that are neither the target, nor suspects, nor itself. */
static int
plain_control(uint64_t suspects, int candidate, trade_sum *line)
{
	int			buyers = 0;

	for (int i = 0; i < LABELS; i++)
	{
		bool		any = false;

		for (int e = 0; e < LABELS; e++)
		{
			bool		seller = w.everyone ? e != w.target && !(suspects >> e & 1) && e != candidate : w.origins >> e & 1;

			if (!seller || i == w.target || (suspects >> i & 1) || i == candidate || !is_cell(e, i))
				continue;
			any = true;
			add_flow(line, e, i);
		}
		buyers += any;
	}
	return buyers;
}

static void
check_controls(const trade_ledger *ledger, uint64_t suspects)
{
	uint32_t	sellers[LABELS] = {0};
	uint32_t	sole[LABELS] = {0};
	bought_lines lines;
	trade_controls controls = {.buyers = 77, .ledger = ledger, .suspects = &suspects, .label_count = LABELS, .total = room[7], .sold = room[8],
		.bought = room[9], .sellers = sellers, .sole = sole};

	if (w.everyone)
	{
		for (int importer = 0; importer < LABELS; importer++)
		{
			trade_purchases purchases = purchases_of(importer, &lines);

			trade_controls_add(&controls, &purchases);
		}
		trade_controls_count(&controls);
	}
	else
		trade_controls_of_named(&controls);
	for (int label = 0; label < LABELS; label++)
	{
		trade_sum	line[1 + TRADE_WEIGHT_CLASSES];
		trade_sum	plain[1 + TRADE_WEIGHT_CLASSES] = {{{0}}};

		/* a candidate is no origin, and not the target */
		if (label == w.target || (!w.everyone && is_origin(label)))
			continue;
		HOLDS(trade_controls_without(&controls, label, line) == plain_control(suspects, label, plain));
		HOLDS(same_line(line, plain));
	}
}

/* The plain mean of the window after, and of the one before as its months weigh. */
static double
mean(const trade_sum *line, int window)
{
	double		sum = 0;

	if (window == TRADE_AFTER)
		return trade_sum_to_double(&line[0]) / w.windows.periods[TRADE_AFTER];
	for (int i = 0; i < w.windows.class_count; i++)
		sum += trade_sum_to_double(&line[1 + i]) * w.windows.weight_class[i].numerator / (double) w.windows.weight_class[i].denominator;
	return sum;
}

static int
sign(double x)
{
	return (x > 0) - (x < 0);
}

/* Ranks of some labels' sales to the target among each other. */
static void
check_strengths(lines *plain)
{
	trade_strength strength[LABELS];
	double		near[LABELS];
	int			known[LABELS];
	int			count = 0;
	trade_placebo placebo = {0};
	int			reached = 0;
	int			best = 0;

	for (int e = 0; e < LABELS; e++)
	{
		double		before = mean(plain->outflow[e], TRADE_BEFORE);
		double		after = mean(plain->outflow[e], TRADE_AFTER);
		bool		is_known = trade_strength_of(&w.windows, plain->outflow[e], &strength[e]);

		if (fabs(before + after) > 1e-9 * (fabs(before) + fabs(after)))
			HOLDS(is_known == (before + after > 0));
		if (!is_known || before < 0 || after < 0)
			continue;
		near[e] = 2 * (after - before) / (after + before);
		HOLDS(fabs(trade_strength_to_double(&strength[e]) - near[e]) < 1e-9);
		known[count++] = e;
	}
	if (count == 0)
		return;
	placebo.own = strength[known[0]];
	for (int i = 0; i < count; i++)
	{
		int			e = known[i];

		for (int j = 0; j < count; j++)
		{
			int			order = trade_strength_compare(&strength[e], &strength[known[j]]);
			double		apart = near[e] - near[known[j]];

			HOLDS(order == -trade_strength_compare(&strength[known[j]], &strength[e]));
			HOLDS(fabs(apart) < 1e-9 || order == sign(apart));
		}
		reached += trade_strength_compare(&strength[e], &strength[known[0]]) >= 0;
		if (trade_strength_compare(&strength[e], &strength[known[best]]) > 0)
			best = i;
		trade_placebo_count(&placebo, &strength[e], e % 3, e);
	}
	HOLDS(placebo.runs == count && placebo.reached == reached && placebo.where == known[best]);
	HOLDS(trade_strength_compare(&placebo.strongest, &strength[known[best]]) == 0);
	HOLDS(placebo.flagged + placebo.possible <= count);
	for (int grade = TRADE_POSSIBLE; grade <= TRADE_TRACED; grade++)
	{
		int			graded = 0;

		for (int i = 0; i < count; i++)
			graded += known[i] % 3 == grade;
		HOLDS(graded == (grade == TRADE_TRACED ? placebo.flagged : placebo.possible));
	}
}

static void
plain_sums(const trade_sum *line, trade_sum sums[2])
{
	sums[TRADE_BEFORE] = trade_line_before(&w.windows, line);
	sums[TRADE_AFTER] = line[0];
}

static void
check_sentences(const trade_scene *scene, const trade_finding *finding)
{
	static char text[6000];
	const trade_words words = {"RUS", 3, "USD", 3, w.step == 12 ? TRADE_FREQUENCY_YEAR : TRADE_FREQUENCY_MONTH};
	trade_signal order[TRADE_SIGNALS];
	int			seen = 0;

	trade_finding_order(finding, scene->limit, order);
	for (int i = 0; i < TRADE_SIGNALS; i++)
	{
		trade_sentence sentence = {&words, text, 0};

		seen |= 1 << order[i];
		if (i > 0)
			HOLDS(finding->signal[order[i - 1]].verdict <= finding->signal[order[i]].verdict);
		trade_say(&sentence, finding, scene, order[i]);
		HOLDS(sentence.length > 10 && sentence.length < 1200 && text[sentence.length - 1] == '.');
		HOLDS(memchr(text, '%', sentence.length) == NULL || strstr(text, " %") != NULL);
	}
	HOLDS(seen == (1 << TRADE_SIGNALS) - 1);
}

/* What a candidate sold and bought, as a candidate. */
static void
set_candidate(int label, lines *plain, const trade_sum *direct, const trade_sum *control, trade_point *bought, trade_candidate *candidate)
{
	const trade_pair *pair = trade_book_find(&w.book, label, w.target);
	trade_sum	sums[2];
	int			count = 0;

	memset(candidate, 0, sizeof *candidate);
	candidate->label = label;
	candidate->inflow = plain->inflow[label];
	candidate->outflow = plain->outflow[label];
	candidate->direct = direct;
	candidate->gain = plain->gain[label];
	candidate->control = control;
	candidate->out = trade_book_course(&w.book, pair);
	trade_book_add_quantity(&w.book, &w.windows, pair, &candidate->out_quantity, &candidate->out_quantity_value);
	for (int m = 0; m < MONTHS; m++)
	{
		trade_sum	sum = trade_sum_of(0);

		for (int e = 0; e < LABELS; e++)
			if (is_origin(e))
				trade_sum_add_units(&sum, w.value[e][label][m] * w.unit);
		if (trade_sum_sign(&sum) != 0)
			bought[count++] = (trade_point) {FIRST + m, sum};
	}
	candidate->in = (trade_course) {bought, count};
	for (int e = 0; e < LABELS; e++)
		if (is_origin(e) && is_cell(e, label))
			trade_book_add_quantity(&w.book, &w.windows, trade_book_find(&w.book, e, label), &candidate->in_quantity, &candidate->in_quantity_value);
	plain_sums(plain->imports[label], candidate->imports);
	plain_sums(plain->exports[label], candidate->elsewhere);
	plain_sums(plain->outflow[label], sums);
	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
		trade_sum_subtract(&candidate->elsewhere[at], &sums[at]);
	candidate->exports_known = trade_book_buyers(&w.book, label) > 1;
}

/* What must be true of any finding. */
static void
check_finding(const trade_scene *scene, const trade_candidate *candidate, const trade_finding *finding)
{
	HOLDS(trade_candidate_is_suspect(scene, candidate)
		  == (trade_finding_fired(finding, TRADE_SURGE) || trade_finding_fired(finding, TRADE_NEW_ROUTE)));
	HOLDS(!(trade_finding_fired(finding, TRADE_SURGE) && trade_finding_fired(finding, TRADE_NEW_ROUTE)));
	HOLDS(finding->flagged == (finding->grade == TRADE_TRACED));
	HOLDS(finding->score >= 0 && finding->score <= 1);
	HOLDS(finding->attributed >= 0 && finding->rerouted >= 0);
	HOLDS(trade_finding_compare(finding, finding) == 0);
	HOLDS(finding->grade == TRADE_NO_GRADE || trade_candidate_is_suspect(scene, candidate));
}

static bool
same_verdicts(const trade_finding *a, const trade_finding *b)
{
	for (int i = 0; i < TRADE_SIGNALS; i++)
		if (a->signal[i].verdict != b->signal[i].verdict)
			return false;
	return a->grade == b->grade && a->score == b->score && a->sourcing == b->sourcing
		&& a->material == b->material && a->active == b->active;
}

/* Judges all candidates; what each got goes into found. */
static void
judge(const trade_thresholds *limit, bool share_baseline, trade_finding *found)
{
	lines		plain;
	trade_scene scene = {.windows = &w.windows, .limit = limit, .everyone = w.everyone, .share_baseline = share_baseline, .third_exports = true};
	static trade_point bought[MONTHS];

	sum_up(&plain);
	plain_sums(plain.imports[w.target], scene.target_imports);
	plain_sums(plain.world, scene.world);
	plain_sums(plain.origin_sales, scene.origin_sales);
	for (int label = 0; label < LABELS; label++)
	{
		trade_sum	direct[1 + TRADE_WEIGHT_CLASSES];
		trade_sum	control[1 + TRADE_WEIGHT_CLASSES] = {{{0}}};
		trade_candidate candidate;
		trade_finding *finding = &found[label];

		memset(finding, 0, sizeof *finding);
		if (label == w.target || (!w.everyone && is_origin(label)) || !is_cell(label, w.target))
			continue;
		memcpy(direct, plain.inflow[w.target], sizeof direct);
		if (w.everyone)
			trade_line_subtract(w.width, direct, plain.outflow[label]);
		plain_control(0, label, control);
		set_candidate(label, &plain, direct, control, bought, &candidate);
		scene.explain = false;
		trade_candidate_judge(&scene, &candidate, finding);
		check_finding(&scene, &candidate, finding);
		{
			trade_finding said;

			memset(&said, 0, sizeof said);
			scene.explain = true;
			trade_candidate_judge(&scene, &candidate, &said);
			HOLDS(same_verdicts(finding, &said));
			check_sentences(&scene, &said);
		}
	}
}

static void
check_judging(fuzz_bytes *b)
{
	trade_thresholds limit;
	bool		share_baseline = fuzz_next(b, 2);
	bool		quantity = fuzz_next(b, 2);
	trade_finding found[2][LABELS];

	trade_thresholds_default(&trade_screen_thresholds, &limit);
	limit.min_value = fuzz_next(b, 60) * ONE;
	limit.surge_ratio = TRADE_UNITS_PER_ONE * (1 + fuzz_next(b, 4));
	limit.steady_ratio = TRADE_UNITS_PER_ONE * fuzz_next(b, 3);
	limit.noise = TRADE_UNITS_PER_ONE * fuzz_next(b, 3);
	limit.targeted = TRADE_UNITS_PER_ONE / 100 * fuzz_next(b, 30);
	limit.flag_score = TRADE_UNITS_PER_ONE / 100 * (1 + fuzz_next(b, 99));
	limit.passed_on = TRADE_UNITS_PER_ONE / 100 * fuzz_next(b, 99);
	for (int turn = 0; turn < 2; turn++)
	{
		/* the same in thousands of millions */
		w.unit = turn == 0 ? ONE : ONE * 1000000000;
		limit.min_value *= turn == 0 ? 1 : 1000000000;
		set_book(quantity);
		judge(&limit, share_baseline, found[turn]);
	}
	for (int label = 0; label < LABELS; label++)
		HOLDS(same_verdicts(&found[0][label], &found[1][label]));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_bytes	b = {data, size};
	trade_ledger ledger;
	uint64_t	buyers;
	lines		plain;
	int			turn;

	memset(&w, 0, sizeof w);
	w.step = fuzz_next(&b, 4) == 0 ? 12 : 1;
	w.unit = fuzz_next(&b, 2) ? ONE : ONE << 60;
	w.target = fuzz_next(&b, LABELS);
	w.everyone = fuzz_next(&b, 3) == 0;
	w.origins = fuzz_next(&b, 1 << LABELS) & ~(1 << w.target);
	turn = (6 + fuzz_next(&b, MONTHS - 12)) / w.step * w.step;
	for (int i = 0; i < FLOWS; i++)
		take_flow(&b, i / LABELS, i % LABELS, turn);
	if (!set_windows(&b, turn))
		return 0;
	set_book(fuzz_next(&b, 2));
	check_book();
	sum_up(&plain);
	set_ledger(&ledger, &buyers);
	check_ledger(&ledger, &plain);
	check_controls(&ledger, fuzz_next(&b, 1 << LABELS) & ~w.origins & ~(1 << w.target));
	check_strengths(&plain);
	check_judging(&b);
	return 0;
}
