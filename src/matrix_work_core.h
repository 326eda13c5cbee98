/*
 * The working form of a matrix: one flat block with room to grow.
 *
 * Rows are appended as entries and united when the room is full.  An entry is
 * words: key, value (3), and where the block keeps quantities, quantity (3) and
 * the value of the rows that carry one (3).  The key sorts by importer, exporter,
 * month.  A label's id is its place in the block's dictionary or, in a block
 * without one, its country code.
 */
#ifndef TRADE_MATRIX_WORK_CORE_H
#define TRADE_MATRIX_WORK_CORE_H

#include <string.h>

#include "matrix_core.h"

#define TRADE_ENTRY_VALUE 1
#define TRADE_ENTRY_QUANTITY 4
#define TRADE_ENTRY_QUANTITY_VALUE 7
#define TRADE_ENTRY_WORDS 4
#define TRADE_ENTRY_WORDS_QUANTITY 10

typedef struct trade_work
{
	uint32_t	header;			/* the varlena header, the server's own */
	uint8_t		version;
	uint8_t		flags;
	uint8_t		kind;
	uint8_t		frequency;
	uint32_t	label_count;
	uint32_t	label_capacity; /* a power of two, or 0: no dictionary */
	uint32_t	text_used;
	uint32_t	text_capacity;
	uint32_t	entry_words;
	uint32_t	entry_count;
	uint32_t	entry_sorted;	/* so many are sorted, each key once */
	uint32_t	entry_capacity;
} trade_work;

/* What relayout may change. */
typedef struct trade_work_room
{
	uint32_t	label_capacity;
	uint32_t	text_capacity;
	uint32_t	entry_words;
	uint32_t	entry_capacity;
} trade_work_room;

typedef struct trade_entry_merge
{
	const uint64_t *left;
	const uint64_t *left_end;
	const uint64_t *right;
	const uint64_t *right_end;
	uint64_t   *out;
	uint32_t	words;
} trade_entry_merge;

static inline uint64_t
trade_entry_key(uint32_t importer, uint32_t exporter, trade_month month)
{
	return (uint64_t) importer << 48 | (uint64_t) exporter << 32 | (uint32_t) month;
}

static inline uint32_t
trade_key_importer(uint64_t key)
{
	return (uint32_t) (key >> 48);
}

static inline uint32_t
trade_key_exporter(uint64_t key)
{
	return (uint32_t) (key >> 32) & 0xFFFF;
}

static inline trade_month
trade_key_month(uint64_t key)
{
	return (trade_month) (uint32_t) key;
}

static inline trade_sum
trade_entry_sum(const uint64_t *entry, int at)
{
	return (trade_sum) {{entry[at], entry[at + 1], entry[at + 2]}};
}

/* Slots of the dictionary's hash table, where labels start, their bytes. */
static inline uint32_t *
trade_work_slots(const trade_work *work)
{
	return (uint32_t *) (work + 1);
}

static inline uint32_t *
trade_work_offsets(const trade_work *work)
{
	return trade_work_slots(work) + 2 * (size_t) work->label_capacity;
}

static inline uint8_t *
trade_work_text(const trade_work *work)
{
	return (uint8_t *) (trade_work_offsets(work) + work->label_capacity);
}

static inline uint64_t *
trade_work_entries(const trade_work *work)
{
	size_t		before = sizeof(trade_work) + 12 * (size_t) work->label_capacity + work->text_capacity;

	return (uint64_t *) ((char *) work + ((before + 7) & ~(size_t) 7));
}

/* A label of the dictionary: its bytes, and its length. */
static inline const char *
trade_work_label_text(const trade_work *work, uint32_t id, int *length)
{
	const uint8_t *label = trade_work_text(work) + trade_work_offsets(work)[id];

	*length = label[0];
	return (const char *) label + 1;
}

extern size_t trade_work_size(trade_work_room room);
extern void trade_work_init(trade_work *work, trade_work_room room, trade_label_kind kind,
							trade_frequency frequency);
extern trade_work_room trade_work_room_of(const trade_work *work);

/* Labels and counts into a fresh block with more room; entries by the next one. */
extern void trade_work_copy_labels(trade_work *to, const trade_work *from);
extern void trade_work_copy_entries(trade_work *to, const trade_work *from,
									uint32_t first, uint32_t count);

/* Everything but the entries' own keys; NULL, or what is wrong. */
extern const char *trade_work_check(const trade_work *work, size_t size);
extern const char *trade_work_check_entries(const trade_work *work, uint32_t first, uint32_t count);

/* The id of a label, added where new; -1 where there is no room for it. */
extern int	trade_work_label(trade_work *work, const char *text, int length);

/* Sorts up to TRADE_CELLS_PER_CALL entries by key; scratch holds as many. */
extern void trade_entries_sort(uint64_t *entries, uint64_t *scratch, uint32_t count, uint32_t words);

/* Merges on, at most TRADE_CELLS_PER_CALL entries; false when nothing is left. */
extern bool trade_entries_merge(trade_entry_merge *merge);

/*
 * Sorted entries [from, to) onto the united ones [0, kept): equal keys are added
 * up.  Gives the new number.
 */
extern uint32_t trade_entries_unite(uint64_t *entries, uint32_t kept, uint32_t from, uint32_t to,
									uint32_t words);

/* The same, leaving out entries whose numbers are all zero. */
extern uint32_t trade_entries_drop_zero(uint64_t *entries, uint32_t kept, uint32_t from, uint32_t to,
										uint32_t words);

#endif
