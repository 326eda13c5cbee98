/*
 * Building matrices: the working form, with the server's memory and errors.
 */
#ifndef SANCTIONS_MATRIX_BUILD_H
#define SANCTIONS_MATRIX_BUILD_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/expandeddatum.h"

#include "compat.h"
#include "matrix/matrix.h"
#include "matrix/work_core.h"
#include "state/dictionary_core.h"

/* Words of the last entries, which lie in the head: ten narrow ones. */
#define SANCTIONS_RECENT_WORDS 20

/* Instead of recent_used when a working form was flattened: it is not, or its memory was taken away. */
#define SANCTIONS_NOT_FLAT 255
#define SANCTIONS_TAKEN 254

typedef struct sanctions_chunk
{
	struct sanctions_chunk *before;
	uint64		used;			/* words of entries; of the last chunk its head knows */
	uint64		entry[FLEXIBLE_ARRAY_MEMBER];
} sanctions_chunk;

/*
 * The working form: an expanded object, which the executor neither copies nor
 * moves while it grows, and which flattens to the stored form.
 *
 * Rows are appended as entries; the last few lie in the head, the others in chunks.
 * Where groups are many, what a row costs is the memory it touches: the heads of
 * all groups lie together, and a chunk, in a page of its own, is written to once in
 * ten rows and read at the end.  Chunks are never moved: growing by copying touched
 * two pages for one, and on a virtual machine a page touched first cost as much as
 * 50 rows.
 *
 * A flat value with room to grow would be simpler, and what the other states are.  But
 * the executor takes a flat state that has grown for a new one and copies it, so that
 * each doubling copies all rows three times.  Processor time for 5.5 million rows in
 * 1,250 groups, the least of four runs: flat 1.84 s, chunks 1.62, with the heads of all
 * groups together 1.55.  What expanded objects are known to cost is not paid: with a
 * context for each group a hash aggregate is quadratic, so all groups share one (20
 * thousand groups took 1.4 s, 80 thousand 31.8, without 0.3 to 0.5).
 *
 * A group's memory has a bound: entries take no more than one allocation may hold,
 * while they are united three times that, and matrices to be merged no more than a few
 * times their sum (collect.c).
 */
typedef struct sanctions_work
{
	ExpandedObjectHeader head;
	uint8		layout;
	uint8		kind;
	uint8		frequency;
	uint8		entry_words;
	uint8		recent_used;	/* words */
	uint8		limit_bits;		/* beyond so many entries those of one key are united */
	bool		direct;			/* most labels need no dictionary */
	uint8		flat_recent;	/* recent_used when it was flattened, or one of the above */
	uint32		entry_count;	/* in chunks */
	uint32		room;			/* words left in the last chunk */
	uint64		recent[SANCTIONS_RECENT_WORDS];
	uint64	   *next;			/* where the next entry goes in it */
	sanctions_chunk *last;
	trade_dictionary *labels;
	struct sanctions_collection *collection;	/* of whole matrices (collect.h) */
} sanctions_work;

/*
 * A fresh one in a context, which must outlive it.  Unless it is direct, labels'
 * ids count them in the order in which they came.
 */
extern sanctions_work *sanctions_work_create(MemoryContext context, trade_label_kind kind,
											 trade_frequency frequency, bool direct);

/* As sanctions_work_create, but what grows lies in a context of its own. */
extern sanctions_work *sanctions_work_create_apart(MemoryContext context, MemoryContext chunks, trade_label_kind kind,
												   trade_frequency frequency, bool direct);

/* 55000 where another function freed its memory. */
extern void sanctions_work_require_own(const sanctions_work *work);

/* Labels of the dictionary. */
static inline uint32
sanctions_work_label_count(const sanctions_work *work)
{
	return work->labels ? work->labels->count : 0;
}

/* The first id of the dictionary. */
static inline uint32
sanctions_work_label_base(const sanctions_work *work)
{
	return work->direct ? TRADE_DIRECT_LABELS : 0;
}

/* The bytes of one, by its number. */
static inline const char *
sanctions_work_label_text(const sanctions_work *work, uint32 number, int *length)
{
	return trade_dictionary_label(work->labels, *trade_dictionary_entry(work->labels, number), length);
}

extern uint32 sanctions_work_label(sanctions_work *work, const char *text, int length);
extern uint32 sanctions_work_country(sanctions_work *work, uint16 code);

/* One row; quantity may be NULL. */
extern void sanctions_work_add(sanctions_work *work, uint32 importer, uint32 exporter, trade_month month,
							   const trade_sum *value, const trade_sum *quantity,
							   const trade_sum *quantity_value);

/* The last entries go into a chunk. */
extern void sanctions_work_flush(sanctions_work *work);

/* A row without quantity, its value in thousandths; false where it takes a wide entry or one with quantities. */
static inline bool
sanctions_work_add_thousandths(sanctions_work *work, uint64 key, int64 thousandths)
{
	if (unlikely(work->recent_used == SANCTIONS_RECENT_WORDS))
		sanctions_work_flush(work);
	if (unlikely(work->layout != 0))
		return false;
	work->recent[work->recent_used] = key | TRADE_EXPONENT_THOUSANDTHS;
	work->recent[work->recent_used + 1] = (uint64) thousandths;
	work->recent_used += 2;
	return true;
}

/*
 * Kind and frequency of a merge or of a further row; others are 22023.  A working
 * form that had none takes them.
 */
extern void sanctions_work_require(sanctions_work *work, trade_label_kind kind, trade_frequency frequency);

/*
 * A copy of all entries in the current context, and their number, in a layout that
 * has what is asked for, what the working form has, and what is needed.
 */
extern uint64 *sanctions_work_gather(sanctions_work *work, uint32 *count, uint8 *layout);

#endif
