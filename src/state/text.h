/*
 * The text of states and of what is said about them: JSON that depends on no setting.
 */
#ifndef SANCTIONS_STATE_TEXT_H
#define SANCTIONS_STATE_TEXT_H

#include "postgres.h"

#include "lib/stringinfo.h"

#include "state/json_write_core.h"

extern void sanctions_append_decimal(StringInfo out, trade_units units);

/* With the fewest digits that read back as it; it is finite. */
extern void sanctions_append_double(StringInfo out, double value);

/* A label, and a period, as a JSON string. */
extern void sanctions_append_label(StringInfo out, const char *label, int length);
extern void sanctions_append_period(StringInfo out, trade_month month, trade_frequency frequency);

/* The jsonb of a text that was written by these. */
extern Datum sanctions_jsonb(const char *json);

#endif
