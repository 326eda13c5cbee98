/* trade_series: equality, order and hash. */
#include "postgres.h"

#include "series/state.h"
#include "state/order.h"

SANCTIONS_STATE_ORDER(series)
