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
#include "reference/cache.h"

/* Members in the order of their codes, each once. */
typedef struct group_content
{
	int			count;
	int			capacity;
	trade_country *members;
} group_content;

PG_FUNCTION_INFO_V1(sanctions_group_members);
PG_FUNCTION_INFO_V1(sanctions_in_group_text);
PG_FUNCTION_INFO_V1(sanctions_in_group_code);

static void
group_add(HeapTuple row, TupleDesc columns, void *state)
{
	group_content *group = (group_content *) state;
	char	   *text = SPI_getvalue(row, columns, 1);
	trade_country member = sanctions_country_from_text(text, strlen(text));

	pfree(text);
	if (group->count > 0 && group->members[group->count - 1] == member)
		return;
	if (group->count == group->capacity)
	{
		group->capacity *= 2;
		group->members = repalloc(group->members, group->capacity * sizeof(trade_country));
	}
	group->members[group->count++] = member;
}

static void *
group_load(FunctionCallInfo fcinfo, const sanctions_reference_key *key)
{
	group_content *group = palloc0(sizeof(group_content));

	group->capacity = 64;
	group->members = palloc(group->capacity * sizeof(trade_country));
	sanctions_reference_read(psprintf("SELECT member FROM %s.sanctions_group_plain "
									  "WHERE group_name OPERATOR(pg_catalog.=) $1 "
									  "AND ($2 IS NULL OR ((valid_from IS NULL OR valid_from OPERATOR(pg_catalog.<=) $2) "
									  "AND (valid_to IS NULL OR $2 OPERATOR(pg_catalog.<) valid_to))) "
									  "ORDER BY member COLLATE pg_catalog.\"C\"",
									  sanctions_reference_schema(fcinfo)),
							 key, group_add, group);
	if (group->count == 0)
		sanctions_reference_check_name(fcinfo, key, "sanctions_group", "group_name", "group");
	return group;
}

static bool
group_has(const group_content *group, trade_country country)
{
	int			low = 0;
	int			high = group->count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (group->members[middle] < country)
			low = middle + 1;
		else
			high = middle;
	}
	return low < group->count && group->members[low] == country;
}

static Datum
in_group(FunctionCallInfo fcinfo, trade_country country)
{
	sanctions_reference_key key = sanctions_reference_key_from(fcinfo, 1, 2);

	PG_RETURN_BOOL(group_has(sanctions_reference_get(fcinfo, &key, group_load), country));
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
	sanctions_reference_key key = sanctions_reference_key_from(fcinfo, 0, 1);
	group_content *group = sanctions_reference_get(fcinfo, &key, group_load);
	Datum	   *members;

	if (group->count == 0)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(TEXTOID));
	members = palloc(group->count * sizeof(Datum));
	for (int i = 0; i < group->count; i++)
	{
		char		code[3];

		trade_country_text(group->members[i], code);
		members[i] = PointerGetDatum(cstring_to_text_with_len(code, sizeof(code)));
	}
	PG_RETURN_ARRAYTYPE_P(construct_array(members, group->count, TEXTOID, -1, false, TYPALIGN_INT));
}
