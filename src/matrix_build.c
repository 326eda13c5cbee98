/* The working form of a matrix in the server: room, labels, rows, merging. */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact.h"
#include "matrix_sort.h"
#include "matrix_state.h"
#include "state.h"

/* Chunks up to this size are rounded up to a power of two by the server anyway. */
#define ROUNDED_BYTES 8192

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
	trade_work_room room = {0, TRADE_DIRECT_LABELS, 0, 0, 0};

	if (dictionary)
		room = (trade_work_room) {0, 0, SANCTIONS_FIRST_LABELS, SANCTIONS_FIRST_TEXT, 0};
	return work_alloc(room, kind, frequency);
}

void
sanctions_work_reject_size(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("trade_matrix has too many cells"),
			 errhint("A matrix holds up to %d cells, 13 million with quantities. Group the rows, by product say.",
					 TRADE_MATRIX_CELLS_MAX)));
}

void
sanctions_work_reject_labels(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("trade_matrix has too many labels"),
			 errhint("A matrix holds up to %d exporters and importers.", TRADE_MATRIX_LABELS_MAX)));
}

static void
copy_entries(trade_work *to, const trade_work *from)
{
	uint64	   *target = trade_work_entries(to);
	const uint64 *source = trade_work_entries(from);

	for (uint32 at = 0; at < from->entry_count; at += TRADE_CELLS_PER_CALL)
	{
		CHECK_FOR_INTERRUPTS();
		trade_entries_copy(trade_work_layout(to), target + (Size) at * to->entry_words,
						   trade_work_layout(from), source + (Size) at * from->entry_words,
						   Min(TRADE_CELLS_PER_CALL, from->entry_count - at));
	}
	to->entry_count = from->entry_count;
	to->entry_sorted = from->entry_sorted;
}

/* The last entries: to the head again, or in another layout behind the others. */
static void
copy_recent(trade_work *to, const trade_work *from)
{
	uint32		count = from->recent_used / from->entry_words;

	if (trade_work_layout(to) == trade_work_layout(from))
	{
		memcpy(to->recent, from->recent, from->recent_used * 8);
		to->recent_used = from->recent_used;
		return;
	}
	trade_entries_copy(trade_work_layout(to),
					   trade_work_entries(to) + (Size) to->entry_count * to->entry_words,
					   trade_work_layout(from), from->recent, count);
	to->entry_count += count;
}

static void
work_move(trade_work **work, trade_work_room room)
{
	trade_work *from = *work;
	trade_work *to;
	Size		used;

	if (trade_work_size(room) > MaxAllocSize)
		sanctions_work_reject_size();
	to = work_alloc(room, from->kind, from->frequency);
	trade_work_copy_labels(to, from);
	copy_entries(to, from);
	copy_recent(to, from);
	/* the block may be copied whole, and its spare bytes with it */
	used = (Size) to->entry_count * to->entry_words * 8;
	memset((char *) trade_work_entries(to) + used, 0,
		   (Size) to->entry_capacity * to->entry_words * 8 - used);
	*work = to;
}

/* Another layout; the room is what there is, with the last entries behind the others. */
static void
work_relayout(trade_work **work, uint8 layout)
{
	trade_work_room room = trade_work_room_of(*work);

	room.layout = layout;
	room.entry_capacity = trade_work_total(*work);
	work_move(work, room);
}

static void
work_compact(trade_work **work)
{
	bool		fits = sanctions_entries_unite(trade_work_entries(*work), &(*work)->entry_count,
											   (*work)->entry_sorted, trade_work_layout(*work));

	/* all are in order, but of one key there may be several */
	if (!fits)
	{
		(*work)->entry_sorted = 0;
		work_relayout(work, trade_work_layout(*work) | TRADE_WORK_WIDE);
		(void) sanctions_entries_unite(trade_work_entries(*work), &(*work)->entry_count, 0,
									   trade_work_layout(*work));
	}
	(*work)->entry_sorted = (*work)->entry_count;
}

/* Room for so many more entries behind the dictionary: by uniting equal keys first, then by growing. */
static void
work_reserve(trade_work **work, uint32 more)
{
	trade_work_room room;
	Size		bytes;
	Size		size;
	uint64		wanted;
	uint64		most;

	if ((*work)->entry_capacity - (*work)->entry_count >= more)
		return;
	work_compact(work);
	wanted = (uint64) (*work)->entry_count + more;
	/* well filled even so: double now, or the next rows would soon sort again */
	if (wanted <= (*work)->entry_capacity - (*work)->entry_capacity / 4)
		return;
	room = trade_work_room_of(*work);
	room.entry_capacity = 0;
	bytes = 8 * (*work)->entry_words;
	most = (MaxAllocSize - trade_work_size(room)) / bytes;
	if (wanted > most)
		sanctions_work_reject_size();
	wanted = Min(Max(wanted, 2 * (uint64) (*work)->entry_capacity), most);
	size = trade_work_size(room) + wanted * bytes;
	if (size < ROUNDED_BYTES)
		wanted += (pg_nextpower2_32(size) - size) / bytes;
	room.entry_capacity = wanted;
	if (room.entry_capacity > (*work)->entry_capacity)
		work_move(work, room);
}

static uint32
label_grow(trade_work **work, const char *text, int length)
{
	trade_work_room room = trade_work_room_of(*work);

	if ((*work)->label_count == TRADE_MATRIX_LABELS_MAX)
		sanctions_work_reject_labels();
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

uint32
sanctions_work_country(trade_work **work, uint16 code)
{
	char		text[TRADE_LABEL_COUNTRY_BYTES + 1];

	if (likely((*work)->label_base > 0))
		return trade_direct_country(code);
	trade_label_country_text(code, text);
	return sanctions_work_label(work, text, TRADE_LABEL_COUNTRY_BYTES);
}

/* The last entries go behind the dictionary. */
static void
work_flush(trade_work **work)
{
	trade_work *to;

	work_reserve(work, (*work)->recent_used / (*work)->entry_words);
	to = *work;
	memcpy(trade_work_entries(to) + (Size) to->entry_count * to->entry_words, to->recent,
		   to->recent_used * 8);
	to->entry_count += to->recent_used / to->entry_words;
	to->recent_used = 0;
}

static void
append(trade_work **work, uint64 key, const trade_sum *numbers, bool has_quantity)
{
	uint64		entry[TRADE_ENTRY_WORDS_QUANTITY];

	if (has_quantity && !((*work)->flags & TRADE_MATRIX_QUANTITY))
		work_relayout(work, trade_work_layout(*work) | TRADE_MATRIX_QUANTITY);
	if (unlikely(!trade_entry_put(trade_work_layout(*work), entry, key, numbers)))
	{
		work_relayout(work, trade_work_layout(*work) | TRADE_WORK_WIDE);
		trade_entry_put(trade_work_layout(*work), entry, key, numbers);
	}
	if (unlikely((*work)->recent_used + (*work)->entry_words > TRADE_RECENT_WORDS))
	{
		uint8		layout = trade_work_layout(*work);

		work_flush(work);
		/* united sums may have made it wide */
		if (unlikely(layout != trade_work_layout(*work)))
			trade_entry_put(trade_work_layout(*work), entry, key, numbers);
	}
	memcpy((*work)->recent + (*work)->recent_used, entry, (*work)->entry_words * 8);
	(*work)->recent_used += (*work)->entry_words;
}

void
sanctions_work_add(trade_work **work, uint32 importer, uint32 exporter, trade_month month,
				   const trade_sum *value, const trade_sum *quantity, const trade_sum *quantity_value)
{
	trade_sum	numbers[3] = {*value, {{0, 0, 0}}, {{0, 0, 0}}};

	if (quantity != NULL)
	{
		numbers[1] = *quantity;
		numbers[2] = *quantity_value;
	}
	append(work, trade_row_key(importer, exporter, month), numbers, quantity != NULL);
}

void
sanctions_work_append(trade_work **work, uint64 key, const trade_sum *value, const trade_sum *quantity,
					  const trade_sum *quantity_value)
{
	sanctions_work_add(work, trade_key_importer(key), trade_key_exporter(key), trade_key_month(key),
					   value, quantity, quantity_value);
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
}

/* The other matrix's labels in this block. */
static uint32 *
map_labels(trade_work **work, int count, const char **label, const int *length)
{
	uint32	   *map = palloc(sizeof(uint32) * Max(count, 1));

	for (int i = 0; i < count; i++)
		map[i] = sanctions_work_label(work, label[i], length[i]);
	return map;
}

static uint32 *
map_dictionary(trade_work **work, const trade_work *other)
{
	const char **label = palloc(sizeof(char *) * Max(other->label_count, 1));
	int		   *length = palloc(sizeof(int) * Max(other->label_count, 1));

	for (uint32 at = 0; at < other->label_count; at++)
		label[at] = trade_work_label_text(other, at, &length[at]);
	return map_labels(work, other->label_count, label, length);
}

static inline uint32
map_id(trade_work **work, const trade_work *other, const uint32 *map, uint32 id)
{
	char		text[4];

	if (id >= other->label_base)
		return map[id - other->label_base];
	if (likely((*work)->label_base > 0))
		return id;
	return sanctions_work_label(work, text, trade_direct_text(id, text));
}

static void
merge_cell(trade_work **work, uint64 key, trade_sum *numbers, bool has_quantity, bool subtract)
{
	if (subtract)
		for (int i = 0; i < (has_quantity ? 3 : 1); i++)
			trade_sum_negate(&numbers[i]);
	append(work, key, numbers, has_quantity);
}

static void
merge_entries(trade_work **work, const trade_work *other, const uint32 *map, const uint64 *entry, uint32 count,
			  bool subtract)
{
	uint8		layout = trade_work_layout(other);

	for (uint32 i = 0; i < count; i++, entry += other->entry_words)
	{
		trade_sum	numbers[3] = {{{0, 0, 0}}};
		uint64		key = trade_entry_get(layout, entry, numbers);

		if (i % TRADE_CELLS_PER_CALL == 0)
			CHECK_FOR_INTERRUPTS();
		key = trade_row_key(map_id(work, other, map, trade_row_importer(key)),
							map_id(work, other, map, trade_row_exporter(key)), trade_row_month(key));
		merge_cell(work, key, numbers, (layout & TRADE_MATRIX_QUANTITY) != 0, subtract);
	}
}

static void
merge_working(trade_work **work, struct varlena *matrix, bool subtract)
{
	trade_work *other = sanctions_work_open(matrix);
	uint32	   *map;

	if (other->kind == TRADE_LABEL_NONE)
		return;
	sanctions_work_require(work, other->kind, other->frequency);
	if (trade_work_layout(other) & ~trade_work_layout(*work))
		work_relayout(work, trade_work_layout(*work) | trade_work_layout(other));
	map = map_dictionary(work, other);
	work_reserve(work, trade_work_total(other));
	merge_entries(work, other, map, trade_work_entries(other), other->entry_count, subtract);
	merge_entries(work, other, map, other->recent, other->recent_used / other->entry_words, subtract);
}

static void
merge_canonical(trade_work **work, struct varlena *matrix, bool subtract)
{
	trade_matrix_reader *reader = sanctions_matrix_open(matrix);
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];
	const char **label;
	int		   *length;
	uint32	   *map;
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

			merge_cell(work, trade_row_key(map[cell->importer], map[cell->exporter], cell->month),
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
