/*
 * The two forms of a state: canonical as it is stored, and working while the executor's
 * own block grows.
 */
#ifndef SANCTIONS_STATE_FORM_H
#define SANCTIONS_STATE_FORM_H

#include "postgres.h"

/* A flag in the second byte of either form. */
#define SANCTIONS_STATE_WORKING 0x80

static inline bool
sanctions_state_is_working(const struct varlena *state)
{
	return VARSIZE_ANY_EXHDR(state) >= 2 && (((const uint8 *) VARDATA_ANY(state))[1] & SANCTIONS_STATE_WORKING);
}

#endif
