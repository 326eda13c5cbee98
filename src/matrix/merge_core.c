/* Merging stored matrices: the walk over their cells, and their sums. */
#include "matrix/merge_core.h"

/* The order of cells in a slice. */
static inline uint64_t
slice_key(const trade_merge_side *side, const trade_cell *cell)
{
	return (uint64_t) (uint32_t) cell->month << 32 | side->label[cell->exporter];
}

static inline uint32_t
key_exporter(uint64_t key)
{
	return (uint32_t) key;
}

static inline trade_month
key_month(uint64_t key)
{
	return (trade_month) (key >> 32);
}

/* Reads the next cells of a side's slice, once those read ahead are used up; false at its end. */
static bool
read_ahead(trade_merge_side *side)
{
	uint32_t	count = trade_matrix_read(side->reader, side->ahead, TRADE_MERGE_AHEAD);

	for (uint32_t i = 0; i < count; i++)
		side->key[i] = slice_key(side, &side->ahead[i]);
	side->key[count] = TRADE_MERGE_END;
	side->at = 0;
	return count > 0;
}

static void
find_importer(trade_merge_side *side)
{
	side->importer = side->importer_at == side->reader->shape.importer_count ? TRADE_MERGE_NONE
		: side->label[trade_matrix_importer(side->reader, side->importer_at)];
}

void
trade_merge_rewind(trade_merge *merge)
{
	merge->here_count = 0;
	for (uint32_t i = 0; i < merge->side_count; i++)
	{
		merge->side[i].importer_at = 0;
		find_importer(&merge->side[i]);
	}
}

/* The importer's slice of a side is begun, and the side goes to its next one. */
static void
enter(trade_merge *merge, trade_merge_side *side)
{
	trade_matrix_enter(side->reader, side->importer_at++, NULL);
	find_importer(side);
	if (read_ahead(side))
		merge->here[merge->here_count++] = side;
}

bool
trade_merge_next(trade_merge *merge)
{
	merge->here_count = 0;
	merge->importer = TRADE_MERGE_NONE;
	for (uint32_t i = 0; i < merge->side_count; i++)
		if (merge->side[i].importer < merge->importer)
			merge->importer = merge->side[i].importer;
	if (merge->importer == TRADE_MERGE_NONE)
		return false;
	for (uint32_t i = 0; i < merge->side_count; i++)
		if (merge->side[i].importer == merge->importer)
			enter(merge, &merge->side[i]);
	return true;
}

/* The next cell of all, which side has it, and which cell comes behind it. */
typedef struct next_cells
{
	uint64_t	key;
	uint64_t	behind;			/* the same where several sides have it */
	uint32_t	at;				/* of the sides here */
} next_cells;

static next_cells
find_next(const trade_merge *merge)
{
	next_cells	next = {TRADE_MERGE_END, TRADE_MERGE_END, 0};

	for (uint32_t i = 0; i < merge->here_count; i++)
	{
		const trade_merge_side *side = merge->here[i];
		uint64_t	key = side->key[side->at];

		if (key < next.key)
			next = (next_cells) {key, next.key, i};
		else if (key < next.behind)
			next.behind = key;
	}
	return next;
}

/* A side goes on by so many cells; at the end of its slice it is here no more. */
static void
advance(trade_merge *merge, uint32_t at, uint32_t cells)
{
	trade_merge_side *side = merge->here[at];

	side->at += cells;
	if (side->key[side->at] == TRADE_MERGE_END && !read_ahead(side))
		merge->here[at] = merge->here[--merge->here_count];
}

static inline trade_units
cell_number(const trade_cell *cell, uint32_t number)
{
	return number == 0 ? cell->value : number == 1 ? cell->quantity : cell->quantity_value;
}

/* A number of all cells of a key, exactly, or one of its halves; false where it is beyond the limit. */
static bool
sum_number(trade_merge *merge, uint64_t key, uint32_t number, trade_units *units)
{
	trade_sum	sum = {{0, 0, 0}};

	for (uint32_t i = 0; i < merge->here_count; i++)
	{
		const trade_merge_side *side = merge->here[i];
		trade_sum	more;

		if (side->key[side->at] != key)
			continue;
		more = trade_half_sum(cell_number(&side->ahead[side->at], number), side->high);
		if (side->negated)
			trade_sum_negate(&more);
		trade_sum_add(&sum, &more);
	}
	if (merge->half != TRADE_MERGE_WHOLE)
		*units = trade_half_of(&sum, merge->half == TRADE_MERGE_HIGH);
	else if (!trade_sum_to_units(&sum, units))
	{
		merge->is_beyond = true;
		merge->beyond = sum;
		return false;
	}
	return true;
}

/* A sum of numbers in 128 bits; false where it, or a sum on the way, leaves them. */
static bool
sum_plainly(const trade_merge *merge, uint64_t key, uint32_t number, trade_units *units)
{
	trade_units sum = 0;

	for (uint32_t i = 0; i < merge->here_count; i++)
	{
		const trade_merge_side *side = merge->here[i];
		trade_units more;

		if (side->key[side->at] != key)
			continue;
		more = cell_number(&side->ahead[side->at], number);
		if (__builtin_add_overflow(sum, side->negated ? -more : more, &sum))
			return false;
	}
	*units = sum;
	return sum <= TRADE_UNITS_LIMIT && sum >= -TRADE_UNITS_LIMIT;
}

/* Adds up all cells of a key, and goes on to those behind them; false where a sum is beyond the limit. */
static bool
sum_cells(trade_merge *merge, uint64_t key, trade_cell *cell)
{
	trade_units units[TRADE_MATRIX_NUMBERS] = {0};
	uint32_t	numbers = merge->has_quantity ? TRADE_MATRIX_NUMBERS : 1;

	for (uint32_t number = 0; number < numbers; number++)
		if ((merge->halved || !sum_plainly(merge, key, number, &units[number])) &&
			!sum_number(merge, key, number, &units[number]))
			return false;
	cell->month = key_month(key);
	cell->value = units[0];
	cell->quantity = units[1];
	cell->quantity_value = units[2];
	for (uint32_t i = merge->here_count; i-- > 0;)
		if (merge->here[i]->key[merge->here[i]->at] == key)
			advance(merge, i, 1);
	return true;
}

/* Cells that one side alone has, before any other's, and their keys; at most TRADE_MERGE_AHEAD. */
static uint32_t
copy_cells(trade_merge *merge, const next_cells *next, trade_cell *cells, uint64_t *keys, uint32_t max)
{
	const trade_merge_side *side = merge->here[next->at];
	const trade_cell *cell = side->ahead + side->at;
	const uint64_t *key = side->key + side->at;
	uint32_t	count;

	for (count = 0; count < max && key[count] < next->behind; count++)
	{
		keys[count] = key[count];
		cells[count] = cell[count];
		if (side->negated)
		{
			cells[count].value = -cell[count].value;
			cells[count].quantity = -cell[count].quantity;
			cells[count].quantity_value = -cell[count].quantity_value;
		}
	}
	advance(merge, next->at, count);
	return count;
}

/*
 * The importer's next cells but for their labels, and their keys: at most max, and not
 * more than TRADE_MERGE_AHEAD.  None of a key whose sums are all zero, or where one is
 * beyond the limit.
 */
static uint32_t
take_cells(trade_merge *merge, trade_cell *cells, uint64_t *keys, uint32_t max)
{
	next_cells	next = find_next(merge);

	if (next.key < next.behind && !merge->halved)
		return copy_cells(merge, &next, cells, keys, max);
	keys[0] = next.key;
	return sum_cells(merge, next.key, cells) &&
		(cells->value != 0 || cells->quantity != 0 || cells->quantity_value != 0);
}

static bool
at_end(const trade_merge *merge)
{
	return merge->here_count == 0 || merge->is_beyond;
}

bool
trade_merge_read(trade_merge *merge, trade_cell *cells, uint32_t max, uint32_t *count)
{
	uint32_t	importer = merge->label_place[merge->importer];
	uint64_t	keys[TRADE_MERGE_AHEAD];
	uint32_t	done = 0;

	for (uint32_t steps = 0; steps < TRADE_CELLS_PER_CALL && done < max && !at_end(merge); steps++)
	{
		uint32_t	more = take_cells(merge, cells + done, keys, max - done);

		for (uint32_t i = 0; i < more; i++, done++)
		{
			cells[done].importer = importer;
			cells[done].exporter = merge->label_place[key_exporter(keys[i])];
		}
	}
	*count = done;
	return !at_end(merge);
}

/* All labels and periods that matrices have, since nothing in them cancels. */
static void
expect_all(trade_merge *merge)
{
	memset(merge->label_used, 0xFF, (merge->label_count + 63) / 64 * sizeof(uint64_t));
	for (uint32_t i = 0; i < merge->side_count; i++)
	{
		const trade_matrix_reader *reader = merge->side[i].reader;

		for (uint32_t period = 0; period < reader->shape.period_count; period++)
		{
			trade_matrix_survey_month(merge->survey, trade_matrix_month(reader, period));
			merge->survey->shape.cell_count = 1;
		}
	}
}

void
trade_merge_expect(trade_merge *merge)
{
	uint32_t	flags = 0;

	merge->halved = merge->half != TRADE_MERGE_WHOLE;
	merge->cancels = false;
	merge->is_beyond = false;
	for (uint32_t i = 0; i < merge->side_count; i++)
	{
		const trade_merge_side *side = &merge->side[i];

		flags |= side->reader->shape.flags;
		merge->cancels |= side->negated;
		merge->halved |= side->high;
	}
	merge->has_quantity = flags & TRADE_MATRIX_QUANTITY;
	merge->cancels |= merge->halved || (flags & TRADE_MATRIX_SIGNED * 7) != 0;
	/* quantities, and values that go with them, may cancel where values do not */
	merge->unproven = flags & TRADE_MATRIX_QUANTITY;
	memset(merge->label_used, 0, (merge->label_count + 63) / 64 * sizeof(uint64_t));
	if (!merge->cancels)
		expect_all(merge);
	trade_merge_rewind(merge);
}

static void
mark(uint64_t *used, uint32_t id)
{
	used[id / 64] |= UINT64_C(1) << (id % 64);
}

static void
note_cell(trade_merge *merge, const trade_cell *cell, uint32_t exporter)
{
	trade_matrix_shape *shape = &merge->survey->shape;

	if (cell->quantity != 0 || cell->quantity_value != 0)
		merge->unproven &= ~TRADE_MATRIX_QUANTITY;
	if (!merge->cancels)
		return;
	mark(merge->label_used, merge->importer);
	mark(merge->label_used, exporter);
	trade_matrix_survey_month(merge->survey, cell->month);
	shape->cell_count = 1;
	for (uint32_t kind = 0; kind < TRADE_MATRIX_NUMBERS; kind++)
		if (trade_cell_number(cell, kind) < 0)
			shape->flags |= TRADE_MATRIX_SIGNED << kind;
}

bool
trade_merge_look(trade_merge *merge)
{
	trade_cell	cells[TRADE_MERGE_AHEAD];
	uint64_t	keys[TRADE_MERGE_AHEAD];

	for (uint32_t looked = 0; looked < TRADE_CELLS_PER_CALL; looked += TRADE_MERGE_AHEAD)
	{
		uint32_t	count;

		if ((!merge->cancels && merge->unproven == 0) || merge->is_beyond)
			return false;
		if (at_end(merge) && !trade_merge_next(merge))
			return false;
		count = take_cells(merge, cells, keys, TRADE_MERGE_AHEAD);
		for (uint32_t i = 0; i < count; i++)
			note_cell(merge, &cells[i], key_exporter(keys[i]));
	}
	return true;
}

uint32_t
trade_merge_settle(trade_merge *merge)
{
	trade_matrix_shape *shape = &merge->survey->shape;
	uint32_t	place = 0;

	if (merge->has_quantity && merge->unproven == 0)
		shape->flags |= TRADE_MATRIX_QUANTITY;
	else
		shape->flags &= TRADE_MATRIX_SIGNED;
	for (uint32_t id = 0; id < merge->label_count; id++)
		if (merge->label_used[id / 64] >> (id % 64) & 1)
			merge->label_place[id] = place++;
		else
			merge->label_place[id] = TRADE_MERGE_NONE;
	return place;
}
