/*
 * The reasons of an intermediary screen as JSON, with a sentence a signal.
 */
#ifndef TRADE_INTERMEDIARY_TEXT_CORE_H
#define TRADE_INTERMEDIARY_TEXT_CORE_H

#include <stddef.h>

#include "screen/sums_core.h"
#include "state/json_write_core.h"

/* Room for any reasons: 255 bytes of label, six characters each, up to four times a sentence. */
#define TRADE_REASONS_SIZE (TRADE_SIGNALS * (4 * 255 * 6 + 1500))

/*
 * Writes the reasons, terminated by a zero byte, into TRADE_REASONS_SIZE bytes;
 * the target's label is taken byte for byte.
 */
extern void trade_reasons_write(const trade_finding *finding, const trade_screen *screen,
								const char *target, size_t target_length,
								trade_double_writer write_double, char *out);

#endif
