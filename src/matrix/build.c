/* The working form of a matrix in the server: room, labels, rows. */
#include "postgres.h"

#include <sys/mman.h>

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "compat.h"
#include "matrix/sort.h"
#include "matrix/state.h"
#include "state/face.h"

/* Room that a dictionary begins with: most of many groups stay small. */
#define FIRST_LABELS 8
#define FIRST_TEXT 64

/*
 * A chunk is as big as all before it, then, once that is more than what the server
 * has in its blocks, a sixteenth of it.  Powers of two, as the server rounds to.
 */
#define CHUNK_LEAST 256
#define CHUNK_IN_BLOCK 8192
#define CHUNK_MOST (1 << 20)
#define CHUNK_PART 16

#define BIG_PAGE (1 << 21)

/*
 * Entries of one key are first looked for at so many (as a power of two), then,
 * where there are few, at four times as many, from many on at twice.
 */
#define FIRST_LIMIT_BITS 5
#define MANY_BITS 12
#define MOST_LIMIT_BITS 25

/* So many matrices, of the size of the largest, may wait in their stored form. */
#define PACKED_WAITING 4

/*
 * An allocation.  Where the server takes a big block for it, the system is asked
 * for big pages: groups are many, and each row may touch another page.
 */
static void *
allocate(MemoryContext context, Size size)
{
	Size		before = context->mem_allocated;
	char	   *result = MemoryContextAlloc(context, size);

#ifdef MADV_HUGEPAGE
	if (unlikely(context->mem_allocated - before >= 2 * BIG_PAGE))
	{
		char	   *begin = (char *) TYPEALIGN(BIG_PAGE, result);
		char	   *end = (char *) TYPEALIGN_DOWN(BIG_PAGE, result + (context->mem_allocated - before));

		(void) madvise(begin, end - begin, MADV_HUGEPAGE);
	}
#endif
	return result;
}

static sanctions_work *
create(MemoryContext context, MemoryContext chunks, trade_label_kind kind, trade_frequency frequency, bool direct)
{
	sanctions_work *work = allocate(context, sizeof(sanctions_work));

	StaticAssertStmt(sizeof(sanctions_work) == 256, "a head of some other size wastes memory");
	EOH_init_header(&work->head, &sanctions_work_methods, chunks);
	work->layout = 0;
	work->kind = kind;
	work->frequency = frequency;
	work->entry_words = trade_layout_words(0);
	work->recent_used = 0;
	work->limit_bits = FIRST_LIMIT_BITS;
	work->flat_recent = 0;
	work->direct = direct;
	work->entry_count = 0;
	work->room = 0;
	work->next = NULL;
	work->last = NULL;
	work->labels = NULL;
	work->flat = NULL;
	return work;
}

sanctions_work *
sanctions_work_create(MemoryContext context, trade_label_kind kind, trade_frequency frequency, bool direct)
{
	return create(context, context, kind, frequency, direct);
}

/*
 * One context for the chunks of all groups: one for each, as expanded objects have
 * by habit, makes a hash aggregate quadratic, for it walks all of them at each new
 * group.
 */
static MemoryContext
chunks_below(MemoryContext aggregate)
{
	static const char name[] = "trade_matrix states";
	Size		block = ALLOCSET_DEFAULT_MAXSIZE;

	for (MemoryContext child = aggregate->firstchild; child; child = child->nextchild)
		if (child->name == name)
			return child;
	/* blocks in proportion to what a hash aggregate may use, as the executor has it */
	while (block > work_mem * (Size) 1024 / 16 && block > ALLOCSET_DEFAULT_INITSIZE)
		block /= 2;
	return AllocSetContextCreateInternal(aggregate, name, ALLOCSET_DEFAULT_MINSIZE, ALLOCSET_DEFAULT_INITSIZE, block);
}

sanctions_work *
sanctions_work_create_group(MemoryContext aggregate)
{
	return create(aggregate, chunks_below(aggregate), TRADE_LABEL_NONE, TRADE_FREQUENCY_NONE, true);
}

void
sanctions_work_reject_size(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("trade_matrix has too many cells"),
			 errhint("A matrix holds up to %d cells, 13 million with quantities. Group the rows, by product say.",
					 TRADE_MATRIX_CELLS_MAX)));
}

void
sanctions_work_reject_labels(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("trade_matrix has too many labels"),
			 errhint("A matrix holds up to %d exporters and importers.", TRADE_MATRIX_LABELS_MAX)));
}

static void
grow_labels(sanctions_work *work, int length)
{
	trade_labels *old = work->labels;
	uint32		capacity = old ? old->capacity : FIRST_LABELS;
	uint32		text = old ? old->text_capacity : FIRST_TEXT;

	if (old && old->count == TRADE_MATRIX_LABELS_MAX)
		sanctions_work_reject_labels();
	if (old && old->count == capacity)
		capacity *= 2;
	if (text - (old ? old->text_used : 0) < length + 1)
		text = 2 * text + length;
	work->labels = MemoryContextAlloc(work->head.eoh_context, trade_labels_size(capacity, text));
	trade_labels_init(work->labels, capacity, text);
	if (old)
	{
		trade_labels_copy(work->labels, old);
		pfree(old);
	}
}

uint32
sanctions_work_label(sanctions_work *work, const char *text, int length)
{
	uint32		id = work->direct ? trade_direct_label(text, length) : 0;
	int			at;

	if (likely(id > 0))
		return id;
	at = work->labels ? trade_labels_add(work->labels, text, length) : -1;
	if (unlikely(at < 0))
	{
		grow_labels(work, length);
		at = trade_labels_add(work->labels, text, length);
	}
	return sanctions_work_label_base(work) + at;
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
	chunk->packed = 0;
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
	chunk = allocate(work->head.eoh_context, bytes);
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

static inline void
forget_flat(sanctions_work *work)
{
	if (likely(work->flat == NULL))
		return;
	pfree(work->flat);
	work->flat = NULL;
}

/* Instead of all entries these. */
static void
replace_entries(sanctions_work *work, const uint64 *entries, uint32 count, uint8 layout)
{
	sanctions_chunk *chunk = work->last;

	forget_flat(work);
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

static uint64 *
gather(sanctions_work *work, uint8 layout)
{
	uint32		words = trade_layout_words(layout);
	uint32		recent = work->recent_used / work->entry_words;
	uint64	   *entries = MemoryContextAllocHuge(CurrentMemoryContext,
												 ((Size) work->entry_count + recent + 1) * words * 8);
	uint64	   *at = entries + (Size) work->entry_count * words;

	trade_entries_copy(layout, at, work->layout, work->recent, recent);
	for (sanctions_chunk *chunk = work->last; chunk; chunk = chunk->before)
	{
		uint32		used = chunk == work->last ? work->next - chunk->entry : chunk->used;
		uint32		count = chunk->packed > 0 ? chunk->packed : used / work->entry_words;

		CHECK_FOR_INTERRUPTS();
		at -= (Size) count * words;
		if (chunk->packed == 0)
			trade_entries_copy(layout, at, work->layout, chunk->entry, count);
		else if (!sanctions_work_unpack(work, (struct varlena *) chunk->entry, layout, at))
		{
			pfree(entries);
			return NULL;
		}
	}
	return entries;
}

uint64 *
sanctions_work_gather(sanctions_work *work, uint32 *count, uint8 *layout)
{
	uint64	   *entries;

	*layout |= work->layout;
	*count = work->entry_count + work->recent_used / work->entry_words;
	entries = gather(work, *layout);
	if (likely(entries != NULL))
		return entries;
	*layout |= TRADE_WORK_WIDE;
	return gather(work, *layout);
}

static void
change_layout(sanctions_work *work, uint8 layout)
{
	uint32		count;
	uint64	   *entries = sanctions_work_gather(work, &count, &layout);

	replace_entries(work, entries, count, layout);
	pfree(entries);
}

/* Entries of one key are united.  Where that does not make much room, the next look comes later. */
static void
compact(sanctions_work *work)
{
	uint32		limit = (uint32) 1 << work->limit_bits;
	uint32		count;
	uint8		layout = 0;
	uint64	   *entries = sanctions_work_gather(work, &count, &layout);

	entries = sanctions_entries_unite(entries, &count, &layout);
	if (count > (layout & TRADE_MATRIX_QUANTITY ? SANCTIONS_CELLS_QUANTITY_MAX : TRADE_MATRIX_CELLS_MAX))
		sanctions_work_reject_size();
	replace_entries(work, entries, count, layout);
	pfree(entries);
	if (count > limit - limit / 4)
		work->limit_bits += work->limit_bits < MANY_BITS ? 2 : 1;
}

bool
sanctions_work_put_packed(sanctions_work *work, struct varlena *matrix, const trade_matrix_shape *shape)
{
	Size		size = VARSIZE_ANY_EXHDR(matrix) + VARHDRSZ;
	uint32		cells = shape->cell_count;
	sanctions_chunk *chunk;

	if (size > (Size) cells * work->entry_words * 4)
		return false;
	/* those of a few workers wait for the end */
	while (work->limit_bits < MOST_LIMIT_BITS && (uint32) 1 << work->limit_bits < cells * PACKED_WAITING)
		work->limit_bits++;
	if (work->entry_count + cells > (uint32) 1 << work->limit_bits)
		compact(work);
	if (shape->has_quantity && !(work->layout & TRADE_MATRIX_QUANTITY))
		change_layout(work, work->layout | TRADE_MATRIX_QUANTITY);
	forget_flat(work);
	chunk = allocate(work->head.eoh_context, offsetof(sanctions_chunk, entry) + size);
	link_chunk(work, chunk);
	chunk->packed = cells;
	memcpy((char *) chunk->entry + VARHDRSZ, VARDATA_ANY(matrix), size - VARHDRSZ);
	SET_VARSIZE(chunk->entry, size);
	work->entry_count += cells;
	work->room = 0;
	return true;
}

void
sanctions_work_flush(sanctions_work *work)
{
	uint32		count = work->recent_used / work->entry_words;

	if (unlikely(work->entry_count + count > (uint32) 1 << work->limit_bits))
	{
		compact(work);
		return;
	}
	forget_flat(work);
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

static void
reject_mixture(const sanctions_work *work, trade_label_kind kind)
{
	if (work->kind != kind)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("trade_matrix with %s labels does not merge with %s labels",
						sanctions_label_kind_name(work->kind), sanctions_label_kind_name(kind)),
				 errhint("Cast the labels of one side.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("annual and monthly trade_matrix do not merge"),
			 errhint("Build both from years, or both from dates.")));
}

void
sanctions_work_require(sanctions_work *work, trade_label_kind kind, trade_frequency frequency)
{
	if (likely(work->kind == kind && work->frequency == frequency))
		return;
	if (kind == TRADE_LABEL_NONE)
		return;
	if (work->kind != TRADE_LABEL_NONE)
		reject_mixture(work, kind);
	work->kind = kind;
	work->frequency = frequency;
}
