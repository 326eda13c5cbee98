/*
 * The sentence of each signal.
 */
#ifndef TRADE_SAY_CORE_H
#define TRADE_SAY_CORE_H

#include "screen/finding_core.h"
#include "screen/sentence_core.h"

extern void trade_say(trade_sentence *s, const trade_finding *finding, const trade_scene *scene, trade_signal signal);

/* The double nearest to the square of a threshold. */
extern double trade_say_square(trade_units threshold);

#endif
