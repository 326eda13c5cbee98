/* Accessors of trade_matrix: their arguments. */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "code/country.h"
#include "matrix/accessor.h"
#include "compat.h"
#include "period/window.h"

trade_span
sanctions_accessor_window(const sanctions_matrix *head, Datum window)
{
	trade_span	span = sanctions_span_from_datum(window);

	if (head->frequency == TRADE_FREQUENCY_YEAR)
		sanctions_require_years(span);
	return span;
}

int
sanctions_accessor_label(const sanctions_matrix *head, Datum label)
{
	text	   *given = DatumGetTextPP(label);

	return sanctions_matrix_ask(head, VARDATA_ANY(given), VARSIZE_ANY_EXHDR(given));
}

int
sanctions_accessor_country(const sanctions_matrix *head, Datum country)
{
	char		text[TRADE_LABEL_COUNTRY_BYTES + 1];

	trade_label_country_text(sanctions_datum_get_country_label(country), text);
	return sanctions_matrix_ask(head, text, TRADE_LABEL_COUNTRY_BYTES);
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

sanctions_part_reader *
sanctions_accessor_open(FunctionCallInfo fcinfo, sanctions_part *part)
{
	sanctions_part_reader *reader = sanctions_part_open(PG_GETARG_DATUM(0), PG_ARGISNULL(2));
	const sanctions_matrix *head = sanctions_part_head(reader);

	*part = (sanctions_part) {.windows = {{TRADE_ALL_TIME, TRADE_NO_SPAN}}};
	if (!PG_ARGISNULL(1))
		part->exporters = sanctions_accessor_labels(head, PG_GETARG_ARRAYTYPE_P(1), "exporters");
	if (!PG_ARGISNULL(2))
		part->importers = sanctions_accessor_labels(head, PG_GETARG_ARRAYTYPE_P(2), "importers");
	return reader;
}
