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
#include "exact/call.h"
#include "exact/print.h"
#include "reference/list.h"
#include "reference/read.h"

/* The most a list may stand for. */
#define SANCTIONS_LIST_LIMIT (2 * SANCTIONS_REFERENCE_LIMIT)

PG_FUNCTION_INFO_V1(sanctions_in_list_text);
PG_FUNCTION_INFO_V1(sanctions_in_list_code);
PG_FUNCTION_INFO_V1(sanctions_list_match_text);
PG_FUNCTION_INFO_V1(sanctions_list_match_code);
PG_FUNCTION_INFO_V1(sanctions_list_codes);

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

static trade_list_code
column_listed(HeapTuple row, TupleDesc columns)
{
	trade_list_code listed = {column_hs(row, columns, 2), column_vintage(row, columns, 1)};

	return listed;
}

static void
list_add_row(HeapTuple row, TupleDesc columns, void *state)
{
	trade_list_row *listed = sanctions_rows_next((sanctions_rows *) state);

	listed->listed = column_listed(row, columns);
	listed->from = sanctions_reference_from(row, columns, 3);
	listed->to = sanctions_reference_to(row, columns, 4);
}

static void
list_add_bridge(HeapTuple row, TupleDesc columns, void *state)
{
	trade_bridge_row *bridge = sanctions_rows_next((sanctions_rows *) state);
	char	   *match = SPI_getvalue(row, columns, 5);

	bridge->listed = column_listed(row, columns);
	bridge->older_vintage = column_vintage(row, columns, 3);
	bridge->older_hs = column_hs(row, columns, 4);
	bridge->match = strcmp(match, "bridged") == 0 ? TRADE_MATCH_BRIDGED : TRADE_MATCH_AMBIGUOUS;
}

static void
list_read(FunctionCallInfo fcinfo, const sanctions_reference_key *key,
		  sanctions_rows *rows, sanctions_rows *bridges)
{
	const char *schema = sanctions_call_schema(fcinfo);

	sanctions_reference_read(psprintf("SELECT vintage, hs, valid_from, valid_to FROM %s.sanctions_list_plain "
									  "WHERE list_name OPERATOR(pg_catalog.=) $1", schema),
							 "sanctions_list", key, list_add_row, rows);
	if (rows->count == 0)
		sanctions_reference_unknown(fcinfo, key, "sanctions_list", "list_name", "list");
	sanctions_reference_read(psprintf("SELECT vintage, hs, older_vintage, older_hs, match "
									  "FROM %s.sanctions_hs_bridge_plain", schema),
							 "sanctions_hs_bridge", NULL, list_add_bridge, bridges);
	qsort(rows->rows, rows->count, rows->width, trade_list_row_compare);
	qsort(bridges->rows, bridges->count, bridges->width, trade_bridge_row_compare);
}

/* Counts, makes room, fills. */
static void
list_resolve(const sanctions_reference_key *key, const sanctions_rows *rows,
			 const sanctions_rows *bridges, trade_list_meaning *meaning)
{
	for (int pass = 0; pass < 2; pass++)
	{
		trade_list_resolve((trade_list_row *) rows->rows, rows->count,
						   (trade_bridge_row *) bridges->rows, bridges->count,
						   key->vintage, meaning);
		if (pass > 0)
			break;
		if (meaning->ncodes > SANCTIONS_LIST_LIMIT)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("list \"%s\" stands for more than %d codes and days, with their codes in older vintages",
							sanctions_clip(key->name, key->name_length), SANCTIONS_LIST_LIMIT)));
		meaning->codes = palloc((meaning->ncodes + 1) * sizeof(trade_dated));
		meaning->unbridged = palloc((meaning->nunbridged + 1) * sizeof(trade_dated));
	}
}

static void *
list_load(FunctionCallInfo fcinfo, const sanctions_reference_key *key)
{
	sanctions_list *content = palloc(sizeof(sanctions_list));
	sanctions_rows rows = sanctions_rows_create(sizeof(trade_list_row));
	sanctions_rows bridges = sanctions_rows_create(sizeof(trade_bridge_row));
	trade_list_meaning meaning = {0};

	list_read(fcinfo, key, &rows, &bridges);
	list_resolve(key, &rows, &bridges, &meaning);
	content->list.codes = sanctions_reference_index(meaning.codes, meaning.ncodes);
	content->list.parents = palloc((content->list.codes.count + 1) * sizeof(int32_t));
	trade_list_link(&content->list);
	content->unbridged = sanctions_reference_index(meaning.unbridged, meaning.nunbridged);
	pfree(rows.rows);
	pfree(bridges.rows);
	pfree(meaning.codes);
	pfree(meaning.unbridged);
	return content;
}

/* A row of that day is written in a vintage that leads nowhere. */
static void
list_check_bridged(const sanctions_reference_key *key, const trade_dated_index *unbridged, int64 day)
{
	for (int i = 0; i < unbridged->count; i++)
		if (trade_dated_strength(unbridged, i, day) > 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("list \"%s\" is written in HS%d and has no bridge to HS%d",
							sanctions_clip(key->name, key->name_length),
							(int) unbridged->keys[i].key, key->vintage),
					 errhint("Add rows to sanctions_hs_bridge, or give vintage NULL: the listed codes and what they were in every older vintage with a bridge.")));
}

static int
list_vintage(const text *vintage)
{
	int			year = trade_vintage_parse(VARDATA_ANY(vintage), VARSIZE_ANY_EXHDR(vintage));

	if (year == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("HS vintage \"%s\" is not known", sanctions_clip_text(vintage)),
				 errhint("Known: HS1992, HS1996, HS2002, HS2007, HS2012, HS2017, HS2022, HS2028, and NULL for any.")));
	return year;
}

sanctions_list_asked
sanctions_list_of(FunctionCallInfo fcinfo, int argument)
{
	sanctions_reference_key key = sanctions_reference_key_from(fcinfo, argument);
	sanctions_list_asked asked;

	if (!PG_ARGISNULL(argument + 2))
		key.vintage = list_vintage(PG_GETARG_TEXT_PP(argument + 2));
	asked.content = sanctions_reference_get(fcinfo, &key, list_load);
	asked.day = sanctions_reference_day(fcinfo, argument + 1);
	list_check_bridged(&key, &asked.content->unbridged, asked.day);
	return asked;
}

bool
sanctions_list_code(const text *value, trade_hs *hs)
{
	return sanctions_hs_meant(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), hs);
}

/* How argument 0, a text, is on the list. */
static trade_match
match_text(FunctionCallInfo fcinfo)
{
	sanctions_list_asked asked = sanctions_list_of(fcinfo, 1);
	trade_hs	hs;

	if (!sanctions_list_code(PG_GETARG_TEXT_PP(0), &hs))
		return TRADE_MATCH_NONE;
	return trade_list_find(&asked.content->list, hs, asked.day);
}

static trade_match
match_code(FunctionCallInfo fcinfo)
{
	sanctions_list_asked asked = sanctions_list_of(fcinfo, 1);

	return trade_list_find(&asked.content->list, SANCTIONS_GETARG_HS(0), asked.day);
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
	sanctions_list_asked asked = sanctions_list_of(fcinfo, 0);
	const trade_dated_index *listed = &asked.content->list.codes;
	Datum	   *codes = palloc((listed->count + 1) * sizeof(Datum));
	int			n = 0;
	Oid			type = get_element_type(sanctions_call_type(fcinfo));

	for (int i = 0; i < listed->count; i++)
		if (trade_dated_strength(listed, i, asked.day) >= TRADE_MATCH_BRIDGED)
			codes[n++] = sanctions_hs_get_datum(listed->keys[i].key);
	if (n == 0)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(type));
	PG_RETURN_ARRAYTYPE_P(construct_array(codes, n, type, sizeof(int64), true,
										  TYPALIGN_DOUBLE));
}
