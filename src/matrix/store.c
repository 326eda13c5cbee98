/* trade_matrix: reading stored values, and making them from the working form. */
#include "postgres.h"

#include "access/detoast.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact/value.h"
#include "matrix/state.h"
#include "matrix/write_core.h"
#include "state/face.h"

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
	struct varlena *slice;
} opened_matrix;

static trade_matrix_reader *
open_stored(struct varlena *matrix, trade_matrix_audit *audit)
{
	opened_matrix *opened = palloc(sizeof(opened_matrix));
	Size		size = VARSIZE_ANY_EXHDR(matrix);

	if (!trade_matrix_open(&opened->reader, (const uint8 *) VARDATA_ANY(matrix), size, size, audit))
		sanctions_reject_stored(TYPE, opened->reader.problem);
	return &opened->reader;
}

trade_matrix_reader *
sanctions_matrix_open(struct varlena *matrix)
{
	return open_stored(matrix, palloc(sizeof(trade_matrix_audit)));
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
		return open_stored(sanctions_matrix_canonical(PG_DETOAST_DATUM_PACKED(datum)), NULL);
	head = fetch(datum, 0, there);
	if (sanctions_state_is_working(head))
		return open_stored(sanctions_matrix_canonical(PG_DETOAST_DATUM_PACKED(datum)), NULL);
	opened = palloc(sizeof(opened_matrix));
	opened->datum = datum;
	opened->slice = NULL;
	opened->slices = trade_matrix_head_size((const uint8 *) VARDATA_ANY(head));
	if (opened->slices + TRADE_BITS_BEHIND > there && opened->slices + TRADE_BITS_BEHIND <= size)
	{
		there = opened->slices + TRADE_BITS_BEHIND;
		head = fetch(datum, 0, there);
	}
	if (!trade_matrix_open(&opened->reader, (const uint8 *) VARDATA_ANY(head), there, size, NULL))
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
	begin = trade_matrix_slice_begin(reader, at);
	if (opened->slice != NULL)
		pfree(opened->slice);
	opened->slice = fetch(opened->datum, opened->slices + begin,
						  trade_matrix_slice_end(reader, at) - begin + TRADE_BITS_BEHIND);
	return (const uint8 *) VARDATA_ANY(opened->slice);
}

trade_matrix_reader *
sanctions_matrix_fetch(trade_matrix_reader *reader)
{
	if (reader->slices != NULL)
		return reader;
	return open_stored(PG_DETOAST_DATUM(((opened_matrix *) reader)->datum), NULL);
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
		int			length;
		const char *text = trade_matrix_next_label(reader, id, &text_at, &length, copy);

		if (reader->shape.kind == TRADE_LABEL_COUNTRY)
			sanctions_check_country_label(TYPE, trade_matrix_country_label(reader, id));
		else
		{
			sanctions_check_label(TYPE, reader->shape.kind, text, length);
			memcpy(copy, text, length);
			copy[length] = '\0';
		}
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

static trade_units
entry_number(uint8 layout, const uint64 *entry, uint32 at)
{
	trade_sum	sum;

	if (!(layout & TRADE_WORK_WIDE))
		return trade_entry_narrow(entry, at);
	sum = trade_entry_sum(entry, TRADE_ENTRY_VALUE + 3 * at);
	return sanctions_units_from_sum(&sum);
}

/* Entries as cells; a sum beyond the limit is 22003. */
static void
entries_to_cells(const sanctions_matrix_parts *parts, uint32 from, trade_cell *cells, uint32 count)
{
	uint8		layout = parts->layout;
	uint32		words = trade_layout_words(layout);
	const uint64 *entry = parts->entry + (Size) from * words;

	for (uint32 i = 0; i < count; i++, entry += words)
	{
		trade_cell *cell = &cells[i];

		cell->importer = trade_row_importer(entry[0]);
		cell->exporter = trade_row_exporter(entry[0]);
		cell->month = trade_row_month(entry[0]);
		cell->value = layout == 0 ? trade_entry_narrow(entry, 0) : entry_number(layout, entry, 0);
		cell->quantity = 0;
		cell->quantity_value = 0;
		if (layout & TRADE_MATRIX_QUANTITY)
		{
			cell->quantity = entry_number(layout, entry, 1);
			cell->quantity_value = entry_number(layout, entry, 2);
		}
	}
}

static void
survey_entries(const sanctions_matrix_parts *parts, trade_matrix_survey *survey, trade_matrix_extent *extent)
{
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];
	uint32		label_bytes = 0;

	for (int i = 0; i < parts->label_count; i++)
		label_bytes += parts->label_length[i];
	trade_matrix_survey_begin(survey, parts->kind, parts->frequency, parts->label_count, label_bytes);
	for (uint32 at = 0; at < parts->entry_count; at += SANCTIONS_CELLS_A_STEP)
	{
		uint32		count = Min(SANCTIONS_CELLS_A_STEP, parts->entry_count - at);

		CHECK_FOR_INTERRUPTS();
		entries_to_cells(parts, at, cells, count);
		trade_matrix_survey_add(survey, cells, count, extent);
	}
	trade_matrix_survey_end(survey, extent);
}

/* The number of entries from one on that share its importer and exporter. */
static uint32
pair_length(const sanctions_matrix_parts *parts, uint32 from)
{
	uint32		words = trade_layout_words(parts->layout);
	const uint64 *entry = parts->entry + (Size) from * words;
	uint64		pair = trade_row_pair(entry[0]);
	uint32		count = 0;

	while (from + count < parts->entry_count && trade_row_pair(entry[0]) == pair)
	{
		entry += words;
		count++;
	}
	return count;
}

/* All slices, one after the other. */
static uint8 *
write_slices(const sanctions_matrix_parts *parts, trade_matrix_survey *survey, const uint32 *period_index,
			 trade_matrix_extent *extent)
{
	trade_matrix_writer writer = {.shape = survey->shape, .period_index = period_index};
	trade_cell *cells = MemoryContextAllocHuge(CurrentMemoryContext,
											   Max(survey->most_cells, 1) * sizeof(trade_cell));
	Size		bound = 1;
	uint8	   *bytes;
	uint8	   *end;
	uint32		at = 0;

	for (uint32 i = 0; i < survey->shape.importer_count; i++)
		bound += trade_matrix_slice_bound(&survey->shape, &extent[i]);
	bytes = end = MemoryContextAllocHuge(CurrentMemoryContext, bound);
	for (uint32 i = 0; i < survey->shape.importer_count; i++)
	{
		uint32		slice_end = at + extent[i].cells;

		trade_matrix_begin_slice(&writer, &extent[i], end);
		while (at < slice_end)
		{
			uint32		count = pair_length(parts, at);

			CHECK_FOR_INTERRUPTS();
			entries_to_cells(parts, at, cells, count);
			trade_matrix_write_pair(&writer, cells, count);
			at += count;
		}
		end = trade_matrix_end_slice(&writer);
		extent[i].end = end - bytes;
	}
	survey->shape.slice_bytes = end - bytes;
	pfree(cells);
	return bytes;
}

struct varlena *
sanctions_matrix_assemble(const trade_matrix_survey *survey, const uint32 *period_index,
						  const trade_matrix_extent *extent, const uint8 *slices, const char *const *label,
						  const int *label_length)
{
	const trade_matrix_shape *shape = &survey->shape;
	Size		size = trade_matrix_size(shape) + VARHDRSZ;
	struct varlena *result = palloc(size);
	uint8	   *bytes = (uint8 *) VARDATA(result);
	uint32		text_at = 0;

	SET_VARSIZE(result, size);
	memcpy(trade_matrix_write_head(survey, period_index, extent, bytes), slices, shape->slice_bytes);
	for (uint32 i = 0; i < shape->label_count; i++)
		trade_matrix_write_label(shape, bytes, i, &text_at, label[i], label_length[i]);
	return result;
}

struct varlena *
sanctions_parts_encode(const sanctions_matrix_parts *parts)
{
	trade_matrix_survey *survey = palloc(sizeof(trade_matrix_survey));
	trade_matrix_extent *extent = palloc((parts->label_count + 1) * sizeof(trade_matrix_extent));
	struct varlena *result;
	uint32	   *period_index;
	uint8	   *slices;

	survey_entries(parts, survey, extent);
	period_index = palloc((trade_matrix_survey_steps(survey) + 1) * sizeof(uint32));
	trade_matrix_survey_index(survey, period_index);
	slices = write_slices(parts, survey, period_index, extent);
	result = sanctions_matrix_assemble(survey, period_index, extent, slices, parts->label, parts->label_length);
	pfree(slices);
	pfree(period_index);
	pfree(extent);
	pfree(survey);
	return result;
}

static struct varlena *
finish(sanctions_work *work, bool unique)
{
	sanctions_matrix_parts parts;
	struct varlena *result;

	if (!sanctions_work_parts(work, unique, &parts))
		return NULL;
	result = sanctions_parts_encode(&parts);
	pfree(parts.entry);
	return result;
}

struct varlena *
sanctions_work_finish(sanctions_work *work)
{
	return finish(work, false);
}

struct varlena *
sanctions_work_finish_unique(sanctions_work *work)
{
	return finish(work, true);
}

struct varlena *
sanctions_matrix_canonical(struct varlena *matrix)
{
	sanctions_work *work;

	if (sanctions_state_is_working(matrix))
	{
		work = sanctions_work_create(CurrentMemoryContext, TRADE_LABEL_NONE, TRADE_FREQUENCY_NONE, true);
		sanctions_work_merge(work, matrix, false);
		return sanctions_work_finish(work);
	}
	return matrix;
}
