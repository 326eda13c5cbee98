/* The working form of a matrix as one value. */
#include "postgres.h"

#include "utils/memutils.h"

#include "matrix/format_core.h"
#include "matrix/joined.h"
#include "matrix/limits.h"
#include "state/errors.h"
#include "state/form.h"
#include "state/steps.h"

#define TYPE "trade_matrix"

/*
 *   byte 0     version, SANCTIONS_STATE_WORKING, 0, 0
 *        4     uint32 how many
 *        8     of each: uint32 bytes, and as the highest bit whether its numbers are
 *              upper halves; the bytes
 */
#define HEAD 8
#define PART_HEAD 4
#define PART_HIGH (UINT32_C(1) << 31)

static const uint8 *
bytes_of(const struct varlena *value)
{
	return (const uint8 *) VARDATA_ANY(value);
}

uint32
sanctions_joined_count(const struct varlena *value)
{
	Size		size = VARSIZE_ANY_EXHDR(value);
	uint32		count;

	if (!sanctions_state_is_working(value))
		return 1;
	if (bytes_of(value)[0] != TRADE_MATRIX_VERSION || size < HEAD)
		sanctions_reject_stored(TYPE, "unknown version");
	count = trade_get_unsigned(bytes_of(value) + 4, 4);
	if (count > (size - HEAD) / PART_HEAD)
		sanctions_reject_stored(TYPE, "it ends too early");
	return count;
}

sanctions_joined
sanctions_joined_begin(const struct varlena *value)
{
	return (sanctions_joined) {sanctions_joined_count(value), bytes_of(value) + HEAD, bytes_of(value) + VARSIZE_ANY_EXHDR(value)};
}

bool
sanctions_joined_next(sanctions_joined *joined)
{
	uint32		head;

	if (joined->left == 0 && joined->next == joined->end)
		return false;
	if (joined->left == 0 || joined->end - joined->next < PART_HEAD)
		sanctions_reject_stored(TYPE, "it has not the parts that its head says");
	head = trade_get_unsigned(joined->next, PART_HEAD);
	joined->high = (head & PART_HIGH) != 0;
	joined->size = head & ~PART_HIGH;
	joined->bytes = joined->next + PART_HEAD;
	if (joined->size > joined->end - joined->bytes)
		sanctions_reject_stored(TYPE, "it ends too early");
	joined->next = joined->bytes + joined->size;
	joined->left--;
	return true;
}

/* A value's parts, or itself as one. */
static uint8 *
put_parts(const sanctions_addend *addend, uint8 *at)
{
	Size		size = VARSIZE_ANY_EXHDR(addend->matrix);
	Size		skip = 0;

	if (sanctions_state_is_working(addend->matrix))
		skip = HEAD;
	else
	{
		trade_put_unsigned(at, (uint32) size | (addend->high ? PART_HIGH : 0), PART_HEAD);
		at += PART_HEAD;
	}
	sanctions_copy(at, bytes_of(addend->matrix) + skip, size - skip);
	return at + size - skip;
}

struct varlena *
sanctions_joined_of(const sanctions_addend *addend, int count)
{
	Size		size = HEAD;
	uint32		parts = 0;
	struct varlena *result;
	uint8	   *at;

	for (int i = 0; i < count; i++)
	{
		parts += sanctions_joined_count(addend[i].matrix);
		size += PART_HEAD + VARSIZE_ANY_EXHDR(addend[i].matrix);
	}
	if (size > MaxAllocSize - VARHDRSZ)
		sanctions_matrix_reject_cells();
	result = palloc(size + VARHDRSZ);
	at = (uint8 *) VARDATA(result);
	memset(at, 0, HEAD);
	at[0] = TRADE_MATRIX_VERSION;
	at[1] = SANCTIONS_STATE_WORKING;
	trade_put_unsigned(at + 4, parts, 4);
	at += HEAD;
	for (int i = 0; i < count; i++)
		at = put_parts(&addend[i], at);
	SET_VARSIZE(result, at - (uint8 *) result);
	return result;
}

struct varlena *
sanctions_joined_halves(struct varlena *low, struct varlena *high)
{
	sanctions_addend halves[] = {{low, .high = false}, {high, .high = true}};

	return sanctions_joined_of(halves, lengthof(halves));
}
