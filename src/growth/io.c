/* The state of trade_growth: taking it, text and binary form. */
#include "postgres.h"

#include "libpq/pqformat.h"

#include "compat.h"
#include "exact/print.h"
#include "growth/state.h"

/* version, kind, 4 months, 2 x (rows, 3 words) */
#define GROWTH_SEND_BYTES (1 + 1 + 4 * 4 + 2 * 4 * 8)

PG_FUNCTION_INFO_V1(sanctions_growth_state_in);
PG_FUNCTION_INFO_V1(sanctions_growth_state_out);
PG_FUNCTION_INFO_V1(sanctions_growth_state_recv);
PG_FUNCTION_INFO_V1(sanctions_growth_state_send);

trade_growth_state *
sanctions_growth_state_new(void)
{
	return palloc0(sizeof(trade_growth_state));
}

trade_growth_state *
sanctions_growth_state_get(Datum datum)
{
	trade_growth_state *state = (trade_growth_state *) DatumGetPointer(datum);

	if (unlikely(!trade_growth_valid(state)))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored trade_growth_state is damaged"),
				 errhint("Its version is %d; this library reads %d.",
						 (int) state->head.version, TRADE_GROWTH_VERSION)));
	return state;
}

Datum
sanctions_growth_state_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	trade_growth_state *state = sanctions_growth_state_new();

	if (!trade_growth_read(text, state))
		sanctions_soft_error(fcinfo->context,
							 (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
							  errmsg("invalid input syntax for type %s: \"%s\"",
									 "trade_growth_state", sanctions_clip_string(text)),
							  errhint("A state is read back as trade_growth wrote it.")));
	PG_RETURN_POINTER(state);
}

Datum
sanctions_growth_state_out(PG_FUNCTION_ARGS)
{
	char	   *text = palloc(TRADE_GROWTH_TEXT);

	trade_growth_write(sanctions_growth_state_get(PG_GETARG_DATUM(0)), text);
	PG_RETURN_CSTRING(text);
}

static void
send_window(StringInfo buf, trade_span span)
{
	pq_sendint32(buf, span.first);
	pq_sendint32(buf, span.last);
}

static void
send_total(StringInfo buf, const trade_growth_total *total)
{
	trade_sum	sum = trade_growth_sum(total);

	pq_sendint64(buf, total->rows);
	for (int i = 2; i >= 0; i--)
		pq_sendint64(buf, sum.word[i]);
}

Datum
sanctions_growth_state_send(PG_FUNCTION_ARGS)
{
	const trade_growth_state *state = sanctions_growth_state_get(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint8(&buf, TRADE_GROWTH_VERSION);
	pq_sendint8(&buf, state->head.annual);
	send_window(&buf, trade_growth_current(&state->head));
	send_window(&buf, trade_growth_base(&state->head));
	send_total(&buf, &state->current);
	send_total(&buf, &state->base);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static trade_span
receive_window(StringInfo buf)
{
	trade_span	span;

	span.first = (int32) pq_getmsgint(buf, 4);
	span.last = (int32) pq_getmsgint(buf, 4);
	return span;
}

static bool
receive_total(StringInfo buf, trade_growth_total *total)
{
	uint64		rows = (uint64) pq_getmsgint64(buf);
	trade_sum	sum;

	for (int i = 2; i >= 0; i--)
		sum.word[i] = (uint64) pq_getmsgint64(buf);
	return trade_growth_set_total(total, &sum, rows);
}

/* The bytes that are left are as many as a state has. */
static bool
receive_state(StringInfo buf, trade_growth_state *state)
{
	int			version = pq_getmsgbyte(buf);
	int			annual = pq_getmsgbyte(buf);
	trade_span	current = receive_window(buf);
	trade_span	base = receive_window(buf);

	if (version != TRADE_GROWTH_VERSION || annual > 1 ||
		!trade_span_valid(current) || !trade_span_valid(base))
		return false;
	state->head = trade_growth_head_of(annual, current, base);
	return receive_total(buf, &state->current) && receive_total(buf, &state->base) &&
		trade_growth_valid(state);
}

Datum
sanctions_growth_state_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	trade_growth_state *state = sanctions_growth_state_new();

	if (buf->len - buf->cursor != GROWTH_SEND_BYTES || !receive_state(buf, state))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary value for type %s", "trade_growth_state")));
	PG_RETURN_POINTER(state);
}
