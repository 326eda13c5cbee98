/* Cells of a matrix that count, one after the other. */
#include "postgres.h"

#include "miscadmin.h"

#include "leaks/cells.h"

#define CELLS_A_STEP 512

struct sanctions_cells
{
	sanctions_part_reader *matrix;
	sanctions_part part;
	uint32		count;
	uint32		at;
	trade_cell	cell[CELLS_A_STEP];
};

sanctions_cells *
sanctions_cells_open(sanctions_part_reader *matrix, trade_span span)
{
	sanctions_cells *cells = palloc(sizeof(sanctions_cells));

	cells->matrix = matrix;
	cells->part = (sanctions_part) {.windows = {{span, TRADE_NO_SPAN}}};
	cells->count = cells->at = 0;
	sanctions_part_ask(matrix, &cells->part);
	return cells;
}

const trade_cell *
sanctions_cells_next(sanctions_cells *cells)
{
	for (;;)
	{
		const trade_cell *cell;

		if (cells->at == cells->count)
		{
			CHECK_FOR_INTERRUPTS();
			cells->at = 0;
			cells->count = sanctions_part_cells(cells->matrix, cells->cell, CELLS_A_STEP);
			if (cells->count == 0)
				return NULL;
		}
		cell = &cells->cell[cells->at++];
		if (cell->importer != cell->exporter && cell->value != 0)
			return cell;
	}
}

void
sanctions_cells_close(sanctions_cells *cells)
{
	pfree(cells);
}
