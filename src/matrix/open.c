/* trade_matrix: opening stored values. */
#include "postgres.h"

#include "access/detoast.h"
#include "miscadmin.h"

#include "compat.h"
#include "matrix/check_core.h"
#include "matrix/open.h"
#include "state/errors.h"
#include "state/labels.h"

#define TYPE "trade_matrix"

/*
 * From so many bytes on a value is fetched in parts: first so much, which holds
 * head and directory of most matrices, then slices.  Two fetches took 7.5
 * microseconds whatever the size, the whole value 6.5 at 8 kB, 8 at 16, 10 at 50.
 */
#define SANCTIONS_PARTS_FROM 16384
#define SANCTIONS_HEAD_GUESS 3984

/* What stands behind a reader: where the slices of a value come from that is read in parts. */
typedef struct opened_matrix
{
	trade_matrix_reader reader; /* first: callers know this only */
	Datum		datum;
	Size		slices;			/* where the first one begins */
	struct varlena *slice;		/* the one fetched last, and its place */
	uint32		slice_at;
} opened_matrix;

static trade_matrix_reader *
open_stored(struct varlena *matrix)
{
	opened_matrix *opened = palloc(sizeof(opened_matrix));
	Size		size = VARSIZE_ANY_EXHDR(matrix);

	if (!trade_matrix_open(&opened->reader, (const uint8 *) VARDATA_ANY(matrix), size, size))
		sanctions_reject_stored(TYPE, opened->reader.problem);
	return &opened->reader;
}

/* Every cell is looked at; the reader has the problem, if there is one. */
static void
look_through(trade_matrix_reader *reader)
{
	/* big, and of use only inside of one call */
	static trade_matrix_check check;

	trade_matrix_check_begin(&check, reader->shape.label_count, reader->shape.period_count);
	while (trade_matrix_check_next(&check, reader))
		CHECK_FOR_INTERRUPTS();
}

void
sanctions_matrix_check(trade_matrix_reader *reader)
{
	look_through(reader);
	if (reader->problem != NULL)
		sanctions_reject_stored(TYPE, reader->problem);
}

trade_matrix_reader *
sanctions_matrix_open(struct varlena *matrix)
{
	trade_matrix_reader *reader = open_stored(matrix);

	sanctions_matrix_check(reader);
	return reader;
}

/* Whether parts of a value can be fetched, and fetching parts is worth it. */
static bool
lies_in_parts(struct varlena *value, Size *size)
{
	struct varatt_external pointer;

	if (!VARATT_IS_EXTERNAL_ONDISK(value))
		return false;
	VARATT_EXTERNAL_GET_POINTER(pointer, value);
	*size = pointer.va_rawsize - VARHDRSZ;
	return !VARATT_EXTERNAL_IS_COMPRESSED(pointer) && *size >= SANCTIONS_PARTS_FROM;
}

/* Bytes [from, from + count) of a value. */
static struct varlena *
fetch(Datum datum, Size from, Size count)
{
	struct varlena *part = PG_DETOAST_DATUM_SLICE(datum, from, count);

	if (VARSIZE_ANY_EXHDR(part) != count)
		sanctions_reject_stored(TYPE, "it ends too early");
	return part;
}

trade_matrix_reader *
sanctions_matrix_open_datum(Datum datum, bool whole)
{
	struct varlena *value = (struct varlena *) DatumGetPointer(datum);
	opened_matrix *opened;
	struct varlena *head;
	Size		size;
	Size		there = SANCTIONS_HEAD_GUESS;

	if (whole || !lies_in_parts(value, &size))
		return open_stored(PG_DETOAST_DATUM_PACKED(datum));
	head = fetch(datum, 0, there);
	opened = palloc(sizeof(opened_matrix));
	opened->datum = datum;
	opened->slice = NULL;
	opened->slices = trade_matrix_head_size((const uint8 *) VARDATA_ANY(head));
	if (opened->slices + TRADE_BITS_BEHIND > there && opened->slices + TRADE_BITS_BEHIND <= size)
	{
		there = opened->slices + TRADE_BITS_BEHIND;
		head = fetch(datum, 0, there);
	}
	if (!trade_matrix_open(&opened->reader, (const uint8 *) VARDATA_ANY(head), there, size))
		sanctions_reject_stored(TYPE, opened->reader.problem);
	return &opened->reader;
}

const uint8 *
sanctions_matrix_slice(trade_matrix_reader *reader, uint32 at)
{
	opened_matrix *opened = (opened_matrix *) reader;
	uint32		begin;

	if (reader->slices != NULL)
		return NULL;
	if (opened->slice != NULL && opened->slice_at == at)
		return (const uint8 *) VARDATA_ANY(opened->slice);
	begin = trade_matrix_slice_begin(reader, at);
	if (opened->slice != NULL)
		pfree(opened->slice);
	opened->slice = NULL;
	opened->slice_at = at;
	opened->slice = fetch(opened->datum, opened->slices + begin,
						  trade_matrix_slice_end(reader, at) - begin + TRADE_BITS_BEHIND);
	return (const uint8 *) VARDATA_ANY(opened->slice);
}

trade_matrix_reader *
sanctions_matrix_fetch(trade_matrix_reader *reader)
{
	if (reader->slices != NULL)
		return reader;
	return open_stored(PG_DETOAST_DATUM(((opened_matrix *) reader)->datum));
}

uint32
sanctions_matrix_read(trade_matrix_reader *reader, trade_cell *cells, uint32 max)
{
	uint32		count = trade_matrix_read(reader, cells, max);

	CHECK_FOR_INTERRUPTS();
	if (reader->problem != NULL)
		sanctions_reject_stored(TYPE, reader->problem);
	return count;
}

/* Copies that end with a zero byte. */
static void
text_labels(const trade_matrix_reader *reader, const char **label, int *label_length)
{
	uint32		text_at = 0;
	char	   *copy = palloc((Size) reader->shape.label_bytes + reader->shape.label_count);

	for (uint32 id = 0; id < reader->shape.label_count; id++)
	{
		const char *text = trade_matrix_next_label(reader, id, &text_at, &label_length[id], NULL);

		sanctions_check_label(TYPE, reader->shape.kind, text, label_length[id]);
		label[id] = memcpy(copy, text, label_length[id]);
		copy += label_length[id];
		*copy++ = '\0';
	}
}

/* Of a small matrix they are a good part of what reading it takes. */
static void
country_labels(const trade_matrix_reader *reader, const char **label, int *label_length)
{
	uint32		count = reader->shape.label_count;
	char	   *text = palloc((TRADE_LABEL_COUNTRY_BYTES + 1) * (Size) count);

	for (uint32 id = 0; id < count; id++, text += TRADE_LABEL_COUNTRY_BYTES + 1)
	{
		uint32		code = trade_matrix_country_label(reader, id);

		sanctions_check_country_label(TYPE, code);
		trade_label_country_text(code, text);
		label[id] = text;
		label_length[id] = TRADE_LABEL_COUNTRY_BYTES;
	}
}

void
sanctions_matrix_labels(trade_matrix_reader *reader, const char ***label, int **label_length)
{
	uint32		count = reader->shape.label_count;

	*label = palloc(sizeof(char *) * (count + 1));
	*label_length = palloc(sizeof(int) * (count + 1));
	(reader->shape.kind == TRADE_LABEL_COUNTRY ? country_labels : text_labels) (reader, *label, *label_length);
}

static const char *
labels_problem(trade_matrix_reader *reader)
{
	const char *problem = NULL;
	uint32		text_at = 0;
	char		country[TRADE_LABEL_COUNTRY_BYTES + 1];

	for (uint32 id = 0; problem == NULL && id < reader->shape.label_count; id++)
	{
		int			length;
		const char *text = trade_matrix_next_label(reader, id, &text_at, &length, country);

		problem = reader->shape.kind == TRADE_LABEL_COUNTRY
			? sanctions_country_label_problem(trade_matrix_country_label(reader, id))
			: sanctions_label_problem(reader->shape.kind, text, length);
	}
	return problem;
}

const char *
sanctions_matrix_problem(struct varlena *matrix)
{
	trade_matrix_reader *reader = palloc(sizeof(trade_matrix_reader));
	Size		size = VARSIZE_ANY_EXHDR(matrix);

	if (trade_matrix_open(reader, (const uint8 *) VARDATA_ANY(matrix), size, size))
		look_through(reader);
	return reader->problem != NULL ? reader->problem : labels_problem(reader);
}
