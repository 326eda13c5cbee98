/* The working form of a matrix in the server: room, labels, rows, merging. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact.h"
#include "matrix_sort.h"
#include "matrix_state.h"
#include "state.h"

static trade_work *
work_alloc(trade_work_room room, trade_label_kind kind, trade_frequency frequency)
{
	size_t		size = trade_work_size(room);
	trade_work *work = palloc(size);

	trade_work_init(work, room, kind, frequency);
	SET_VARSIZE(work, size);
	return work;
}

trade_work *
sanctions_work_create(trade_label_kind kind, trade_frequency frequency, bool dictionary)
{
	trade_work_room room = {0, 0, TRADE_ENTRY_WORDS, SANCTIONS_FIRST_ENTRIES};

	if (dictionary)
	{
		room.label_capacity = SANCTIONS_FIRST_LABELS;
		room.text_capacity = SANCTIONS_FIRST_TEXT;
	}
	return work_alloc(room, kind, frequency);
}

static void
reject_size(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("trade_matrix has too many cells"),
			 errhint("A matrix holds up to %d cells, 13 million with quantities. Group the rows, by product say.",
					 TRADE_MATRIX_CELLS_MAX)));
}

static void
work_move(trade_work **work, trade_work_room room)
{
	trade_work *from = *work;
	trade_work *to;

	if (trade_work_size(room) > MaxAllocSize)
		reject_size();
	to = work_alloc(room, from->kind, from->frequency);
	trade_work_copy_labels(to, from);
	for (uint32 done = 0; done < from->entry_count; done += TRADE_CELLS_PER_CALL)
	{
		CHECK_FOR_INTERRUPTS();
		trade_work_copy_entries(to, from, done, Min(TRADE_CELLS_PER_CALL, from->entry_count - done));
	}
	to->entry_count = from->entry_count;
	to->entry_sorted = from->entry_sorted;
	*work = to;
}

static void
work_compact(trade_work *work)
{
	work->entry_count = sanctions_entries_unite(trade_work_entries(work), work->entry_count,
												work->entry_sorted, work->entry_words);
	work->entry_sorted = work->entry_count;
}

/* Room for so many more entries: by uniting equal keys first, then by growing. */
static void
work_reserve(trade_work **work, uint32 more)
{
	trade_work_room room;
	uint64		wanted;
	uint64		most;

	if ((*work)->entry_capacity - (*work)->entry_count >= more)
		return;
	work_compact(*work);
	wanted = (uint64) (*work)->entry_count + more;
	/* well filled even so: double now, or the next rows would soon sort again */
	if (wanted <= (*work)->entry_capacity - (*work)->entry_capacity / 4)
		return;
	room = trade_work_room_of(*work);
	room.entry_capacity = 0;
	most = (MaxAllocSize - trade_work_size(room)) / (8 * room.entry_words);
	if (wanted > most)
		reject_size();
	room.entry_capacity = Min(Max(wanted, 2 * (uint64) (*work)->entry_capacity), most);
	if (room.entry_capacity > (*work)->entry_capacity)
		work_move(work, room);
}

static void
work_widen(trade_work **work)
{
	trade_work_room room;

	if ((*work)->entry_words == TRADE_ENTRY_WORDS_QUANTITY)
		return;
	work_compact(*work);
	room = trade_work_room_of(*work);
	room.entry_words = TRADE_ENTRY_WORDS_QUANTITY;
	room.entry_capacity = Max((*work)->entry_count, SANCTIONS_FIRST_ENTRIES);
	work_move(work, room);
}

static uint32
label_grow(trade_work **work, const char *text, int length)
{
	trade_work_room room = trade_work_room_of(*work);

	if ((*work)->label_count == TRADE_MATRIX_LABELS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("trade_matrix has too many labels"),
				 errhint("A matrix holds up to %d exporters and importers.", TRADE_MATRIX_LABELS_MAX)));
	if ((*work)->label_count == room.label_capacity)
		room.label_capacity = Max(2 * room.label_capacity, SANCTIONS_FIRST_LABELS);
	if (room.text_capacity - (*work)->text_used < length + 1)
		room.text_capacity = Max(2 * room.text_capacity, SANCTIONS_FIRST_TEXT) + length;
	work_move(work, room);
	return trade_work_label(*work, text, length);
}

uint32
sanctions_work_label(trade_work **work, const char *text, int length)
{
	int			id = trade_work_label(*work, text, length);

	return likely(id >= 0) ? id : label_grow(work, text, length);
}

/* A country's id is its code, or its place in the dictionary of a block that has one. */
uint32
sanctions_work_country(trade_work **work, uint16 code)
{
	char		text[TRADE_LABEL_COUNTRY_BYTES + 1];

	if (likely((*work)->label_capacity == 0))
		return code;
	trade_label_country_text(code, text);
	return sanctions_work_label(work, text, TRADE_LABEL_COUNTRY_BYTES);
}

void
sanctions_work_append(trade_work **work, uint64 key, const trade_sum *value,
					  const trade_sum *quantity, const trade_sum *quantity_value)
{
	uint64	   *entry;

	if (quantity != NULL)
		work_widen(work);
	if (unlikely((*work)->entry_count == (*work)->entry_capacity))
		work_reserve(work, 1);
	entry = trade_work_entries(*work) + (size_t) (*work)->entry_count * (*work)->entry_words;
	entry[0] = key;
	memcpy(entry + TRADE_ENTRY_VALUE, value->word, sizeof(value->word));
	if ((*work)->entry_words == TRADE_ENTRY_WORDS_QUANTITY)
	{
		static const trade_sum none = {{0, 0, 0}};

		memcpy(entry + TRADE_ENTRY_QUANTITY, (quantity ? quantity : &none)->word, sizeof(none.word));
		memcpy(entry + TRADE_ENTRY_QUANTITY_VALUE, (quantity ? quantity_value : &none)->word,
			   sizeof(none.word));
	}
	(*work)->entry_count++;
}

static const char *
kind_name(int kind)
{
	return kind == TRADE_LABEL_COUNTRY ? "country_code" : kind == TRADE_LABEL_HS ? "hs_code" : "text";
}

static void
reject_mixture(const trade_work *work, trade_label_kind kind)
{
	if (work->kind != kind)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("trade_matrix with %s labels does not merge with %s labels",
						kind_name(work->kind), kind_name(kind)),
				 errhint("Cast the labels of one side.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("annual and monthly trade_matrix do not merge"),
			 errhint("Build both from years, or both from dates.")));
}

void
sanctions_work_require(trade_work **work, trade_label_kind kind, trade_frequency frequency)
{
	if (likely((*work)->kind == kind && (*work)->frequency == frequency))
		return;
	if (kind == TRADE_LABEL_NONE)
		return;
	if ((*work)->kind != TRADE_LABEL_NONE)
		reject_mixture(*work, kind);
	(*work)->kind = kind;
	(*work)->frequency = frequency;
	if (kind == TRADE_LABEL_TEXT && (*work)->label_capacity == 0)
	{
		trade_work_room room = trade_work_room_of(*work);

		room.label_capacity = SANCTIONS_FIRST_LABELS;
		room.text_capacity = SANCTIONS_FIRST_TEXT;
		work_move(work, room);
	}
}

/* One cell of the other matrix, its labels already mapped. */
static void
merge_cell(trade_work **work, uint64 key, trade_sum *numbers, bool has_quantity, bool subtract)
{
	if (subtract)
		for (int i = 0; i < (has_quantity ? 3 : 1); i++)
			trade_sum_negate(&numbers[i]);
	sanctions_work_append(work, key, &numbers[0], has_quantity ? &numbers[1] : NULL, &numbers[2]);
}

/* The other matrix's ids in this block; NULL where they are the same. */
static uint16 *
map_labels(trade_work **work, int count, const char **label, const int *length)
{
	uint16	   *map = palloc(sizeof(uint16) * Max(count, 1));

	for (int i = 0; i < count; i++)
		map[i] = (*work)->label_capacity > 0 ? sanctions_work_label(work, label[i], length[i])
			: (uint16) trade_label_country_code(label[i], length[i]);
	return map;
}

static void
merge_working(trade_work **work, struct varlena *matrix, bool subtract)
{
	trade_work *other = sanctions_work_open(matrix);
	uint64	   *entry = trade_work_entries(other);
	uint16	   *map = NULL;

	sanctions_work_require(work, other->kind, other->frequency);
	if (other->label_capacity > 0)
	{
		const char **label = palloc(sizeof(char *) * Max(other->label_count, 1));
		int		   *length = palloc(sizeof(int) * Max(other->label_count, 1));

		for (uint32 id = 0; id < other->label_count; id++)
			label[id] = trade_work_label_text(other, id, &length[id]);
		map = map_labels(work, other->label_count, label, length);
	}
	for (uint32 i = 0; i < other->entry_count; i++, entry += other->entry_words)
	{
		uint32		importer = trade_key_importer(entry[0]);
		uint32		exporter = trade_key_exporter(entry[0]);
		trade_sum	numbers[3];

		if (i % 65536 == 0)
			CHECK_FOR_INTERRUPTS();
		for (uint32 at = TRADE_ENTRY_VALUE; at < other->entry_words; at += 3)
			numbers[at / 3] = trade_entry_sum(entry, at);
		merge_cell(work, trade_entry_key(map ? map[importer] : sanctions_work_country(work, importer),
										 map ? map[exporter] : sanctions_work_country(work, exporter),
										 trade_key_month(entry[0])),
				   numbers, other->entry_words == TRADE_ENTRY_WORDS_QUANTITY, subtract);
	}
}

static void
merge_canonical(trade_work **work, struct varlena *matrix, bool subtract)
{
	trade_matrix_reader *reader = sanctions_matrix_open(matrix);
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];
	const char **label;
	int		   *length;
	uint16	   *map;
	uint32		count;

	if (reader->shape.cell_count == 0)
		return;
	sanctions_work_require(work, reader->shape.kind, reader->shape.frequency);
	sanctions_matrix_labels(reader, &label, &length);
	map = map_labels(work, reader->shape.label_count, label, length);
	while ((count = sanctions_matrix_read(reader, cells, lengthof(cells))) > 0)
		for (uint32 i = 0; i < count; i++)
		{
			trade_cell *cell = &cells[i];
			trade_sum	numbers[3] = {trade_sum_of(cell->value), trade_sum_of(cell->quantity),
			trade_sum_of(cell->quantity_value)};

			merge_cell(work, trade_entry_key(map[cell->importer], map[cell->exporter], cell->month),
					   numbers, cell->quantity != 0 || cell->quantity_value != 0, subtract);
		}
}

void
sanctions_work_merge(trade_work **work, struct varlena *other, bool subtract)
{
	if (sanctions_state_is_working(other))
		merge_working(work, other, subtract);
	else
		merge_canonical(work, other, subtract);
}
