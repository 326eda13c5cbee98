/* trade_mix: equality, order and hash. */
#include "postgres.h"

#include "mix/state.h"
#include "state/order.h"

SANCTIONS_STATE_ORDER(mix)
