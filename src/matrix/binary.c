/* trade_matrix: binary form, network order, a version of its own. */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"

#include "compat.h"
#include "matrix/flatten.h"
#include "state/face.h"

#define BINARY_VERSION 1
#define NUMBER_BYTES 16
#define TYPE "trade_matrix"

PG_FUNCTION_INFO_V1(sanctions_matrix_recv);
PG_FUNCTION_INFO_V1(sanctions_matrix_send);

/* A label: its id. */
static uint16
get_label(StringInfo message, sanctions_work *work)
{
	char		label[TRADE_LABEL_BYTES_MAX + 1];
	int			length = sanctions_get_label(message, work->kind, label, TYPE);

	return sanctions_work_label(work, label, length);
}

static void
get_labels(StringInfo message, sanctions_work *work)
{
	uint32		count = sanctions_get_number(message, 4, TYPE);

	if (count > TRADE_MATRIX_LABELS_MAX || count * 3 > sanctions_left_bytes(message))
		sanctions_reject_binary(TYPE, "too many labels");
	for (uint32 i = 0; i < count; i++)
		if (get_label(message, work) != i)
			sanctions_reject_binary(TYPE, "a label comes twice");
}

static void
get_cell(StringInfo message, sanctions_work *work, bool has_quantity)
{
	uint32		importer = sanctions_get_number(message, 2, TYPE);
	uint32		exporter = sanctions_get_number(message, 2, TYPE);
	trade_month month = (int32) sanctions_get_number(message, 4, TYPE);
	trade_sum	value = trade_sum_of(sanctions_get_units(message, TYPE));
	trade_sum	quantity;
	trade_sum	quantity_value;

	if (importer >= sanctions_work_label_count(work) || exporter >= sanctions_work_label_count(work))
		sanctions_reject_binary(TYPE, "a cell has no label");
	if (month < TRADE_MONTH_FIRST || month > TRADE_MONTH_LAST ||
		month % trade_period_step(work->frequency) != 0)
		sanctions_reject_binary(TYPE, "a period is out of range");
	if (has_quantity)
	{
		quantity = trade_sum_of(sanctions_get_units(message, TYPE));
		quantity_value = trade_sum_of(sanctions_get_units(message, TYPE));
	}
	sanctions_work_add(work, importer, exporter, month, &value, has_quantity ? &quantity : NULL,
					   &quantity_value);
}

static sanctions_work *
get_head(StringInfo message, bool *has_quantity)
{
	uint32		version = sanctions_get_number(message, 1, TYPE);
	uint32		flags = sanctions_get_number(message, 1, TYPE);
	uint32		kind = sanctions_get_number(message, 1, TYPE);
	uint32		frequency = sanctions_get_number(message, 1, TYPE);

	if (version != BINARY_VERSION)
		sanctions_reject_binary(TYPE, psprintf("unknown version %u", version));
	if (flags & ~TRADE_MATRIX_QUANTITY)
		sanctions_reject_binary(TYPE, "unknown flag");
	if (kind > TRADE_LABEL_COUNTRY || frequency > TRADE_FREQUENCY_MONTH ||
		(kind == TRADE_LABEL_NONE) != (frequency == TRADE_FREQUENCY_NONE))
		sanctions_reject_binary(TYPE, "unknown kind of labels or periods");
	*has_quantity = flags & TRADE_MATRIX_QUANTITY;
	return sanctions_work_create(CurrentMemoryContext, kind, frequency, false);
}

Datum
sanctions_matrix_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	bool		has_quantity;
	sanctions_work *work = get_head(message, &has_quantity);
	struct varlena *result;
	uint32		count;

	get_labels(message, work);
	count = sanctions_get_number(message, 4, TYPE);
	if (work->kind == TRADE_LABEL_NONE && (count > 0 || sanctions_work_label_count(work) > 0))
		sanctions_reject_binary(TYPE, "labels or cells of no kind");
	if ((uint64) count * (8 + NUMBER_BYTES * (has_quantity ? 3 : 1)) != sanctions_left_bytes(message))
		sanctions_reject_binary(TYPE, "wrong number of cells");
	for (uint32 i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		get_cell(message, work, has_quantity);
	}
	result = sanctions_work_finish_unique(work);
	if (result == NULL)
		sanctions_reject_binary(TYPE, "a cell comes twice");
	PG_RETURN_POINTER(result);
}

static void
send_labels(StringInfo out, const sanctions_matrix *matrix)
{
	pq_sendint32(out, matrix->label_count);
	for (int i = 0; i < matrix->label_count; i++)
		sanctions_send_label(out, matrix->label[i], matrix->label_length[i]);
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
		sanctions_send_units(&out, cell->value);
		if (matrix->has_quantity)
		{
			sanctions_send_units(&out, cell->quantity);
			sanctions_send_units(&out, cell->quantity_value);
		}
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&out));
}
