/*
 * Judging one candidate: figures, signals, score, grade.  No matrix is looked at.
 */
#ifndef TRADE_JUDGE_CORE_H
#define TRADE_JUDGE_CORE_H

#include "screen/finding_core.h"

/*
 * Whether its sales to the target rose or began, which rests on its outflow and on the
 * direct sales alone: controls are those of whom they did not.
 */
extern bool trade_candidate_is_suspect(const trade_scene *scene, const trade_candidate *candidate);

extern void trade_candidate_judge(const trade_scene *scene, const trade_candidate *candidate,
								  trade_finding *finding);

#endif
