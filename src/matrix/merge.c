/* The working form of a matrix: merging, and flattening for another process to merge. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix/state.h"
#include "state/face.h"

#define TYPE "trade_matrix"

/*
 * A flattened working form is the stored form.  Where a running sum is beyond what
 * that holds, it is two of them behind a head: the sums are low + high * 2^100.
 *
 *   byte 0     version, SANCTIONS_STATE_WORKING, 0, 0
 *        4     uint32 bytes of the low one
 */
#define HALVES_VERSION 3
#define HALVES_HEAD 8
#define LOW_BITS 100

static trade_sum
half_of(const trade_sum *sum, bool high)
{
	const unsigned above = LOW_BITS - 64;

	if (high)
		return trade_sum_of((trade_units) ((unsigned __int128) (int64) sum->word[2] << (64 - above) | sum->word[1] >> above));
	return (trade_sum) {{sum->word[0], sum->word[1] & ((UINT64CONST(1) << above) - 1), 0}};
}

static trade_sum
number_of(trade_units units, bool high)
{
	const unsigned above = LOW_BITS - 64;

	if (high)
		return (trade_sum) {{0, (uint64) units << above, (uint64) (units >> (64 - above))}};
	return trade_sum_of(units);
}

/* The labels' ids in the working form. */
static uint32 *
map_labels(sanctions_work *work, int count, const char **label, const int *length)
{
	uint32	   *map = palloc(sizeof(uint32) * Max(count, 1));

	for (int i = 0; i < count; i++)
		map[i] = sanctions_work_label(work, label[i], length[i]);
	return map;
}

static uint32 *
map_reader(sanctions_work *work, trade_matrix_reader *reader)
{
	const char **label;
	int		   *length;

	sanctions_matrix_labels(reader, &label, &length);
	return map_labels(work, reader->shape.label_count, label, length);
}

bool
sanctions_work_unpack(sanctions_work *work, struct varlena *matrix, uint8 layout, uint64 *entry)
{
	trade_matrix_reader *reader = sanctions_matrix_open(matrix);
	uint32	   *map = map_reader(work, reader);
	uint32		words = trade_layout_words(layout);
	uint32		left = reader->shape.cell_count;
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];
	uint32		count;

	for (; (count = sanctions_matrix_read(reader, cells, Min(left, lengthof(cells)))) > 0; left -= count)
		for (const trade_cell *cell = cells; cell < cells + count; cell++, entry += words)
		{
			trade_sum	numbers[3] = {trade_sum_of(cell->value), trade_sum_of(cell->quantity),
			trade_sum_of(cell->quantity_value)};

			if (!trade_entry_put(layout, entry, trade_row_key(map[cell->importer], map[cell->exporter], cell->month),
								 numbers))
				return false;
		}
	if (left > 0)
		sanctions_reject_stored(TYPE, "it ends too early");
	return true;
}

static void
merge_cell(sanctions_work *work, const trade_cell *cell, const uint32 *map, bool subtract, bool high)
{
	trade_sum	value = number_of(cell->value, high);
	trade_sum	quantity = number_of(cell->quantity, high);
	trade_sum	quantity_value = number_of(cell->quantity_value, high);
	bool		has_quantity = cell->quantity != 0 || cell->quantity_value != 0;

	if (subtract)
	{
		trade_sum_negate(&value);
		trade_sum_negate(&quantity);
		trade_sum_negate(&quantity_value);
	}
	sanctions_work_add(work, map[cell->importer], map[cell->exporter], cell->month, &value,
					   has_quantity ? &quantity : NULL, &quantity_value);
}

static void
merge_stored(sanctions_work *work, struct varlena *matrix, bool subtract, bool high)
{
	trade_matrix_reader *reader = sanctions_matrix_open(matrix);
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];
	uint32	   *map;
	uint32		count;

	if (reader->shape.cell_count == 0)
		return;
	sanctions_work_require(work, reader->shape.kind, reader->shape.frequency);
	if (!subtract && !high && sanctions_work_put_packed(work, matrix, &reader->shape))
		return;
	map = map_reader(work, reader);
	while ((count = sanctions_matrix_read(reader, cells, lengthof(cells))) > 0)
		for (uint32 i = 0; i < count; i++)
			merge_cell(work, &cells[i], map, subtract, high);
}

/* A stored form of its own out of the bytes of another value. */
static struct varlena *
copy_bytes(const uint8 *bytes, Size size)
{
	struct varlena *copy = palloc(size + VARHDRSZ);

	SET_VARSIZE(copy, size + VARHDRSZ);
	memcpy(VARDATA(copy), bytes, size);
	return copy;
}

static void
merge_halves(sanctions_work *work, struct varlena *halves, bool subtract)
{
	const uint8 *bytes = (const uint8 *) VARDATA_ANY(halves);
	Size		size = VARSIZE_ANY_EXHDR(halves);
	uint32		low;

	if (bytes[0] != HALVES_VERSION || size < HALVES_HEAD)
		sanctions_reject_stored(TYPE, "unknown version");
	low = trade_get_unsigned(bytes + 4, 4);
	if (low > size - HALVES_HEAD)
		sanctions_reject_stored(TYPE, "it ends too early");
	merge_stored(work, copy_bytes(bytes + HALVES_HEAD, low), subtract, false);
	merge_stored(work, copy_bytes(bytes + HALVES_HEAD + low, size - HALVES_HEAD - low), subtract, true);
}

void
sanctions_work_merge(sanctions_work *work, struct varlena *other, bool subtract)
{
	if (unlikely(sanctions_state_is_working(other)))
		merge_halves(work, other, subtract);
	else
		merge_stored(work, other, subtract, false);
}

static bool
is_beyond(const sanctions_matrix_parts *parts)
{
	uint32		words = trade_layout_words(parts->layout);
	const uint64 *entry = parts->entry;
	trade_units units;

	if (!(parts->layout & TRADE_WORK_WIDE))
		return false;
	for (uint32 i = 0; i < parts->entry_count; i++, entry += words)
	{
		if (i % TRADE_CELLS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		for (uint32 at = TRADE_ENTRY_VALUE; at < words; at += 3)
		{
			trade_sum	sum = trade_entry_sum(entry, at);

			if (!trade_sum_to_units(&sum, &units))
				return true;
		}
	}
	return false;
}

static struct varlena *
encode_half(const sanctions_matrix_parts *parts, bool high)
{
	sanctions_work *work = sanctions_work_create(CurrentMemoryContext, parts->kind, parts->frequency, true);
	uint32	   *map = map_labels(work, parts->label_count, parts->label, parts->label_length);
	uint32		words = trade_layout_words(parts->layout);
	const uint64 *entry = parts->entry;

	for (uint32 i = 0; i < parts->entry_count; i++, entry += words)
	{
		trade_sum	number[3] = {{{0, 0, 0}}};

		trade_entry_get(parts->layout, entry, number);
		for (int at = 0; at < 3; at++)
			number[at] = half_of(&number[at], high);
		sanctions_work_add(work, map[trade_row_importer(entry[0])], map[trade_row_exporter(entry[0])],
						   trade_row_month(entry[0]), &number[0],
						   parts->layout & TRADE_MATRIX_QUANTITY ? &number[1] : NULL, &number[2]);
	}
	return sanctions_work_finish(work);
}

static struct varlena *
encode_halves(const sanctions_matrix_parts *parts)
{
	struct varlena *low = encode_half(parts, false);
	struct varlena *high = encode_half(parts, true);
	Size		low_size = VARSIZE_ANY_EXHDR(low);
	Size		size = HALVES_HEAD + low_size + VARSIZE_ANY_EXHDR(high);
	struct varlena *result = palloc0(size + VARHDRSZ);
	uint8	   *bytes = (uint8 *) VARDATA(result);

	SET_VARSIZE(result, size + VARHDRSZ);
	bytes[0] = HALVES_VERSION;
	bytes[1] = SANCTIONS_STATE_WORKING;
	trade_put_unsigned(bytes + 4, low_size, 4);
	memcpy(bytes + HALVES_HEAD, VARDATA_ANY(low), low_size);
	memcpy(bytes + HALVES_HEAD + low_size, VARDATA_ANY(high), size - HALVES_HEAD - low_size);
	return result;
}

/* Asked for more than once before the bytes are, and what it computes is most of the work. */
static Size
get_flat_size(ExpandedObjectHeader *head)
{
	sanctions_work *work = (sanctions_work *) head;
	MemoryContext scratch;
	MemoryContext caller;
	sanctions_matrix_parts parts;
	struct varlena *flat;

	if (work->flat != NULL && work->flat_recent == work->recent_used)
		return VARSIZE(work->flat);
	scratch = AllocSetContextCreate(CurrentMemoryContext, "trade_matrix flattened", ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(scratch);
	(void) sanctions_work_parts(work, false, &parts);
	flat = unlikely(is_beyond(&parts)) ? encode_halves(&parts) : sanctions_parts_encode(&parts);
	if (work->flat != NULL)
		pfree(work->flat);
	work->flat = NULL;
	work->flat = MemoryContextAlloc(head->eoh_context, VARSIZE(flat));
	memcpy(work->flat, flat, VARSIZE(flat));
	work->flat_recent = work->recent_used;
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(scratch);
	return VARSIZE(work->flat);
}

static void
flatten_into(ExpandedObjectHeader *head, void *result, Size allocated_size)
{
	sanctions_work *work = (sanctions_work *) head;

	if (get_flat_size(head) != allocated_size)
		elog(ERROR, "a flattened trade_matrix has changed its size");
	memcpy(result, work->flat, allocated_size);
	pfree(work->flat);
	work->flat = NULL;
}

const ExpandedObjectMethods sanctions_work_methods = {get_flat_size, flatten_into};
