/* trade_series: binary form, network order, a version of its own. */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"

#include "compat.h"
#include "series/state.h"
#include "state/face.h"

#define BINARY_VERSION 1
/* month, rows, value */
#define POINT_BYTES (4 + 8 + 16)
#define TYPE SANCTIONS_SERIES_TYPE

PG_FUNCTION_INFO_V1(sanctions_series_recv);
PG_FUNCTION_INFO_V1(sanctions_series_send);

/* Version, kind of periods, number of points. */
static sanctions_series *
get_head(StringInfo message, uint32 *count)
{
	uint32		version = sanctions_get_number(message, 1, TYPE);
	uint32		frequency = sanctions_get_number(message, 1, TYPE);

	*count = sanctions_get_number(message, 4, TYPE);
	if (version != BINARY_VERSION)
		sanctions_reject_binary(TYPE, psprintf("unknown version %u", version));
	if (frequency > TRADE_FREQUENCY_MONTH || (frequency == TRADE_FREQUENCY_NONE && *count > 0))
		sanctions_reject_binary(TYPE, "unknown kind of periods");
	if (*count > TRADE_SERIES_POINTS_MAX || *count * POINT_BYTES != sanctions_left_bytes(message))
		sanctions_reject_binary(TYPE, "wrong number of periods");
	return sanctions_series_alloc(frequency, *count);
}

Datum
sanctions_series_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	uint32		count;
	sanctions_series *series = get_head(message, &count);

	for (; series->count < count; series->count++)
	{
		trade_point *point = &series->point[series->count];

		CHECK_FOR_INTERRUPTS();
		point->month = (int32) sanctions_get_number(message, 4, TYPE);
		point->rows = sanctions_get_int64(message, TYPE);
		point->value = sanctions_get_units(message, TYPE);
		if (!trade_series_month_valid(series->frequency, point->month))
			sanctions_reject_binary(TYPE, "a period is out of range");
	}
	if (!sanctions_series_sort(series))
		sanctions_reject_binary(TYPE, "a period comes twice");
	PG_RETURN_POINTER(sanctions_series_make(series));
}

Datum
sanctions_series_send(PG_FUNCTION_ARGS)
{
	const sanctions_series *series = sanctions_series_decode(PG_GETARG_DATUM(0));
	StringInfoData out;

	pq_begintypsend(&out);
	pq_sendint8(&out, BINARY_VERSION);
	pq_sendint8(&out, series->frequency);
	pq_sendint32(&out, series->count);
	for (int i = 0; i < series->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		pq_sendint32(&out, series->point[i].month);
		pq_sendint64(&out, series->point[i].rows);
		sanctions_send_units(&out, series->point[i].value);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&out));
}
