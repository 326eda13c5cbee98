/*
 * Reading reference tables.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/snapmgr.h"

#include "compat.h"
#include "exact/call.h"
#include "exact/print.h"
#include "reference/read.h"

sanctions_rows
sanctions_rows_create(size_t width)
{
	sanctions_rows rows = {0, 64, width, palloc(64 * width)};

	return rows;
}

void *
sanctions_rows_next(sanctions_rows *rows)
{
	if (rows->count == rows->capacity)
	{
		rows->capacity *= 2;
		rows->rows = repalloc(rows->rows, rows->capacity * rows->width);
	}
	return rows->rows + rows->width * rows->count++;
}

static int64
column_day(HeapTuple row, TupleDesc columns, int number, int64 unbounded)
{
	bool		isnull;
	Datum		day = SPI_getbinval(row, columns, number, &isnull);

	return isnull ? unbounded : DatumGetDateADT(day);
}

int64
sanctions_reference_from(HeapTuple row, TupleDesc columns, int number)
{
	return column_day(row, columns, number, TRADE_DAY_BEFORE_FIRST);
}

int64
sanctions_reference_to(HeapTuple row, TupleDesc columns, int number)
{
	return column_day(row, columns, number, TRADE_DAY_AFTER_LAST);
}

trade_dated_index
sanctions_reference_index(trade_dated *rows, size_t n)
{
	trade_dated_index index;
	int32_t		keys;

	qsort(rows, n, sizeof(trade_dated), trade_dated_compare);
	keys = trade_dated_count(rows, n);
	index.keys = palloc((keys + 1) * sizeof(trade_dated_key));
	index.spans = palloc((n + 1) * sizeof(trade_dated_span));
	trade_dated_fill(rows, n, &index);
	return index;
}

static void
reject_rows(const char *relation, const sanctions_reference_key *key)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 key == NULL ? errmsg("%s has more than %d rows", relation, SANCTIONS_REFERENCE_LIMIT)
			 : errmsg("%s has more than %d rows of \"%s\"", relation, SANCTIONS_REFERENCE_LIMIT,
					  sanctions_clip(key->name, key->name_length))));
}

void
sanctions_reference_read(const char *query, const char *relation, const sanctions_reference_key *key,
						 sanctions_reference_row row, void *state)
{
	Oid			type = TEXTOID;
	Datum		name = 0;
	bool		pushed = !ActiveSnapshotSet();

	if (pushed)
		PushActiveSnapshot(GetTransactionSnapshot());
	if (key != NULL)
		name = PointerGetDatum(cstring_to_text_with_len(key->name, key->name_length));
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (SPI_execute_with_args(query, key != NULL, &type, &name, NULL, true,
							  SANCTIONS_REFERENCE_LIMIT + 1) != SPI_OK_SELECT)
		elog(ERROR, "a reference table could not be read");
	if (SPI_processed > SANCTIONS_REFERENCE_LIMIT)
		reject_rows(relation, key);
	for (uint64 i = 0; i < SPI_processed; i++)
		row(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, state);
	SPI_finish();
	if (pushed)
		PopActiveSnapshot();
}

/* One known name, for the hint. */
static void
add_name(HeapTuple row, TupleDesc columns, void *state)
{
	StringInfo	names = (StringInfo) state;
	char	   *name = SPI_getvalue(row, columns, 1);

	appendStringInfo(names, "%s%s", names->len > 0 ? ", " : "", sanctions_clip_string(name));
}

void
sanctions_reference_unknown(FunctionCallInfo fcinfo, const sanctions_reference_key *key,
							const char *relation, const char *column, const char *what)
{
	StringInfoData names;

	initStringInfo(&names);
	sanctions_reference_read(psprintf("SELECT DISTINCT %s COLLATE pg_catalog.\"C\" FROM %s.%s "
									  "ORDER BY 1 LIMIT 50", column,
									  sanctions_call_schema(fcinfo), relation),
							 relation, NULL, add_name, &names);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s \"%s\" does not exist", what, sanctions_clip(key->name, key->name_length)),
			 errhint("Known: %s. Add rows of your own to %s.", names.data, relation)));
}
