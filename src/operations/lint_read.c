/* The lint's rows: what the query gives, read into a store. */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "utils/portal.h"
#include "utils/timestamp.h"

#include "exact/print.h"
#include "exact/value_core.h"
#include "operations/lint.h"

#define BATCH 1000

static const char *const row_columns =
"id int8, exporter int8, importer int8, product int8, period int8, direction int8, "
"exporter_raw int4, importer_raw int4, product_raw int4, period_raw int4, "
"exporter_kind int4, importer_kind int4, product_kind int4, month int4, months int4, "
"reporter int8, value numeric, quantity numeric, unit_value float8, finite bool";

/* A column of the query; number is 0 where it has none. */
typedef struct read_column
{
	int			number;
	Oid			type;			/* below any domain */
	FmgrInfo	out;
} read_column;

/* The rows of a batch as words; NULL where the query has no such column. */
typedef struct read_words
{
	lint_word  *exporter;
	lint_word  *importer;
	lint_word  *product;
	lint_word  *period;
	lint_word  *flow;
} read_words;

typedef struct lint_reader
{
	sanctions_lint *lint;
	read_column column[LINT_COLUMNS];
	read_words	words[BATCH];
	int64		id;
} lint_reader;

/* Beyond it no aggregate takes a value. */
#define LARGEST ((double) (TRADE_UNITS_LIMIT / TRADE_UNITS_PER_ONE))

/* A value or a quantity; missing ones, and those that no aggregate takes, are no number. */
typedef struct read_number
{
	bool		known;
	bool		finite;
	Datum		number;			/* numeric */
	double		approximate;
} read_number;

static void
open_columns(lint_reader *reader, TupleDesc columns, const int number[LINT_COLUMNS])
{
	for (int i = 0; i < LINT_COLUMNS; i++)
	{
		read_column *column = &reader->column[i];
		bool		varlena;
		Oid			out;

		column->number = number[i];
		if (number[i] == 0)
			continue;
		reader->lint->columns |= 1 << i;
		column->type = getBaseType(SPI_gettypeid(columns, number[i]));
		getTypeOutputInfo(column->type, &out, &varlena);
		fmgr_info(out, &column->out);
	}
}

/* A day as ISO 8601 has it, whatever DateStyle says. */
static char *
day_text(DateADT day)
{
	int			year;
	int			month;
	int			of_month;

	if (DATE_NOT_FINITE(day))
		return "infinity";
	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &of_month);
	return psprintf("%04d-%02d-%02d", year, month, of_month);
}

static lint_text
text_of(read_column *column, Datum value, bool isnull)
{
	text	   *packed;
	char	   *shown;

	if (isnull)
		return (lint_text) {"", 0};
	switch (column->type)
	{
		case TEXTOID:
		case VARCHAROID:
			packed = DatumGetTextPP(value);
			return (lint_text) {VARDATA_ANY(packed), VARSIZE_ANY_EXHDR(packed)};
		case DATEOID:
			shown = day_text(DatumGetDateADT(value));
			break;
		case TIMESTAMPOID:
			shown = day_text(DatumGetDateADT(DirectFunctionCall1(timestamp_date, value)));
			break;
		case TIMESTAMPTZOID:
			shown = day_text(DatumGetDateADT(DirectFunctionCall1(timestamptz_date, value)));
			break;
		default:
			shown = OutputFunctionCall(&column->out, value);
	}
	return (lint_text) {shown, strlen(shown)};
}

static lint_word *
word_of(lint_reader *reader, lint_column which, lint_dictionary *dictionary, HeapTuple row, TupleDesc columns)
{
	read_column *column = &reader->column[which];
	bool		isnull;
	Datum		value;

	if (column->number == 0)
		return NULL;
	value = SPI_getbinval(row, columns, column->number, &isnull);
	return sanctions_lint_word(reader->lint, dictionary, text_of(column, value, isnull));
}

static void
read_number_text(read_number *number, lint_text text, const char *column)
{
	char	   *copy = pnstrdup(text.bytes, text.length);

	switch (trade_lint_read_number(text.bytes, text.length))
	{
		case TRADE_LINT_MISSING:
			break;
		case TRADE_LINT_NOT_FINITE:
			number->finite = false;
			break;
		case TRADE_LINT_NUMBER:
			number->known = true;
			number->number = DirectFunctionCall3(numeric_in, CStringGetDatum(copy), ObjectIdGetDatum(InvalidOid),
												 Int32GetDatum(-1));
			break;
		case TRADE_LINT_NO_NUMBER:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("%s \"%s\" is no number", column, sanctions_clip_string(copy)),
					 errhint("Make it one in the query, as replace(%s, ',', '')::numeric does.", column)));
	}
}

static void
read_number_double(read_number *number, double value)
{
	number->finite = !isnan(value) && !isinf(value);
	number->known = number->finite;
	number->approximate = value;
	if (number->known)
		number->number = DirectFunctionCall1(float8_numeric, Float8GetDatum(value));
}

static void
read_number_numeric(read_number *number, Datum value)
{
	Numeric		numeric = DatumGetNumeric(value);

	number->finite = !numeric_is_nan(numeric) && !numeric_is_inf(numeric);
	number->known = number->finite;
	number->number = NumericGetDatum(numeric);
}

static read_number
number_of(lint_reader *reader, lint_column which, HeapTuple row, TupleDesc columns)
{
	read_column *column = &reader->column[which];
	read_number number = {.finite = true};
	bool		isnull = true;
	Datum		value = 0;

	if (column->number != 0)
		value = SPI_getbinval(row, columns, column->number, &isnull);
	if (isnull)
		return number;
	if (column->type == FLOAT8OID)
		read_number_double(&number, DatumGetFloat8(value));
	else if (column->type == FLOAT4OID)
		read_number_double(&number, DatumGetFloat4(value));
	else if (column->type == NUMERICOID)
		read_number_numeric(&number, value);
	else
		read_number_text(&number, text_of(column, value, false), sanctions_lint_column_names[which]);
	if (number.known && column->type != FLOAT8OID && column->type != FLOAT4OID)
		number.approximate = DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, number.number));
	if (number.known && fabs(number.approximate) > LARGEST)
		return (read_number) {.finite = false};
	return number;
}

/* Reads the periods and directions that are new. */
static void
read_new_words(sanctions_lint *lint)
{
	lint_dictionary *periods = &lint->periods;
	lint_dictionary *flows = &lint->flows;

	for (int i = 0; i < periods->new_count; i++)
	{
		lint_word  *word = periods->new_words[i];
		trade_month month;

		if (trade_lint_read_period(word->text.bytes, word->text.length, &month, &word->months))
		{
			word->month = month;
			word->key = 2 * (int64) month + (word->months == 12);
		}
		else
		{
			word->months = 0;
			word->key = -(int64) word->raw;
		}
	}
	periods->new_count = 0;
	for (int i = 0; i < flows->new_count; i++)
	{
		lint_word  *word = flows->new_words[i];

		word->kind = trade_lint_read_direction(word->text.bytes, word->text.length);
		word->key = word->kind == TRADE_LINT_OTHER ? TRADE_LINT_OTHER + (int64) word->raw : word->kind;
	}
	flows->new_count = 0;
}

static void
note_words(sanctions_lint *lint, const read_words *words)
{
	static const uint32 label[] = {LINT_SEEN_UNREAD_LABEL, 0, LINT_SEEN_SUM, LINT_SEEN_RESIDUAL};
	static const uint32 product[] = {0, 0, LINT_SEEN_TOTAL, LINT_SEEN_UNREAD_PRODUCT};
	static const uint32 direction[] = {0, LINT_SEEN_IMPORT, LINT_SEEN_EXPORT, LINT_SEEN_RE_EXPORT, 0};

	lint->facts |= label[words->exporter->kind] | label[words->importer->kind];
	if (words->exporter->key == words->importer->key)
		lint->facts |= LINT_SEEN_SELF;
	if (words->product != NULL)
		lint->facts |= product[words->product->kind];
	if (words->period != NULL)
		lint->facts |= words->period->months == 12 ? LINT_SEEN_YEAR :
			words->period->months == 1 ? LINT_SEEN_MONTH : LINT_SEEN_UNREAD_PERIOD;
	if (words->flow != NULL)
		lint->facts |= direction[words->flow->kind];
}

static void
put_row(lint_reader *reader, const read_words *words, const read_number *value, const read_number *quantity)
{
	static const lint_word none = {0};
	sanctions_lint *lint = reader->lint;
	lint_store *store = value->known && quantity->finite ? &lint->row : &lint->left;
	const lint_word *product = words->product != NULL ? words->product : &none;
	const lint_word *period = words->period != NULL ? words->period : &none;
	const lint_word *flow = words->flow != NULL ? words->flow : &none;
	const lint_word *reporter = flow->kind == TRADE_LINT_IMPORT ? words->importer : words->exporter;
	Datum		column[] = {
		Int64GetDatum(++reader->id), Int64GetDatum(words->exporter->key), Int64GetDatum(words->importer->key),
		Int64GetDatum(product->key), Int64GetDatum(period->key), Int64GetDatum(flow->key),
		Int32GetDatum(words->exporter->raw), Int32GetDatum(words->importer->raw), Int32GetDatum(product->raw),
		Int32GetDatum(period->raw), Int32GetDatum(words->exporter->kind), Int32GetDatum(words->importer->kind),
		Int32GetDatum(product->kind), Int32GetDatum(period->month), Int32GetDatum(period->months),
		Int64GetDatum(reporter->key), value->number, quantity->number,
		Float8GetDatum(value->approximate / quantity->approximate), BoolGetDatum(value->finite && quantity->finite)
	};
	bool		null[lengthof(column)] = {0};

	null[16] = store == &lint->left;
	null[17] = !quantity->known;
	null[18] = !(store == &lint->row && quantity->known && value->approximate > 0 && quantity->approximate > 0);
	tuplestore_putvalues(store->rows, store->columns, column, null);
	store->count++;
}

static void
read_row(lint_reader *reader, const read_words *words, HeapTuple row, TupleDesc columns)
{
	read_number value = number_of(reader, LINT_VALUE, row, columns);
	read_number quantity = number_of(reader, LINT_QUANTITY, row, columns);
	uint32	   *facts = &reader->lint->facts;

	if (!value.finite || !quantity.finite)
		*facts |= LINT_SEEN_NOT_FINITE;
	else if (!value.known)
		*facts |= LINT_SEEN_NULL;
	if (value.known && value.approximate < 0)
		*facts |= LINT_SEEN_NEGATIVE;
	if (quantity.known && quantity.approximate == 0)
		*facts |= LINT_SEEN_ZERO_QUANTITY;
	note_words(reader->lint, words);
	put_row(reader, words, &value, &quantity);
}

/* The words of a batch first, so that those that are new are read together. */
static void
read_batch(lint_reader *reader)
{
	sanctions_lint *lint = reader->lint;
	SPITupleTable *batch = SPI_tuptable;
	uint64		count = SPI_processed;

	for (uint64 i = 0; i < count; i++)
	{
		read_words *words = &reader->words[i];
		HeapTuple	row = batch->vals[i];

		words->exporter = word_of(reader, LINT_EXPORTER, &lint->labels, row, batch->tupdesc);
		words->importer = word_of(reader, LINT_IMPORTER, &lint->labels, row, batch->tupdesc);
		words->product = word_of(reader, LINT_PRODUCT, &lint->products, row, batch->tupdesc);
		words->period = word_of(reader, LINT_PERIOD, &lint->periods, row, batch->tupdesc);
		words->flow = word_of(reader, LINT_FLOW, &lint->flows, row, batch->tupdesc);
	}
	sanctions_lint_read_labels(lint);
	sanctions_lint_read_products(lint);
	read_new_words(lint);
	for (uint64 i = 0; i < count; i++)
		read_row(reader, &reader->words[i], batch->vals[i], batch->tupdesc);
	SPI_freetuptable(batch);
}

void
sanctions_lint_read(sanctions_lint *lint, const char *query)
{
	lint_reader *reader = palloc0(sizeof(lint_reader));
	MemoryContext batch = AllocSetContextCreate(CurrentMemoryContext, "lint batch", ALLOCSET_DEFAULT_SIZES);
	int			number[LINT_COLUMNS];
	Portal		portal = sanctions_lint_open(query, number);

	reader->lint = lint;
	sanctions_lint_store_create(lint, &lint->row, row_columns);
	sanctions_lint_store_create(lint, &lint->left, row_columns);
	open_columns(reader, portal->tupDesc, number);
	for (;;)
	{
		MemoryContext before;

		CHECK_FOR_INTERRUPTS();
		SPI_cursor_fetch(portal, true, BATCH);
		if (SPI_processed == 0)
			break;
		before = MemoryContextSwitchTo(batch);
		read_batch(reader);
		MemoryContextSwitchTo(before);
		MemoryContextReset(batch);
	}
	SPI_cursor_close(portal);
	sanctions_lint_show("flow_row", &lint->row);
	sanctions_lint_show("flow_left", &lint->left);
	sanctions_lint_show_words(lint);
}
