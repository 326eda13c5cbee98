/* States of a fixed length: taking one, text and binary form. */
#include "postgres.h"

#include "libpq/pqformat.h"

#include "compat.h"
#include "exact/print.h"
#include "state/errors.h"
#include "state/fixed.h"

void *
sanctions_fixed_get(const sanctions_fixed *fixed, Datum datum)
{
	void	   *state = DatumGetPointer(datum);

	if (unlikely(!fixed->valid(state)))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored %s is damaged", fixed->type),
				 errdetail("Its version is %d; this library reads %d.", *(uint8 *) state, fixed->version)));
	return state;
}

Datum
sanctions_fixed_in(FunctionCallInfo fcinfo, const sanctions_fixed *fixed)
{
	const char *text = PG_GETARG_CSTRING(0);
	void	   *state = palloc0(fixed->bytes);

	if (!fixed->read(text, state))
		sanctions_soft_error(fcinfo->context,
							 (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
							  errmsg("invalid input syntax for type %s: \"%s\"",
									 fixed->type, sanctions_clip_string(text)),
							  errhint("A state is read back as %s wrote it.", fixed->aggregate)));
	PG_RETURN_POINTER(state);
}

Datum
sanctions_fixed_out(FunctionCallInfo fcinfo, const sanctions_fixed *fixed)
{
	char	   *text = palloc(fixed->text_bytes);

	(void) fixed->write(sanctions_fixed_get(fixed, PG_GETARG_DATUM(0)), text);
	PG_RETURN_CSTRING(text);
}

Datum
sanctions_fixed_recv(FunctionCallInfo fcinfo, const sanctions_fixed *fixed)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	void	   *state = palloc0(fixed->bytes);

	if (message->len - message->cursor != fixed->bytes)
		sanctions_reject_binary(fixed->type, "wrong size");
	if (!fixed->decode((const uint8 *) pq_getmsgbytes(message, fixed->bytes), state))
		sanctions_reject_binary(fixed->type, "it is damaged");
	PG_RETURN_POINTER(state);
}

Datum
sanctions_fixed_send(FunctionCallInfo fcinfo, const sanctions_fixed *fixed)
{
	const void *state = sanctions_fixed_get(fixed, PG_GETARG_DATUM(0));
	bytea	   *result = palloc(fixed->bytes + VARHDRSZ);

	SET_VARSIZE(result, fixed->bytes + VARHDRSZ);
	fixed->encode(state, (uint8 *) VARDATA(result));
	PG_RETURN_BYTEA_P(result);
}
