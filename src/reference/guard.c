/*
 * The guard of the rows that come with the extension.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/rel.h"

#include "compat.h"
#include "reference/cache.h"

PG_FUNCTION_INFO_V1(sanctions_shipped_guard);

sanctions_noreturn static void
refuse_trigger(const char *message)
{
	ereport(ERROR,
			(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
			 errmsg("sanctions_shipped_guard() %s", message)));
}

sanctions_noreturn static void
refuse_shipped(const char *message, Relation relation, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("%s of \"%s\"", message, RelationGetRelationName(relation)),
			 errhint("%s", hint)));
}

static bool
row_is_shipped(HeapTuple row, TupleDesc columns)
{
	bool		isnull;
	Datum		shipped;
	int			number = SPI_fnumber(columns, "shipped");

	if (number <= 0 || SPI_gettypeid(columns, number) != BOOLOID)
		refuse_trigger("needs a column \"shipped\" of type boolean");
	shipped = SPI_getbinval(row, columns, number, &isnull);
	return !isnull && DatumGetBool(shipped);
}

static void
guard_truncate(TriggerData *data)
{
	if (!creating_extension)
		refuse_shipped("cannot remove the shipped rows", data->tg_relation,
					   "DELETE the rows of your own: WHERE NOT shipped.");
}

/*
 * Gives the row to be written, or NULL to pass over it.  A subscriber of a
 * publication has the shipped rows of its own version already.
 */
static HeapTuple
guard_row(TriggerData *data)
{
	TupleDesc	columns = RelationGetDescr(data->tg_relation);
	bool		insert = TRIGGER_FIRED_BY_INSERT(data->tg_event);
	HeapTuple	old = data->tg_trigtuple;	/* of an INSERT the new row */
	HeapTuple	new = TRIGGER_FIRED_BY_UPDATE(data->tg_event) ? data->tg_newtuple : old;

	sanctions_reference_written();
	if (creating_extension)
		return new;
	if (SessionReplicationRole == SESSION_REPLICATION_ROLE_REPLICA && row_is_shipped(old, columns))
		return NULL;
	if (!insert && row_is_shipped(old, columns))
		refuse_shipped("cannot change a shipped row", data->tg_relation,
					   "Add a row of your own with the same key: it wins over the shipped one.");
	if (!TRIGGER_FIRED_BY_DELETE(data->tg_event) && row_is_shipped(new, columns))
		refuse_shipped("cannot add a shipped row", data->tg_relation,
					   "Leave \"shipped\" at its default, false.");
	return new;
}

/*
 * BEFORE trigger: the rows that come with the extension change with the
 * extension only, so that a dump, which leaves them out, restores to the same.
 */
Datum
sanctions_shipped_guard(PG_FUNCTION_ARGS)
{
	TriggerData *data = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo))
		refuse_trigger("is for triggers only");
	if (TRIGGER_FIRED_BY_TRUNCATE(data->tg_event))
	{
		guard_truncate(data);
		PG_RETURN_POINTER(NULL);
	}
	if (!TRIGGER_FIRED_FOR_ROW(data->tg_event) || !TRIGGER_FIRED_BEFORE(data->tg_event))
		refuse_trigger("guards rows BEFORE they change, FOR EACH ROW");
	PG_RETURN_POINTER(guard_row(data));
}
