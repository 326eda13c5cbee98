/*
 * The text of states and of what is said about them: JSON that depends on no setting.
 */
#ifndef SANCTIONS_STATE_TEXT_H
#define SANCTIONS_STATE_TEXT_H

#include "postgres.h"

#include "lib/stringinfo.h"
#include "utils/builtins.h"

#include "exact/function.h"
#include "state/json_write_core.h"

extern void sanctions_append_decimal(StringInfo out, trade_units units);

/* With the fewest digits that read back as it; it is finite. */
extern void sanctions_append_double(StringInfo out, double value);

/* A label, and a period, as a JSON string. */
extern void sanctions_append_label(StringInfo out, const char *label, int length);
extern void sanctions_append_period(StringInfo out, trade_month month, trade_frequency frequency);

/* The jsonb of a text that was written by these. */
extern Datum sanctions_jsonb(const char *json);

/* The functions of a state that write its text, sanctions_TOPIC_out, _to_json and _to_jsonb: text(state) is it. */
#define SANCTIONS_STATE_TEXT(topic, text) \
	SANCTIONS_FUNCTION(sanctions_##topic##_out, CStringGetDatum(text(PG_GETARG_DATUM(0)))) \
	SANCTIONS_FUNCTION(sanctions_##topic##_to_json, CStringGetTextDatum(text(PG_GETARG_DATUM(0)))) \
	SANCTIONS_FUNCTION(sanctions_##topic##_to_jsonb, sanctions_jsonb(text(PG_GETARG_DATUM(0))))

#endif
