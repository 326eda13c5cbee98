#include "compat.h"

#include "common/hashfn.h"
#include "utils/builtins.h"
#include "utils/sortsupport.h"

#include "code/face.h"
#include "code/hs.h"
#include "exact/function.h"
#include "exact/print.h"

#define DIGITS_AND_DOTS "An HS code is 2, 4, 6, 8 or 10 digits; a dot may stand after an even number of them, as in 8542.31."
#define LOST_ZERO "hs_code(number, digits) restores it, try_hs_code(text, digits) in text."

/* Indexed by trade_hs_problem. */
static const char *const hints[] = {
	[TRADE_HS_WORD] = DIGITS_AND_DOTS,
	[TRADE_HS_SYNTAX] = DIGITS_AND_DOTS,
	[TRADE_HS_FLOAT] = "It is a number with a decimal point or an exponent, which may have lost its leading zero: make it an integer, then hs_code(number, digits) gives the code, and so does try_hs_code(text, digits).",
	[TRADE_HS_DOT] = "A dot stands after an odd number of digits. Perhaps a leading zero was lost on the way, as in 101.21 for 0101.21.",
	[TRADE_HS_ODD] = "It has an odd number of digits. A leading zero was probably lost on the way (spreadsheets do that): " LOST_ZERO,
	[TRADE_HS_ODD_END] = "It has an odd number of digits. A zero at its end was probably lost on the way, as in 8542.3 for 8542.30.",
	[TRADE_HS_NINE] = "It has 9 digits. National lines of 9 digits are not HS codes: cut them to 6 digits. If a leading zero was lost on the way, " LOST_ZERO,
	[TRADE_HS_NATIONAL] = "An HS code has at most 10 digits. National codes of 11 or 12 digits: cut them to 10, 8 or 6.",
	[TRADE_HS_LONG] = "An HS code has at most 10 digits.",
	[TRADE_HS_CHAPTER] = "There is no chapter 00 or 77. Only one leading zero can be lost: 8542 is a heading as it stands, and 008542 is nothing."
};

/* The context is that of a soft error, or NULL. */
static Datum
hs_input(const char *s, size_t len, struct Node *context)
{
	size_t		utf8_len = len;
	const char *utf8 = sanctions_code_utf8(s, &utf8_len);
	trade_hs	code;
	trade_hs_problem problem = trade_hs_read(utf8, utf8_len, &code);

	if (problem != TRADE_HS_OK)
		sanctions_soft_error(context,
							 (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
							  errmsg("invalid input syntax for type %s: \"%s\"", "hs_code", sanctions_clip(s, len)),
							  errhint("%s", hints[problem])));
	return sanctions_hs_get_datum(code);
}

trade_hs
sanctions_hs_from_text(const char *s, size_t len)
{
	return sanctions_datum_get_hs(hs_input(s, len, NULL));
}

bool
sanctions_hs_meant(const char *s, size_t len, trade_hs *out)
{
	size_t		utf8_len = len;
	const char *utf8 = sanctions_code_utf8(s, &utf8_len);
	trade_hs_problem problem = trade_hs_read(utf8, utf8_len, out);

	if (problem == TRADE_HS_WORD)
		return false;
	if (problem != TRADE_HS_OK)
		*out = sanctions_hs_from_text(s, len);
	return true;
}

PG_FUNCTION_INFO_V1(sanctions_hs_in);
Datum
sanctions_hs_in(PG_FUNCTION_ARGS)
{
	const char *s = PG_GETARG_CSTRING(0);

	return hs_input(s, strlen(s), fcinfo->context);
}

PG_FUNCTION_INFO_V1(sanctions_hs_out);
Datum
sanctions_hs_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(TRADE_HS_MAX_DIGITS + 1);

	trade_hs_text(SANCTIONS_GETARG_HS(0), text);
	PG_RETURN_CSTRING(text);
}

PG_FUNCTION_INFO_V1(sanctions_hs_recv);
Datum
sanctions_hs_recv(PG_FUNCTION_ARGS)
{
	int			len;
	const char *bytes = sanctions_code_bytes((StringInfo) PG_GETARG_POINTER(0), &len);
	trade_hs	code;

	if (!trade_hs_parse_strict(bytes, len, &code))
		sanctions_reject_code_bytes("hs_code", bytes, len);
	SANCTIONS_RETURN_HS(code);
}

PG_FUNCTION_INFO_V1(sanctions_hs_send);
Datum
sanctions_hs_send(PG_FUNCTION_ARGS)
{
	char		text[TRADE_HS_MAX_DIGITS + 1];
	int			length = trade_hs_text(SANCTIONS_GETARG_HS(0), text);

	PG_RETURN_BYTEA_P((bytea *) cstring_to_text_with_len(text, length));
}

PG_FUNCTION_INFO_V1(sanctions_hs_from_text_arg);
Datum
sanctions_hs_from_text_arg(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);

	return hs_input(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), NULL);
}

PG_FUNCTION_INFO_V1(sanctions_hs_to_text);
Datum
sanctions_hs_to_text(PG_FUNCTION_ARGS)
{
	char		text[TRADE_HS_MAX_DIGITS + 1];
	int			length = trade_hs_text(SANCTIONS_GETARG_HS(0), text);

	PG_RETURN_TEXT_P(cstring_to_text_with_len(text, length));
}

static void
check_digits(int digits)
{
	if (digits < 2 || digits > TRADE_HS_MAX_DIGITS || digits % 2 != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("an HS code cannot have %d digits", digits),
				 errhint("It has 2, 4, 6, 8 or 10.")));
}

PG_FUNCTION_INFO_V1(sanctions_hs_try);
Datum
sanctions_hs_try(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	size_t		len = VARSIZE_ANY_EXHDR(t);
	const char *s = sanctions_code_utf8(VARDATA_ANY(t), &len);
	trade_hs	code;

	if (!trade_hs_parse(s, len, &code))
		PG_RETURN_NULL();
	SANCTIONS_RETURN_HS(code);
}

PG_FUNCTION_INFO_V1(sanctions_hs_try_digits);
Datum
sanctions_hs_try_digits(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	int			digits = PG_GETARG_INT32(1);
	size_t		len = VARSIZE_ANY_EXHDR(t);
	const char *s = sanctions_code_utf8(VARDATA_ANY(t), &len);
	trade_hs	code;

	check_digits(digits);
	if (!trade_hs_parse_digits(s, len, digits, &code))
		PG_RETURN_NULL();
	SANCTIONS_RETURN_HS(code);
}

PG_FUNCTION_INFO_V1(sanctions_hs_from_number);
Datum
sanctions_hs_from_number(PG_FUNCTION_ARGS)
{
	int64		number = PG_GETARG_INT64(0);
	int			digits = PG_GETARG_INT32(1);
	trade_hs	code;
	trade_hs_problem problem;

	check_digits(digits);
	problem = trade_hs_from_number(number, digits, &code);
	if (problem != TRADE_HS_OK)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%lld is not an HS code of %d digits", (long long) number, digits),
				 errhint("%s", problem == TRADE_HS_CHAPTER ? hints[problem] :
						 "The second argument is the number of digits with all leading zeros: 2, 4, 6, 8 or 10.")));
	SANCTIONS_RETURN_HS(code);
}

SANCTIONS_FUNCTION(sanctions_hs_within,
				   BoolGetDatum(trade_hs_within(SANCTIONS_GETARG_HS(0), SANCTIONS_GETARG_HS(1))))

SANCTIONS_FUNCTION(sanctions_hs_contains,
				   BoolGetDatum(trade_hs_within(SANCTIONS_GETARG_HS(1), SANCTIONS_GETARG_HS(0))))

PG_FUNCTION_INFO_V1(sanctions_hs_range_end);
Datum
sanctions_hs_range_end(PG_FUNCTION_ARGS)
{
	SANCTIONS_RETURN_HS(trade_hs_range_end(SANCTIONS_GETARG_HS(0)));
}

SANCTIONS_FUNCTION(sanctions_hs_digits, Int32GetDatum(trade_hs_digits(SANCTIONS_GETARG_HS(0))))

PG_FUNCTION_INFO_V1(sanctions_hs_chapter);
Datum
sanctions_hs_chapter(PG_FUNCTION_ARGS)
{
	SANCTIONS_RETURN_HS(trade_hs_cut(SANCTIONS_GETARG_HS(0), 2));
}

PG_FUNCTION_INFO_V1(sanctions_hs_level);
Datum
sanctions_hs_level(PG_FUNCTION_ARGS)
{
	trade_hs	code = SANCTIONS_GETARG_HS(0);
	int			digits = PG_GETARG_INT32(1);

	check_digits(digits);
	if (digits > trade_hs_digits(code))
		PG_RETURN_NULL();
	SANCTIONS_RETURN_HS(trade_hs_cut(code, digits));
}

static inline int
compare(trade_hs a, trade_hs b)
{
	return (a > b) - (a < b);
}

SANCTIONS_COMPARISONS(hs, compare(SANCTIONS_GETARG_HS(0), SANCTIONS_GETARG_HS(1)))

SANCTIONS_FUNCTION(sanctions_hs_larger,
				   sanctions_hs_get_datum(Max(SANCTIONS_GETARG_HS(0), SANCTIONS_GETARG_HS(1))))
SANCTIONS_FUNCTION(sanctions_hs_smaller,
				   sanctions_hs_get_datum(Min(SANCTIONS_GETARG_HS(0), SANCTIONS_GETARG_HS(1))))

PG_FUNCTION_INFO_V1(sanctions_hs_sortsupport);
Datum
sanctions_hs_sortsupport(PG_FUNCTION_ARGS)
{
	/* for this comparator the server has a sort of its own */
	((SortSupport) PG_GETARG_POINTER(0))->comparator = ssup_datum_unsigned_cmp;
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(sanctions_hs_hash);
Datum
sanctions_hs_hash(PG_FUNCTION_ARGS)
{
	trade_hs	code = SANCTIONS_GETARG_HS(0);

	return hash_any((unsigned char *) &code, sizeof(code));
}

PG_FUNCTION_INFO_V1(sanctions_hs_hash_extended);
Datum
sanctions_hs_hash_extended(PG_FUNCTION_ARGS)
{
	trade_hs	code = SANCTIONS_GETARG_HS(0);

	return hash_any_extended((unsigned char *) &code, sizeof(code), PG_GETARG_INT64(1));
}
