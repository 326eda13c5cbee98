/* From the working form to labels in order and entries that refer to them. */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "compat.h"
#include "matrix/sort.h"
#include "matrix/state.h"

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
	{
		label.text = trade_labels_text(work->labels, id - sanctions_work_label_base(work), &label.length);
		return label;
	}
	text = palloc(4);
	label.text = text;
	label.length = trade_direct_text(id, text);
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

static void
check_count(uint32 count, uint8 layout)
{
	if (count > (layout & TRADE_MATRIX_QUANTITY ? SANCTIONS_CELLS_QUANTITY_MAX : TRADE_MATRIX_CELLS_MAX))
		sanctions_work_reject_size();
}

bool
sanctions_work_parts(sanctions_work *work, bool unique, sanctions_matrix_parts *parts)
{
	uint32		count;
	uint8		layout = 0;
	uint64	   *entry = sanctions_work_gather(work, &count, &layout);
	uint32		words = trade_layout_words(layout);
	label_index index = index_ids(entry, count, words,
								  sanctions_work_label_base(work) + sanctions_work_label_count(work));

	if (index.count > TRADE_MATRIX_LABELS_MAX)
		sanctions_work_reject_labels();
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
	check_count(parts->entry_count, parts->layout);
	if (parts->entry_count < count)
		keep_used_labels(parts);
	pfree(index.used);
	pfree(index.before);
	return true;
}
