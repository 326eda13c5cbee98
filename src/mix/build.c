/* The working form of a mix in the server: room, labels, merging, finishing. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact/value.h"
#include "mix/state.h"
#include "state/dictionary.h"
#include "state/errors.h"
#include "state/form.h"
#include "state/labels.h"
#include "state/steps.h"

/* Blocks of 128 bytes to begin with: most of many groups stay small. */
#define FIRST_LABELS 3
#define FIRST_TEXT_LABELS 2
#define FIRST_TEXT 32

static trade_mix_work *
work_alloc(uint32 capacity, uint32 text_capacity, trade_label_kind kind)
{
	size_t		size = trade_mix_work_size(capacity, text_capacity);
	trade_mix_work *work = palloc(size);

	/* all of it: the block may be copied whole, and its spare bytes with it */
	sanctions_zero(work, size);
	trade_mix_work_init(work, capacity, text_capacity, kind, sanctions_secret());
	SET_VARSIZE(work, size);
	return work;
}

trade_mix_work *
sanctions_mix_work_create(trade_label_kind kind)
{
	if (kind == TRADE_LABEL_TEXT)
		return work_alloc(FIRST_TEXT_LABELS, FIRST_TEXT, kind);
	return work_alloc(FIRST_LABELS, 0, kind);
}

static void
reject_size(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("trade_mix has too many labels"),
			 errhint("A mix holds up to %d labels, fewer where they are long. Group the rows.",
					 TRADE_MIX_LABELS_MAX)));
}

/* Twice the room; less where the limit of an allocation is near, while it is worth it. */
static void
work_grow(trade_mix_work **work, uint32 more_text)
{
	const trade_dictionary *from = &(*work)->labels;
	trade_mix_work *to;
	uint32		needed = from->text_used + more_text;
	uint32		more = from->count == from->capacity ? from->capacity + 1 : 0;
	uint32		spare = from->text_capacity < needed ? Max(needed, FIRST_TEXT) : from->text_capacity - needed;

	while (trade_mix_work_size(from->capacity + more, needed + spare) > MaxAllocSize)
	{
		if (more < 1024 && spare < 1024)
			reject_size();
		more = Max(more / 2, Min(more, 1));
		spare /= 2;
	}
	to = work_alloc(from->capacity + more, needed + spare, (*work)->kind);
	sanctions_dictionary_move(&to->labels, from, to->kind == TRADE_LABEL_TEXT);
	*work = to;
}

trade_mix_entry *
sanctions_mix_work_code(trade_mix_work **work, uint64 code)
{
	trade_mix_entry *entry = trade_mix_work_code(*work, sanctions_secret(), code);

	if (likely(entry != NULL))
		return entry;
	work_grow(work, 0);
	return trade_mix_work_code(*work, sanctions_secret(), code);
}

trade_mix_entry *
sanctions_mix_work_text(trade_mix_work **work, const char *text, int length)
{
	trade_mix_entry *entry = trade_mix_work_text(*work, sanctions_secret(), text, length);

	if (likely(entry != NULL))
		return entry;
	work_grow(work, length + 1);
	return trade_mix_work_text(*work, sanctions_secret(), text, length);
}

trade_mix_entry *
sanctions_mix_work_label(trade_mix_work **work, const char *label, int length, bool *fresh)
{
	uint32		count = (*work)->labels.count;
	trade_mix_entry *entry;
	uint64		code = 0;

	if ((*work)->kind == TRADE_LABEL_TEXT)
		entry = sanctions_mix_work_text(work, label, length);
	else
	{
		if (!trade_mix_code_read((*work)->kind, label, length, &code))
			elog(ERROR, "label \"%.*s\" is no code", length, label);
		entry = sanctions_mix_work_code(work, code);
	}
	if (fresh != NULL)
		*fresh = (*work)->labels.count > count;
	return entry;
}

void
sanctions_mix_work_require(trade_mix_work *work, trade_label_kind kind)
{
	if (likely(work->kind == kind) || kind == TRADE_LABEL_NONE)
		return;
	if (work->kind != TRADE_LABEL_NONE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("trade_mix with %s labels does not merge with %s labels",
						trade_label_kind_name(work->kind), trade_label_kind_name(kind)),
				 errhint("Cast the labels of one side.")));
	work->kind = kind;
}

static inline void
entry_add(trade_mix_entry *entry, trade_sum value, bool subtract)
{
	if (subtract)
		trade_sum_negate(&value);
	trade_sum_add(&entry->sum, &value);
}

static void
merge_working(trade_mix_work **work, struct varlena *mix, bool subtract)
{
	trade_mix_work *other = sanctions_mix_work_open(mix);
	const trade_mix_entry *entry = trade_mix_work_entries(other);

	sanctions_mix_work_require(*work, other->kind);
	for (uint32 i = 0; i < other->labels.count; i++, entry++)
	{
		if (i % TRADE_MIX_LABELS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		if (other->kind == TRADE_LABEL_TEXT)
		{
			int			length;
			const char *text = trade_mix_work_label(other, entry, &length);

			entry_add(sanctions_mix_work_text(work, text, length), entry->sum, subtract);
		}
		else
			entry_add(sanctions_mix_work_code(work, entry->key), entry->sum, subtract);
	}
}

static void
merge_canonical(trade_mix_work **work, struct varlena *mix, bool subtract)
{
	sanctions_mix *other = sanctions_mix_read_stored(mix);

	sanctions_mix_work_require(*work, other->kind);
	for (uint32 i = 0; i < other->count; i++)
	{
		if (i % TRADE_MIX_LABELS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		entry_add(sanctions_mix_work_label(work, other->label[i], other->label_length[i], NULL),
				  trade_sum_of(other->value[i]), subtract);
	}
}

void
sanctions_mix_work_merge(trade_mix_work **work, struct varlena *other, bool subtract)
{
	if (sanctions_state_is_working(other))
		merge_working(work, other, subtract);
	else
		merge_canonical(work, other, subtract);
}

trade_mix_work *
sanctions_mix_work_open(struct varlena *mix)
{
	Size		size = VARSIZE_ANY_EXHDR(mix) + VARHDRSZ;
	trade_mix_work *work = (trade_mix_work *) mix;
	const char *problem;

	/* from a table or another process it may lie anywhere, without its long header */
	if (!VARATT_IS_4B_U(mix) || (uintptr_t) mix % 8 != 0)
	{
		work = palloc(size);
		memcpy((char *) work + VARHDRSZ, VARDATA_ANY(mix), size - VARHDRSZ);
		SET_VARSIZE(work, size);
	}
	problem = trade_mix_work_check(work, size);
	for (uint32 at = 0; problem == NULL && at < work->labels.count; at += TRADE_MIX_LABELS_PER_CALL)
	{
		CHECK_FOR_INTERRUPTS();
		problem = trade_mix_work_check_entries(work, at, Min(TRADE_MIX_LABELS_PER_CALL, work->labels.count - at));
	}
	if (problem != NULL)
		sanctions_reject_stored(SANCTIONS_MIX_TYPE, problem);
	return work;
}

/* An entry on its way into order; key is a code, or the first bytes of a text. */
typedef struct ranked_label
{
	uint64		key;
	const char *text;
	int			length;
	uint32		entry;
} ranked_label;

static int
compare_labels(const void *a, const void *b)
{
	const ranked_label *left = a;
	const ranked_label *right = b;

	CHECK_FOR_INTERRUPTS();
	if (left->key != right->key)
		return left->key < right->key ? -1 : 1;
	return trade_label_compare(left->text, left->length, right->text, right->length);
}

static uint64
first_bytes(const char *text, int length)
{
	uint64		key = 0;

	for (int i = 0; i < 8; i++)
		key = key << 8 | (i < length ? (uint8) text[i] : 0);
	return key;
}

/* The labels whose sum is not 0, in order; gives their number and all bytes as text. */
static uint32
rank_labels(const trade_mix_work *work, ranked_label *rank, Size *text_bytes)
{
	const trade_mix_entry *entry = trade_mix_work_entries(work);
	uint32		count = 0;

	*text_bytes = 0;
	for (uint32 i = 0; i < work->labels.count; i++)
	{
		ranked_label *label = &rank[count];

		if (i % TRADE_MIX_LABELS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		if (trade_sum_sign(&entry[i].sum) == 0)
			continue;
		*label = (ranked_label) {entry[i].key, "", 0, i};
		if (work->kind == TRADE_LABEL_TEXT)
		{
			label->text = trade_mix_work_label(work, &entry[i], &label->length);
			label->key = first_bytes(label->text, label->length);
		}
		*text_bytes += work->kind == TRADE_LABEL_TEXT ? label->length + 1 : TRADE_MIX_HS_BYTES;
		count++;
	}
	qsort(rank, count, sizeof(ranked_label), compare_labels);
	for (uint32 i = 1; i < count; i++)
		if (compare_labels(&rank[i - 1], &rank[i]) == 0)
			sanctions_reject_stored(SANCTIONS_MIX_TYPE, "a label comes twice");
	return count;
}

static int
copy_label(trade_label_kind kind, const ranked_label *label, char *text)
{
	if (kind != TRADE_LABEL_TEXT)
	{
		/* a row's code came as it lay in a table */
		if (!trade_mix_code_known(kind, label->key))
			sanctions_reject_stored(SANCTIONS_MIX_TYPE, "a label is no known code");
		return trade_mix_code_write(kind, label->key, text);
	}
	memcpy(text, label->text, label->length);
	text[label->length] = '\0';
	sanctions_check_label(SANCTIONS_MIX_TYPE, kind, text, label->length);
	return label->length;
}

sanctions_mix *
sanctions_mix_work_read(const trade_mix_work *work)
{
	sanctions_mix *mix = palloc0(sizeof(sanctions_mix));
	ranked_label *rank = MemoryContextAllocHuge(CurrentMemoryContext,
												sizeof(ranked_label) * ((Size) work->labels.count + 1));
	Size		text_bytes;
	char	   *text;

	mix->count = rank_labels(work, rank, &text_bytes);
	mix->kind = mix->count > 0 ? work->kind : TRADE_LABEL_NONE;
	mix->label = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(char *) * ((Size) mix->count + 1));
	mix->label_length = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(int) * ((Size) mix->count + 1));
	mix->value = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(trade_units) * ((Size) mix->count + 1));
	text = MemoryContextAllocHuge(CurrentMemoryContext, text_bytes + 1);
	for (uint32 i = 0; i < mix->count; i++)
	{
		if (i % TRADE_MIX_LABELS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		mix->label[i] = text;
		mix->label_length[i] = copy_label(work->kind, &rank[i], text);
		mix->value[i] = sanctions_units_from_sum(&trade_mix_work_entries(work)[rank[i].entry].sum);
		text += mix->label_length[i] + 1;
	}
	pfree(rank);
	return mix;
}

struct varlena *
sanctions_mix_work_finish(const trade_mix_work *work)
{
	return sanctions_mix_make(sanctions_mix_work_read(work));
}
