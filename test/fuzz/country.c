/* Country codes: what is read has a row, and every way to write it reads as itself. */
#include "fuzz.h"

#include "code/country_core.h"

static void
check_code(trade_country code)
{
	const trade_country_row *row = trade_country_find(code);
	trade_country again;
	char		text[3];

	HOLDS(row != NULL && row->code == code);
	trade_country_text(code, text);
	HOLDS(trade_country_parse(text, 3, &again) && again == code);
	if (row->alpha2[0])
		HOLDS(trade_country_parse(row->alpha2, strlen(row->alpha2), &again) && again == code);
	if (row->m49 >= 0)
		HOLDS(trade_country_from_number(row->m49, &again) && again == code);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	trade_country code;
	uint32_t	any;
	int64_t		number;

	if (trade_country_parse((const char *) data, size, &code))
		check_code(code);
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
