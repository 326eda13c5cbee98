/* trade_matrix: a value read whole. */
#include "postgres.h"

#include "fmgr.h"
#include "utils/memutils.h"

#include "matrix/merge.h"
#include "matrix/open.h"

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
