/* Exact values from SQL arguments. */
#include "postgres.h"

#include "utils/fmgrprotos.h"

#include "compat.h"
#include "exact/print.h"
#include "exact/value.h"

static void
reject_value(trade_exact_status status, const char *text)
{
	if (status == TRADE_EXACT_NOT_FINITE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("value %s is not a number that can be summed", text),
				 errhint("Leave NaN and infinity out with FILTER or WHERE, or make them NULL.")));
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("value %s is out of range", text),
			 errhint("Values reach from -1.7e26 to 1.7e26.")));
}

trade_units
sanctions_units_from_float8(double value)
{
	trade_units units;
	trade_exact_status status = trade_units_from_double(value, &units);

	if (unlikely(status != TRADE_EXACT_OK))
		reject_value(status, sanctions_double_text(value));
	return units;
}

trade_units
sanctions_units_from_numeric(Numeric value)
{
	trade_units units = 0;
	trade_exact_status status = TRADE_EXACT_NOT_FINITE;
	sanctions_numeric_digits number;

	if (likely(sanctions_numeric_read(value, &number)))
		status = trade_units_from_digits(number.negative, number.weight,
										 number.ndigits, number.digits, &units);
	if (unlikely(status != TRADE_EXACT_OK))
		reject_value(status, sanctions_clip_string(DatumGetCString(DirectFunctionCall1(numeric_out,
																						   NumericGetDatum(value)))));
	return units;
}

void
sanctions_reject_sum(const trade_sum *sum)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("sum %s is out of range", sanctions_double_text(trade_sum_to_double(sum))),
			 errhint("Sums reach from -1.7e26 to 1.7e26.")));
}
