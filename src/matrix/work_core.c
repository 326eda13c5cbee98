/* The working form of a matrix: ids that need no dictionary, numbers, uniting. */
#include "matrix/work_core.h"

#define NUMBERS_MAX 3

/* Powers of 1000 that a narrow number is multiplied by. */
#define EXPONENT_MAX 3
static const int64_t scale_of[EXPONENT_MAX + 1] = {1, 1000, 1000000, 1000000000};

/* The inverses of 125^e modulo 2^128, the upper word first. */
static const uint64_t inverse_of[EXPONENT_MAX + 1][2] = {
	{0, 1},
	{0x6E978D4FDF3B645AULL, 0x1CAC083126E978D5ULL},
	{0xC57E23F24D8FD5CBULL, 0x790FB65668C26139ULL},
	{0x97157D372FB9787EULL, 0x8E47CE423A2E9C6DULL}
};

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

/*
 * A sum as a number of one word times the largest power of 1000; false where it is
 * none.  Dividing by 5^n is multiplying by its inverse modulo 2^128: where that
 * gives one word it is the quotient, for the product of the two cannot wrap.
 */
static bool
narrow_number(const trade_sum *sum, int64_t *number, uint32_t *exponent)
{
	trade_units units = (trade_units) ((unsigned __int128) sum->word[1] << 64 | sum->word[0]);

	if (sum->word[2] != (units < 0 ? UINT64_MAX : 0))
		return false;
	for (int e = EXPONENT_MAX; e >= 0; e--)
	{
		trade_units quotient = (trade_units) ((unsigned __int128) (units >> 3 * e) *
											  ((unsigned __int128) inverse_of[e][0] << 64 | inverse_of[e][1]));

		*number = (int64_t) quotient;
		*exponent = e;
		if (((uint64_t) units & ((1u << 3 * e) - 1)) == 0 && *number == quotient)
			return true;
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
			: trade_sum_of(trade_entry_narrow(entry, i));
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
