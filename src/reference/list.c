/*
 * Lists of products: in_list, list_match, list_codes.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "compat.h"
#include "code/hs.h"
#include "exact/print.h"
#include "reference/list.h"
#include "reference/cache.h"

/* Rows of a table while they are read. */
typedef struct list_rows
{
	size_t		count;
	size_t		capacity;
	size_t		width;
	char	   *rows;
} list_rows;

PG_FUNCTION_INFO_V1(sanctions_in_list_text);
PG_FUNCTION_INFO_V1(sanctions_in_list_code);
PG_FUNCTION_INFO_V1(sanctions_list_match_text);
PG_FUNCTION_INFO_V1(sanctions_list_match_code);
PG_FUNCTION_INFO_V1(sanctions_list_codes);

static list_rows
list_rows_create(size_t width)
{
	list_rows	rows = {0, 64, width, palloc(64 * width)};

	return rows;
}

static void *
list_rows_next(list_rows *rows)
{
	if (rows->count == rows->capacity)
	{
		rows->capacity *= 2;
		rows->rows = repalloc(rows->rows, rows->capacity * rows->width);
	}
	return rows->rows + rows->width * rows->count++;
}

static trade_hs
column_hs(HeapTuple row, TupleDesc columns, int number)
{
	char	   *text = SPI_getvalue(row, columns, number);
	trade_hs	hs = sanctions_hs_from_text(text, strlen(text));

	pfree(text);
	return hs;
}

static int
column_vintage(HeapTuple row, TupleDesc columns, int number)
{
	char	   *text = SPI_getvalue(row, columns, number);
	int			vintage = trade_vintage_parse(text, strlen(text));

	pfree(text);
	return vintage;
}

static void
list_add_row(HeapTuple row, TupleDesc columns, void *state)
{
	trade_list_row *listed = list_rows_next((list_rows *) state);

	listed->vintage = column_vintage(row, columns, 1);
	listed->hs = column_hs(row, columns, 2);
}

static void
list_add_bridge(HeapTuple row, TupleDesc columns, void *state)
{
	trade_bridge_row *bridge = list_rows_next((list_rows *) state);
	char	   *match = SPI_getvalue(row, columns, 5);

	bridge->listed.vintage = column_vintage(row, columns, 1);
	bridge->listed.hs = column_hs(row, columns, 2);
	bridge->older_vintage = column_vintage(row, columns, 3);
	bridge->older_hs = column_hs(row, columns, 4);
	bridge->match = strcmp(match, "bridged") == 0 ? TRADE_MATCH_BRIDGED : TRADE_MATCH_AMBIGUOUS;
}

static void
list_read(FunctionCallInfo fcinfo, const sanctions_reference_key *key,
		  list_rows *rows, list_rows *bridges)
{
	const char *schema = sanctions_reference_schema(fcinfo);

	sanctions_reference_read(psprintf("SELECT vintage, hs FROM %s.sanctions_list_plain "
									  "WHERE list_name OPERATOR(pg_catalog.=) $1 "
									  "AND ($2 IS NULL OR ((valid_from IS NULL OR valid_from OPERATOR(pg_catalog.<=) $2) "
									  "AND (valid_to IS NULL OR $2 OPERATOR(pg_catalog.<) valid_to)))",
									  schema),
							 key, list_add_row, rows);
	if (rows->count == 0)
		sanctions_reference_check_name(fcinfo, key, "sanctions_list", "list_name", "list");
	sanctions_reference_read(psprintf("SELECT vintage, hs, older_vintage, older_hs, match "
									  "FROM %s.sanctions_hs_bridge_plain", schema),
							 key, list_add_bridge, bridges);
	qsort(rows->rows, rows->count, rows->width, trade_list_row_compare);
	qsort(bridges->rows, bridges->count, bridges->width, trade_bridge_row_compare);
}

static void *
list_load(FunctionCallInfo fcinfo, const sanctions_reference_key *key)
{
	sanctions_list_content *list = palloc0(sizeof(sanctions_list_content));
	list_rows	rows = list_rows_create(sizeof(trade_list_row));
	list_rows	bridges = list_rows_create(sizeof(trade_bridge_row));
	const trade_list_row *unbridged;

	list_read(fcinfo, key, &rows, &bridges);
	list->entries = palloc((rows.count + bridges.count + 1) * sizeof(trade_list_entry));
	list->count = trade_list_resolve((trade_list_row *) rows.rows, rows.count,
									 (trade_bridge_row *) bridges.rows, bridges.count,
									 key->vintage, list->entries, &unbridged);
	if (unbridged != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("list \"%s\" is written in HS%d and has no bridge to HS%d",
						sanctions_clip(key->name, key->name_length), unbridged->vintage, key->vintage),
				 errhint("Add rows to sanctions_hs_bridge, or give vintage NULL: the listed codes and what they were in every older vintage with a bridge.")));
	qsort(list->entries, list->count, sizeof(trade_list_entry), trade_list_entry_compare);
	list->count = trade_list_link(list->entries, list->count);
	pfree(rows.rows);
	pfree(bridges.rows);
	return list;
}

const sanctions_list_content *
sanctions_list_of(FunctionCallInfo fcinfo, int argument)
{
	sanctions_reference_key key = sanctions_reference_key_from(fcinfo, argument, argument + 1);

	if (!PG_ARGISNULL(argument + 2))
	{
		text	   *vintage = PG_GETARG_TEXT_PP(argument + 2);

		key.vintage = trade_vintage_parse(VARDATA_ANY(vintage), VARSIZE_ANY_EXHDR(vintage));
		if (key.vintage == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("HS vintage \"%s\" is not known", sanctions_clip_text(vintage)),
					 errhint("Known: HS1992, HS1996, HS2002, HS2007, HS2012, HS2017, HS2022, HS2028, and NULL for any.")));
	}
	return (const sanctions_list_content *) sanctions_reference_get(fcinfo, &key, list_load);
}

/* Digits and punctuation only: meant as a code, whether it can be read or not. */
static bool
text_is_numeric(const char *s, size_t len)
{
	bool		digit = false;

	for (size_t i = 0; i < len; i++)
	{
		unsigned char c = (unsigned char) s[i];

		if (c >= '0' && c <= '9')
			digit = true;
		else if (c == '_' || c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
			return false;
	}
	return digit;
}

/* How argument 0, a text, is on the list. */
static trade_match
match_text(FunctionCallInfo fcinfo)
{
	const sanctions_list_content *list = sanctions_list_of(fcinfo, 1);
	text	   *value = PG_GETARG_TEXT_PP(0);
	const char *s = VARDATA_ANY(value);
	size_t		len = VARSIZE_ANY_EXHDR(value);
	trade_hs	hs;

	if (!trade_hs_parse(s, len, &hs))
	{
		if (!text_is_numeric(s, len))
			return TRADE_MATCH_NONE;
		hs = sanctions_hs_from_text(s, len);
	}
	return trade_list_find(list->entries, list->count, hs);
}

static trade_match
match_code(FunctionCallInfo fcinfo)
{
	const sanctions_list_content *list = sanctions_list_of(fcinfo, 1);

	return trade_list_find(list->entries, list->count, SANCTIONS_GETARG_HS(0));
}

static Datum
match_name(FunctionCallInfo fcinfo, trade_match match)
{
	switch (match)
	{
		case TRADE_MATCH_EXACT:
			PG_RETURN_TEXT_P(cstring_to_text("exact"));
		case TRADE_MATCH_BRIDGED:
			PG_RETURN_TEXT_P(cstring_to_text("bridged"));
		case TRADE_MATCH_AMBIGUOUS:
			PG_RETURN_TEXT_P(cstring_to_text("ambiguous"));
		case TRADE_MATCH_NONE:
			break;
	}
	PG_RETURN_NULL();
}

Datum
sanctions_in_list_text(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_BOOL(match_text(fcinfo) >= TRADE_MATCH_BRIDGED);
}

Datum
sanctions_in_list_code(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_BOOL(match_code(fcinfo) >= TRADE_MATCH_BRIDGED);
}

Datum
sanctions_list_match_text(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return match_name(fcinfo, match_text(fcinfo));
}

Datum
sanctions_list_match_code(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return match_name(fcinfo, match_code(fcinfo));
}

Datum
sanctions_list_codes(PG_FUNCTION_ARGS)
{
	const sanctions_list_content *list = sanctions_list_of(fcinfo, 0);
	Oid			type = get_element_type(get_func_rettype(fcinfo->flinfo->fn_oid));
	Datum	   *codes = palloc((list->count + 1) * sizeof(Datum));
	int			n = 0;

	for (size_t i = 0; i < list->count; i++)
		if (list->entries[i].match >= TRADE_MATCH_BRIDGED)
			codes[n++] = sanctions_hs_get_datum(list->entries[i].hs);
	if (n == 0)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(type));
	PG_RETURN_ARRAYTYPE_P(construct_array(codes, n, type, sizeof(int64), true,
										  TYPALIGN_DOUBLE));
}
