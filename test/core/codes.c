/*
 * Codes of countries and of goods: what is read and what is not, members of sums, spellings,
 * beginnings.  Prints TAP.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "code/blank_core.h"
#include "code/member_core.h"
#include "code/spelling_core.h"
#include "code/text_core.h"
#include "tap.h"

static void
check_codes(void)
{
	const size_t length = TRADE_CODE_TEXT_MAX + 1;
	char	   *text = malloc(length);
	trade_country country;
	trade_hs	hs;

	/* a letter of three bytes in front of the blanks of Unicode */
	IS(trade_hs_read("854231\xE0\xB8\x81", 9, &hs) != TRADE_HS_OK && trade_hs_read("854231\xE2\x80\x80", 9, &hs) == TRADE_HS_OK);
	/* a code among so many blanks is none */
	memset(text, ' ', length);
	memcpy(text, "854231", 6);
	IS(trade_hs_read(text, length, &hs) == TRADE_HS_WORD && trade_hs_read(text, length - 1, &hs) == TRADE_HS_OK);
	IS(!trade_hs_parse_digits(text, length, 6, &hs) && trade_hs_parse_digits(text, length - 1, 6, &hs));
	memcpy(text, "CHN   ", 6);
	IS(trade_country_read(text, length, &country) == TRADE_COUNTRY_UNKNOWN && trade_country_read(text, length - 1, &country) == TRADE_COUNTRY_OK);
	free(text);
	/* blanks of other scripts around a code */
	IS(trade_country_read("\xE1\xA0\x8E" "CHN", 6, &country) == TRADE_COUNTRY_OK);
	IS(trade_country_read("CHN\xE2\x80\xA9", 6, &country) == TRADE_COUNTRY_OK);
	IS(trade_country_read("\xE2\x81\xA0" "CHN", 6, &country) == TRADE_COUNTRY_OK);
	IS(trade_country_read("\xE2\x81\xA1" "CHN", 6, &country) != TRADE_COUNTRY_OK);
	/* what is read, but not as it is written */
	IS(trade_hs_parse("8542.31", 7, &hs) && !trade_hs_parse_strict("8542.31", 7, &hs));
	IS(!trade_hs_parse_strict("85423", 5, &hs) && !trade_hs_parse_strict("8542 31", 7, &hs));
	ok("codes: texts too long, blanks of other scripts, strict readers");
}

/* What a text is told to be that is no code, or is one. */
static void
check_hs(void)
{
	static const struct
	{
		const char *text;
		trade_hs_problem problem;
	}			cases[] = {
		{"8.54231E+05", TRADE_HS_FLOAT}, {"854231E+0", TRADE_HS_FLOAT}, {"854231e-2", TRADE_HS_FLOAT},
		{"85E2", TRADE_HS_WORD}, {"85e2", TRADE_HS_WORD}, {"8.5E2", TRADE_HS_FLOAT}, {"85E", TRADE_HS_WORD},
		{"85E+", TRADE_HS_WORD}, {"854231.", TRADE_HS_FLOAT}, {"854231,", TRADE_HS_FLOAT}, {"854231.0", TRADE_HS_FLOAT},
		{"854231.00", TRADE_HS_FLOAT}, {"854231,0", TRADE_HS_FLOAT}, {"8542.00", TRADE_HS_OK}, {"0501.00", TRADE_HS_OK},
		{"8542.31.00", TRADE_HS_OK}, {"10121.0", TRADE_HS_FLOAT}, {"10121,0", TRADE_HS_FLOAT}, {"101.0", TRADE_HS_FLOAT},
		{"85.0", TRADE_HS_ODD_END}, {"85423100.00", TRADE_HS_FLOAT}, {"8542.3", TRADE_HS_ODD_END}, {"85423", TRADE_HS_ODD},
		{"854231900", TRADE_HS_NINE}, {"TOTAL", TRADE_HS_WORD}, {"total", TRADE_HS_WORD}, {"_X", TRADE_HS_WORD},
		{"x", TRADE_HS_WORD}, {"1_", TRADE_HS_WORD}, {"1\xC3\xA9", TRADE_HS_WORD}, {"1\xC2\xA0-", TRADE_HS_SYNTAX}, {"Z", TRADE_HS_WORD}, {"A", TRADE_HS_WORD}, {"a", TRADE_HS_WORD}, {"z", TRADE_HS_WORD},
		{"@", TRADE_HS_WORD}, {"[", TRADE_HS_WORD}, {"`", TRADE_HS_WORD}, {"{", TRADE_HS_WORD}, {"85-42", TRADE_HS_SYNTAX},
		{"85/42", TRADE_HS_SYNTAX}, {"-85", TRADE_HS_SYNTAX}, {"+85", TRADE_HS_SYNTAX}, {"\xC3\xA9", TRADE_HS_WORD},
		{"A1", TRADE_HS_WORD}, {"1A", TRADE_HS_WORD}, {"AG2", TRADE_HS_WORD}, {"8542x", TRADE_HS_WORD}, {"", TRADE_HS_WORD},
		{"  ", TRADE_HS_WORD}, {".", TRADE_HS_WORD}, {"..", TRADE_HS_WORD}, {"8542..31", TRADE_HS_SYNTAX},
		{"0001", TRADE_HS_CHAPTER}, {"7701", TRADE_HS_CHAPTER}, {"77", TRADE_HS_CHAPTER}, {"00", TRADE_HS_CHAPTER},
		{"99", TRADE_HS_OK}, {"85423190012", TRADE_HS_NATIONAL}, {"12345678901", TRADE_HS_NATIONAL},
		{"8542319001", TRADE_HS_OK}, {"1.0", TRADE_HS_FLOAT}, {"1,5", TRADE_HS_SYNTAX}, {"1.5", TRADE_HS_DOT},
		{"12.5", TRADE_HS_ODD_END}, {"854231.5", TRADE_HS_ODD_END}, {"9.", TRADE_HS_FLOAT}, {"9,", TRADE_HS_FLOAT},
		{"909", TRADE_HS_ODD}, {"9090", TRADE_HS_OK}, {"/", TRADE_HS_WORD}, {":", TRADE_HS_WORD}, {"12E+3x", TRADE_HS_WORD},
		{"12E+", TRADE_HS_WORD}, {"12.5E3", TRADE_HS_FLOAT}, {"12.0E3", TRADE_HS_FLOAT}, {"12E-3", TRADE_HS_FLOAT},
		{"12x+3", TRADE_HS_WORD}, {"1234567890123", TRADE_HS_LONG}
	};
	trade_hs	hs;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (trade_hs_read(cases[i].text, strlen(cases[i].text), &hs) != cases[i].problem)
		{
			printf("# %s\n", cases[i].text);
			good = false;
		}
	IS(trade_hs_from_number(0, 2, &hs) == TRADE_HS_CHAPTER && trade_hs_from_number(-1, 2, &hs) == TRADE_HS_SYNTAX);
	/* a first digit beyond 9 */
	IS(trade_hs_valid(UINT64_C(0x9100000000000000)) && !trade_hs_valid(UINT64_C(0xB100000000000000)));
	/* a float is restored, two dots or a fraction are not */
	IS(trade_hs_parse_digits("10121.0", 7, 6, &hs) && !trade_hs_parse_digits("10121.5", 7, 6, &hs));
	IS(!trade_hs_parse_digits("1.01.21", 7, 6, &hs) && trade_hs_parse_digits("10121", 5, 6, &hs));
	ok("HS codes: floats, words, odd ends, national lines");
}

static trade_country
country(const char *text)
{
	trade_country code = 0;

	IS(trade_country_read(text, strlen(text), &code) == TRADE_COUNTRY_OK);
	return code;
}

static void
check_members(void)
{
	const trade_country asean = country("975");
	const trade_country eu = country("EU27_2020");

	IS(trade_country_in_sum(eu, country("DEU")) && !trade_country_in_sum(eu, country("GBR")));
	IS(trade_country_in_sum(country("097"), country("GBR")) && trade_country_in_sum(country("097"), country("HRV")));
	/* all the world but the Union */
	IS(trade_country_in_sum(country("UX0"), country("CHN")) && !trade_country_in_sum(country("UX0"), country("DEU")));
	/* and what is no code */
	IS(!trade_country_counts_twice(eu, 1));
	IS(trade_country_in_sum(asean, country("VNM")) && !trade_country_in_sum(asean, country("DEU")));
	/* a code that is no sum has no members */
	IS(!trade_country_in_sum(country("DEU"), country("DEU")));
	/* two sums count twice where they share a member */
	IS(trade_country_counts_twice(eu, country("EA19")) && !trade_country_counts_twice(eu, asean));
	IS(!trade_country_counts_twice(asean, eu) && trade_country_counts_twice(country("W00"), asean));
	IS(trade_country_counts_twice(eu, country("FRA")) && !trade_country_counts_twice(eu, country("CHN")));
	ok("members: sums that share one, or none");
}

/* Spellings one behind the other. */
typedef struct spelled
{
	int			count;
	char		text[40][TRADE_SPELLING_BYTES];
} spelled;

static void
add(spelled *all, const char *text)
{
	strcpy(all->text[all->count++], text);
}

/* Letters of a text from some on in small ones, where there are any. */
static void
add_small(spelled *all, const char *text, int from)
{
	char		small[TRADE_SPELLING_BYTES];

	strcpy(small, text);
	for (int i = from; text[i] != '\0'; i++)
		if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ", text[i]))
			small[i] = "abcdefghijklmnopqrstuvwxyz"[text[i] - 'A'];
	if (strcmp(small, text) != 0)
		add(all, small);
}

static void
add_word(spelled *all, const char *text)
{
	if (text[0] == '\0')
		return;
	add(all, text);
	add_small(all, text, 0);
	add_small(all, text, 1);
}

static void
add_number(spelled *all, int number)
{
	char		text[TRADE_SPELLING_BYTES];

	for (int digits = 1; number >= 0 && digits <= 3; digits++)
	{
		snprintf(text, sizeof text, "%0*d", digits, number);
		if (all->count == 0 || strcmp(all->text[all->count - 1], text) != 0)
			add(all, text);
	}
}

/* Begins with the code, its alpha-2 code and its number; what follows is read as the code, too. */
static void
check_row(const trade_country_row *row)
{
	trade_spellings walk = {.code = row->code};
	spelled		want = {0};
	char		text[TRADE_SPELLING_BYTES];
	trade_country code;
	int			count = 0;

	trade_country_text(row->code, text);
	text[3] = '\0';
	add_word(&want, text);
	add_word(&want, row->alpha2);
	add_number(&want, row->m49);
	for (; trade_spelling_next(&walk, text); count++)
	{
		IS(count >= want.count || strcmp(text, want.text[count]) == 0);
		IS(trade_country_read(text, strlen(text), &code) == TRADE_COUNTRY_OK && code == row->code);
	}
	IS(count >= want.count);
}

static bool
spellings_are(const char *code, const char *want)
{
	trade_spellings walk = {.code = country(code)};
	char		all[1000] = "";
	char		text[TRADE_SPELLING_BYTES];

	while (trade_spelling_next(&walk, text))
		sprintf(all + strlen(all), "%s%s", all[0] == '\0' ? "" : " ", text);
	return strcmp(all, want) == 0;
}

static void
check_spellings(void)
{
	trade_spellings none = {.code = 1};
	char		text[TRADE_SPELLING_BYTES];

	for (int i = 0; i < trade_country_count(); i++)
		check_row(trade_country_at(i));
	IS(!trade_spelling_next(&none, text));
	IS(spellings_are("CHN", "CHN chn Chn CN cn Cn 156") && spellings_are("AFG", "AFG afg Afg AF af Af 4 04 004"));
	IS(spellings_are("058", "058 58 058") && spellings_are("U27", "U27 u27 EU27_2020 eu27_2020 Eu27_2020"));
	/* a number more, and words */
	IS(spellings_are("W00", "W00 w00 0 00 000 1 01 001 WLD wld Wld WORLD world World"));
	ok("spellings of all codes");
}

/* The first and the last code of a beginning. */
static bool
goods_are(const char *beginning, const char *first, const char *last)
{
	trade_hs	range[2];
	char		text[2][11];

	if (!trade_hs_beginning(beginning, strlen(beginning), &range[0], &range[1]))
		return first == NULL;
	trade_hs_text(range[0], text[0]);
	trade_hs_text(range[1], text[1]);
	return first != NULL && strcmp(text[0], first) == 0 && strcmp(text[1], last) == 0;
}

static bool
countries_are(const char *beginning, const char *first, const char *last)
{
	trade_country range[2];

	if (!trade_country_beginning(beginning, strlen(beginning), &range[0], &range[1]))
		return first == NULL;
	return first != NULL && range[0] == country(first) && range[1] == country(last);
}

static bool
like_is(const char *pattern, bool capitals, size_t room, const char *want, size_t stop)
{
	char		out[20];
	size_t		rest;
	size_t		length = trade_like_beginning(pattern, strlen(pattern), capitals, out, room, &rest);

	return length == strlen(want) && memcmp(out, want, length) == 0 && rest == stop;
}

static void
check_beginnings(void)
{
	IS(goods_are("8542", "8542", "8542999999") && goods_are("854", "8540", "8549999999") && goods_are("85", "85", "8599999999"));
	IS(goods_are("8", "80", "8999999999") && goods_are("1", "10", "1999999999") && goods_are("9", "90", "9999999999"));
	/* no chapter is 00 or 77 */
	IS(goods_are("0", "01", "0999999999") && goods_are("7", "70", "7999999999"));
	IS(goods_are("00", NULL, NULL) && goods_are("77", NULL, NULL) && goods_are("770", NULL, NULL) && goods_are("001", NULL, NULL));
	IS(goods_are("854231900", "8542319000", "8542319009") && goods_are("8542319001", "8542319001", "8542319001"));
	IS(goods_are("85423190018542319001", NULL, NULL) && goods_are("85423190010", NULL, NULL));
	IS(goods_are("", NULL, NULL) && goods_are("8:", NULL, NULL) && goods_are("8/", NULL, NULL));
	ok("goods that begin with digits");
	IS(countries_are("CH", "CHE", "CHN") && countries_are("CHN", "CHN", "CHN") && countries_are("CHX", NULL, NULL));
	IS(countries_are("", NULL, NULL) && countries_are("CHN ", NULL, NULL));
	ok("countries that begin with letters");
	IS(like_is("85%", false, 20, "85", 2) && like_is("85_1", false, 20, "85", 2) && like_is("85", false, 20, "85", 2) && like_is("", false, 20, "", 0));
	IS(like_is("\\85\\%4", false, 20, "85%4", 6) && like_is("85\\", false, 20, "85", 2) && like_is("\\\\8", false, 20, "\\8", 3));
	IS(like_is("8542", false, 3, "854", 3) && like_is("8542", false, 4, "8542", 4) && like_is("8542", false, 0, "", 0));
	IS(like_is("azAZ`{@[", true, 20, "AZAZ`{@[", 8) && like_is("azAZ`{", false, 20, "azAZ`{", 6));
	ok("how a pattern of LIKE begins");
}

int
main(void)
{
	check_codes();
	check_hs();
	check_members();
	check_spellings();
	check_beginnings();
	printf("1..%d\n", tests);
	return 0;
}
