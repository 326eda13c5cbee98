/*
 * Copying slices of stored matrices into others, bits and all.
 */
#ifndef TRADE_MATRIX_COPY_CORE_H
#define TRADE_MATRIX_COPY_CORE_H

#include "matrix/check_core.h"
#include "matrix/read_core.h"
#include "matrix/write_core.h"

/* No period of the other. */
#define TRADE_MATRIX_NO_PERIOD UINT32_MAX

/* Labels and periods of the one by those of the other: place[label[id]] and period[index], in the same order. */
typedef struct trade_matrix_renumbering
{
	const uint32_t *label;
	const uint32_t *place;
	const uint32_t *period;
	uint32_t	together;		/* so many of the first periods follow each other in the other, too */
	uint64_t   *room;			/* a bit for each of the places */
	uint64_t   *seen;			/* the bits of places that slices have are set */
	void		(*pause) (void);	/* called between steps; NULL: nobody waits */
} trade_matrix_renumbering;

/* More bytes than a copy takes, those written behind it counted in. */
extern size_t trade_matrix_copy_bound(const trade_matrix_slice *slice, const trade_matrix_shape *to);

/*
 * Copies a slice; gives where it ends, or NULL where labels that take other bits make
 * another choice of its layout, so that its cells must be written.
 */
extern uint8_t *trade_matrix_copy_slice(const trade_matrix_slice *slice, const trade_matrix_shape *to,
										const trade_matrix_renumbering *renumbering, uint8_t *bytes);

/*
 * Writing a slice among whose cells are all those of another, numbers and all: its
 * exporters are noted as seen, its numbers were measured as they were checked.  Once the
 * slice is laid out, if forms are kept and both are grids, or both listed, its presence is put:
 * row by row to where its periods are now; or cell by cell, in runs, the first of which
 * begins with a period.  Its numbers follow in runs.
 */
extern void trade_matrix_copy_exporters(const trade_matrix_slice *slice, const trade_matrix_renumbering *renumbering);
/* Gives the extent of the other cells the slice's powers of ten; false where these do not divide their numbers. */
extern bool trade_matrix_keeps_powers(const trade_matrix_slice *slice, trade_matrix_extent *extent);
extern bool trade_matrix_keeps_forms(const trade_matrix_writer *writer, const trade_matrix_slice *slice);
extern void trade_matrix_put_grid(trade_matrix_writer *writer, const trade_matrix_slice *slice,
								  const trade_matrix_renumbering *renumbering);
extern void trade_matrix_put_listed(trade_matrix_writer *writer, const trade_matrix_slice *slice,
									const trade_matrix_renumbering *renumbering, uint32_t period, uint32_t from,
									uint32_t count);
extern void trade_matrix_put_run(trade_matrix_writer *writer, const trade_matrix_slice *slice, uint32_t from,
								 uint32_t count);

#endif
