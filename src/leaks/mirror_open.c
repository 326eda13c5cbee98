/*
 * The matrices of mirror gaps: their labels united, the windows that they share, and the
 * periods in which anybody reported.
 */
#include "postgres.h"

#include "leaks/cells.h"
#include "leaks/labels.h"
#include "leaks/mirror_open.h"
#include "screen/windows.h"

static int
compare_names(const trade_name *a, const trade_name *b)
{
	int			order = memcmp(a->text, b->text, Min(a->length, b->length));

	return order != 0 ? order : a->length - b->length;
}

/* The lowest label that some matrix is at; NULL where all are through. */
static const trade_name *
next_name(const sanctions_mirror *mirror, const int *at, trade_name *room)
{
	const trade_name *lowest = NULL;

	for (int i = 0; i < SANCTIONS_MIRROR_SIDES; i++)
	{
		const sanctions_matrix *head = mirror->side[i].head;
		trade_name	name;

		if (head == NULL || at[i] == head->label_count)
			continue;
		name = sanctions_name(head, at[i]);
		if (lowest == NULL || compare_names(&name, lowest) < 0)
		{
			*room = name;
			lowest = room;
		}
	}
	return lowest;
}

static void
unite_labels(sanctions_mirror *mirror)
{
	int			at[SANCTIONS_MIRROR_SIDES] = {0};
	int			most = 0;
	trade_name	name;

	for (int i = 0; i < SANCTIONS_MIRROR_SIDES; i++)
		if (mirror->side[i].head != NULL)
		{
			most += mirror->side[i].head->label_count;
			mirror->side[i].label = palloc((mirror->side[i].head->label_count + 1) * sizeof(int));
		}
	mirror->labels.name = palloc((most + 1) * sizeof(trade_name));
	while (next_name(mirror, at, &name) != NULL)
	{
		for (int i = 0; i < SANCTIONS_MIRROR_SIDES; i++)
		{
			const sanctions_matrix *head = mirror->side[i].head;
			trade_name	own;

			if (head == NULL || at[i] == head->label_count)
				continue;
			own = sanctions_name(head, at[i]);
			if (compare_names(&own, &name) == 0)
				mirror->side[i].label[at[i]++] = mirror->labels.count;
		}
		mirror->labels.name[mirror->labels.count++] = name;
	}
}

static const char *
frequency_name(const sanctions_matrix *head)
{
	return head->frequency == TRADE_FREQUENCY_YEAR ? "annual" : "monthly";
}

static const char *
kind_name(const sanctions_matrix *head)
{
	return head->kind == TRADE_LABEL_COUNTRY ? "country codes" : "text";
}

/* Whether one matrix can be held against the other. */
static void
check_alike(const sanctions_matrix *a, const char *a_name, const sanctions_matrix *b, const char *b_name)
{
	if (a->frequency != b->frequency)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s are %s, %s are %s", a_name, frequency_name(a), b_name, frequency_name(b)),
				 errhint("Build both matrices of years, or both of dates.")));
	if (a->kind != b->kind)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the labels of %s are %s, those of %s are %s", a_name, kind_name(a), b_name, kind_name(b)),
				 errhint("Build both matrices with labels of the same type.")));
}

/* The periods of the cells that count. */
static bool
live_span(const sanctions_mirror_side *side, trade_span *span)
{
	sanctions_cells *cells = sanctions_cells_open(side->matrix, TRADE_ALL_TIME);
	const trade_cell *cell;

	*span = (trade_span) {TRADE_MONTH_LAST + 1, TRADE_MONTH_FIRST - 1};
	while ((cell = sanctions_cells_next(cells)) != NULL)
	{
		span->first = Min(span->first, cell->month);
		span->last = Max(span->last, cell->month);
	}
	span->last += trade_period_step(side->head->frequency) - 1;
	sanctions_cells_close(cells);
	return span->first <= span->last;
}

/* Opens a matrix that is there, and checks that it fits the arguments and those before it. */
static bool
open_side(sanctions_mirror *mirror, sanctions_mirror_role role, Datum matrix, sanctions_event_arguments *args)
{
	static const char *const name[] = {"exports", "imports", "reported"};
	sanctions_mirror_side *side = &mirror->side[role];

	if (matrix == 0)
		return false;
	side->matrix = sanctions_part_open(matrix, true);
	side->head = sanctions_part_head(side->matrix);
	if (side->head->cell_count == 0)
		return false;
	sanctions_event_fit(args, side->head);
	for (int other = 0; other < role; other++)
		if (mirror->side[other].head != NULL && mirror->side[other].head->cell_count > 0)
			check_alike(mirror->side[other].head, name[other], side->head, name[role]);
	return true;
}

/* The time that both matrices cover. */
static trade_span
common_span(const sanctions_event_arguments *args, const trade_span span[2])
{
	trade_span	both = {Max(span[0].first, span[1].first), Min(span[0].last, span[1].last)};

	if (both.first > both.last && !args->has_coverage)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("exports and imports have no period in common"),
				 errhint("Give the reports of the same time from both sides, or coverage.")));
	return both;
}

bool
sanctions_mirror_open(sanctions_mirror *mirror, const Datum *matrix, sanctions_event_arguments *args)
{
	bool		there[SANCTIONS_MIRROR_SIDES];
	trade_span	span[2];

	for (int role = 0; role < SANCTIONS_MIRROR_SIDES; role++)
		there[role] = open_side(mirror, role, matrix[role], args);
	if (!there[SANCTIONS_EXPORTS] || !there[SANCTIONS_IMPORTS])
		return false;
	if (!live_span(&mirror->side[SANCTIONS_EXPORTS], &span[0]) || !live_span(&mirror->side[SANCTIONS_IMPORTS], &span[1]))
		return false;
	unite_labels(mirror);
	sanctions_event_windows_in(args, trade_period_step(mirror->side[SANCTIONS_EXPORTS].head->frequency),
							   common_span(args, span), NULL, 0, &mirror->windows);
	return true;
}

/* Adds the periods of a matrix that lie in a window. */
static void
mark_periods(const sanctions_mirror *mirror, const sanctions_mirror_side *side, bool *has, trade_month first)
{
	for (int i = 0; i < sanctions_part_period_count(side->matrix); i++)
	{
		trade_month month = sanctions_part_period(side->matrix, i);

		if (trade_span_contains(mirror->windows.window[TRADE_BEFORE], month)
			|| trade_span_contains(mirror->windows.window[TRADE_AFTER], month))
			has[month - first] = true;
	}
}

const sanctions_mirror_side *
sanctions_mirror_reporting(const sanctions_mirror *mirror)
{
	const sanctions_mirror_side *reported = &mirror->side[SANCTIONS_REPORTED];

	return reported->head != NULL ? reported : &mirror->side[SANCTIONS_IMPORTS];
}

/* The years of both windows, 12 months each from a window's first, and the one of each period. */
static void
set_years(sanctions_mirror *mirror, const trade_month *period, int *year)
{
	trade_mirror_frame *frame = &mirror->frame;
	const trade_span *window = mirror->windows.window;
	int			before = (trade_span_months(window[TRADE_BEFORE]) + 11) / 12;
	int			after = (trade_span_months(window[TRADE_AFTER]) + 11) / 12;
	trade_month *first = palloc((before + after) * sizeof(trade_month));
	int		   *of_window = palloc((before + after) * sizeof(int));

	for (int i = 0; i < before + after; i++)
	{
		of_window[i] = i < before ? TRADE_BEFORE : TRADE_AFTER;
		first[i] = window[of_window[i]].first + 12 * (i < before ? i : i - before);
	}
	for (int at = 0; at < frame->count; at++)
		year[at] = at < frame->from[TRADE_AFTER] ? (period[at] - window[TRADE_BEFORE].first) / 12
			: before + (period[at] - window[TRADE_AFTER].first) / 12;
	frame->year_count = before + after;
	frame->year = year;
	frame->year_first = first;
	frame->year_window = of_window;
}

int *
sanctions_mirror_set_frame(sanctions_mirror *mirror)
{
	trade_mirror_frame *frame = &mirror->frame;
	const trade_span *window = mirror->windows.window;
	trade_month first = window[TRADE_BEFORE].first;
	int			months = window[TRADE_AFTER].last - first + 1;
	bool	   *has = palloc0(months);
	int		   *place = palloc(months * sizeof(int));
	trade_month *period = palloc((months + 1) * sizeof(trade_month));

	frame->frequency = mirror->side[SANCTIONS_EXPORTS].head->frequency;
	frame->period_months = mirror->windows.period_months;
	mark_periods(mirror, &mirror->side[SANCTIONS_EXPORTS], has, first);
	if (sanctions_mirror_reporting(mirror)->head->cell_count > 0)
		mark_periods(mirror, sanctions_mirror_reporting(mirror), has, first);
	for (int i = 0; i < months; i++)
	{
		place[i] = -1;
		if (!has[i])
			continue;
		frame->from[TRADE_AFTER] += first + i < window[TRADE_AFTER].first;
		place[i] = frame->count;
		period[frame->count++] = first + i;
	}
	frame->to[TRADE_BEFORE] = frame->from[TRADE_AFTER];
	frame->to[TRADE_AFTER] = frame->count;
	set_years(mirror, period, palloc((frame->count + 1) * sizeof(int)));
	return place;
}
