/*
 * Values of states that are refused.  type is the SQL name of the state.
 */
#ifndef SANCTIONS_STATE_ERRORS_H
#define SANCTIONS_STATE_ERRORS_H

#include "postgres.h"

#include "compat.h"
#include "state/json_core.h"

/* XX001, 22P03; neither returns. */
sanctions_noreturn extern void sanctions_reject_stored(const char *type, const char *problem);
sanctions_noreturn extern void sanctions_reject_binary(const char *type, const char *problem);

/* 22P02 or 22003, softly where context asks for it; shows the place; json has the problem. */
extern Datum sanctions_reject_text(const trade_json *json, const char *text, const char *type,
								   const char *hint, struct Node *context);

#endif
