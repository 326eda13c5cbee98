/* Merging stored matrices: the walk over their cells, and their sums. */
#include "matrix/merge_core.h"

/* The bits of a record that tell a cell, not whose it is. */
#define KEY_SHIFT (TRADE_MERGE_AT_BITS + TRADE_MERGE_SIDE_BITS)

static inline trade_merge_record
record_of(const trade_cell *cell, uint32_t exporter, uint32_t side, uint32_t at)
{
	return ((uint64_t) cell->month << TRADE_MERGE_LABEL_BITS | exporter) << KEY_SHIFT
		| (uint64_t) side << TRADE_MERGE_AT_BITS | at;
}

static inline bool
same_cell(trade_merge_record one, trade_merge_record other)
{
	return (one ^ other) >> KEY_SHIFT == 0;
}

static inline uint32_t
record_exporter(trade_merge_record record)
{
	return (uint32_t) (record >> KEY_SHIFT & ((1u << TRADE_MERGE_LABEL_BITS) - 1));
}

static inline const trade_merge_side *
record_side(const trade_merge *merge, trade_merge_record record)
{
	return &merge->side[record >> TRADE_MERGE_AT_BITS & ((1u << TRADE_MERGE_SIDE_BITS) - 1)];
}

static inline const trade_cell *
record_cell(const trade_merge *merge, trade_merge_record record)
{
	return &record_side(merge, record)->ahead[record & (TRADE_MERGE_AHEAD - 1)];
}

void
trade_merge_stops(trade_merge *merge, uint32_t side)
{
	const trade_matrix_reader *reader = merge->side[side].reader;

	for (uint32_t at = 0; at < reader->shape.importer_count; at++)
		merge->stop[merge->stop_count++] = (uint64_t) merge->side[side].label[trade_matrix_importer(reader, at)] << 32 | side;
}

static uint32_t
stop_importer(const trade_merge *merge, uint32_t at)
{
	return at == merge->stop_count ? TRADE_MERGE_NONE : (uint32_t) (merge->stop[at] >> 32);
}

void
trade_merge_rewind(trade_merge *merge)
{
	merge->here_count = merge->record_at = merge->record_count = 0;
	merge->stop_at = merge->stop_end = 0;
	for (uint32_t i = 0; i < merge->side_count; i++)
		merge->side[i].importer_at = 0;
}

bool
trade_merge_next(trade_merge *merge)
{
	/* those that had the importer before go to their next one */
	for (; merge->stop_at < merge->stop_end; merge->stop_at++)
		trade_merge_stop(merge, merge->stop_at)->importer_at++;
	merge->importer = stop_importer(merge, merge->stop_at);
	merge->importer_cells = merge->most_cells = 0;
	if (merge->importer == TRADE_MERGE_NONE)
		return false;
	for (; stop_importer(merge, merge->stop_end) == merge->importer; merge->stop_end++)
	{
		trade_merge_side *side = trade_merge_stop(merge, merge->stop_end);
		uint32_t	cells = trade_matrix_importer_cells(side->reader, side->importer_at);

		merge->importer_cells += cells;
		if (cells > merge->most_cells)
		{
			merge->most_cells = cells;
			merge->most = side;
		}
	}
	return true;
}

/* A side's matrix is damaged: so the merge is at its end. */
static void
reject(trade_merge *merge, trade_merge_side *side)
{
	merge->problem = side->reader->problem != NULL ? side->reader->problem : "it ends too early";
	side->left = 0;
}

void
trade_merge_enter(trade_merge *merge, const trade_merge_side *but)
{
	merge->here_count = merge->record_at = merge->record_count = 0;
	for (uint32_t at = merge->stop_at; at < merge->stop_end; at++)
	{
		trade_merge_side *side = trade_merge_stop(merge, at);

		if (side == but)
			continue;
		side->left = trade_matrix_importer_cells(side->reader, side->importer_at);
		if (!trade_matrix_enter(side->reader, side->importer_at, NULL))
			reject(merge, side);
		side->at = side->count = 0;
		merge->here[merge->here_count++] = (uint32_t) merge->stop[at];
	}
}

static void
make_records(const trade_merge_side *side, uint32_t at)
{
	/* copies, which stay in registers whatever is written */
	const trade_cell *ahead = side->ahead;
	const uint32_t *label = side->label;
	trade_merge_record *record = side->record;
	uint32_t	count = side->count;

	for (uint32_t i = 0; i < count; i++)
		record[i] = record_of(&ahead[i], label[ahead[i].exporter], at, i);
}

/* Reads the next cells of a side's slice, once those read ahead are used up. */
static void
read_ahead(trade_merge *merge, uint32_t at)
{
	trade_merge_side *side = &merge->side[at];
	uint32_t	max = trade_merge_ahead(side->reader);

	if (side->at < side->count)
		return;
	max = side->left < max ? side->left : max;
	side->count = trade_matrix_read(side->reader, side->ahead, max);
	if (side->count < max)
		reject(merge, side);
	side->left -= side->count;
	side->at = 0;
	make_records(side, at);
}

/* All sides that are here have cells read ahead; gives the last record behind which none has more. */
static trade_merge_record
read_all_ahead(trade_merge *merge)
{
	trade_merge_record last = UINT64_MAX;

	for (uint32_t i = 0; i < merge->here_count; i++)
	{
		const trade_merge_side *side = &merge->side[merge->here[i]];

		read_ahead(merge, merge->here[i]);
		if (side->left > 0 && side->record[side->count - 1] < last)
			last = side->record[side->count - 1];
	}
	return last;
}

/* Two runs of records become one. */
static void
merge_runs(const trade_merge_record *left, const trade_merge_record *left_end, const trade_merge_record *right,
		   const trade_merge_record *right_end, trade_merge_record *out)
{
	while (left < left_end && right < right_end)
	{
		trade_merge_record one = *left;
		trade_merge_record other = *right;
		bool		second = other < one;

		/* no branch, which would be guessed wrongly every other time */
		*out++ = one ^ ((one ^ other) & -(uint64_t) second);
		right += second;
		left += !second;
	}
	memcpy(out, left, (left_end - left) * sizeof(*out));
	memcpy(out + (left_end - left), right, (right_end - right) * sizeof(*out));
}

/* Runs of records, two by two, until they are one. */
static void
merge_all_runs(trade_merge *merge, uint32_t runs)
{
	while (runs > 1)
	{
		trade_merge_record *from = merge->record[0];
		trade_merge_record *to = merge->record[1];
		uint32_t	begin = 0;
		uint32_t	done = 0;

		for (uint32_t run = 0; run < runs; run += 2)
		{
			uint32_t	middle = merge->run_end[run];
			uint32_t	end = run + 1 < runs ? merge->run_end[run + 1] : middle;

			merge_runs(from + begin, from + middle, from + middle, from + end, to + begin);
			merge->run_end[done++] = begin = end;
		}
		merge->record[0] = to;
		merge->record[1] = from;
		runs = done;
	}
}

/*
 * The next cells of all sides, in order: all that were read ahead and do not come behind
 * some that were not.
 */
static bool
find_records(trade_merge *merge)
{
	/* a cell of one key with the last may be another side's */
	trade_merge_record last = read_all_ahead(merge) | ((UINT64_C(1) << KEY_SHIFT) - 1);
	uint32_t	runs = merge->here_count;
	uint32_t	count = 0;

	merge->here_count = 0;
	for (uint32_t i = 0; i < runs; i++)
	{
		uint32_t	at = merge->here[i];
		trade_merge_side *side = &merge->side[at];
		uint32_t	end = side->count;

		/* most of the time all of them */
		while (end > side->at && side->record[end - 1] > last)
			end--;
		memcpy(merge->record[0] + count, side->record + side->at, (end - side->at) * sizeof(last));
		count += end - side->at;
		side->at = end;
		merge->run_end[i] = count;
		/* with no more cells it is here no more */
		if (end < side->count || side->left > 0)
			merge->here[merge->here_count++] = at;
	}
	merge_all_runs(merge, runs);
	merge->record[0][count] = UINT64_MAX;
	merge->record_at = 0;
	merge->record_count = count;
	return count > 0;
}

static inline trade_units
cell_number(const trade_cell *cell, uint32_t number)
{
	return number == 0 ? cell->value : number == 1 ? cell->quantity : cell->quantity_value;
}

/* A number of the cells of one key, exactly, or one of its halves; false where it is beyond the limit. */
static bool
sum_number(trade_merge *merge, const trade_merge_record *record, uint32_t number, trade_units *units)
{
	trade_merge_record key = *record;
	trade_sum	sum = {{0, 0, 0}};

	for (; same_cell(*record, key); record++)
	{
		const trade_merge_side *side = record_side(merge, *record);
		trade_sum	more = trade_half_sum(cell_number(record_cell(merge, *record), number), side->high);

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

/* The sums of the cells of one key; false where one is beyond the limit. */
static bool
sum_cells(trade_merge *merge, const trade_merge_record *record, trade_cell *cell)
{
	trade_units units[TRADE_MATRIX_NUMBERS] = {0};

	for (uint32_t number = 0; number < merge->numbers; number++)
		if (!sum_number(merge, record, number, &units[number]))
			return false;
	cell->month = record_cell(merge, *record)->month;
	cell->value = units[0];
	cell->quantity = units[1];
	cell->quantity_value = units[2];
	return true;
}

/* The sum of a record and those behind it that are of its key; false where it is zero, or beyond the limit. */
static bool
take_sum(trade_merge *merge, const trade_merge_record *record, trade_cell *cell)
{
	while (same_cell(*record, merge->record[0][merge->record_at]))
		merge->record_at++;
	return sum_cells(merge, record, cell) &&
		(cell->value != 0 || cell->quantity != 0 || cell->quantity_value != 0);
}

/*
 * The importer's next cell but for its labels, and its exporter; false where there is
 * none yet, since the sums of a key are all zero, or one is beyond the limit.  Most cells
 * are one side's alone: to call a function for them took a twentieth of a merge.
 */
static ALWAYS_INLINE bool
take_cell(trade_merge *merge, trade_cell *cell, uint32_t *exporter)
{
	const trade_merge_record *record = merge->record[0] + merge->record_at++;

	*exporter = record_exporter(*record);
	if (same_cell(record[0], record[1]) || merge->halved || record_side(merge, *record)->negated)
		return take_sum(merge, record, cell);
	*cell = *record_cell(merge, *record);
	return true;
}

static ALWAYS_INLINE bool
at_end(trade_merge *merge)
{
	if (merge->problem != NULL || merge->is_beyond)
		return true;
	return merge->record_at == merge->record_count && (merge->here_count == 0 || !find_records(merge));
}

bool
trade_merge_read(trade_merge *merge, trade_cell *cells, uint32_t max, uint32_t *count)
{
	uint32_t	importer = merge->label_place[merge->importer];
	uint32_t	done = 0;
	bool		end = false;

	for (uint32_t steps = 0; steps < TRADE_CELLS_PER_CALL && done < max; steps++)
	{
		uint32_t	exporter;

		if ((end = at_end(merge)))
			break;
		if (!take_cell(merge, &cells[done], &exporter))
			continue;
		cells[done].importer = importer;
		cells[done++].exporter = merge->label_place[exporter];
	}
	*count = done;
	return !end;
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
			trade_matrix_survey_month(merge->survey, trade_matrix_month(reader, period));
		merge->survey->shape.cell_count = 1;
	}
}

void
trade_merge_expect(trade_merge *merge)
{
	uint32_t	flags = 0;

	merge->halved = merge->half != TRADE_MERGE_WHOLE;
	merge->cancels = false;
	merge->is_beyond = false;
	merge->problem = NULL;
	for (uint32_t i = 0; i < merge->side_count; i++)
	{
		const trade_merge_side *side = &merge->side[i];

		flags |= side->reader->shape.flags;
		merge->cancels |= side->negated;
		merge->halved |= side->high;
	}
	merge->cancels |= merge->halved || (flags & TRADE_MATRIX_SIGNED * 7) != 0;
	/* quantities, and values that go with them, may cancel where values do not */
	merge->unproven = flags & TRADE_MATRIX_QUANTITY;
	memset(merge->label_used, 0, (merge->label_count + 63) / 64 * sizeof(uint64_t));
	if (!merge->cancels)
		expect_all(merge);
	trade_merge_rewind(merge);
}

static void
note_cell(trade_merge *merge, const trade_cell *cell, uint32_t exporter)
{
	trade_matrix_shape *shape = &merge->survey->shape;

	if (cell->quantity != 0 || cell->quantity_value != 0)
		merge->unproven &= ~TRADE_MATRIX_QUANTITY;
	if (!merge->cancels)
		return;
	trade_set_add(merge->label_used, merge->importer);
	trade_set_add(merge->label_used, exporter);
	trade_matrix_survey_month(merge->survey, cell->month);
	shape->cell_count = 1;
	for (uint32_t kind = 0; kind < TRADE_MATRIX_NUMBERS; kind++)
		if (trade_cell_number(cell, kind) < 0)
			shape->flags |= TRADE_MATRIX_SIGNED << kind;
}

bool
trade_merge_look(trade_merge *merge)
{
	for (uint32_t steps = 0; steps < TRADE_CELLS_PER_CALL; steps++)
	{
		trade_cell	cell;
		uint32_t	exporter;

		if ((!merge->cancels && merge->unproven == 0) || merge->is_beyond || merge->problem != NULL)
			return false;
		if (!at_end(merge))
		{
			if (take_cell(merge, &cell, &exporter))
				note_cell(merge, &cell, exporter);
			continue;
		}
		if (!trade_merge_next(merge))
			return false;
		trade_merge_enter(merge, NULL);
	}
	return true;
}

void
trade_merge_settle(trade_merge *merge)
{
	trade_matrix_shape *shape = &merge->survey->shape;

	if (merge->numbers > 1 && merge->unproven == 0)
		shape->flags |= TRADE_MATRIX_QUANTITY;
	else
		shape->flags &= TRADE_MATRIX_SIGNED;
	shape->label_count = shape->label_bytes = 0;
	for (uint32_t id = 0; id < merge->label_count; id++)
	{
		merge->label_place[id] = TRADE_MERGE_NONE;
		if (!trade_set_has(merge->label_used, id))
			continue;
		merge->label_place[id] = shape->label_count++;
		if (shape->kind == TRADE_LABEL_TEXT)
			shape->label_bytes += merge->label[id].length;
	}
	shape->label_bits = trade_matrix_label_bits(shape->label_count);
}
