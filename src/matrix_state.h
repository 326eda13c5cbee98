/*
 * Building matrices: the working form with the server's memory and errors.
 */
#ifndef SANCTIONS_MATRIX_STATE_H
#define SANCTIONS_MATRIX_STATE_H

#include "postgres.h"

#include "fmgr.h"

#include "compat.h"
#include "matrix.h"
#include "matrix_read_core.h"
#include "matrix_work_core.h"
#include "matrix_write_core.h"

/* Cells handled between two looks at interrupts where they lie on the stack. */
#define SANCTIONS_CELLS_A_STEP 256

/* Room that a state begins with: most of many groups stay small. */
#define SANCTIONS_FIRST_LABELS 8
#define SANCTIONS_FIRST_TEXT 64

/* Cells of a matrix with quantities: as many as a block of wide ones holds. */
#define SANCTIONS_CELLS_QUANTITY_MAX 13000000

/* Labels in order and entries that refer to them; what canonical form is made of. */
typedef struct sanctions_matrix_parts
{
	trade_label_kind kind;
	trade_frequency frequency;
	int			label_count;
	const char **label;
	int		   *label_length;
	uint32		entry_count;
	uint32		entry_words;
	uint64	   *entry;
} sanctions_matrix_parts;

/*
 * A fresh block in the current context.  With a dictionary, the labels' ids are
 * its places in the order in which they came.
 */
extern trade_work *sanctions_work_create(trade_label_kind kind, trade_frequency frequency,
										 bool dictionary);

/*
 * These may move the block into the current context; the old one stays behind
 * for its owner to free.
 */
extern uint32 sanctions_work_label(trade_work **work, const char *text, int length);
extern uint32 sanctions_work_country(trade_work **work, uint16 code);

/* One row; quantity may be NULL. */
extern void sanctions_work_add(trade_work **work, uint32 importer, uint32 exporter, trade_month month,
							   const trade_sum *value, const trade_sum *quantity,
							   const trade_sum *quantity_value);

/* The same with ids of a dictionary. */
extern void sanctions_work_append(trade_work **work, uint64 key, const trade_sum *value,
								  const trade_sum *quantity, const trade_sum *quantity_value);

/* Adds, or subtracts, a matrix of any form, which is not changed. */
extern void sanctions_work_merge(trade_work **work, struct varlena *other, bool subtract);

/* Labels and united entries of a block, which is not changed; false: unique, and a key comes twice. */
extern bool sanctions_work_parts(const trade_work *work, bool unique, sanctions_matrix_parts *parts);

/* 54000. */
sanctions_noreturn extern void sanctions_work_reject_size(void);
sanctions_noreturn extern void sanctions_work_reject_labels(void);

/* The canonical form of a block, which is not changed. */
extern struct varlena *sanctions_work_finish(const trade_work *work);

/* The same, but a key that comes twice gives NULL. */
extern struct varlena *sanctions_work_finish_unique(const trade_work *work);

/* A stored value of its parts, once shape.slice_bytes is known. */
extern struct varlena *sanctions_matrix_assemble(const trade_matrix_survey *survey, const uint32 *period_index,
												 const trade_matrix_extent *extent, const uint8 *slices,
												 const char *const *label, const int *label_length);

/*
 * The sum of two matrices of canonical form, where all periods of one come before
 * all of the other's; NULL where that is not so.  room: what the call site keeps.
 */
typedef struct sanctions_plus_room sanctions_plus_room;
extern sanctions_plus_room *sanctions_matrix_plus_room(FmgrInfo *call);
extern struct varlena *sanctions_matrix_append(struct varlena *left, struct varlena *right,
											   sanctions_plus_room *room);

/* A working form whose every part was checked. */
extern trade_work *sanctions_work_open(struct varlena *matrix);

/* The canonical form of a detoasted matrix: itself, or a new one. */
extern struct varlena *sanctions_matrix_canonical(struct varlena *matrix);

/* Opens a stored matrix that is no working form, of any version, or raises XX001. */
extern trade_matrix_reader *sanctions_matrix_open(struct varlena *matrix);

/*
 * Opens a matrix of any form, to read parts of it: unless the whole is wanted, of
 * a big one on disk only head and directory are fetched now, and each slice when it
 * is sought.
 */
extern trade_matrix_reader *sanctions_matrix_open_datum(Datum datum, bool whole);

/* The bytes of the slice at a place of the directory; NULL where the reader has all slices. */
extern const uint8 *sanctions_matrix_slice(trade_matrix_reader *reader, uint32 at);

/* The same matrix with all slices at hand. */
extern trade_matrix_reader *sanctions_matrix_fetch(trade_matrix_reader *reader);
extern uint32 sanctions_matrix_read(trade_matrix_reader *reader, trade_cell *cells, uint32 max);
extern void sanctions_matrix_labels(trade_matrix_reader *reader, const char ***label, int **label_length);

/*
 * Kind and frequency of a merge or of a further row; others are 22023.  A block
 * that had none takes them, and a dictionary where it needs one.
 */
extern void sanctions_work_require(trade_work **work, trade_label_kind kind, trade_frequency frequency);

#endif
