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

/* Limits of a state, and of the cells one call of a core function handles. */
#define TRADE_MATRIX_LABELS_MAX 65535
#define TRADE_MATRIX_CELLS_MAX (1 << 24)
#define TRADE_LABEL_BYTES_MAX 255
#define TRADE_CELLS_PER_CALL 65536

/* A country label is its three characters in base 36. */
#define TRADE_MATRIX_COUNTRY_BYTES 3
#define TRADE_MATRIX_COUNTRY_LIMIT (36 * 36 * 36)

/* First bytes of every stored or working matrix. */
#define TRADE_MATRIX_VERSION 1
#define TRADE_MATRIX_QUANTITY 0x01	/* cells have quantities */
#define TRADE_MATRIX_WORKING 0x80	/* the executor's own growing form */

static inline void
trade_matrix_country_text(uint16_t code, char *text)
{
	static const char digit[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	text[0] = digit[code / (36 * 36) % 36];
	text[1] = digit[code / 36 % 36];
	text[2] = digit[code % 36];
	text[3] = '\0';
}

/* The inverse; -1 where text is no such label. */
static inline int
trade_matrix_country_code(const char *text, int length)
{
	int			code = 0;

	if (length != TRADE_MATRIX_COUNTRY_BYTES)
		return -1;
	for (int i = 0; i < length; i++)
	{
		char		c = text[i];

		if (c >= '0' && c <= '9')
			code = code * 36 + (c - '0');
		else if (c >= 'A' && c <= 'Z')
			code = code * 36 + (c - 'A') + 10;
		else
			return -1;
	}
	return code;
}

#endif
