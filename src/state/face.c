/* What the faces of trade_series, trade_mix and trade_matrix have in common. */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"

#include "compat.h"
#include "exact/print.h"
#include "code/country_core.h"
#include "code/hs_core.h"
#include "state/face.h"

#define NUMBER_BYTES 16

void
sanctions_require_aggregate(FunctionCallInfo fcinfo, const char *type)
{
	if (unlikely(!AggCheckCallContext(fcinfo, NULL)))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("this function of %s works inside an aggregate only", type),
				 errhint("Use the aggregates %s and rollup, or the operator +.", type)));
}

bool
sanctions_state_is_working(const struct varlena *state)
{
	return VARSIZE_ANY_EXHDR(state) >= 2 && (((const uint8 *) VARDATA_ANY(state))[1] & SANCTIONS_STATE_WORKING);
}

int
sanctions_state_compare(const struct varlena *left, const struct varlena *right)
{
	Size		left_size = VARSIZE_ANY_EXHDR(left);
	Size		right_size = VARSIZE_ANY_EXHDR(right);
	int			order = memcmp(VARDATA_ANY(left), VARDATA_ANY(right), Min(left_size, right_size));

	return order != 0 ? order : (left_size > right_size) - (left_size < right_size);
}

void
sanctions_reject_stored(const char *type, const char *problem)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("stored %s is damaged: %s", type, problem)));
}

void
sanctions_reject_binary(const char *type, const char *problem)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary value for type %s: %s", type, problem)));
}

void
sanctions_check_country_label(const char *type, int code)
{
	if (code < 0 || trade_country_find(code) == NULL)
		sanctions_reject_stored(type, "a label is no country");
}

void
sanctions_check_label(const char *type, trade_label_kind kind, const char *text, int length)
{
	if (kind == TRADE_LABEL_COUNTRY)
		sanctions_check_country_label(type, trade_label_country_code(text, length));
	else if (kind == TRADE_LABEL_HS)
	{
		trade_hs	code;

		if (!trade_hs_parse_strict(text, length, &code))
			sanctions_reject_stored(type, "a label is no HS code");
	}
	else if (!pg_verify_mbstr(GetDatabaseEncoding(), text, length, true))
		sanctions_reject_stored(type, "a label is not text");
}

Datum
sanctions_reject_text(const trade_json *json, const char *text, const char *type, const char *hint,
					  struct Node *context)
{
	const char *at = json->problem_at ? json->problem_at : json->at;
	int			after = strnlen(at, SANCTIONS_SHOWN_BYTES / 2);
	const char *from = at - Min(at - text, SANCTIONS_SHOWN_BYTES - after);
	int			length;

	/* start and end between characters */
	while (from > text && IS_HIGHBIT_SET(*from) && ((unsigned char) *from & 0xC0) == 0x80)
		from--;
	length = pg_mbcliplen(from, strnlen(from, SANCTIONS_SHOWN_BYTES), SANCTIONS_SHOWN_BYTES);
	if (json->out_of_range)
		sanctions_soft_error(context,
							 (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
							  errmsg("value out of range for type %s: \"%.*s\"", type, length, from),
							  errdetail("There is %s.", json->problem)));
	sanctions_soft_error(context,
						 (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
						  errmsg("invalid input syntax for type %s: \"%.*s\"", type, length, from),
						  errdetail("At character %d: %s.",
									pg_mbstrlen_with_len(text, at - text) + 1, json->problem),
						  errhint("%s", hint)));
	return (Datum) 0;
}

int
sanctions_left_bytes(StringInfo message)
{
	return message->len - message->cursor;
}

uint32
sanctions_get_number(StringInfo message, int bytes, const char *type)
{
	if (sanctions_left_bytes(message) < bytes)
		sanctions_reject_binary(type, "it ends too early");
	return pq_getmsgint(message, bytes);
}

int64
sanctions_get_int64(StringInfo message, const char *type)
{
	if (sanctions_left_bytes(message) < 8)
		sanctions_reject_binary(type, "it ends too early");
	return pq_getmsgint64(message);
}

trade_units
sanctions_get_units(StringInfo message, const char *type)
{
	trade_units units;

	if (sanctions_left_bytes(message) < NUMBER_BYTES)
		sanctions_reject_binary(type, "it ends too early");
	units = (trade_units) ((unsigned __int128) pq_getmsgint64(message) << 64);
	units |= (uint64) pq_getmsgint64(message);
	if (units > TRADE_UNITS_LIMIT || units < -TRADE_UNITS_LIMIT)
		sanctions_reject_binary(type, "a number is out of range");
	return units;
}

void
sanctions_send_units(StringInfo out, trade_units units)
{
	pq_sendint64(out, (uint64) (units >> 64));
	pq_sendint64(out, (uint64) units);
}

int
sanctions_get_label(StringInfo message, trade_label_kind kind, char *label, const char *type)
{
	int			length = sanctions_get_number(message, 2, type);
	char	   *text;

	if (length == 0 || length > sanctions_left_bytes(message))
		sanctions_reject_binary(type, "wrong length of a label");
	text = pq_getmsgtext(message, length, &length);
	if (length == 0 || length > TRADE_LABEL_BYTES_MAX || memchr(text, 0, length))
		sanctions_reject_binary(type, "wrong length of a label");
	memcpy(label, text, length + 1);
	if (!sanctions_read_label(kind, label, &length))
		sanctions_reject_binary(type, kind == TRADE_LABEL_HS ? "a bad hs_code" : "an unknown country_code");
	return length;
}

void
sanctions_send_label(StringInfo out, const char *label, int length)
{
	char	   *text = pg_server_to_client(label, length);
	int			bytes = text == label ? length : (int) strlen(text);

	pq_sendint16(out, bytes);
	pq_sendbytes(out, text, bytes);
}

bool
sanctions_read_label(trade_label_kind kind, char *label, int *length)
{
	trade_country country;
	trade_hs	hs;

	switch (kind)
	{
		case TRADE_LABEL_COUNTRY:
			if (!trade_country_parse(label, *length, &country))
				return false;
			trade_label_country_text(country, label);
			*length = TRADE_LABEL_COUNTRY_BYTES;
			return true;
		case TRADE_LABEL_HS:
			if (!trade_hs_parse(label, *length, &hs))
				return false;
			*length = trade_hs_text(hs, label);
			return true;
		default:
			return true;
	}
}

const char *
sanctions_label_kind_name(trade_label_kind kind)
{
	return kind == TRADE_LABEL_COUNTRY ? "country_code" : kind == TRADE_LABEL_HS ? "hs_code" : "text";
}
