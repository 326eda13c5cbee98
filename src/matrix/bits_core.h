/*
 * Numbers of any width in bits, one after the other, for the stored form of a
 * matrix.  A number of up to 57 bits is one unaligned load, a shift and a mask,
 * wherever it begins; so there must be 8 more bytes behind the last one.
 */
#ifndef TRADE_MATRIX_BITS_CORE_H
#define TRADE_MATRIX_BITS_CORE_H

#include <stdint.h>
#include <string.h>

/* So many bits can be read at once. */
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

static inline uint64_t
trade_bits_get64(const uint8_t *bytes, uint64_t at)
{
	return trade_bits_get(bytes, at, 32) | trade_bits_get(bytes, at + 32, 32) << 32;
}

static inline trade_bits128
trade_bits_get128(const uint8_t *bytes, uint64_t at)
{
	return (trade_bits128) trade_bits_get64(bytes, at + 64) << 64 | trade_bits_get64(bytes, at);
}

/* width <= TRADE_BITS_AT_ONCE; the bits there are zero */
static inline void
trade_bits_add(uint8_t *bytes, uint64_t at, uint64_t number)
{
	bytes += at >> 3;
	trade_bits_store(bytes, trade_bits_load(bytes) | number << (at & 7));
}

/*
 * Bits being written.  Up to 8 bytes behind the last one are written too.
 */
typedef struct trade_bits_writer
{
	uint8_t    *at;
	uint64_t	word;
	uint32_t	filled;			/* bits of word, below 8 between two calls */
} trade_bits_writer;

static inline void
trade_bits_begin(trade_bits_writer *writer, uint8_t *at)
{
	*writer = (trade_bits_writer) {at, 0, 0};
}

/* width <= 56 */
static inline void
trade_bits_put(trade_bits_writer *writer, uint64_t number, uint32_t width)
{
	uint32_t	bytes;

	writer->word |= number << writer->filled;
	trade_bits_store(writer->at, writer->word);
	writer->filled += width;
	bytes = writer->filled >> 3;
	writer->at += bytes;
	writer->word = bytes < 8 ? writer->word >> (8 * bytes) : 0;
	writer->filled &= 7;
}

static inline void
trade_bits_put128(trade_bits_writer *writer, trade_bits128 number, uint32_t width)
{
	for (; width > 32; width -= 32, number >>= 32)
		trade_bits_put(writer, (uint32_t) number, 32);
	trade_bits_put(writer, (uint32_t) number, width);
}

/* Where the byte behind the last one is. */
static inline uint8_t *
trade_bits_end(trade_bits_writer *writer)
{
	if (writer->filled > 0)
		trade_bits_store(writer->at++, writer->word);
	return writer->at;
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

#endif
