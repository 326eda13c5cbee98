/* Parts of a stored matrix, from the slices of the importers asked for. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix/part.h"
#include "matrix/open.h"
#include "state/errors.h"
#include "state/labels.h"
#include "state/steps.h"

struct sanctions_part_reader
{
	trade_matrix_reader *reader;
	sanctions_matrix head;
	const sanctions_part *part;
	trade_matrix_question question;
	trade_matrix_slice slice;
	uint32		at;				/* the next importer of the directory, */
	uint32		end;			/* and the one not to be read any more */
	bool		entered;		/* cells of the one before are being read */
	trade_matrix_flow_room room;
};

sanctions_part_reader *
sanctions_part_open(Datum matrix, bool most)
{
	sanctions_part_reader *reader = palloc0(sizeof(sanctions_part_reader));
	const trade_matrix_shape *shape;

	reader->reader = sanctions_matrix_open_datum(matrix, most);
	shape = &reader->reader->shape;
	reader->head.kind = shape->kind;
	reader->head.frequency = shape->frequency;
	reader->head.has_quantity = shape->has_quantity;
	reader->head.label_count = shape->label_count;
	reader->head.cell_count = shape->cell_count;
	sanctions_matrix_labels(reader->reader, &reader->head.label, &reader->head.label_length);
	return reader;
}

const sanctions_matrix *
sanctions_part_head(const sanctions_part_reader *reader)
{
	return &reader->head;
}

static sanctions_labels
labels_of(const sanctions_matrix *head)
{
	return (sanctions_labels) {"trade_matrix", head->kind, head->label, head->label_length, head->label_count};
}

int
sanctions_matrix_find(const sanctions_matrix *head, const char *label, int length)
{
	const sanctions_labels labels = labels_of(head);

	return sanctions_label_find(&labels, label, length);
}

int
sanctions_matrix_ask(const sanctions_matrix *head, const char *label, int length)
{
	const sanctions_labels labels = labels_of(head);

	return sanctions_label_ask(&labels, label, length);
}

bool
sanctions_part_has_negatives(const sanctions_part_reader *reader)
{
	return reader->reader->shape.flags & TRADE_MATRIX_SIGNED;
}

/* Most importers: then the value is fetched in one piece. */
static bool
asks_for_most(const sanctions_part_reader *reader, const sanctions_part *part)
{
	const trade_matrix_reader *matrix = reader->reader;
	uint32		count = 0;

	if (part->importers == NULL)
		return true;
	for (uint32 at = 0; at < matrix->shape.importer_count; at++)
		count += sanctions_label_set_has(part->importers, trade_matrix_importer(matrix, at));
	return count > matrix->shape.importer_count / 4;
}

void
sanctions_part_ask(sanctions_part_reader *reader, const sanctions_part *part)
{
	if (reader->head.cell_count > 0 && reader->reader->slices == NULL && asks_for_most(reader, part))
		reader->reader = sanctions_matrix_fetch(reader->reader);
	reader->part = part;
	reader->at = 0;
	reader->end = reader->reader->shape.importer_count;
	reader->entered = false;
	trade_matrix_ask(reader->reader, &part->windows, part->exporters, &reader->question);
	reader->question.pause = sanctions_pause;
	if (part->has_needed)
		trade_matrix_need(&reader->question.bounds, &reader->reader->shape, part->needed);
	trade_matrix_limit(reader->reader, part->windows.span[0]);
}

uint32
sanctions_part_ask_one(sanctions_part_reader *reader, const sanctions_part *part, uint32 at)
{
	sanctions_part_ask(reader, part);
	reader->at = at;
	reader->end = at + 1;
	return trade_matrix_importer(reader->reader, at);
}

void
sanctions_part_seek(sanctions_part_reader *reader, uint32 importer)
{
	uint32		low = 0;
	uint32		high = reader->reader->shape.importer_count;

	while (low < high)
	{
		uint32		middle = (low + high) / 2;

		if (trade_matrix_importer(reader->reader, middle) < importer)
			low = middle + 1;
		else
			high = middle;
	}
	reader->at = low;
	reader->entered = false;
}

uint32
sanctions_part_importer_count(const sanctions_part_reader *reader)
{
	return reader->reader->shape.importer_count;
}

static void
make_room_for_flows(sanctions_part_reader *reader)
{
	trade_matrix_flow_room *room = &reader->room;
	Size		labels = reader->head.label_count + 1;

	if (room->flow == NULL)
	{
		room->flow = palloc(labels * sizeof(trade_flow));
		room->seen = palloc0(trade_matrix_seen_words(labels) * sizeof(uint64));
		room->place = palloc(labels * sizeof(uint16));
	}
	if (reader->part->quantities && room->quantity == NULL)
		room->quantity = palloc(labels * sizeof(trade_flow_quantity));
}

/* The place of the next importer that is asked for. */
static bool
next_importer(sanctions_part_reader *reader, uint32 *at)
{
	trade_matrix_reader *matrix = reader->reader;

	while (reader->at < reader->end)
	{
		CHECK_FOR_INTERRUPTS();
		*at = reader->at++;
		if (reader->part->importers == NULL ||
			sanctions_label_set_has(reader->part->importers, trade_matrix_importer(matrix, *at)))
			return true;
	}
	return false;
}

static void
reject_problem(const sanctions_part_reader *reader)
{
	if (reader->reader->problem != NULL)
		sanctions_reject_stored("trade_matrix", reader->reader->problem);
}

/* Opens the slice of the next importer that is asked for, and has the exporter that is needed. */
static bool
next_slice(sanctions_part_reader *reader)
{
	uint32		at;

	do
	{
		if (!next_importer(reader, &at))
			return false;
		if (!trade_matrix_place_slice(reader->reader, at, sanctions_matrix_slice(reader->reader, at),
									  &reader->question.bounds, &reader->slice))
			reject_problem(reader);
	} while (reader->slice.lacks);
	return true;
}

static void
require_sums(bool valid)
{
	if (!valid)
		sanctions_reject_stored("trade_matrix", "a slice is no slice");
}

/* Cells of exporters that are not asked for go. */
static uint32
keep_exporters(const sanctions_part *part, trade_cell *cells, uint32 count)
{
	uint32		kept = 0;

	if (part->exporters == NULL)
		return count;
	for (uint32 i = 0; i < count; i++)
		if (sanctions_label_set_has(part->exporters, cells[i].exporter))
			cells[kept++] = cells[i];
	return kept;
}

/* Whether there is one more importer to read cells of. */
static bool
enter_next(sanctions_part_reader *reader)
{
	uint32		at;

	if (reader->part->has_needed ? !next_slice(reader) : !next_importer(reader, &at))
		return false;
	at = reader->at - 1;
	reader->entered = trade_matrix_enter(reader->reader, at, sanctions_matrix_slice(reader->reader, at));
	reject_problem(reader);
	return true;
}

uint32
sanctions_part_cells(sanctions_part_reader *reader, trade_cell *cells, uint32 max)
{
	uint32		count;

	max = Min(max, TRADE_CELLS_PER_CALL);
	do
	{
		while (reader->entered && (count = sanctions_matrix_read(reader->reader, cells, max)) > 0)
			if ((count = keep_exporters(reader->part, cells, count)) > 0)
				return count;
	} while (enter_next(reader));
	return 0;
}

bool
sanctions_part_total(sanctions_part_reader *reader, trade_flow *total)
{
	while (next_slice(reader))
	{
		require_sums(trade_matrix_slice_total(&reader->slice, &reader->question, total));
		if (total->present[0] || total->present[1])
			return true;
	}
	return false;
}

bool
sanctions_part_share(sanctions_part_reader *reader, trade_flow *total, trade_flow *part)
{
	while (next_slice(reader))
	{
		require_sums(trade_matrix_slice_one(&reader->slice, &reader->question, part));
		if (!part->present[0])
			continue;
		require_sums(trade_matrix_slice_total(&reader->slice, &reader->question, total));
		return true;
	}
	return false;
}

bool
sanctions_part_flows(sanctions_part_reader *reader, sanctions_flows *flows)
{
	make_room_for_flows(reader);
	while (next_slice(reader))
	{
		uint32		count;

		require_sums(trade_matrix_slice_flows(&reader->slice, &reader->question, &reader->room, &count));
		if (count > 0)
		{
			*flows = (sanctions_flows) {reader->slice.importer, count, reader->room.flow, reader->room.quantity};
			return true;
		}
	}
	return false;
}

bool
sanctions_part_lines(sanctions_part_reader *reader, const trade_matrix_line_question *question,
					 trade_matrix_lines *lines, uint16 *importer)
{
	while (next_slice(reader))
	{
		require_sums(trade_matrix_slice_lines(&reader->slice, &reader->question, question, lines));
		*importer = reader->slice.importer;
		if (lines->has_cell)
			return true;
	}
	return false;
}

int
sanctions_part_period_count(const sanctions_part_reader *reader)
{
	return reader->reader->shape.period_count;
}

trade_month
sanctions_part_period(const sanctions_part_reader *reader, int at)
{
	return trade_matrix_month(reader->reader, at);
}

bool
sanctions_part_periods(sanctions_part_reader *reader, trade_matrix_period *period, uint16 *importer)
{
	if (!next_slice(reader))
		return false;
	require_sums(trade_matrix_slice_periods(&reader->slice, period, sanctions_pause));
	*importer = reader->slice.importer;
	return true;
}
