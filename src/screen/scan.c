/* A screen over a stored matrix. */
#include "postgres.h"

#include "miscadmin.h"

#include "screen/purchases.h"
#include "screen/scan.h"
#include "screen/windows.h"

#define CELLS_A_STEP 128

/* Whoever ever sold to the target, is no origin and no sum. */
static void
find_candidates(sanctions_screen *screen)
{
	const sanctions_suppliers *suppliers = &screen->suppliers;

	screen->candidates = sanctions_label_set(screen->head);
	for (int i = 0; i < suppliers->count; i++)
	{
		uint16		label = suppliers->label[i];

		if ((screen->labels.origins != NULL && sanctions_label_set_has(screen->labels.origins, label))
			|| sanctions_label_is_sum(screen->head, label))
			continue;
		sanctions_label_set_add(screen->candidates, label);
		screen->count++;
	}
}

/* Whether some exporters have a cell to another than the target, in any period. */
static bool
sell_to_others(const sanctions_screen *screen, const sanctions_part *part)
{
	trade_cell	cell[CELLS_A_STEP];
	uint32		count;

	sanctions_part_ask(screen->matrix, part);
	while ((count = sanctions_part_cells(screen->matrix, cell, CELLS_A_STEP)) > 0)
		for (uint32 i = 0; i < count; i++)
			if (cell[i].value != 0 && cell[i].importer != cell[i].exporter && cell[i].importer != screen->labels.target)
				return true;
	return false;
}

/* Whether the data hold exports of third countries at all. */
static bool
third_countries_sell(const sanctions_screen *screen)
{
	uint64	   *third = sanctions_label_set(screen->head);
	const sanctions_part part = {.exporters = third, .windows = {{TRADE_ALL_TIME, TRADE_NO_SPAN}}};

	for (int label = 0; label < screen->head->label_count; label++)
		if (label != screen->labels.target && !sanctions_label_set_has(screen->labels.origins, label))
			sanctions_label_set_add(third, label);
	return sell_to_others(screen, &part);
}

/* The same of one label; what it sold in the windows mostly tells. */
static bool
sells_to_others(const sanctions_screen *screen, uint32 label)
{
	const trade_ledger *ledger = &screen->ledger;
	uint64	   *only;
	bool		found;

	if (memcmp(trade_ledger_line(ledger, ledger->exports, label), trade_ledger_line(ledger, ledger->outflow, label),
			   ledger->width * sizeof(trade_sum)) != 0)
		return true;
	only = sanctions_label_set(screen->head);
	sanctions_label_set_add(only, label);
	found = sell_to_others(screen, &(sanctions_part) {.exporters = only, .windows = {{TRADE_ALL_TIME, TRADE_NO_SPAN}},
		.has_needed = true, .needed = label});
	pfree(only);
	return found;
}

/* Who exports to others than the target: of third countries whether any does, with {*} which candidates. */
static void
find_exporters(sanctions_screen *screen)
{
	screen->exporters = sanctions_label_set(screen->head);
	if (screen->labels.origins != NULL)
	{
		screen->scene.third_exports = third_countries_sell(screen);
		return;
	}
	for (int i = 0; i < screen->suppliers.count; i++)
	{
		uint32		label = screen->suppliers.label[i];

		if (sanctions_label_set_has(screen->candidates, label) && sells_to_others(screen, label))
			sanctions_label_set_add(screen->exporters, label);
	}
}

static trade_sum *
lines_for_labels(const sanctions_matrix *head, const trade_event_windows *windows)
{
	Size		size = (Size) head->label_count * trade_line_width(windows) * sizeof(trade_sum);
	trade_sum  *lines = palloc_extended(size, MCXT_ALLOC_HUGE);

	memset(lines, 0, size);
	return lines;
}

void
sanctions_ledger_begin(trade_ledger *ledger, const sanctions_matrix *head, const trade_event_windows *windows)
{
	ledger->windows = windows;
	ledger->width = trade_line_width(windows);
	ledger->imports = lines_for_labels(head, windows);
	ledger->inflow = lines_for_labels(head, windows);
	ledger->exports = lines_for_labels(head, windows);
	ledger->outflow = lines_for_labels(head, windows);
	ledger->gain = lines_for_labels(head, windows);
	ledger->buyers = sanctions_label_set(head);
	ledger->world = palloc0(ledger->width * sizeof(trade_sum));
	ledger->origin_sales = palloc0(ledger->width * sizeof(trade_sum));
	trade_ledger_weigh(ledger);
}

/* All labels but the target, where they are the origins. */
static const uint64 *
sellers(const sanctions_screen *screen)
{
	uint64	   *set;

	if (screen->labels.origins != NULL)
		return screen->labels.origins;
	set = sanctions_label_set(screen->head);
	for (int label = 0; label < screen->head->label_count; label++)
		if (label != screen->labels.target)
			sanctions_label_set_add(set, label);
	return set;
}

/* Of all labels as origins controls are counted on the way, from what everybody sold. */
static void
fill_ledger(sanctions_screen *screen)
{
	bool		controls = screen->scene.share_baseline && screen->labels.origins == NULL;
	sanctions_purchases_reader *reader;
	trade_purchases purchases;

	screen->ledger.target = screen->labels.target;
	screen->ledger.origins = screen->labels.origins;
	screen->ledger.candidates = screen->candidates;
	sanctions_ledger_begin(&screen->ledger, screen->head, &screen->windows);
	reader = sanctions_purchases_open(screen->matrix, &screen->windows, NULL, screen->sellers,
									  controls ? NULL : screen->candidates);
	while (sanctions_purchases_next(reader, &purchases))
	{
		trade_ledger_add(&screen->ledger, &purchases);
		if (controls)
			trade_controls_add(&screen->controls, &purchases);
	}
}

static void
plain_sums(const trade_event_windows *windows, const trade_sum *line, trade_sum sums[2])
{
	sums[TRADE_BEFORE] = trade_line_before(windows, line);
	sums[TRADE_AFTER] = line[0];
}

/* What is the same of all candidates, once the ledger is filled. */
static void
set_scene(sanctions_screen *screen)
{
	trade_scene *scene = &screen->scene;
	const trade_ledger *ledger = &screen->ledger;

	if (ledger->target >= 0)
		plain_sums(&screen->windows, trade_ledger_line(ledger, ledger->imports, ledger->target), scene->target_imports);
	plain_sums(&screen->windows, ledger->world, scene->world);
	plain_sums(&screen->windows, ledger->origin_sales, scene->origin_sales);
}

/* Lines that a candidate has of its own, where the origins are all but it. */
typedef struct own_lines
{
	trade_sum	direct[1 + TRADE_WEIGHT_CLASSES];
	trade_sum	control[1 + TRADE_WEIGHT_CLASSES];
} own_lines;

/* What the ledger and the target's suppliers know of a candidate. */
static void
begin_candidate(const sanctions_screen *screen, int supplier, own_lines *own, trade_candidate *candidate)
{
	const trade_ledger *ledger = &screen->ledger;
	const sanctions_course *out = &screen->suppliers.course[supplier];
	uint32		label = screen->suppliers.label[supplier];

	memset(candidate, 0, sizeof *candidate);
	candidate->label = label;
	candidate->inflow = trade_ledger_line(ledger, ledger->inflow, label);
	candidate->outflow = trade_ledger_line(ledger, ledger->outflow, label);
	candidate->gain = trade_ledger_line(ledger, ledger->gain, label);
	candidate->direct = trade_ledger_line(ledger, ledger->inflow, ledger->target);
	if (ledger->origins == NULL)
	{
		memcpy(own->direct, candidate->direct, ledger->width * sizeof(trade_sum));
		trade_line_subtract(ledger->width, own->direct, candidate->outflow);
		candidate->direct = own->direct;
	}
	candidate->out = out->course;
	candidate->out_quantity = out->quantity;
	candidate->out_quantity_value = out->quantity_value;
}

/* The sales of all sellers to the target. */
static void
add_direct(const sanctions_screen *screen, trade_sum *direct)
{
	for (int i = 0; i < screen->suppliers.count; i++)
		if (sanctions_label_set_has(screen->sellers, screen->suppliers.label[i]))
			trade_course_add(&screen->windows, &screen->suppliers.course[i].course, direct);
}

/* From sales to the target alone, so before anything else is added up. */
static void
find_suspects(sanctions_screen *screen)
{
	int			width = trade_line_width(&screen->windows);
	trade_sum	all[1 + TRADE_WEIGHT_CLASSES] = {{{0}}};

	screen->suspects = sanctions_label_set(screen->head);
	add_direct(screen, all);
	for (int i = 0; i < screen->suppliers.count; i++)
	{
		trade_candidate candidate = {.label = screen->suppliers.label[i], .out = screen->suppliers.course[i].course};
		trade_sum	outflow[1 + TRADE_WEIGHT_CLASSES] = {{{0}}};
		trade_sum	direct[1 + TRADE_WEIGHT_CLASSES];

		CHECK_FOR_INTERRUPTS();
		if (!sanctions_label_set_has(screen->candidates, candidate.label))
			continue;
		trade_course_add(&screen->windows, &candidate.out, outflow);
		memcpy(direct, all, width * sizeof(trade_sum));
		if (screen->labels.origins == NULL)
			trade_line_subtract(width, direct, outflow);
		candidate.outflow = outflow;
		candidate.direct = direct;
		if (trade_candidate_is_suspect(&screen->scene, &candidate))
			sanctions_label_set_add(screen->suspects, candidate.label);
	}
}

static void
begin_controls(sanctions_screen *screen)
{
	trade_controls *controls = &screen->controls;
	Size		labels = screen->head->label_count;

	if (!screen->scene.share_baseline)
		return;
	controls->ledger = &screen->ledger;
	controls->suspects = screen->suspects;
	controls->label_count = labels;
	controls->total = palloc0(trade_line_width(&screen->windows) * sizeof(trade_sum));
	if (screen->labels.origins != NULL)
		return;
	controls->sold = lines_for_labels(screen->head, &screen->windows);
	controls->bought = lines_for_labels(screen->head, &screen->windows);
	controls->sellers = palloc0(labels * sizeof(uint32));
	controls->sole = palloc0(labels * sizeof(uint32));
}

static void
end_controls(sanctions_screen *screen)
{
	if (!screen->scene.share_baseline)
		return;
	if (screen->labels.origins == NULL)
		trade_controls_count(&screen->controls);
	else
		trade_controls_of_named(&screen->controls);
}

/* What is asked only of one that is judged whole. */
static void
complete_candidate(const sanctions_screen *screen, const sanctions_course *in, own_lines *own, trade_candidate *candidate)
{
	const trade_ledger *ledger = &screen->ledger;
	trade_sum	exports[2];
	trade_sum	outflow[2];

	plain_sums(&screen->windows, trade_ledger_line(ledger, ledger->imports, candidate->label), candidate->imports);
	plain_sums(&screen->windows, trade_ledger_line(ledger, ledger->exports, candidate->label), exports);
	plain_sums(&screen->windows, candidate->outflow, outflow);
	for (int at = TRADE_BEFORE; at <= TRADE_AFTER; at++)
	{
		candidate->elsewhere[at] = exports[at];
		trade_sum_subtract(&candidate->elsewhere[at], &outflow[at]);
	}
	candidate->in = in->course;
	candidate->in_quantity = in->quantity;
	candidate->in_quantity_value = in->quantity_value;
	candidate->exports_known = sanctions_label_set_has(screen->exporters, candidate->label);
	if (!screen->scene.share_baseline)
		return;
	candidate->controls = trade_controls_without(&screen->controls, candidate->label, own->control);
	candidate->control = own->control;
}

static int
compare_findings(const void *a, const void *b)
{
	CHECK_FOR_INTERRUPTS();
	return trade_finding_compare(*(trade_finding *const *) a, *(trade_finding *const *) b);
}

static void
judge_all(sanctions_screen *screen)
{
	trade_finding *finding = palloc_extended(screen->count * sizeof(trade_finding), MCXT_ALLOC_HUGE);
	sanctions_course_reader *reader = sanctions_courses_open(screen->matrix, &screen->windows, screen->candidates,
															 screen->sellers);
	int			at = 0;

	screen->finding = palloc(screen->count * sizeof(trade_finding *));
	for (int i = 0; i < screen->suppliers.count; i++)
	{
		trade_candidate candidate;
		sanctions_course in;
		own_lines	own;

		CHECK_FOR_INTERRUPTS();
		if (!sanctions_label_set_has(screen->candidates, screen->suppliers.label[i]))
			continue;
		sanctions_courses_next(reader, screen->suppliers.label[i], &in);
		begin_candidate(screen, i, &own, &candidate);
		complete_candidate(screen, &in, &own, &candidate);
		trade_candidate_judge(&screen->scene, &candidate, &finding[at]);
		screen->finding[at] = &finding[at];
		at++;
	}
	qsort(screen->finding, screen->count, sizeof(trade_finding *), compare_findings);
}

bool
sanctions_screen_open(FunctionCallInfo fcinfo, Datum matrix, sanctions_event_arguments *args, sanctions_screen *screen)
{
	screen->matrix = sanctions_part_open(matrix, true);
	screen->head = sanctions_part_head(screen->matrix);
	if (screen->head->cell_count == 0)
		return false;
	sanctions_event_fit(args, screen->head);
	if (!sanctions_event_windows(screen->matrix, args, &screen->windows))
		return false;
	sanctions_refuse_sums(screen->head);
	sanctions_screen_labels_find(screen->head, args, &screen->labels);
	sanctions_screen_labels_warn(fcinfo, screen->head, args, &screen->labels);
	sanctions_warn_silence(fcinfo, &screen->windows);
	screen->scene.share_baseline = args->share_baseline;
	return true;
}

/* Who sold to the target, and who of them is a candidate. */
static void
find_sellers(sanctions_screen *screen)
{
	screen->count = 0;
	screen->suppliers.count = 0;
	if (screen->labels.target >= 0)
		sanctions_suppliers_read(screen->matrix, &screen->windows, screen->labels.target, &screen->suppliers);
	find_candidates(screen);
}

static void
weigh_market(sanctions_screen *screen)
{
	screen->scene.windows = &screen->windows;
	screen->scene.limit = &screen->thresholds;
	screen->scene.everyone = screen->labels.origins == NULL;
	screen->sellers = sellers(screen);
	find_suspects(screen);
	begin_controls(screen);
	fill_ledger(screen);
	set_scene(screen);
	end_controls(screen);
}

void
sanctions_screen_controls(sanctions_screen *screen)
{
	find_sellers(screen);
	weigh_market(screen);
}

void
sanctions_screen_run(sanctions_screen *screen)
{
	find_sellers(screen);
	if (screen->count == 0)
		return;
	weigh_market(screen);
	find_exporters(screen);
	judge_all(screen);
}
