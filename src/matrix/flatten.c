/* From the working form of a matrix to the stored one. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix/collect.h"
#include "matrix/encode.h"
#include "matrix/flatten.h"
#include "matrix/half_core.h"
#include "matrix/joined.h"
#include "matrix/limits.h"
#include "matrix/rank.h"
#include "matrix/sort.h"
#include "state/steps.h"

static bool
has_duplicate(const uint64 *entry, uint32 count, uint32 words)
{
	for (uint32 i = 1; i < count; i++, entry += words)
		if (entry[0] >> TRADE_EXPONENT_BITS == entry[words] >> TRADE_EXPONENT_BITS)
			return true;
	return false;
}

/* Labels and united entries; false: unique, and a key comes twice. */
static bool
find_parts(sanctions_work *work, bool unique, sanctions_matrix_parts *parts)
{
	uint32		count;
	uint8		layout = 0;
	uint64	   *entry = sanctions_work_gather(work, &count, &layout);
	uint32		words = trade_layout_words(layout);
	sanctions_label_index index = sanctions_index_ids(entry, count, words,
								  sanctions_work_label_base(work) + sanctions_work_label_count(work));

	sanctions_matrix_check_labels(index.count);
	*parts = (sanctions_matrix_parts) {work->kind, work->frequency, .layout = layout};
	sanctions_rank_labels(work, &index, parts);
	sanctions_map_entries(entry, count, words, &index);
	if (unique)
	{
		sanctions_entries_sort(entry, count, words);
		if (has_duplicate(entry, count, words))
			return false;
	}
	parts->entry = sanctions_entries_unite(entry, &count, &parts->layout);
	parts->entry_count = sanctions_entries_drop_zero(parts->entry, count, trade_layout_words(parts->layout));
	sanctions_matrix_check_cells(parts->entry_count, parts->layout & TRADE_MATRIX_QUANTITY);
	pfree(index.used);
	pfree(index.before);
	return true;
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

/* The matrix of one half of wide entries. */
static struct varlena *
encode_half(const sanctions_matrix_parts *parts, bool high)
{
	sanctions_matrix_parts half = *parts;
	uint32		words = trade_layout_words(parts->layout);
	Size		size = (Size) parts->entry_count * words * 8;

	half.entry = MemoryContextAllocHuge(CurrentMemoryContext, size);
	sanctions_copy(half.entry, parts->entry, size);
	for (uint32 i = 0; i < parts->entry_count; i++)
	{
		uint64	   *entry = half.entry + (Size) i * words;

		if (i % TRADE_CELLS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		for (uint32 at = TRADE_ENTRY_VALUE; at < words; at += 3)
		{
			trade_sum	sum = trade_entry_sum(entry, at);

			sum = trade_sum_of(trade_half_of(&sum, high));
			memcpy(entry + at, sum.word, sizeof(sum.word));
		}
	}
	half.entry_count = sanctions_entries_drop_zero(half.entry, parts->entry_count, words);
	return sanctions_parts_encode(&half);
}

/* The stored form of the rows; sums beyond the limit are 22003 where it is final, else kept. */
static struct varlena *
encode_rows(sanctions_work *work, bool final)
{
	sanctions_matrix_parts parts;
	struct varlena *result;

	(void) find_parts(work, false, &parts);
	if (!final && unlikely(is_beyond(&parts)))
		result = sanctions_joined_halves(encode_half(&parts, false), encode_half(&parts, true));
	else
		result = sanctions_parts_encode(&parts);
	pfree(parts.entry);
	return result;
}

/* Rows and matrices together. */
static struct varlena *
finish(sanctions_work *work, bool final)
{
	const sanctions_collection *collection = work->collection;
	uint32		count = collection ? collection->count : 0;
	sanctions_addend *addend;
	struct varlena *sum;

	sanctions_work_require_own(work);
	if (count == 0)
		return encode_rows(work, final);
	addend = palloc((count + 1) * sizeof(sanctions_addend));
	for (uint32 i = 0; i < count; i++)
		addend[i] = (sanctions_addend) {collection->collected[i].matrix, false};
	if (work->entry_count > 0 || work->recent_used > 0)
		addend[count++] = (sanctions_addend) {encode_rows(work, false), false};
	sum = sanctions_matrix_sum(addend, count, final);
	return sum != NULL ? sum : sanctions_joined_of(addend, count);
}

struct varlena *
sanctions_work_finish(sanctions_work *work)
{
	return finish(work, true);
}

struct varlena *
sanctions_work_finish_unique(sanctions_work *work)
{
	sanctions_matrix_parts parts;

	return find_parts(work, true, &parts) ? sanctions_parts_encode(&parts) : NULL;
}

/* Asked for more than once before the bytes are, and what it computes is most of the work. */
static Size
get_flat_size(ExpandedObjectHeader *head)
{
	sanctions_work *work = (sanctions_work *) head;
	sanctions_collection *collection = sanctions_collection_of(work);
	MemoryContext scratch;
	MemoryContext caller;
	struct varlena *flat;

	if (work->flat_recent == work->recent_used)
		return VARSIZE(collection->flat);
	scratch = AllocSetContextCreate(CurrentMemoryContext, "trade_matrix flattened", ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(scratch);
	flat = finish(work, false);
	if (collection->flat != NULL)
		pfree(collection->flat);
	collection->flat = NULL;
	collection->flat = MemoryContextAlloc(head->eoh_context, VARSIZE(flat));
	sanctions_copy(collection->flat, flat, VARSIZE(flat));
	work->flat_recent = work->recent_used;
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(scratch);
	return VARSIZE(collection->flat);
}

static void
flatten_into(ExpandedObjectHeader *head, void *result, Size allocated_size)
{
	sanctions_work *work = (sanctions_work *) head;

	if (get_flat_size(head) != allocated_size)
		elog(ERROR, "a flattened trade_matrix has changed its size");
	sanctions_copy(result, work->collection->flat, allocated_size);
	pfree(work->collection->flat);
	work->collection->flat = NULL;
	work->flat_recent = SANCTIONS_NOT_FLAT;
}

const ExpandedObjectMethods sanctions_work_methods = {get_flat_size, flatten_into};
