/*
 * Building matrices: the working form, with the server's memory and errors.
 */
#ifndef SANCTIONS_MATRIX_STATE_H
#define SANCTIONS_MATRIX_STATE_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/expandeddatum.h"

#include "compat.h"
#include "matrix/encode.h"
#include "matrix/matrix.h"
#include "matrix/open.h"

/* Words of the last entries, which lie in the head: ten narrow ones. */
#define SANCTIONS_RECENT_WORDS 20

/* Entries, or a matrix in its stored form. */
typedef struct sanctions_chunk
{
	struct sanctions_chunk *before;
	uint32		used;			/* words of entries; of the last chunk its head knows */
	uint32		packed;			/* cells of the matrix, if it is one */
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
	uint8		flat_recent;	/* recent_used when flat was made */
	bool		direct;			/* most labels need no dictionary */
	uint32		entry_count;	/* in chunks */
	uint32		room;			/* words left in the last chunk */
	uint64		recent[SANCTIONS_RECENT_WORDS];
	uint64	   *next;			/* where the next entry goes in it */
	sanctions_chunk *last;
	trade_labels *labels;
	struct varlena *flat;		/* between asking for its size and for its bytes */
} sanctions_work;

/*
 * A fresh one in a context, which must outlive it.  Unless it is direct, labels'
 * ids count them in the order in which they came.
 */
extern sanctions_work *sanctions_work_create(MemoryContext context, trade_label_kind kind,
											 trade_frequency frequency, bool direct);

/*
 * One that the executor takes as a group's state.  Its head lies in the
 * aggregate's context, beside what the executor keeps of the group; what grows, in
 * one below, to which the executor sees that it belongs.
 */
extern sanctions_work *sanctions_work_create_group(MemoryContext aggregate);

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

/* Adds, or subtracts, a matrix of any form, which is not changed. */
extern void sanctions_work_merge(sanctions_work *work, struct varlena *other, bool subtract);

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

/* A stored matrix that is not empty as it is, where that is smaller than its entries; false where not. */
extern bool sanctions_work_put_packed(sanctions_work *work, struct varlena *matrix,
									  const trade_matrix_shape *shape);

/* Its cells as entries; false where the layout does not hold them. */
extern bool sanctions_work_unpack(sanctions_work *work, struct varlena *matrix, uint8 layout, uint64 *entry);

/* Labels and united entries, in the current context; false: unique, and a key comes twice. */
extern bool sanctions_work_parts(sanctions_work *work, bool unique, sanctions_matrix_parts *parts);

/* The stored form, in the current context. */
extern struct varlena *sanctions_work_finish(sanctions_work *work);

/* The same, but a key that comes twice gives NULL. */
extern struct varlena *sanctions_work_finish_unique(sanctions_work *work);

extern const ExpandedObjectMethods sanctions_work_methods;

/* What a datum refers to where it is a working form, to be changed or not; else NULL. */
static inline sanctions_work *
sanctions_work_of(Datum datum)
{
	varatt_expanded pointer;

	if (!VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(datum)))
		return NULL;
	memcpy(&pointer, VARDATA_EXTERNAL(DatumGetPointer(datum)), sizeof(pointer));
	return pointer.eohptr->eoh_methods == &sanctions_work_methods ? (sanctions_work *) pointer.eohptr : NULL;
}

/* 54000. */
sanctions_noreturn extern void sanctions_work_reject_size(void);
sanctions_noreturn extern void sanctions_work_reject_labels(void);

/*
 * The sum of two matrices of canonical form that have no cell in common; NULL where
 * that is not so, or not soon seen.  room: what the call site keeps.
 */
typedef struct sanctions_plus_room sanctions_plus_room;
extern sanctions_plus_room *sanctions_matrix_plus_room(FmgrInfo *call);
extern struct varlena *sanctions_matrix_interleave(struct varlena *left, struct varlena *right,
												   sanctions_plus_room *room);

/*
 * The stored form of a working form that holds a few stored matrices and nothing
 * else, as the leader of a parallel plan has them; NULL where their cells must be
 * looked at one by one.
 */
extern struct varlena *sanctions_work_finish_packed(sanctions_work *work, FmgrInfo *call);

/* The canonical form of a detoasted matrix: itself, or a new one. */
extern struct varlena *sanctions_matrix_canonical(struct varlena *matrix);

#endif
