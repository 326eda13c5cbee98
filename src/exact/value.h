/*
 * Exact values from SQL arguments: NaN and infinities are 22023, beyond
 * +-1.7e26 is 22003.
 */
#ifndef SANCTIONS_EXACT_H
#define SANCTIONS_EXACT_H

#include "postgres.h"

#include "utils/numeric.h"

#include "compat.h"
#include "exact/value_core.h"

extern trade_units sanctions_units_from_float8(double value);
extern trade_units sanctions_units_from_numeric(Numeric value);

/* The SQL types a value comes in. */
typedef enum sanctions_value_type
{
	SANCTIONS_VALUE_FLOAT8,
	SANCTIONS_VALUE_NUMERIC,
	SANCTIONS_VALUE_INT8
} sanctions_value_type;

static inline trade_units
sanctions_units_from_datum(Datum value, sanctions_value_type type)
{
	int64_t		thousandths;

	switch (type)
	{
		case SANCTIONS_VALUE_FLOAT8:
			/* what most values are, without a call: it is made for every row */
			if (likely(trade_thousandths_from_double(DatumGetFloat8(value), &thousandths)))
				return (trade_units) thousandths * TRADE_UNITS_PER_THOUSANDTH;
			return sanctions_units_from_float8(DatumGetFloat8(value));
		case SANCTIONS_VALUE_NUMERIC:
			return sanctions_units_from_numeric(DatumGetNumeric(value));
		default:
			return trade_units_from_int64(DatumGetInt64(value));
	}
}

/* What numeric_in makes of a number as text; of one that is written plainly without it. */
extern Numeric sanctions_numeric_from_text(const char *text);

sanctions_noreturn extern void sanctions_reject_sum(const trade_sum *sum);

/* A final sum beyond the limit is 22003. */
static inline trade_units
sanctions_units_from_sum(const trade_sum *sum)
{
	trade_units units;

	if (unlikely(!trade_sum_to_units(sum, &units)))
		sanctions_reject_sum(sum);
	return units;
}

#endif
