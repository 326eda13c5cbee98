/*
 * trade_matrix read whole, for the topics built on it.
 */
#ifndef SANCTIONS_MATRIX_H
#define SANCTIONS_MATRIX_H

#include "postgres.h"

#include "matrix/view_core.h"

/* Cells handled between two looks at interrupts where they lie on the stack. */
#define SANCTIONS_CELLS_A_STEP 256

/*
 * Labels sorted by bytes (a country_code as its three characters), each one
 * terminated by a zero byte; cells sorted by importer, exporter, month, each
 * key once, labels as indexes into label[].
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
	trade_cell *cell;
} sanctions_matrix;

/*
 * A stored (or working) matrix, checked and unpacked into the current memory
 * context.  A value that breaks its invariants is XX001.
 */
extern sanctions_matrix *sanctions_matrix_decode(Datum datum);

#endif
