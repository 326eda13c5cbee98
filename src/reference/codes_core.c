/*
 * A set of codes.  A code stands right before the codes under it, so of codes
 * none of which is within another only the last one not above hs can hold it.
 */
#include "reference/codes_core.h"

int
trade_codes_compare(const void *a, const void *b)
{
	trade_hs	x = *(const trade_hs *) a;
	trade_hs	y = *(const trade_hs *) b;

	return (x > y) - (x < y);
}

size_t
trade_codes_prune(trade_hs *codes, size_t n)
{
	size_t		kept = 0;

	for (size_t i = 0; i < n; i++)
		if (kept == 0 || !trade_hs_within(codes[i], codes[kept - 1]))
			codes[kept++] = codes[i];
	return kept;
}

bool
trade_codes_cover(const trade_hs *codes, size_t n, trade_hs hs)
{
	size_t		low = 0;
	size_t		high = n;

	while (low < high)
	{
		size_t		middle = low + (high - low) / 2;

		if (codes[middle] <= hs)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && trade_hs_within(hs, codes[low - 1]);
}

bool
trade_codes_scan(const trade_hs *codes, size_t n, trade_hs hs)
{
	for (size_t i = 0; i < n; i++)
		if (trade_hs_within(hs, codes[i]))
			return true;
	return false;
}
