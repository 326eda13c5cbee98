/* trade_mix: labels and values in the order of the values. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "mix/sort.h"
#include "state/steps.h"

typedef struct placed_value
{
	trade_units value;
	uint32		place;
} placed_value;

static int
compare_placed(const void *a, const void *b)
{
	const placed_value *left = a;
	const placed_value *right = b;

	CHECK_FOR_INTERRUPTS();
	if (left->value != right->value)
		return left->value > right->value ? -1 : 1;
	/* labels lie in order */
	return left->place < right->place ? -1 : 1;
}

static int
compare_values(const void *a, const void *b)
{
	trade_units left = *(const trade_units *) a;
	trade_units right = *(const trade_units *) b;

	CHECK_FOR_INTERRUPTS();
	return (left > right) - (left < right);
}

uint32 *
sanctions_mix_by_value(const sanctions_mix *mix)
{
	placed_value *placed = MemoryContextAllocHuge(CurrentMemoryContext,
												  sizeof(placed_value) * ((Size) mix->count + 1));
	uint32	   *order = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(uint32) * ((Size) mix->count + 1));

	for (uint32 i = 0; i < mix->count; i++)
		placed[i] = (placed_value) {mix->value[i], i};
	qsort(placed, mix->count, sizeof(placed_value), compare_placed);
	for (uint32 i = 0; i < mix->count; i++)
		order[i] = placed[i].place;
	pfree(placed);
	return order;
}

trade_units *
sanctions_mix_sorted_values(const sanctions_mix *mix)
{
	Size		bytes = sizeof(trade_units) * (Size) mix->count;
	trade_units *value = MemoryContextAllocHuge(CurrentMemoryContext, bytes + 1);

	sanctions_copy(value, mix->value, bytes);
	qsort(value, mix->count, sizeof(trade_units), compare_values);
	return value;
}
