/*
 * A stored matrix as a book of flows.
 */
#ifndef SANCTIONS_BOOK_H
#define SANCTIONS_BOOK_H

#include "postgres.h"

#include "matrix/part.h"
#include "screen/book_core.h"

/* All cells that count: not those of value 0, nor of a label with itself. */
extern trade_book *sanctions_book_read(sanctions_part_reader *matrix);

#endif
