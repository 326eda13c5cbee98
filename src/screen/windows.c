/* The windows of an event over a stored matrix. */
#include "postgres.h"

#include "miscadmin.h"

#include "period/window.h"
#include "screen/windows.h"

#define CELLS_A_STEP 128

/* Which periods have a cell that counts. */
typedef struct presence
{
	trade_month first;
	bool	   *has;			/* of each month from the first on */
	int			missing;		/* periods of the matrix without one so far */
	bool		any;
} presence;

static void
look_at(presence *seen, const trade_cell *cell, int count)
{
	for (int i = 0; i < count; i++)
	{
		bool	   *has = &seen->has[cell[i].month - seen->first];

		if (cell[i].importer == cell[i].exporter || cell[i].value == 0 || *has)
			continue;
		*has = seen->any = true;
		seen->missing--;
	}
}

/* Reads cells until each period has one that counts; or any, where that will do. */
static void
find_presence(sanctions_part_reader *matrix, bool one_will_do, presence *seen)
{
	const sanctions_part part = {.windows = {{TRADE_ALL_TIME, TRADE_NO_SPAN}}};
	trade_cell *cell = palloc(CELLS_A_STEP * sizeof(trade_cell));
	int			count;

	seen->missing = sanctions_part_period_count(matrix);
	seen->any = false;
	seen->first = sanctions_part_period(matrix, 0);
	seen->has = palloc0((sanctions_part_period(matrix, seen->missing - 1) - seen->first + 1) * sizeof(bool));
	sanctions_part_ask(matrix, &part);
	while (seen->missing > 0 && !(one_will_do && seen->any) &&
		   (count = sanctions_part_cells(matrix, cell, CELLS_A_STEP)) > 0)
		look_at(seen, cell, count);
	pfree(cell);
}

/* The periods that have one, in order. */
static int
periods_with_cells(sanctions_part_reader *matrix, const presence *seen, trade_month *period)
{
	int			count = 0;

	for (int i = 0; i < sanctions_part_period_count(matrix); i++)
	{
		trade_month month = sanctions_part_period(matrix, i);

		if (seen->has[month - seen->first])
			period[count++] = month;
	}
	return count;
}

static void
check_window(const trade_event_windows *windows, int at)
{
	trade_frequency frequency = windows->period_months == 12 ? TRADE_FREQUENCY_YEAR : TRADE_FREQUENCY_MONTH;

	if (!trade_event_window_is_empty(windows, at))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the window %s the event has no period", at == TRADE_BEFORE ? "before" : "after"),
			 errhint("The data cover %s to %s, the event is in %s.",
					 sanctions_period_text(windows->span.first, frequency),
					 sanctions_period_text(windows->span.last, frequency),
					 sanctions_period_text(windows->event, frequency))));
}

static trade_event_question
question_of(const sanctions_event_arguments *args, int period_months, trade_span cells)
{
	trade_month event = args->since_month;

	if (period_months == 12)
		event = trade_month_of(trade_month_year(event), 1);
	return (trade_event_question) {
		.period_months = period_months, .event = event,
		.event_is_after = sanctions_date_from_month(event) == args->since,
		.span = sanctions_event_span(args, period_months, cells),
		.before_months = args->before_months, .after_months = args->after_months, .seasonal = args->seasonal
	};
}

void
sanctions_event_windows_in(const sanctions_event_arguments *args, int period_months, trade_span cells,
						   const trade_span *silent, int silent_count, trade_event_windows *windows)
{
	trade_event_question question = question_of(args, period_months, cells);

	trade_event_windows_set(windows, &question, silent, silent_count);
	check_window(windows, TRADE_BEFORE);
	check_window(windows, TRADE_AFTER);
}

bool
sanctions_event_windows(sanctions_part_reader *matrix, const sanctions_event_arguments *args,
						trade_event_windows *windows)
{
	int			period_months = trade_period_step(sanctions_part_head(matrix)->frequency);
	trade_month *period = palloc(sanctions_part_period_count(matrix) * sizeof(trade_month));
	trade_span *silent = palloc(sanctions_part_period_count(matrix) * sizeof(trade_span));
	int			silent_count = 0;
	int			count;
	presence	seen;

	find_presence(matrix, sanctions_event_bounded(args), &seen);
	if (!seen.any)
		return false;
	count = periods_with_cells(matrix, &seen, period);
	if (!args->has_coverage)
		silent_count = trade_silent_runs(period, count, period_months, silent);
	sanctions_event_windows_in(args, period_months, (trade_span) {period[0], period[count - 1] + period_months - 1},
							   silent, silent_count, windows);
	return true;
}

bool
sanctions_warn_once(FunctionCallInfo fcinfo, sanctions_warning warning)
{
	uintptr_t	given = (uintptr_t) fcinfo->flinfo->fn_extra;

	if (given & warning)
		return false;
	fcinfo->flinfo->fn_extra = (void *) (given | warning);
	return true;
}

void
sanctions_warn_silence(FunctionCallInfo fcinfo, const trade_event_windows *windows)
{
	bool		annual = windows->period_months == 12;
	trade_frequency frequency = annual ? TRADE_FREQUENCY_YEAR : TRADE_FREQUENCY_MONTH;
	trade_span	run = windows->left_out;

	if (run.first > run.last || !sanctions_warn_once(fcinfo, SANCTIONS_WARN_SILENCE))
		return;
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg("no cell from %s to %s: these periods are left out of the windows",
					sanctions_period_text(run.first, frequency),
					sanctions_period_text(annual ? run.last - 11 : run.last, frequency)),
			 errhint("Nobody reported, it seems: give coverage if there was no trade.")));
}
