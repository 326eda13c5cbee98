/* trade_matrix by its stored bytes: equality, order and hash, and its way between servers. */
#include "postgres.h"

#include "matrix/merge.h"
#include "matrix/open.h"
#include "state/order.h"
#include "state/transport.h"

SANCTIONS_STATE_ORDER(matrix)
SANCTIONS_STATE_TRANSPORT(matrix, "trade_matrix", "trade_matrix_state")
