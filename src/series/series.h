/*
 * trade_series for the topics built on it: reading one whole, and making one.
 */
#ifndef SANCTIONS_SERIES_H
#define SANCTIONS_SERIES_H

#include "postgres.h"

#include "series/format_core.h"

/* Points in order of time, each period once; none has 0 rows and value 0. */
typedef struct sanctions_series
{
	trade_frequency frequency;	/* NONE where there is no point */
	int			count;
	trade_point *point;
} sanctions_series;

/* A stored (or working) series, checked; a damaged one is XX001. */
extern sanctions_series *sanctions_series_decode(Datum datum);

/* The canonical form; points are sorted, units within the limit. */
extern struct varlena *sanctions_series_make(const sanctions_series *series);

#endif
