/*
 * trade_matrix as the topics built on it see it, before its cells.
 */
#ifndef SANCTIONS_MATRIX_H
#define SANCTIONS_MATRIX_H

#include "postgres.h"

#include "matrix/view_core.h"

/* Cells handled between two looks at interrupts where they lie on the stack. */
#define SANCTIONS_CELLS_A_STEP 256

/*
 * What a matrix is, but for its cells.  Labels are sorted by bytes (a country_code as its
 * three characters), each one terminated by a zero byte; cells refer to them by index.
 */
typedef struct sanctions_matrix
{
	trade_label_kind kind;
	trade_frequency frequency;
	bool		has_quantity;
	int			label_count;
	const char **label;
	int		   *label_length;
	int64		cell_count;
} sanctions_matrix;

#endif
