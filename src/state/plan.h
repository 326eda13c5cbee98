/* What planner support functions of all states need. */
#ifndef SANCTIONS_STATE_PLAN_H
#define SANCTIONS_STATE_PLAN_H

#include "postgres.h"

#include "commands/vacuum.h"
#include "nodes/supportnodes.h"

/*
 * Numbers that say how large a state is, of which a state's measure knows what each
 * means.  It reads the head only, and gives false where that tells nothing.
 */
#define SANCTIONS_STATE_SIZES 5
typedef bool (*sanctions_state_measure) (Datum state, double *sizes);

/*
 * The sizes of an argument of the call whose rows the request asks about: of a constant,
 * or the averages of a column that ANALYZE has seen.  All 0 where it is NULL; false where
 * nothing is known, and where the request is NULL.  A superuser may give any function our
 * support function, so the arguments may be few and of any type.
 */
extern bool sanctions_state_sizes(SupportRequestRows *request, int argument, sanctions_state_measure measure,
								  double *sizes);

/* The body of a state type's ANALYZE function: what the server gathers, and the averages. */
extern bool sanctions_state_analyze(VacAttrStats *stats, sanctions_state_measure measure);

#endif
