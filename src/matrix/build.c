/* The working form of a matrix in the server: room, labels, rows. */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix/build.h"
#include "matrix/limits.h"
#include "matrix/sort.h"
#include "state/dictionary.h"
#include "state/steps.h"

/* Room that a dictionary begins with: most of many groups stay small. */
#define FIRST_LABELS 8
#define FIRST_TEXT 64

/* Bytes of a dictionary's entry, as a power of two: its number is all that is asked. */
#define ENTRY_BITS 3

/*
 * A chunk is as big as all before it, then, once that is more than what the server
 * has in its blocks, a sixteenth of it.  Powers of two, as the server rounds to.
 */
#define CHUNK_LEAST 256
#define CHUNK_IN_BLOCK 8192
#define CHUNK_MOST (1 << 20)
#define CHUNK_PART 16

/*
 * Entries of one key are first looked for at so many (as a power of two), then,
 * where there are few, at four times as many, from many on at twice.
 */
#define FIRST_LIMIT_BITS 5
#define MANY_BITS 12
#define MOST_LIMIT_BITS 25		/* as many again as a matrix may have */

sanctions_work *
sanctions_work_create_apart(MemoryContext context, MemoryContext chunks, trade_label_kind kind,
							trade_frequency frequency, bool direct)
{
	sanctions_work *work = MemoryContextAlloc(context, sizeof(sanctions_work));

	StaticAssertStmt(sizeof(sanctions_work) == 256, "a head of some other size wastes memory");
	EOH_init_header(&work->head, NULL, chunks);
	work->layout = 0;
	work->kind = kind;
	work->frequency = frequency;
	work->entry_words = trade_layout_words(0);
	work->recent_used = 0;
	work->limit_bits = FIRST_LIMIT_BITS;
	work->flat_recent = SANCTIONS_NOT_FLAT;
	work->direct = direct;
	work->entry_count = 0;
	work->room = 0;
	work->next = NULL;
	work->last = NULL;
	work->labels = NULL;
	work->collection = NULL;
	return work;
}

sanctions_work *
sanctions_work_create(MemoryContext context, trade_label_kind kind, trade_frequency frequency, bool direct)
{
	return sanctions_work_create_apart(context, context, kind, frequency, direct);
}

void
sanctions_work_require_own(const sanctions_work *work)
{
	if (unlikely(work->flat_recent == SANCTIONS_TAKEN))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the state of a trade_matrix aggregate was taken from it"),
				 errhint("A moving aggregate's inverse function in PL/pgSQL takes the state over; write it in SQL, or leave it out.")));
}

static void
grow_labels(sanctions_work *work, int length)
{
	trade_dictionary *old = work->labels;
	uint32		capacity = old ? old->capacity : FIRST_LABELS;
	uint32		text = old ? old->text_capacity : FIRST_TEXT;
	trade_dictionary *labels;
	Size		size;

	if (old && old->count == capacity)
		capacity *= 2;
	if (text - (old ? old->text_used : 0) < length + 1)
		text = 2 * text + length;
	size = trade_dictionary_size(capacity, text, ENTRY_BITS);
	labels = MemoryContextAlloc(work->head.eoh_context, size);
	sanctions_zero(labels, size);
	trade_dictionary_init(labels, capacity, text, ENTRY_BITS, sanctions_secret());
	if (old)
	{
		sanctions_dictionary_move(labels, old, true);
		pfree(old);
	}
	work->labels = labels;
}

/* The number of a label of the dictionary, added where new. */
static uint32
label_number(sanctions_work *work, const char *text, int length)
{
	const uint64 *entry = NULL;
	uint32		count = sanctions_work_label_count(work);

	if (work->labels)
		entry = trade_dictionary_text(work->labels, sanctions_secret(), text, length);
	if (unlikely(entry == NULL))
	{
		grow_labels(work, length);
		entry = trade_dictionary_text(work->labels, sanctions_secret(), text, length);
	}
	if (unlikely(work->labels->count > count))
		sanctions_matrix_check_labels(work->labels->count);
	return entry - trade_dictionary_entry(work->labels, 0);
}

uint32
sanctions_work_label(sanctions_work *work, const char *text, int length)
{
	uint32		id = work->direct ? trade_direct_label(text, length) : 0;

	if (likely(id > 0))
		return id;
	return sanctions_work_label_base(work) + label_number(work, text, length);
}

uint32
sanctions_work_country(sanctions_work *work, uint16 code)
{
	char		text[TRADE_LABEL_COUNTRY_BYTES + 1];

	if (likely(work->direct))
		return trade_direct_country(code);
	trade_label_country_text(code, text);
	return sanctions_work_label(work, text, TRADE_LABEL_COUNTRY_BYTES);
}

static void
link_chunk(sanctions_work *work, sanctions_chunk *chunk)
{
	chunk->before = work->last;
	if (work->last)
		work->last->used = work->next - work->last->entry;
	work->last = chunk;
	work->next = chunk->entry;
}

static void
next_chunk(sanctions_work *work)
{
	Size		bytes = (Size) work->entry_count * work->entry_words * 8;
	sanctions_chunk *chunk;

	if (bytes > CHUNK_IN_BLOCK)
		bytes = Min(Max(bytes / CHUNK_PART, CHUNK_IN_BLOCK), CHUNK_MOST);
	bytes = pg_nextpower2_size_t(Max(bytes, CHUNK_LEAST));
	chunk = MemoryContextAlloc(work->head.eoh_context, bytes);
	link_chunk(work, chunk);
	work->room = (bytes - offsetof(sanctions_chunk, entry)) / 8;
	work->room -= work->room % work->entry_words;	/* whole entries */
}

static void
put_entries(sanctions_work *work, const uint64 *from, uint32 count)
{
	uint32		step;

	while ((step = work->room / work->entry_words) < count)
	{
		CHECK_FOR_INTERRUPTS();
		if (step > 0)
			memcpy(work->next, from, (Size) work->room * 8);
		from += work->room;
		work->next += work->room;
		work->entry_count += step;
		count -= step;
		next_chunk(work);
	}
	if (count == 0)
		return;
	step = count * work->entry_words;
	memcpy(work->next, from, (Size) step * 8);
	work->next += step;
	work->room -= step;
	work->entry_count += count;
}

/* Instead of all entries these. */
static void
replace_entries(sanctions_work *work, const uint64 *entries, uint32 count, uint8 layout)
{
	sanctions_chunk *chunk = work->last;

	work->flat_recent = SANCTIONS_NOT_FLAT;
	work->layout = layout;
	work->entry_words = trade_layout_words(layout);
	work->last = NULL;
	work->next = NULL;
	work->room = 0;
	work->recent_used = 0;
	work->entry_count = 0;
	while (chunk)
	{
		sanctions_chunk *before = chunk->before;

		pfree(chunk);
		chunk = before;
	}
	put_entries(work, entries, count);
}

uint64 *
sanctions_work_gather(sanctions_work *work, uint32 *count, uint8 *layout)
{
	uint32		recent = work->recent_used / work->entry_words;
	uint32		words;
	uint64	   *entries;
	uint64	   *at;

	*layout |= work->layout;
	*count = work->entry_count + recent;
	words = trade_layout_words(*layout);
	entries = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) *count + 1) * words * 8);
	at = entries + (Size) work->entry_count * words;
	trade_entries_copy(*layout, at, work->layout, work->recent, recent);
	for (sanctions_chunk *chunk = work->last; chunk; chunk = chunk->before)
	{
		uint32		used = chunk == work->last ? work->next - chunk->entry : chunk->used;

		CHECK_FOR_INTERRUPTS();
		at -= (Size) (used / work->entry_words) * words;
		trade_entries_copy(*layout, at, work->layout, chunk->entry, used / work->entry_words);
	}
	return entries;
}

/* So many entries at most, then those of one key are united: never more than one allocation may hold. */
static uint32
entry_limit(const sanctions_work *work, uint8 layout)
{
	return Min((uint32) 1 << work->limit_bits, (uint32) (MaxAllocSize / (trade_layout_words(layout) * 8)));
}

/* Entries of one key are united.  Where that does not make much room, the next look comes later. */
static void
compact(sanctions_work *work)
{
	uint32		limit = entry_limit(work, work->layout);
	uint32		count;
	uint8		layout = 0;
	uint64	   *entries = sanctions_work_gather(work, &count, &layout);

	entries = sanctions_entries_unite(entries, &count, &layout);
	sanctions_matrix_check_cells(count, layout & TRADE_MATRIX_QUANTITY);
	replace_entries(work, entries, count, layout);
	pfree(entries);
	if (count > limit - limit / 4 && work->limit_bits < MOST_LIMIT_BITS)
		work->limit_bits += work->limit_bits < MANY_BITS ? 2 : 1;
}

static void
change_layout(sanctions_work *work, uint8 layout)
{
	uint32		count;
	uint64	   *entries;

	if (work->entry_count + SANCTIONS_RECENT_WORDS > entry_limit(work, layout))
	{
		compact(work);
		sanctions_matrix_check_cells(work->entry_count, layout & TRADE_MATRIX_QUANTITY);
	}
	entries = sanctions_work_gather(work, &count, &layout);
	replace_entries(work, entries, count, layout);
	pfree(entries);
}

void
sanctions_work_flush(sanctions_work *work)
{
	uint32		count = work->recent_used / work->entry_words;

	sanctions_work_require_own(work);
	if (unlikely(work->entry_count + count > entry_limit(work, work->layout)))
	{
		compact(work);
		return;
	}
	work->flat_recent = SANCTIONS_NOT_FLAT;
	put_entries(work, work->recent, count);
	work->recent_used = 0;
}

void
sanctions_work_add(sanctions_work *work, uint32 importer, uint32 exporter, trade_month month,
				   const trade_sum *value, const trade_sum *quantity, const trade_sum *quantity_value)
{
	trade_sum	numbers[3] = {*value};
	uint64		key = trade_row_key(importer, exporter, month);

	if (quantity != NULL)
	{
		numbers[1] = *quantity;
		numbers[2] = *quantity_value;
		if (unlikely(!(work->layout & TRADE_MATRIX_QUANTITY)))
			change_layout(work, work->layout | TRADE_MATRIX_QUANTITY);
	}
	for (;;)
	{
		if (work->recent_used + work->entry_words > SANCTIONS_RECENT_WORDS)
			sanctions_work_flush(work);
		if (likely(trade_entry_put(work->layout, work->recent + work->recent_used, key, numbers)))
			break;
		change_layout(work, work->layout | TRADE_WORK_WIDE);
	}
	work->recent_used += work->entry_words;
}

void
sanctions_work_require(sanctions_work *work, trade_label_kind kind, trade_frequency frequency)
{
	if (likely(work->kind == kind && work->frequency == frequency))
		return;
	if (kind == TRADE_LABEL_NONE)
		return;
	if (work->kind != TRADE_LABEL_NONE)
		sanctions_matrix_reject_mixture(work->kind, kind);
	work->kind = kind;
	work->frequency = frequency;
}
