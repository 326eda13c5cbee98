/*
 * What the faces of trade_series, trade_mix and trade_matrix have in common.
 * type is the SQL name of the state, for messages.
 */
#ifndef SANCTIONS_STATE_H
#define SANCTIONS_STATE_H

#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"

#include "compat.h"
#include "exact/value_core.h"
#include "state/json_core.h"
#include "state/label_core.h"

/* Second byte of every stored state: the executor's own growing form. */
#define SANCTIONS_STATE_WORKING 0x80

/* 0A000 where a transition, combine or final function is called by itself. */
extern void sanctions_require_aggregate(FunctionCallInfo fcinfo, const char *type);

extern bool sanctions_state_is_working(const struct varlena *state);

/* Order by the bytes, for canonical forms. */
extern int	sanctions_state_compare(const struct varlena *left, const struct varlena *right);

/* XX001, 22P03; neither returns. */
sanctions_noreturn extern void sanctions_reject_stored(const char *type, const char *problem);
sanctions_noreturn extern void sanctions_reject_binary(const char *type, const char *problem);

/* What keeps bytes from being a label of the kind: an unknown code, or not text in the server's encoding; or NULL. */
extern const char *sanctions_country_label_problem(int code);
extern const char *sanctions_label_problem(trade_label_kind kind, const char *text, int length);

/* The same problem as XX001. */
extern void sanctions_check_country_label(const char *type, int code);
extern void sanctions_check_label(const char *type, trade_label_kind kind, const char *text, int length);

/* 22P02 or 22003, shows the place; json has the problem. */
extern Datum sanctions_reject_text(const trade_json *json, const char *text, const char *type,
								   const char *hint, struct Node *context);

/*
 * A label as people write it, made canonical in place; false where it is no
 * country_code or hs_code.  Gives the length.
 */
extern bool sanctions_read_label(trade_label_kind kind, char *label, int *length);

extern const char *sanctions_label_kind_name(trade_label_kind kind);

#endif
