/* What planner support functions of all states need. */
#ifndef SANCTIONS_STATE_PLAN_H
#define SANCTIONS_STATE_PLAN_H

#include "postgres.h"

#include "nodes/supportnodes.h"

/*
 * An argument of the call whose rows the request asks about, where planning knows it
 * and it can be a state; else, and where the request is NULL, NULL.  A superuser may give any function our support
 * function, so the arguments may be few and of any type.
 */
extern Const *sanctions_known_state(SupportRequestRows *request, int argument);

#endif
