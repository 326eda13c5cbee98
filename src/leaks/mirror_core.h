/*
 * Mirror gaps: what exporters say they sold against what importers say they bought, one
 * pair of an exporter and an importer at a time.
 *
 * Periods are places among those of the windows in which anybody reported.
 */
#ifndef TRADE_MIRROR_CORE_H
#define TRADE_MIRROR_CORE_H

#include "exact/wide_core.h"
#include "leaks/reason_core.h"
#include "screen/thresholds_core.h"
#include "screen/windows_core.h"

/* Decimals in units. */
typedef struct trade_mirror_thresholds
{
	trade_units ghost_rise;
	trade_units min_value;
	trade_units min_rise;
	trade_units partial;
} trade_mirror_thresholds;

extern const trade_threshold_table trade_mirror_threshold_table;

/* The periods, those of the window before first, and the years they lie in: 12 months each from a window's first. */
typedef struct trade_mirror_frame
{
	trade_frequency frequency;
	int			period_months;
	int			count;
	int			from[2];		/* of each window the first, */
	int			to[2];			/* and the one after the last */
	int			year_count;
	const int  *year;			/* of each period; rises */
	const trade_month *year_first;	/* of each year its first month, */
	const int  *year_window;	/* and its window */
} trade_mirror_frame;

/* What one exporter sold to the importer in a period. */
typedef struct trade_mirror_cell
{
	int			exporter;
	int			at;
	trade_units value;
} trade_mirror_cell;

typedef struct trade_mirror_cells
{
	const trade_mirror_cell *cell;
	int			count;
} trade_mirror_cells;

/* What is known of an importer: a bit for each period it reports, and sums of each period. */
typedef struct trade_mirror_importer
{
	const uint64_t *reports;
	const trade_sum *bought;	/* by its own word, of everybody */
	const trade_sum *sold;		/* by the word of all exporters */
} trade_mirror_importer;

typedef enum trade_mirror_outcome
{
	TRADE_MIRROR_OK,
	TRADE_MIRROR_NO_EXPORTER,
	TRADE_MIRROR_NO_IMPORTER,
	TRADE_MIRROR_NEITHER,
	TRADE_MIRROR_NO_COMMON,
	TRADE_MIRROR_PARTIAL
} trade_mirror_outcome;

extern const char *trade_mirror_outcome_name(trade_mirror_outcome outcome);

/* A pair: sums over the periods that both report, and what follows from them. */
typedef struct trade_mirror_pair
{
	int			exporter;
	int			importer;
	trade_sum	exported[2];
	trade_sum	imported[2];	/* CIF, as reported */
	trade_units margin;			/* 1 + the cif margin */
	int			months[2];
	trade_mirror_outcome outcome;
	bool		lacks_exporter[2];	/* no report in the window */
	bool		lacks_importer[2];
	int			partial_year;
	double		partial_bought; /* what the importer's purchases and its suppliers' sales in that year */
	double		partial_sold;	/* are of those in the other window */
	bool		has_ghost[2];
	bool		has_missing;
	bool		flagged;
	double		exported_figure[2]; /* a month; of no meaning where months is 0 */
	double		imported_figure[2];
	double		gap[2];			/* where the outcome is ok, */
	double		change;			/* and by how much it rose, rounded once */
	double		ghost[2];
	double		missing;
	double		rise;			/* of what was exported, a month */
} trade_mirror_pair;

/* The cells of one exporter in each matrix; what is exported, imported, and reported as imported. */
typedef struct trade_mirror_flows
{
	const uint64_t *reports;	/* of the exporter */
	trade_mirror_cells exported;
	trade_mirror_cells imported;
	trade_mirror_cells reported;
} trade_mirror_flows;

/*
 * Judges a pair, of which exporter, importer and margin are set; bits has room for the
 * periods, years for two sums a year of the frame.
 */
extern void trade_mirror_judge(const trade_mirror_frame *frame, const trade_mirror_thresholds *limit,
							   const trade_mirror_importer *importer, const trade_mirror_flows *flows,
							   uint64_t *bits, trade_sum (*years)[2], trade_mirror_pair *pair);

/* The gap of a window times its months and the margin, exactly. */
extern void trade_mirror_gap_numerator(const trade_mirror_pair *pair, int window, trade_wide *numerator);

/* By the rise of the gap, falling, those without one last; then exporter, then importer. */
extern int	trade_mirror_compare(const trade_mirror_pair *a, const trade_mirror_pair *b);

extern void trade_mirror_reason(const trade_mirror_frame *frame, const trade_mirror_pair *pair,
								const trade_name *exporter, const trade_name *importer, trade_reason *reason);

/* One figure of each side, in the data's own unit. */
typedef struct trade_mirror_single
{
	double		imported;		/* FOB */
	double		gap;
	double		ghost;
	double		log;			/* ln(exported / imported) */
	double		asymmetry;		/* |exported - imported| / (exported + imported) */
	bool		has_ghost;
	bool		has_log;
	bool		has_asymmetry;
} trade_mirror_single;

/* margin is 1 + the cif margin, in units. */
extern trade_mirror_single trade_mirror_of(trade_units exported, trade_units imported, trade_units margin);

#endif
