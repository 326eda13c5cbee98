/*
 * The working form of a matrix: one flat block with room to grow.
 *
 * Rows are appended as entries and united when the room is full.  The last few
 * lie in the head: where groups are many, what a row costs is the memory it
 * touches, and the head is touched anyway.
 *
 * An entry is words: a key, then one number, or with quantities three: value,
 * quantity, value of the rows that carry a quantity.  In a narrow block a number
 * is one word, times 1000^e units with e in the key; that holds whole numbers,
 * cents, and most of what else is traded.  A block that meets another number, or
 * a sum that does not fit, becomes wide: sums of 192 bits, three words each.
 */
#ifndef TRADE_MATRIX_WORK_CORE_H
#define TRADE_MATRIX_WORK_CORE_H

#include <string.h>

#include "matrix_core.h"

/* The working form has a version of its own: no release need read another's. */
#define TRADE_WORK_VERSION 2

/* Of a working form only: its numbers are wide. */
#define TRADE_WORK_WIDE 0x02
#define TRADE_WORK_LAYOUT (TRADE_MATRIX_QUANTITY | TRADE_WORK_WIDE)

/* Where a wide entry's numbers begin, and its size in words. */
#define TRADE_ENTRY_VALUE 1
#define TRADE_ENTRY_QUANTITY 4
#define TRADE_ENTRY_QUANTITY_VALUE 7
#define TRADE_ENTRY_WORDS 4
#define TRADE_ENTRY_WORDS_QUANTITY 10

/* Entries in the head: twelve narrow ones, so that a small block has 240 bytes. */
#define TRADE_RECENT_WORDS 24

/*
 * Labels of one to three digits and capital letters, as codes of countries are,
 * need no dictionary: their ids are the characters in base 37, 0 for none, and
 * so in the order of the bytes.  Ids of a dictionary follow.
 */
#define TRADE_DIRECT_LABELS (37 * 37 * 37)

typedef struct trade_work
{
	uint32_t	header;			/* the varlena header, the server's own */
	uint8_t		version;
	uint8_t		flags;
	uint8_t		kind;
	uint8_t		frequency;
	uint32_t	label_base;		/* the dictionary's first id; 0: all labels are there */
	uint32_t	label_count;	/* of the dictionary */
	uint32_t	label_capacity; /* a power of two, or 0: no dictionary yet */
	uint32_t	text_used;
	uint32_t	text_capacity;
	uint32_t	entry_words;
	uint32_t	entry_count;	/* behind the dictionary */
	uint32_t	entry_sorted;	/* so many are sorted, each key once */
	uint32_t	entry_capacity;
	uint32_t	recent_used;	/* words */
	uint64_t	recent[TRADE_RECENT_WORDS];
} trade_work;

/* What relayout may change. */
typedef struct trade_work_room
{
	uint8_t		layout;			/* flags of TRADE_WORK_LAYOUT */
	uint32_t	label_base;
	uint32_t	label_capacity;
	uint32_t	text_capacity;
	uint32_t	entry_capacity;
} trade_work_room;

/*
 * Keys sort by importer, exporter, month.  A row's has ids of 17 bits, the month
 * and the exponents, two bits a number; an entry's, once labels are ranked, has
 * no more than 16 bits of each label.
 */
#define TRADE_EXPONENT_BITS 6
#define TRADE_EXPONENT_THOUSANDTHS 3	/* 1000^3 units */

static inline uint64_t
trade_row_key(uint32_t importer, uint32_t exporter, trade_month month)
{
	return (uint64_t) importer << 40 | (uint64_t) exporter << 23 | (uint64_t) month << TRADE_EXPONENT_BITS;
}

static inline uint32_t
trade_row_importer(uint64_t key)
{
	return (uint32_t) (key >> 40);
}

static inline uint32_t
trade_row_exporter(uint64_t key)
{
	return (uint32_t) (key >> 23) & 0x1FFFF;
}

static inline trade_month
trade_row_month(uint64_t key)
{
	return (trade_month) (key >> TRADE_EXPONENT_BITS & 0x1FFFF);
}

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

static inline uint32_t
trade_layout_numbers(uint8_t layout)
{
	return layout & TRADE_MATRIX_QUANTITY ? 3 : 1;
}

static inline uint32_t
trade_layout_words(uint8_t layout)
{
	return 1 + trade_layout_numbers(layout) * (layout & TRADE_WORK_WIDE ? 3 : 1);
}

static inline uint8_t
trade_work_layout(const trade_work *work)
{
	return work->flags & TRADE_WORK_LAYOUT;
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

/* Entries, those in the head too. */
static inline uint32_t
trade_work_total(const trade_work *work)
{
	return work->entry_count + work->recent_used / work->entry_words;
}

/* A label of the dictionary: its bytes, and its length. */
static inline const char *
trade_work_label_text(const trade_work *work, uint32_t at, int *length)
{
	const uint8_t *label = trade_work_text(work) + trade_work_offsets(work)[at];

	*length = label[0];
	return (const char *) label + 1;
}

/* The id of a country's code, which has digits and letters only. */
static inline uint32_t
trade_direct_country(uint16_t code)
{
	uint32_t	first = code / (36 * 36);
	uint32_t	second = code / 36 % 36;

	return (first + 1) * (37 * 37) + (second + 1) * 37 + code % 36 + 1;
}

/* The id of a label that needs no dictionary, or 0; its characters again, and how many. */
extern uint32_t trade_direct_label(const char *text, int length);
extern int	trade_direct_text(uint32_t id, char *text);

extern size_t trade_work_size(trade_work_room room);

/*
 * A row without quantity, its value in thousandths, where the block is narrow and
 * its head has room; false where not.
 */
static inline bool
trade_work_add(trade_work *work, uint64_t key, int64_t thousandths)
{
	if (trade_work_layout(work) != 0 || work->recent_used == TRADE_RECENT_WORDS)
		return false;
	work->recent[work->recent_used++] = key | TRADE_EXPONENT_THOUSANDTHS;
	work->recent[work->recent_used++] = (uint64_t) thousandths;
	return true;
}

/* All but the entries' bytes. */
extern void trade_work_init(trade_work *work, trade_work_room room, trade_label_kind kind,
							trade_frequency frequency);
extern trade_work_room trade_work_room_of(const trade_work *work);

/* Labels into a fresh block with more room. */
extern void trade_work_copy_labels(trade_work *to, const trade_work *from);

/* An entry's key and numbers; put is false where a narrow entry cannot hold one. */
extern bool trade_entry_put(uint8_t layout, uint64_t *entry, uint64_t key, const trade_sum *numbers);
extern uint64_t trade_entry_get(uint8_t layout, const uint64_t *entry, trade_sum *numbers);

/* Entries of one layout in another that holds all that the first does. */
extern void trade_entries_copy(uint8_t layout, uint64_t *to, uint8_t from_layout, const uint64_t *from,
							   uint32_t count);

/* Everything but the entries behind the dictionary; NULL, or what is wrong. */
extern const char *trade_work_check(const trade_work *work, size_t size);
extern const char *trade_work_check_entries(const trade_work *work, uint32_t first, uint32_t count);

/* The id of a label, added where new; -1 where there is no room for it. */
extern int	trade_work_label(trade_work *work, const char *text, int length);

/* Sorts up to TRADE_CELLS_PER_CALL entries by key; scratch holds as many. */
extern void trade_entries_sort(uint64_t *entries, uint64_t *scratch, uint32_t count, uint32_t words);

/* The bits in which keys differ from the first. */
extern uint64_t trade_entries_differing(const uint64_t *entries, uint64_t first, uint32_t count,
										uint32_t words);

/*
 * One pass of a radix sort, by the eight bits of the key from shift on: count
 * all, make places of the counts, move all.
 */
#define TRADE_RADIX 256

/* The first differing bit from shift on: bits that all keys share sort nothing; -1: no more. */
static inline int
trade_radix_shift(uint64_t differing, int shift)
{
	if (shift >= 64 || differing >> shift == 0)
		return -1;
	return shift + __builtin_ctzll(differing >> shift);
}

extern void trade_radix_count(const uint64_t *from, uint32_t count, uint32_t words, int shift,
							  uint32_t *place);
extern void trade_radix_places(uint32_t *place);
extern void trade_radix_move(const uint64_t *from, uint64_t *to, uint32_t count, uint32_t words, int shift,
							 uint32_t *place);

/*
 * Merges two sorted runs from their ends, into the room behind the left one: at
 * most TRADE_CELLS_PER_CALL entries; false when nothing of the right is left.
 */
typedef struct trade_entry_merge
{
	uint64_t   *left_end;
	uint64_t   *left;
	const uint64_t *right_end;
	const uint64_t *right;
	uint64_t   *out_end;
	uint32_t	words;
} trade_entry_merge;

extern bool trade_entries_merge(trade_entry_merge *merge);

/*
 * Sorted wide entries [from, to) onto the united ones [0, kept): equal keys are
 * added up.  Gives the new number.
 */
extern uint32_t trade_entries_unite(uint64_t *entries, uint32_t kept, uint32_t from, uint32_t to,
									uint32_t words);

/*
 * The same for narrow ones.  Gives where it stopped: before `to` where a sum does
 * not fit.
 */
extern uint32_t trade_entries_unite_narrow(uint64_t *entries, uint32_t *kept, uint32_t from, uint32_t to,
										   uint32_t words);

/* The same, leaving out entries whose numbers are all zero. */
extern uint32_t trade_entries_drop_zero(uint64_t *entries, uint32_t kept, uint32_t from, uint32_t to,
										uint32_t words);

#endif
