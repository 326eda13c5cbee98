/*
 * Texts of matrices, series and mixes: what parsers find in them, and the problem where a
 * text is bad.  Single quotes stand for double ones.  Prints TAP.
 */
#include <stdio.h>
#include <string.h>

#include "matrix/text_core.h"
#include "mix/text_core.h"
#include "series/text_core.h"
#include "tap.h"

static char said[1000];

static const char *
quoted(const char *text)
{
	static char changed[1000];

	strcpy(changed, text);
	for (char *at = changed; (at = strchr(at, '\'')) != NULL;)
		*at = '"';
	return changed;
}

static void
say(const char *what)
{
	strcat(strcat(said, said[0] == '\0' ? "" : " "), what);
}

static void
say_number(trade_units number)
{
	char		text[40];

	snprintf(text, sizeof text, "%.15g", trade_units_to_double(number));
	say(text);
}

static void
say_month(trade_month month)
{
	char		text[20];

	snprintf(text, sizeof text, "%d-%d", month / 12, month % 12 + 1);
	say(text);
}

/* The problem, with single quotes, and where it is. */
static bool
ends_with(const trade_json *json, const char *want, bool out_of_range)
{
	char		problem[200];

	if (json->problem == NULL)
		return strcmp(said, want) == 0;
	snprintf(problem, sizeof problem, "%s%s", json->out_of_range ? "range: " : "bad: ", json->problem);
	say(problem);
	return out_of_range == json->out_of_range && strcmp(said, quoted(want)) == 0;
}

static bool
matrix_is(const char *text, const char *want)
{
	trade_text_parser parser;
	trade_text_event event;

	said[0] = '\0';
	text = quoted(text);
	event = trade_text_begin(&parser, text, strlen(text), true, NULL);
	if (event == TRADE_TEXT_END)
		event = trade_text_next(&parser);
	for (; event < TRADE_TEXT_END; event = trade_text_next(&parser))
		if (event == TRADE_TEXT_CELL)
		{
			say_month(parser.month);
			say_number(parser.value);
			if (parser.has_quantity)
				say("with");
			say_number(parser.quantity);
			say_number(parser.quantity_value);
		}
		else
		{
			say(event == TRADE_TEXT_IMPORTER ? "importer" : "exporter");
			say(parser.json.string);
		}
	return ends_with(&parser.json, want, event == TRADE_TEXT_OUT_OF_RANGE) && (event == TRADE_TEXT_END) == (parser.json.problem == NULL);
}

#define YEARS(flows) "{'labels':'text','periods':'year','flows':{" flows "}}"
#define COMMA "bad: ',' or '}' is expected"

static void
check_matrices(void)
{
	IS(matrix_is(YEARS("'A':{'B':{'2020':1,'2021':[2,3,4],'2022':5},'C':{'2020':6}},'D':{'B':{'2020':7}}"),
				 "importer A exporter B 2020-1 1 0 0 2021-1 2 with 3 4 2022-1 5 0 0 exporter C 2020-1 6 0 0 importer D exporter B 2020-1 7 0 0"));
	IS(matrix_is(" { 'flows' : { 'A' : { 'B' : { '2020-12' : 1 } } } , 'periods' : 'month' , 'labels' : 'text' } ", "importer A exporter B 2020-12 1 0 0"));
	IS(matrix_is(YEARS(""), "") && matrix_is("{'labels':null,'periods':null,'flows':{}}", "") && matrix_is(YEARS("'A':{}"), "importer A"));
	IS(matrix_is(YEARS("'A':{'B':{'2020':[1,2]}}"), "importer A exporter B bad: [value,quantity,value_with_quantity] is expected"));
	IS(matrix_is(YEARS("'A':{'B':{'2020':[1;2,3]}}"), "importer A exporter B bad: [value,quantity,value_with_quantity] is expected"));
	IS(matrix_is(YEARS("'A':{'B':{'2020':[1,2,3,4]}}"), "importer A exporter B bad: [value,quantity,value_with_quantity] is expected"));
	IS(matrix_is(YEARS("'A':{'B':{'2020':[1,2 3]}}"), "importer A exporter B bad: [value,quantity,value_with_quantity] is expected"));
	IS(matrix_is(YEARS("'A':{'B':{'2020':[x,2,3]}}"), "importer A exporter B bad: a number is expected"));
	IS(matrix_is(YEARS("'A':{'B':{'2020':[1,x,3]}}"), "importer A exporter B bad: a number is expected"));
	IS(matrix_is(YEARS("'A':{'B':{'2020':[1,2,x]}}"), "importer A exporter B bad: a number is expected"));
	IS(matrix_is(YEARS("'A':{'B':{'2020':1'2021':2}}"), "importer A exporter B 2020-1 1 0 0 " COMMA));
	IS(matrix_is(YEARS("'A':{'B':{'2020':1}'C':{'2021':2}}"), "importer A exporter B 2020-1 1 0 0 " COMMA));
	IS(matrix_is(YEARS("'A':{'B':{'2020':1}}'C':{'B':{'2021':2}}"), "importer A exporter B 2020-1 1 0 0 " COMMA));
	IS(matrix_is(YEARS("'A':{}'B':{}"), "importer A " COMMA) && matrix_is(YEARS(",'A':{}"), "bad: a string is expected"));
	IS(matrix_is(YEARS("'':{}"), "bad: an empty label") && matrix_is(YEARS("'A':1"), "bad: an object is expected"));
	ok("texts of matrices: cells");
	IS(matrix_is("{'labels':'text','periods':'week','flows':{}}", "bad: 'periods' is neither 'year' nor 'month'"));
	IS(matrix_is("{'labels':'hs_code','periods':'year','flows':{}}", "bad: 'labels' is neither 'text' nor 'country_code'"));
	IS(matrix_is("{'labels':'text','periods':'year','flow':{}}", "bad: a key other than 'labels', 'periods' and 'flows'"));
	IS(matrix_is("{'labels':'text','labels':'text','periods':'year','flows':{}}", "bad: a key comes twice"));
	IS(matrix_is("{'labels':'text','periods','flows':{}}", "bad: ':' is expected") && matrix_is("{'labels':'text','periods':,'flows':{}}", "bad: a string is expected"));
	IS(matrix_is("{'labels':'text','periods':'year','flows':{},}", "bad: a string is expected") && matrix_is("{}", "bad: a string is expected"));
	IS(matrix_is("{'labels':null,'periods':'year','flows':{'A':{}}}", "bad: flows, but 'labels' or 'periods' is null"));
	IS(matrix_is("{'labels':'text','periods':null,'flows':{'A':{}}}", "bad: flows, but 'labels' or 'periods' is null"));
	IS(matrix_is("{'labels':'text','flows':{}}", "bad: 'labels', 'periods' and 'flows' are needed"));
	IS(matrix_is(YEARS("") " x", "bad: text behind the end") && matrix_is("{'labels':'text','periods':'year','flows':[]}", "bad: 'flows' is no object"));
	IS(matrix_is(YEARS("'A':{'B':{'0000':1}}"), "importer A exporter B range: a year before 1"));
	ok("texts of matrices: what is around");
}

static bool
series_is(const char *text, const char *want)
{
	trade_series_parser parser;
	trade_point point;

	said[0] = '\0';
	text = quoted(text);
	if (trade_series_text_begin(&parser, text, strlen(text), true, NULL))
		while (trade_series_text_next(&parser, &point))
		{
			char		rows[30];

			say_month(point.month);
			say_number(point.value);
			snprintf(rows, sizeof rows, "%lld", (long long) point.rows);
			say(rows);
		}
	return ends_with(&parser.json, want, parser.json.out_of_range);
}

static void
check_series(void)
{
	IS(series_is("{'2020':[1.5,2],'2021':[-3,4]}", "2020-1 1.5 2 2021-1 -3 4") && series_is(" { '2020-11' : [ 1 , 2 ] } ", "2020-11 1 2"));
	IS(series_is("{}", "") && series_is("{}x", "bad: text behind the end") && series_is("{'2020':[1,1]}x", "2020-1 1 1 bad: text behind the end"));
	IS(series_is("{'2020':[1,1]'2021':[1,1]}", "2020-1 1 1 " COMMA) && series_is("{,'2020':[1,1]}", "bad: a string is expected"));
	IS(series_is("{'2020':[1,1],'2021-01':[1,1]}", "2020-1 1 1 bad: years and months are mixed"));
	IS(series_is("{'2020-01':[1,1],'2021':[1,1]}", "2020-1 1 1 bad: years and months are mixed"));
	IS(series_is("{'2020':[1,1],'2021-1':[1,1]}", "2020-1 1 1 bad: a period is no year like '2023'"));
	IS(series_is("{'2020-01':[1,1],'20211':[1,1]}", "2020-1 1 1 bad: a period is no month like '2023-01'"));
	IS(series_is("{'202':[1,1]}", "bad: a period is no month like '2023-01'"));
	IS(series_is("{'2020';[1,1]}", "bad: ':' is expected") && series_is("{'2020':1}", "bad: [value,rows] is expected"));
	IS(series_is("{'2020':[1]}", "bad: [value,rows] is expected") && series_is("{'2020':[1,2,3]}", "bad: [value,rows] is expected"));
	IS(series_is("{'2020':[x,1]}", "bad: a number is expected") && series_is("{'2020':[1,x]}", "bad: a number is expected"));
	IS(series_is("{'2020':[1,]}", "bad: a number is expected") && series_is("{:[1,1]}", "bad: a string is expected"));
	IS(series_is("{'2020':[1,1e40]}", "range: a number beyond 1.7e26"));
	IS(series_is("{'2020':[1,1.5]}", "bad: a number of rows that is no integer"));
	IS(series_is("{'2020':[1,9223372036854775807],'2021':[1,-9223372036854775808]}", "2020-1 1 9223372036854775807 2021-1 1 -9223372036854775808"));
	IS(series_is("{'2020':[1,9223372036854775808]}", "range: a number of rows beyond 64 bits"));
	IS(series_is("{'2020':[1,-9223372036854775809]}", "range: a number of rows beyond 64 bits"));
	ok("texts of series");
}

static bool
mix_is(const char *text, const char *want)
{
	trade_mix_parser parser;
	trade_mix_event event = TRADE_MIX_BAD;

	said[0] = '\0';
	text = quoted(text);
	if (trade_mix_text_begin(&parser, text, strlen(text), true, NULL))
		while ((event = trade_mix_text_next(&parser)) == TRADE_MIX_LABEL)
		{
			say(parser.json.string);
			say_number(parser.value);
		}
	return ends_with(&parser.json, want, parser.json.out_of_range) && (event == TRADE_MIX_END) == (parser.json.problem == NULL);
}

static void
check_mixes(void)
{
	IS(mix_is("{'labels':'text','values':{'A':1.5,'B':-2}}", "A 1.5 B -2") && mix_is(" { 'values' : { 'A' : 1 } , 'labels' : 'hs_code' } ", "A 1"));
	IS(mix_is("{'labels':null,'values':{}}", "") && mix_is("{'labels':'country_code','values':{}}", ""));
	IS(mix_is("{'labels':null,'values':{'A':1}}", "bad: values, but 'labels' is null"));
	IS(mix_is("{'labels':'text','values':{'A':1'B':2}}", "A 1 " COMMA) && mix_is("{'labels':'text','values':{,'B':2}}", "bad: a string is expected"));
	IS(mix_is("{'labels':'text','values':{'':1}}", "bad: an empty label") && mix_is("{'labels':'text','values':{'A';1}}", "bad: ':' is expected"));
	IS(mix_is("{'labels':'text','values':{'A':x}}", "bad: a number is expected"));
	IS(mix_is("{'labels':'words','values':{}}", "bad: 'labels' is none of 'text', 'country_code' and 'hs_code'"));
	IS(mix_is("{'label':'text','values':{}}", "bad: a key other than 'labels' and 'values'"));
	IS(mix_is("{'labels':'text','labels':'text','values':{}}", "bad: a key comes twice") && mix_is("{'values':{},'values':{}}", "bad: a key comes twice"));
	IS(mix_is("{'labels':'text'}", "bad: 'labels' and 'values' are needed") && mix_is("{'values':{}}", "bad: 'labels' and 'values' are needed"));
	IS(mix_is("{'labels':'text','values':[]}", "bad: 'values' is no object") && mix_is("{'labels':'text','values':{}}x", "bad: text behind the end"));
	IS(mix_is("{'labels':'text','values':{},}", "bad: a string is expected") && mix_is("{'labels','values':{}}", "bad: ':' is expected"));
	IS(mix_is("}", "bad: '{' is expected") && mix_is("{}", "bad: a string is expected"));
	IS(mix_is("{'labels':'text';'values':{}}", COMMA) && mix_is("['labels']", "bad: '{' is expected") && mix_is("{'labels';'text','values':{}}", "bad: ':' is expected"));
	ok("texts of mixes");
}

int
main(void)
{
	check_matrices();
	check_series();
	check_mixes();
	printf("1..%d\n", tests);
	return 0;
}
