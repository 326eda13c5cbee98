/*
 * Edges of readers and writers that no fuzzer meets by chance: bounds of lengths and of
 * ranges, single characters, numbers of a form of their own.  Prints TAP.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "code/name_core.h"
#include "exact/product_core.h"
#include "exact/wide_core.h"
#include "growth/state_core.h"
#include "leaks/balance_core.h"
#include "leaks/levels_core.h"
#include "leaks/mirror_core.h"
#include "matrix/flow_core.h"
#include "matrix/work_core.h"
#include "mix/format_core.h"
#include "operations/lint_core.h"
#include "operations/number_core.h"
#include "reference/list_core.h"
#include "series/work_core.h"
#include "state/figure_core.h"
#include "state/json_core.h"
#include "tap.h"

#define ONE TRADE_UNITS_PER_ONE

/* A text of one character, so many times. */
static const char *
many(char c, size_t length)
{
	static char text[100000];

	memset(text, c, length);
	text[length] = '\0';
	return text;
}

static bool
key_is(const char *text, const char *key)
{
	char		made[TRADE_NAME_KEY_BYTES + 1];

	return trade_name_key(text, strlen(text), made) == (int) strlen(key) && strcmp(made, key) == 0;
}

static void
check_names(void)
{
	char		made[TRADE_NAME_KEY_BYTES + 1];
	char		text[1000] = "";

	/* signs between words part them, whichever they are */
	static const char *const signs[] = {"\xC3\x97", "\xC3\xB7", "\xCB\x87", "\xE2\x80\x94", "\xE3\x80\x81", "\xE3\x80\x8C",
	"\xEF\xBB\xBF", "\xEF\xBC\x88", "\xEF\xBC\x89"};

	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
	{
		snprintf(text, sizeof text, "costa%srica", signs[i]);
		IS(key_is(text, "costa rica"));
	}
	/* marks belong to their letter */
	IS(key_is("co\xC2\xADsta", "costa") && key_is("co\xE2\x80\x8Dsta", "costa") && key_is("co\xEF\xB8\x8Fsta", "costa"));
	IS(key_is("co\xCC\x81sta", "costa"));
	IS(key_is("\xC2\xAA\xC2\xBA", "ao") && key_is("\xEF\xAC\x80\xEF\xAC\x81\xEF\xAC\x82", "fffifl"));
	/* letters of other scripts are none that count; of 1E00 to 1EFF some have no plain letters */
	IS(trade_name_key("\xE3\x81\x82", 3, made) == 0);
	for (int c = 0x1E00; c <= 0x1EFF; c++)
	{
		char		one[4] = {(char) 0xE1, (char) (0x80 | (c >> 6 & 0x3F)), (char) (0x80 | (c & 0x3F)), '\0'};

		IS(trade_name_key(one, 3, made) <= 4);
	}
	/* no more than fits */
	IS(trade_name_key(many('x', TRADE_NAME_BYTES + 1), TRADE_NAME_BYTES + 1, made) == 0);
	IS(trade_name_key(many('x', TRADE_NAME_BYTES), TRADE_NAME_BYTES, made) <= TRADE_NAME_KEY_BYTES);
	text[0] = '\0';
	for (int i = 0; i < 64; i++)
		sprintf(text + strlen(text), "%c%c ", '0' + i % 8, '0' + i / 8);
	IS(trade_name_key(text, strlen(text), made) == 64 * 3 - 1);
	strcat(text, "99 ");
	IS(trade_name_key(text, strlen(text), made) == 0);
	/* words that fit one by one, but not together */
	text[0] = '\0';
	for (int i = 0; i < 5; i++)
		sprintf(text + strlen(text), "%c%s ", 'a' + i, many('x', 60));
	IS(trade_name_key(text, strlen(text), made) == 0 && made[0] == '\0');
	IS(trade_name_key(text, strlen(text) - 62, made) == 4 * 62 - 1);
	/* ligatures and letters that are several */
	text[0] = '\0';
	for (int i = 0; i < 120; i++)
		strcat(text, i % 20 == 19 ? " " : "\xEF\xAC\x80");
	IS(trade_name_key(text, strlen(text), made) > 0);
	ok("names: signs, marks, ligatures, too many words");
}

static bool
outside_is(const char *text, const char *want, bool has_brackets)
{
	char		made[40];
	bool		found;
	size_t		length = trade_name_outside(text, strlen(text), made, &found);

	return found == has_brackets && length == strlen(want) && memcmp(made, want, length) == 0;
}

/* What stands in the next brackets from a place on; NULL: there are none. */
static bool
bracket_is(const char *text, size_t *at, const char *want)
{
	const char *inside;
	size_t		length;

	if (!trade_name_bracket(text, strlen(text), at, &inside, &length))
		return want == NULL;
	return want != NULL && length == strlen(want) && memcmp(inside, want, length) == 0;
}

static void
check_brackets(void)
{
	size_t		at = 0;

	IS(outside_is("a(b[c]d)e", "a  e", true) && outside_is("a)b]", "a)b]", false) && outside_is("a[b", "a", true) && outside_is("a[b]c", "a c", true));
	IS(bracket_is("a(b[c]d)e", &at, "b[c]d") && bracket_is("a(b[c]d)e", &at, "c") && bracket_is("a(b[c]d)e", &at, NULL));
	at = 0;
	IS(bracket_is("[b(c)]d", &at, "b(c)") && bracket_is("[b(c)]d", &at, "c") && bracket_is("[b(c)]d", &at, NULL));
	at = 0;
	IS(bracket_is("a(bc", &at, "bc") && bracket_is("a(bc", &at, NULL));
	IS(key_is("the the niger niger", "niger") && key_is("st lucia", "lucia saint") && key_is("isle of man", "islands man"));
	IS(key_is("\xE1\xB8\x80", "a") && key_is("a\xE3\x81\x82", "") && key_is("a\xD0\x96", ""));
	ok("names: brackets, words that are spelt out or left out");
}

static bool
string_is(const char *text, const char *string, bool utf8)
{
	trade_json	json;

	trade_json_begin(&json, text, strlen(text), utf8, NULL);
	if (string == NULL)
		return !trade_json_string(&json) && json.problem != NULL;
	return trade_json_string(&json) && json.at == json.end && strcmp(json.string, string) == 0 && json.length == (int) strlen(string);
}

static int	pauses;

static void
pause(void)
{
	pauses++;
}

/* A string whose escape begins so many bytes before there is no room. */
static bool
fits(const char *escape, int before)
{
	char		text[400];
	trade_json	json;

	snprintf(text, sizeof text, "\"%s%s\"", many('x', 255 - before), escape);
	trade_json_begin(&json, text, strlen(text), true, NULL);
	return trade_json_string(&json);
}

static bool
number_is(const char *text, bool is_one, trade_units units)
{
	trade_json	json;
	trade_units read = 0;

	trade_json_begin(&json, text, strlen(text), true, NULL);
	return trade_json_number(&json, &read) == is_one && (!is_one || (read == units && json.at == json.end));
}

/* How often so long a text of one character, between two others, is paused within. */
static int
pauses_within(const char *begin, char c, const char *end, size_t shift, bool (*over) (trade_json *json))
{
	static char text[200000];
	const size_t length = 150000;
	trade_json	json;

	memset(text, c, shift + length);
	memcpy(text + shift, begin, strlen(begin));
	memcpy(text + shift + length - strlen(end), end, strlen(end));
	trade_json_begin(&json, text + shift, length, true, pause);
	pauses = 0;
	(void) over(&json);
	return pauses;
}

static bool
over_space(trade_json *json)
{
	trade_json_skip_space(json);
	return true;
}

static bool
over_number(trade_json *json)
{
	trade_units units;

	return trade_json_number(json, &units);
}

static void
check_pauses(void)
{
	const int	once = pauses_within("", ' ', "", 0, over_space);

	IS(once > 0);
	/* once to find its end, once to read it */
	IS(pauses_within("0.", '0', "", 0, over_number) == 2 * once);
	IS(pauses_within("", '[', "", 0, trade_json_skip) == once && pauses_within("\"", 'x', "\"", 0, trade_json_skip) == once);
	/* wherever escapes begin */
	IS(pauses_within("\"", '\\', "\"", 0, trade_json_skip) == once && pauses_within("\"", '\\', "\"", 1, trade_json_skip) == once);
	ok("JSON: pauses within what is long");
}

static void
check_json(void)
{
	static const char *const escapes[] = {"\\u00e9", "\\u20ac", "\\ud83d\\udea2"};
	trade_json	json;

	IS(string_is("\"\\u00e9\\u20ac\\ud83d\\udea2\\uFFFD\"", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x9A\xA2\xEF\xBF\xBD", true));
	IS(string_is("\"\\u0041\"", "A", false) && string_is("\"\\u00e9\"", NULL, false));
	IS(string_is("\"\\u0000\"", NULL, true) && string_is("\"\\u12\"", NULL, true) && string_is("\"\\u12g4\"", NULL, true));
	/* the second half first, the first one alone, before something else, before another first one */
	IS(string_is("\"\\udc00\"", NULL, true) && string_is("\"\\ud800\"", NULL, true));
	IS(string_is("\"\\ud800abcdef\"", NULL, true) && string_is("\"\\ud800\\nbcdef\"", NULL, true));
	IS(string_is("\"\\ud800\\ud800\"", NULL, true) && string_is("\"\\ud800\\u0041\"", NULL, true));
	IS(string_is("\"\\ud800\\ue000\"", NULL, true) && string_is("\"\\udfff\"", NULL, true));
	for (int bytes = 2; bytes <= 4; bytes++)
		for (int before = 0; before <= 4; before++)
			IS(fits(escapes[bytes - 2], before) == (before >= bytes));
	IS(number_is("1e+2", true, 100 * TRADE_UNITS_PER_ONE) && number_is("1E-2", true, TRADE_UNITS_PER_ONE / 100));
	IS(number_is("1e", false, 0) && number_is("1e+", false, 0) && number_is("1e-", false, 0) && number_is("1e2x", false, 0) == false);
	/* the first problem is kept */
	IS(string_is("\"\\", NULL, true) && string_is("\t\"a\"", "a", true));
	IS(number_is("0e40", true, 0) && number_is("1e40", false, 0) && number_is("\t 1", true, ONE));
	trade_json_begin(&json, "x", 1, true, NULL);
	IS(!trade_json_bad(&json, "first") && !trade_json_bad(&json, "second") && strcmp(json.problem, "first") == 0);
	trade_json_begin(&json, many(' ', 90000), 90000, true, pause);
	trade_json_skip_space(&json);
	IS(json.at == json.end && pauses > 0);
	trade_json_begin(&json, many(' ', 90000), 90000, true, NULL);
	trade_json_skip_space(&json);
	IS(json.at == json.end);
	/* the text ends within an escape */
	trade_json_begin(&json, "\"abc\\", 5, true, NULL);
	IS(!trade_json_skip(&json) && json.problem != NULL);
	IS(number_is(many('1', 2000), false, 0));
	ok("JSON: escapes, surrogates, labels that just fit, exponents");
}

static void
check_numbers(void)
{
	char		out[TRADE_NUMBER_MAX + 1];
	trade_month month;
	int			months;

	/* no number has as many groups */
	IS(trade_number_read("1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", 51, '.', out) == 0);
	/* the typographic apostrophe parts thousands; its neighbours are no separators */
	IS(trade_number_read("1\xE2\x80\x99" "234.5", 9, '.', out) == 6);
	IS(trade_number_read("1\xE2\x80\x98" "234.5", 9, '.', out) == 0);
	IS(trade_number_read("1\xE2\x81\x99" "234.5", 9, '.', out) == 0);
	IS(!trade_lint_read_period("2023-", 5, &month, &months) && !trade_lint_read_period("", 0, &month, &months));
	IS(trade_lint_read_period("2023", 4, &month, &months) && months == 12);
	IS(!trade_lint_read_period("0000", 4, &month, &months) && trade_lint_read_period("0001", 4, &month, &months));
	IS(!trade_lint_read_period("2023-03-00", 10, &month, &months) && trade_lint_read_period("2023-03-01", 10, &month, &months));
	IS(!trade_lint_read_period("2023-03-15T", 11, &month, &months) && trade_lint_read_period("2023-03-15T1", 12, &month, &months));
	IS(!trade_lint_read_period("2023M03-15", 10, &month, &months) && trade_lint_read_period("2023m03", 7, &month, &months) && month == trade_month_of(2023, 3));
	IS(trade_vintage_parse("", 0) == 0 && trade_vintage_parse("HS", 2) == 0 && trade_vintage_parse("HS02022", 7) == 0);
	IS(trade_vintage_parse("HS2022", 6) == 2022 && trade_vintage_parse("H", 1) == 0);
	ok("numbers and periods of files, vintages");
}

static void
check_figures(void)
{
	char		text[128];

	IS(trade_figure_write(text, -1e-9) == 6 && strcmp(text, "-1e-09") == 0);
	IS(trade_figure_write(text, 0) == 1 && strcmp(text, "0") == 0);
	IS(trade_amount_limit_write(text, (1250000 * TRADE_UNITS_PER_ONE)) > 0 && strcmp(text, "1.25 M") == 0);
	/* a millionth of its last digit has none */
	IS(trade_amount_limit_write(text, 1250000 * TRADE_UNITS_PER_ONE + 1) > 0 && strstr(text, " M") == NULL);
	IS(trade_amount_limit_write(text, 50000 * TRADE_UNITS_PER_ONE) > 0 && strcmp(text, "50,000") == 0);
	ok("figures: zero, thresholds of many digits");
}

static void
check_states(void)
{
	static uint64_t room[4096];
	char		room_text[8];
	trade_series_work *work = (trade_series_work *) room;
	size_t		size = trade_series_work_size(16);
	trade_series_work kept;
	trade_growth_total total = {0};
	const trade_sum none = trade_sum_of(0);

	trade_series_work_init(work, 16, TRADE_FREQUENCY_MONTH);
	kept = *work;
	IS(trade_series_work_fits(work, size) && !trade_series_work_fits(work, sizeof *work) && !trade_series_work_fits(work, size + 8));
	work->count = work->capacity + 1;
	IS(!trade_series_work_fits(work, size));
	*work = kept;
	work->frequency = TRADE_FREQUENCY_MONTH + 1;
	IS(!trade_series_work_fits(work, size));
	IS(trade_growth_set_total(&total, &none, UINT32_MAX) && !trade_growth_set_total(&total, &none, (uint64_t) UINT32_MAX + 1));
	IS(trade_growth_set_total(&total, &none, UINT32_MAX) && !trade_growth_add(&total, 1));
	IS(trade_direct_text(37 * 37 * 11, room_text) == 1 && strcmp(room_text, "A") == 0);
	/* a zero byte amid is no label */
	IS(trade_direct_text(37 * 37 * 11 + 5, room_text) == 0);
	IS(trade_direct_label("", 0) == trade_direct_label(many('x', 200), 200));
	IS(trade_growth_set_total(&total, &none, 0) && trade_growth_add(&total, 1) && total.rows == 1);
	ok("states: blocks that are none, rows too many to count");
}

/* Mixes of no label, and of a label with a zero byte: what is written is not read. */
static void
check_mixes(void)
{
	uint8_t		bytes[64] = {0};
	char		text[8];
	char	   *text_at = text;
	const char *label;
	int			length;
	trade_units value;
	trade_mix_shape shape;
	trade_mix_writer writer;
	trade_mix_reader reader;

	trade_mix_shape_init(&shape, TRADE_LABEL_NONE);
	trade_mix_write_head(&writer, &shape, bytes);
	IS(trade_mix_size(&shape) == TRADE_MIX_HEAD && trade_mix_open(&reader, bytes, TRADE_MIX_HEAD) && !trade_mix_open(&reader, bytes, TRADE_MIX_HEAD + 1));
	trade_mix_shape_init(&shape, TRADE_LABEL_TEXT);
	trade_mix_shape_add(&shape, 2, ONE);
	trade_mix_write_head(&writer, &shape, bytes);
	trade_mix_write(&writer, "a", 2, ONE);
	IS(trade_mix_open(&reader, bytes, trade_mix_size(&shape)) && trade_mix_read(&reader, &label, &length, &value, &text_at, 1) == 0 && reader.problem != NULL);
	ok("mixes: bytes behind none, a zero byte in a label");
}

static void
check_matrices(void)
{
	const trade_price price = {10, 4};
	double		relative;

	IS(trade_relative_price(&price, &(trade_price) {10, 5}, &relative) && relative == 0.25);
	IS(!trade_relative_price(&(trade_price) {10, 0}, &price, &relative) && !trade_relative_price(&(trade_price) {0, 4}, &price, &relative));
	IS(!trade_relative_price(&price, &(trade_price) {10, 0}, &relative) && !trade_relative_price(&price, &(trade_price) {-1, 4}, &relative));
	for (const char *text = "A1 aA[@/A:A"; text[2] != '\0'; text++)
		IS((trade_label_country_code(text, 3) >= 0) == (strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") >= 3));
	IS(trade_label_country_code("CHN", 2) == -1 && trade_label_country_code("CHN", 3) >= 0);
	ok("matrices: prices, codes as labels");
}

/* Half way between two doubles to the even one; by the least bit more to the next. */
static void
check_rounding(void)
{
	const trade_units half = ((trade_units) 1 << 53) + 1;
	const trade_product middle = trade_product_of(half * ONE, ONE);
	const trade_product least = trade_product_of(1, 1);
	const trade_product part = trade_product_of(95367431640625, 10000);	/* 2^-20 */
	trade_product more = middle;

	IS(trade_product_to_double(&middle) == 0x1p53);
	trade_product_add(&more, &part);
	IS(trade_product_to_double(&more) == 0x1p53 + 2);
	more = middle;
	trade_product_add(&more, &least);
	IS(trade_product_to_double(&more) == 0x1p53 + 2);
}

/* Products beyond the range of doubles are compared all the same. */
static void
check_far(void)
{
	trade_fraction none = {.denominator = {false, 12, {[11] = 1}}};
	const trade_fraction far = {{false, 12, {[11] = 1}}, {false, 1, {1}}};

	trade_wide_of_units(&none.numerator, 0);
	IS(trade_fraction_compare(&none, &far) < 0 && trade_fraction_compare(&far, &none) > 0 && trade_fraction_compare(&none, &none) == 0);
}

static void
check_exact(void)
{
	static const int16_t digits[] = {0, 0, 12, 5000};
	trade_units units;
	trade_sum	sum = {{0, 0, UINT64_C(1) << 62}};
	trade_sum	kept = sum;
	trade_sum	scaled = trade_sum_of(-3);
	trade_wide	wide;
	trade_wide	twelve;

	IS(trade_units_from_digits(false, 2, 4, digits, &units) == TRADE_EXACT_OK && units == 12 * ONE + ONE / 2);
	IS(!trade_sum_scale(&sum, 2) && memcmp(&sum, &kept, sizeof sum) == 0);
	IS(!trade_sum_scale(&sum, UINT64_MAX) && memcmp(&sum, &kept, sizeof sum) == 0);
	IS(trade_sum_scale(&scaled, 7) && trade_sum_sign(&scaled) < 0);
	trade_sum_add_units(&scaled, 21);
	IS(trade_sum_sign(&scaled) == 0);
	check_rounding();
	check_far();
	trade_wide_of_units(&wide, 6);
	trade_wide_of_units(&twelve, 12);
	/* 6 and 4 have 12 in common, which is 2 times 6 */
	IS(trade_wide_common_multiple(&wide, 4) == 2 && trade_wide_compare(&wide, &twelve) == 0);
	ok("digits, sums and products at their ends");
}

static void
check_leaks(void)
{
	/* parts of three months, with two months between before and after that are in none */
	const trade_parts parts = {3, 100, 102, 2, 1, 2};
	trade_balance balance = {.fall = 100, .others = 5};

	IS(trade_part_of(&parts, 99) == 1 && trade_part_of(&parts, 94) == 0 && trade_part_of(&parts, 93) == -1);
	IS(trade_part_of(&parts, 100) == -1 && trade_part_of(&parts, 101) == -1);
	IS(trade_part_of(&parts, 102) == 2 && trade_part_of(&parts, 105) == -1);
	/* what came through others is more than others sold at all: nothing is replaced */
	balance.available[TRADE_BALANCE_REROUTED] = trade_sum_of(30);
	trade_balance_set(&balance);
	IS(balance.value[TRADE_BALANCE_REROUTED] == 30 && balance.value[TRADE_BALANCE_REPLACED] == 0);
	IS(balance.value[TRADE_BALANCE_UNEXPLAINED] == 70);
	/* one side is a multiple of the other, and almost the same */
	IS(fabs(trade_mirror_of(ONE, 4 * ONE, ONE).log - log(0.25)) < 1e-15);
	IS(fabs(trade_mirror_of(4 * ONE, ONE, ONE).log - log(4)) < 1e-15);
	IS(fabs(trade_mirror_of(ONE + 1, ONE, ONE).log - 1e-12) < 1e-23);
	ok("leaks: months between parts, a balance that would be negative, ratios of mirrors");
}

int
main(void)
{
	check_names();
	check_brackets();
	check_json();
	check_pauses();
	check_numbers();
	check_figures();
	check_states();
	check_mixes();
	check_matrices();
	check_exact();
	check_leaks();
	printf("1..%d\n", tests);
	return 0;
}
