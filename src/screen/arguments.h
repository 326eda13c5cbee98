/*
 * The arguments of intermediary_flags, checked, and the screen they make.
 */
#ifndef SANCTIONS_INTERMEDIARY_ARGS_H
#define SANCTIONS_INTERMEDIARY_ARGS_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/date.h"

#include "screen/sums_core.h"
#include "matrix/matrix.h"

typedef struct sanctions_label
{
	char	   *bytes;
	int			length;
} sanctions_label;

typedef struct sanctions_flags_args
{
	sanctions_label target;
	sanctions_label *origin;
	int			origin_count;
	DateADT		since;
	trade_month since_month;
	int32		before_months;	/* 0 means all there is */
	int32		after_months;
	Datum		coverage;		/* a daterange */
	bool		has_coverage;
	bool		share_baseline;
	trade_thresholds thresholds;
	bool		explain;		/* write the reasons */
} sanctions_flags_args;

/* All that can be checked without the matrix; 22004, 22023, or 22003 for since. */
extern void sanctions_flags_read(FunctionCallInfo fcinfo, sanctions_flags_args *args);

/* Labels as the matrix writes them, and whole years for an annual one. */
extern void sanctions_flags_fit(sanctions_flags_args *args, const sanctions_matrix *matrix);

/* Whether coverage has both a first and a last day. */
extern bool sanctions_flags_bounded(const sanctions_flags_args *args);

/*
 * The part of time that the data cover, given the periods of their cells; 22023
 * where coverage holds no period.
 */
extern trade_span sanctions_flags_span(const sanctions_flags_args *args, int period_months,
									   trade_span cells);

#endif
