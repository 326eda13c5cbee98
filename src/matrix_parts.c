/* From the working form to labels in order and entries that refer to them. */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix_sort.h"
#include "matrix_state.h"
#include "state.h"

#define TYPE "trade_matrix"

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
	int			order = memcmp(left->text, right->text, Min(left->length, right->length));

	return order != 0 ? order : left->length - right->length;
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
label_of(const trade_work *work, uint32 id, uint32 at)
{
	label_rank	label = {NULL, 0, at};
	char	   *text;

	if (id >= work->label_base)
	{
		label.text = trade_work_label_text(work, id - work->label_base, &label.length);
		return label;
	}
	text = palloc(4);
	label.text = text;
	label.length = trade_direct_text(id, text);
	if (label.length == 0)
		sanctions_reject_stored(TYPE, "a cell has no label");
	if (work->kind == TRADE_LABEL_COUNTRY)
		sanctions_check_label(TYPE, TRADE_LABEL_COUNTRY, text, label.length);
	return label;
}

static void
rank_labels(const trade_work *work, label_index *index, sanctions_matrix_parts *parts)
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
	if (index->count > 0 && id >= work->label_base)
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
		if (i > 0 && compare_labels(&labels[i - 1], &labels[i]) == 0)
			sanctions_reject_stored(TYPE, "a label has two places");
		parts->label[i] = labels[i].text;
		parts->label_length[i] = labels[i].length;
	}
	pfree(labels);
}

/* Labels whose cells are gone go too. */
static void
keep_used_labels(sanctions_matrix_parts *parts, uint64 *entry, uint32 words)
{
	label_index index = index_ids(entry, parts->entry_count, words, parts->label_count);
	int			kept = 0;

	map_entries(entry, parts->entry_count, words, &index);
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

/* A copy in another layout; the old one is freed. */
static uint64 *
relayout(uint64 *from, uint32 count, uint8 from_layout, uint8 layout)
{
	uint32		words = trade_layout_words(layout);
	uint32		from_words = trade_layout_words(from_layout);
	uint64	   *to = MemoryContextAllocHuge(CurrentMemoryContext, Max(count, 1) * (Size) words * 8);

	for (uint32 at = 0; at < count; at += TRADE_CELLS_PER_CALL)
	{
		CHECK_FOR_INTERRUPTS();
		trade_entries_copy(layout, to + (Size) at * words, from_layout, from + (Size) at * from_words,
						   Min(TRADE_CELLS_PER_CALL, count - at));
	}
	pfree(from);
	return to;
}

static uint64 *
gather(const trade_work *work)
{
	Size		bytes = (Size) work->entry_count * work->entry_words * 8;
	uint64	   *entry = MemoryContextAllocHuge(CurrentMemoryContext, bytes + sizeof(work->recent));

	memcpy(entry, trade_work_entries(work), bytes);
	memcpy((char *) entry + bytes, work->recent, work->recent_used * 8);
	return entry;
}

static void
check_count(uint32 count, uint8 layout)
{
	if (count > (layout & TRADE_MATRIX_QUANTITY ? SANCTIONS_CELLS_QUANTITY_MAX : TRADE_MATRIX_CELLS_MAX))
		sanctions_work_reject_size();
}

/* Entries as the writer takes them: wide, with the ranks of their labels. */
static void
take_entries(sanctions_matrix_parts *parts, uint64 *entry, uint8 layout)
{
	uint8		wide = layout | TRADE_WORK_WIDE;

	parts->entry_words = trade_layout_words(wide);
	parts->entry = layout == wide ? entry : relayout(entry, parts->entry_count, layout, wide);
	entry = parts->entry;
	for (uint32 i = 0; i < parts->entry_count; i++, entry += parts->entry_words)
	{
		if (i % TRADE_CELLS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		entry[0] = trade_entry_key(trade_row_importer(entry[0]), trade_row_exporter(entry[0]),
								   trade_row_month(entry[0]));
	}
}

bool
sanctions_work_parts(const trade_work *work, bool unique, sanctions_matrix_parts *parts)
{
	uint8		layout = trade_work_layout(work);
	uint32		words = work->entry_words;
	uint32		count = trade_work_total(work);
	uint64	   *entry = gather(work);
	label_index index = index_ids(entry, count, words, work->label_base + work->label_count);
	uint32		sorted;

	if (index.count > TRADE_MATRIX_LABELS_MAX)
		sanctions_work_reject_labels();
	*parts = (sanctions_matrix_parts) {work->kind, work->frequency};
	rank_labels(work, &index, parts);
	map_entries(entry, count, words, &index);
	sorted = index.rank == NULL ? work->entry_sorted : 0;
	if (unique)
	{
		sanctions_entries_sort(entry, count, sorted, words);
		if (has_duplicate(entry, count, words))
			return false;
		sorted = count;
	}
	if (!sanctions_entries_unite(entry, &count, sorted, layout))
	{
		entry = relayout(entry, count, layout, layout | TRADE_WORK_WIDE);
		layout |= TRADE_WORK_WIDE;
		words = trade_layout_words(layout);
		(void) sanctions_entries_unite(entry, &count, count, layout);
	}
	parts->entry_count = sanctions_entries_drop_zero(entry, count, words);
	check_count(parts->entry_count, layout);
	if (parts->entry_count < count)
		keep_used_labels(parts, entry, words);
	take_entries(parts, entry, layout);
	pfree(index.used);
	pfree(index.before);
	return true;
}
