/*
 * Reference tables: the cache of a call site, the reader, and the guard of the
 * rows that come with the extension.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

#include "compat.h"
#include "exact/print.h"
#include "reference/cache.h"

/* A query may name a few lists in turn; more than this read again. */
#define REFERENCE_SLOTS 8

/*
 * What was visible when a table was read.  An expression of PL/pgSQL keeps its
 * call site through a whole transaction, so a cached content counts only under
 * the snapshot it was read with: same transactions finished, same command of our
 * own, same subtransaction (a rollback to a savepoint takes no command).
 */
typedef struct reference_stamp
{
	TransactionId transaction;
	SubTransactionId subtransaction;
	CommandId	command;
	TransactionId xmin;
	TransactionId xmax;
	uint32		running;
} reference_stamp;

typedef struct reference_slot
{
	MemoryContext context;		/* NULL: empty */
	sanctions_reference_key key;
	reference_stamp stamp;
	void	   *content;
} reference_slot;

typedef struct reference_cache
{
	int			next;
	reference_slot slots[REFERENCE_SLOTS];
} reference_cache;

PG_FUNCTION_INFO_V1(sanctions_shipped_guard);

static reference_stamp
reference_stamp_now(void)
{
	reference_stamp stamp = {0};

	stamp.transaction = GetTopTransactionIdIfAny();
	stamp.subtransaction = GetCurrentSubTransactionId();
	if (ActiveSnapshotSet())
	{
		Snapshot	snapshot = GetActiveSnapshot();

		stamp.command = snapshot->curcid;
		stamp.xmin = snapshot->xmin;
		stamp.xmax = snapshot->xmax;
		stamp.running = snapshot->xcnt;
	}
	return stamp;
}

static bool
reference_stamp_same(const reference_stamp *a, const reference_stamp *b)
{
	return a->transaction == b->transaction && a->subtransaction == b->subtransaction &&
		a->command == b->command && a->xmin == b->xmin && a->xmax == b->xmax &&
		a->running == b->running && TransactionIdIsValid(a->xmax);
}

static bool
reference_key_same(const sanctions_reference_key *a, const sanctions_reference_key *b)
{
	return a->ever == b->ever && (a->ever || a->as_of == b->as_of) &&
		a->vintage == b->vintage && a->name_length == b->name_length &&
		memcmp(a->name, b->name, a->name_length) == 0;
}

static reference_cache *
reference_cache_of(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo->fn_extra == NULL)
		fcinfo->flinfo->fn_extra =
			MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(reference_cache));
	return (reference_cache *) fcinfo->flinfo->fn_extra;
}

/* The slot that holds key, stale or not, or the next to be given up. */
static reference_slot *
reference_slot_for(reference_cache *cache, const sanctions_reference_key *key)
{
	reference_slot *slot;

	for (int i = 0; i < REFERENCE_SLOTS; i++)
	{
		slot = &cache->slots[i];
		if (slot->context != NULL && reference_key_same(&slot->key, key))
			return slot;
	}
	slot = &cache->slots[cache->next];
	cache->next = (cache->next + 1) % REFERENCE_SLOTS;
	return slot;
}

static void
reference_slot_load(FunctionCallInfo fcinfo, reference_slot *slot,
					const sanctions_reference_key *key, sanctions_reference_load load)
{
	MemoryContext context;
	MemoryContext caller;
	char	   *name;

	/* Where an error is caught, what was loaded so far goes with the caller's context. */
	context = AllocSetContextCreate(CurrentMemoryContext, "sanctions reference",
									ALLOCSET_SMALL_SIZES);
	caller = MemoryContextSwitchTo(context);
	name = palloc(key->name_length + 1);
	memcpy(name, key->name, key->name_length);
	name[key->name_length] = '\0';
	slot->content = load(fcinfo, key);
	MemoryContextSwitchTo(caller);
	MemoryContextSetParent(context, fcinfo->flinfo->fn_mcxt);
	slot->key = *key;
	slot->key.name = name;
	slot->context = context;
}

void *
sanctions_reference_get(FunctionCallInfo fcinfo, const sanctions_reference_key *key,
						sanctions_reference_load load)
{
	reference_slot *slot = reference_slot_for(reference_cache_of(fcinfo), key);
	reference_stamp now = reference_stamp_now();

	if (slot->context != NULL && reference_key_same(&slot->key, key) &&
		reference_stamp_same(&slot->stamp, &now))
		return slot->content;
	if (slot->context != NULL)
	{
		MemoryContext old = slot->context;

		slot->context = NULL;
		MemoryContextDelete(old);
	}
	reference_slot_load(fcinfo, slot, key, load);
	slot->stamp = now;
	return slot->content;
}

sanctions_reference_key
sanctions_reference_key_from(FunctionCallInfo fcinfo, int name_argument, int as_of_argument)
{
	sanctions_reference_key key = {0};
	text	   *name;

	if (PG_ARGISNULL(name_argument))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("the name of a list or group must not be NULL"),
				 errhint("Name one; it is the day that may be NULL, for ever.")));
	name = PG_GETARG_TEXT_PP(name_argument);
	key.name = VARDATA_ANY(name);
	key.name_length = VARSIZE_ANY_EXHDR(name);
	key.ever = PG_ARGISNULL(as_of_argument);
	if (!key.ever)
		key.as_of = PG_GETARG_DATEADT(as_of_argument);
	return key;
}

const char *
sanctions_reference_schema(FunctionCallInfo fcinfo)
{
	char	   *schema = get_namespace_name(get_func_namespace(fcinfo->flinfo->fn_oid));

	if (schema == NULL)
		elog(ERROR, "function %u has no schema", fcinfo->flinfo->fn_oid);
	return quote_identifier(schema);
}

void
sanctions_reference_read(const char *query, const sanctions_reference_key *key,
						 sanctions_reference_row row, void *state)
{
	Oid			types[2] = {TEXTOID, DATEOID};
	Datum		values[2];
	char		nulls[2] = {' ', key->ever ? 'n' : ' '};
	bool		pushed = !ActiveSnapshotSet();

	if (pushed)
		PushActiveSnapshot(GetTransactionSnapshot());
	values[0] = PointerGetDatum(cstring_to_text_with_len(key->name, key->name_length));
	values[1] = DateADTGetDatum(key->as_of);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (SPI_execute_with_args(query, 2, types, values, nulls, true,
							  SANCTIONS_REFERENCE_LIMIT + 1) != SPI_OK_SELECT)
		elog(ERROR, "a reference table could not be read");
	if (SPI_processed > SANCTIONS_REFERENCE_LIMIT)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("\"%s\" has more than %d rows", sanctions_clip(key->name, key->name_length),
						SANCTIONS_REFERENCE_LIMIT)));
	for (uint64 i = 0; i < SPI_processed; i++)
		row(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, state);
	SPI_finish();
	if (pushed)
		PopActiveSnapshot();
}

/* One known name, for the hint. */
static void
reference_add_name(HeapTuple row, TupleDesc columns, void *state)
{
	StringInfo	names = (StringInfo) state;

	appendStringInfo(names, "%s%s", names->len > 0 ? ", " : "",
					 sanctions_clip_string(SPI_getvalue(row, columns, 1)));
}

static void
reference_count_row(HeapTuple row, TupleDesc columns, void *state)
{
	++*(int *) state;
}

void
sanctions_reference_check_name(FunctionCallInfo fcinfo, const sanctions_reference_key *key,
							   const char *relation, const char *column, const char *what)
{
	const char *schema = sanctions_reference_schema(fcinfo);
	StringInfoData names;
	int			rows = 0;

	sanctions_reference_read(psprintf("SELECT 1 FROM %s.%s WHERE %s OPERATOR(pg_catalog.=) $1 LIMIT 1",
									  schema, relation, column),
							 key, reference_count_row, &rows);
	if (rows > 0)
		return;
	initStringInfo(&names);
	sanctions_reference_read(psprintf("SELECT DISTINCT %s COLLATE pg_catalog.\"C\" FROM %s.%s "
									  "ORDER BY 1 LIMIT 50", column, schema, relation),
							 key, reference_add_name, &names);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s \"%s\" does not exist", what, sanctions_clip(key->name, key->name_length)),
			 errhint("Known: %s. Add rows of your own to %s.", names.data, relation)));
}

static bool
row_is_shipped(HeapTuple row, TupleDesc columns)
{
	bool		isnull;
	Datum		shipped;
	int			number = SPI_fnumber(columns, "shipped");

	if (number <= 0)
		elog(ERROR, "the table has no column \"shipped\"");
	shipped = SPI_getbinval(row, columns, number, &isnull);
	return !isnull && DatumGetBool(shipped);
}

static void
refuse_shipped(const char *message, Relation relation, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("%s of \"%s\"", message, RelationGetRelationName(relation)),
			 errhint("%s", hint)));
}

/*
 * BEFORE trigger: the rows that come with the extension change with the
 * extension only, so that a dump, which leaves them out, restores to the same.
 */
Datum
sanctions_shipped_guard(PG_FUNCTION_ARGS)
{
	TriggerData *data = (TriggerData *) fcinfo->context;
	TupleDesc	columns;
	HeapTuple	result;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("sanctions_shipped_guard() is for triggers only")));
	columns = RelationGetDescr(data->tg_relation);
	if (TRIGGER_FIRED_BY_TRUNCATE(data->tg_event))
	{
		if (!creating_extension)
			refuse_shipped("cannot remove the shipped rows", data->tg_relation,
						   "DELETE the rows of your own: WHERE NOT shipped.");
		PG_RETURN_POINTER(NULL);
	}
	result = TRIGGER_FIRED_BY_UPDATE(data->tg_event) ? data->tg_newtuple : data->tg_trigtuple;
	if (creating_extension)
		PG_RETURN_POINTER(result);
	if (!TRIGGER_FIRED_BY_INSERT(data->tg_event) && row_is_shipped(data->tg_trigtuple, columns))
		refuse_shipped("cannot change a shipped row", data->tg_relation,
					   "Add a row of your own with the same key: it wins over the shipped one.");
	if (!TRIGGER_FIRED_BY_DELETE(data->tg_event) && row_is_shipped(result, columns))
		refuse_shipped("cannot add a shipped row", data->tg_relation,
					   "Leave \"shipped\" at its default, false.");
	PG_RETURN_POINTER(result);
}
