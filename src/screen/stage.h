/*
 * The screen at many targets and windows, over a book of flows: whom it grades.
 *
 * What a target's suppliers sold it is added up for each run.  The ledger of all importers
 * is one for all targets of the same windows, and only filled where a run has a suspect;
 * what the target itself bought and sold is taken out of it.
 */
#ifndef SANCTIONS_STAGE_H
#define SANCTIONS_STAGE_H

#include "postgres.h"

#include "screen/book.h"
#include "screen/judge_core.h"
#include "screen/ledger_core.h"

/* What is the same in all runs. */
typedef struct sanctions_play
{
	const sanctions_matrix *head;
	const trade_book *book;
	const trade_thresholds *limit;
	bool		share_baseline;
	const uint64 *origins;		/* NULL: all but the target and whoever is looked at */
	uint64	   *sums;			/* labels that are sums of countries */
	uint32		outside;		/* pairs whose exporter is no origin */
	trade_course *inflow;		/* what a label bought of all origins; point is NULL until it is asked for */
	trade_sum  *by_month;		/* room, from the first month on */
	trade_span	months;
	MemoryContext context;
} sanctions_play;

/* Windows of the play. */
typedef struct sanctions_stage
{
	sanctions_play *play;
	const trade_event_windows *windows;
	int			width;			/* of a line */
	bool		filled;
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

/* The book, once it is read; in the current context. */
extern void sanctions_play_begin(sanctions_play *play);

/* In the current context, as the next one. */
extern void sanctions_stage_begin(sanctions_stage *stage, sanctions_play *play, const trade_event_windows *windows);
extern void sanctions_run_begin(const sanctions_stage *stage, sanctions_run *run);

/* target is a label of the matrix, and may be an origin. */
extern void sanctions_stage_run(sanctions_stage *stage, int target, sanctions_run *run);

#endif
