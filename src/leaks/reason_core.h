/*
 * Sentences put together from words, labels, figures and periods.
 */
#ifndef TRADE_REASON_CORE_H
#define TRADE_REASON_CORE_H

#include "period/calendar_core.h"
#include "exact/value_core.h"

/* Room for any of ours: at most eight labels of 255 bytes, and words. */
#define TRADE_REASON_BYTES 4096

typedef struct trade_reason
{
	int			length;
	trade_frequency frequency;	/* how periods are written */
	char		text[TRADE_REASON_BYTES];
} trade_reason;

/* A label, of one byte at least. */
typedef struct trade_name
{
	const char *text;
	int			length;
} trade_name;

extern void trade_reason_begin(trade_reason *reason, trade_frequency frequency);

/*
 * Adds words, and for %N a label (const trade_name *), %S other words (const char *),
 * %I a whole number (int), %M a period (trade_month), %A an amount, %R a figure of two
 * digits (double), %U one that is not to round up to a limit (two doubles), %L a
 * threshold and %B one that is an amount (const trade_units *), %% a per cent sign.
 */
extern void trade_reason_say(trade_reason *reason, const char *format, ...);

#endif
