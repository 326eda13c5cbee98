/*
 * Sums of 192 bits as text: 48 hexadecimal digits, the most significant first.
 * Running sums may be beyond the limit of a value, so no decimal form fits all.
 */
#ifndef TRADE_SUM_CORE_H
#define TRADE_SUM_CORE_H

#include "exact/value_core.h"

#define TRADE_SUM_DIGITS 48

static inline void
trade_sum_write(const trade_sum *sum, char *text)
{
	for (int i = 0; i < TRADE_SUM_DIGITS; i++)
		text[i] = "0123456789abcdef"[sum->word[2 - i / 16] >> (60 - i % 16 * 4) & 15];
}

/* False where one of the 48 characters is no lower-case hexadecimal digit. */
static inline bool
trade_sum_read(const char *text, trade_sum *sum)
{
	*sum = (trade_sum) {{0, 0, 0}};
	for (int i = 0; i < TRADE_SUM_DIGITS; i++)
	{
		char		c = text[i];
		uint64_t   *word = &sum->word[2 - i / 16];

		if (c >= '0' && c <= '9')
			*word = *word << 4 | (uint64_t) (c - '0');
		else if (c >= 'a' && c <= 'f')
			*word = *word << 4 | (uint64_t) (c - 'a' + 10);
		else
			return false;
	}
	return true;
}

#endif
