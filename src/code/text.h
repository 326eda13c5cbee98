/*
 * Codes against text: the SQL functions by which the planner support knows LIKE.
 */
#ifndef SANCTIONS_CODE_TEXT_H
#define SANCTIONS_CODE_TEXT_H

#include "postgres.h"

#include "fmgr.h"

extern PGDLLEXPORT Datum sanctions_country_like(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_country_ilike(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_hs_like(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_hs_ilike(PG_FUNCTION_ARGS);

#endif
