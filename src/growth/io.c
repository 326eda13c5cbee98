/* The state of trade_growth: taking it, text and binary form. */
#include "postgres.h"

#include "growth/state.h"
#include "state/fixed.h"

SANCTIONS_FIXED_STATE(growth, "trade_growth_state", "trade_growth", TRADE_GROWTH_VERSION, TRADE_GROWTH_TEXT)

trade_growth_state *
sanctions_growth_state_get(Datum datum)
{
	return sanctions_fixed_get(&growth_fixed, datum);
}
