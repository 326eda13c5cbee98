/*
 * Labels that a user asks a state for.
 */
#ifndef SANCTIONS_LABELS_H
#define SANCTIONS_LABELS_H

#include "postgres.h"

#include "state/label_core.h"

/* The labels of a state, in order. */
typedef struct sanctions_labels
{
	const char *type;			/* the state's SQL name, for messages */
	trade_label_kind kind;
	const char *const *label;
	const int  *length;
	int64		count;
} sanctions_labels;

/* The place of a label as the state has it, -1 where it has none. */
extern int64 sanctions_label_find(const sanctions_labels *labels, const char *label, int length);

/*
 * The same as a user writes it: a code is read in any form (22P02), text is taken byte
 * for byte.  A text that is absent, while the state has another spelling of the same
 * country, is 22023 with that spelling: CN where it is CHN, DEU where it is 276.
 */
extern int64 sanctions_label_ask(const sanctions_labels *labels, const char *label, int length);

#endif
