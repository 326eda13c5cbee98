/* The working form of a matrix: dictionary, growth, uniting. */
#include "matrix_work_core.h"

#define NUMBERS_MAX 3

/* Powers of 1000 that a narrow number is multiplied by. */
#define EXPONENT_MAX 3
static const int64_t scale_of[EXPONENT_MAX + 1] = {1, 1000, 1000000, 1000000000};

uint32_t
trade_direct_label(const char *text, int length)
{
	uint32_t	id = 0;

	if (length < 1 || length > 3)
		return 0;
	for (int i = 0; i < 3; i++)
	{
		char		c = i < length ? text[i] : '\0';

		if (c >= 'A' && c <= 'Z')
			id = id * 37 + (c - 'A') + 11;
		else if (c >= '0' && c <= '9')
			id = id * 37 + (c - '0') + 1;
		else if (i < length)
			return 0;
		else
			id *= 37;
	}
	return id;
}

int
trade_direct_text(uint32_t id, char *text)
{
	static const char character[] = "\0" "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	text[0] = character[id / (37 * 37) % 37];
	text[1] = character[id / 37 % 37];
	text[2] = character[id % 37];
	text[3] = '\0';
	return trade_direct_label(text, (int) strlen(text)) == id ? (int) strlen(text) : 0;
}

size_t
trade_work_size(trade_work_room room)
{
	size_t		before = sizeof(trade_work) + 12 * (size_t) room.label_capacity + room.text_capacity;

	return ((before + 7) & ~(size_t) 7) +
		(size_t) trade_layout_words(room.layout) * 8 * room.entry_capacity;
}

trade_work_room
trade_work_room_of(const trade_work *work)
{
	return (trade_work_room) {trade_work_layout(work), work->label_base, work->label_capacity,
		work->text_capacity, work->entry_capacity};
}

void
trade_work_init(trade_work *work, trade_work_room room, trade_label_kind kind, trade_frequency frequency)
{
	uint32_t	header = work->header;
	trade_work_room head = room;

	head.entry_capacity = 0;
	memset(work, 0, trade_work_size(head));
	work->header = header;
	work->version = TRADE_WORK_VERSION;
	work->flags = TRADE_MATRIX_WORKING | room.layout;
	work->kind = kind;
	work->frequency = frequency;
	work->label_base = room.label_base;
	work->label_capacity = room.label_capacity;
	work->text_capacity = room.text_capacity;
	work->entry_words = trade_layout_words(room.layout);
	work->entry_capacity = room.entry_capacity;
}

void
trade_work_copy_labels(trade_work *to, const trade_work *from)
{
	for (uint32_t at = 0; at < from->label_count; at++)
	{
		int			length;
		const char *text = trade_work_label_text(from, at, &length);

		trade_work_label(to, text, length);
	}
}

/* A sum as a number of one word times the largest power of 1000; false where it is none. */
static bool
narrow_number(const trade_sum *sum, int64_t *number, uint32_t *exponent)
{
	trade_units units = (trade_units) ((unsigned __int128) sum->word[1] << 64 | sum->word[0]);

	if (sum->word[2] != (units < 0 ? UINT64_MAX : 0))
		return false;
	for (int e = EXPONENT_MAX; e >= 0; e--)
	{
		trade_units quotient;

		/* what 1000^e divides, 8^e does */
		if (((uint64_t) units & ((1u << 3 * e) - 1)) != 0)
			continue;
		quotient = e > 0 ? units / scale_of[e] : units;
		if (quotient * scale_of[e] != units)
			continue;
		*number = (int64_t) quotient;
		*exponent = e;
		return *number == quotient;
	}
	return false;
}

bool
trade_entry_put(uint8_t layout, uint64_t *entry, uint64_t key, const trade_sum *numbers)
{
	uint32_t	count = trade_layout_numbers(layout);

	entry[0] = key;
	for (uint32_t i = 0; i < count; i++)
	{
		int64_t		number;
		uint32_t	exponent;

		if (layout & TRADE_WORK_WIDE)
		{
			memcpy(entry + 1 + 3 * i, numbers[i].word, sizeof(numbers[i].word));
			continue;
		}
		if (!narrow_number(&numbers[i], &number, &exponent))
			return false;
		entry[0] |= exponent << 2 * i;
		entry[1 + i] = (uint64_t) number;
	}
	return true;
}

uint64_t
trade_entry_get(uint8_t layout, const uint64_t *entry, trade_sum *numbers)
{
	uint32_t	count = trade_layout_numbers(layout);

	for (uint32_t i = 0; i < count; i++)
		numbers[i] = layout & TRADE_WORK_WIDE ? trade_entry_sum(entry, 1 + 3 * i)
			: trade_sum_of((trade_units) (int64_t) entry[1 + i] * scale_of[entry[0] >> 2 * i & 3]);
	return entry[0] >> TRADE_EXPONENT_BITS << TRADE_EXPONENT_BITS;
}

void
trade_entries_copy(uint8_t layout, uint64_t *to, uint8_t from_layout, const uint64_t *from, uint32_t count)
{
	uint32_t	words = trade_layout_words(layout);
	uint32_t	from_words = trade_layout_words(from_layout);
	trade_sum	numbers[NUMBERS_MAX] = {{{0, 0, 0}}};

	if (layout == from_layout)
	{
		memcpy(to, from, (size_t) count * words * 8);
		return;
	}
	for (uint32_t i = 0; i < count; i++, to += words, from += from_words)
	{
		uint64_t	key = trade_entry_get(from_layout, from, numbers);

		trade_entry_put(layout, to, key, numbers);
	}
}

/*
 * Hash of a label; the top half tags a slot, the lower bits place it.
 */
static uint32_t
label_hash(const char *text, int length)
{
	const uint64_t odd = 0x9E3779B97F4A7C15ULL;
	uint64_t	hash = (uint64_t) length * odd;
	uint64_t	word;

	for (; length >= 8; text += 8, length -= 8)
	{
		memcpy(&word, text, 8);
		hash = (hash ^ word) * odd;
		hash ^= hash >> 32;
	}
	word = 0;
	for (int i = 0; i < length; i++)
		word = word << 8 | (uint8_t) text[i];
	hash = (hash ^ word) * odd;
	hash = (hash ^ (hash >> 29)) * odd;
	return (uint32_t) (hash >> 32);
}

int
trade_work_label(trade_work *work, const char *text, int length)
{
	uint32_t   *slots = trade_work_slots(work);
	uint32_t   *offsets = trade_work_offsets(work);
	uint8_t    *texts = trade_work_text(work);
	uint32_t	hash;
	uint32_t	mask = 2 * work->label_capacity - 1;
	uint32_t	slot;
	uint8_t    *label;

	if (work->label_base > 0)
	{
		uint32_t	id = trade_direct_label(text, length);

		if (id > 0)
			return id;
	}
	if (work->label_capacity == 0)
		return -1;
	hash = label_hash(text, length);
	for (slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask)
	{
		uint32_t	at = (slots[slot] & 0xFFFF) - 1;

		if ((slots[slot] ^ hash) >> 16)
			continue;
		label = texts + offsets[at];
		if (label[0] == length && memcmp(label + 1, text, length) == 0)
			return work->label_base + at;
	}
	if (work->label_count == work->label_capacity || work->label_count == TRADE_MATRIX_LABELS_MAX ||
		work->text_capacity - work->text_used < (uint32_t) length + 1)
		return -1;
	label = texts + work->text_used;
	label[0] = length;
	memcpy(label + 1, text, length);
	offsets[work->label_count] = work->text_used;
	work->text_used += length + 1;
	slots[slot] = (hash & 0xFFFF0000) | ++work->label_count;
	return work->label_base + work->label_count - 1;
}

static const char *
check_labels(const trade_work *work)
{
	const uint32_t *offsets = trade_work_offsets(work);
	const uint8_t *texts = trade_work_text(work);

	for (uint32_t at = 0; at < work->label_count; at++)
	{
		if (offsets[at] >= work->text_used || texts[offsets[at]] == 0 ||
			work->text_used - offsets[at] - 1 < texts[offsets[at]])
			return "a label lies outside the dictionary";
		if (work->label_base > 0 &&
			trade_direct_label((const char *) texts + offsets[at] + 1, texts[offsets[at]]) > 0)
			return "a label has two places";
	}
	return NULL;
}

static const char *
check_entry(const trade_work *work, const uint64_t *entry)
{
	uint32_t	limit = work->label_base + work->label_count;
	trade_month month = trade_row_month(entry[0]);

	if (trade_row_importer(entry[0]) >= limit || trade_row_exporter(entry[0]) >= limit)
		return "a cell has no label";
	if (month < TRADE_MONTH_FIRST || month > TRADE_MONTH_LAST ||
		(work->frequency == TRADE_FREQUENCY_YEAR && month % 12 != 0))
		return "a cell has no period";
	if ((work->flags & TRADE_WORK_WIDE) && (entry[0] & ((1u << TRADE_EXPONENT_BITS) - 1)) != 0)
		return "a cell has no number";
	return NULL;
}

const char *
trade_work_check(const trade_work *work, size_t size)
{
	const char *problem;

	if (size < sizeof(trade_work))
		return "too short";
	if (work->version != TRADE_WORK_VERSION)
		return "unknown version";
	if ((work->flags & ~TRADE_WORK_LAYOUT) != TRADE_MATRIX_WORKING)
		return "unknown flag";
	if (work->entry_words != trade_layout_words(trade_work_layout(work)))
		return "wrong size of an entry";
	if ((work->label_base != 0 && work->label_base != TRADE_DIRECT_LABELS) ||
		work->label_capacity > 65536 || (work->label_capacity & (work->label_capacity - 1)) != 0 ||
		work->label_count > work->label_capacity || work->label_count > TRADE_MATRIX_LABELS_MAX ||
		work->text_used > work->text_capacity || work->entry_count > work->entry_capacity ||
		work->entry_sorted > work->entry_count || work->recent_used > TRADE_RECENT_WORDS ||
		work->recent_used % work->entry_words != 0)
		return "wrong count";
	if (size != trade_work_size(trade_work_room_of(work)))
		return "wrong size";
	if (work->kind > TRADE_LABEL_COUNTRY || work->frequency > TRADE_FREQUENCY_MONTH ||
		(work->kind == TRADE_LABEL_NONE) != (work->frequency == TRADE_FREQUENCY_NONE) ||
		(work->kind == TRADE_LABEL_NONE && trade_work_total(work) > 0))
		return "unknown kind of labels or periods";
	problem = check_labels(work);
	for (uint32_t at = 0; problem == NULL && at < work->recent_used; at += work->entry_words)
		problem = check_entry(work, work->recent + at);
	return problem;
}

const char *
trade_work_check_entries(const trade_work *work, uint32_t first, uint32_t count)
{
	const uint64_t *entry = trade_work_entries(work) + (size_t) first * work->entry_words;

	for (uint32_t i = first; i < first + count; i++, entry += work->entry_words)
	{
		const char *problem = check_entry(work, entry);

		if (problem == NULL && i > 0 && i < work->entry_sorted &&
			entry[0] >> TRADE_EXPONENT_BITS <= entry[-(ptrdiff_t) work->entry_words] >> TRADE_EXPONENT_BITS)
			problem = "cells are out of order";
		if (problem != NULL)
			return problem;
	}
	return NULL;
}

static void
entry_add(uint64_t *entry, const uint64_t *other, uint32_t words)
{
	for (uint32_t at = TRADE_ENTRY_VALUE; at < words; at += 3)
	{
		trade_sum	sum = trade_entry_sum(entry, at);
		trade_sum	more = trade_entry_sum(other, at);

		trade_sum_add(&sum, &more);
		memcpy(entry + at, sum.word, sizeof(sum.word));
	}
}

uint32_t
trade_entries_unite(uint64_t *entries, uint32_t kept, uint32_t from, uint32_t to, uint32_t words)
{
	for (uint32_t i = from; i < to; i++)
	{
		const uint64_t *entry = entries + (size_t) i * words;
		uint64_t   *last = entries + (size_t) (kept > 0 ? kept - 1 : 0) * words;

		if (kept > 0 && last[0] == entry[0])
			entry_add(last, entry, words);
		else
		{
			if (kept != i)
				memcpy(entries + (size_t) kept * words, entry, words * 8);
			kept++;
		}
	}
	return kept;
}

/* One narrow entry onto another of the same cell; false where a sum does not fit. */
static bool
narrow_add(uint64_t *entry, const uint64_t *other, uint32_t words)
{
	uint64_t	sum[1 + NUMBERS_MAX];

	sum[0] = entry[0] >> TRADE_EXPONENT_BITS << TRADE_EXPONENT_BITS;
	for (uint32_t i = 0; i + 1 < words; i++)
	{
		int64_t		number = (int64_t) entry[1 + i];
		int64_t		more = (int64_t) other[1 + i];
		uint32_t	exponent = entry[0] >> 2 * i & 3;
		uint32_t	exponent_more = other[0] >> 2 * i & 3;

		if (exponent > exponent_more &&
			__builtin_mul_overflow(number, scale_of[exponent - exponent_more], &number))
			return false;
		if (exponent_more > exponent &&
			__builtin_mul_overflow(more, scale_of[exponent_more - exponent], &more))
			return false;
		if (__builtin_add_overflow(number, more, &number))
			return false;
		sum[0] |= (uint64_t) (exponent < exponent_more ? exponent : exponent_more) << 2 * i;
		sum[1 + i] = (uint64_t) number;
	}
	memcpy(entry, sum, words * 8);
	return true;
}

uint32_t
trade_entries_unite_narrow(uint64_t *entries, uint32_t *kept, uint32_t from, uint32_t to, uint32_t words)
{
	for (uint32_t i = from; i < to; i++)
	{
		const uint64_t *entry = entries + (size_t) i * words;
		uint64_t   *last = entries + (size_t) (*kept > 0 ? *kept - 1 : 0) * words;

		if (*kept > 0 && last[0] >> TRADE_EXPONENT_BITS == entry[0] >> TRADE_EXPONENT_BITS)
		{
			if (!narrow_add(last, entry, words))
				return i;
			continue;
		}
		if (*kept != i)
			memcpy(entries + (size_t) *kept * words, entry, words * 8);
		(*kept)++;
	}
	return to;
}

uint32_t
trade_entries_drop_zero(uint64_t *entries, uint32_t kept, uint32_t from, uint32_t to, uint32_t words)
{
	for (uint32_t i = from; i < to; i++)
	{
		const uint64_t *entry = entries + (size_t) i * words;
		uint64_t	any = 0;

		for (uint32_t at = TRADE_ENTRY_VALUE; at < words; at++)
			any |= entry[at];
		if (any == 0)
			continue;
		if (kept != i)
			memcpy(entries + (size_t) kept * words, entry, words * 8);
		kept++;
	}
	return kept;
}
