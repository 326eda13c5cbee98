/* trade_mix: binary form, network order, a version of its own. */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"

#include "compat.h"
#include "mix/state.h"
#include "state/face.h"

#define BINARY_VERSION 1
/* A label of one byte with its length, and a value. */
#define LEAST_BYTES (2 + 1 + 16)

PG_FUNCTION_INFO_V1(sanctions_mix_recv);
PG_FUNCTION_INFO_V1(sanctions_mix_send);

static void
get_label(StringInfo message, trade_mix_work **work)
{
	char		label[TRADE_LABEL_BYTES_MAX + 1];
	int			length = sanctions_get_label(message, (*work)->kind, label, SANCTIONS_MIX_TYPE);
	trade_units value = sanctions_get_units(message, SANCTIONS_MIX_TYPE);
	trade_mix_entry *entry;
	bool		fresh;

	entry = sanctions_mix_work_label(work, label, length, &fresh);
	if (!fresh)
		sanctions_reject_binary(SANCTIONS_MIX_TYPE, "a label comes twice");
	trade_sum_add_units(&entry->sum, value);
}

Datum
sanctions_mix_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	uint32		version = sanctions_get_number(message, 1, SANCTIONS_MIX_TYPE);
	uint32		kind = sanctions_get_number(message, 1, SANCTIONS_MIX_TYPE);
	uint32		count = sanctions_get_number(message, 4, SANCTIONS_MIX_TYPE);
	trade_mix_work *work;

	if (version != BINARY_VERSION)
		sanctions_reject_binary(SANCTIONS_MIX_TYPE, psprintf("unknown version %u", version));
	if (kind > TRADE_LABEL_HS || (kind == TRADE_LABEL_NONE && count > 0))
		sanctions_reject_binary(SANCTIONS_MIX_TYPE, "unknown kind of labels");
	if (count > sanctions_left_bytes(message) / LEAST_BYTES)
		sanctions_reject_binary(SANCTIONS_MIX_TYPE, "wrong number of labels");
	work = sanctions_mix_work_create(kind);
	for (uint32 i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		get_label(message, &work);
	}
	if (sanctions_left_bytes(message) > 0)
		sanctions_reject_binary(SANCTIONS_MIX_TYPE, "bytes behind the end");
	PG_RETURN_POINTER(sanctions_mix_work_finish(work));
}

Datum
sanctions_mix_send(PG_FUNCTION_ARGS)
{
	sanctions_mix *mix = SANCTIONS_GETARG_MIX(0);
	StringInfoData out;

	pq_begintypsend(&out);
	pq_sendint8(&out, BINARY_VERSION);
	pq_sendint8(&out, mix->kind);
	pq_sendint32(&out, mix->count);
	for (uint32 i = 0; i < mix->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		sanctions_send_label(&out, mix->label[i], mix->label_length[i]);
		sanctions_send_units(&out, mix->value[i]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&out));
}
