/*
 * Reading the JSON text of the states: exact decimals, labels, periods.
 *
 * It goes through the text once, without recursion and without memory of its own.  A function that meets what it cannot take returns false; the first
 * problem is kept, with its place.
 */
#ifndef TRADE_JSON_CORE_H
#define TRADE_JSON_CORE_H

#include <stdbool.h>
#include <stddef.h>

#include "exact/value_core.h"
#include "state/label_core.h"
#include "period/calendar_core.h"

typedef struct trade_json
{
	const char *at;
	const char *end;
	void		(*pause) (void);	/* called within what is long; NULL: nothing is */
	bool		utf8;			/* whether \u escapes above ASCII can be kept */
	bool		out_of_range;	/* the problem is a number or year beyond the limits */
	const char *problem;
	const char *problem_at;
	int			length;
	char		string[TRADE_LABEL_BYTES_MAX + 1];	/* the string read last */
} trade_json;

/* A reader of a text, which calls pause now and then where the text is long; NULL: it does not. */
extern void trade_json_begin(trade_json *json, const char *text, size_t length, bool utf8,
							 void (*pause) (void));

/* Notes a problem, unless there is one; always false. */
extern bool trade_json_bad(trade_json *json, const char *problem);
extern void trade_json_skip_space(trade_json *json);

/* Whether the next character is this one; it is read then. */
extern bool trade_json_accept(trade_json *json, char c);
extern bool trade_json_expect(trade_json *json, char c, const char *problem);
extern bool trade_json_null(trade_json *json);

/* A string of up to 255 bytes. */
extern bool trade_json_string(trade_json *json);

/* A number with up to 12 decimals, exactly; beyond 1.7e26 is out of range. */
extern bool trade_json_number(trade_json *json, trade_units *units);

/* A string "2023" or "2023-01", as the frequency asks for. */
extern bool trade_json_period(trade_json *json, trade_frequency frequency, trade_month *month);

/*
 * The kind of labels, by its name: one from text up to the last that may be.  null leaves
 * kind as it is; any other value is the problem that is given.
 */
extern bool trade_json_kind(trade_json *json, trade_label_kind last, const char *problem, trade_label_kind *kind);

/* Any value, whose inside is not looked at closely. */
extern bool trade_json_skip(trade_json *json);

#endif
