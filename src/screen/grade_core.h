/*
 * Score and grade of a candidate whose signals are known.
 */
#ifndef TRADE_GRADE_CORE_H
#define TRADE_GRADE_CORE_H

#include "screen/figures_core.h"
#include "screen/finding_core.h"

extern void trade_grade_set(const trade_scene *scene, const trade_candidate *candidate, const trade_figures *figures,
							trade_finding *finding);

#endif
