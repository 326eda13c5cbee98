/*
 * The cache of a call site.
 */
#include "postgres.h"

#include "access/transam.h"
#include "access/xact.h"
#include "miscadmin.h"
#include "utils/date.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

#include "reference/cache.h"
#include "reference/dated_core.h"

/*
 * What was visible, and to whom, when tables were read.  An expression of
 * PL/pgSQL keeps its call site through a whole transaction, so a content counts
 * only where it would be read again as it is: same user, same transactions
 * finished, and nothing written by our own transaction in between.  Where that
 * one has written to a reference table at all, its commands count (rows become
 * visible with the next one) and its subtransactions (a rollback to a savepoint
 * takes no command); elsewhere they do not, since a trigger may run commands of
 * its own for every row.
 */
typedef struct reference_stamp
{
	Oid			user;
	uint64		writes;
	CommandId	command;
	SubTransactionId subtransaction;
	TransactionId xmin;
	TransactionId xmax;
	uint32		running;
} reference_stamp;

typedef struct reference_entry
{
	sanctions_reference_key key;
	void	   *content;
} reference_entry;

/* Entries in the order of their keys; what they hold lies in context. */
typedef struct reference_cache
{
	MemoryContext context;
	reference_stamp stamp;
	int			count;
	int			capacity;
	int			last;			/* the entry found last */
	reference_entry *entries;
} reference_cache;

/* The last transaction of this session that wrote to a reference table, and all their rows. */
static TransactionId writer = InvalidTransactionId;
static uint64 writes = 0;

void
sanctions_reference_written(void)
{
	writer = GetTopTransactionId();
	writes++;
}

/*
 * During recovery a snapshot has no running transactions but running
 * subtransactions, among which it counts both.  With the same xmax that set only
 * ever shrinks, so that its size tells it.
 */
static void
reference_stamp_now(reference_stamp *stamp)
{
	Snapshot	snapshot = ActiveSnapshotSet() ? GetActiveSnapshot() : NULL;
	bool		written = TransactionIdIsValid(writer) && writer == GetTopTransactionIdIfAny();

	stamp->user = GetUserId();
	stamp->writes = writes;
	stamp->command = snapshot && written ? snapshot->curcid : 0;
	stamp->subtransaction = written ? GetCurrentSubTransactionId() : InvalidSubTransactionId;
	stamp->xmin = snapshot ? snapshot->xmin : InvalidTransactionId;
	stamp->xmax = snapshot ? snapshot->xmax : InvalidTransactionId;
	stamp->running = snapshot == NULL ? 0 :
		snapshot->takenDuringRecovery ? snapshot->subxcnt : snapshot->xcnt;
}

static bool
reference_stamp_same(const reference_stamp *a, const reference_stamp *b)
{
	return a->user == b->user && a->writes == b->writes && a->command == b->command &&
		a->subtransaction == b->subtransaction && a->xmin == b->xmin && a->xmax == b->xmax &&
		a->running == b->running && TransactionIdIsValid(a->xmax);
}

static int
reference_key_compare(const sanctions_reference_key *a, const sanctions_reference_key *b)
{
	if (a->vintage != b->vintage)
		return a->vintage < b->vintage ? -1 : 1;
	if (a->name_length != b->name_length)
		return a->name_length < b->name_length ? -1 : 1;
	return memcmp(a->name, b->name, a->name_length);
}

static reference_cache *
reference_cache_of(FunctionCallInfo fcinfo)
{
	reference_cache *cache = fcinfo->flinfo->fn_extra;

	if (cache == NULL)
	{
		cache = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(reference_cache));
		cache->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "sanctions reference",
											   ALLOCSET_SMALL_SIZES);
		fcinfo->flinfo->fn_extra = cache;
	}
	return cache;
}

static void
reference_cache_empty(reference_cache *cache)
{
	cache->count = cache->capacity = cache->last = 0;
	cache->entries = NULL;
	MemoryContextReset(cache->context);
}

/* Where key is, or is to go. */
static bool
reference_cache_find(const reference_cache *cache, const sanctions_reference_key *key, int *at)
{
	int			low = 0;
	int			high = cache->count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;
		int			order = reference_key_compare(&cache->entries[middle].key, key);

		if (order == 0)
		{
			*at = middle;
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*at = low;
	return false;
}

/* Room for one entry more, at this place. */
static reference_entry *
reference_cache_insert(reference_cache *cache, int at)
{
	if (cache->count == cache->capacity)
	{
		int			capacity = Max(8, 2 * cache->capacity);
		reference_entry *entries = MemoryContextAlloc(cache->context,
													  capacity * sizeof(reference_entry));

		if (cache->count > 0)
			memcpy(entries, cache->entries, cache->count * sizeof(reference_entry));
		cache->entries = entries;
		cache->capacity = capacity;
	}
	memmove(&cache->entries[at + 1], &cache->entries[at],
			(cache->count - at) * sizeof(reference_entry));
	cache->count++;
	return &cache->entries[at];
}

/* Where an error is caught, what was loaded so far goes with the caller's context. */
static void
reference_cache_load(FunctionCallInfo fcinfo, reference_cache *cache, int at,
					 const sanctions_reference_key *key, sanctions_reference_load load)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "sanctions reference entry",
												  ALLOCSET_SMALL_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(context);
	reference_entry entry = {*key};
	reference_entry *place;

	entry.key.name = memcpy(palloc(key->name_length + 1), key->name, key->name_length);
	entry.content = load(fcinfo, key);
	MemoryContextSwitchTo(caller);
	place = reference_cache_insert(cache, at);
	MemoryContextSetParent(context, cache->context);
	*place = entry;
}

void *
sanctions_reference_get(FunctionCallInfo fcinfo, const sanctions_reference_key *key,
						sanctions_reference_load load)
{
	reference_cache *cache = reference_cache_of(fcinfo);
	reference_stamp now;
	int			at;

	reference_stamp_now(&now);
	if (!reference_stamp_same(&cache->stamp, &now))
	{
		reference_cache_empty(cache);
		cache->stamp = now;
	}
	if (cache->last < cache->count &&
		reference_key_compare(&cache->entries[cache->last].key, key) == 0)
		return cache->entries[cache->last].content;
	if (!reference_cache_find(cache, key, &at))
		reference_cache_load(fcinfo, cache, at, key, load);
	cache->last = at;
	return cache->entries[at].content;
}

sanctions_reference_key
sanctions_reference_key_from(FunctionCallInfo fcinfo, int argument)
{
	sanctions_reference_key key = {0};
	text	   *name;

	if (PG_ARGISNULL(argument))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("the name of a list or group must not be NULL"),
				 errhint("Name one; it is the day that may be NULL, for ever.")));
	name = PG_GETARG_TEXT_PP(argument);
	key.name = VARDATA_ANY(name);
	key.name_length = VARSIZE_ANY_EXHDR(name);
	return key;
}

int64
sanctions_reference_day(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? TRADE_DAY_EVER : PG_GETARG_DATEADT(argument);
}
