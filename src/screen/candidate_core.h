/*
 * A candidate as it is judged: its sums, and what is the same for all of a run.  Lines
 * are sums by window and weight (windows_core.h), in units.
 */
#ifndef TRADE_CANDIDATE_CORE_H
#define TRADE_CANDIDATE_CORE_H

#include "screen/course_core.h"
#include "screen/thresholds_core.h"

/* What all candidates of a run share. */
typedef struct trade_scene
{
	const trade_event_windows *windows;
	const trade_thresholds *limit;
	bool		everyone;		/* origins are all labels but the target and the candidate */
	bool		share_baseline;
	bool		third_exports;	/* labels outside the origins export to others than the target */
	bool		explain;		/* what only sentences say is wanted too */
	trade_sum	target_imports[2];	/* plain sums of the windows, as the following */
	trade_sum	world[2];		/* imports of all labels but the target */
	trade_sum	origin_sales[2];	/* the origins' sales to all labels but the target; not with everyone */
} trade_scene;

typedef struct trade_candidate
{
	int			label;
	const trade_sum *inflow;	/* from the origins */
	const trade_sum *outflow;	/* to the target */
	const trade_sum *direct;	/* the origins' sales to the target */
	const trade_sum *gain;		/* sales to those that bought more than before */
	const trade_sum *control;	/* the origins' sales to others without such a rise; NULL: not looked at */
	int			controls;		/* buyers among these */
	bool		exports_known;	/* with everyone: it has a cell to a label other than the target */
	trade_sum	imports[2];		/* from all, plain sums of the windows */
	trade_sum	elsewhere[2];	/* exports to all but the target */
	trade_course in;
	trade_course out;
	trade_sum	in_quantity;	/* after, of rows that carry one, and the value of these */
	trade_sum	in_quantity_value;
	trade_sum	out_quantity;
	trade_sum	out_quantity_value;
} trade_candidate;

#endif
