#include "compat.h"
#include "code/country.h"
#include "code/face.h"
#include "exact/function.h"
#include "exact/print.h"

#include "common/hashfn.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/sortsupport.h"

#define PG_GETARG_COUNTRY(n) sanctions_datum_get_country(PG_GETARG_DATUM(n))
#define PG_RETURN_COUNTRY(x) return sanctions_country_get_datum(x)

/* Indexed by trade_country_problem. */
static const char *const hints[] = {
	[TRADE_COUNTRY_UNKNOWN] = "Use an ISO alpha-2 or alpha-3 code or an M49 number, as in CN, CHN or 156. The view sanctions_country lists all.",
	[TRADE_COUNTRY_LONG_NUMBER] = "An M49 number has at most three digits. Numbers of other systems read as other countries, so they are refused: 0400 is the United States to Eurostat, 400 is Jordan in M49. Translate them first.",
	[TRADE_COUNTRY_FLOAT] = "It is a number with a decimal point: make it an integer first, as in 842.0::integer::country_code."
};

/* The context is that of a soft error, or NULL. */
static Datum
country_input(const char *s, size_t len, struct Node *context)
{
	size_t		utf8_len = len;
	const char *utf8 = sanctions_code_utf8(s, &utf8_len);
	trade_country code;
	trade_country_problem problem = trade_country_read(utf8, utf8_len, &code);

	if (problem != TRADE_COUNTRY_OK)
		sanctions_soft_error(context,
							 (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
							  errmsg("invalid input syntax for type %s: \"%s\"", "country_code",
									 sanctions_clip(s, len)),
							  errhint("%s", hints[problem])));
	return sanctions_country_get_datum(code);
}

trade_country
sanctions_country_from_text(const char *s, size_t len)
{
	return sanctions_datum_get_country(country_input(s, len, NULL));
}

void
sanctions_reject_country(trade_country code)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("stored %s is damaged: %d is no code", "country_code", code)));
}

static bool
country_of_argument(FunctionCallInfo fcinfo, trade_country *code)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	size_t		len = VARSIZE_ANY_EXHDR(t);
	const char *s = sanctions_code_utf8(VARDATA_ANY(t), &len);

	return trade_country_parse(s, len, code);
}

/*
 * A name in the database's encoding.  Its letters beyond ASCII are all Latin-1:
 * C3 and another byte in UTF-8.  Where the encoding may lack them they lose their
 * accents.
 */
static text *
display_name(const char *name)
{
	/* U+00C0 to U+00FF */
	static const char plain[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
	text	   *result = cstring_to_text(name);
	const char *in = name;
	char	   *out = VARDATA(result);

	if (GetDatabaseEncoding() == PG_UTF8)
		return result;
	for (; *in; in++)
	{
		if ((unsigned char) *in == 0xC3)
			*out++ = plain[(unsigned char) *++in - 0x80];
		else
			*out++ = *in;
	}
	SET_VARSIZE(result, out - (char *) result);
	return result;
}

PG_FUNCTION_INFO_V1(sanctions_country_in);
Datum
sanctions_country_in(PG_FUNCTION_ARGS)
{
	const char *s = PG_GETARG_CSTRING(0);

	return country_input(s, strlen(s), fcinfo->context);
}

PG_FUNCTION_INFO_V1(sanctions_country_out);
Datum
sanctions_country_out(PG_FUNCTION_ARGS)
{
	char	   *result = palloc0(4);

	trade_country_text(PG_GETARG_COUNTRY(0), result);
	PG_RETURN_CSTRING(result);
}

PG_FUNCTION_INFO_V1(sanctions_country_recv);
Datum
sanctions_country_recv(PG_FUNCTION_ARGS)
{
	int			len;
	const char *bytes = sanctions_code_bytes((StringInfo) PG_GETARG_POINTER(0), &len);
	trade_country code;

	if (!trade_country_parse_strict(bytes, len, &code))
		sanctions_reject_code_bytes("country_code", bytes, len);
	PG_RETURN_COUNTRY(code);
}

PG_FUNCTION_INFO_V1(sanctions_country_send);
Datum
sanctions_country_send(PG_FUNCTION_ARGS)
{
	char		code[3];

	trade_country_text(PG_GETARG_COUNTRY(0), code);
	PG_RETURN_BYTEA_P((bytea *) cstring_to_text_with_len(code, 3));
}

PG_FUNCTION_INFO_V1(sanctions_country_of_text);
Datum
sanctions_country_of_text(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);

	return country_input(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), NULL);
}

PG_FUNCTION_INFO_V1(sanctions_country_try);
Datum
sanctions_country_try(PG_FUNCTION_ARGS)
{
	trade_country code;

	if (!country_of_argument(fcinfo, &code))
		PG_RETURN_NULL();
	PG_RETURN_COUNTRY(code);
}

/* A column of M49 numbers has whatever width its loader chose: pandas takes bigint, a careful table smallint. */
static trade_country
country_of_number(int64 number)
{
	trade_country code;

	if (!trade_country_from_number(number, &code))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no country_code has the number %lld", (long long) number),
				 errhint("%s", hints[number > 999 ? TRADE_COUNTRY_LONG_NUMBER : TRADE_COUNTRY_UNKNOWN])));
	return code;
}

SANCTIONS_FUNCTION(sanctions_country_of_smallint, sanctions_country_get_datum(country_of_number(PG_GETARG_INT16(0))))
SANCTIONS_FUNCTION(sanctions_country_of_integer, sanctions_country_get_datum(country_of_number(PG_GETARG_INT32(0))))
SANCTIONS_FUNCTION(sanctions_country_of_bigint, sanctions_country_get_datum(country_of_number(PG_GETARG_INT64(0))))

PG_FUNCTION_INFO_V1(sanctions_country_to_text);
Datum
sanctions_country_to_text(PG_FUNCTION_ARGS)
{
	char		code[3];

	trade_country_text(PG_GETARG_COUNTRY(0), code);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(code, 3));
}

SANCTIONS_COMPARISONS(country, (int32) PG_GETARG_COUNTRY(0) - (int32) PG_GETARG_COUNTRY(1))

SANCTIONS_FUNCTION(sanctions_country_larger,
				   sanctions_country_get_datum(Max(PG_GETARG_COUNTRY(0), PG_GETARG_COUNTRY(1))))
SANCTIONS_FUNCTION(sanctions_country_smaller,
				   sanctions_country_get_datum(Min(PG_GETARG_COUNTRY(0), PG_GETARG_COUNTRY(1))))

static int
compare_datums(Datum a, Datum b, SortSupport ssup)
{
	return (int) sanctions_datum_get_country(a) - (int) sanctions_datum_get_country(b);
}

PG_FUNCTION_INFO_V1(sanctions_country_sortsupport);
Datum
sanctions_country_sortsupport(PG_FUNCTION_ARGS)
{
	((SortSupport) PG_GETARG_POINTER(0))->comparator = compare_datums;
	PG_RETURN_VOID();
}

SANCTIONS_FUNCTION(sanctions_country_hash, UInt32GetDatum(hash_bytes_uint32(PG_GETARG_COUNTRY(0))))
SANCTIONS_FUNCTION(sanctions_country_hash_extended,
				   UInt64GetDatum(hash_bytes_uint32_extended(PG_GETARG_COUNTRY(0), PG_GETARG_INT64(1))))

text *
sanctions_country_display_name(trade_country code)
{
	const trade_country_row *row = trade_country_find(code);

	return row == NULL ? NULL : display_name(row->name);
}

/* The columns of a code, as country_code_rows() declares them. */
enum
{
	COLUMN_CODE, COLUMN_ALPHA2, COLUMN_ALPHA3, COLUMN_M49, COLUMN_NAME, COLUMN_AGGREGATE, COLUMN_RESIDUAL, COLUMNS
};

static Datum
column_value(const trade_country_row *row, int column, bool *isnull)
{
	char		code[3];

	*isnull = false;
	switch (column)
	{
		case COLUMN_CODE:
			return sanctions_country_get_datum(row->code);
		case COLUMN_ALPHA2:
			*isnull = row->alpha2[0] == '\0';
			return CStringGetTextDatum(row->alpha2);
		case COLUMN_ALPHA3:
			*isnull = !trade_country_is_alpha3(row->code);
			trade_country_text(row->code, code);
			return PointerGetDatum(cstring_to_text_with_len(code, 3));
		case COLUMN_M49:
			*isnull = row->m49 < 0;
			return Int32GetDatum(row->m49);
		case COLUMN_NAME:
			return PointerGetDatum(display_name(row->name));
		case COLUMN_AGGREGATE:
			return BoolGetDatum(row->kind == TRADE_COUNTRY_SUM);
		default:
			return BoolGetDatum(row->kind == TRADE_COUNTRY_RESIDUAL);
	}
}

/* NULL too for a code that only a newer release knows. */
static Datum
accessor(FunctionCallInfo fcinfo, int column)
{
	const trade_country_row *row = trade_country_find(PG_GETARG_COUNTRY(0));

	if (row == NULL)
		PG_RETURN_NULL();
	return column_value(row, column, &fcinfo->isnull);
}

SANCTIONS_FUNCTION(sanctions_country_alpha2, accessor(fcinfo, COLUMN_ALPHA2))
SANCTIONS_FUNCTION(sanctions_country_alpha3, accessor(fcinfo, COLUMN_ALPHA3))
SANCTIONS_FUNCTION(sanctions_country_m49, accessor(fcinfo, COLUMN_M49))
SANCTIONS_FUNCTION(sanctions_country_name, accessor(fcinfo, COLUMN_NAME))

static bool
is_kind(trade_country code, trade_country_kind kind)
{
	const trade_country_row *row = trade_country_find(code);

	return row != NULL && row->kind == kind;
}

SANCTIONS_FUNCTION(sanctions_country_is_aggregate,
				   BoolGetDatum(is_kind(PG_GETARG_COUNTRY(0), TRADE_COUNTRY_SUM)))

PG_FUNCTION_INFO_V1(sanctions_country_is_aggregate_text);
Datum
sanctions_country_is_aggregate_text(PG_FUNCTION_ARGS)
{
	trade_country code;

	PG_RETURN_BOOL(country_of_argument(fcinfo, &code) && is_kind(code, TRADE_COUNTRY_SUM));
}

SANCTIONS_FUNCTION(sanctions_country_is_residual,
				   BoolGetDatum(is_kind(PG_GETARG_COUNTRY(0), TRADE_COUNTRY_RESIDUAL)))

PG_FUNCTION_INFO_V1(sanctions_country_is_residual_text);
Datum
sanctions_country_is_residual_text(PG_FUNCTION_ARGS)
{
	trade_country code;

	PG_RETURN_BOOL(country_of_argument(fcinfo, &code) && is_kind(code, TRADE_COUNTRY_RESIDUAL));
}

PG_FUNCTION_INFO_V1(sanctions_country_rows);
Datum
sanctions_country_rows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	for (int i = 0; i < trade_country_count(); i++)
	{
		Datum		values[COLUMNS];
		bool		nulls[COLUMNS];

		for (int column = 0; column < COLUMNS; column++)
			values[column] = column_value(trade_country_at(i), column, &nulls[column]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
