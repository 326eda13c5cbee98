/* A stored matrix as a book of flows: cells come by importer and month, and are put in order by exporter. */
#include "postgres.h"

#include "miscadmin.h"

#include "screen/book.h"

#define CELLS_A_STEP 128

typedef struct cells
{
	sanctions_part_reader *matrix;
	sanctions_part part;
	trade_cell	cell[CELLS_A_STEP];
} cells;

static void
begin_cells(cells *c, sanctions_part_reader *matrix)
{
	c->matrix = matrix;
	c->part = (sanctions_part) {.windows = {{TRADE_ALL_TIME, TRADE_NO_SPAN}}};
	sanctions_part_ask(matrix, &c->part);
}

/* The next cells that count; false at the end. */
static bool
next_cells(cells *c, uint32 *count)
{
	uint32		read = sanctions_part_cells(c->matrix, c->cell, CELLS_A_STEP);

	CHECK_FOR_INTERRUPTS();
	*count = 0;
	for (uint32 i = 0; i < read; i++)
		if (c->cell[i].value != 0 && c->cell[i].importer != c->cell[i].exporter)
			c->cell[(*count)++] = c->cell[i];
	return read > 0;
}

/* Where each exporter's cells begin, and at last their number. */
static uint32 *
find_places(sanctions_part_reader *matrix, uint32 label_count)
{
	uint32	   *place = palloc0((label_count + 1) * sizeof(uint32));
	cells		c;
	uint32		count;

	begin_cells(&c, matrix);
	while (next_cells(&c, &count))
		for (uint32 i = 0; i < count; i++)
			place[c.cell[i].exporter + 1]++;
	for (uint32 label = 0; label < label_count; label++)
		place[label + 1] += place[label];
	return place;
}

static void *
room(Size count, Size size)
{
	return palloc_extended(count * size + 1, MCXT_ALLOC_HUGE);
}

/* Cells of an exporter stay in the order of their importers, and those of a pair in that of months. */
static void
place_cells(sanctions_part_reader *matrix, trade_book *book, uint16 *importer, uint32 *place)
{
	cells		c;
	uint32		count;

	begin_cells(&c, matrix);
	while (next_cells(&c, &count))
		for (uint32 i = 0; i < count; i++)
		{
			const trade_cell *cell = &c.cell[i];
			uint32		at = place[cell->exporter]++;

			importer[at] = cell->importer;
			book->point[at] = (trade_point) {cell->month, trade_sum_of(cell->value)};
			if (book->quantity != NULL)
				book->quantity[at] = (trade_book_quantity) {cell->quantity, cell->quantity_value};
		}
}

/* Pairs of one exporter's cells, or only their number. */
static uint32
list_pairs(const uint16 *importer, uint32 from, uint32 to, trade_pair *pair, uint16 exporter)
{
	uint32		count = 0;

	for (uint32 at = from; at < to;)
	{
		uint32		first = at;

		while (at < to && importer[at] == importer[first])
			at++;
		if (pair != NULL)
			pair[count] = (trade_pair) {exporter, importer[first], first, at - first};
		count++;
	}
	return count;
}

static void
make_pairs(trade_book *book, const uint16 *importer, const uint32 *end)
{
	uint32		from = 0;

	book->sales[0] = 0;
	for (uint32 label = 0; label < book->label_count; from = end[label++])
		book->sales[label + 1] = book->sales[label] + list_pairs(importer, from, end[label], NULL, label);
	book->pair_count = book->sales[book->label_count];
	book->pair = room(book->pair_count, sizeof(trade_pair));
	from = 0;
	for (uint32 label = 0; label < book->label_count; from = end[label++])
	{
		CHECK_FOR_INTERRUPTS();
		(void) list_pairs(importer, from, end[label], book->pair + book->sales[label], label);
	}
}

/* Looks for interrupts, but not for each of many. */
static inline void
check_step(uint32 at)
{
	if (at % TRADE_CELLS_PER_CALL == 0)
		CHECK_FOR_INTERRUPTS();
}

/* Lists pairs by importer: counted, then put in place from the last one down. */
static void
list_purchases(trade_book *book)
{
	uint32	   *end = palloc0((book->label_count + 1) * sizeof(uint32));

	for (uint32 i = 0; i < book->pair_count; i++)
	{
		check_step(i);
		end[book->pair[i].importer]++;
	}
	book->purchases[0] = 0;
	for (uint32 label = 0; label < book->label_count; label++)
	{
		end[label] += book->purchases[label];
		book->purchases[label + 1] = end[label];
	}
	for (uint32 i = book->pair_count; i > 0; i--)
	{
		check_step(i);
		book->bought[--end[book->pair[i - 1].importer]] = i - 1;
	}
	pfree(end);
}

trade_book *
sanctions_book_read(sanctions_part_reader *matrix)
{
	trade_book *book = palloc0(sizeof(trade_book));
	const sanctions_matrix *head = sanctions_part_head(matrix);
	uint32	   *place = find_places(matrix, head->label_count);
	uint32		count = place[head->label_count];
	uint16	   *importer = room(count, sizeof(uint16));

	book->label_count = head->label_count;
	book->point = room(count, sizeof(trade_point));
	if (head->has_quantity)
		book->quantity = room(count, sizeof(trade_book_quantity));
	place_cells(matrix, book, importer, place);
	book->sales = palloc((head->label_count + 1) * sizeof(uint32));
	book->purchases = palloc((head->label_count + 1) * sizeof(uint32));
	make_pairs(book, importer, place);
	book->bought = room(book->pair_count, sizeof(uint32));
	list_purchases(book);
	pfree(importer);
	pfree(place);
	return book;
}
