/* From the working form of a matrix to the stored one. */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix/collect.h"
#include "matrix/encode.h"
#include "matrix/flatten.h"
#include "matrix/half_core.h"
#include "matrix/joined.h"
#include "matrix/limits.h"
#include "matrix/sort.h"
#include "state/labels.h"
#include "state/steps.h"

/* The ids that occur, and the place of each among the labels. */
typedef struct label_index
{
	uint64	   *used;			/* a bit for each id */
	uint32	   *before;			/* used ids before each word of bits */
	uint32		count;
	uint16	   *rank;			/* by used ids in order; NULL: they are the labels' order */
} label_index;

typedef struct label_rank
{
	const char *text;
	int			length;
	uint32		at;
} label_rank;

static int
compare_labels(const void *a, const void *b)
{
	const label_rank *left = a;
	const label_rank *right = b;

	return trade_label_compare(left->text, left->length, right->text, right->length);
}

static inline uint32
rank_of(const label_index *index, uint32 id)
{
	uint64		below = index->used[id / 64] & ((UINT64CONST(1) << (id % 64)) - 1);
	uint32		at = index->before[id / 64] + pg_popcount64(below);

	return index->rank ? index->rank[at] : at;
}

static inline void
mark(uint64 *used, uint32 id)
{
	used[id / 64] |= UINT64CONST(1) << (id % 64);
}

/* Which ids below the limit occur. */
static label_index
index_ids(const uint64 *entry, uint32 count, uint32 words, uint32 limit)
{
	uint32		bits = limit / 64 + 1;
	label_index index = {palloc0(bits * sizeof(uint64)), palloc(bits * sizeof(uint32)), 0, NULL};

	for (uint32 i = 0; i < count; i++, entry += words)
	{
		if (i % TRADE_CELLS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		mark(index.used, trade_row_importer(entry[0]));
		mark(index.used, trade_row_exporter(entry[0]));
	}
	for (uint32 word = 0; word < bits; word++)
	{
		index.before[word] = index.count;
		index.count += pg_popcount64(index.used[word]);
	}
	return index;
}

static void
map_entries(uint64 *entry, uint32 count, uint32 words, const label_index *index)
{
	const uint64 exponents = (UINT64CONST(1) << TRADE_EXPONENT_BITS) - 1;

	for (uint32 i = 0; i < count; i++, entry += words)
	{
		if (i % TRADE_CELLS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		entry[0] = trade_row_key(rank_of(index, trade_row_importer(entry[0])),
								 rank_of(index, trade_row_exporter(entry[0])),
								 trade_row_month(entry[0])) | (entry[0] & exponents);
	}
}

static label_rank
label_of(const sanctions_work *work, uint32 id, uint32 at)
{
	label_rank	label = {NULL, 0, at};
	char	   *text;

	if (id >= sanctions_work_label_base(work))
		label.text = sanctions_work_label_text(work, id - sanctions_work_label_base(work), &label.length);
	else
	{
		label.text = text = palloc(4);
		label.length = trade_direct_text(id, text);
	}
	/* a row's code came as it lay in a table */
	if (work->kind == TRADE_LABEL_COUNTRY)
		sanctions_check_country_label("trade_matrix", trade_label_country_code(label.text, label.length));
	return label;
}

static void
rank_labels(const sanctions_work *work, label_index *index, sanctions_matrix_parts *parts)
{
	label_rank *labels = palloc(sizeof(label_rank) * (index->count + 1));
	uint32		at = 0;
	uint32		id = 0;

	for (uint32 word = 0; at < index->count; word++)
		for (uint64 bits = index->used[word]; bits != 0; bits &= bits - 1)
		{
			id = 64 * word + pg_rightmost_one_pos64(bits);
			labels[at] = label_of(work, id, at);
			at++;
		}
	/* ids that need no dictionary are in the order of the labels */
	if (index->count > 0 && id >= sanctions_work_label_base(work))
	{
		qsort(labels, index->count, sizeof(label_rank), compare_labels);
		index->rank = palloc(sizeof(uint16) * index->count);
		for (uint32 i = 0; i < index->count; i++)
			index->rank[labels[i].at] = i;
	}
	parts->label_count = index->count;
	parts->label = palloc(sizeof(char *) * (index->count + 1));
	parts->label_length = palloc(sizeof(int) * (index->count + 1));
	for (uint32 i = 0; i < index->count; i++)
	{
		parts->label[i] = labels[i].text;
		parts->label_length[i] = labels[i].length;
	}
	pfree(labels);
}

/* Labels whose cells are gone go too. */
static void
keep_used_labels(sanctions_matrix_parts *parts)
{
	uint32		words = trade_layout_words(parts->layout);
	label_index index = index_ids(parts->entry, parts->entry_count, words, parts->label_count);
	int			kept = 0;

	map_entries(parts->entry, parts->entry_count, words, &index);
	for (int i = 0; i < parts->label_count; i++)
		if (index.used[i / 64] >> (i % 64) & 1)
		{
			parts->label[kept] = parts->label[i];
			parts->label_length[kept++] = parts->label_length[i];
		}
	parts->label_count = kept;
}

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
	label_index index = index_ids(entry, count, words,
								  sanctions_work_label_base(work) + sanctions_work_label_count(work));

	sanctions_matrix_check_labels(index.count);
	*parts = (sanctions_matrix_parts) {work->kind, work->frequency, .layout = layout};
	rank_labels(work, &index, parts);
	map_entries(entry, count, words, &index);
	if (unique)
	{
		sanctions_entries_sort(entry, count, words);
		if (has_duplicate(entry, count, words))
			return false;
	}
	parts->entry = sanctions_entries_unite(entry, &count, &parts->layout);
	parts->entry_count = sanctions_entries_drop_zero(parts->entry, count, trade_layout_words(parts->layout));
	sanctions_matrix_check_cells(parts->entry_count, parts->layout & TRADE_MATRIX_QUANTITY);
	if (parts->entry_count < count)
		keep_used_labels(parts);
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
	half.label = memcpy(palloc(parts->label_count * sizeof(char *)), parts->label, parts->label_count * sizeof(char *));
	half.label_length = memcpy(palloc(parts->label_count * sizeof(int)), parts->label_length,
							   parts->label_count * sizeof(int));
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
	keep_used_labels(&half);
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
