/*
 * trade_mix for the topics built on it: reading one whole, and making one.
 */
#ifndef SANCTIONS_MIX_H
#define SANCTIONS_MIX_H

#include "postgres.h"

#include "exact/value_core.h"
#include "state/label_core.h"

/*
 * Labels sorted by bytes (a country_code as its three characters, an hs_code as
 * its digits), each once and terminated by a zero byte; no value is 0.
 */
typedef struct sanctions_mix
{
	trade_label_kind kind;		/* NONE where there is no label */
	uint32		count;
	const char **label;
	int		   *label_length;
	trade_units *value;
} sanctions_mix;

/* A stored (or working) mix, checked; a damaged one is XX001. */
extern sanctions_mix *sanctions_mix_decode(Datum datum);

/* The canonical form; labels are sorted, units within the limit. */
extern struct varlena *sanctions_mix_make(const sanctions_mix *mix);

#endif
