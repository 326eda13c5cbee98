/*
 * Building and reading mixes: the working form with the server's memory and
 * errors, and what all accessors need.
 */
#ifndef SANCTIONS_MIX_STATE_H
#define SANCTIONS_MIX_STATE_H

#include "postgres.h"

#include "fmgr.h"

#include "utils/array.h"

#include "mix/mix.h"
#include "mix/format_core.h"
#include "mix/work_core.h"

#define SANCTIONS_MIX_TYPE "trade_mix"

/* A mix in its stored form, checked; a damaged one is XX001. */
extern sanctions_mix *sanctions_mix_read_stored(struct varlena *stored);

/* What keeps bytes from being a mix in its canonical stored form; NULL: nothing does. */
extern const char *sanctions_mix_problem(struct varlena *stored);

/* A fresh block in the current context. */
extern trade_mix_work *sanctions_mix_work_create(trade_label_kind kind);

/*
 * The entry of a label, valid until the next one is asked for.  These may move
 * the block into the current context; the old one stays behind for its owner to
 * free.  *fresh, where not NULL, is whether the label is new.
 */
extern trade_mix_entry *sanctions_mix_work_code(trade_mix_work **work, uint64 code);
extern trade_mix_entry *sanctions_mix_work_text(trade_mix_work **work, const char *text, int length);
extern trade_mix_entry *sanctions_mix_work_label(trade_mix_work **work, const char *label, int length,
												 bool *fresh);

/* The kind of a merge or of a further row; another one is 22023. */
extern void sanctions_mix_work_require(trade_mix_work *work, trade_label_kind kind);

/* Adds, or subtracts, a mix of any form, which is not changed. */
extern void sanctions_mix_work_merge(trade_mix_work **work, struct varlena *other, bool subtract);

/* The canonical form of a block, which is not changed. */
extern struct varlena *sanctions_mix_work_finish(const trade_mix_work *work);

/* A working form whose every part was checked. */
extern trade_mix_work *sanctions_mix_work_open(struct varlena *mix);

/* The labels of a block in order, as of a stored mix. */
extern sanctions_mix *sanctions_mix_work_read(const trade_mix_work *work);

/* The canonical form of a detoasted mix: itself, or a new one. */
extern struct varlena *sanctions_mix_canonical(struct varlena *mix);

/* The mix an argument is, read whole. */
#define SANCTIONS_GETARG_MIX(n) sanctions_mix_decode(PG_GETARG_DATUM(n))

/* The sum of all values; beyond the limit it is 22003. */
extern trade_units sanctions_mix_total(const sanctions_mix *mix);

/* The sum of all values, for shares: any negative value is 22023, naming its label. */
extern trade_units sanctions_mix_share_total(const sanctions_mix *mix);

/* 22023 where both have labels, of different kinds. */
extern void sanctions_mix_same_kind(const sanctions_mix *a, const sanctions_mix *b);

/* The order of two labels' bytes. */
static inline int
sanctions_mix_order(const sanctions_mix *a, uint32 i, const sanctions_mix *b, uint32 j)
{
	return trade_label_compare(a->label[i], a->label_length[i], b->label[j], b->label_length[j]);
}

/*
 * A walk over the labels of two mixes, in order: where one of them lacks a label
 * its value is 0.
 */
typedef struct sanctions_mix_walk
{
	const sanctions_mix *side[2];
	uint32		next[2];
	const char *label;
	int			label_length;
	trade_units value[2];
} sanctions_mix_walk;

extern bool sanctions_mix_walk_next(sanctions_mix_walk *walk);

/*
 * The place of a label as the user writes it, or -1; 22P02 where a code cannot be read,
 * 22023 where a text has the country in another spelling.
 */
extern int64 sanctions_mix_find(const sanctions_mix *mix, const char *label, int length);

/*
 * True for the labels among some that the user names, an element NULL is 22004;
 * name is the argument's.
 */
extern bool *sanctions_mix_mark(const sanctions_mix *mix, ArrayType *labels, const char *name);

#endif
