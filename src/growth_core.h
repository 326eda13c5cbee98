/*
 * Growth: the scalars, and the transition state of trade_growth.
 *
 * METHODS: rate, mid-point (Davis, Haltiwanger, Schuh 1996), log, compound
 * annual rate.  A function returns false where the result is NULL.
 */
#ifndef TRADE_GROWTH_CORE_H
#define TRADE_GROWTH_CORE_H

#include "exact_core.h"
#include "period_core.h"

extern bool trade_growth_rate(double base, double current, double *growth);
extern bool trade_growth_midpoint(double base, double current, double *growth);
extern bool trade_growth_log(double base, double current, double *growth);
extern bool trade_growth_cagr(double first, double last, double years, double *growth);

#define TRADE_GROWTH_VERSION 1

/* Value and number of the rows inside one window. */
typedef struct trade_growth_total
{
	trade_sum	sum;
	int64_t		rows;
} trade_growth_total;

/*
 * Windows are packed spans.  The keys repeat them in the unit of the rows'
 * periods, years or days since 2000, so that a row is tested by comparison.
 */
typedef struct trade_growth_state
{
	uint8_t		version;
	uint8_t		annual;
	uint8_t		reserved[6];
	uint64_t	current_window;
	uint64_t	base_window;
	int32_t		current_first;
	int32_t		current_last;
	int32_t		base_first;
	int32_t		base_last;
	trade_growth_total current;
	trade_growth_total base;
} trade_growth_state;

/* Version, windows and counts are what they may be. */
extern bool trade_growth_valid(const trade_growth_state *state);

/* Growth of the current window on the base window; totals are below the limit. */
extern bool trade_growth_result(const trade_growth_state *state, double *growth);

#define TRADE_GROWTH_TEXT 256

/* Lossless text: version, year or month, the windows' months, rows:sum of each. */
extern int trade_growth_write(const trade_growth_state *state, char *text);

/* All but the keys; false where text is not what trade_growth_write writes. */
extern bool trade_growth_read(const char *text, trade_growth_state *state);

#endif
