/* The working form of a matrix as the state of a group. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "matrix/group.h"

/*
 * One context for the chunks of all groups: one for each, as expanded objects have
 * by habit, makes a hash aggregate quadratic, for it walks all of them at each new
 * group.
 */
static MemoryContext
chunks_below(MemoryContext aggregate)
{
	static const char name[] = "trade_matrix states";
	MemoryContext below = sanctions_context_below(aggregate, name);
	Size		block = ALLOCSET_DEFAULT_MAXSIZE;

	if (below != NULL)
		return below;
	/* blocks in proportion to what a hash aggregate may use, as the executor has it */
	while (block > work_mem * (Size) 1024 / 16 && block > ALLOCSET_DEFAULT_INITSIZE)
		block /= 2;
	return AllocSetContextCreateInternal(aggregate, name, ALLOCSET_DEFAULT_MINSIZE, ALLOCSET_DEFAULT_INITSIZE, block);
}

/* Tells a state in a window when somebody frees the memory that it grows in. */
typedef struct state_watch
{
	MemoryContextCallback callback;
	sanctions_work *work;
	MemoryContext context;		/* of what grows */
	MemoryContext aggregate;
} state_watch;

static void watch(sanctions_work *work, MemoryContext aggregate);

/*
 * A state in a window whose memory goes.  A moving aggregate gives it to its inverse
 * function as it is, and a function in PL/pgSQL takes what it is given as its own and
 * frees it, whereupon the executor goes on with what it has left, and frees it again:
 * array_append with such an inverse crashes servers so.  What is left here, where
 * not the executor's own reset is the reason, is a head that says so, over a context
 * that may be freed like the one before.
 */
static void
on_free(void *argument)
{
	state_watch *gone = argument;
	sanctions_work *work = gone->work;

	if (MemoryContextGetParent(gone->context) == gone->aggregate)
		return;
	work->head.eoh_context = AllocSetContextCreate(gone->aggregate, "trade_matrix state taken",
												   ALLOCSET_SMALL_SIZES);
	watch(work, gone->aggregate);
	/* no room for another row, so that whoever adds one looks */
	work->recent_used = SANCTIONS_RECENT_WORDS;
	work->flat_recent = SANCTIONS_TAKEN;
	work->entry_count = 0;
	work->room = 0;
	work->next = NULL;
	work->last = NULL;
	work->labels = NULL;
	work->collection = NULL;
}

static void
watch(sanctions_work *work, MemoryContext aggregate)
{
	MemoryContext context = work->head.eoh_context;
	state_watch *here = MemoryContextAlloc(context, sizeof(state_watch));

	*here = (state_watch) {{on_free, here, NULL}, work, context, aggregate};
	MemoryContextRegisterResetCallback(context, &here->callback);
}

sanctions_work *
sanctions_work_create_group(MemoryContext aggregate, bool window, const ExpandedObjectMethods *methods)
{
	MemoryContext chunks = window ? AllocSetContextCreate(aggregate, "trade_matrix state", ALLOCSET_DEFAULT_SIZES)
		: chunks_below(aggregate);
	sanctions_work *work = sanctions_work_create_apart(aggregate, chunks, TRADE_LABEL_NONE,
													   TRADE_FREQUENCY_NONE, true);

	work->head.eoh_methods = methods;
	if (window)
		watch(work, aggregate);
	return work;
}
