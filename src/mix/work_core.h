/*
 * The working form of a mix: one flat block with room to grow.
 *
 * Each label has one entry, whose key is its code, or of a text label the hash
 * above the place of its bytes: a length byte and the label.  While there are few
 * entries they are looked through; a bigger block has a hash table of them.
 * A label whose sum is 0 keeps its entry.
 */
#ifndef TRADE_MIX_WORK_CORE_H
#define TRADE_MIX_WORK_CORE_H

#include <stdbool.h>

#include "mix/entry_core.h"

/* Up to so many entries there is no hash table. */
#define TRADE_MIX_FEW 8

typedef struct trade_mix_work
{
	uint32_t	header;			/* the varlena header, the server's own */
	uint8_t		version;
	uint8_t		flags;
	uint8_t		kind;
	uint8_t		reserved;
	uint32_t	count;
	uint32_t	capacity;
	uint32_t	slots;			/* a power of two above the capacity, or 0 */
	uint32_t	text_used;
	uint32_t	text_capacity;
	uint32_t	seed;			/* of the hashes */
} trade_mix_work;

typedef struct trade_mix_entry
{
	uint64_t	key;
	trade_sum	sum;
} trade_mix_entry;

static inline trade_mix_entry *
trade_mix_work_entries(const trade_mix_work *work)
{
	return (trade_mix_entry *) (work + 1);
}

/* Numbers of entries, counted from 1; 0 is free. */
static inline uint32_t *
trade_mix_work_slots(const trade_mix_work *work)
{
	return (uint32_t *) (trade_mix_work_entries(work) + work->capacity);
}

static inline uint8_t *
trade_mix_work_texts(const trade_mix_work *work)
{
	return (uint8_t *) (trade_mix_work_slots(work) + work->slots);
}

/* The bytes of an entry's text label. */
static inline const char *
trade_mix_work_label(const trade_mix_work *work, const trade_mix_entry *entry, int *length)
{
	const uint8_t *label = trade_mix_work_texts(work) + (uint32_t) entry->key;

	*length = label[0];
	return (const char *) label + 1;
}

/* Bytes of a block; capacity and text below 2^30. */
extern size_t trade_mix_work_size(uint32_t capacity, uint32_t text_capacity);
extern void trade_mix_work_init(trade_mix_work *work, uint32_t capacity, uint32_t text_capacity,
								trade_label_kind kind, uint32_t seed);

/* Into a fresh block with more room: the texts, then the entries by the next ones. */
extern void trade_mix_work_copy_texts(trade_mix_work *to, const trade_mix_work *from);
extern void trade_mix_work_copy_entries(trade_mix_work *to, const trade_mix_work *from, uint32_t count);

/*
 * The entry of a label, added where new; NULL where there is no room for it.  Of
 * a text label 1 to 255 bytes.
 */
extern trade_mix_entry *trade_mix_work_code(trade_mix_work *work, uint64_t code);
extern trade_mix_entry *trade_mix_work_text(trade_mix_work *work, const char *text, int length);

/* NULL, or what is wrong.  The hash table is not looked at. */
extern const char *trade_mix_work_check(const trade_mix_work *work, size_t size);
extern const char *trade_mix_work_check_entries(const trade_mix_work *work, uint32_t first, uint32_t count);

#endif
