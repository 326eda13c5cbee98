/*
 * A screen over a stored matrix: what its parts add up to, and what is found of each
 * candidate.
 *
 * It goes in steps: suppliers of the target and their courses; suspects, from the target's
 * side alone; the ledger of all importers, and controls without the suspects; then one
 * candidate after the other.
 */
#ifndef SANCTIONS_SCREEN_H
#define SANCTIONS_SCREEN_H

#include "postgres.h"

#include "screen/arguments.h"
#include "screen/control_core.h"
#include "screen/courses.h"
#include "screen/judge_core.h"
#include "screen/labels.h"

typedef struct sanctions_screen
{
	sanctions_part_reader *matrix;
	const sanctions_matrix *head;
	trade_event_windows windows;
	trade_thresholds thresholds;
	sanctions_screen_labels labels;
	trade_scene scene;
	sanctions_suppliers suppliers;
	uint64	   *candidates;		/* sets of labels */
	const uint64 *sellers;		/* the origins; with {*} all but the target */
	uint64	   *suspects;
	uint64	   *exporters;		/* with {*}: candidates that sold to a label other than the target */
	trade_ledger ledger;
	trade_controls controls;
	trade_finding **finding;	/* in the order of the rows */
	int			count;
} sanctions_screen;

/*
 * Opens the matrix, fits the arguments to it and finds windows and labels; refuses and
 * warns as all screens do.  False where no cell counts: then there are no rows.
 */
extern bool sanctions_screen_open(FunctionCallInfo fcinfo, Datum matrix, sanctions_event_arguments *args,
								  sanctions_screen *screen);

/* The ledger's lines, all zero; target, origins and candidates are the caller's. */
extern void sanctions_ledger_begin(trade_ledger *ledger, const sanctions_matrix *head,
								   const trade_event_windows *windows);

/* The screen is open, its thresholds are set, and what the scene explains. */
extern void sanctions_screen_run(sanctions_screen *screen);

/* The same as far as controls, without a judgement of anybody. */
extern void sanctions_screen_controls(sanctions_screen *screen);

#endif
