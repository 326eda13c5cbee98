/* Numbers of files of trade statistics, for sanctions_import(). */
#include "compat.h"

#include <string.h>

#include "utils/builtins.h"

#include "exact/print.h"
#include "operations/number_core.h"

static char
decimal_point(const text *t)
{
	char		point = VARSIZE_ANY_EXHDR(t) == 1 ? *VARDATA_ANY(t) : 0;

	if (point != '.' && point != ',')
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a decimal point cannot be \"%s\"", sanctions_clip_text(t)),
				 errhint("Use . or ,.")));
	return point;
}

/* What a text shows, in digits; false where it is no number. */
static bool
read_number(FunctionCallInfo fcinfo, char *number)
{
	text	   *label = PG_GETARG_TEXT_PP(0);
	char		decimal = decimal_point(PG_GETARG_TEXT_PP(1));
	int			length = trade_number_read(VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label), decimal, number);

	number[length] = '\0';
	return length > 0;
}

PG_FUNCTION_INFO_V1(sanctions_import_number);
Datum
sanctions_import_number(PG_FUNCTION_ARGS)
{
	char		number[TRADE_NUMBER_MAX + 1];

	if (!read_number(fcinfo, number))
		PG_RETURN_NULL();
	return DirectFunctionCall3(numeric_in, CStringGetDatum(number), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

PG_FUNCTION_INFO_V1(sanctions_import_quantity_number);
Datum
sanctions_import_quantity_number(PG_FUNCTION_ARGS)
{
	char		number[TRADE_NUMBER_MAX + 1];

	if (!read_number(fcinfo, number))
		PG_RETURN_NULL();
	return DirectFunctionCall1(float8in, CStringGetDatum(number));
}

PG_FUNCTION_INFO_V1(sanctions_import_number_marks);
Datum
sanctions_import_number_marks(PG_FUNCTION_ARGS)
{
	text	   *label = PG_GETARG_TEXT_PP(0);

	PG_RETURN_INT32(trade_number_marks(VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label)));
}
