/*
 * Thresholds from jsonb.
 */
#ifndef SANCTIONS_THRESHOLDS_H
#define SANCTIONS_THRESHOLDS_H

#include "postgres.h"

#include "utils/jsonb.h"

#include "screen/thresholds_core.h"

/* A table's defaults, overridden by the object's members; anything wrong is 22023. */
extern void sanctions_thresholds_read(Jsonb *object, const trade_threshold_table *table, void *thresholds);

/* For names that no table has: 22023 where they are none of ours or their value will not do. */
extern trade_units sanctions_threshold_value(const trade_threshold_entry *entry, const JsonbValue *value);

#endif
