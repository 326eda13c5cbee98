/* The working form of a matrix: matrices that wait to be merged. */
#include "postgres.h"

#include "matrix/collect.h"
#include "matrix/limits.h"
#include "matrix/merge_core.h"
#include "state/steps.h"

#define FIRST_ROOM 4

/*
 * All are merged before they take more than so many bytes, or so many times what the
 * last merge of all left: that is the bound of a group's memory, and while contents
 * grow a merge of all comes each time that they are that much more.
 */
#define FIRST_LIMIT ((Size) 16 << 20)
#define GROWTH 4

/*
 * What has more labels or cells than a matrix, some of which others may take back, is
 * kept as it came, up to so many bytes and matrices: whether a sum is too large does not
 * depend on the order of its parts as long as they have room.
 */
#define APART_BYTES ((Size) 256 << 20)
#define APART_COUNT (TRADE_MERGE_SIDES_MAX / 2)

/* Above any level that merging comes to. */
#define LEVEL_APART 1000

sanctions_collection *
sanctions_collection_of(sanctions_work *work)
{
	MemoryContext context = work->head.eoh_context;

	if (work->collection == NULL)
	{
		work->collection = MemoryContextAllocZero(context, sizeof(sanctions_collection));
		work->collection->room = FIRST_ROOM;
		work->collection->limit = FIRST_LIMIT;
		work->collection->collected = MemoryContextAlloc(context, FIRST_ROOM * sizeof(sanctions_collected));
	}
	return work->collection;
}

static void
append(sanctions_work *work, struct varlena *matrix, uint32 level)
{
	sanctions_collection *collection = work->collection;
	Size		size = VARSIZE_ANY_EXHDR(matrix) + VARHDRSZ;
	struct varlena *copy;

	if (collection->count == collection->room)
	{
		collection->room *= 2;
		collection->collected = repalloc(collection->collected, collection->room * sizeof(sanctions_collected));
	}
	copy = MemoryContextAlloc(work->head.eoh_context, size);
	SET_VARSIZE(copy, size);
	sanctions_copy(VARDATA(copy), VARDATA_ANY(matrix), size - VARHDRSZ);
	collection->collected[collection->count++] = (sanctions_collected) {copy, level};
	collection->bytes += size;
}

/* The last ones become one of a level; false where no matrix holds all of them. */
static bool
merge_last(sanctions_work *work, uint32 count, uint32 level)
{
	sanctions_collection *collection = work->collection;
	sanctions_collected *last = &collection->collected[collection->count - count];
	sanctions_addend *addend = palloc(count * sizeof(sanctions_addend));
	struct varlena *sum;

	for (uint32 i = 0; i < count; i++)
		addend[i] = (sanctions_addend) {last[i].matrix, false};
	sum = sanctions_matrix_sum(addend, count, false);
	pfree(addend);
	if (sum == NULL)
		return false;
	for (uint32 i = 0; i < count; i++)
	{
		collection->bytes -= VARSIZE(last[i].matrix);
		pfree(last[i].matrix);
	}
	collection->count -= count;
	append(work, sum, level);
	pfree(sum);
	return true;
}

/* How many of the last are of the level of the last. */
static uint32
of_last_level(const sanctions_collection *collection)
{
	uint32		level = collection->collected[collection->count - 1].level;
	uint32		count = 1;

	while (count < collection->count && collection->collected[collection->count - count - 1].level == level)
		count++;
	return count;
}

/* As many of a level as become one of the next do so, or are kept apart. */
static void
merge_levels(sanctions_work *work)
{
	sanctions_collection *collection = work->collection;

	while (of_last_level(collection) == SANCTIONS_COLLECTED_A_LEVEL)
	{
		uint32		level = collection->collected[collection->count - 1].level;

		if (merge_last(work, SANCTIONS_COLLECTED_A_LEVEL, level + 1))
			continue;
		for (uint32 i = 1; i <= SANCTIONS_COLLECTED_A_LEVEL; i++)
			collection->collected[collection->count - i].level = LEVEL_APART;
		return;
	}
}

/* All of them become one, where one holds them. */
static void
merge_all(sanctions_work *work)
{
	sanctions_collection *collection = work->collection;

	if (merge_last(work, collection->count, collection->collected[0].level + 1))
		collection->limit = Max(FIRST_LIMIT, GROWTH * collection->bytes);
	else if (collection->bytes <= APART_BYTES && collection->count <= APART_COUNT)
		collection->limit = Min(GROWTH * collection->bytes, APART_BYTES);
	else
		sanctions_matrix_reject_cells();
}

void
sanctions_collect(sanctions_work *work, struct varlena *matrix)
{
	sanctions_collection *collection;

	sanctions_work_require_own(work);
	collection = sanctions_collection_of(work);
	work->flat_recent = SANCTIONS_NOT_FLAT;
	append(work, matrix, 0);
	merge_levels(work);
	if ((collection->bytes > collection->limit && collection->count > 1) || collection->count > APART_COUNT)
		merge_all(work);
}
