/*
 * Makes the n-th call of the library that may run out of memory do so.
 *
 * Linked in by --wrap (wrap.py), in a build for this test alone.  What the server
 * allocates by itself is not touched.
 *
 *   memory_arm(n)          the n-th call from now on fails; 0: none, they are counted
 *   memory_count()         how many there were; nothing fails any more
 *   memory_failed()        how many failed in this session
 *   memory_again(n, ...)   the function that the SQL function's name ends with (again_OID)
 *                          is called twice at one call site: the n-th call fails, an error
 *                          is caught, and the second has to give what it always does
 *   memory_canary(kind)    a function with the fault to be found: 'cache' remembers what
 *                          it has not got yet, 'leak' leaves behind what it has,
 *                          'none' has none
 */
#include "postgres.h"

#include "access/xact.h"
#include "fmgr.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/resowner.h"

static int64 armed;
static int64 count;
static int64 failed;

extern void memory_step(void);

PG_FUNCTION_INFO_V1(memory_arm);
PG_FUNCTION_INFO_V1(memory_count);
PG_FUNCTION_INFO_V1(memory_failed);
PG_FUNCTION_INFO_V1(memory_again);
PG_FUNCTION_INFO_V1(memory_canary);

/* Before each call. */
void
memory_step(void)
{
	count++;
	if (armed <= 0 || --armed > 0)
		return;
	failed++;
	ereport(ERROR,
			(errcode(ERRCODE_OUT_OF_MEMORY),
			 errmsg("out of memory"),
			 errdetail("The test asked for it.")));
}

Datum
memory_arm(PG_FUNCTION_ARGS)
{
	armed = PG_GETARG_INT64(0);
	count = 0;
	PG_RETURN_BOOL(true);
}

Datum
memory_count(PG_FUNCTION_ARGS)
{
	armed = 0;
	PG_RETURN_INT64(count);
}

Datum
memory_failed(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(failed);
}

static Datum
call(FmgrInfo *function, FunctionCallInfo given, bool *isnull)
{
	LOCAL_FCINFO(call, FUNC_MAX_ARGS);
	Datum		result;

	InitFunctionCallInfoData(*call, function, given->nargs - 1, given->fncollation, NULL, NULL);
	for (int i = 1; i < given->nargs; i++)
		call->args[i - 1] = given->args[i];
	result = FunctionCallInvoke(call);
	*isnull = call->isnull;
	return result;
}

/* A call whose n-th allocation fails; what it gives otherwise does not count. */
static void
fail(FmgrInfo *function, FunctionCallInfo given, int64 n)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	bool		isnull;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	armed = n;
	count = 0;
	PG_TRY();
	{
		(void) call(function, given, &isnull);
		armed = 0;
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		armed = 0;
		MemoryContextSwitchTo(context);
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
	}
	PG_END_TRY();
	MemoryContextSwitchTo(context);
	CurrentResourceOwner = owner;
}

Datum
memory_again(PG_FUNCTION_ARGS)
{
	Oid			oid = (Oid) strtoul(strrchr(get_func_name(fcinfo->flinfo->fn_oid), '_') + 1, NULL, 10);
	FuncExpr   *expression = copyObject((FuncExpr *) fcinfo->flinfo->fn_expr);
	FmgrInfo	function;
	int64		n = PG_GETARG_INT64(0);
	bool		isnull;
	Datum		result;

	expression->args = list_delete_first(expression->args);
	expression->funcid = oid;
	fmgr_info(oid, &function);
	fmgr_info_set_expr((Node *) expression, &function);
	if (function.fn_strict)
		for (int i = 1; i < fcinfo->nargs; i++)
			if (fcinfo->args[i].isnull)
				PG_RETURN_NULL();
	fail(&function, fcinfo, n);
	result = call(&function, fcinfo, &isnull);
	if (isnull)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(result);
}

/* As the library does it, but for the fault. */
Datum
memory_canary(PG_FUNCTION_ARGS)
{
	char	   *kind = text_to_cstring(PG_GETARG_TEXT_PP(0));
	struct
	{
		char	   *text;
	}		   *cache = fcinfo->flinfo->fn_extra;

	if (strcmp(kind, "leak") == 0)
		(void) MemoryContextAlloc(CacheMemoryContext, 1000);
	if (cache == NULL)
	{
		cache = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof *cache);
		if (strcmp(kind, "cache") == 0)
			fcinfo->flinfo->fn_extra = cache;
		cache->text = MemoryContextStrdup(fcinfo->flinfo->fn_mcxt, kind);
		fcinfo->flinfo->fn_extra = cache;
	}
	PG_RETURN_TEXT_P(cstring_to_text(cache->text != NULL ? cache->text : "never filled"));
}
