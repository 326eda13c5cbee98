/* A stored matrix as a book of flows: cells come by importer and month, and are put in order by exporter. */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "screen/book.h"

#define CELLS_A_STEP 128

/* A book while it is written: the cells of one importer at a time. */
typedef struct writing
{
	trade_book *book;
	uint32		points;			/* written so far */
	uint32		pairs;			/* room for them */
	trade_cell *cell;			/* that count, of the importer at hand */
	uint32		count;
	uint32		room;
	uint32	   *place;			/* of each exporter: how many cells it has, then where its points go; all 0 between importers */
	uint64	   *sellers;		/* a set, empty between importers */
} writing;

static void *
room(Size count, Size size)
{
	return palloc_extended(count * size + 1, MCXT_ALLOC_HUGE);
}

/* Each of them may touch a page for the first time. */
#define CELLS_A_BREATH 4096

/* Looks for interrupts, but not for each of many. */
static inline void
check_step(uint32 at)
{
	if (at % CELLS_A_BREATH == 0)
		CHECK_FOR_INTERRUPTS();
}

static void
add_pair(writing *w, trade_pair pair)
{
	trade_book *book = w->book;

	if (book->pair_count == w->pairs)
	{
		w->pairs *= 2;
		book->pair = repalloc_huge(book->pair, w->pairs * sizeof(trade_pair));
	}
	book->pair[book->pair_count++] = pair;
}

/* Pairs of the importer at hand, by exporter, and where the points of each go. */
static void
make_pairs(writing *w)
{
	uint16		importer = w->cell[0].importer;

	for (uint32 i = 0; i < w->count; i++)
	{
		check_step(i);
		w->place[w->cell[i].exporter]++;
		sanctions_label_set_add(w->sellers, w->cell[i].exporter);
	}
	for (uint32 word = 0; word <= w->book->label_count / 64; word++)
		for (uint64 bits = w->sellers[word]; bits != 0; bits &= bits - 1)
		{
			uint32		exporter = 64 * word + pg_rightmost_one_pos64(bits);
			uint32		count = w->place[exporter];

			add_pair(w, (trade_pair) {exporter, importer, w->points, count});
			w->place[exporter] = w->points;
			w->points += count;
		}
}

/* The cells of the importer at hand become points; those of a pair stay in the order of months. */
static void
close_importer(writing *w)
{
	trade_book *book = w->book;

	if (w->count == 0)
		return;
	make_pairs(w);
	for (uint32 i = 0; i < w->count; i++)
	{
		const trade_cell *cell = &w->cell[i];
		uint32		at = w->place[cell->exporter]++;

		check_step(i);
		book->point[at] = (trade_point) {cell->month, trade_sum_of(cell->value)};
		if (book->quantity != NULL)
			book->quantity[at] = (trade_book_quantity) {cell->quantity, cell->quantity_value};
	}
	for (uint32 i = 0; i < w->count; i++)
		w->place[w->cell[i].exporter] = 0;
	memset(w->sellers, 0, (book->label_count / 64 + 1) * sizeof(uint64));
	book->purchases[w->cell[0].importer + 1] = book->pair_count;
	w->count = 0;
}

/* A cell of value 0, or of a label with itself, does not count. */
static void
add_cell(writing *w, const trade_cell *cell)
{
	if (cell->value == 0 || cell->importer == cell->exporter)
		return;
	if (w->count > 0 && cell->importer != w->cell[0].importer)
		close_importer(w);
	if (w->count == w->room)
	{
		w->room *= 2;
		w->cell = repalloc_huge(w->cell, w->room * sizeof(trade_cell));
	}
	w->cell[w->count++] = *cell;
}

static void
write_pairs(sanctions_part_reader *matrix, trade_book *book)
{
	const sanctions_part part = {.windows = {{TRADE_ALL_TIME, TRADE_NO_SPAN}}};
	writing		w = {.book = book, .pairs = CELLS_A_STEP, .room = CELLS_A_STEP};
	trade_cell	cell[CELLS_A_STEP];
	uint32		count;

	w.cell = palloc(w.room * sizeof(trade_cell));
	w.place = palloc0(book->label_count * sizeof(uint32));
	w.sellers = palloc0((book->label_count / 64 + 1) * sizeof(uint64));
	book->pair = palloc(w.pairs * sizeof(trade_pair));
	sanctions_part_ask(matrix, &part);
	while ((count = sanctions_part_cells(matrix, cell, CELLS_A_STEP)) > 0)
	{
		CHECK_FOR_INTERRUPTS();
		for (uint32 i = 0; i < count; i++)
			add_cell(&w, &cell[i]);
	}
	close_importer(&w);
	/* labels that bought nothing end where the one before does */
	for (uint32 label = 0; label < book->label_count; label++)
		book->purchases[label + 1] = Max(book->purchases[label], book->purchases[label + 1]);
	pfree(w.cell);
	pfree(w.place);
	pfree(w.sellers);
}

/* Lists pairs by exporter: counted, then put in place from the last one down. */
static void
list_sales(trade_book *book)
{
	uint32	   *end = palloc0((book->label_count + 1) * sizeof(uint32));

	for (uint32 i = 0; i < book->pair_count; i++)
	{
		check_step(i);
		end[book->pair[i].exporter]++;
	}
	book->sales[0] = 0;
	for (uint32 label = 0; label < book->label_count; label++)
	{
		end[label] += book->sales[label];
		book->sales[label + 1] = end[label];
	}
	for (uint32 i = book->pair_count; i > 0; i--)
	{
		check_step(i);
		book->sold[--end[book->pair[i - 1].exporter]] = i - 1;
	}
	pfree(end);
}

trade_book *
sanctions_book_read(sanctions_part_reader *matrix)
{
	trade_book *book = palloc0(sizeof(trade_book));
	const sanctions_matrix *head = sanctions_part_head(matrix);

	book->label_count = head->label_count;
	book->point = room(head->cell_count, sizeof(trade_point));
	if (head->has_quantity)
		book->quantity = room(head->cell_count, sizeof(trade_book_quantity));
	book->purchases = palloc0((head->label_count + 1) * sizeof(uint32));
	write_pairs(matrix, book);
	book->sales = palloc((head->label_count + 1) * sizeof(uint32));
	book->sold = room(book->pair_count, sizeof(uint32));
	list_sales(book);
	return book;
}
