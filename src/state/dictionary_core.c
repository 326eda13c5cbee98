/* The dictionary of labels: hashing, finding, moving to more room. */
#include "state/dictionary_core.h"

#include <string.h>

static uint8_t
slot_bits_for(uint32_t capacity)
{
	uint8_t		bits = 5;

	if (capacity <= TRADE_DICTIONARY_FEW)
		return 0;
	while ((uint64_t) 1 << bits < (uint64_t) capacity + capacity / 2)
		bits++;
	return bits;
}

size_t
trade_dictionary_size(uint32_t capacity, uint32_t text_capacity, uint8_t entry_bits)
{
	uint8_t		slot_bits = slot_bits_for(capacity);

	return sizeof(trade_dictionary) + ((size_t) capacity << entry_bits) +
		(slot_bits > 0 ? sizeof(uint32_t) << slot_bits : 0) + text_capacity;
}

void
trade_dictionary_init(trade_dictionary *dictionary, uint32_t capacity, uint32_t text_capacity, uint8_t entry_bits,
					  const trade_secret *secret)
{
	*dictionary = (trade_dictionary) {0, capacity, 0, text_capacity, secret->stamp, slot_bits_for(capacity),
	entry_bits, 0};
}

/* MurmurHash3's finaliser: labels in a row do not lie in a row. */
static inline uint32_t
mixed(uint64_t word)
{
	word = (word ^ word >> 33) * 0xFF51AFD7ED558CCDULL;
	word = (word ^ word >> 33) * 0xC4CEB9FE1A85EC53ULL;
	return (uint32_t) (word ^ word >> 33);
}

/*
 * A sum of products of 32-bit characters with secret words of 64 bits: to whoever does
 * not know them any two labels share the sum with a probability of 2^-32 at most
 * (Lemire and Kaser, Strongly universal string hashing is fast, The Computer Journal
 * 57 (2014) 1624-1638).  What is mixed is the sum, so that holds however labels are chosen.
 */
static inline uint32_t
code_hash(const trade_secret *secret, uint64_t code)
{
	return mixed(secret->word[0] + secret->word[1] * (uint32_t) (code >> 32) + secret->word[2] * (uint32_t) code);
}

static inline uint32_t
four_bytes(const char *text)
{
	uint32_t	bytes;

	memcpy(&bytes, text, 4);
	return bytes;
}

/* The last four bytes may overlap those before: the length, which counts too, says by how many. */
static inline uint32_t
text_hash(const trade_secret *secret, const char *text, int length)
{
	const uint64_t *word = secret->word + 2;
	uint64_t	sum = secret->word[0] + secret->word[1] * (uint32_t) length;
	int			at;

	if (length < 4)
		return mixed(sum + *word * ((uint32_t) (uint8_t) text[0] | (uint32_t) (uint8_t) text[length / 2] << 8 |
									(uint32_t) (uint8_t) text[length - 1] << 16));
	for (at = 0; at + 4 < length; at += 4)
		sum += *word++ * four_bytes(text + at);
	return mixed(sum + *word * four_bytes(text + length - 4));
}

/* A new entry, for which there is room; in a slot, where there are slots. */
static inline uint64_t *
add_entry(trade_dictionary *dictionary, uint64_t key, uint32_t slot)
{
	uint64_t   *entry = trade_dictionary_entry(dictionary, dictionary->count++);

	if (dictionary->slot_bits > 0)
		trade_dictionary_slots(dictionary)[slot] = dictionary->count;
	entry[0] = key;
	return entry;
}

static inline uint32_t
slot_mask(const trade_dictionary *dictionary)
{
	return ((uint32_t) 1 << dictionary->slot_bits) - 1;
}

uint64_t *
trade_dictionary_code(trade_dictionary *dictionary, const trade_secret *secret, uint64_t code)
{
	const uint32_t *slots = trade_dictionary_slots(dictionary);
	uint32_t	mask = slot_mask(dictionary);
	uint32_t	slot = 0;
	uint64_t   *entry;

	if (dictionary->slot_bits == 0)
	{
		for (uint32_t i = 0; i < dictionary->count; i++)
			if (*(entry = trade_dictionary_entry(dictionary, i)) == code)
				return entry;
	}
	else
		for (slot = code_hash(secret, code) & mask; slots[slot] != 0; slot = (slot + 1) & mask)
			if (*(entry = trade_dictionary_entry(dictionary, slots[slot] - 1)) == code)
				return entry;
	return dictionary->count < dictionary->capacity ? add_entry(dictionary, code, slot) : NULL;
}

static inline bool
is_label(const uint8_t *texts, uint64_t key, uint32_t hash, const char *text, int length)
{
	const uint8_t *label = texts + (uint32_t) key;

	return (uint32_t) (key >> 32) == hash && label[0] == length && memcmp(label + 1, text, length) == 0;
}

static uint64_t *
add_text(trade_dictionary *dictionary, uint32_t hash, const char *text, int length, uint32_t slot)
{
	uint32_t	at = dictionary->text_used;
	uint8_t    *label = trade_dictionary_texts(dictionary) + at;

	if (dictionary->count == dictionary->capacity || dictionary->text_capacity - at < (uint32_t) length + 1)
		return NULL;
	label[0] = length;
	memcpy(label + 1, text, length);
	dictionary->text_used += length + 1;
	return add_entry(dictionary, (uint64_t) hash << 32 | at, slot);
}

uint64_t *
trade_dictionary_text(trade_dictionary *dictionary, const trade_secret *secret, const char *text, int length)
{
	const uint32_t *slots = trade_dictionary_slots(dictionary);
	const uint8_t *texts = trade_dictionary_texts(dictionary);
	uint32_t	hash = text_hash(secret, text, length);
	uint32_t	mask = slot_mask(dictionary);
	uint32_t	slot = 0;
	uint64_t   *entry;

	if (dictionary->slot_bits == 0)
	{
		for (uint32_t i = 0; i < dictionary->count; i++)
			if (is_label(texts, *(entry = trade_dictionary_entry(dictionary, i)), hash, text, length))
				return entry;
	}
	else
		for (slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask)
			if (is_label(texts, *(entry = trade_dictionary_entry(dictionary, slots[slot] - 1)), hash, text, length))
				return entry;
	return add_text(dictionary, hash, text, length, slot);
}

/* The next entry of a block into another one, where it is not yet. */
static void
move_entry(trade_dictionary *to, const uint64_t *entry, const trade_secret *secret, bool texts)
{
	const uint32_t *slots = trade_dictionary_slots(to);
	uint32_t	mask = slot_mask(to);
	uint32_t	slot = 0;

	if (to->slot_bits > 0)
		for (slot = (texts ? (uint32_t) (entry[0] >> 32) : code_hash(secret, entry[0])) & mask; slots[slot] != 0;
			 slot = (slot + 1) & mask)
			;
	memcpy(add_entry(to, entry[0], slot), entry, (size_t) 1 << to->entry_bits);
}

bool
trade_dictionary_move(trade_dictionary *to, const trade_dictionary *from, const trade_secret *secret, bool texts)
{
	uint32_t	bytes = from->text_used - to->text_used;
	uint32_t	entries = from->count - to->count;

	if (bytes > TRADE_DICTIONARY_STEP)
		bytes = TRADE_DICTIONARY_STEP;
	if (entries > TRADE_DICTIONARY_STEP)
		entries = TRADE_DICTIONARY_STEP;
	memcpy(trade_dictionary_texts(to) + to->text_used, trade_dictionary_texts(from) + to->text_used, bytes);
	to->text_used += bytes;
	for (uint32_t i = 0; i < entries; i++)
		move_entry(to, trade_dictionary_entry(from, to->count), secret, texts);
	return to->count < from->count || to->text_used < from->text_used;
}

const char *
trade_dictionary_check(const trade_dictionary *dictionary, size_t size, uint8_t entry_bits)
{
	if (size < sizeof(trade_dictionary))
		return "too short";
	if (dictionary->reserved != 0)
		return "unknown flag";
	if (dictionary->capacity > 1 << 30 || dictionary->text_capacity > 1 << 30 ||
		dictionary->count > dictionary->capacity || dictionary->text_used > dictionary->text_capacity)
		return "wrong count";
	if (dictionary->entry_bits != entry_bits || dictionary->slot_bits != slot_bits_for(dictionary->capacity) ||
		size != trade_dictionary_size(dictionary->capacity, dictionary->text_capacity, entry_bits))
		return "wrong size";
	return NULL;
}

bool
trade_dictionary_holds(const trade_dictionary *dictionary, uint64_t key)
{
	const uint8_t *texts = trade_dictionary_texts(dictionary);
	uint32_t	at = (uint32_t) key;

	return at < dictionary->text_used && texts[at] > 0 && dictionary->text_used - at - 1 >= texts[at] &&
		memchr(texts + at + 1, 0, texts[at]) == NULL;
}
