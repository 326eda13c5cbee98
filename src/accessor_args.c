/* Accessors of trade_matrix: their arguments. */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "accessor.h"
#include "compat.h"
#include "country.h"
#include "period.h"

static const char *
span_text(trade_span span)
{
	char	   *text = palloc(TRADE_SPAN_TEXT);

	trade_span_write(span, text);
	return text;
}

trade_span
sanctions_accessor_window(const sanctions_matrix *head, Datum window)
{
	trade_span	span = sanctions_span_from_datum(window);
	trade_span	years = {trade_month_of(trade_month_year(span.first), 1),
		trade_month_of(trade_month_year(span.last), 12)};

	if (head->frequency == TRADE_FREQUENCY_YEAR &&
		(span.first != years.first || span.last != years.last))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("window %s cuts a year of an annual trade_matrix", span_text(span)),
				 errhint("Over integer years a window consists of whole years; the nearest is %s.",
						 span_text(years))));
	return span;
}

trade_span
sanctions_accessor_year_before(trade_span span)
{
	trade_span	before = {span.first - 12, span.last - 12};

	if (!trade_span_valid(before))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("window %s has no year before it", span_text(span)),
				 errhint("Periods reach from year 1 to year 9999; give a base window.")));
	return before;
}

int
sanctions_accessor_label(const sanctions_matrix *head, Datum label)
{
	text	   *given = DatumGetTextPP(label);
	char		country[TRADE_LABEL_COUNTRY_BYTES + 1];

	if (head->kind != TRADE_LABEL_COUNTRY)
		return sanctions_matrix_find(head, VARDATA_ANY(given), VARSIZE_ANY_EXHDR(given));
	trade_label_country_text(sanctions_country_from_text(VARDATA_ANY(given), VARSIZE_ANY_EXHDR(given)),
							 country);
	return sanctions_matrix_find(head, country, TRADE_LABEL_COUNTRY_BYTES);
}

uint64 *
sanctions_accessor_labels(const sanctions_matrix *head, ArrayType *labels, const char *name)
{
	uint64	   *set = sanctions_label_set(head);
	Datum	   *element;
	bool	   *null;
	int			count;

	deconstruct_array(labels, TEXTOID, -1, false, TYPALIGN_INT, &element, &null, &count);
	for (int i = 0; i < count; i++)
	{
		int			label;

		CHECK_FOR_INTERRUPTS();
		if (null[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("%s must not contain NULL", name),
					 errhint("Leave it out, as by array_remove().")));
		label = sanctions_accessor_label(head, element[i]);
		if (label >= 0)
			sanctions_label_set_add(set, label);
	}
	return set;
}
