/* The working form of a mix: labels, hashing, growth. */
#include "mix/work_core.h"

#include <string.h>

static uint32_t
slots_for(uint32_t capacity)
{
	uint32_t	slots = 4 * TRADE_MIX_FEW;

	if (capacity <= TRADE_MIX_FEW)
		return 0;
	while (slots < capacity + capacity / 2)
		slots *= 2;
	return slots;
}

size_t
trade_mix_work_size(uint32_t capacity, uint32_t text_capacity)
{
	return sizeof(trade_mix_work) + sizeof(trade_mix_entry) * (size_t) capacity +
		sizeof(uint32_t) * (size_t) slots_for(capacity) + text_capacity;
}

void
trade_mix_work_init(trade_mix_work *work, uint32_t capacity, uint32_t text_capacity, trade_label_kind kind,
					uint32_t seed)
{
	uint32_t	header = work->header;

	/* all of it: the block may be copied whole, and its spare bytes with it */
	memset(work, 0, trade_mix_work_size(capacity, text_capacity));
	work->header = header;
	work->version = TRADE_MIX_VERSION;
	work->flags = TRADE_MIX_WORKING;
	work->kind = kind;
	work->seed = seed;
	work->capacity = capacity;
	work->slots = slots_for(capacity);
	work->text_capacity = text_capacity;
}

/* MurmurHash3's finaliser. */
static inline uint64_t
mix_bits(uint64_t word)
{
	word = (word ^ word >> 33) * 0xFF51AFD7ED558CCDULL;
	word = (word ^ word >> 33) * 0xC4CEB9FE1A85EC53ULL;
	return word ^ word >> 33;
}

static inline uint32_t
code_hash(const trade_mix_work *work, uint64_t code)
{
	return (uint32_t) mix_bits(code ^ (uint64_t) work->seed << 16);
}

static uint32_t
text_hash(const trade_mix_work *work, const char *text, int length)
{
	uint64_t	hash = 0x9E3779B97F4A7C15ULL * ((uint64_t) work->seed << 8 | (uint64_t) length);
	uint64_t	word;

	for (; length >= 8; text += 8, length -= 8)
	{
		memcpy(&word, text, 8);
		hash = mix_bits(hash ^ word);
	}
	word = 0;
	for (int i = 0; i < length; i++)
		word = word << 8 | (uint8_t) text[i];
	return (uint32_t) mix_bits(hash ^ word);
}

/* The hash by which an entry is placed. */
static inline uint32_t
entry_hash(const trade_mix_work *work, const trade_mix_entry *entry)
{
	return work->kind == TRADE_LABEL_TEXT ? (uint32_t) (entry->key >> 32) : code_hash(work, entry->key);
}

/* A new entry, for which there is room; in a slot, where there are slots. */
static trade_mix_entry *
add_entry(trade_mix_work *work, uint64_t key, uint32_t slot)
{
	trade_mix_entry *entry = trade_mix_work_entries(work) + work->count++;

	if (work->slots > 0)
		trade_mix_work_slots(work)[slot] = work->count;
	entry->key = key;
	entry->sum = trade_sum_of(0);
	return entry;
}

trade_mix_entry *
trade_mix_work_code(trade_mix_work *work, uint64_t code)
{
	trade_mix_entry *entries = trade_mix_work_entries(work);
	const uint32_t *slots = trade_mix_work_slots(work);
	uint32_t	mask = work->slots - 1;
	uint32_t	slot = 0;

	if (work->slots == 0)
	{
		for (uint32_t i = 0; i < work->count; i++)
			if (entries[i].key == code)
				return entries + i;
	}
	else
		for (slot = code_hash(work, code) & mask; slots[slot] != 0; slot = (slot + 1) & mask)
			if (entries[slots[slot] - 1].key == code)
				return entries + slots[slot] - 1;
	return work->count < work->capacity ? add_entry(work, code, slot) : NULL;
}

static inline bool
is_label(const trade_mix_work *work, const trade_mix_entry *entry, uint32_t hash, const char *text, int length)
{
	const uint8_t *label = trade_mix_work_texts(work) + (uint32_t) entry->key;

	return (uint32_t) (entry->key >> 32) == hash && label[0] == length && memcmp(label + 1, text, length) == 0;
}

trade_mix_entry *
trade_mix_work_text(trade_mix_work *work, const char *text, int length)
{
	trade_mix_entry *entries = trade_mix_work_entries(work);
	const uint32_t *slots = trade_mix_work_slots(work);
	uint32_t	hash = text_hash(work, text, length);
	uint32_t	mask = work->slots - 1;
	uint32_t	slot = 0;
	uint8_t    *label;

	if (work->slots == 0)
	{
		for (uint32_t i = 0; i < work->count; i++)
			if (is_label(work, entries + i, hash, text, length))
				return entries + i;
	}
	else
		for (slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask)
			if (is_label(work, entries + slots[slot] - 1, hash, text, length))
				return entries + slots[slot] - 1;
	if (work->count == work->capacity || work->text_capacity - work->text_used < (uint32_t) length + 1)
		return NULL;
	label = trade_mix_work_texts(work) + work->text_used;
	label[0] = length;
	memcpy(label + 1, text, length);
	work->text_used += length + 1;
	return add_entry(work, (uint64_t) hash << 32 | (work->text_used - length - 1), slot);
}

void
trade_mix_work_copy_texts(trade_mix_work *to, const trade_mix_work *from)
{
	memcpy(trade_mix_work_texts(to), trade_mix_work_texts(from), from->text_used);
	to->text_used = from->text_used;
}

void
trade_mix_work_copy_entries(trade_mix_work *to, const trade_mix_work *from, uint32_t count)
{
	const trade_mix_entry *source = trade_mix_work_entries(from) + to->count;
	const uint32_t *slots = trade_mix_work_slots(to);
	uint32_t	mask = to->slots - 1;

	for (uint32_t i = 0; i < count; i++)
	{
		uint32_t	slot = 0;

		if (to->slots > 0)
			for (slot = entry_hash(to, source + i) & mask; slots[slot] != 0; slot = (slot + 1) & mask)
				;
		add_entry(to, source[i].key, slot)->sum = source[i].sum;
	}
}

const char *
trade_mix_work_check(const trade_mix_work *work, size_t size)
{
	if (size < sizeof(trade_mix_work))
		return "too short";
	if (work->version != TRADE_MIX_VERSION)
		return "unknown version";
	if (work->flags != TRADE_MIX_WORKING || work->reserved != 0)
		return "unknown flag";
	if (work->kind > TRADE_LABEL_HS)
		return "unknown kind of labels";
	if (work->capacity > 1 << 30 || work->text_capacity > 1 << 30 || work->count > work->capacity ||
		work->text_used > work->text_capacity || (work->kind == TRADE_LABEL_NONE && work->count > 0))
		return "wrong count";
	if (work->slots != slots_for(work->capacity) ||
		size != trade_mix_work_size(work->capacity, work->text_capacity))
		return "wrong size";
	return NULL;
}

const char *
trade_mix_work_check_entries(const trade_mix_work *work, uint32_t first, uint32_t count)
{
	const trade_mix_entry *entry = trade_mix_work_entries(work) + first;
	const uint8_t *texts = trade_mix_work_texts(work);

	for (uint32_t i = 0; i < count; i++, entry++)
	{
		uint32_t	at = (uint32_t) entry->key;

		if (work->kind != TRADE_LABEL_TEXT)
		{
			if (!trade_mix_code_known(work->kind, entry->key))
				return "a label is no known code";
		}
		else if (at >= work->text_used || texts[at] == 0 || work->text_used - at - 1 < texts[at] ||
				 memchr(texts + at + 1, 0, texts[at]) != NULL)
			return "a label lies outside the text";
	}
	return NULL;
}
