/*
 * Numbers of any width in bits, one after the other, for the stored form of a
 * matrix.  A number of up to 57 bits is one unaligned load, a shift and a mask,
 * wherever it begins; so there must be 8 more bytes behind the last one.
 */
#ifndef TRADE_MATRIX_BITS_CORE_H
#define TRADE_MATRIX_BITS_CORE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Of what is to become part of a loop. */
#define ALWAYS_INLINE inline __attribute__((always_inline))

/* The bits that one unaligned load of a word can give, wherever they begin. */
#define TRADE_BITS_AT_ONCE 57
/* Bytes that must follow what is read. */
#define TRADE_BITS_BEHIND 8

typedef unsigned __int128 trade_bits128 __attribute__((aligned(8)));

static inline uint64_t
trade_bits_load(const uint8_t *at)
{
	uint64_t	word;

	memcpy(&word, at, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

static inline void
trade_bits_store(uint8_t *at, uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	memcpy(at, &word, sizeof(word));
}

static inline void
trade_bits_add_half(uint8_t *at, uint32_t half)
{
	uint32_t	there;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	half = __builtin_bswap32(half);
#endif
	memcpy(&there, at, sizeof(there));
	there |= half;
	memcpy(at, &there, sizeof(there));
}

/* The lowest `width` bits, 0 to 63. */
static inline uint64_t
trade_bits_mask(uint32_t width)
{
	return (UINT64_C(1) << width) - 1;
}

/* width <= TRADE_BITS_AT_ONCE */
static inline uint64_t
trade_bits_get(const uint8_t *bytes, uint64_t at, uint32_t width)
{
	return trade_bits_load(bytes + (at >> 3)) >> (at & 7) & trade_bits_mask(width);
}

/* width from 32 to 64 */
static inline uint64_t
trade_bits_get_long(const uint8_t *bytes, uint64_t at, uint32_t width)
{
	return trade_bits_get(bytes, at, 32) | trade_bits_get(bytes, at + 32, width - 32) << 32;
}

/* width <= 128 */
static inline trade_bits128
trade_bits_get_wide(const uint8_t *bytes, uint64_t at, uint32_t width)
{
	trade_bits128 number = 0;
	uint32_t	shift = 0;

	for (; width - shift > 32; shift += 32)
		number |= (trade_bits128) trade_bits_get(bytes, at + shift, 32) << shift;
	return number | (trade_bits128) trade_bits_get(bytes, at + shift, width - shift) << shift;
}

/* width <= TRADE_BITS_AT_ONCE; the bits there are zero */
static inline void
trade_bits_add(uint8_t *bytes, uint64_t at, uint64_t number)
{
	bytes += at >> 3;
	trade_bits_store(bytes, trade_bits_load(bytes) | number << (at & 7));
}

/*
 * Fields put behind each other.  What was just stored is not loaded again to be added to,
 * which is to wait until it has arrived: bytes are added four at a time, each once.
 */
typedef struct trade_bits_stream
{
	uint8_t    *at;				/* where the next bytes go */
	uint64_t	word;			/* bits that are not stored yet, */
	uint32_t	fill;			/* and how many: less than 32 between calls */
} trade_bits_stream;

static inline trade_bits_stream
trade_bits_begin(uint8_t *bytes, uint64_t at)
{
	return (trade_bits_stream) {bytes + (at >> 3), 0, at & 7};
}

/* What is left is added, too. */
static inline void
trade_bits_end(const trade_bits_stream *stream)
{
	trade_bits_add(stream->at, 0, stream->word);
}

/* width <= 32; the bits there are zero */
static inline void
trade_bits_put(trade_bits_stream *stream, uint64_t number, uint32_t width)
{
	stream->word |= number << stream->fill;
	stream->fill += width;
	if (stream->fill < 32)
		return;
	trade_bits_add_half(stream->at, (uint32_t) stream->word);
	stream->at += 4;
	stream->word >>= 32;
	stream->fill -= 32;
}

/* Ones at places that rise, by trade_bits_set; the last ones are added by trade_bits_flush. */
typedef struct trade_bits_ones
{
	uint8_t    *bytes;
	uint64_t	base;			/* ones from here on are not stored yet */
	uint64_t	word;
} trade_bits_ones;

static inline void
trade_bits_flush(const trade_bits_ones *ones)
{
	trade_bits_add(ones->bytes, ones->base, ones->word);
}

static inline void
trade_bits_set(trade_bits_ones *ones, uint64_t at)
{
	if (at - ones->base >= 64)
	{
		trade_bits_flush(ones);
		ones->base = at & ~UINT64_C(7);
		ones->word = 0;
	}
	ones->word |= UINT64_C(1) << (at - ones->base);
}

/* width <= 128 */
static inline void
trade_bits_add_wide(uint8_t *bytes, uint64_t at, trade_bits128 number, uint32_t width)
{
	for (; width > 32; width -= 32, at += 32, number >>= 32)
		trade_bits_add(bytes, at, (uint32_t) number);
	trade_bits_add(bytes, at, (uint64_t) number);
}

/* No call to the library, and no instruction that not every machine has. */
static inline uint32_t
trade_bits_count(uint64_t word)
{
	word -= word >> 1 & 0x5555555555555555ULL;
	word = (word & 0x3333333333333333ULL) + (word >> 2 & 0x3333333333333333ULL);
	word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0FULL;
	return (uint32_t) (word * 0x0101010101010101ULL >> 56);
}

static inline uint32_t
trade_bits_count_range(const uint8_t *bytes, uint64_t at, uint64_t bits)
{
	uint32_t	count = 0;

	for (; bits > TRADE_BITS_AT_ONCE; bits -= TRADE_BITS_AT_ONCE, at += TRADE_BITS_AT_ONCE)
		count += trade_bits_count(trade_bits_get(bytes, at, TRADE_BITS_AT_ONCE));
	return count + trade_bits_count(trade_bits_get(bytes, at, bits));
}

/* Where the bit behind so many zeros (one or more) is; they are there. */
static inline uint64_t
trade_bits_behind_zeros(const uint8_t *bytes, uint64_t at, uint32_t zeros)
{
	uint64_t	word = ~trade_bits_get(bytes, at, TRADE_BITS_AT_ONCE);

	for (uint32_t count; (count = trade_bits_count(word & trade_bits_mask(TRADE_BITS_AT_ONCE))) < zeros;)
	{
		zeros -= count;
		at += TRADE_BITS_AT_ONCE;
		word = ~trade_bits_get(bytes, at, TRADE_BITS_AT_ONCE);
	}
	while (--zeros > 0)
		word &= word - 1;
	return at + __builtin_ctzll(word) + 1;
}

/* How many bits a number takes. */
static inline uint32_t
trade_bits_of(trade_bits128 number)
{
	if (number >> 64 != 0)
		return 128 - __builtin_clzll((uint64_t) (number >> 64));
	return (uint64_t) number == 0 ? 0 : 64 - __builtin_clzll((uint64_t) number);
}

/* Sets of numbers from 0 on: a bit for each. */
static inline void
trade_set_add(uint64_t *set, uint32_t number)
{
	set[number / 64] |= UINT64_C(1) << (number % 64);
}

static inline bool
trade_set_has(const uint64_t *set, uint32_t number)
{
	return set[number / 64] >> (number % 64) & 1;
}

/* Whether all of so many numbers are in it. */
static inline bool
trade_set_is_full(const uint64_t *set, uint32_t count)
{
	for (uint32_t number = 0; number < count; number++)
		if (!trade_set_has(set, number))
			return false;
	return true;
}

#endif
