/*
 * The nine signals of a candidate.
 */
#ifndef TRADE_SIGNAL_CORE_H
#define TRADE_SIGNAL_CORE_H

#include "screen/figures_core.h"
#include "screen/finding_core.h"

/* A candidate while it is judged. */
typedef struct trade_trial
{
	const trade_scene *scene;
	const trade_candidate *candidate;
	trade_figures figures;
	trade_course_shape out;
	trade_outflow outflow;
	trade_finding *finding;
} trade_trial;

/* Whether TARGETED fires, without which there is no grade; it rests on the outflow and on the gain. */
extern bool trade_candidate_is_targeted(const trade_scene *scene, const trade_candidate *candidate);

/* Fills the finding's signals; outflow, figures and the rest of the trial are set. */
extern void trade_signals_judge(trade_trial *trial);

#endif
