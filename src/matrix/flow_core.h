/*
 * Flows: what one exporter sold to one importer, summed over two windows.
 * Absent cells are zero trade.
 */
#ifndef TRADE_FLOW_CORE_H
#define TRADE_FLOW_CORE_H

#include "growth/outcome_core.h"
#include "matrix/view_core.h"

#define TRADE_WINDOWS 2

/* The windows of a question; a second one that is not asked for holds no month. */
typedef struct trade_windows
{
	trade_span	span[TRADE_WINDOWS];
} trade_windows;

#define TRADE_NO_SPAN ((trade_span) {0, -1})
#define TRADE_ALL_TIME ((trade_span) {TRADE_MONTH_FIRST, TRADE_MONTH_LAST})

/* One flow, or all of an importer: sums of the cells in each window, and whether there are any. */
typedef struct trade_flow
{
	uint16_t	importer;
	uint16_t	exporter;
	bool		present[TRADE_WINDOWS];
	trade_sum	value[TRADE_WINDOWS];
} trade_flow;

/* Of a flow the rows that carry a quantity: sums of quantities and of values in each window. */
typedef struct trade_flow_quantity
{
	trade_sum	quantity[TRADE_WINDOWS];
	trade_sum	value[TRADE_WINDOWS];
} trade_flow_quantity;

/* Value and number of cells of one period. */
typedef struct trade_period_sum
{
	trade_sum	value;
	int64_t		cells;
} trade_period_sum;

/* Adds cells to the sums of consecutive periods of step months, from first on. */
extern void trade_periods_add(trade_period_sum *sum, trade_month first, int step,
							  const trade_cell *cells, uint32_t count);

typedef struct trade_flow_change
{
	trade_outcome outcome;		/* one of negative, both_zero, zero_base, exit, ok */
	double		current;
	double		base;
	double		growth;			/* where the outcome is exit or ok */
} trade_flow_change;

/*
 * Growth of the first window on the second; averages a calendar month where they
 * differ in length.  Sums are below the limit.  Not trade_compare_windows, since
 * an absent cell is reported as zero trade and there are a million rows: no logs.
 */
extern trade_flow_change trade_flow_compare(const trade_flow *flow, const trade_windows *windows);

/* False unless value and quantity are above 0. */
extern bool trade_unit_value(const trade_sum *value, const trade_sum *quantity, double *unit_value);

/* What rows cost that carry a quantity: value over quantity. */
typedef struct trade_price
{
	trade_units value;
	trade_units quantity;
} trade_price;

/* price/other - 1; false unless all four numbers are above 0. */
extern bool trade_relative_price(const trade_price *price, const trade_price *other, double *relative);

#endif
