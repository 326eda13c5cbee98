/* trade_matrix: a value of any form read whole, and the stored form of the working one. */
#include "postgres.h"

#include "fmgr.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix/state.h"
#include "state/face.h"

sanctions_matrix *
sanctions_matrix_decode(Datum datum)
{
	sanctions_matrix *matrix = palloc0(sizeof(sanctions_matrix));
	trade_matrix_reader *reader =
		sanctions_matrix_open(sanctions_matrix_canonical(PG_DETOAST_DATUM_PACKED(datum)));
	uint32		count;

	matrix->kind = reader->shape.kind;
	matrix->frequency = reader->shape.frequency;
	matrix->has_quantity = reader->shape.has_quantity;
	matrix->label_count = reader->shape.label_count;
	sanctions_matrix_labels(reader, &matrix->label, &matrix->label_length);
	matrix->cell = MemoryContextAllocHuge(CurrentMemoryContext,
										  sizeof(trade_cell) * ((Size) reader->shape.cell_count + 1));
	while ((count = sanctions_matrix_read(reader, matrix->cell + matrix->cell_count,
										  TRADE_CELLS_PER_CALL)) > 0)
		matrix->cell_count += count;
	pfree(reader);
	return matrix;
}

static struct varlena *
finish(sanctions_work *work, bool unique)
{
	sanctions_matrix_parts parts;
	struct varlena *result;

	if (!sanctions_work_parts(work, unique, &parts))
		return NULL;
	result = sanctions_parts_encode(&parts);
	pfree(parts.entry);
	return result;
}

struct varlena *
sanctions_work_finish(sanctions_work *work)
{
	return finish(work, false);
}

struct varlena *
sanctions_work_finish_unique(sanctions_work *work)
{
	return finish(work, true);
}

struct varlena *
sanctions_matrix_canonical(struct varlena *matrix)
{
	sanctions_work *work;

	if (sanctions_state_is_working(matrix))
	{
		work = sanctions_work_create(CurrentMemoryContext, TRADE_LABEL_NONE, TRADE_FREQUENCY_NONE, true);
		sanctions_work_merge(work, matrix, false);
		return sanctions_work_finish(work);
	}
	return matrix;
}
