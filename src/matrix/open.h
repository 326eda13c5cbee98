/*
 * Opening stored matrices, whole or in parts, with the server's memory and errors.
 */
#ifndef SANCTIONS_MATRIX_OPEN_H
#define SANCTIONS_MATRIX_OPEN_H

#include "postgres.h"

#include "fmgr.h"

#include "matrix/matrix.h"
#include "matrix/read_core.h"

/* What keeps bytes from being a stored matrix in its canonical form; NULL: nothing does. */
extern const char *sanctions_matrix_problem(struct varlena *matrix);

/* Raises XX001 where an open matrix, all of whose slices are at hand, is not as writing makes it. */
extern void sanctions_matrix_check(trade_matrix_reader *reader);

/* Opens a stored matrix, checked. */
extern trade_matrix_reader *sanctions_matrix_open(struct varlena *matrix);

/*
 * Opens a stored matrix, to read parts of it: unless the whole is wanted, of a big
 * one on disk only head and directory are fetched now, and each slice when it is
 * sought.
 */
extern trade_matrix_reader *sanctions_matrix_open_datum(Datum datum, bool whole);

/* The bytes of the slice at a place of the directory; NULL where the reader has all slices. */
extern const uint8 *sanctions_matrix_slice(trade_matrix_reader *reader, uint32 at);

/* A reader of the same matrix that has all slices at hand. */
extern trade_matrix_reader *sanctions_matrix_fetch(trade_matrix_reader *reader);
extern uint32 sanctions_matrix_read(trade_matrix_reader *reader, trade_cell *cells, uint32 max);
extern void sanctions_matrix_labels(trade_matrix_reader *reader, const char ***label, int **label_length);

#endif
