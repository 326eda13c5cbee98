/* trade_matrix: equality, order and hash. */
#include "postgres.h"

#include "matrix/merge.h"
#include "state/order.h"

SANCTIONS_STATE_ORDER(matrix)
