/* Amounts as people read them, for charts and pages made in SQL. */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "utils/builtins.h"

#include "state/figure_core.h"

PG_FUNCTION_INFO_V1(sanctions_amount_text);

Datum
sanctions_amount_text(PG_FUNCTION_ARGS)
{
	double		value = PG_GETARG_FLOAT8(0);
	char		text[TRADE_FIGURE_BYTES];

	if (isnan(value))
		PG_RETURN_TEXT_P(cstring_to_text("NaN"));
	if (isinf(value))
		PG_RETURN_TEXT_P(cstring_to_text(value > 0 ? "Infinity" : "-Infinity"));
	trade_amount_write(text, value);
	PG_RETURN_TEXT_P(cstring_to_text(text));
}
