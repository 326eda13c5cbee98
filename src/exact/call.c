/*
 * What a function asks the catalog about itself.
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "exact/call.h"

sanctions_noreturn static void
dropped(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_FUNCTION),
			 errmsg("the extension \"sanctions\" was dropped while this statement ran"),
			 errhint("Run the statement again once the extension is there.")));
}

static void
require_function(FunctionCallInfo fcinfo)
{
	if (!SearchSysCacheExists1(PROCOID, ObjectIdGetDatum(fcinfo->flinfo->fn_oid)))
		dropped();
}

const char *
sanctions_call_schema(FunctionCallInfo fcinfo)
{
	char	   *schema = get_namespace_name(get_func_namespace(fcinfo->flinfo->fn_oid));

	if (schema == NULL)
		dropped();
	return quote_identifier(schema);
}

Oid
sanctions_call_type(FunctionCallInfo fcinfo)
{
	require_function(fcinfo);
	return get_func_rettype(fcinfo->flinfo->fn_oid);
}

TupleDesc
sanctions_call_row(FunctionCallInfo fcinfo)
{
	TupleDesc	row;

	require_function(fcinfo);
	if (get_call_result_type(fcinfo, NULL, &row) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "function %u does not return a row here", fcinfo->flinfo->fn_oid);
	return BlessTupleDesc(row);
}
