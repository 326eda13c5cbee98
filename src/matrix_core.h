/*
 * The matrix as its readers see it: labels in order, cells importer by
 * importer.  The stored format behind it is matrix_core.c's own affair.
 */
#ifndef TRADE_MATRIX_CORE_H
#define TRADE_MATRIX_CORE_H

#include <stddef.h>
#include <stdint.h>

#include "exact_core.h"
#include "period_core.h"

typedef enum trade_label_kind
{
	TRADE_LABEL_NONE = 0,		/* an empty state */
	TRADE_LABEL_TEXT = 1,
	TRADE_LABEL_COUNTRY = 2,
	TRADE_LABEL_HS = 3
} trade_label_kind;

typedef enum trade_frequency
{
	TRADE_FREQUENCY_NONE = 0,	/* an empty state */
	TRADE_FREQUENCY_YEAR = 1,
	TRADE_FREQUENCY_MONTH = 2
} trade_frequency;

/*
 * One cell.  Labels are ids into the matrix's own labels, which are sorted by
 * bytes; a period of an annual matrix is January of its year.  quantity is the
 * sum over the rows that carry one, quantity_value the value of those rows.
 * Cells come sorted by importer, exporter, month, each key once.
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

#endif
