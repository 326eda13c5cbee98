/*
 * White space of any kind, as files and web pages leave it around and between
 * the digits of codes: Unicode's, the zero-width ones and the byte order mark.
 */
#ifndef TRADE_BLANK_CORE_H
#define TRADE_BLANK_CORE_H

#include <stdbool.h>

/* Is the character of three bytes in UTF-8? */
static inline bool
trade_blank_wide(const unsigned char *c)
{
	int			character = (c[0] & 0x0F) << 12 | (c[1] & 0x3F) << 6 | (c[2] & 0x3F);

	if ((c[0] & 0xF0) != 0xE0 || (c[1] & 0xC0) != 0x80 || (c[2] & 0xC0) != 0x80)
		return false;
	switch (character)
	{
		case 0x1680:
		case 0x180E:
		case 0x2028:
		case 0x2029:
		case 0x202F:			/* the narrow no-break space */
		case 0x205F:
		case 0x2060:
		case 0x3000:
		case 0xFEFF:			/* the byte order mark */
			return true;
		default:
			return character >= 0x2000 && character <= 0x200B;
	}
}

/* More bytes than any code is written with, and fewer than would keep a session busy. */
#define TRADE_CODE_TEXT_MAX (1 << 20)

/* The bytes of the white space at s, in UTF-8; 0 where there is none. */
static inline int
trade_blank(const char *s, const char *end)
{
	const unsigned char *c = (const unsigned char *) s;

	if (s == end)
		return 0;
	if (c[0] < 0x80)
		return c[0] == ' ' || (c[0] >= '\t' && c[0] <= '\r');
	if (c[0] == 0xC2)
		return end - s >= 2 && (c[1] == 0x85 || c[1] == 0xA0) ? 2 : 0;
	return end - s >= 3 && trade_blank_wide(c) ? 3 : 0;
}

#endif
