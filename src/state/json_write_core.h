/*
 * Writing JSON: exact decimals, labels, periods.  Whatever is written in JSON is written
 * by these; each ends its text with a zero byte and gives its length.
 */
#ifndef TRADE_JSON_WRITE_CORE_H
#define TRADE_JSON_WRITE_CORE_H

#include "exact/value_core.h"
#include "period/calendar_core.h"
#include "state/label_core.h"

/* Sign, 27 digits, point, 12 decimals, zero byte. */
#define TRADE_DECIMAL_BYTES 48
/* "\u00XX" for each byte of a label, two quotes. */
#define TRADE_JSON_LABEL_BYTES (6 * TRADE_LABEL_BYTES_MAX + 3)
#define TRADE_JSON_PERIOD_BYTES (TRADE_PERIOD_TEXT + 2)

/* The decimal of a number, without needless zeros. */
extern int	trade_decimal_write(char *text, trade_units units);

/*
 * Writes a double with the fewest digits that read back as it, and gives their number.
 * The server has one, which the core takes as an argument.
 */
typedef int (*trade_double_writer) (double value, char *text);

/* The inside of a JSON string: bytes with what must be escaped, six for one at most. */
extern int	trade_json_escape(char *text, const char *bytes, int length);

/* The byte of an escape that it wrote; gives the length of the escape. */
extern int	trade_json_unescape(const char *at, char *byte);

/* A label, and a period, as a JSON string. */
extern int	trade_json_label_write(char *text, const char *label, int length);
extern int	trade_json_period_write(char *text, trade_month month, trade_frequency frequency);

#endif
