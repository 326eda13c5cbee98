/*
 * What the screen finds of one candidate: figures, signals, grade.
 */
#ifndef TRADE_FINDING_CORE_H
#define TRADE_FINDING_CORE_H

#include "screen/outflow_core.h"

typedef enum trade_verdict
{
	TRADE_FIRED,
	TRADE_NOT_FIRED,
	TRADE_NOT_EVALUABLE
} trade_verdict;

typedef struct trade_signal_result
{
	trade_verdict verdict;
	bool		has_value;
	double		value;
} trade_signal_result;

/* What SOURCING asks for, in order; what fails first. */
typedef enum trade_sourcing
{
	TRADE_SOURCED,
	TRADE_SOURCING_NO_EXTRA,	/* extra purchases are not above 0 */
	TRADE_SOURCING_NO_RISE,
	TRADE_SOURCING_BELOW_RATIO,
	TRADE_SOURCING_BELOW_SWING,
	TRADE_SOURCING_BELOW_COVER,
	TRADE_SOURCING_APART		/* extra exports are out of proportion */
} trade_sourcing;

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

typedef enum trade_grade
{
	TRADE_NO_GRADE,
	TRADE_POSSIBLE,
	TRADE_TRACED
} trade_grade;

/* Figures that sentences alone give; 0 where a scene is not explained. */
typedef struct trade_explanation
{
	double		outflow_total;	/* summed over the window after */
	double		rest;			/* outflow a month without its largest period */
	double		base;			/* of the inflow */
	double		extra[2];		/* of the inflow, of the outflow */
	double		swing;
	double		extra_swings;	/* extra inflow in swings; 0 where there are none */
	double		covered;		/* attributed of the extra outflow */
	double		elsewhere;		/* exports to others than the target before, a month */
	double		imports;
	double		unit_value[2];	/* bought, sold */
} trade_explanation;

/* Doubles are in the data's own unit, averages a month; months are TRADE_NO_MONTH where there is none. */
typedef struct trade_finding
{
	int			label;
	trade_fraction attributed_exact;	/* over one denominator, as is the other: for the order of rows */
	trade_fraction rerouted_exact;
	double		inflow[2];
	double		outflow[2];
	double		direct[2];
	double		rerouted;
	double		attributed;
	double		overlap;
	double		substitution;
	double		largest_share;
	double		score;
	bool		has_overlap;
	bool		has_substitution;
	bool		has_largest_share;
	bool		flagged;
	trade_grade grade;
	int			controls;		/* 0 where the own past is the control */
	int			active;
	trade_month onset_in;
	trade_month onset_out;
	trade_month last_out;
	trade_month largest_month;
	bool		lasts;			/* the last period after is above the band */
	bool		sold_before;	/* in some period before, be it in months that do not count */
	bool		exports_known;	/* the data hold what NOT_A_SOURCE asks for */
	bool		half_at_once;	/* largest_share is half or more */
	bool		trivial;		/* as trade_outflow has them */
	bool		reached;
	bool		steady;
	bool		rest_reached;
	trade_material material;
	trade_material rest_material;
	trade_sourcing sourcing;
	bool		has_swing;
	int			wash;
	trade_signal_result signal[TRADE_SIGNALS];
	trade_explanation say;
} trade_finding;

static inline bool
trade_finding_fired(const trade_finding *finding, trade_signal signal)
{
	return finding->signal[signal].verdict == TRADE_FIRED;
}

/* The threshold that a signal shows in its reason; of SOURCING without a swing it is the square. */
extern trade_units trade_signal_threshold(const trade_thresholds *limit, trade_signal signal);

/* Attributed falling, rerouted falling, then label: the order of the rows. */
extern int	trade_finding_compare(const trade_finding *a, const trade_finding *b);

/* The signals in the order of the reasons. */
extern void trade_finding_order(const trade_finding *finding, const trade_thresholds *thresholds,
								trade_signal order[TRADE_SIGNALS]);

#endif
