/* The screen at many targets and windows, over a book of flows. */
#include "postgres.h"

#include "miscadmin.h"

#include "screen/scan.h"
#include "screen/signal_core.h"
#include "screen/stage.h"

/* One line for each weight and the window after. */
typedef trade_sum line_of_sums[1 + TRADE_WEIGHT_CLASSES];

/* A course less one that is part of it. */
static trade_course
course_without(const trade_course *whole, const trade_course *part)
{
	trade_point *point = palloc_extended(((Size) whole->count + part->count) * sizeof(trade_point) + 1, MCXT_ALLOC_HUGE);
	int			count = 0;
	int			at = 0;

	for (int i = 0; i < part->count; i++)
	{
		while (at < whole->count && whole->point[at].month < part->point[i].month)
			point[count++] = whole->point[at++];
		point[count] = (trade_point) {part->point[i].month, trade_sum_of(0)};
		if (at < whole->count && whole->point[at].month == part->point[i].month)
			point[count].value = whole->point[at++].value;
		trade_sum_subtract(&point[count++].value, &part->point[i].value);
	}
	while (at < whole->count)
		point[count++] = whole->point[at++];
	return (trade_course) {point, count};
}

void
sanctions_stage_begin(sanctions_stage *stage, sanctions_play *play, const trade_event_windows *windows)
{
	stage->play = play;
	stage->windows = windows;
	stage->width = trade_line_width(windows);
	stage->filled = false;
	stage->known = sanctions_label_set(play->head);
	stage->ledger.target = -1;
	stage->ledger.origins = play->origins;
	sanctions_ledger_begin(&stage->ledger, play->head, windows);
}

void
sanctions_run_begin(const sanctions_stage *stage, sanctions_run *run)
{
	Size		labels = stage->play->book->label_count;

	run->pair = palloc(labels * sizeof(trade_pair *));
	run->line = palloc_extended(labels * stage->width * sizeof(trade_sum), MCXT_ALLOC_HUGE);
	run->grade = palloc(labels * sizeof(trade_grade));
}

/* What all labels traded together. */
static void
fill_ledger(sanctions_stage *stage)
{
	sanctions_play *play = stage->play;

	if (stage->filled)
		return;
	sanctions_play_know_world(play);
	trade_course_add(stage->windows, &play->world, stage->ledger.world);
	trade_course_add(stage->windows, &play->origin_sales, stage->ledger.origin_sales);
	stage->filled = true;
}

/* What a label bought, and what it sold to each. */
static void
know_label(sanctions_stage *stage, uint32 label)
{
	trade_ledger *ledger = &stage->ledger;
	sanctions_play *play = stage->play;
	const trade_book *book = play->book;
	line_of_sums line;

	sanctions_play_know_purchases(play, label);
	trade_course_add(stage->windows, &play->imports[label], trade_ledger_line(ledger, ledger->imports, label));
	trade_course_add(stage->windows, &play->inflow[label], trade_ledger_line(ledger, ledger->inflow, label));
	for (uint32 at = 0; at < trade_book_buyers(book, label); at++)
	{
		const trade_pair *pair = trade_book_sale(book, label, at);

		CHECK_FOR_INTERRUPTS();
		trade_book_line(book, stage->windows, pair, line);
		trade_ledger_add_sale(ledger, label, pair->importer, line);
	}
	sanctions_label_set_add(stage->known, label);
}

static inline trade_sum *
ledger_line(sanctions_stage *stage, trade_sum *lines, uint32 label)
{
	if (!sanctions_label_set_has(stage->known, label))
		know_label(stage, label);
	return trade_ledger_line(&stage->ledger, lines, label);
}

/* A run while it goes on. */
typedef struct running
{
	sanctions_stage *stage;
	sanctions_run *run;
	bool		origin;			/* the target is one, which here it is not */
	trade_scene scene;
	line_of_sums bought;		/* by the target: of all, and of the origins */
	line_of_sums direct;
	line_of_sums control;
	uint64	   *suspects;
	int			suspect_count;
} running;

static trade_sum *
line_at(const running *r, int at)
{
	return r->run->line + (Size) at * r->stage->width;
}

/* The target's purchases: their lines, and who of the sellers is a candidate. */
static void
read_purchases(running *r)
{
	const sanctions_stage *stage = r->stage;
	const trade_book *book = stage->play->book;
	sanctions_run *run = r->run;

	run->count = 0;
	memset(r->bought, 0, sizeof r->bought);
	memset(r->direct, 0, sizeof r->direct);
	for (uint32 at = 0; at < trade_book_sellers(book, run->target); at++)
	{
		const trade_pair *pair = trade_book_purchase(book, run->target, at);
		trade_sum  *line = line_at(r, run->count);

		CHECK_FOR_INTERRUPTS();
		trade_book_line(book, stage->windows, pair, line);
		trade_line_add(stage->width, r->bought, line);
		if (stage->play->origins != NULL && sanctions_play_is_origin(stage->play, pair->exporter))
			trade_line_add(stage->width, r->direct, line);
		else if (!sanctions_label_set_has(stage->play->sums, pair->exporter))
			run->pair[run->count++] = pair;
	}
}

/* What the target's purchases alone say of a candidate; direct is room for a line of its own. */
static void
begin_candidate(const running *r, int at, trade_sum *direct, trade_candidate *candidate)
{
	const trade_pair *pair = r->run->pair[at];

	memset(candidate, 0, sizeof *candidate);
	candidate->label = pair->exporter;
	candidate->outflow = line_at(r, at);
	candidate->direct = r->direct;
	if (r->scene.everyone)
	{
		memcpy(direct, r->bought, r->stage->width * sizeof(trade_sum));
		trade_line_subtract(r->stage->width, direct, candidate->outflow);
		candidate->direct = direct;
	}
	candidate->out = trade_book_course(r->stage->play->book, pair);
}

static void
find_suspects(running *r)
{
	r->suspects = sanctions_label_set(r->stage->play->head);
	r->suspect_count = 0;
	for (int at = 0; at < r->run->count; at++)
	{
		trade_candidate candidate;
		line_of_sums direct;

		CHECK_FOR_INTERRUPTS();
		r->run->grade[at] = TRADE_NO_GRADE;
		begin_candidate(r, at, direct, &candidate);
		if (!trade_candidate_is_suspect(&r->scene, &candidate))
			continue;
		sanctions_label_set_add(r->suspects, candidate.label);
		r->suspect_count++;
	}
}

static void
plain_sums(const trade_event_windows *windows, const trade_sum *line, trade_sum sums[2])
{
	sums[TRADE_BEFORE] = trade_line_before(windows, line);
	sums[TRADE_AFTER] = line[0];
}

/* What the origins but the target sold to all but the target, which is taken out of all their sales. */
static void
set_origin_sales(const running *r, trade_sum *line)
{
	sanctions_stage *stage = r->stage;

	memcpy(line, stage->ledger.origin_sales, stage->width * sizeof(trade_sum));
	trade_line_subtract(stage->width, line, r->direct);
	if (r->origin)
		trade_line_subtract(stage->width, line, ledger_line(stage, stage->ledger.exports, r->run->target));
}

/* What is the same of all candidates, once the ledger is filled. */
static void
complete_scene(running *r)
{
	const sanctions_stage *stage = r->stage;
	const trade_book *book = stage->play->book;
	uint32		target = r->run->target;
	line_of_sums line;
	uint32		third = stage->play->outside;

	plain_sums(stage->windows, r->bought, r->scene.target_imports);
	memcpy(line, stage->ledger.world, stage->width * sizeof(trade_sum));
	trade_line_subtract(stage->width, line, r->bought);
	plain_sums(stage->windows, line, r->scene.world);
	if (r->scene.everyone)
		return;
	set_origin_sales(r, line);
	plain_sums(stage->windows, line, r->scene.origin_sales);
	for (uint32 at = 0; at < trade_book_sellers(book, target); at++)
		third -= !sanctions_play_is_origin(stage->play, trade_book_purchase(book, target, at)->exporter);
	if (!r->origin)
		third -= trade_book_buyers(book, target);
	r->scene.third_exports = third > 0;
}

/* What the target sold to a label, where it is an origin of others; NULL where it sold nothing. */
static const trade_pair *
own_sales(const running *r, uint32 label)
{
	return r->origin || r->scene.everyone ? trade_book_find(r->stage->play->book, r->run->target, label) : NULL;
}

/* A label's purchases from the origins, of which the target is none. */
static void
inflow_of(const running *r, uint32 label, trade_sum *line)
{
	sanctions_stage *stage = r->stage;
	const trade_pair *own = own_sales(r, label);
	line_of_sums sold;

	memcpy(line, ledger_line(stage, stage->ledger.inflow, label), stage->width * sizeof(trade_sum));
	if (own == NULL)
		return;
	trade_book_line(stage->play->book, stage->windows, own, sold);
	trade_line_subtract(stage->width, line, sold);
}

/* Named origins' sales to all but the target and the suspects: suspects are all that is judged whole. */
static void
control_of_named(running *r)
{
	line_of_sums line;

	set_origin_sales(r, r->control);
	for (int at = 0; at < r->run->count; at++)
	{
		uint32		label = r->run->pair[at]->exporter;

		CHECK_FOR_INTERRUPTS();
		if (!sanctions_label_set_has(r->suspects, label))
			continue;
		inflow_of(r, label, line);
		trade_line_subtract(r->stage->width, r->control, line);
	}
}

/* Takes out what a label sold and bought, but leaves in what it bought of those that are left out, too. */
static void
leave_out(running *r, uint32 label)
{
	sanctions_stage *stage = r->stage;
	const trade_book *book = stage->play->book;
	line_of_sums line;

	trade_line_subtract(stage->width, r->control, ledger_line(stage, stage->ledger.exports, label));
	trade_line_subtract(stage->width, r->control, ledger_line(stage, stage->ledger.imports, label));
	for (uint32 at = 0; at < trade_book_sellers(book, label); at++)
	{
		const trade_pair *pair = trade_book_purchase(book, label, at);

		CHECK_FOR_INTERRUPTS();
		if (pair->exporter != r->run->target && !sanctions_label_set_has(r->suspects, pair->exporter))
			continue;
		trade_book_line(book, stage->windows, pair, line);
		trade_line_add(stage->width, r->control, line);
	}
}

/* All trade between labels that are neither the target nor suspects. */
static void
control_of_all(running *r)
{
	memcpy(r->control, r->stage->ledger.world, r->stage->width * sizeof(trade_sum));
	leave_out(r, r->run->target);
	for (int at = 0; at < r->run->count; at++)
	{
		CHECK_FOR_INTERRUPTS();
		if (sanctions_label_set_has(r->suspects, r->run->pair[at]->exporter))
			leave_out(r, r->run->pair[at]->exporter);
	}
}

static void
set_control(running *r)
{
	if (!r->scene.share_baseline)
		return;
	if (r->scene.everyone)
		control_of_all(r);
	else
		control_of_named(r);
}

/* The course and the quantities of what a candidate bought of the origins. */
static void
set_purchases(const running *r, trade_candidate *candidate)
{
	sanctions_play *play = r->stage->play;
	const trade_book *book = play->book;
	const trade_course *whole = &play->inflow[candidate->label];
	const trade_pair *own = own_sales(r, candidate->label);

	sanctions_play_know_purchases(play, candidate->label);
	candidate->in = *whole;
	if (own != NULL)
	{
		const trade_course part = trade_book_course(book, own);

		candidate->in = course_without(whole, &part);
	}
	if (book->quantity == NULL)
		return;
	for (uint32 at = 0; at < trade_book_sellers(book, candidate->label); at++)
	{
		const trade_pair *pair = trade_book_purchase(book, candidate->label, at);

		if (pair != own && sanctions_play_is_origin(play, pair->exporter))
			trade_book_add_quantity(book, r->stage->windows, pair, &candidate->in_quantity, &candidate->in_quantity_value);
	}
}

/* What a candidate traded with everybody. */
static void
set_own_trade(const running *r, trade_candidate *candidate)
{
	sanctions_stage *stage = r->stage;
	const trade_ledger *ledger = &stage->ledger;
	trade_sum	outflow[2];

	plain_sums(stage->windows, ledger_line(stage, ledger->imports, candidate->label), candidate->imports);
	plain_sums(stage->windows, ledger_line(stage, ledger->exports, candidate->label), candidate->elsewhere);
	plain_sums(stage->windows, candidate->outflow, outflow);
	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
		trade_sum_subtract(&candidate->elsewhere[at], &outflow[at]);
	candidate->exports_known = trade_book_buyers(stage->play->book, candidate->label) > 1;
}

static trade_grade
judge(const running *r, int at)
{
	trade_candidate candidate;
	trade_finding finding;
	line_of_sums direct;
	line_of_sums inflow;

	begin_candidate(r, at, direct, &candidate);
	candidate.gain = ledger_line(r->stage, r->stage->ledger.gain, candidate.label);
	if (!trade_candidate_is_targeted(&r->scene, &candidate))
		return TRADE_NO_GRADE;
	inflow_of(r, candidate.label, inflow);
	candidate.inflow = inflow;
	candidate.control = r->scene.share_baseline ? r->control : NULL;
	trade_book_add_quantity(r->stage->play->book, r->stage->windows, r->run->pair[at],
							&candidate.out_quantity, &candidate.out_quantity_value);
	set_own_trade(r, &candidate);
	set_purchases(r, &candidate);
	trade_candidate_judge(&r->scene, &candidate, &finding);
	return finding.grade;
}

static void
judge_suspects(running *r)
{
	fill_ledger(r->stage);
	complete_scene(r);
	set_control(r);
	for (int at = 0; at < r->run->count; at++)
	{
		CHECK_FOR_INTERRUPTS();
		if (sanctions_label_set_has(r->suspects, r->run->pair[at]->exporter))
			r->run->grade[at] = judge(r, at);
	}
}

void
sanctions_stage_run(sanctions_stage *stage, int target, sanctions_run *run)
{
	running		r = {.stage = stage, .run = run};

	run->target = target;
	r.origin = stage->play->origins != NULL && sanctions_play_is_origin(stage->play, target);
	r.scene.windows = stage->windows;
	r.scene.limit = stage->play->limit;
	r.scene.everyone = stage->play->origins == NULL;
	r.scene.share_baseline = stage->play->share_baseline;
	read_purchases(&r);
	find_suspects(&r);
	if (r.suspect_count > 0)
		judge_suspects(&r);
}
