/* The stored form of a state on its way between servers. */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact/print.h"
#include "state/base64_core.h"
#include "state/errors.h"
#include "state/steps.h"
#include "state/transport.h"

/* Groups between two looks at interrupts. */
#define GROUPS_A_STEP 16384

static struct varlena *
room_for(Size bytes)
{
	struct varlena *stored = palloc(bytes + VARHDRSZ);

	SET_VARSIZE(stored, bytes + VARHDRSZ);
	return stored;
}

Datum
sanctions_transport_out(const struct varlena *stored, const char *type)
{
	const uint8 *bytes = (const uint8 *) VARDATA_ANY(stored);
	Size		count = VARSIZE_ANY_EXHDR(stored);
	Size		length = trade_base64_letters(count);
	char	   *text;
	char	   *at;

	if (length >= MaxAllocSize)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%s of %zu bytes is too large for a text", type, count),
				 errhint("Group the rows, so that each state has fewer.")));
	at = text = palloc(length + 1);
	while (count > 0)
	{
		Size		step = Min(count, GROUPS_A_STEP * TRADE_BASE64_BYTES);

		CHECK_FOR_INTERRUPTS();
		trade_base64_write(at, bytes, step);
		at += trade_base64_letters(step);
		bytes += step;
		count -= step;
	}
	text[length] = '\0';
	PG_RETURN_CSTRING(text);
}

/* The bytes of a text; NULL where it is not what output writes. */
static struct varlena *
read_text(const char *text)
{
	Size		length = strlen(text);
	Size		groups = length / TRADE_BASE64_LETTERS;
	struct varlena *stored;
	uint8	   *bytes;
	int			last;

	if (groups == 0 || length % TRADE_BASE64_LETTERS != 0)
		return NULL;
	stored = room_for(groups * TRADE_BASE64_BYTES);
	bytes = (uint8 *) VARDATA(stored);
	for (groups--; groups > 0;)
	{
		Size		step = Min(groups, GROUPS_A_STEP);

		CHECK_FOR_INTERRUPTS();
		if (!trade_base64_read(bytes, text, step))
			return NULL;
		bytes += step * TRADE_BASE64_BYTES;
		text += step * TRADE_BASE64_LETTERS;
		groups -= step;
	}
	last = trade_base64_read_last(bytes, text);
	SET_VARSIZE(stored, bytes + last - (uint8 *) stored);
	return last > 0 ? stored : NULL;
}

Datum
sanctions_transport_in(FunctionCallInfo fcinfo, const char *type, sanctions_stored_check check)
{
	const char *text = PG_GETARG_CSTRING(0);
	struct varlena *stored = read_text(text);
	const char *problem = stored != NULL ? check(stored) : "it is not base64";

	if (problem != NULL)
		sanctions_soft_error(fcinfo->context,
							 (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
							  errmsg("invalid input syntax for type %s: \"%s\"", type, sanctions_clip_string(text)),
							  errdetail("As bytes of a state: %s.", problem),
							  errhint("It reads only what it printed: the partial state of an aggregate on its way between servers.")));
	PG_RETURN_POINTER(stored);
}

Datum
sanctions_transport_recv(FunctionCallInfo fcinfo, const char *type, sanctions_stored_check check)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			count = message->len - message->cursor;
	struct varlena *stored = room_for(count);
	const char *problem;

	sanctions_copy(VARDATA(stored), pq_getmsgbytes(message, count), count);
	problem = check(stored);
	if (problem != NULL)
		sanctions_reject_binary(type, problem);
	PG_RETURN_POINTER(stored);
}

Datum
sanctions_transport_send(const struct varlena *stored)
{
	Size		count = VARSIZE_ANY_EXHDR(stored);
	struct varlena *result = room_for(count);

	sanctions_copy(VARDATA(result), VARDATA_ANY(stored), count);
	PG_RETURN_POINTER(result);
}
