/* Labels of states: what one may be, how it is read, and the search for one that a user asks for. */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "code/country.h"
#include "code/hs.h"
#include "code/spelling_core.h"
#include "compat.h"
#include "exact/print.h"
#include "state/errors.h"
#include "state/labels.h"

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
sanctions_check_label(const char *type, trade_label_kind kind, const char *text, int length)
{
	const char *problem = sanctions_label_problem(kind, text, length);

	if (problem != NULL)
		sanctions_reject_stored(type, problem);
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

int64
sanctions_label_find(const sanctions_labels *labels, const char *label, int length)
{
	int64		low = 0;
	int64		high = labels->count;

	while (low < high)
	{
		int64		middle = low + (high - low) / 2;
		int			order = trade_label_compare(labels->label[middle], labels->length[middle], label, length);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

static void
reject_spelling(const sanctions_labels *labels, const char *label, int length, const char *other)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the %s has no label \"%s\", but \"%s\"", labels->type, sanctions_clip(label, length), other),
			 errhint("Text labels are compared byte for byte: ask for \"%s\". Labels of the type country_code are found in any spelling.",
					 other)));
}

/* Before the first label or after the last: most spellings are, and need no search. */
static bool
is_outside(const sanctions_labels *labels, const char *label, int length)
{
	int64		last = labels->count - 1;

	return trade_label_compare(label, length, labels->label[0], labels->length[0]) < 0 ||
		trade_label_compare(label, length, labels->label[last], labels->length[last]) > 0;
}

/* The few spellings of one country are looked up; the labels are never gone through. */
static void
check_spelling(const sanctions_labels *labels, const char *label, int length)
{
	trade_spellings walk = {0};
	char		other[TRADE_SPELLING_BYTES];

	if (!trade_country_parse(label, length, &walk.code))
		return;
	while (trade_spelling_next(&walk, other))
		if (!is_outside(labels, other, strlen(other)) &&
			sanctions_label_find(labels, other, strlen(other)) >= 0)
			reject_spelling(labels, label, length, other);
}

int64
sanctions_label_ask(const sanctions_labels *labels, const char *label, int length)
{
	char		code[TRADE_HS_MAX_DIGITS + 1];
	int64		at;

	switch (labels->kind)
	{
		case TRADE_LABEL_COUNTRY:
			trade_label_country_text(sanctions_country_from_text(label, length), code);
			return sanctions_label_find(labels, code, TRADE_LABEL_COUNTRY_BYTES);
		case TRADE_LABEL_HS:
			length = trade_hs_text(sanctions_hs_from_text(label, length), code);
			return sanctions_label_find(labels, code, length);
		default:
			at = sanctions_label_find(labels, label, length);
			if (at < 0 && labels->count > 0)
				check_spelling(labels, label, length);
			return at;
	}
}
