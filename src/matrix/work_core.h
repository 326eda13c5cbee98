/*
 * The working form of a matrix: entries, and the ids of labels.
 *
 * An entry is words: a key, then one number, or with quantities three: value,
 * quantity, value of the rows that carry a quantity.  A narrow number is one
 * word, times 1000^e units with e in the key; that holds whole numbers, cents, and
 * most of what else is traded.  A matrix that meets another number, or a sum that
 * does not fit, becomes wide: sums of 192 bits, three words each.
 */
#ifndef TRADE_MATRIX_WORK_CORE_H
#define TRADE_MATRIX_WORK_CORE_H

#include <string.h>

#include "matrix/view_core.h"

/* Layouts of entries: TRADE_MATRIX_QUANTITY, and this. */
#define TRADE_WORK_WIDE 0x02

/* Where a wide entry's numbers begin, and the most words of an entry. */
#define TRADE_ENTRY_VALUE 1
#define TRADE_ENTRY_WORDS_QUANTITY 10

/*
 * Labels of one to three digits and capital letters, as codes of countries are,
 * need no dictionary: their ids are the characters in base 37, 0 for none, and
 * so in the order of the bytes.  Ids of a dictionary follow.
 */
#define TRADE_DIRECT_LABELS (37 * 37 * 37)

/*
 * Keys sort as cells do, by importer, month, exporter: ids of 17 bits, the month and
 * the exponents, two bits a number.
 */
#define TRADE_EXPONENT_BITS 6
#define TRADE_EXPONENT_THOUSANDTHS 3	/* 1000^3 units */

static inline uint64_t
trade_row_key(uint32_t importer, uint32_t exporter, trade_month month)
{
	return (uint64_t) importer << 40 | (uint64_t) month << 23 | (uint64_t) exporter << TRADE_EXPONENT_BITS;
}

static inline uint32_t
trade_row_importer(uint64_t key)
{
	return (uint32_t) (key >> 40);
}

static inline uint32_t
trade_row_exporter(uint64_t key)
{
	return (uint32_t) (key >> TRADE_EXPONENT_BITS) & 0x1FFFF;
}

static inline trade_month
trade_row_month(uint64_t key)
{
	return (trade_month) (key >> 23 & 0x1FFFF);
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

/* A number of a narrow entry. */
static inline trade_units
trade_entry_narrow(const uint64_t *entry, uint32_t number)
{
	static const int64_t scale[4] = {1, 1000, 1000000, 1000000000};

	return (trade_units) (int64_t) entry[1 + number] * scale[entry[0] >> 2 * number & 3];
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

/* An entry's key and numbers; put is false where a narrow entry cannot hold one. */
extern bool trade_entry_put(uint8_t layout, uint64_t *entry, uint64_t key, const trade_sum *numbers);
extern uint64_t trade_entry_get(uint8_t layout, const uint64_t *entry, trade_sum *numbers);

/* Entries of one layout in another that holds all that the first does. */
extern void trade_entries_copy(uint8_t layout, uint64_t *to, uint8_t from_layout, const uint64_t *from,
							   uint32_t count);

/* How many of the first entries are in order; pause is called between steps, unless it is NULL. */
extern uint32_t trade_entries_run(const uint64_t *entries, uint32_t count, uint32_t words, void (*pause) (void));

/* Sorts entries by key, of which so many begin in order; scratch holds the others. */
extern void trade_entries_sort(uint64_t *entries, uint64_t *scratch, uint32_t sorted, uint32_t count, uint32_t words,
							   void (*pause) (void));

/*
 * Sorted wide entries [from, to) onto the united ones [0, kept): equal keys are
 * added up.  Gives the new number.
 */
extern uint32_t trade_entries_unite(uint64_t *entries, uint32_t kept, uint32_t from, uint32_t to,
									uint32_t words);

/*
 * trade_entries_unite for narrow entries.  Gives where it stopped: before `to` where a sum does
 * not fit.
 */
extern uint32_t trade_entries_unite_narrow(uint64_t *entries, uint32_t *kept, uint32_t from, uint32_t to,
										   uint32_t words);

/* trade_entries_unite for entries whose keys differ: those whose numbers are all zero are left out. */
extern uint32_t trade_entries_drop_zero(uint64_t *entries, uint32_t kept, uint32_t from, uint32_t to,
										uint32_t words);

#endif
