/*
 * Cells of a matrix that count, one after the other: none of value 0, and none of a label
 * with itself.
 */
#ifndef SANCTIONS_LEAK_CELLS_H
#define SANCTIONS_LEAK_CELLS_H

#include "postgres.h"

#include "matrix/part.h"

typedef struct sanctions_cells sanctions_cells;

/* In a span; one at a time of a reader. */
extern sanctions_cells *sanctions_cells_open(sanctions_part_reader *matrix, trade_span span);

/* The next one, which lasts until the next call; NULL at the end. */
extern const trade_cell *sanctions_cells_next(sanctions_cells *cells);

extern void sanctions_cells_close(sanctions_cells *cells);

#endif
