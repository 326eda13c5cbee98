/* The mix: label to value.  What its stored and its working form share. */
#ifndef TRADE_MIX_CORE_H
#define TRADE_MIX_CORE_H

#include <stddef.h>
#include <stdint.h>

#include "exact/value_core.h"
#include "state/label_core.h"

/* Limits of a state, and of the labels one call of a core function handles. */
#define TRADE_MIX_LABELS_MAX (1 << 24)
#define TRADE_MIX_LABELS_PER_CALL 65536

/* First bytes of every stored or working mix. */
#define TRADE_MIX_VERSION 1
#define TRADE_MIX_WORKING 0x80	/* the executor's own growing form */

/* Bytes of an HS label with the zero byte that ends it. */
#define TRADE_MIX_HS_BYTES 11

/* A label of a code kind as its number; false where it is none. */
extern bool trade_mix_code_read(trade_label_kind kind, const char *text, int length, uint64_t *code);

/* The inverse, with a zero byte at the end; gives the length. */
extern int	trade_mix_code_write(trade_label_kind kind, uint64_t code, char *text);

/* Whether there is such a code. */
extern bool trade_mix_code_known(trade_label_kind kind, uint64_t code);

#endif
