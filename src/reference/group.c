/*
 * Groups of countries, read from sanctions_group.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "compat.h"
#include "code/country.h"
#include "exact/call.h"
#include "reference/read.h"

PG_FUNCTION_INFO_V1(sanctions_group_members);
PG_FUNCTION_INFO_V1(sanctions_in_group_text);
PG_FUNCTION_INFO_V1(sanctions_in_group_code);

/* Areas that trade statistics count apart from the country they belong to. */
static const struct
{
	const char *part;
	const char *whole;
}			parts[] = {{"XI", "GBR"}, {"XU", "GBR"}};

static void
group_put(sanctions_rows *rows, trade_country member, int64 from, int64 to)
{
	trade_dated *row = sanctions_rows_next(rows);

	*row = (trade_dated) {member, from, to, 1};
}

/* A part is a member whenever the whole is, in groups of the user's own, too. */
static void
group_add(HeapTuple row, TupleDesc columns, void *state)
{
	sanctions_rows *rows = (sanctions_rows *) state;
	char	   *member = SPI_getvalue(row, columns, 1);
	int64		from = sanctions_reference_from(row, columns, 2);
	int64		to = sanctions_reference_to(row, columns, 3);

	group_put(rows, sanctions_country_from_text(member, strlen(member)), from, to);
	for (int i = 0; i < lengthof(parts); i++)
		if (strcmp(member, parts[i].whole) == 0)
			group_put(rows, sanctions_country_from_text(parts[i].part, strlen(parts[i].part)), from, to);
	pfree(member);
}

static void *
group_load(FunctionCallInfo fcinfo, const sanctions_reference_key *key)
{
	trade_dated_index *group = palloc(sizeof(trade_dated_index));
	sanctions_rows rows = sanctions_rows_create(sizeof(trade_dated));

	sanctions_reference_read(psprintf("SELECT member, valid_from, valid_to FROM %s.sanctions_group_plain "
									  "WHERE group_name OPERATOR(pg_catalog.=) $1",
									  sanctions_call_schema(fcinfo)),
							 "sanctions_group", key, group_add, &rows);
	if (rows.count == 0)
		sanctions_reference_unknown(fcinfo, key, "sanctions_group", "group_name", "group");
	*group = sanctions_reference_index((trade_dated *) rows.rows, rows.count);
	pfree(rows.rows);
	return group;
}

/* The group that an argument names. */
static const trade_dated_index *
group_of(FunctionCallInfo fcinfo, int argument)
{
	sanctions_reference_key key = sanctions_reference_key_from(fcinfo, argument);

	return sanctions_reference_get(fcinfo, &key, group_load);
}

static Datum
in_group(FunctionCallInfo fcinfo, trade_country country)
{
	PG_RETURN_BOOL(trade_dated_at(group_of(fcinfo, 1), country, sanctions_reference_day(fcinfo, 2)) > 0);
}

Datum
sanctions_in_group_text(PG_FUNCTION_ARGS)
{
	text	   *country;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	country = PG_GETARG_TEXT_PP(0);
	return in_group(fcinfo, sanctions_country_from_text(VARDATA_ANY(country),
														VARSIZE_ANY_EXHDR(country)));
}

Datum
sanctions_in_group_code(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return in_group(fcinfo, sanctions_datum_get_country(PG_GETARG_DATUM(0)));
}

Datum
sanctions_group_members(PG_FUNCTION_ARGS)
{
	const trade_dated_index *group = group_of(fcinfo, 0);
	int64		day = sanctions_reference_day(fcinfo, 1);
	Datum	   *members = palloc(group->count * sizeof(Datum));
	int			n = 0;

	for (int i = 0; i < group->count; i++)
	{
		char		code[3];

		if (trade_dated_strength(group, i, day) == 0)
			continue;
		trade_country_text((trade_country) group->keys[i].key, code);
		members[n++] = PointerGetDatum(cstring_to_text_with_len(code, sizeof(code)));
	}
	if (n == 0)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(TEXTOID));
	PG_RETURN_ARRAYTYPE_P(construct_array(members, n, TEXTOID, -1, false, TYPALIGN_INT));
}
