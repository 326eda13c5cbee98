/* trade_mix by its stored bytes: equality, order and hash, and its way between servers. */
#include "postgres.h"

#include "mix/state.h"
#include "state/order.h"
#include "state/transport.h"

SANCTIONS_STATE_ORDER(mix)
SANCTIONS_STATE_TRANSPORT(mix, "trade_mix", "trade_mix_state")
