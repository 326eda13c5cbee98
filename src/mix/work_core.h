/*
 * The working form of a mix: one flat block with room to grow, a dictionary whose
 * entries have a sum behind the key.  A label whose sum is 0 keeps its entry.
 */
#ifndef TRADE_MIX_WORK_CORE_H
#define TRADE_MIX_WORK_CORE_H

#include <stdbool.h>

#include "mix/entry_core.h"
#include "state/dictionary_core.h"

typedef struct trade_mix_work
{
	uint32_t	header;			/* the varlena header, the server's own */
	uint8_t		version;
	uint8_t		flags;
	uint8_t		kind;
	uint8_t		reserved;
	trade_dictionary labels;
} trade_mix_work;

typedef struct trade_mix_entry
{
	uint64_t	key;
	trade_sum	sum;
} trade_mix_entry;

/* Bytes of an entry, as a power of two. */
#define TRADE_MIX_ENTRY_BITS 5

static inline trade_mix_entry *
trade_mix_work_entries(const trade_mix_work *work)
{
	return (trade_mix_entry *) trade_dictionary_entry(&work->labels, 0);
}

/* The bytes of an entry's text label. */
static inline const char *
trade_mix_work_label(const trade_mix_work *work, const trade_mix_entry *entry, int *length)
{
	return trade_dictionary_label(&work->labels, entry->key, length);
}

/* The entry of a label, added where new; NULL where there is no room for it. */
static inline trade_mix_entry *
trade_mix_work_code(trade_mix_work *work, const trade_secret *secret, uint64_t code)
{
	return (trade_mix_entry *) trade_dictionary_code(&work->labels, secret, code);
}

static inline trade_mix_entry *
trade_mix_work_text(trade_mix_work *work, const trade_secret *secret, const char *text, int length)
{
	return (trade_mix_entry *) trade_dictionary_text(&work->labels, secret, text, length);
}

/* Bytes of a block; capacity and text below 2^30. */
extern size_t trade_mix_work_size(uint32_t capacity, uint32_t text_capacity);

/* The head of an empty block, whose other bytes are 0 already; the varlena header stays. */
extern void trade_mix_work_init(trade_mix_work *work, uint32_t capacity, uint32_t text_capacity,
								trade_label_kind kind, const trade_secret *secret);

/* NULL, or what is wrong.  The hash table is not looked at. */
extern const char *trade_mix_work_check(const trade_mix_work *work, size_t size);
extern const char *trade_mix_work_check_entries(const trade_mix_work *work, uint32_t first, uint32_t count);

#endif
