/*
 * The state of trade_growth with the server's memory and errors.
 */
#ifndef SANCTIONS_GROWTH_STATE_H
#define SANCTIONS_GROWTH_STATE_H

#include "postgres.h"

#include "fmgr.h"

#include "growth/state_core.h"

/* A state from anywhere: a table's bytes may be damaged, which is XX001. */
extern trade_growth_state *sanctions_growth_state_get(Datum datum);

#endif
