/* trade_series by its stored bytes: equality, order and hash, and its way between servers. */
#include "postgres.h"

#include "series/state.h"
#include "state/order.h"
#include "state/transport.h"

SANCTIONS_STATE_ORDER(series)
SANCTIONS_STATE_TRANSPORT(series, "trade_series", "trade_series_state")
