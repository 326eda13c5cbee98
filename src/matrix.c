/* trade_matrix: reading stored values, and making them from the working form. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact.h"
#include "matrix_state.h"
#include "state.h"

#define TYPE "trade_matrix"

trade_work *
sanctions_work_open(struct varlena *matrix)
{
	Size		size = VARSIZE_ANY_EXHDR(matrix) + VARHDRSZ;
	trade_work *work = (trade_work *) matrix;
	const char *problem;

	/* stored by some other aggregate it may lie anywhere, without its long header */
	if (!VARATT_IS_4B_U(matrix) || (uintptr_t) matrix % 8 != 0)
	{
		work = palloc(size);
		memcpy((char *) work + VARHDRSZ, VARDATA_ANY(matrix), size - VARHDRSZ);
		SET_VARSIZE(work, size);
	}
	problem = trade_work_check(work, size);
	for (uint32 at = 0; problem == NULL && at < work->entry_count; at += TRADE_CELLS_PER_CALL)
	{
		CHECK_FOR_INTERRUPTS();
		problem = trade_work_check_entries(work, at, Min(TRADE_CELLS_PER_CALL, work->entry_count - at));
	}
	if (problem != NULL)
		sanctions_reject_stored(TYPE, problem);
	for (uint32 id = 0; id < work->label_count; id++)
	{
		int			length;
		const char *text = trade_work_label_text(work, id, &length);

		sanctions_check_label(TYPE, work->kind, text, length);
	}
	return work;
}

trade_matrix_reader *
sanctions_matrix_open(struct varlena *matrix)
{
	trade_matrix_reader *reader = palloc(sizeof(trade_matrix_reader));

	if (!trade_matrix_open(reader, (const uint8 *) VARDATA_ANY(matrix), VARSIZE_ANY_EXHDR(matrix)))
		sanctions_reject_stored(TYPE, reader->problem);
	return reader;
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

void
sanctions_matrix_labels(trade_matrix_reader *reader, const char ***label, int **label_length)
{
	uint32		count = reader->shape.label_count;
	uint32		text_at = 0;
	char	   *copy = palloc((Size) reader->shape.label_bytes + 4 * (Size) count + 1);

	*label = palloc(sizeof(char *) * (count + 1));
	*label_length = palloc(sizeof(int) * (count + 1));
	for (uint32 id = 0; id < count; id++)
	{
		char		country[TRADE_LABEL_COUNTRY_BYTES + 1];
		int			length;
		const char *text = trade_matrix_next_label(reader, id, &text_at, &length, country);

		sanctions_check_label(TYPE, reader->shape.kind, text, length);
		memcpy(copy, text, length);
		copy[length] = '\0';
		(*label)[id] = copy;
		(*label_length)[id] = length;
		copy += length + 1;
	}
}

sanctions_matrix *
sanctions_matrix_decode(Datum datum)
{
	sanctions_matrix *matrix = palloc0(sizeof(sanctions_matrix));
	trade_matrix_reader *reader =
		sanctions_matrix_open(sanctions_matrix_canonical(PG_DETOAST_DATUM_PACKED(datum)));
	uint32		count;

	matrix->kind = reader->shape.kind;
	matrix->frequency = reader->shape.frequency;
	matrix->has_quantity = reader->shape.has_quantity;
	matrix->label_count = reader->shape.label_count;
	sanctions_matrix_labels(reader, &matrix->label, &matrix->label_length);
	matrix->cell = MemoryContextAllocHuge(CurrentMemoryContext,
										  sizeof(trade_cell) * ((Size) reader->shape.cell_count + 1));
	while ((count = sanctions_matrix_read(reader, matrix->cell + matrix->cell_count,
										  TRADE_CELLS_PER_CALL)) > 0)
		matrix->cell_count += count;
	pfree(reader);
	return matrix;
}

/* A chunk of entries as cells; a sum beyond the limit is 22003. */
static uint32
entries_to_cells(const sanctions_matrix_parts *parts, uint32 from, trade_cell *cells)
{
	uint32		count = Min(SANCTIONS_CELLS_A_STEP, parts->entry_count - from);
	const uint64 *entry = parts->entry + (Size) from * parts->entry_words;

	CHECK_FOR_INTERRUPTS();
	for (uint32 i = 0; i < count; i++, entry += parts->entry_words)
	{
		trade_units numbers[3] = {0, 0, 0};

		for (uint32 at = TRADE_ENTRY_VALUE; at < parts->entry_words; at += 3)
		{
			trade_sum	sum = trade_entry_sum(entry, at);

			numbers[at / 3] = sanctions_units_from_sum(&sum);
		}
		cells[i] = (trade_cell) {trade_key_importer(entry[0]), trade_key_exporter(entry[0]),
			trade_key_month(entry[0]), numbers[0], numbers[1], numbers[2]};
	}
	return count;
}

static struct varlena *
encode(const sanctions_matrix_parts *parts)
{
	trade_matrix_writer *writer = palloc(sizeof(trade_matrix_writer));
	trade_matrix_shape shape;
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];
	struct varlena *result;
	Size		size;

	trade_matrix_shape_init(&shape, parts->kind, parts->frequency);
	shape.label_count = parts->label_count;
	for (int i = 0; i < parts->label_count; i++)
		shape.label_bytes += parts->label_length[i];
	for (uint32 at = 0; at < parts->entry_count; at += SANCTIONS_CELLS_A_STEP)
	{
		uint32		count = entries_to_cells(parts, at, cells);

		trade_matrix_shape_add(&shape, cells, count);
	}
	size = trade_matrix_size(&shape) + VARHDRSZ;
	result = palloc(size);
	SET_VARSIZE(result, size);
	trade_matrix_write_head(writer, &shape, (uint8 *) VARDATA(result));
	for (int i = 0; i < parts->label_count; i++)
		trade_matrix_write_label(writer, parts->label[i], parts->label_length[i]);
	for (uint32 at = 0; at < parts->entry_count; at += SANCTIONS_CELLS_A_STEP)
	{
		uint32		count = entries_to_cells(parts, at, cells);

		trade_matrix_write_cells(writer, cells, count);
	}
	pfree(writer);
	return result;
}

static struct varlena *
finish(const trade_work *work, bool unique)
{
	sanctions_matrix_parts parts;
	struct varlena *result;

	if (!sanctions_work_parts(work, unique, &parts))
		return NULL;
	result = encode(&parts);
	pfree(parts.entry);
	return result;
}

struct varlena *
sanctions_work_finish(const trade_work *work)
{
	return finish(work, false);
}

struct varlena *
sanctions_work_finish_unique(const trade_work *work)
{
	return finish(work, true);
}

struct varlena *
sanctions_matrix_canonical(struct varlena *matrix)
{
	if (!sanctions_state_is_working(matrix))
		return matrix;
	return sanctions_work_finish(sanctions_work_open(matrix));
}
