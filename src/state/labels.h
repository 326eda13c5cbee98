/*
 * Labels of states: what one may be, how it is read, and the search for one.
 */
#ifndef SANCTIONS_LABELS_H
#define SANCTIONS_LABELS_H

#include "postgres.h"

#include "code/country_core.h"
#include "state/errors.h"
#include "state/label_core.h"

/* What keeps bytes from being a label of the kind: an unknown code, or not text in the server's encoding; or NULL. */
static inline const char *
sanctions_country_label_problem(int code)
{
	return code < 0 || trade_country_find(code) == NULL ? "a label is no country" : NULL;
}

extern const char *sanctions_label_problem(trade_label_kind kind, const char *text, int length);

/* Such a problem of a stored value, type by its SQL name, is XX001. */
static inline void
sanctions_check_country_label(const char *type, int code)
{
	const char *problem = sanctions_country_label_problem(code);

	if (problem != NULL)
		sanctions_reject_stored(type, problem);
}

extern void sanctions_check_label(const char *type, trade_label_kind kind, const char *text, int length);

/*
 * A label as people write it, made canonical in place; false where it is no
 * country_code or hs_code.  Gives the length.
 */
extern bool sanctions_read_label(trade_label_kind kind, char *label, int *length);

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
 * The place of a label as a user writes it, or -1: a code is read in any form (22P02), text is taken byte
 * for byte.  A text that is absent, while the state has another spelling of the same
 * country, is 22023 with that spelling: CN where it is CHN, DEU where it is 276.
 */
extern int64 sanctions_label_ask(const sanctions_labels *labels, const char *label, int length);

#endif
