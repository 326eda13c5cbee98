/* trade_matrix: binary form, network order, a version of its own. */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "compat.h"
#include "country.h"
#include "matrix_state.h"

#define BINARY_VERSION 1
#define NUMBER_BYTES 16

PG_FUNCTION_INFO_V1(sanctions_matrix_recv);
PG_FUNCTION_INFO_V1(sanctions_matrix_send);

static void
reject_binary(const char *problem)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary value for type %s: %s", "trade_matrix", problem)));
}

static int
left_bytes(StringInfo message)
{
	return message->len - message->cursor;
}

/* A number of some bytes; what the message lacks is an error of ours. */
static uint32
get_number(StringInfo message, int bytes)
{
	if (left_bytes(message) < bytes)
		reject_binary("it ends too early");
	return pq_getmsgint(message, bytes);
}

static trade_units
get_units(StringInfo message)
{
	trade_units units;

	if (left_bytes(message) < NUMBER_BYTES)
		reject_binary("it ends too early");
	units = (trade_units) ((unsigned __int128) pq_getmsgint64(message) << 64);
	units |= (uint64) pq_getmsgint64(message);
	if (units > TRADE_UNITS_LIMIT || units < -TRADE_UNITS_LIMIT)
		reject_binary("a number is out of range");
	return units;
}

/* A label in the client's encoding: its id. */
static uint16
get_label(StringInfo message, trade_work **work)
{
	int			length = get_number(message, 2);
	char		country[TRADE_MATRIX_COUNTRY_BYTES + 1];
	char	   *label;
	trade_country code;

	if (length == 0 || length > left_bytes(message))
		reject_binary("wrong length of a label");
	label = pq_getmsgtext(message, length, &length);
	if (length > TRADE_LABEL_BYTES_MAX || memchr(label, 0, length))
		reject_binary("wrong length of a label");
	if ((*work)->kind == TRADE_LABEL_TEXT)
		return sanctions_work_label(work, label, length);
	if (!trade_country_parse(label, length, &code))
		reject_binary("an unknown country_code");
	trade_matrix_country_text(code, country);
	return sanctions_work_label(work, country, TRADE_MATRIX_COUNTRY_BYTES);
}

static void
get_labels(StringInfo message, trade_work **work)
{
	uint32		count = get_number(message, 4);

	if (count > TRADE_MATRIX_LABELS_MAX || count * 3 > left_bytes(message))
		reject_binary("too many labels");
	for (uint32 i = 0; i < count; i++)
		if (get_label(message, work) != i)
			reject_binary("a label comes twice");
}

static void
get_cell(StringInfo message, trade_work **work, bool has_quantity)
{
	uint32		importer = get_number(message, 2);
	uint32		exporter = get_number(message, 2);
	trade_month month = (int32) get_number(message, 4);
	trade_sum	value = trade_sum_of(get_units(message));
	trade_sum	quantity;
	trade_sum	quantity_value;

	if (importer >= (*work)->label_count || exporter >= (*work)->label_count)
		reject_binary("a cell has no label");
	if (month < TRADE_MONTH_FIRST || month > TRADE_MONTH_LAST ||
		month % trade_period_step((*work)->frequency) != 0)
		reject_binary("a period is out of range");
	if (has_quantity)
	{
		quantity = trade_sum_of(get_units(message));
		quantity_value = trade_sum_of(get_units(message));
	}
	sanctions_work_append(work, trade_entry_key(importer, exporter, month), &value,
						  has_quantity ? &quantity : NULL, &quantity_value);
}

static trade_work *
get_head(StringInfo message, bool *has_quantity)
{
	uint32		version = get_number(message, 1);
	uint32		flags = get_number(message, 1);
	uint32		kind = get_number(message, 1);
	uint32		frequency = get_number(message, 1);

	if (version != BINARY_VERSION)
		reject_binary(psprintf("unknown version %u", version));
	if (flags & ~TRADE_MATRIX_QUANTITY)
		reject_binary("unknown flag");
	if (kind > TRADE_LABEL_COUNTRY || frequency > TRADE_FREQUENCY_MONTH ||
		(kind == TRADE_LABEL_NONE) != (frequency == TRADE_FREQUENCY_NONE))
		reject_binary("unknown kind of labels or periods");
	*has_quantity = flags & TRADE_MATRIX_QUANTITY;
	return sanctions_work_create(kind, frequency, true);
}

Datum
sanctions_matrix_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	bool		has_quantity;
	trade_work *work = get_head(message, &has_quantity);
	struct varlena *result;
	uint32		count;

	get_labels(message, &work);
	count = get_number(message, 4);
	if (work->kind == TRADE_LABEL_NONE && (count > 0 || work->label_count > 0))
		reject_binary("labels or cells of no kind");
	if ((uint64) count * (8 + NUMBER_BYTES * (has_quantity ? 3 : 1)) != left_bytes(message))
		reject_binary("wrong number of cells");
	for (uint32 i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		get_cell(message, &work, has_quantity);
	}
	result = sanctions_work_finish_unique(work);
	if (result == NULL)
		reject_binary("a cell comes twice");
	PG_RETURN_POINTER(result);
}

static void
send_units(StringInfo out, trade_units units)
{
	pq_sendint64(out, (uint64) (units >> 64));
	pq_sendint64(out, (uint64) units);
}

static void
send_labels(StringInfo out, const sanctions_matrix *matrix)
{
	pq_sendint32(out, matrix->label_count);
	for (int i = 0; i < matrix->label_count; i++)
	{
		char	   *label = pg_server_to_client(matrix->label[i], matrix->label_length[i]);
		int			length = label == matrix->label[i] ? matrix->label_length[i] : (int) strlen(label);

		pq_sendint16(out, length);
		pq_sendbytes(out, label, length);
	}
}

Datum
sanctions_matrix_send(PG_FUNCTION_ARGS)
{
	sanctions_matrix *matrix = sanctions_matrix_decode(PG_GETARG_DATUM(0));
	StringInfoData out;

	pq_begintypsend(&out);
	pq_sendint8(&out, BINARY_VERSION);
	pq_sendint8(&out, matrix->has_quantity ? TRADE_MATRIX_QUANTITY : 0);
	pq_sendint8(&out, matrix->kind);
	pq_sendint8(&out, matrix->frequency);
	send_labels(&out, matrix);
	pq_sendint32(&out, matrix->cell_count);
	for (int64 i = 0; i < matrix->cell_count; i++)
	{
		const trade_cell *cell = &matrix->cell[i];

		CHECK_FOR_INTERRUPTS();
		pq_sendint16(&out, cell->importer);
		pq_sendint16(&out, cell->exporter);
		pq_sendint32(&out, cell->month);
		send_units(&out, cell->value);
		if (matrix->has_quantity)
		{
			send_units(&out, cell->quantity);
			send_units(&out, cell->quantity_value);
		}
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&out));
}
