/*
 * Codes against text: what drivers and BI tools send.  Text that names a code is that
 * code, in any of its spellings; other text equals no code and has its place in the
 * order by its bytes, as the text of a code has.  Nothing here raises an error but
 * LIKE, for its patterns.
 */
#include "compat.h"

#include "catalog/pg_collation_d.h"
#include "catalog/pg_type_d.h"
#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "code/country.h"
#include "code/hs.h"
#include "exact/function.h"

/* One side of a comparison. */
typedef struct code_side
{
	bool		is_code;
	uint64		code;
	const char *bytes;			/* of text that names no code */
	int			length;
	char		written[TRADE_HS_MAX_DIGITS + 1];
} code_side;

/* What differs between the types. */
typedef struct code_type
{
	uint64		(*get) (Datum value);
	bool		(*parse) (const char *s, size_t len, uint64 *code);
	int			(*write) (uint64 code, char *text);
	Datum		(*put) (uint64 code);
	PGFunction	hash;
	PGFunction	hash_extended;
	PGFunction	to_text;
} code_type;

static uint64
country_get(Datum value)
{
	return sanctions_datum_get_country(value);
}

static bool
country_parse(const char *s, size_t len, uint64 *code)
{
	trade_country found;
	bool		known = trade_country_parse(s, len, &found);

	if (known)
		*code = found;
	return known;
}

static int
country_write(uint64 code, char *text)
{
	trade_country_text((trade_country) code, text);
	return 3;
}

static Datum
country_put(uint64 code)
{
	return sanctions_country_get_datum((trade_country) code);
}

static uint64
hs_get(Datum value)
{
	return sanctions_datum_get_hs(value);
}

static bool
hs_parse(const char *s, size_t len, uint64 *code)
{
	return trade_hs_parse(s, len, code);
}

static int
hs_write(uint64 code, char *text)
{
	return trade_hs_text(code, text);
}

static Datum
hs_put(uint64 code)
{
	return sanctions_hs_get_datum(code);
}

static const code_type country = {
	country_get, country_parse, country_write, country_put,
	sanctions_country_hash, sanctions_country_hash_extended, sanctions_country_to_text
};
static const code_type hs = {
	hs_get, hs_parse, hs_write, hs_put,
	sanctions_hs_hash, sanctions_hs_hash_extended, sanctions_hs_to_text
};

static inline void
side_of_code(code_side *side, const code_type *type, Datum value)
{
	side->is_code = true;
	side->code = type->get(value);
}

static inline void
side_of_text(code_side *side, const code_type *type, const text *t)
{
	side->bytes = VARDATA_ANY(t);
	side->length = VARSIZE_ANY_EXHDR(t);
	side->is_code = type->parse(side->bytes, side->length, &side->code);
}

static void
spell_out(code_side *side, const code_type *type)
{
	if (!side->is_code)
		return;
	side->length = type->write(side->code, side->written);
	side->bytes = side->written;
}

/* Codes are in the order of their text: so a code and what is none compare by bytes. */
static int
compare_sides(code_side *left, code_side *right, const code_type *type)
{
	int			order;

	if (left->is_code && right->is_code)
		return (left->code > right->code) - (left->code < right->code);
	spell_out(left, type);
	spell_out(right, type);
	order = memcmp(left->bytes, right->bytes, Min(left->length, right->length));
	return order != 0 ? order : left->length - right->length;
}

/* Which of the two arguments are text. */
typedef enum text_arguments
{
	TEXT_RIGHT = 1, TEXT_LEFT = 2, TEXT_BOTH = 3
} text_arguments;

static inline int
compare_arguments(FunctionCallInfo fcinfo, const code_type *type, text_arguments texts)
{
	code_side	side[2];
	text	   *t[2] = {NULL, NULL};
	int			order;

	for (int i = 0; i < 2; i++)
	{
		if (texts & (i == 0 ? TEXT_LEFT : TEXT_RIGHT))
			side_of_text(&side[i], type, t[i] = PG_GETARG_TEXT_PP(i));
		else
			side_of_code(&side[i], type, PG_GETARG_DATUM(i));
	}
	order = compare_sides(&side[0], &side[1], type);
	/* a btree look-up keeps its context for long */
	for (int i = 0; i < 2; i++)
		if (t[i] != NULL && (Pointer) t[i] != PG_GETARG_POINTER(i))
			pfree(t[i]);
	return (order > 0) - (order < 0);
}

SANCTIONS_COMPARISONS(country_text, compare_arguments(fcinfo, &country, TEXT_RIGHT))
SANCTIONS_COMPARISONS(text_country, compare_arguments(fcinfo, &country, TEXT_LEFT))
SANCTIONS_ORDER(texts_as_countries, compare_arguments(fcinfo, &country, TEXT_BOTH))

SANCTIONS_COMPARISONS(hs_text, compare_arguments(fcinfo, &hs, TEXT_RIGHT))
SANCTIONS_COMPARISONS(text_hs, compare_arguments(fcinfo, &hs, TEXT_LEFT))
SANCTIONS_ORDER(texts_as_hs, compare_arguments(fcinfo, &hs, TEXT_BOTH))

/* Text that names a code hashes as the code does, other text by its bytes. */
static Datum
hash_text(FunctionCallInfo fcinfo, const code_type *type, bool extended)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	unsigned char *bytes = (unsigned char *) VARDATA_ANY(t);
	int			length = VARSIZE_ANY_EXHDR(t);
	code_side	side;
	Datum		hash;

	side_of_text(&side, type, t);
	if (side.is_code)
		hash = extended ? DirectFunctionCall2(type->hash_extended, type->put(side.code), PG_GETARG_DATUM(1)) :
			DirectFunctionCall1(type->hash, type->put(side.code));
	else
		hash = extended ? hash_any_extended(bytes, length, PG_GETARG_INT64(1)) : hash_any(bytes, length);
	PG_FREE_IF_COPY(t, 0);
	return hash;
}

SANCTIONS_FUNCTION(sanctions_texts_as_countries_hash, hash_text(fcinfo, &country, false))
SANCTIONS_FUNCTION(sanctions_texts_as_countries_hash_extended, hash_text(fcinfo, &country, true))
SANCTIONS_FUNCTION(sanctions_texts_as_hs_hash, hash_text(fcinfo, &hs, false))
SANCTIONS_FUNCTION(sanctions_texts_as_hs_hash_extended, hash_text(fcinfo, &hs, true))

/* Within, where one of the two is text; text that names no code stands under none. */
static bool
text_within(FunctionCallInfo fcinfo, int code, int ancestor, int text_argument)
{
	text	   *t = PG_GETARG_TEXT_PP(text_argument);
	trade_hs	value[2];
	bool		within;

	value[1 - text_argument] = SANCTIONS_GETARG_HS(1 - text_argument);
	within = trade_hs_parse(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), &value[text_argument]) &&
		trade_hs_within(value[code], value[ancestor]);
	PG_FREE_IF_COPY(t, text_argument);
	return within;
}

SANCTIONS_FUNCTION(sanctions_hs_within_text, BoolGetDatum(text_within(fcinfo, 0, 1, 1)))
SANCTIONS_FUNCTION(sanctions_text_within_hs, BoolGetDatum(text_within(fcinfo, 0, 1, 0)))
SANCTIONS_FUNCTION(sanctions_hs_contains_text, BoolGetDatum(text_within(fcinfo, 1, 0, 1)))
SANCTIONS_FUNCTION(sanctions_text_contains_hs, BoolGetDatum(text_within(fcinfo, 1, 0, 0)))

/* Codes are ASCII: no collation has a say. */
static Datum
match_text(FunctionCallInfo fcinfo, const code_type *type, PGFunction match)
{
	return DirectFunctionCall2Coll(match, C_COLLATION_OID,
								   DirectFunctionCall1(type->to_text, PG_GETARG_DATUM(0)), PG_GETARG_DATUM(1));
}

SANCTIONS_FUNCTION(sanctions_country_like, match_text(fcinfo, &country, textlike))
SANCTIONS_FUNCTION(sanctions_country_not_like, match_text(fcinfo, &country, textnlike))
SANCTIONS_FUNCTION(sanctions_country_ilike, match_text(fcinfo, &country, texticlike))
SANCTIONS_FUNCTION(sanctions_country_not_ilike, match_text(fcinfo, &country, texticnlike))
SANCTIONS_FUNCTION(sanctions_hs_like, match_text(fcinfo, &hs, textlike))
SANCTIONS_FUNCTION(sanctions_hs_not_like, match_text(fcinfo, &hs, textnlike))
SANCTIONS_FUNCTION(sanctions_hs_ilike, match_text(fcinfo, &hs, texticlike))
SANCTIONS_FUNCTION(sanctions_hs_not_ilike, match_text(fcinfo, &hs, texticnlike))

/* An array of codes as an array of their texts, of the same shape. */
static Datum
array_as_text(ArrayType *codes, const code_type *type)
{
	int16		length;
	bool		by_value;
	char		align;
	Datum	   *elements;
	bool	   *nulls;
	int			count;

	get_typlenbyvalalign(ARR_ELEMTYPE(codes), &length, &by_value, &align);
	deconstruct_array(codes, ARR_ELEMTYPE(codes), length, by_value, align, &elements, &nulls, &count);
	for (int i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!nulls[i])
			elements[i] = DirectFunctionCall1(type->to_text, elements[i]);
	}
	return PointerGetDatum(construct_md_array(elements, nulls, ARR_NDIM(codes), ARR_DIMS(codes), ARR_LBOUND(codes),
											  TEXTOID, -1, false, TYPALIGN_INT));
}

SANCTIONS_FUNCTION(sanctions_countries_to_text, array_as_text(PG_GETARG_ARRAYTYPE_P(0), &country))
SANCTIONS_FUNCTION(sanctions_hs_array_to_text, array_as_text(PG_GETARG_ARRAYTYPE_P(0), &hs))
