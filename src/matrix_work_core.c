/* The working form of a matrix: dictionary, growth, sorting. */
#include "matrix_work_core.h"

#define BELOW_WHICH_INSERTION_WINS 24

size_t
trade_work_size(trade_work_room room)
{
	size_t		before = sizeof(trade_work) + 12 * (size_t) room.label_capacity + room.text_capacity;

	return ((before + 7) & ~(size_t) 7) + (size_t) room.entry_words * 8 * room.entry_capacity;
}

trade_work_room
trade_work_room_of(const trade_work *work)
{
	return (trade_work_room) {work->label_capacity, work->text_capacity, work->entry_words,
		work->entry_capacity};
}

void
trade_work_init(trade_work *work, trade_work_room room, trade_label_kind kind, trade_frequency frequency)
{
	uint32_t	header = work->header;

	/* all of it: the block may be copied whole, and its spare bytes with it */
	memset(work, 0, trade_work_size(room));
	work->header = header;
	work->version = TRADE_MATRIX_VERSION;
	work->flags = TRADE_MATRIX_WORKING |
		(room.entry_words == TRADE_ENTRY_WORDS_QUANTITY ? TRADE_MATRIX_QUANTITY : 0);
	work->kind = kind;
	work->frequency = frequency;
	work->label_capacity = room.label_capacity;
	work->text_capacity = room.text_capacity;
	work->entry_words = room.entry_words;
	work->entry_capacity = room.entry_capacity;
}

void
trade_work_copy_labels(trade_work *to, const trade_work *from)
{
	to->kind = from->kind;
	to->frequency = from->frequency;
	for (uint32_t id = 0; id < from->label_count; id++)
	{
		int			length;
		const char *text = trade_work_label_text(from, id, &length);

		trade_work_label(to, text, length);
	}
}

void
trade_work_copy_entries(trade_work *to, const trade_work *from, uint32_t first, uint32_t count)
{
	const uint64_t *source = trade_work_entries(from) + (size_t) first * from->entry_words;
	uint64_t   *target = trade_work_entries(to) + (size_t) first * to->entry_words;

	if (to->entry_words == from->entry_words)
		memcpy(target, source, (size_t) count * from->entry_words * 8);
	else
		for (uint32_t i = 0; i < count; i++)
			memcpy(target + (size_t) i * to->entry_words, source + (size_t) i * from->entry_words,
				   from->entry_words * 8);
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
	uint32_t	hash = label_hash(text, length);
	uint32_t	mask = 2 * work->label_capacity - 1;
	uint32_t	slot;
	uint8_t    *label;

	if (work->label_capacity == 0)
		return -1;
	for (slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask)
	{
		uint32_t	id = (slots[slot] & 0xFFFF) - 1;

		if ((slots[slot] ^ hash) >> 16)
			continue;
		label = texts + offsets[id];
		if (label[0] == length && memcmp(label + 1, text, length) == 0)
			return id;
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
	return work->label_count - 1;
}

static const char *
check_labels(const trade_work *work)
{
	const uint32_t *offsets = trade_work_offsets(work);
	const uint8_t *texts = trade_work_text(work);

	for (uint32_t id = 0; id < work->label_count; id++)
	{
		if (offsets[id] >= work->text_used || texts[offsets[id]] == 0 ||
			work->text_used - offsets[id] - 1 < texts[offsets[id]])
			return "a label lies outside the dictionary";
	}
	return NULL;
}

const char *
trade_work_check(const trade_work *work, size_t size)
{
	if (size < sizeof(trade_work))
		return "too short";
	if (work->version != TRADE_MATRIX_VERSION)
		return "unknown version";
	if ((work->flags & ~TRADE_MATRIX_QUANTITY) != TRADE_MATRIX_WORKING)
		return "unknown flag";
	if (work->entry_words != (work->flags & TRADE_MATRIX_QUANTITY ? TRADE_ENTRY_WORDS_QUANTITY :
							  TRADE_ENTRY_WORDS))
		return "wrong size of an entry";
	if (work->label_capacity > 65536 || (work->label_capacity & (work->label_capacity - 1)) != 0 ||
		work->label_count > work->label_capacity || work->label_count > TRADE_MATRIX_LABELS_MAX ||
		work->text_used > work->text_capacity || work->entry_count > work->entry_capacity ||
		work->entry_sorted > work->entry_count)
		return "wrong count";
	if (size != trade_work_size(trade_work_room_of(work)))
		return "wrong size";
	if (work->kind > TRADE_LABEL_COUNTRY || work->frequency > TRADE_FREQUENCY_MONTH ||
		(work->kind == TRADE_LABEL_NONE) != (work->frequency == TRADE_FREQUENCY_NONE) ||
		(work->kind == TRADE_LABEL_NONE && work->entry_count > 0))
		return "unknown kind of labels or periods";
	return check_labels(work);
}

const char *
trade_work_check_entries(const trade_work *work, uint32_t first, uint32_t count)
{
	const uint64_t *entry = trade_work_entries(work) + (size_t) first * work->entry_words;
	uint32_t	limit = work->label_capacity > 0 ? work->label_count : TRADE_LABEL_COUNTRY_LIMIT;

	if (work->label_capacity == 0 && work->kind == TRADE_LABEL_TEXT && count > 0)
		return "no dictionary";
	for (uint32_t i = 0; i < count; i++, entry += work->entry_words)
	{
		trade_month month = trade_key_month(entry[0]);

		if (trade_key_importer(entry[0]) >= limit || trade_key_exporter(entry[0]) >= limit)
			return "a cell has no label";
		if (month < TRADE_MONTH_FIRST || month > TRADE_MONTH_LAST ||
			(work->frequency == TRADE_FREQUENCY_YEAR && month % 12 != 0))
			return "a cell has no period";
	}
	return NULL;
}

static void
insertion_sort(uint64_t *entries, uint32_t count, uint32_t words)
{
	uint64_t	moved[TRADE_ENTRY_WORDS_QUANTITY];
	size_t		bytes = words * 8;

	for (uint32_t i = 1; i < count; i++)
	{
		uint64_t   *at = entries + (size_t) i * words;

		if (at[-(ptrdiff_t) words] <= at[0])
			continue;
		memcpy(moved, at, bytes);
		do
		{
			memcpy(at, at - words, bytes);
			at -= words;
		} while (at > entries && at[-(ptrdiff_t) words] > moved[0]);
		memcpy(at, moved, bytes);
	}
}

/* One pass of a radix sort, by one byte of the key. */
static void
radix_pass(const uint64_t *from, uint64_t *to, uint32_t count, uint32_t words, int shift)
{
	uint32_t	place[256] = {0};
	uint32_t	sum = 0;
	const uint64_t *entry = from;

	for (uint32_t i = 0; i < count; i++, entry += words)
		place[(entry[0] >> shift) & 0xFF]++;
	for (int digit = 0; digit < 256; digit++)
	{
		uint32_t	here = place[digit];

		place[digit] = sum;
		sum += here;
	}
	entry = from;
	for (uint32_t i = 0; i < count; i++, entry += words)
		memcpy(to + (size_t) place[(entry[0] >> shift) & 0xFF]++ * words, entry, words * 8);
}

void
trade_entries_sort(uint64_t *entries, uint64_t *scratch, uint32_t count, uint32_t words)
{
	uint64_t	differing = 0;
	uint64_t   *from = entries;
	uint64_t   *to = scratch;

	if (count < BELOW_WHICH_INSERTION_WINS)
	{
		insertion_sort(entries, count, words);
		return;
	}
	for (uint32_t i = 1; i < count; i++)
		differing |= entries[(size_t) i * words] ^ entries[0];
	for (int shift = 0; shift < 64; shift += 8)
	{
		uint64_t   *swapped = from;

		/* a byte that all keys share sorts nothing */
		if (((differing >> shift) & 0xFF) == 0)
			continue;
		radix_pass(from, to, count, words, shift);
		from = to;
		to = swapped;
	}
	if (from != entries)
		memcpy(entries, from, (size_t) count * words * 8);
}

bool
trade_entries_merge(trade_entry_merge *merge)
{
	uint32_t	words = merge->words;

	for (uint32_t i = 0; i < TRADE_CELLS_PER_CALL; i++)
	{
		bool		take_left = merge->left < merge->left_end;

		if (take_left && merge->right < merge->right_end)
			take_left = merge->left[0] <= merge->right[0];
		else if (!take_left && merge->right == merge->right_end)
			return false;
		memcpy(merge->out, take_left ? merge->left : merge->right, words * 8);
		merge->out += words;
		if (take_left)
			merge->left += words;
		else
			merge->right += words;
	}
	return true;
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
