/* What the aggregates refuse. */
#include "postgres.h"

#include "fmgr.h"

#include "state/aggregate.h"

void
sanctions_require_aggregate(FunctionCallInfo fcinfo, const char *type)
{
	if (unlikely(!AggCheckCallContext(fcinfo, NULL)))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("this function of %s works inside an aggregate only", type),
				 errhint("Use the aggregates %s and rollup, or the operator +.", type)));
}
