/* The text of states: JSON appended to a text of the server's. */
#include "postgres.h"

#include "exact/print.h"
#include "state/text.h"

/* Appends what a writer writes, of whose bytes there are at most so many. */
#define APPEND(out, most, write) \
	do { \
		enlargeStringInfo(out, most); \
		(out)->len += (write); \
	} while (0)
#define END(out) ((out)->data + (out)->len)

void
sanctions_append_decimal(StringInfo out, trade_units units)
{
	APPEND(out, TRADE_DECIMAL_BYTES, trade_decimal_write(END(out), units));
}

void
sanctions_append_double(StringInfo out, double value)
{
	APPEND(out, SANCTIONS_DOUBLE_BYTES, sanctions_double_write(value, END(out)));
}

void
sanctions_append_label(StringInfo out, const char *label, int length)
{
	APPEND(out, TRADE_JSON_LABEL_BYTES, trade_json_label_write(END(out), label, length));
}

void
sanctions_append_period(StringInfo out, trade_month month, trade_frequency frequency)
{
	APPEND(out, TRADE_JSON_PERIOD_BYTES, trade_json_period_write(END(out), month, frequency));
}
