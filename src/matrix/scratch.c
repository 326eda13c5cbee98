/* trade_matrix: room that is kept from one call to the next. */
#include "postgres.h"

#include "utils/memutils.h"

#include "matrix/scratch.h"

#define SCRATCH_BYTES (1 << 17)

static char scratch[SCRATCH_BYTES] pg_attribute_aligned(MAXIMUM_ALIGNOF);
static Size used;

void
sanctions_scratch_begin(void)
{
	used = 0;
}

void *
sanctions_scratch(Size size)
{
	char	   *room = scratch + used;

	if (size > SCRATCH_BYTES - used)
		return MemoryContextAllocHuge(CurrentMemoryContext, size);
	used += MAXALIGN(size);
	return room;
}

void
sanctions_scratch_free(void *room)
{
	if (room != NULL && ((char *) room < scratch || (char *) room >= scratch + SCRATCH_BYTES))
		pfree(room);
}
