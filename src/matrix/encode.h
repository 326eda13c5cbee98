/*
 * Stored matrices of labels and united entries.
 */
#ifndef SANCTIONS_MATRIX_ENCODE_H
#define SANCTIONS_MATRIX_ENCODE_H

#include "postgres.h"

#include "matrix/matrix.h"
#include "matrix/work_core.h"
#include "matrix/write_core.h"

/* Labels in order and united entries that refer to them; what canonical form is made of. */
typedef struct sanctions_matrix_parts
{
	trade_label_kind kind;
	trade_frequency frequency;
	int			label_count;
	const char **label;
	int		   *label_length;
	uint8		layout;
	uint32		entry_count;
	uint64	   *entry;
} sanctions_matrix_parts;

/* Where cells come from, in order: more than once, so that nobody has to hold them all. */
typedef struct sanctions_cell_source
{
	void	   *state;
	/* The next cells, at most so many; 0 at the end. */
	uint32		(*next) (void *state, trade_cell *cells, uint32 max);
	/* The next are those of an importer, before which there are so many. */
	void		(*seek) (void *state, uint32 importer, uint32 before);
} sanctions_cell_source;

/*
 * The stored form of cells, and of the entries of parts; a sum beyond the limit is 22003.
 * Labels that no cell refers to are left out.
 */
extern struct varlena *sanctions_cells_encode(const sanctions_matrix_parts *labels, const sanctions_cell_source *source);
extern struct varlena *sanctions_parts_encode(const sanctions_matrix_parts *parts);

/* A writer of slices, once the survey has ended. */
extern trade_matrix_writer *sanctions_matrix_writer(const trade_matrix_survey *survey, const uint32 *period_index);

/* A stored value of its parts but labels, once shape.slice_bytes is known. */
extern struct varlena *sanctions_matrix_assemble(const trade_matrix_survey *survey, const uint32 *period_index,
												 const trade_matrix_extent *extent, const uint8 *slices);

#endif
