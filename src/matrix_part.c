/* Parts of a stored matrix, by reading it whole. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix_part.h"
#include "matrix_state.h"
#include "state.h"

struct sanctions_part_reader
{
	sanctions_matrix *matrix;
	const sanctions_part *part;
	int64		at;
	trade_flow *flow;
	trade_flow_quantity *quantity;
};

sanctions_part_reader *
sanctions_part_open(Datum matrix)
{
	sanctions_part_reader *reader = palloc0(sizeof(sanctions_part_reader));

	reader->matrix = sanctions_matrix_decode(matrix);
	return reader;
}

const sanctions_matrix *
sanctions_part_head(const sanctions_part_reader *reader)
{
	return reader->matrix;
}

int
sanctions_matrix_find(const sanctions_matrix *head, const char *label, int length)
{
	int			low = 0;
	int			high = head->label_count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;
		int			order = memcmp(head->label[middle], label, Min(head->label_length[middle], length));

		if (order == 0)
			order = head->label_length[middle] - length;
		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

void
sanctions_part_ask(sanctions_part_reader *reader, const sanctions_part *part)
{
	/* an importer has no more flows than there are labels */
	Size		room = reader->matrix->label_count + 1;

	reader->part = part;
	reader->at = 0;
	if (reader->flow == NULL)
		reader->flow = palloc(room * sizeof(trade_flow));
	if (part->quantities && reader->quantity == NULL)
		reader->quantity = palloc(room * sizeof(trade_flow_quantity));
}

/* Cells of one exporter, or of one importer where all exporters count, up to a step. */
static uint32
run_length(const sanctions_part_reader *reader)
{
	const trade_cell *cell = reader->matrix->cell + reader->at;
	int64		left = Min(reader->matrix->cell_count - reader->at, TRADE_CELLS_PER_CALL);
	uint32		count = 1;

	while (count < left && cell[count].importer == cell->importer &&
		   (reader->part->exporters == NULL || cell[count].exporter == cell->exporter))
		count++;
	return count;
}

/* The next run of cells whose labels are asked for, of one importer where given; 0 at its end. */
static uint32
next_run(sanctions_part_reader *reader, const trade_cell **cells, int importer)
{
	while (reader->at < reader->matrix->cell_count)
	{
		uint32		count;

		CHECK_FOR_INTERRUPTS();
		*cells = reader->matrix->cell + reader->at;
		if (importer >= 0 && (*cells)->importer != importer)
			return 0;
		count = run_length(reader);
		reader->at += count;
		if (sanctions_label_set_has(reader->part->importers, (*cells)->importer) &&
			sanctions_label_set_has(reader->part->exporters, (*cells)->exporter))
			return count;
	}
	return 0;
}

uint32
sanctions_part_cells(sanctions_part_reader *reader, trade_cell *cells, uint32 max)
{
	uint32		count = 0;

	while (count < max && reader->at < reader->matrix->cell_count)
	{
		const trade_cell *cell = &reader->matrix->cell[reader->at++];

		if (sanctions_label_set_has(reader->part->importers, cell->importer) &&
			sanctions_label_set_has(reader->part->exporters, cell->exporter) &&
			trade_span_contains(reader->part->windows.span[0], cell->month))
			cells[count++] = *cell;
		else if (reader->at % TRADE_CELLS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
	}
	CHECK_FOR_INTERRUPTS();
	return count;
}

bool
sanctions_part_total(sanctions_part_reader *reader, trade_flow *total)
{
	const trade_cell *cells;
	uint32		count;

	while ((count = next_run(reader, &cells, -1)) > 0)
	{
		*total = (trade_flow) {.importer = cells->importer};
		do
			trade_flow_total_add(total, cells, count, &reader->part->windows);
		while ((count = next_run(reader, &cells, total->importer)) > 0);
		if (total->cells[0] + total->cells[1] > 0)
			return true;
	}
	return false;
}

bool
sanctions_part_flows(sanctions_part_reader *reader, sanctions_flows *flows)
{
	const trade_cell *cells;
	uint32		count;
	trade_flow_quantity *quantity = reader->part->quantities ? reader->quantity : NULL;

	while ((count = next_run(reader, &cells, -1)) > 0)
	{
		*flows = (sanctions_flows) {cells->importer, 0, reader->flow, quantity};
		do
			flows->count = trade_flows_add(reader->flow, quantity, flows->count, cells, count,
										   &reader->part->windows);
		while ((count = next_run(reader, &cells, flows->importer)) > 0);
		if (flows->count > 0)
			return true;
	}
	return false;
}

bool
sanctions_part_estimate(Datum matrix, double *importers, double *flows)
{
	struct varlena *slice = PG_DETOAST_DATUM_SLICE(matrix, 0, TRADE_MATRIX_HEAD);
	const uint8 *head = (const uint8 *) VARDATA_ANY(slice);

	if (VARSIZE_ANY_EXHDR(slice) < TRADE_MATRIX_HEAD || sanctions_state_is_working(slice))
		return false;
	*importers = trade_get_unsigned(head + 6, 2);
	*flows = Min((double) trade_get_unsigned(head + 8, 4), *importers * trade_get_unsigned(head + 4, 2));
	return true;
}
