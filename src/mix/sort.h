/* Mixes by their values. */
#ifndef SANCTIONS_MIX_SORT_H
#define SANCTIONS_MIX_SORT_H

#include "mix/mix.h"

/* The places of the labels by falling value, then by label. */
extern uint32 *sanctions_mix_by_value(const sanctions_mix *mix);

/* The values, rising. */
extern trade_units *sanctions_mix_sorted_values(const sanctions_mix *mix);

#endif
