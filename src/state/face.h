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

/* XX001 where bytes are no label of the kind: an unknown code, or not text in the server's encoding. */
extern void sanctions_check_country_label(const char *type, int code);
extern void sanctions_check_label(const char *type, trade_label_kind kind, const char *text, int length);

/* 22P02 or 22003, shows the place; json has the problem. */
extern Datum sanctions_reject_text(const trade_json *json, const char *text, const char *type,
								   const char *hint, struct Node *context);

/* Binary form, network order; what the message lacks is 22P03. */
extern int	sanctions_left_bytes(StringInfo message);
extern uint32 sanctions_get_number(StringInfo message, int bytes, const char *type);
extern int64 sanctions_get_int64(StringInfo message, const char *type);
extern trade_units sanctions_get_units(StringInfo message, const char *type);
extern void sanctions_send_units(StringInfo out, trade_units units);

/*
 * A label between client and server encoding.  A received label is canonical (of
 * a country its three characters, of HS its digits), has 1 to 255 bytes, and
 * stands in the caller's 256 bytes; gives its length.
 */
extern int	sanctions_get_label(StringInfo message, trade_label_kind kind, char *label, const char *type);
extern void sanctions_send_label(StringInfo out, const char *label, int length);

/*
 * A label as people write it, made canonical in place; false where it is no
 * country_code or hs_code.  Gives the length.
 */
extern bool sanctions_read_label(trade_label_kind kind, char *label, int *length);

extern const char *sanctions_label_kind_name(trade_label_kind kind);

#endif
