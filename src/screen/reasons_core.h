/*
 * The reasons of a finding as JSON, with a sentence a signal.
 */
#ifndef TRADE_REASONS_CORE_H
#define TRADE_REASONS_CORE_H

#include "screen/finding_core.h"
#include "screen/sentence_core.h"
#include "state/json_write_core.h"

/* Bytes enough for any reasons. */
extern size_t trade_reasons_size(const trade_words *words);

/* Writes the reasons, terminated by a zero byte. */
extern void trade_reasons_write(const trade_finding *finding, const trade_scene *scene, const trade_words *words,
								trade_double_writer write_double, char *out);

#endif
