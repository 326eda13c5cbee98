/*
 * What is the same in all runs of a placebo: a book of flows, and what labels traded in
 * each period, whatever the windows.
 */
#ifndef SANCTIONS_PLAY_H
#define SANCTIONS_PLAY_H

#include "postgres.h"

#include "matrix/part.h"
#include "screen/book.h"
#include "screen/thresholds_core.h"

typedef struct sanctions_play
{
	const sanctions_matrix *head;
	const trade_book *book;
	const trade_thresholds *limit;
	bool		share_baseline;
	const uint64 *origins;		/* NULL: all but the target and whoever is looked at */
	uint64	   *sums;			/* labels that are sums of countries */
	uint32		outside;		/* pairs whose exporter is no origin */
	trade_course *imports;		/* what a label bought, once it is known, and what of all origins */
	trade_course *inflow;
	trade_course world;			/* all trade, and the origins' sales, once they are known */
	trade_course origin_sales;
	trade_sum  *by_period[2];	/* room, from the first period on: of all, and of the origins */
	int			periods;
	trade_month first;
	int			period_months;
	MemoryContext context;
} sanctions_play;

static inline bool
sanctions_play_is_origin(const sanctions_play *play, uint32 label)
{
	return sanctions_label_set_has(play->origins, label);
}

/* The book, once it is read; in the current context. */
extern void sanctions_play_begin(sanctions_play *play);

/* Finds what a label bought, or what all traded together, where that is not known yet. */
extern void sanctions_play_know_purchases(sanctions_play *play, uint32 label);
extern void sanctions_play_know_world(sanctions_play *play);

#endif
