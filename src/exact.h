/*
 * Exact values from SQL arguments: NaN and infinities are 22023, beyond
 * +-1.7e26 is 22003.
 */
#ifndef SANCTIONS_EXACT_H
#define SANCTIONS_EXACT_H

#include "postgres.h"

#include "utils/numeric.h"

#include "exact_core.h"

extern trade_units sanctions_units_from_float8(double value);
extern trade_units sanctions_units_from_numeric(Numeric value);

/* A final sum beyond the limit is 22003. */
extern trade_units sanctions_units_from_sum(const trade_sum *sum);

#endif
