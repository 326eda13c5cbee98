/* Rows of many matrices, brought together by matrix. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "matrix/batch.h"
#include "matrix/encode.h"
#include "matrix/limits.h"
#include "matrix/rank.h"
#include "matrix/sort.h"
#include "state/steps.h"

/* Entries that may be held: in the end there are two of each. */
static uint32
most_of(const sanctions_batch *batch, uint32 words)
{
	Size		most = batch->limit / (2 * words * 8 + sizeof(uint32));

	return Max(Min(most, batch->rows), batch->count + 1);
}

static void
begin(sanctions_batch *batch, trade_label_kind kind, trade_frequency frequency)
{
	batch->labels = sanctions_work_create(batch->context, kind, frequency, true);
	batch->layout = 0;
	batch->words = trade_layout_words(0);
	batch->count = 0;
	batch->most = most_of(batch, batch->words);
	batch->matrices = 0;
	batch->entry = MemoryContextAllocHuge(batch->context, (Size) batch->most * batch->words * 8);
	batch->matrix = MemoryContextAllocHuge(batch->context, (Size) batch->most * sizeof(uint32));
}

sanctions_batch *
sanctions_batch_create(trade_label_kind kind, trade_frequency frequency, int64 rows, Size limit)
{
	sanctions_batch *batch = palloc(sizeof(sanctions_batch));

	batch->context = AllocSetContextCreate(CurrentMemoryContext, "trade_matrix rows", ALLOCSET_DEFAULT_SIZES);
	batch->rows = Min(rows, PG_UINT32_MAX / 2);
	batch->limit = limit;
	begin(batch, kind, frequency);
	return batch;
}

/* All entries in another layout. */
static void
change_layout(sanctions_batch *batch, uint8 layout)
{
	uint32		words = trade_layout_words(layout);
	uint32		most = most_of(batch, words);
	uint64	   *entry = MemoryContextAllocHuge(batch->context, (Size) most * words * 8);

	for (uint32 at = 0; at < batch->count; at += TRADE_CELLS_PER_CALL)
	{
		CHECK_FOR_INTERRUPTS();
		trade_entries_copy(layout, entry + (Size) at * words, batch->layout, batch->entry + (Size) at * batch->words,
						   Min(TRADE_CELLS_PER_CALL, batch->count - at));
	}
	pfree(batch->entry);
	batch->entry = entry;
	batch->most = most;
	batch->layout = layout;
	batch->words = words;
}

void
sanctions_batch_add(sanctions_batch *batch, uint32 matrix, uint64 key, const trade_sum *value, const trade_sum *quantity)
{
	trade_sum	numbers[3] = {*value};

	if (quantity != NULL)
	{
		numbers[1] = *quantity;
		numbers[2] = *value;
		if (unlikely(!(batch->layout & TRADE_MATRIX_QUANTITY)))
			change_layout(batch, batch->layout | TRADE_MATRIX_QUANTITY);
	}
	while (unlikely(!trade_entry_put(batch->layout, batch->entry + (Size) batch->count * batch->words, key, numbers)))
		change_layout(batch, batch->layout | TRADE_WORK_WIDE);
	batch->matrix[batch->count++] = matrix;
	batch->matrices = Max(batch->matrices, matrix + 1);
}

/* The entries by matrix, those of each as they came; begin[i] is the first of matrix i. */
static uint64 *
bring_together(const sanctions_batch *batch, uint32 *begin)
{
	uint64	   *sorted = MemoryContextAllocHuge(CurrentMemoryContext, (Size) batch->count * batch->words * 8);
	uint32	   *next = palloc0((Size) batch->matrices * sizeof(uint32));
	uint32		at = 0;

	for (uint32 i = 0; i < batch->count; i++)
		next[batch->matrix[i]]++;
	for (uint32 i = 0; i < batch->matrices; i++)
	{
		begin[i] = at;
		at += next[i];
		next[i] = begin[i];
	}
	begin[batch->matrices] = at;
	for (uint32 i = 0; i < batch->count; i++)
	{
		const uint64 *from = batch->entry + (Size) i * batch->words;
		uint64	   *to = sorted + (Size) next[batch->matrix[i]]++ * batch->words;

		if (i % TRADE_CELLS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		for (uint32 word = 0; word < batch->words; word++)
			to[word] = from[word];
	}
	return sorted;
}

/* The stored form of entries whose ids are places among the labels; NULL where they add up to nothing. */
static struct varlena *
encode(const sanctions_matrix_parts *labels, const uint64 *entry, uint32 count)
{
	sanctions_matrix_parts parts = *labels;
	Size		size = (Size) count * trade_layout_words(parts.layout) * 8;

	parts.entry = MemoryContextAllocHuge(CurrentMemoryContext, size);
	sanctions_copy(parts.entry, entry, size);
	parts.entry = sanctions_entries_unite(parts.entry, &count, &parts.layout);
	parts.entry_count = sanctions_entries_drop_zero(parts.entry, count, trade_layout_words(parts.layout));
	if (parts.entry_count == 0)
		return NULL;
	sanctions_matrix_check_cells(parts.entry_count, parts.layout & TRADE_MATRIX_QUANTITY);
	return sanctions_parts_encode(&parts);
}

static void
give_matrices(sanctions_batch *batch, sanctions_batch_sink sink, void *to)
{
	sanctions_work *work = batch->labels;
	uint32	   *begin = palloc(((Size) batch->matrices + 1) * sizeof(uint32));
	sanctions_matrix_parts labels = {work->kind, work->frequency, .layout = batch->layout};
	sanctions_label_index index = sanctions_index_ids(batch->entry, batch->count, batch->words,
													  sanctions_work_label_base(work) + sanctions_work_label_count(work));
	MemoryContext step = AllocSetContextCreate(CurrentMemoryContext, "trade_matrix of rows", ALLOCSET_DEFAULT_SIZES);
	uint64	   *entry;

	sanctions_rank_labels(work, &index, &labels);
	sanctions_map_entries(batch->entry, batch->count, batch->words, &index);
	entry = bring_together(batch, begin);
	for (uint32 i = 0; i < batch->matrices; i++)
	{
		MemoryContext before = MemoryContextSwitchTo(step);
		struct varlena *matrix;

		CHECK_FOR_INTERRUPTS();
		matrix = encode(&labels, entry + (Size) begin[i] * batch->words, begin[i + 1] - begin[i]);
		if (matrix != NULL)
			sink(to, i, matrix);
		MemoryContextSwitchTo(before);
		MemoryContextReset(step);
	}
}

void
sanctions_batch_finish(sanctions_batch *batch, sanctions_batch_sink sink, void *to)
{
	trade_label_kind kind = batch->labels->kind;
	trade_frequency frequency = batch->labels->frequency;
	MemoryContext whole;
	MemoryContext before;

	if (batch->count == 0)
		return;
	whole = AllocSetContextCreate(CurrentMemoryContext, "trade_matrix rows by matrix", ALLOCSET_DEFAULT_SIZES);
	before = MemoryContextSwitchTo(whole);
	give_matrices(batch, sink, to);
	MemoryContextSwitchTo(before);
	MemoryContextDelete(whole);
	MemoryContextReset(batch->context);
	begin(batch, kind, frequency);
}
