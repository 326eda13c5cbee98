/*
 * What no matrix may be: errors that several files raise.
 */
#ifndef SANCTIONS_MATRIX_LIMITS_H
#define SANCTIONS_MATRIX_LIMITS_H

#include "postgres.h"

#include "compat.h"
#include "matrix/view_core.h"

/* Cells of a matrix with quantities: what takes 1 GB as wide entries. */
#define SANCTIONS_CELLS_QUANTITY_MAX 13000000

/* 54000: too many cells. */
sanctions_noreturn extern void sanctions_matrix_reject_cells(void);

/* 54000 where there are too many of them. */
extern bool sanctions_matrix_holds_cells(uint32 count, bool has_quantity);
extern void sanctions_matrix_check_cells(uint32 count, bool has_quantity);
extern void sanctions_matrix_check_labels(uint32 count);

/* 22023: labels or periods of two kinds. */
sanctions_noreturn extern void sanctions_matrix_reject_mixture(trade_label_kind kind, trade_label_kind other);

#endif
