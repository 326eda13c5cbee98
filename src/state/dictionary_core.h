/*
 * A dictionary of labels that grows: a flat block, in memory that its owner gives.
 *
 * A label has one entry, and entries are numbered in the order in which labels came.
 * The first word of an entry is its key: a code, or of a text label its hash above
 * the place of its bytes, which are a length byte and the label.  The words behind
 * the key are the owner's, and 0 in a new entry.  Where there is room for a few labels
 * only, they are looked through; a bigger block has a hash table of numbers.
 *
 * Whoever may write rows chooses labels, and could choose ones that collide.  So
 * hashes are keyed by a secret that each process draws for itself, and no hash is
 * kept in a stored value.
 */
#ifndef TRADE_DICTIONARY_CORE_H
#define TRADE_DICTIONARY_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "state/label_core.h"

/* With room for so many labels or fewer there is no hash table. */
#define TRADE_DICTIONARY_FEW 8

/* So many entries, or bytes of text, one call moves. */
#define TRADE_DICTIONARY_STEP 65536

/* A term of its own, one for the length, and one for each four bytes of a label. */
#define TRADE_SECRET_WORDS (2 + (TRADE_LABEL_BYTES_MAX + 3) / 4)

typedef struct trade_secret
{
	uint64_t	word[TRADE_SECRET_WORDS];
	uint32_t	stamp;			/* by which its blocks are known; not 0 */
} trade_secret;

typedef struct trade_dictionary
{
	uint32_t	count;
	uint32_t	capacity;
	uint32_t	text_used;
	uint32_t	text_capacity;
	uint32_t	stamp;			/* of the secret */
	uint8_t		slot_bits;		/* of the hash table, as a power of two; 0: there is none */
	uint8_t		entry_bits;		/* bytes of an entry, as a power of two */
	uint16_t	reserved;
} trade_dictionary;

/* An entry by its number. */
static inline uint64_t *
trade_dictionary_entry(const trade_dictionary *dictionary, uint32_t number)
{
	return (uint64_t *) ((char *) (dictionary + 1) + ((size_t) number << dictionary->entry_bits));
}

/* Numbers of entries, counted from 1; 0 is free. */
static inline uint32_t *
trade_dictionary_slots(const trade_dictionary *dictionary)
{
	return (uint32_t *) trade_dictionary_entry(dictionary, dictionary->capacity);
}

static inline uint8_t *
trade_dictionary_texts(const trade_dictionary *dictionary)
{
	return (uint8_t *) (trade_dictionary_slots(dictionary) +
						(dictionary->slot_bits > 0 ? (size_t) 1 << dictionary->slot_bits : 0));
}

/* The bytes of the text label whose key this is. */
static inline const char *
trade_dictionary_label(const trade_dictionary *dictionary, uint64_t key, int *length)
{
	const uint8_t *label = trade_dictionary_texts(dictionary) + (uint32_t) key;

	*length = label[0];
	return (const char *) label + 1;
}

/* Bytes of a block; capacity and text below 2^30. */
extern size_t trade_dictionary_size(uint32_t capacity, uint32_t text_capacity, uint8_t entry_bits);

/* The head of an empty block, whose other bytes are 0 already. */
extern void trade_dictionary_init(trade_dictionary *dictionary, uint32_t capacity, uint32_t text_capacity,
								  uint8_t entry_bits, const trade_secret *secret);

/*
 * The entry of a label, added where new; NULL where there is no room for it.  The
 * secret is the block's.  Of a text label 1 to 255 bytes.
 */
extern uint64_t *trade_dictionary_code(trade_dictionary *dictionary, const trade_secret *secret, uint64_t code);
extern uint64_t *trade_dictionary_text(trade_dictionary *dictionary, const trade_secret *secret,
									   const char *text, int length);

/*
 * Moves a part of all labels into a block with more room, of the same secret and size
 * of entries: numbers stay.  False when nothing is left to move.
 */
extern bool trade_dictionary_move(trade_dictionary *to, const trade_dictionary *from, const trade_secret *secret,
								  bool texts);

/* NULL, or what is wrong with a block from elsewhere.  The hash table is not looked at. */
extern const char *trade_dictionary_check(const trade_dictionary *dictionary, size_t size, uint8_t entry_bits);

/* Whether the bytes of a text label lie inside. */
extern bool trade_dictionary_holds(const trade_dictionary *dictionary, uint64_t key);

#endif
