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

/* Digits of a plain decimal on either side of the point. */
#define PLAIN_WHOLE 32
#define PLAIN_PLACES 32
#define PLAIN_GROUPS ((PLAIN_WHOLE + PLAIN_PLACES) / 4)

/* Lengths of a plain decimal's parts; false where it is none, or a long one. */
static bool
is_plain(const char *text, int *whole, int *places)
{
	int			at = 0;

	while (text[at] >= '0' && text[at] <= '9')
		at++;
	*whole = at;
	at += text[at] == '.';
	while (text[at] >= '0' && text[at] <= '9')
		at++;
	*places = text[*whole] == '.' ? at - *whole - 1 : 0;
	return *whole > 0 && *whole <= PLAIN_WHOLE && *places <= PLAIN_PLACES && text[at] == '\0';
}

Numeric
sanctions_numeric_from_text(const char *text)
{
	sanctions_numeric_digits number = {.negative = *text == '-'};
	const char *digit = text + number.negative;
	int16		group[PLAIN_GROUPS] = {0};
	int			first = 0;
	int			whole;
	int			places;
	int			pad;

	if (!is_plain(digit, &whole, &places))
		return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid),
												   Int32GetDatum(-1)));
	/* four digits are one of numeric's, counted from the point */
	pad = (4 - whole % 4) % 4;
	for (int at = 0; at < whole + places; at++)
	{
		static const int16 weight[] = {1000, 100, 10, 1};

		group[(pad + at) / 4] += weight[(pad + at) % 4] * (digit[at < whole ? at : at + 1] - '0');
	}
	number.weight = (whole + 3) / 4 - 1;
	number.ndigits = (pad + whole + places + 3) / 4;
	for (; number.ndigits > 0 && group[first] == 0; first++, number.ndigits--)
		number.weight--;
	while (number.ndigits > 0 && group[first + number.ndigits - 1] == 0)
		number.ndigits--;
	if (number.ndigits == 0)
		number = (sanctions_numeric_digits) {.weight = 0};
	number.digits = group + first;
	return sanctions_numeric_make(&number, places);
}
