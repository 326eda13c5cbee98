/* Bytes as text of 64 letters. */
#include "state/base64_core.h"

#include <string.h>

static const char letter_of[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* The six bits of a letter; 64 where it is none. */
static const uint8_t bits_of[256] = {
#define NONE4 64, 64, 64, 64
#define NONE16 NONE4, NONE4, NONE4, NONE4
	NONE16, NONE16,
	NONE4, NONE4, 64, 64, 64, 62, 64, 64, 64, 63,
	52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 64, 64, NONE4,
	64, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
	15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 64, NONE4,
	64, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
	41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 64, NONE4,
	NONE16, NONE16, NONE16, NONE16, NONE16, NONE16, NONE16, NONE16
#undef NONE4
#undef NONE16
};

static inline void
write_group(char *letters, uint32_t bits)
{
	letters[0] = letter_of[bits >> 18];
	letters[1] = letter_of[bits >> 12 & 63];
	letters[2] = letter_of[bits >> 6 & 63];
	letters[3] = letter_of[bits & 63];
}

void
trade_base64_write(char *letters, const uint8_t *bytes, size_t count)
{
	for (; count >= TRADE_BASE64_BYTES; count -= TRADE_BASE64_BYTES)
	{
		write_group(letters, (uint32_t) bytes[0] << 16 | (uint32_t) bytes[1] << 8 | bytes[2]);
		letters += TRADE_BASE64_LETTERS;
		bytes += TRADE_BASE64_BYTES;
	}
	if (count == 0)
		return;
	write_group(letters, (uint32_t) bytes[0] << 16 | (count == 2 ? (uint32_t) bytes[1] << 8 : 0));
	memset(letters + 1 + count, '=', TRADE_BASE64_BYTES - count);
}

/* The letters' bits, above 24 bits where one is no letter. */
static inline uint32_t
read_group(const char *letters)
{
	const uint8_t *letter = (const uint8_t *) letters;
	uint32_t	a = bits_of[letter[0]];
	uint32_t	b = bits_of[letter[1]];
	uint32_t	c = bits_of[letter[2]];
	uint32_t	d = bits_of[letter[3]];

	return ((a | b | c | d) & 64) << 24 | a << 18 | b << 12 | c << 6 | d;
}

bool
trade_base64_read(uint8_t *bytes, const char *letters, size_t groups)
{
	uint32_t	bad = 0;

	for (; groups > 0; groups--)
	{
		uint32_t	bits = read_group(letters);

		bad |= bits;
		bytes[0] = (uint8_t) (bits >> 16);
		bytes[1] = (uint8_t) (bits >> 8);
		bytes[2] = (uint8_t) bits;
		letters += TRADE_BASE64_LETTERS;
		bytes += TRADE_BASE64_BYTES;
	}
	return bad >> 24 == 0;
}

int
trade_base64_read_last(uint8_t *bytes, const char *letters)
{
	char		group[TRADE_BASE64_LETTERS];
	uint8_t		all[TRADE_BASE64_BYTES];
	int			count = TRADE_BASE64_BYTES;

	memcpy(group, letters, sizeof(group));
	while (count > 1 && group[count] == '=')
		group[count--] = letter_of[0];
	if (!trade_base64_read(all, group, 1))
		return 0;
	for (int i = count; i < TRADE_BASE64_BYTES; i++)
		if (all[i] != 0)
			return 0;
	memcpy(bytes, all, count);
	return count;
}
