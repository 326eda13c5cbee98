/*
 * How the lint reads what stands in a table of flows: periods, directions, products
 * that are totals, numbers written as text.
 */
#ifndef TRADE_LINT_CORE_H
#define TRADE_LINT_CORE_H

#include <stdbool.h>
#include <stddef.h>

#include "period/calendar_core.h"

typedef enum trade_lint_direction
{
	TRADE_LINT_NO_DIRECTION,	/* none is told */
	TRADE_LINT_IMPORT,
	TRADE_LINT_EXPORT,
	TRADE_LINT_RE_EXPORT,
	TRADE_LINT_OTHER			/* as it stands */
} trade_lint_direction;

/* Import for 1, M, I, IMP..., export for 2, X, E, EXP..., re-export for RX, RM, RE-..., in any case. */
extern trade_lint_direction trade_lint_read_direction(const char *text, size_t length);

/*
 * A year for YYYY and YYYY52, a month for YYYYMM, YYYY-MM, YYYYMmm and days (YYYY-MM-DD,
 * perhaps with a time, and YYYYMMDD): its first month and how many it has, 12 or 1.
 * False where it is none.
 */
extern bool trade_lint_read_period(const char *text, size_t length, trade_month *month, int *months);

/* Whether a product is no code but a total of codes: TOTAL, AG2 to AG6 and their like. */
extern bool trade_lint_is_total(const char *text, size_t length);

typedef enum trade_lint_number
{
	TRADE_LINT_NUMBER,			/* digits, perhaps with sign, point and exponent */
	TRADE_LINT_MISSING,			/* blank, or NA as statistics write it */
	TRADE_LINT_NOT_FINITE,
	TRADE_LINT_NO_NUMBER
} trade_lint_number;

extern trade_lint_number trade_lint_read_number(const char *text, size_t length);

#endif
