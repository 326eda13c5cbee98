/*
 * HS codes from SQL arguments.
 */
#ifndef SANCTIONS_HS_H
#define SANCTIONS_HS_H

#include "postgres.h"

#include "fmgr.h"

#include "code/hs_core.h"

/* As hs_code's input; 22P02 with its hint where the text is no code. */
extern trade_hs sanctions_hs_from_text(const char *s, size_t len);

/* As sanctions_hs_from_text, but false where the text is not meant as a code: it has no digits, or letters too. */
extern bool sanctions_hs_meant(const char *s, size_t len, trade_hs *out);

/* SQL functions that others call, or know operators by. */
extern PGDLLEXPORT Datum sanctions_hs_try(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_hs_to_text(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_hs_ge(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_hs_le(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_hs_range_end(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_hs_hash(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_hs_hash_extended(PG_FUNCTION_ARGS);

static inline Datum
sanctions_hs_get_datum(trade_hs code)
{
	return Int64GetDatum((int64) code);
}

static inline trade_hs
sanctions_datum_get_hs(Datum value)
{
	return (trade_hs) DatumGetInt64(value);
}

#define SANCTIONS_GETARG_HS(n) sanctions_datum_get_hs(PG_GETARG_DATUM(n))
#define SANCTIONS_RETURN_HS(code) PG_RETURN_DATUM(sanctions_hs_get_datum(code))

#endif
