/*
 * Country codes from SQL arguments.
 */
#ifndef SANCTIONS_COUNTRY_H
#define SANCTIONS_COUNTRY_H

#include "postgres.h"

#include "fmgr.h"

#include "code/country_core.h"
#include "compat.h"

/* As country_code's input; 22P02 where the text is no known code. */
extern trade_country sanctions_country_from_text(const char *s, size_t len);

/* The name of a code in the encoding of the database; NULL for a code that only a newer release knows. */
extern text *sanctions_country_display_name(trade_country code);

/* SQL functions that others call, or know operators by. */
extern PGDLLEXPORT Datum sanctions_country_to_text(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_country_try(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_country_ge(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_country_le(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_country_hash(PG_FUNCTION_ARGS);
extern PGDLLEXPORT Datum sanctions_country_hash_extended(PG_FUNCTION_ARGS);

/* A Datum of 2 bytes is sign-extended: so it is when fetched from a tuple. */
static inline Datum
sanctions_country_get_datum(trade_country code)
{
	return Int16GetDatum((int16) code);
}

static inline trade_country
sanctions_datum_get_country(Datum value)
{
	return (trade_country) DatumGetInt16(value);
}

/* XX001: no three characters have this code. */
sanctions_noreturn extern void sanctions_reject_country(trade_country code);

/* One that can be written as text; from a damaged table it may be anything. */
static inline trade_country
sanctions_datum_get_country_label(Datum value)
{
	trade_country code = sanctions_datum_get_country(value);

	if (unlikely(code >= TRADE_COUNTRY_CODES))
		sanctions_reject_country(code);
	return code;
}

#endif
