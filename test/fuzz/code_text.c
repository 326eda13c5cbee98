/*
 * Beginnings of LIKE patterns: what stands before the first wildcard is kept, and the
 * range of codes that begin so holds those and no others.
 */
#include "fuzz.h"

#include "code/text_core.h"

#define ROOM 11

static void
check_hs(const char *beginning, size_t length)
{
	trade_hs	first;
	trade_hs	last;
	trade_hs	below;
	trade_hs	above;
	char		text[11];

	if (!trade_hs_beginning(beginning, length, &first, &last))
		return;
	HOLDS(trade_hs_valid(first) && trade_hs_valid(last) && first <= last);
	trade_hs_text(first, text);
	HOLDS(memcmp(text, beginning, length) == 0 && strlen(text) <= length + 1);
	trade_hs_text(last, text);
	HOLDS(memcmp(text, beginning, length) == 0 && strlen(text) == TRADE_HS_MAX_DIGITS);
	/* neighbours of the beginning lie outside */
	for (int step = -1; step <= 1; step += 2)
	{
		char		other[ROOM];

		memcpy(other, beginning, length);
		other[length - 1] += step;
		if (!trade_hs_beginning(other, length, &below, &above))
			continue;
		HOLDS(step < 0 ? above < first : below > last);
	}
}

static void
check_country(const char *beginning, size_t length)
{
	trade_country first;
	trade_country last;
	bool		some = trade_country_beginning(beginning, length, &first, &last);

	for (int i = 0; i < trade_country_count(); i++)
	{
		trade_country code = trade_country_at(i)->code;
		char		text[3];

		trade_country_text(code, text);
		HOLDS((some && code >= first && code <= last) ==
			  (length > 0 && length <= 3 && memcmp(text, beginning, length) == 0));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *pattern = (const char *) data;
	char		beginning[ROOM];
	char		capitals[ROOM];
	size_t		rest;
	size_t		same;
	size_t		length = trade_like_beginning(pattern, size, false, beginning, ROOM, &rest);

	HOLDS(length <= ROOM && length <= rest && rest <= size);
	HOLDS(length == ROOM || rest == size || pattern[rest] == '%' || pattern[rest] == '_' ||
		  (pattern[rest] == '\\' && rest + 1 == size));
	HOLDS(trade_like_beginning(pattern, size, true, capitals, ROOM, &same) == length && same == rest);
	for (size_t i = 0; i < length; i++)
		HOLDS(capitals[i] == (beginning[i] >= 'a' && beginning[i] <= 'z' ? beginning[i] - 32 : beginning[i]));
	check_hs(beginning, length);
	check_country(beginning, length);
	check_country(capitals, length);
	return 0;
}
