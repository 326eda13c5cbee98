/*
 * The intermediary screen: windows, sums over a matrix, signals of a candidate.
 *
 * Sums are in units; averages are exact fractions, units a calendar month.
 */
#ifndef TRADE_INTERMEDIARY_CORE_H
#define TRADE_INTERMEDIARY_CORE_H

#include "screen/thresholds_core.h"
#include "matrix/window_core.h"
#include "period/calendar_core.h"
#include "exact/wide_core.h"

enum
{
	TRADE_BEFORE,
	TRADE_AFTER
};

/* What the sums of one label need to know; quantities are of the after window. */
typedef struct trade_label_sums
{
	trade_sum	inflow[2];		/* from the origins */
	trade_sum	outflow[2];		/* to the target */
	trade_sum	imports[2];
	trade_sum	inflow_quantity;
	trade_sum	inflow_quantity_value;
	trade_sum	outflow_quantity;
	trade_sum	outflow_quantity_value;
	bool		origin;
	bool		candidate;
} trade_label_sums;

typedef struct trade_screen
{
	trade_thresholds thresholds;
	bool		share_baseline;
	int			period_months;	/* 1, or 12 for annual data */
	trade_month event;			/* the period that contains since */
	bool		event_is_after; /* since is its first day */
	trade_span	window[2];
	int			target;			/* -1 where the matrix lacks it */
	trade_label_sums *label;
	trade_split_sum (*exports)[2];	/* of each label */
	trade_sum	world[2];		/* imports of all labels but the target */
	trade_sum	origin_sales[2];	/* the origins' sales to all labels but the target */
	bool		explain;		/* all that reasons say is wanted, not the columns alone */
	/* what follows from the sums and is the same for every candidate */
	trade_fraction direct[2];	/* the origins' sales to the target, units a month */
	double		direct_figure[2];
	trade_fraction origins_change;	/* of the origins' share in world */
	bool		target_left;	/* the origins' share in the target's imports fell */
} trade_screen;

/* A period of a screen without cells: first > last. */
extern trade_span trade_screen_no_span(void);

/* Widens span to the cells that count, and marks who ever sold to the target. */
extern void trade_screen_survey(trade_screen *screen, const trade_cell *cell, int count,
								trade_span *span);

/* The windows, cut to span; months below 1 mean all there is. */
extern void trade_screen_windows(trade_screen *screen, int32_t before_months,
								 int32_t after_months, trade_span span);

/* Adds the target's flows in the windows before and after. */
extern void trade_screen_add_target(trade_screen *screen, const trade_flow *flow, int count);

/* Adds what another importer bought, of all others and of the origins; exports are the caller's. */
extern void trade_screen_add_importer(trade_screen *screen, int importer, const trade_sum all[2],
									  const trade_sum of_origins[2]);

/* Adds the quantities of cells in the window after: of all to the target and all from the origins. */
extern void trade_screen_add_quantities(trade_screen *screen, const trade_cell *cell, int count);

/*
 * Overlap of one candidate at a time: its cells to the target, its cells as an
 * importer, its cells to the target again.  All quarters are zero between two
 * candidates.
 */
typedef struct trade_overlap
{
	int			quarter_months; /* 3, or 12 for annual data */
	trade_sum  *inflow;			/* one a quarter of the after window */
	trade_sum  *outflow;
	trade_sum	matched;
	trade_sum	total;
} trade_overlap;

extern int	trade_overlap_quarters(const trade_screen *screen);
extern void trade_overlap_outflow(trade_overlap *overlap, const trade_screen *screen,
								  const trade_cell *cell, int count);
extern void trade_overlap_inflow(trade_overlap *overlap, const trade_screen *screen,
								 const trade_cell *cell, int count);
extern void trade_overlap_match(trade_overlap *overlap, const trade_screen *screen,
								const trade_cell *cell, int count);

typedef enum trade_verdict
{
	TRADE_FIRED,
	TRADE_NOT_FIRED,
	TRADE_NOT_EVALUABLE
} trade_verdict;

typedef struct trade_signal_result
{
	trade_verdict verdict;
	bool		reached;		/* the ratio's own threshold; the rest may fail */
	bool		has_value;
	double		value;
} trade_signal_result;

/* What WASH asks for. */
enum
{
	TRADE_WASH_TARGET_LEFT = 1,
	TRADE_WASH_CANDIDATE_CAME = 2,
	TRADE_WASH_TARGET_CAME = 4,
	TRADE_WASH_ELSEWHERE = 8,
	TRADE_WASH_COVERED = 16,
	TRADE_WASH_ALL = 31
};

/*
 * One candidate; doubles are in the data's own unit, averages a month.  What only
 * reasons say is 0 unless the screen is to explain.
 */
typedef struct trade_finding
{
	int			label;
	trade_fraction rerouted_exact;
	double		inflow[2];
	double		outflow[2];
	double		direct[2];
	double		rerouted;
	double		overlap;
	double		substitution;
	double		score;
	bool		has_overlap;
	bool		has_substitution;
	bool		flagged;
	double		outflow_total;	/* summed over the after window */
	double		excess[2];		/* of the inflow, of the outflow */
	double		base;			/* of the inflow */
	double		exports_elsewhere;	/* before, a month */
	double		imports;		/* before, a month */
	double		unit_value_in;
	double		unit_value_out;
	int			wash;
	trade_signal_result signal[TRADE_SIGNALS];
} trade_finding;

/* Once all sums are there; then one candidate after the other. */
extern void trade_screen_prepare(trade_screen *screen);
extern void trade_screen_judge(const trade_screen *screen, int label,
							   const trade_overlap *overlap, trade_finding *finding);

/* Rerouted falling, then label: the order of the rows. */
extern int	trade_finding_compare(const trade_finding *a, const trade_finding *b);

/* The signals in the order of the reasons. */
extern void trade_finding_order(const trade_finding *finding, const trade_thresholds *thresholds,
								trade_signal order[TRADE_SIGNALS]);

#endif
