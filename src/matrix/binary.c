/* trade_matrix and its transition type: binary form, and the latter's text. */
#include "postgres.h"

#include "fmgr.h"

#include "matrix/merge.h"
#include "matrix/open.h"
#include "state/transport.h"

#define TYPE "trade_matrix"
#define STATE_TYPE "trade_matrix_state"

PG_FUNCTION_INFO_V1(sanctions_matrix_recv);
PG_FUNCTION_INFO_V1(sanctions_matrix_send);
PG_FUNCTION_INFO_V1(sanctions_matrix_state_in);
PG_FUNCTION_INFO_V1(sanctions_matrix_state_out);
PG_FUNCTION_INFO_V1(sanctions_matrix_state_recv);

static struct varlena *
canonical_argument(FunctionCallInfo fcinfo)
{
	return sanctions_matrix_canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)));
}

Datum
sanctions_matrix_recv(PG_FUNCTION_ARGS)
{
	return sanctions_transport_recv(fcinfo, TYPE, sanctions_matrix_problem);
}

/* Of both types. */
Datum
sanctions_matrix_send(PG_FUNCTION_ARGS)
{
	return sanctions_transport_send(canonical_argument(fcinfo));
}

Datum
sanctions_matrix_state_in(PG_FUNCTION_ARGS)
{
	return sanctions_transport_in(fcinfo, STATE_TYPE, sanctions_matrix_problem);
}

Datum
sanctions_matrix_state_out(PG_FUNCTION_ARGS)
{
	return sanctions_transport_out(canonical_argument(fcinfo), STATE_TYPE);
}

Datum
sanctions_matrix_state_recv(PG_FUNCTION_ARGS)
{
	return sanctions_transport_recv(fcinfo, STATE_TYPE, sanctions_matrix_problem);
}
