/*
 * A double and a user's text as messages and jsonb show them.
 */
#ifndef SANCTIONS_PRINT_H
#define SANCTIONS_PRINT_H

#include "postgres.h"

#include "common/shortest_dec.h"

/*
 * The fewest digits that read back as the same number, NaN and Infinity included;
 * gives their length.  float8out would follow extra_float_digits, which no IMMUTABLE
 * function may.
 */
#define SANCTIONS_DOUBLE_BYTES DOUBLE_SHORTEST_DECIMAL_LEN
#define sanctions_double_write double_to_shortest_decimal_buf

/* A double as sanctions_double_write gives it, in memory of the current context. */
extern char *sanctions_double_text(double value);

/* So much of a text is shown: a message goes into logs, and a text may have a gigabyte. */
#define SANCTIONS_SHOWN_BYTES 40

/* The text itself or its first characters and "...", in the current context. */
extern char *sanctions_clip(const char *text, Size length);
extern char *sanctions_clip_string(const char *text);
extern char *sanctions_clip_text(const text *value);

#endif
