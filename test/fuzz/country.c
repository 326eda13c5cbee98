/* Country codes: what is read has a row, and every way to write it reads as itself. White space around it changes nothing. */
#include "fuzz.h"

#include "code/spelling_core.h"

static void
check_code(trade_country code)
{
	const trade_country_row *row = trade_country_find(code);
	trade_country again;
	char		text[3];

	HOLDS(row != NULL && row->code == code);
	trade_country_text(code, text);
	HOLDS(trade_country_parse(text, 3, &again) && again == code);
	HOLDS(trade_country_parse_strict(text, 3, &again) && again == code);
	if (row->alpha2[0])
		HOLDS(trade_country_parse(row->alpha2, strlen(row->alpha2), &again) && again == code);
	if (row->m49 >= 0)
		HOLDS(trade_country_from_number(row->m49, &again) && again == code);
}

/* The text with white space around it. */
static void
check_blanks(const char *text, size_t size, trade_country_problem problem, trade_country code)
{
	static const char *const blanks[] = {" ", "\xC2\xA0", "\xE2\x80\xAF", "\xEF\xBB\xBF", "\t"};
	char		padded[64];
	trade_country again;

	if (size > 40)
		return;
	for (int i = 0; i < 5; i++)
	{
		size_t		width = strlen(blanks[i]);

		memcpy(padded, blanks[i], width);
		memcpy(padded + width, text, size);
		memcpy(padded + width + size, blanks[i], width);
		HOLDS(trade_country_read(padded, size + 2 * width, &again) == problem);
		HOLDS(problem != TRADE_COUNTRY_OK || again == code);
	}
}

/* Every spelling of a code reads as the code, and what was read, in capitals, is among them. */
static void
check_spellings(trade_country code, const char *read, size_t size)
{
	trade_spellings walk = {.code = code};
	char		text[TRADE_SPELLING_BYTES];
	trade_country again;
	bool		seen = false;
	int			count = 0;

	while (trade_spelling_next(&walk, text))
	{
		HOLDS(strlen(text) < sizeof(text) && trade_country_parse(text, strlen(text), &again) && again == code);
		seen |= strlen(text) == size && memcmp(text, read, size) == 0;
		HOLDS(++count < 100);
	}
	for (size_t i = 0; i < size; i++)
		if (!((read[i] >= '0' && read[i] <= '9') || (read[i] >= 'A' && read[i] <= 'Z') || read[i] == '_'))
			return;
	HOLDS(seen);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	trade_country code = 0;
	uint32_t	any;
	int64_t		number;
	trade_country_problem problem = trade_country_read((const char *) data, size, &code);

	HOLDS(problem <= TRADE_COUNTRY_FLOAT);
	if (problem == TRADE_COUNTRY_OK)
	{
		check_code(code);
		check_spellings(code, (const char *) data, size);
	}
	check_blanks((const char *) data, size, problem, code);
	if (trade_country_parse_strict((const char *) data, size, &code))
		HOLDS(size == 3 && problem == TRADE_COUNTRY_OK);
	if (size >= sizeof(any))
	{
		memcpy(&any, data, sizeof(any));
		(void) trade_country_find(any);
		/* most numbers are no code: make some that are */
		if (trade_country_find(any % TRADE_COUNTRY_CODES))
			check_code(any % TRADE_COUNTRY_CODES);
	}
	if (size >= sizeof(number))
	{
		memcpy(&number, data, sizeof(number));
		if (trade_country_from_number(number, &code))
			check_code(code);
		if (trade_country_from_number(number % TRADE_COUNTRY_NUMBERS, &code))
			check_code(code);
	}
	return 0;
}
