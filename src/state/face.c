/* What the faces of trade_series, trade_mix and trade_matrix have in common. */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "compat.h"
#include "exact/print.h"
#include "code/country_core.h"
#include "code/hs_core.h"
#include "state/face.h"

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

const char *
sanctions_country_label_problem(int code)
{
	return code < 0 || trade_country_find(code) == NULL ? "a label is no country" : NULL;
}

const char *
sanctions_label_problem(trade_label_kind kind, const char *text, int length)
{
	trade_hs	code;

	if (kind == TRADE_LABEL_COUNTRY)
		return sanctions_country_label_problem(trade_label_country_code(text, length));
	if (kind == TRADE_LABEL_HS)
		return trade_hs_parse_strict(text, length, &code) ? NULL : "a label is no HS code";
	return pg_verify_mbstr(GetDatabaseEncoding(), text, length, true) ? NULL : "a label is not text";
}

void
sanctions_check_country_label(const char *type, int code)
{
	const char *problem = sanctions_country_label_problem(code);

	if (problem != NULL)
		sanctions_reject_stored(type, problem);
}

void
sanctions_check_label(const char *type, trade_label_kind kind, const char *text, int length)
{
	const char *problem = sanctions_label_problem(kind, text, length);

	if (problem != NULL)
		sanctions_reject_stored(type, problem);
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
