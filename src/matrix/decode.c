/* trade_matrix: a value read whole. */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "matrix/merge.h"
#include "matrix/open.h"
#include "state/steps.h"

/* What ordering cells takes: room for the largest importer, and for all labels. */
typedef struct cell_order
{
	trade_cell *cells;
	Size	   *place;			/* all 0 between two importers */
	uint64	   *seen;			/* so too */
	int			label_count;
} cell_order;

/* Each of them may touch a page for the first time. */
#define CELLS_A_BREATH 4096

/* An importer may have all cells of its matrix. */
static inline void
breathe(Size done)
{
	if (done % CELLS_A_BREATH == 0)
		CHECK_FOR_INTERRUPTS();
}

/* Cells of an importer in the order of exporters, each one's in that of months. */
static void
order_by_exporter(const cell_order *order, trade_cell *cells, Size count)
{
	Size		at = 0;

	for (Size i = 0; i < count; i++)
	{
		breathe(i);
		order->place[cells[i].exporter]++;
		order->seen[cells[i].exporter / 64] |= UINT64CONST(1) << (cells[i].exporter % 64);
	}
	for (int word = 0; word <= order->label_count / 64; word++)
		for (; order->seen[word] != 0; order->seen[word] &= order->seen[word] - 1)
		{
			Size	   *place = &order->place[64 * word + pg_rightmost_one_pos64(order->seen[word])];
			Size		here = *place;

			*place = at;
			at += here;
		}
	for (Size i = 0; i < count; i++)
	{
		breathe(i);
		order->cells[order->place[cells[i].exporter]++] = cells[i];
	}
	for (Size i = 0; i < count; i++)
	{
		breathe(i);
		order->place[cells[i].exporter] = 0;
	}
	sanctions_copy(cells, order->cells, count * sizeof(trade_cell));
}

static void
order_cells(sanctions_matrix *matrix, uint32 most_cells)
{
	cell_order	order = {.label_count = matrix->label_count};
	int64		from = 0;

	order.cells = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(trade_cell) * ((Size) most_cells + 1));
	order.place = palloc0(sizeof(Size) * (matrix->label_count + 1));
	order.seen = palloc0(sizeof(uint64) * (matrix->label_count / 64 + 1));
	for (int64 to = 1; to <= matrix->cell_count; to++)
		if (to == matrix->cell_count || matrix->cell[to].importer != matrix->cell[from].importer)
		{
			order_by_exporter(&order, matrix->cell + from, to - from);
			from = to;
		}
	pfree(order.cells);
	pfree(order.place);
	pfree(order.seen);
}

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
	order_cells(matrix, reader->most_cells);
	pfree(reader);
	return matrix;
}
