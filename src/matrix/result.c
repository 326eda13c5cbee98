/*
 * Rows of a result, as heap_form_tuple() forms them: that asks of every column of every
 * row what its type is, and took a quarter of the time of growth.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/tupmacs.h"
#include "utils/tuplestore.h"

#include "matrix/result.h"
#include "state/label_core.h"

/* What a column takes at most: a label with its length, and what aligns the next one; whole words, as a row begins at one. */
#define COLUMN_BYTES MAXALIGN(VARHDRSZ + TRADE_LABEL_BYTES_MAX + MAXIMUM_ALIGNOF)

struct sanctions_result
{
	Tuplestorestate *store;
	HeapTupleData tuple;		/* each row in turn */
	int			count;
	int16		length[FLEXIBLE_ARRAY_MEMBER];	/* bytes of each column; -1 of text */
};

sanctions_result *
sanctions_result_open(ReturnSetInfo *info)
{
	int			count = info->setDesc->natts;
	Size		head = MAXALIGN(SizeofHeapTupleHeader + BITMAPLEN(count));
	sanctions_result *result = palloc0(offsetof(sanctions_result, length) + count * sizeof(int16));
	HeapTupleHeader header = palloc0(head + count * COLUMN_BYTES);

	result->store = info->setResult;
	result->tuple.t_data = header;
	result->count = count;
	for (int i = 0; i < count; i++)
		result->length[i] = TupleDescAttr(info->setDesc, i)->attlen;
	HeapTupleHeaderSetNatts(header, count);
	header->t_hoff = head;
	return result;
}

/* Bytes between columns are zeros, whatever stood there. */
static inline char *
align(char *at, int to)
{
	char	   *end = (char *) TYPEALIGN(to, at);

	while (at < end)
		*at++ = '\0';
	return at;
}

/* Short texts have a length of one byte, and lie anywhere. */
static inline char *
put_text(char *at, const void *value)
{
	int			length = VARSIZE_ANY_EXHDR(value);

	Assert(length <= TRADE_LABEL_BYTES_MAX);
	if (length + VARHDRSZ_SHORT > VARATT_SHORT_MAX)
	{
		at = align(at, ALIGNOF_INT);
		SET_VARSIZE(at, length + VARHDRSZ);
		at += VARHDRSZ;
	}
	else
	{
		SET_VARSIZE_SHORT(at, length + VARHDRSZ_SHORT);
		at += VARHDRSZ_SHORT;
	}
	memcpy(at, VARDATA_ANY(value), length);
	return at + length;
}

void
sanctions_result_put(sanctions_result *result, const Datum *value, const bool *null)
{
	HeapTupleHeader header = result->tuple.t_data;
	char	   *at = (char *) header + header->t_hoff;

	header->t_infomask = HEAP_HASVARWIDTH;
	memset(header->t_bits, 0, BITMAPLEN(result->count));
	for (int i = 0; i < result->count; i++)
	{
		int			length = result->length[i];

		if (null[i])
		{
			header->t_infomask |= HEAP_HASNULL;
			continue;
		}
		header->t_bits[i / BITS_PER_BYTE] |= 1 << i % BITS_PER_BYTE;
		if (length < 0)
		{
			at = put_text(at, DatumGetPointer(value[i]));
			continue;
		}
		at = align(at, length);
		store_att_byval(at, value[i], length);
		at += length;
	}
	result->tuple.t_len = at - (char *) header;
	tuplestore_puttuple(result->store, &result->tuple);
}
