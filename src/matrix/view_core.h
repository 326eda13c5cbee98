/*
 * The matrix as its readers see it: labels in order, cells importer by
 * importer.  The stored form behind them is read_core.h's affair.
 */
#ifndef TRADE_MATRIX_CORE_H
#define TRADE_MATRIX_CORE_H

#include <stddef.h>
#include <stdint.h>

#include "exact/value_core.h"
#include "state/label_core.h"
#include "period/calendar_core.h"

/*
 * One cell.  Labels are ids into the matrix's own labels, which are sorted by
 * bytes; a period of an annual matrix is January of its year.  quantity is the
 * sum over the rows that carry one, quantity_value the value of those rows.
 * Cells come sorted by importer, month, exporter, each key once.
 */
typedef struct trade_cell
{
	uint16_t	importer;
	uint16_t	exporter;
	trade_month month;
	trade_units value;
	trade_units quantity;
	trade_units quantity_value;
} trade_cell;

/* Limits of a state, and of the cells one call of a core function handles. */
#define TRADE_MATRIX_LABELS_MAX 65535
#define TRADE_MATRIX_CELLS_MAX (1 << 24)
#define TRADE_CELLS_PER_CALL 65536

/* First bytes of every stored matrix. */
#define TRADE_MATRIX_VERSION 1
#define TRADE_MATRIX_QUANTITY 0x01	/* cells have quantities */

#endif
