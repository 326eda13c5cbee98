/* Spellings of a country: the inverse of reading one. */
#include "code/spelling_core.h"

#include <string.h>

#include "code/digit_core.h"

/* What reads as a code beside its own three characters, alpha-2 code and number. */
#define CODE_2N(a, b, c, x, y, n, kind, name)
#define CODE_2(a, b, c, x, y, kind, name)
#define CODE_N(a, b, c, n, kind, name)
#define CODE(a, b, c, kind, name)
#define NUMBER(n, a, b, c) {PACK(a, b, c), n, ""},
#define ALPHA2(x, y, a, b, c) {PACK(a, b, c), -1, #x #y},
#define WORD(text, a, b, c) {PACK(a, b, c), -1, text},

static const struct
{
	trade_country code;
	int16_t		number;
	char		text[TRADE_SPELLING_BYTES];
}			others[] = {
#include "code/country_table.h"
};

enum
{
	OF_CODE,
	OF_ALPHA2,
	OF_NUMBER,
	OF_OTHERS,
	OTHERS = sizeof(others) / sizeof(others[0])
};

/* A number of up to three digits without leading zeros; nothing where there is none. */
static void
write_number(int number, char *text)
{
	if (number >= 100)
		*text++ = '0' + number / 100;
	if (number >= 10)
		*text++ = '0' + number / 10 % 10;
	if (number >= 0)
		*text++ = '0' + number % 10;
	*text = '\0';
}

/* The code's next entry among the others, into the walk; false after the last. */
static bool
next_other(trade_spellings *walk)
{
	int			at = walk->source - OF_OTHERS;

	while (at < OTHERS && others[at].code != walk->code)
		at++;
	if (at == OTHERS)
		return false;
	walk->source = OF_OTHERS + at + 1;
	if (others[at].number >= 0)
		write_number(others[at].number, walk->text);
	else
		strcpy(walk->text, others[at].text);
	return true;
}

/* The next spelling, empty where there is none of its kind; false after the last. */
static bool
next_source(trade_spellings *walk)
{
	const trade_country_row *row = trade_country_find(walk->code);

	if (row == NULL)
		return false;
	walk->form = 0;
	switch (walk->source)
	{
		case OF_CODE:
			trade_country_text(walk->code, walk->text);
			walk->text[3] = '\0';
			break;
		case OF_ALPHA2:
			strcpy(walk->text, row->alpha2);
			break;
		case OF_NUMBER:
			write_number(row->m49, walk->text);
			break;
		default:
			return next_other(walk);
	}
	walk->source++;
	return true;
}

/* Small letters from some character on; false where there are none. */
static bool
write_small(const char *capitals, int from, char *text)
{
	bool		any = false;

	strcpy(text, capitals);
	for (char *at = text + from; *at != '\0'; at++)
		if (*at >= 'A' && *at <= 'Z')
		{
			*at += 'a' - 'A';
			any = true;
		}
	return any;
}

/* One more zero in front of a number, up to three digits. */
static bool
write_zero(trade_spellings *walk, char *text)
{
	size_t		length = strlen(walk->text);

	if (length >= 3 || walk->text[0] > '9')
		return false;
	memmove(walk->text + 1, walk->text, length + 1);
	walk->text[0] = '0';
	strcpy(text, walk->text);
	return true;
}

/*
 * The forms of a spelling: itself, all letters small, all but the first small, and a
 * number with one zero or two.
 */
#define FORMS 5

static bool
write_form(trade_spellings *walk, char *text)
{
	switch (walk->form++)
	{
		case 0:
			strcpy(text, walk->text);
			return true;
		case 1:
			return write_small(walk->text, 0, text);
		case 2:
			return write_small(walk->text, 1, text);
		default:
			return write_zero(walk, text);
	}
}

bool
trade_spelling_next(trade_spellings *walk, char *text)
{
	do
	{
		while (walk->text[0] != '\0' && walk->form < FORMS)
			if (write_form(walk, text))
				return true;
	} while (next_source(walk));
	return false;
}
