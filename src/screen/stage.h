/*
 * The screen at many targets and windows, over a book of flows: whom it grades.
 *
 * What a target's suppliers sold it is added up for each run.  The ledger is one for all
 * targets of the same windows, and has a label's lines once a run asks for them; what the
 * target itself bought and sold is taken out of it.
 */
#ifndef SANCTIONS_STAGE_H
#define SANCTIONS_STAGE_H

#include "postgres.h"

#include "screen/judge_core.h"
#include "screen/ledger_core.h"
#include "screen/play.h"

/* Windows of the play. */
typedef struct sanctions_stage
{
	sanctions_play *play;
	const trade_event_windows *windows;
	int			width;			/* of a line */
	bool		filled;			/* the ledger has what all labels traded together */
	uint64	   *known;			/* and lines of these */
	trade_ledger ledger;		/* with no target, so that all labels are among the importers */
} sanctions_stage;

/* A run at one target: its candidates. */
typedef struct sanctions_run
{
	int			target;
	int			count;
	const trade_pair **pair;	/* a candidate's sales to the target, rising by exporter, as the following */
	trade_sum  *line;
	trade_grade *grade;
} sanctions_run;

/* In the current context. */
extern void sanctions_stage_begin(sanctions_stage *stage, sanctions_play *play, const trade_event_windows *windows);
extern void sanctions_run_begin(const sanctions_stage *stage, sanctions_run *run);

/* target is a label of the matrix, and may be an origin. */
extern void sanctions_stage_run(sanctions_stage *stage, int target, sanctions_run *run);

#endif
