/*
 * Every branch on PG_VERSION_NUM of this extension, PostgreSQL 15 to 19, and every
 * use of what the server keeps to itself.
 */
#ifndef SANCTIONS_COMPAT_H
#define SANCTIONS_COMPAT_H

#include "postgres.h"

#include "access/tupdesc.h"
#include "fmgr.h"
#include "nodes/nodes.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "utils/tuplestore.h"

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#include "nodes/miscnodes.h"
/* An input function's error: returns NULL to a caller that wants soft errors. */
#define sanctions_soft_error(context, ...) ereturn((context), (Datum) 0, __VA_ARGS__)
#else
#define sanctions_soft_error(context, ...) \
	do { (void) (context); ereport(ERROR, __VA_ARGS__); } while (0)
#endif

/* 18 has no pg_attribute_noreturn() any more; in front both forms are taken. */
#if PG_VERSION_NUM >= 180000
#define sanctions_noreturn pg_noreturn
#else
#define sanctions_noreturn pg_attribute_noreturn()
#endif

/* Columns that were entered one by one are finished, from 19 on, before they are used. */
static inline void
sanctions_columns_finish(TupleDesc columns)
{
#if PG_VERSION_NUM >= 190000
	TupleDescFinalize(columns);
#else
	(void) columns;
#endif
}

/* A jsonb in the making; 19 keeps the result in the state, others give it back. */
#if PG_VERSION_NUM >= 190000
typedef JsonbInState sanctions_jsonb_building;
#else
typedef struct
{
	JsonbParseState *state;
	JsonbValue *result;
} sanctions_jsonb_building;
#endif

static inline void
sanctions_jsonb_push(sanctions_jsonb_building *building, JsonbIteratorToken token, JsonbValue *value)
{
#if PG_VERSION_NUM >= 190000
	pushJsonbValue(building, token, value);
#else
	building->result = pushJsonbValue(&building->state, token, value);
#endif
}

/*
 * What the planner asks a support function, if it is a request of this kind; else
 * NULL.  As the subscripting function of a type it is called without an argument.
 */
static inline void *
sanctions_support_request(FunctionCallInfo fcinfo, NodeTag kind)
{
	Node	   *request = PG_NARGS() == 1 ? (Node *) PG_GETARG_POINTER(0) : NULL;

	return request != NULL && nodeTag(request) == kind ? request : NULL;
}

/* The memory context below another one that was given this very name; NULL where there is none. */
static inline MemoryContext
sanctions_context_below(MemoryContext parent, const char *name)
{
	for (MemoryContext child = parent->firstchild; child != NULL; child = child->nextchild)
		if (child->name == name)
			return child;
	return NULL;
}

/*
 * A numeric as its base-10000 digits.  The struct is private to numeric.c; its
 * layout on disk has not changed since 9.1 and cannot without pg_upgrade
 * noticing.  A test holds it against numeric's own text.
 */
typedef struct sanctions_numeric_digits
{
	bool		negative;
	int			weight;
	int			ndigits;
	const int16_t *digits;
} sanctions_numeric_digits;

/* False for NaN and infinities.  value is detoasted, as a Numeric always is. */
static inline bool
sanctions_numeric_read(Numeric value, sanctions_numeric_digits *out)
{
	const uint16 *word = (const uint16 *) VARDATA_ANY(value);
	int			words = VARSIZE_ANY_EXHDR(value) / sizeof(uint16);
	uint16		header = word[0];

	if ((header & 0xC000) == 0xC000)
		return false;
	if (header & 0x8000)
	{
		/* short: sign, 6 bits of display scale, sign and 6 bits of weight */
		out->negative = (header & 0x2000) != 0;
		out->weight = (header & 0x0040) ? (int) (header & 0x003F) - 64 : header & 0x003F;
		out->digits = (const int16_t *) (word + 1);
		out->ndigits = words - 1;
	}
	else
	{
		out->negative = (header & 0xC000) == 0x4000;
		out->weight = (int16) word[1];
		out->digits = (const int16_t *) (word + 2);
		out->ndigits = words - 2;
	}
	return true;
}

/*
 * The other way, in the short form: digits without zeros at either end, scale up to 63,
 * weight from -64 to 63.
 */
static inline Numeric
sanctions_numeric_make(const sanctions_numeric_digits *number, int scale)
{
	Size		size = VARHDRSZ + sizeof(uint16) + number->ndigits * sizeof(int16_t);
	char	   *made = palloc(size);
	uint16		header = 0x8000 | (number->negative ? 0x2000 : 0) | scale << 7 | (number->weight & 0x7F);

	SET_VARSIZE(made, size);
	memcpy(made + VARHDRSZ, &header, sizeof header);
	memcpy(made + VARHDRSZ + sizeof header, number->digits, number->ndigits * sizeof(int16_t));
	return (Numeric) made;
}

#endif
