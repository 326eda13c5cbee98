/* What the aggregates refuse. */
#include "postgres.h"

#include "state/aggregate.h"

void
sanctions_reject_direct_call(const char *aggregate, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("this function of %s works inside an aggregate only", aggregate),
			 errhint("%s", hint)));
}

void
sanctions_reject_null_period(const char *aggregate)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("period of a %s row is NULL", aggregate),
			 errhint("Leave such rows out with FILTER or WHERE.")));
}

void
sanctions_reject_null_label(const char *aggregate, const char *which)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("%s of a %s row is NULL", which, aggregate),
			 errhint("Leave such rows out with FILTER or WHERE, or give the unknown a label of its own.")));
}

void
sanctions_reject_label_length(const char *aggregate, int length)
{
	if (length == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("label \"\" of a %s row is empty", aggregate),
				 errhint("Leave such rows out with FILTER or WHERE, or give the unknown a label of its own.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("label of %d bytes is too long for a %s", length, aggregate),
			 errhint("Labels have 1 to %d bytes.", TRADE_LABEL_BYTES_MAX)));
}
