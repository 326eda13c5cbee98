/*
 * Thresholds of the intermediary screen from jsonb.
 */
#ifndef SANCTIONS_INTERMEDIARY_THRESHOLDS_H
#define SANCTIONS_INTERMEDIARY_THRESHOLDS_H

#include "postgres.h"

#include "utils/jsonb.h"

#include "screen/thresholds_core.h"

/* The defaults, overridden by the object's members; anything wrong is 22023. */
extern void sanctions_thresholds_from_jsonb(Jsonb *object, trade_thresholds *thresholds);

#endif
