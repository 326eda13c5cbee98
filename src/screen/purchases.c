/*
 * What each importer bought in the windows.  Where all periods before weigh the same and
 * a cell of value 0 cannot be, flows are summed in the matrix's own form; else its cells
 * are gone through.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "screen/purchases.h"

#define CELLS_A_STEP 128

struct sanctions_purchases_reader
{
	sanctions_part_reader *matrix;
	const trade_event_windows *windows;
	sanctions_part part;
	bool		by_cell;
	int			width;			/* of a line */
	uint16	   *exporter;
	trade_sum  *line;
	uint32	   *place;			/* of an exporter among those seen, plus 1; 0: not seen */
	trade_cell *cell;
	uint32		cells;			/* at hand, and the next one */
	uint32		at;
};

/* From the beginning of the window before to the end of the one after. */
static trade_span
envelope(const trade_event_windows *windows)
{
	return (trade_span) {windows->window[TRADE_BEFORE].first, windows->window[TRADE_AFTER].last};
}

sanctions_purchases_reader *
sanctions_purchases_open(sanctions_part_reader *matrix, const trade_event_windows *windows,
						 const uint64 *importers, const uint64 *exporters)
{
	sanctions_purchases_reader *reader = palloc0(sizeof(sanctions_purchases_reader));
	const sanctions_matrix *head = sanctions_part_head(matrix);

	reader->matrix = matrix;
	reader->windows = windows;
	reader->width = trade_line_width(windows);
	reader->by_cell = windows->class_count > 1 || head->has_quantity;
	reader->part = (sanctions_part) {.importers = importers, .exporters = exporters};
	reader->exporter = palloc(head->label_count * sizeof(uint16));
	reader->line = palloc_extended((Size) head->label_count * reader->width * sizeof(trade_sum), MCXT_ALLOC_HUGE);
	if (reader->by_cell)
	{
		reader->part.windows = (trade_windows) {{envelope(windows), TRADE_NO_SPAN}};
		reader->place = palloc0(head->label_count * sizeof(uint32));
		reader->cell = palloc(CELLS_A_STEP * sizeof(trade_cell));
	}
	else
		reader->part.windows = (trade_windows) {{windows->window[TRADE_BEFORE], windows->window[TRADE_AFTER]}};
	sanctions_part_ask(matrix, &reader->part);
	return reader;
}

/* Of a window with one weight: the sum after, then the one before. */
static bool
next_by_flow(sanctions_purchases_reader *reader, trade_purchases *purchases)
{
	sanctions_flows flows;

	do
	{
		if (!sanctions_part_flows(reader->matrix, &flows))
			return false;
		purchases->importer = flows.importer;
		purchases->count = 0;
		for (uint32 i = 0; i < flows.count; i++)
		{
			uint32		at = purchases->count;

			if (flows.flow[i].exporter == flows.importer)
				continue;
			reader->exporter[at] = flows.flow[i].exporter;
			reader->line[2 * at] = flows.flow[i].value[TRADE_AFTER];
			reader->line[2 * at + 1] = flows.flow[i].value[TRADE_BEFORE];
			purchases->count++;
		}
	} while (purchases->count == 0);
	return true;
}

static bool
have_cell(sanctions_purchases_reader *reader)
{
	if (reader->at < reader->cells)
		return true;
	reader->at = 0;
	reader->cells = sanctions_part_cells(reader->matrix, reader->cell, CELLS_A_STEP);
	return reader->cells > 0;
}

static void
add_cell(sanctions_purchases_reader *reader, const trade_cell *cell, trade_purchases *purchases)
{
	int			at = trade_line_place(reader->windows, cell->month);
	uint32	   *place = &reader->place[cell->exporter];

	if (at < 0 || cell->value == 0 || cell->exporter == cell->importer)
		return;
	if (*place == 0)
	{
		reader->exporter[purchases->count] = cell->exporter;
		memset(&reader->line[(Size) purchases->count * reader->width], 0, reader->width * sizeof(trade_sum));
		*place = ++purchases->count;
	}
	trade_sum_add_units(&reader->line[(Size) (*place - 1) * reader->width + at], cell->value);
}

static bool
next_by_cell(sanctions_purchases_reader *reader, trade_purchases *purchases)
{
	do
	{
		if (!have_cell(reader))
			return false;
		purchases->importer = reader->cell[reader->at].importer;
		purchases->count = 0;
		for (; have_cell(reader) && reader->cell[reader->at].importer == purchases->importer; reader->at++)
			add_cell(reader, &reader->cell[reader->at], purchases);
		for (uint32 i = 0; i < purchases->count; i++)
			reader->place[reader->exporter[i]] = 0;
	} while (purchases->count == 0);
	return true;
}

bool
sanctions_purchases_next(sanctions_purchases_reader *reader, trade_purchases *purchases)
{
	CHECK_FOR_INTERRUPTS();
	purchases->exporter = reader->exporter;
	purchases->line = reader->line;
	return reader->by_cell ? next_by_cell(reader, purchases) : next_by_flow(reader, purchases);
}
