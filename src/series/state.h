/*
 * Building series: the working form with the server's memory and errors.
 */
#ifndef SANCTIONS_SERIES_STATE_H
#define SANCTIONS_SERIES_STATE_H

#include "postgres.h"

#include "series/series.h"
#include "series/work_core.h"

#define SANCTIONS_SERIES_TYPE "trade_series"

/* What keeps bytes from being a series in its canonical stored form; NULL: nothing does. */
extern const char *sanctions_series_problem(struct varlena *stored);

/* A fresh block in the current context. */
extern trade_series_work *sanctions_series_work_create(trade_frequency frequency);

/* A block of no frequency takes it; another one is 22023. */
extern void sanctions_series_work_require(trade_series_work *work, trade_frequency frequency);

/*
 * These may move the block into the current context; the old one stays behind
 * for its owner to free.
 */
extern void sanctions_series_work_add_slow(trade_series_work **work, const trade_series_entry *entry);
extern void sanctions_series_work_merge(trade_series_work **work, struct varlena *other, bool subtract);

/* A working form whose every part was checked. */
extern const trade_series_work *sanctions_series_work_open(struct varlena *series);

/* The canonical form of a block, which is not changed. */
extern struct varlena *sanctions_series_work_finish(const trade_series_work *work);

/* The canonical form of a detoasted series: itself, or a new one. */
extern struct varlena *sanctions_series_canonical(struct varlena *series);

/* Puts its points in order; false where a period comes twice. */
extern bool sanctions_series_sort(sanctions_series *series);

/* An empty one, with room for so many points. */
extern sanctions_series *sanctions_series_alloc(trade_frequency frequency, int room);

#endif
