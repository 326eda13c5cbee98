/*
 * Members of the sums: the European Union after its treaties of accession and of
 * withdrawal, the euro area after the Council's decisions, ASEAN after its charter and
 * with the ten of UN Comtrade's 975.
 */
#include "code/member_core.h"

#include <string.h>

#define EU15 "AUT BEL DEU DNK ESP FIN FRA GBR GRC IRL ITA LUX NLD PRT SWE 058 XI0 XU0 "
#define EU10 "CYP CZE EST HUN LTU LVA MLT POL SVK SVN "
#define EU27 "AUT BEL DEU DNK ESP FIN FRA GRC IRL ITA LUX NLD PRT SWE 058 " EU10 "BGR ROU HRV "
#define EURO19 "AUT BEL CYP DEU ESP EST FIN FRA GRC IRL ITA LTU LUX LVA MLT NLD PRT SVK SVN 058 "

static const struct
{
	const char *sum;
	const char *members;
}			table[] = {
	{"097", EU15 EU10 "BGR ROU HRV "},
	{"U15", EU15},
	{"U25", EU15 EU10},
	{"U07", EU15 EU10 "BGR ROU "},
	{"U28", EU15 EU10 "BGR ROU HRV "},
	{"U27", EU27},
	{"UI0", EU27},
	{"EA0", EURO19 "HRV BGR "},
	{"Z19", EURO19},
	{"Z20", EURO19 "HRV "},
	{"Z21", EURO19 "HRV BGR "},
	{"975", "BRN IDN KHM LAO MMR MYS PHL SGP THA VNM "},
};

static bool
is_code(trade_country code, const char *text)
{
	char		own[3];

	trade_country_text(code, own);
	return memcmp(own, text, 3) == 0;
}

static bool
is_in(const char *members, trade_country area)
{
	for (; *members; members += 4)
		if (is_code(area, members))
			return true;
	return false;
}

bool
trade_country_in_sum(trade_country sum, trade_country area)
{
	if (is_code(sum, "W00"))
		return true;
	if (is_code(sum, "UX0"))
		return !is_in(EU27, area);
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (is_code(sum, table[i].sum))
			return is_in(table[i].members, area);
	return false;
}

static bool
is_sum(trade_country code)
{
	const trade_country_row *row = trade_country_find(code);

	return row != NULL && row->kind == TRADE_COUNTRY_SUM;
}

/* Two sums do where some area is in both. */
bool
trade_country_counts_twice(trade_country sum, trade_country other)
{
	if (!is_sum(other))
		return trade_country_in_sum(sum, other);
	for (int i = 0; i < trade_country_count(); i++)
	{
		const trade_country_row *area = trade_country_at(i);

		if (area->kind == TRADE_COUNTRY_AREA && trade_country_in_sum(sum, area->code)
			&& trade_country_in_sum(other, area->code))
			return true;
	}
	return false;
}
