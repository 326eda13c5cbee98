/*
 * The windows of an event over a stored matrix: its span, what is silent in it, and
 * warnings about that.
 */
#ifndef SANCTIONS_EVENT_WINDOWS_H
#define SANCTIONS_EVENT_WINDOWS_H

#include "postgres.h"

#include "fmgr.h"

#include "matrix/part.h"
#include "screen/arguments.h"
#include "screen/windows_core.h"

/*
 * False where no cell counts: one of value 0, or of a label with itself, does not.  22023
 * where a window has no period.
 */
extern bool sanctions_event_windows(sanctions_part_reader *matrix, const sanctions_event_arguments *args,
									trade_event_windows *windows);

/* The same where the cells' periods and the silent runs between them are known. */
extern void sanctions_event_windows_in(const sanctions_event_arguments *args, int period_months, trade_span cells,
									   const trade_span *silent, int silent_count, trade_event_windows *windows);

/* Warnings, each once a call site and statement. */
typedef enum sanctions_warning
{
	SANCTIONS_WARN_LABELS = 1,
	SANCTIONS_WARN_ORIGINS = 2,
	SANCTIONS_WARN_SILENCE = 4
} sanctions_warning;

/* Whether a warning is still to be given, which it then is. */
extern bool sanctions_warn_once(FunctionCallInfo fcinfo, sanctions_warning warning);

/* Says which silent periods were left out of a window, if any. */
extern void sanctions_warn_silence(FunctionCallInfo fcinfo, const trade_event_windows *windows);

#endif
