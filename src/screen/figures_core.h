/*
 * The exact figures of a candidate.
 *
 * Averages are numerators over the windows' common denominator D.  Where others are the
 * control, what is expected of the inflow has a further one, the control before: the
 * extra purchases are extra_in / (scale * D), all else is over D.  With N the bits of an
 * average (windows_core.h: 337, 189 where no year is missing) scale has N, extra_in 2 N + 1.
 */
#ifndef TRADE_FIGURES_CORE_H
#define TRADE_FIGURES_CORE_H

#include "screen/candidate_core.h"

typedef struct trade_figures
{
	trade_wide	inflow[2];
	trade_wide	outflow[2];
	trade_wide	direct[2];
	trade_wide	extra_out;
	trade_wide	extra_sales;	/* over all destinations, of those that bought more */
	bool		own_past;		/* nobody else is the control */
	trade_wide	scale;			/* 1 with the own past */
	trade_wide	base;			/* over scale * D, as the two following */
	trade_wide	extra_in;
	trade_wide	rerouted;
	trade_fraction attributed;	/* over D; below 2^1012 and 2^674 */
	bool		has_swing;
	trade_fraction swing;		/* its square, in square units */
} trade_figures;

extern void trade_figures_of(const trade_scene *scene, const trade_candidate *candidate, trade_figures *figures);

/* The double nearest to numerator / (scale * D), in the data's own unit; scale NULL: 1. */
extern double trade_figure(const trade_event_windows *windows, const trade_wide *numerator, const trade_wide *scale);

/*
 * How a figure over scale * D compares with a decimal times another over D: -1, 0 or 1.
 * factor is in units of 10^-12.
 */
extern int	trade_figures_compare(const trade_figures *figures, const trade_wide *scaled, trade_units factor,
								  const trade_wide *other);

/* How the extra purchases compare with noise times their swing, by their squares; there is a swing, and they are above 0. */
extern int	trade_figures_against_swing(const trade_event_windows *windows, const trade_figures *figures,
										trade_units noise);

#endif
