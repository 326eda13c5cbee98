/*
 * Labels of mixes and matrices: text, country codes, HS codes.  A country label
 * is its three characters in base 36.
 */
#ifndef TRADE_LABEL_CORE_H
#define TRADE_LABEL_CORE_H

#include <stdint.h>
#include <string.h>

typedef enum trade_label_kind
{
	TRADE_LABEL_NONE = 0,		/* an empty state */
	TRADE_LABEL_TEXT = 1,
	TRADE_LABEL_COUNTRY = 2,
	TRADE_LABEL_HS = 3
} trade_label_kind;

#define TRADE_LABEL_BYTES_MAX 255
#define TRADE_LABEL_COUNTRY_BYTES 3
#define TRADE_LABEL_COUNTRY_LIMIT (36 * 36 * 36)

/* A kind as SQL and JSON name it; any number may be asked about. */
static inline const char *
trade_label_kind_name(trade_label_kind kind)
{
	return kind == TRADE_LABEL_COUNTRY ? "country_code" : kind == TRADE_LABEL_HS ? "hs_code" : "text";
}

/* The order of labels: by bytes. */
static inline int
trade_label_compare(const char *left, int left_length, const char *right, int right_length)
{
	int			order = memcmp(left, right, left_length < right_length ? left_length : right_length);

	return order != 0 ? order : left_length - right_length;
}

static inline void
trade_label_country_text(uint16_t code, char *text)
{
	static const char digit[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	text[0] = digit[code / (36 * 36) % 36];
	text[1] = digit[code / 36 % 36];
	text[2] = digit[code % 36];
	text[3] = '\0';
}

/* The inverse; -1 where text is no such label. */
static inline int
trade_label_country_code(const char *text, int length)
{
	int			code = 0;

	if (length != TRADE_LABEL_COUNTRY_BYTES)
		return -1;
	for (int i = 0; i < length; i++)
	{
		char		c = text[i];

		if (c >= '0' && c <= '9')
			code = code * 36 + (c - '0');
		else if (c >= 'A' && c <= 'Z')
			code = code * 36 + (c - 'A') + 10;
		else
			return -1;
	}
	return code;
}

#endif
