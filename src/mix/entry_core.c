/* Labels that are codes. */
#include "mix/entry_core.h"

#include "code/country_core.h"
#include "code/hs_core.h"

bool
trade_mix_code_read(trade_label_kind kind, const char *text, int length, uint64_t *code)
{
	int			country;

	if (kind == TRADE_LABEL_HS)
		return trade_hs_parse(text, length, code);
	country = trade_label_country_code(text, length);
	*code = (uint64_t) country;
	return country >= 0;
}

int
trade_mix_code_write(trade_label_kind kind, uint64_t code, char *text)
{
	if (kind == TRADE_LABEL_HS)
		return trade_hs_text(code, text);
	trade_label_country_text((uint16_t) code, text);
	return TRADE_LABEL_COUNTRY_BYTES;
}

bool
trade_mix_code_known(trade_label_kind kind, uint64_t code)
{
	if (kind == TRADE_LABEL_HS)
		return trade_hs_valid(code);
	return code < TRADE_LABEL_COUNTRY_LIMIT && trade_country_find((uint32_t) code) != NULL;
}
