/*
 * The dictionary: whatever labels come, in whatever room, each has one entry with a
 * number that stays, and what its owner wrote behind the key stays with it.
 */
#include "fuzz.h"

#include "state/dictionary_core.h"

#define LABELS_MAX 1024

typedef struct known_label
{
	int			length;
	char		text[TRADE_LABEL_BYTES_MAX];
	uint64_t	code;
} known_label;

static trade_secret secret;
static known_label known[LABELS_MAX];
static uint32_t known_count;

/* In a block of its own size, so that a byte beyond it is seen. */
static trade_dictionary *
make(uint32_t capacity, uint32_t text, uint8_t entry_bits)
{
	size_t		size = trade_dictionary_size(capacity, text, entry_bits);
	trade_dictionary *dictionary = calloc(1, size);

	trade_dictionary_init(dictionary, capacity, text, entry_bits, &secret);
	HOLDS(trade_dictionary_check(dictionary, size, entry_bits) == NULL);
	return dictionary;
}

static trade_dictionary *
grow(trade_dictionary *from, const known_label *label, bool texts)
{
	uint32_t	text = from->text_capacity + (texts ? label->length + 1 : 0);
	trade_dictionary *to = make(from->capacity + 1 + from->capacity / 2 * (label->code & 1), text, from->entry_bits);

	while (trade_dictionary_move(to, from, &secret, texts))
		;
	HOLDS(to->count == from->count && to->text_used == from->text_used);
	free(from);
	return to;
}

static uint32_t
number_of(const known_label *label, bool texts)
{
	uint32_t	number = 0;

	while (number < known_count &&
		   (texts ? known[number].length != label->length || memcmp(known[number].text, label->text, label->length)
			: known[number].code != label->code))
		number++;
	return number;
}

static uint64_t *
look_up(trade_dictionary *dictionary, const known_label *label, bool texts)
{
	uint32_t	count = dictionary->count;
	bool		room = count < dictionary->capacity &&
		(!texts || dictionary->text_capacity - dictionary->text_used > (uint32_t) label->length);
	bool		is_new = number_of(label, texts) == known_count;
	uint64_t   *entry = texts ? trade_dictionary_text(dictionary, &secret, label->text, label->length)
		: trade_dictionary_code(dictionary, &secret, label->code);

	HOLDS((entry != NULL) == (room || !is_new));
	HOLDS(dictionary->count == count + (is_new && room));
	return entry;
}

/* Every label again, and what stands behind its key. */
static void
check_all(trade_dictionary *dictionary, bool texts)
{
	HOLDS(dictionary->count == known_count);
	for (uint32_t i = 0; i < known_count; i++)
	{
		uint64_t   *entry = look_up(dictionary, &known[i], texts);
		int			length;

		HOLDS(entry == trade_dictionary_entry(dictionary, i));
		HOLDS(dictionary->entry_bits == 3 || (entry[1] == 7 * i + 1 && entry[3] == ~(uint64_t) i));
		if (!texts)
			HOLDS(entry[0] == known[i].code);
		else
		{
			HOLDS(trade_dictionary_holds(dictionary, entry[0]));
			HOLDS(memcmp(trade_dictionary_label(dictionary, entry[0], &length), known[i].text, known[i].length) == 0);
			HOLDS(length == known[i].length);
		}
	}
}

static void
add(trade_dictionary **dictionary, const known_label *label, bool texts)
{
	uint64_t   *entry;
	uint32_t	number = number_of(label, texts);

	while ((entry = look_up(*dictionary, label, texts)) == NULL)
		*dictionary = grow(*dictionary, label, texts);
	HOLDS(entry == trade_dictionary_entry(*dictionary, number));
	if (number < known_count)
		return;
	if ((*dictionary)->entry_bits > 3)
	{
		HOLDS(entry[1] == 0 && entry[2] == 0 && entry[3] == 0);
		entry[1] = 7 * number + 1;
		entry[3] = ~(uint64_t) number;
	}
	known[known_count++] = *label;
}

/* Labels of up to 255 bytes out of few, so that they differ in one byte, its place or the length. */
static bool
next_label(const uint8_t *data, size_t size, size_t *at, known_label *label)
{
	if (size - *at < 3 || known_count == LABELS_MAX)
		return false;
	label->length = 1 + data[*at] % (data[*at + 1] % 4 == 0 ? TRADE_LABEL_BYTES_MAX : 9);
	label->code = (uint64_t) data[*at] << (data[*at + 1] % 5 * 13) | data[*at + 2];
	memset(label->text, 'a', sizeof(label->text));
	label->text[data[*at + 1] % label->length] = (char) (data[*at + 2] | 1);
	*at += 3;
	return true;
}

/* A block from elsewhere: what is checked lies inside. */
static void
check_foreign(const uint8_t *bytes, size_t size, uint8_t entry_bits)
{
	trade_dictionary *dictionary = malloc(size < sizeof(trade_dictionary) ? sizeof(trade_dictionary) : size);

	memset(dictionary, 0, sizeof(trade_dictionary));
	memcpy(dictionary, bytes, size);
	if (trade_dictionary_check(dictionary, size, entry_bits) == NULL)
	{
		HOLDS(dictionary->count <= dictionary->capacity && dictionary->text_used <= dictionary->text_capacity);
		HOLDS(trade_dictionary_texts(dictionary) + dictionary->text_capacity == (uint8_t *) dictionary + size);
		for (uint32_t i = 0; i < dictionary->count; i++)
		{
			uint64_t	key = *trade_dictionary_entry(dictionary, i);
			const char *text;
			int			length;

			if (!trade_dictionary_holds(dictionary, key))
				continue;
			text = trade_dictionary_label(dictionary, key, &length);
			HOLDS(length > 0);
			HOLDS(text + length <= (const char *) trade_dictionary_texts(dictionary) + dictionary->text_used);
			HOLDS(memchr(text, 0, length) == NULL);
		}
	}
	free(dictionary);
}

/* A byte of the head, of a key or of the texts is another one, or the end is missing. */
static void
check_damaged(trade_dictionary *dictionary, const uint8_t *data, size_t size)
{
	size_t		bytes = trade_dictionary_size(dictionary->capacity, dictionary->text_capacity, dictionary->entry_bits);
	uint8_t    *block = (uint8_t *) dictionary;
	uint8_t		entry_bits = dictionary->entry_bits;
	size_t		texts = trade_dictionary_texts(dictionary) - block;
	size_t		place[] = {data[0] % sizeof(trade_dictionary), sizeof(trade_dictionary) + data[0] % 8, texts, texts + data[0]};

	check_foreign(block, bytes - data[1] % (bytes - texts + 1) % 4, entry_bits);
	for (size_t i = 0; i < size && i < 4; i++)
		if (place[i] < bytes)
		{
			uint8_t		before = block[place[i]];

			block[place[i]] = data[i];
			check_foreign(block, bytes, entry_bits);
			block[place[i]] = before;
		}
}

static void
check_labels(const uint8_t *data, size_t size, bool texts)
{
	trade_dictionary *dictionary = make(data[0] % 20, data[1] % 64, data[2] & 1 ? 5 : 3);
	size_t		at = 3;
	known_label label;

	known_count = 0;
	while (next_label(data, size, &at, &label))
		add(&dictionary, &label, texts);
	check_all(dictionary, texts);
	check_damaged(dictionary, data, size);
	free(dictionary);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_foreign(data, size, 3);
	if (size < 3)
		return 0;
	/* the secret is the fuzzer's, too: 0 lets every label collide */
	memset(&secret, 0, sizeof(secret));
	secret.stamp = 1;
	for (size_t i = 0; i < TRADE_SECRET_WORDS; i++)
		secret.word[i] = data[2] & 2 ? 0 : 0x9E3779B97F4A7C15ULL * (data[1] + i + 1);
	check_labels(data, size, true);
	check_labels(data, size, false);
	return 0;
}
