/*
 * Where a captured change goes: the table delta of the monitor whose trigger function
 * writes it, with the rights of that function's owner.
 *
 * All is asked of the catalog as it is now: a transaction with an older snapshot would
 * find names, and owners, that others have by then.  What is found is locked, so that it
 * stays what it is.
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_class.h"
#include "catalog/pg_database.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_trigger.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#define TABLE_OF_CHANGES "delta"

/* What a column of a row of the catalog holds, InvalidOid where there is no row. */
static Oid
look_up(int cache, Oid object, AttrNumber column)
{
	HeapTuple	row = SearchSysCache1(cache, ObjectIdGetDatum(object));
	bool		null;
	Oid			found;

	if (!HeapTupleIsValid(row))
		return InvalidOid;
	found = DatumGetObjectId(SysCacheGetAttr(cache, row, column, &null));
	ReleaseSysCache(row);
	return found;
}

/* Nobody locks a table into which he may not write. */
static void
need_rights(const RangeVar *table, Oid relation, Oid before, void *unused)
{
	AclResult	allowed = OidIsValid(relation) ? pg_class_aclcheck(relation, GetUserId(), ACL_INSERT) : ACLCHECK_OK;

	if (allowed != ACLCHECK_OK)
		aclcheck_error(allowed, OBJECT_TABLE, table->relname);
}

/* The table of changes of a monitor, locked; its owner, who alone has a say about it. */
static Oid
open_changes(Oid schema, char *monitor, Oid *keeper)
{
	Oid			changes = RangeVarGetRelidExtended(makeRangeVar(monitor, TABLE_OF_CHANGES, -1), RowExclusiveLock, 0,
												   need_rights, NULL);
	Oid			holder = look_up(NAMESPACEOID, schema, Anum_pg_namespace_nspowner);

	if (get_rel_namespace(changes) != schema)
		ereport(ERROR,
				(errcode(ERRCODE_LOCK_NOT_AVAILABLE),
				 errmsg("monitor \"%s\" has just been given another name", monitor),
				 errhint("Try again.")));
	*keeper = look_up(RELOID, changes, Anum_pg_class_relowner);
	if (holder == ROLE_PG_DATABASE_OWNER)
		holder = look_up(DATABASEOID, MyDatabaseId, Anum_pg_database_datdba);
	/* a table's owner could run triggers of his own as the function's, and a schema's owner put another table in its place */
	if (holder != *keeper && !superuser_arg(holder))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("schema \"%s\" belongs to \"%s\", and its table " TABLE_OF_CHANGES " to \"%s\"", monitor,
						GetUserNameFromId(holder, false), GetUserNameFromId(*keeper, false)),
				 errdetail("Who owns the schema could have the triggers of a capture do as he likes, with the rights of who owns the table."),
				 errhint("Make the monitor in a schema of its own.")));
	return changes;
}

PG_FUNCTION_INFO_V1(sanctions_capture_keeper);
Datum
sanctions_capture_keeper(PG_FUNCTION_ARGS)
{
	char	   *monitor = NameStr(*PG_GETARG_NAME(0));
	Oid			keeper;

	open_changes(get_namespace_oid(monitor, false), monitor, &keeper);
	PG_RETURN_DATUM(DirectFunctionCall1(namein, CStringGetDatum(GetUserNameFromId(keeper, false))));
}

/* What a trigger calls; InvalidOid where there is no such trigger. */
static Oid
called_by(Oid relation, Name trigger)
{
	Relation	triggers = table_open(TriggerRelationId, AccessShareLock);
	ScanKeyData key[2];
	SysScanDesc scan;
	HeapTuple	row;
	Oid			called;

	ScanKeyInit(&key[0], Anum_pg_trigger_tgrelid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(relation));
	ScanKeyInit(&key[1], Anum_pg_trigger_tgname, BTEqualStrategyNumber, F_NAMEEQ, NameGetDatum(trigger));
	scan = systable_beginscan(triggers, TriggerRelidNameIndexId, true, NULL, lengthof(key), key);
	row = systable_getnext(scan);
	called = HeapTupleIsValid(row) ? ((Form_pg_trigger) GETSTRUCT(row))->tgfoid : InvalidOid;
	systable_endscan(scan);
	table_close(triggers, AccessShareLock);
	return called;
}

PG_FUNCTION_INFO_V1(sanctions_capture_target);
Datum
sanctions_capture_target(PG_FUNCTION_ARGS)
{
	Oid			called = called_by(PG_GETARG_OID(0), PG_GETARG_NAME(1));
	Oid			schema = OidIsValid(called) ? get_func_namespace(called) : InvalidOid;
	char	   *monitor = OidIsValid(schema) ? get_namespace_name(schema) : NULL;
	Oid			runs_as = look_up(PROCOID, called, Anum_pg_proc_proowner);
	Oid			keeper;

	if (monitor == NULL || !OidIsValid(runs_as))
		PG_RETURN_NULL();
	open_changes(schema, monitor, &keeper);
	if (keeper != runs_as)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("function \"%s\" belongs to \"%s\", and table " TABLE_OF_CHANGES " of monitor \"%s\" to \"%s\"",
						get_func_name(called), GetUserNameFromId(runs_as, false), monitor, GetUserNameFromId(keeper, false)),
				 errdetail("Who owns the table could have the function do as he likes, with the rights of who owns the function."),
				 errhint("Capture the source again, or release it.")));
	PG_RETURN_TEXT_P(cstring_to_text(quote_qualified_identifier(monitor, TABLE_OF_CHANGES)));
}
