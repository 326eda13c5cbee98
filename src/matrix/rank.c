/* The labels of entries, in order. */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "matrix/rank.h"
#include "state/labels.h"

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
rank_of(const sanctions_label_index *index, uint32 id)
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

sanctions_label_index
sanctions_index_ids(const uint64 *entry, uint32 count, uint32 words, uint32 limit)
{
	uint32		bits = limit / 64 + 1;
	sanctions_label_index index = {palloc0(bits * sizeof(uint64)), palloc(bits * sizeof(uint32)), 0, NULL};

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

void
sanctions_map_entries(uint64 *entry, uint32 count, uint32 words, const sanctions_label_index *index)
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

void
sanctions_rank_labels(const sanctions_work *work, sanctions_label_index *index, sanctions_matrix_parts *parts)
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
