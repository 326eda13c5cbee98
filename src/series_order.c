/* trade_series: equality, order and hash. */
#include "postgres.h"

#include "series_state.h"
#include "state_order.h"

SANCTIONS_STATE_ORDER(series)
