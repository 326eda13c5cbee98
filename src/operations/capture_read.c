/* A captured row: the columns of a flow, of whatever type a source may have. */
#include "postgres.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "code/country.h"
#include "code/hs.h"
#include "compat.h"
#include "exact/print.h"
#include "exact/value.h"
#include "operations/capture_read.h"
#include "period/window.h"
#include "state/aggregate.h"

static capture_type
type_of(Oid type, Oid country, Oid hs)
{
	static const struct
	{
		Oid			oid;
		capture_type type;
	}			known[] = {
		{TEXTOID, CAPTURE_TEXT}, {VARCHAROID, CAPTURE_TEXT}, {BPCHAROID, CAPTURE_BPCHAR}, {NAMEOID, CAPTURE_NAME},
		{DATEOID, CAPTURE_DATE}, {TIMESTAMPOID, CAPTURE_TIMESTAMP}, {INT2OID, CAPTURE_INT2}, {INT4OID, CAPTURE_INT4},
		{INT8OID, CAPTURE_INT8}, {FLOAT4OID, CAPTURE_FLOAT4}, {FLOAT8OID, CAPTURE_FLOAT8}, {NUMERICOID, CAPTURE_NUMERIC}
	};

	type = getBaseType(type);
	if (type == country)
		return CAPTURE_COUNTRY;
	if (type == hs)
		return CAPTURE_HS;
	for (int i = 0; i < lengthof(known); i++)
		if (known[i].oid == type)
			return known[i].type;
	return CAPTURE_NONE;
}

/* Whether a column of a role may be of a type. */
static bool
is_fit(capture_role role, capture_type type)
{
	bool		is_text = type >= CAPTURE_TEXT && type <= CAPTURE_NAME;
	bool		is_integer = type >= CAPTURE_INT2 && type <= CAPTURE_INT8;

	switch (role)
	{
		case CAPTURE_EXPORTER:
		case CAPTURE_IMPORTER:
			return is_text || type == CAPTURE_COUNTRY;
		case CAPTURE_PRODUCT:
			return is_text || type == CAPTURE_HS;
		case CAPTURE_PERIOD:
			return is_integer || type == CAPTURE_DATE || type == CAPTURE_TIMESTAMP;
		default:
			return type >= CAPTURE_INT2;
	}
}

static int
number_of(TupleDesc row, const char *name)
{
	for (int i = 0; i < row->natts; i++)
		if (!TupleDescAttr(row, i)->attisdropped && strcmp(NameStr(TupleDescAttr(row, i)->attname), name) == 0)
			return i + 1;
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_COLUMN),
			 errmsg("the captured table has no column \"%s\"", sanctions_clip_string(name)),
			 errhint("Capture it again with sanctions_capture.")));
}

void
sanctions_capture_open(capture_columns *columns, TupleDesc row, char *const name[CAPTURE_ROLES], Oid country, Oid hs)
{
	*columns = (capture_columns) {.last = 0};
	for (int role = 0; role < CAPTURE_ROLES; role++)
	{
		int			number;

		if (name[role] == NULL)
			continue;
		number = number_of(row, name[role]);
		columns->number[role] = number;
		columns->type[role] = type_of(TupleDescAttr(row, number - 1)->atttypid, country, hs);
		columns->last = Max(columns->last, number);
		if (!is_fit(role, columns->type[role]))
			ereport(ERROR,
					(errcode(ERRCODE_DATATYPE_MISMATCH),
					 errmsg("column \"%s\" of the captured table is of a type that is not read", sanctions_clip_string(name[role])),
					 errhint("Capture it again with sanctions_capture.")));
	}
	columns->label = columns->type[CAPTURE_EXPORTER] == CAPTURE_COUNTRY && columns->type[CAPTURE_IMPORTER] == CAPTURE_COUNTRY
		? TRADE_LABEL_COUNTRY : TRADE_LABEL_TEXT;
	columns->product = columns->type[CAPTURE_PRODUCT] == CAPTURE_HS ? TRADE_LABEL_HS : TRADE_LABEL_TEXT;
	columns->frequency = columns->type[CAPTURE_PERIOD] == CAPTURE_DATE || columns->type[CAPTURE_PERIOD] == CAPTURE_TIMESTAMP
		? TRADE_FREQUENCY_MONTH : TRADE_FREQUENCY_YEAR;
}

static trade_month
month_of(capture_type type, Datum period)
{
	switch (type)
	{
		case CAPTURE_DATE:
			return sanctions_month_from_date(DatumGetDateADT(period));
		case CAPTURE_TIMESTAMP:
			return sanctions_month_from_date(DatumGetDateADT(DirectFunctionCall1(timestamp_date, period)));
		case CAPTURE_INT2:
			return sanctions_month_from_year(DatumGetInt16(period));
		case CAPTURE_INT4:
			return sanctions_month_from_year(DatumGetInt32(period));
		default:
			return sanctions_month_from_year(DatumGetInt32(DirectFunctionCall1(int84, period)));
	}
}

static void
read_number(capture_type type, Datum value, capture_row *row)
{
	row->is_thousandths = false;
	switch (type)
	{
		case CAPTURE_INT2:
			row->value = trade_units_from_int64(DatumGetInt16(value));
			return;
		case CAPTURE_INT4:
			row->value = trade_units_from_int64(DatumGetInt32(value));
			return;
		case CAPTURE_INT8:
			row->value = trade_units_from_int64(DatumGetInt64(value));
			return;
		case CAPTURE_NUMERIC:
			row->value = sanctions_units_from_numeric(DatumGetNumeric(value));
			return;
		default:
			break;
	}
	/* a real is widened, as the aggregates have it: its cast to numeric would keep six digits */
	double		number = type == CAPTURE_FLOAT4 ? DatumGetFloat4(value) : DatumGetFloat8(value);

	row->is_thousandths = trade_thousandths_from_double(number, &row->thousandths);
	if (!row->is_thousandths)
		row->value = sanctions_units_from_float8(number);
}

/* As the cast to double precision has it. */
static double
double_of(capture_type type, Datum number)
{
	switch (type)
	{
		case CAPTURE_INT2:
			return DatumGetInt16(number);
		case CAPTURE_INT4:
			return DatumGetInt32(number);
		case CAPTURE_INT8:
			return DatumGetInt64(number);
		case CAPTURE_FLOAT4:
			return DatumGetFloat4(number);
		case CAPTURE_NUMERIC:
			return DatumGetFloat8(DirectFunctionCall1(numeric_float8, number));
		default:
			return DatumGetFloat8(number);
	}
}

static void
read_text(capture_type type, Datum value, capture_label *label)
{
	text	   *packed;

	if (type == CAPTURE_NAME)
	{
		label->text = NameStr(*DatumGetName(value));
		label->length = strlen(label->text);
		return;
	}
	packed = DatumGetTextPP(value);
	label->text = VARDATA_ANY(packed);
	label->length = VARSIZE_ANY_EXHDR(packed);
	if (type == CAPTURE_BPCHAR)
		label->length = bpchartruelen((char *) label->text, label->length);
}

static void
read_label(const capture_columns *columns, capture_role role, const TupleTableSlot *slot, capture_label *label)
{
	static const char *const what[] = {"exporter", "importer"};
	int			at = columns->number[role] - 1;
	Datum		value = slot->tts_values[at];
	char	   *text;

	if (slot->tts_isnull[at])
		sanctions_reject_null_label("trade_matrix", what[role]);
	if (columns->type[role] != CAPTURE_COUNTRY)
	{
		read_text(columns->type[role], value, label);
		if (label->length == 0 || label->length > TRADE_LABEL_BYTES_MAX)
			sanctions_reject_label_length("trade_matrix", label->length);
		return;
	}
	label->code = sanctions_datum_get_country_label(value);
	if (columns->label == TRADE_LABEL_COUNTRY)
		return;
	text = palloc(TRADE_LABEL_COUNTRY_BYTES + 1);
	trade_label_country_text(label->code, text);
	label->text = text;
	label->length = TRADE_LABEL_COUNTRY_BYTES;
}

/* False where no watch can ask for it: without a product, or with a text that is no code. */
static bool
read_product(const capture_columns *columns, const TupleTableSlot *slot, capture_label *product)
{
	int			at = columns->number[CAPTURE_PRODUCT] - 1;

	if (slot->tts_isnull[at])
		return false;
	if (columns->product == TRADE_LABEL_HS)
	{
		product->code = sanctions_datum_get_hs(slot->tts_values[at]);
		return true;
	}
	read_text(columns->type[CAPTURE_PRODUCT], slot->tts_values[at], product);
	if (product->length > TRADE_LABEL_BYTES_MAX)
		sanctions_reject_label_length("trade_matrix", product->length);
	return product->length > 0;
}

void
sanctions_capture_read(const capture_columns *columns, TupleTableSlot *slot, capture_row *row)
{
	int			at = columns->number[CAPTURE_PERIOD] - 1;

	slot_getsomeattrs(slot, columns->last);
	if (slot->tts_isnull[at])
		sanctions_reject_null_period("trade_series");
	row->month = month_of(columns->type[CAPTURE_PERIOD], slot->tts_values[at]);
	at = columns->number[CAPTURE_VALUE] - 1;
	row->counts = !slot->tts_isnull[at] && read_product(columns, slot, &row->product);
	if (!row->counts)
		return;
	read_number(columns->type[CAPTURE_VALUE], slot->tts_values[at], row);
	read_label(columns, CAPTURE_EXPORTER, slot, &row->exporter);
	read_label(columns, CAPTURE_IMPORTER, slot, &row->importer);
	at = columns->number[CAPTURE_QUANTITY] - 1;
	row->quantity = at < 0 || slot->tts_isnull[at] ? 0
		: sanctions_units_from_float8(double_of(columns->type[CAPTURE_QUANTITY], slot->tts_values[at]));
}
