/*
 * The reasons of a finding as jsonb.
 */
#ifndef SANCTIONS_REASONS_H
#define SANCTIONS_REASONS_H

#include "postgres.h"

#include "utils/jsonb.h"

#include "lib/stringinfo.h"

#include "screen/finding_core.h"
#include "screen/sentence_core.h"

/* What the reasons of all findings of a screen have in common. */
typedef struct sanctions_reasons
{
	const trade_scene *scene;
	const trade_words *words;
	struct varlena *weight[TRADE_SIGNALS];	/* numeric, as the following */
	struct varlena *threshold[TRADE_SIGNALS];
	struct varlena *squared;	/* SOURCING's threshold where no swing is known */
	StringInfoData out;			/* the last finding's */
} sanctions_reasons;

extern void sanctions_reasons_begin(sanctions_reasons *reasons, const trade_scene *scene, const trade_words *words);

/* They last until the next finding's. */
extern Datum sanctions_reasons_of(sanctions_reasons *reasons, const trade_finding *finding);

#endif
