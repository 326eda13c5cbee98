/*
 * Countries by their names, read from sanctions_country_name.
 */
#include "postgres.h"

#include "executor/spi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "code/country.h"
#include "code/name_core.h"
#include "exact/call.h"
#include "reference/read.h"

PG_FUNCTION_INFO_V1(sanctions_country_name_key);
PG_FUNCTION_INFO_V1(sanctions_country_name_try);
PG_FUNCTION_INFO_V1(sanctions_country_name_kind);

typedef enum name_kind
{
	NAME_COUNTRY,
	NAME_SUM,
	NAME_RESIDUAL
} name_kind;

static const char *const kinds[] = {"country", "sum", "residual"};

/* What a name stands for; code is 0 where it is ambiguous or no country. */
typedef struct known_name
{
	const char *key;
	trade_country code;
	uint8		kind;
	bool		shipped;
} known_name;

typedef struct known_names
{
	size_t		count;
	known_name *name;
} known_names;

static name_kind
kind_of(const char *text)
{
	for (int i = 1; i < lengthof(kinds); i++)
		if (strcmp(text, kinds[i]) == 0)
			return i;
	return NAME_COUNTRY;
}

/* The text in UTF-8, which core reads; bytes that are none are no name there. */
static const char *
as_utf8(const char *text, int *length)
{
	int			encoding = GetDatabaseEncoding();
	char	   *converted;

	if (encoding == PG_UTF8 || encoding == PG_SQL_ASCII)
		return text;
	converted = pg_server_to_any(text, *length, PG_UTF8);
	if (converted != text)
		*length = strlen(converted);
	return converted;
}

/* A user may have written any spelling: its key counts. */
static void
add_row(HeapTuple row, TupleDesc columns, void *state)
{
	known_name *name;
	char	   *text = SPI_getvalue(row, columns, 1);
	char	   *code = SPI_getvalue(row, columns, 2);
	char		key[TRADE_NAME_KEY_BYTES + 1];
	int			length = strlen(text);
	const char *utf8 = as_utf8(text, &length);

	CHECK_FOR_INTERRUPTS();
	if (trade_name_key(utf8, length, key) == 0)
		return;
	name = sanctions_rows_next((sanctions_rows *) state);
	name->key = MemoryContextStrdup(GetMemoryChunkContext(((sanctions_rows *) state)->rows), key);
	name->code = code == NULL ? 0 : sanctions_country_from_text(code, strlen(code));
	name->kind = kind_of(SPI_getvalue(row, columns, 3));
	name->shipped = SPI_getvalue(row, columns, 4)[0] == 't';
}

/* A row of the user's own stands before a shipped one and wins. */
static int
compare_names(const void *a, const void *b)
{
	const known_name *left = a;
	const known_name *right = b;
	int			order = strcmp(left->key, right->key);

	return order != 0 ? order : left->shipped - right->shipped;
}

static void *
load_names(FunctionCallInfo fcinfo, const sanctions_reference_key *key)
{
	known_names *names = palloc(sizeof(known_names));
	sanctions_rows rows = sanctions_rows_create(sizeof(known_name));

	sanctions_reference_read(psprintf("SELECT key, code, kind, shipped FROM %s.sanctions_country_name ORDER BY 1, 2",
									  sanctions_call_schema(fcinfo)),
							 "sanctions_country_name", NULL, add_row, &rows);
	names->count = rows.count;
	names->name = (known_name *) rows.rows;
	qsort(names->name, names->count, sizeof(known_name), compare_names);
	return names;
}

static const known_name *
find_name(const known_names *names, const char *text, size_t length)
{
	char		key[TRADE_NAME_KEY_BYTES + 1];
	size_t		low = 0;
	size_t		high = names->count;

	if (trade_name_key(text, length, key) == 0)
		return NULL;
	while (low < high)
	{
		size_t		middle = low + (high - low) / 2;

		if (strcmp(names->name[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < names->count && strcmp(names->name[low].key, key) == 0 ? &names->name[low] : NULL;
}

/* Whether a bracket by itself names another country than outside, or an ambiguous one. */
static bool
bracket_contradicts(const known_names *names, const char *text, size_t length, const known_name *outside)
{
	const char *inside;
	size_t		inside_length;
	size_t		at = 0;

	while (trade_name_bracket(text, length, &at, &inside, &inside_length))
	{
		const known_name *name = find_name(names, inside, inside_length);

		if (name != NULL && name->kind == NAME_COUNTRY && name->code != outside->code)
			return true;
	}
	return false;
}

/* The whole name; else the name without its brackets, unless one of them says otherwise. */
static const known_name *
look_up(const known_names *names, const char *text, size_t length)
{
	const known_name *name = find_name(names, text, length);
	char	   *outside;
	bool		found;

	if (name != NULL || length > TRADE_NAME_BYTES)
		return name;
	outside = palloc(length + 1);
	name = find_name(names, outside, trade_name_outside(text, length, outside, &found));
	if (!found || (name != NULL && name->kind == NAME_COUNTRY && bracket_contradicts(names, text, length, name)))
		return NULL;
	return name;
}

static const known_name *
name_of_argument(FunctionCallInfo fcinfo)
{
	sanctions_reference_key key = {"", 0, 0};
	const known_names *names = sanctions_reference_get(fcinfo, &key, load_names);
	text	   *argument = PG_GETARG_TEXT_PP(0);
	int			length = VARSIZE_ANY_EXHDR(argument);
	const char *text = as_utf8(VARDATA_ANY(argument), &length);

	return look_up(names, text, length);
}

Datum
sanctions_country_name_key(PG_FUNCTION_ARGS)
{
	text	   *argument = PG_GETARG_TEXT_PP(0);
	int			length = VARSIZE_ANY_EXHDR(argument);
	const char *text = as_utf8(VARDATA_ANY(argument), &length);
	char		key[TRADE_NAME_KEY_BYTES + 1];

	if (trade_name_key(text, length, key) == 0)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(key));
}

Datum
sanctions_country_name_try(PG_FUNCTION_ARGS)
{
	const known_name *name = name_of_argument(fcinfo);

	if (name == NULL || name->kind != NAME_COUNTRY || name->code == 0)
		PG_RETURN_NULL();
	return sanctions_country_get_datum(name->code);
}

Datum
sanctions_country_name_kind(PG_FUNCTION_ARGS)
{
	const known_name *name = name_of_argument(fcinfo);

	if (name == NULL || (name->kind == NAME_COUNTRY && name->code == 0))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(kinds[name->kind]));
}
