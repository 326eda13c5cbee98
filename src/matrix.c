/* trade_matrix: reading stored values, and making them from the working form. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact.h"
#include "matrix_sort.h"
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

typedef struct label_rank
{
	const char *text;
	int			length;
	uint32		id;
} label_rank;

static int
compare_labels(const void *a, const void *b)
{
	const label_rank *left = a;
	const label_rank *right = b;
	int			order = memcmp(left->text, right->text, Min(left->length, right->length));

	return order != 0 ? order : left->length - right->length;
}

/* The labels of a block in order, and the order of each id. */
static uint16 *
rank_labels(const trade_work *work, sanctions_matrix_parts *parts)
{
	uint32		count = work->label_capacity > 0 ? work->label_count : TRADE_LABEL_COUNTRY_LIMIT;
	label_rank *labels;
	uint16	   *rank;

	parts->label_count = count;
	/* without a dictionary the ids are the codes, which are in order */
	if (work->label_capacity == 0)
		return NULL;
	parts->label = palloc(sizeof(char *) * (count + 1));
	parts->label_length = palloc(sizeof(int) * (count + 1));
	labels = palloc(sizeof(label_rank) * (count + 1));
	rank = palloc(sizeof(uint16) * (count + 1));
	for (uint32 id = 0; id < count; id++)
	{
		labels[id].text = trade_work_label_text(work, id, &labels[id].length);
		labels[id].id = id;
	}
	qsort(labels, count, sizeof(label_rank), compare_labels);
	for (uint32 i = 0; i < count; i++)
	{
		rank[labels[i].id] = i;
		parts->label[i] = labels[i].text;
		parts->label_length[i] = labels[i].length;
	}
	return rank;
}

static void
map_entries(sanctions_matrix_parts *parts, const uint16 *map)
{
	uint64	   *entry = parts->entry;

	for (uint32 i = 0; i < parts->entry_count; i++, entry += parts->entry_words)
	{
		if (i % 65536 == 0)
			CHECK_FOR_INTERRUPTS();
		entry[0] = trade_entry_key(map[trade_key_importer(entry[0])], map[trade_key_exporter(entry[0])],
								   trade_key_month(entry[0]));
	}
}

/* A bit for each label that has cells; gives their number. */
static int
mark_used(const sanctions_matrix_parts *parts, uint64 *used)
{
	const uint64 *entry = parts->entry;
	int			count = 0;

	for (uint32_t i = 0; i < parts->entry_count; i++, entry += parts->entry_words)
	{
		uint32		importer = trade_key_importer(entry[0]);
		uint32		exporter = trade_key_exporter(entry[0]);

		if (i % 65536 == 0)
			CHECK_FOR_INTERRUPTS();
		used[importer / 64] |= UINT64CONST(1) << (importer % 64);
		used[exporter / 64] |= UINT64CONST(1) << (exporter % 64);
	}
	for (int word = 0; word < (parts->label_count + 63) / 64; word++)
		count += __builtin_popcountll(used[word]);
	return count;
}

static void
keep_label(sanctions_matrix_parts *parts, int kept, int id, bool dictionary)
{
	char	   *country;

	if (dictionary)
	{
		parts->label[kept] = parts->label[id];
		parts->label_length[kept] = parts->label_length[id];
		return;
	}
	country = palloc(TRADE_LABEL_COUNTRY_BYTES + 1);
	trade_label_country_text(id, country);
	sanctions_check_label(TYPE, TRADE_LABEL_COUNTRY, country, TRADE_LABEL_COUNTRY_BYTES);
	parts->label[kept] = country;
	parts->label_length[kept] = TRADE_LABEL_COUNTRY_BYTES;
}

/*
 * Labels without cells go.  Without a dictionary every code is a label at first:
 * so only the bits of all of them are looked at.
 */
static void
keep_used_labels(sanctions_matrix_parts *parts, bool dictionary)
{
	int			words = (parts->label_count + 63) / 64;
	uint64	   *used = palloc0(sizeof(uint64) * (words + 1));
	uint16	   *map = palloc(sizeof(uint16) * (parts->label_count + 1));
	int			count = mark_used(parts, used);
	int			kept = 0;

	if (!dictionary)
	{
		parts->label = palloc(sizeof(char *) * (count + 1));
		parts->label_length = palloc(sizeof(int) * (count + 1));
	}
	for (int word = 0; word < words; word++)
		for (uint64 bits = used[word]; bits != 0; bits &= bits - 1)
		{
			int			id = 64 * word + __builtin_ctzll(bits);

			keep_label(parts, kept, id, dictionary);
			map[id] = kept++;
		}
	parts->label_count = kept;
	map_entries(parts, map);
}

static bool
has_duplicate(const sanctions_matrix_parts *parts)
{
	for (uint32 i = 1; i < parts->entry_count; i++)
		if (parts->entry[(Size) i * parts->entry_words] == parts->entry[(Size) (i - 1) * parts->entry_words])
			return true;
	return false;
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
	sanctions_matrix_parts parts = {work->kind, work->frequency};
	Size		bytes = (Size) work->entry_count * work->entry_words * 8;
	uint16	   *rank = rank_labels(work, &parts);
	struct varlena *result;

	parts.entry_count = work->entry_count;
	parts.entry_words = work->entry_words;
	parts.entry = MemoryContextAllocHuge(CurrentMemoryContext, Max(bytes, 8));
	memcpy(parts.entry, trade_work_entries(work), bytes);
	if (rank != NULL)
		map_entries(&parts, rank);
	if (unique)
	{
		sanctions_entries_sort(parts.entry, parts.entry_count, 0, parts.entry_words);
		if (has_duplicate(&parts))
			return NULL;
	}
	parts.entry_count = sanctions_entries_unite(parts.entry, parts.entry_count,
												rank == NULL ? work->entry_sorted : 0, parts.entry_words);
	parts.entry_count = sanctions_entries_drop_zero(parts.entry, parts.entry_count, parts.entry_words);
	if (parts.entry_count > TRADE_MATRIX_CELLS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("trade_matrix has too many cells"),
				 errhint("A matrix holds up to %d cells, 13 million with quantities. Group the rows, by product say.",
						 TRADE_MATRIX_CELLS_MAX)));
	keep_used_labels(&parts, rank != NULL);
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
