/* Names of countries: their keys. */
#include "code/name_core.h"

#include <stdint.h>
#include <string.h>

#include "code/latin_table.h"

#define WORDS_MAX 64

typedef struct name_words
{
	int			count;
	const char *word[WORDS_MAX];
	char		room[TRADE_NAME_BYTES * 3 + WORDS_MAX];
	size_t		used;
} name_words;

static const char *const left_out[] = {
	"and", "d", "de", "des", "du", "et", "l", "la", "le", "les", "of", "s", "the",
};

static const char *const spelt_out[][2] = {
	{"st", "saint"}, {"ste", "saint"}, {"sainte", "saint"},
	{"is", "islands"}, {"isl", "islands"}, {"isle", "islands"}, {"island", "islands"},
	{"ile", "islands"}, {"iles", "islands"},
	{"rep", "republic"}, {"dem", "democratic"}, {"fed", "federation"},
};

/*
 * The next character of UTF-8 text; -1 where it is none.  Overlong forms are not
 * told apart: they are letters or nothing.
 */
static int32_t
next_character(const unsigned char **at, const unsigned char *end)
{
	int32_t		c = *(*at)++;
	int			more = c < 0x80 ? 0 : c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : c >= 0xC2 ? 1 : -1;

	if (more < 0 || end - *at < more)
		return -1;
	if (more > 0)
		c &= 0x3F >> more;
	for (; more > 0; more--)
	{
		if ((**at & 0xC0) != 0x80)
			return -1;
		c = c << 6 | (*(*at)++ & 0x3F);
	}
	return c;
}

/* A letter's plain letters, NULL for none. */
static const char *
plain_letters(int32_t c, char one[2])
{
	one[1] = '\0';
	one[0] = (char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
		return one;
	if (c >= 0xC0 && c <= 0x24F && latin_00c0[c - 0xC0][0] != '\0')
		return latin_00c0[c - 0xC0];
	if (c >= 0x1E00 && c <= 0x1EFF && latin_1e00[c - 0x1E00][0] != '\0')
		return latin_1e00[c - 0x1E00];
	switch (c)
	{
		case 0xAA:
			return "a";
		case 0xBA:
			return "o";
		case 0xFB00:
			return "ff";
		case 0xFB01:
			return "fi";
		case 0xFB02:
			return "fl";
	}
	return NULL;
}

/* Marks that combine with the letter before them. */
static bool
is_mark(int32_t c)
{
	return (c >= 0x300 && c <= 0x36F) || c == 0xAD || c == 0x200D || c == 0xFE0F;
}

/* Signs, blanks and punctuation of all scripts' common stock; other scripts' letters are none. */
static bool
is_blank(int32_t c)
{
	return c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2B0 && c <= 0x2FF) || (c >= 0x2000 && c <= 0x2BFF) ||
		(c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) || c == 0xFEFF || c == 0xFF08 || c == 0xFF09;
}

static const char *
spell_out(const char *word)
{
	for (size_t i = 0; i < sizeof(spelt_out) / sizeof(spelt_out[0]); i++)
		if (strcmp(word, spelt_out[i][0]) == 0)
			return spelt_out[i][1];
	return word;
}

static bool
tells_nothing(const char *word)
{
	for (size_t i = 0; i < sizeof(left_out) / sizeof(left_out[0]); i++)
		if (strcmp(word, left_out[i]) == 0)
			return true;
	return false;
}

/* A word into its place, once; false where there are too many. */
static bool
add_word(name_words *words, const char *word)
{
	int			at = words->count;

	if (tells_nothing(word))
		return true;
	word = spell_out(word);
	for (int i = 0; i < words->count; i++)
		if (strcmp(words->word[i], word) == 0)
			return true;
	if (words->count == WORDS_MAX)
		return false;
	for (; at > 0 && strcmp(words->word[at - 1], word) > 0; at--)
		words->word[at] = words->word[at - 1];
	words->word[at] = word;
	words->count++;
	return true;
}

static bool
end_word(name_words *words, size_t *start)
{
	bool		fits = true;

	if (words->used > *start)
	{
		words->room[words->used++] = '\0';
		fits = words->used - *start <= TRADE_NAME_KEY_BYTES && add_word(words, words->room + *start);
	}
	*start = words->used;
	return fits;
}

static bool
read_words(name_words *words, const char *text, size_t length)
{
	const unsigned char *at = (const unsigned char *) text;
	const unsigned char *end = at + length;
	size_t		start = 0;

	while (at < end)
	{
		char		one[2];
		int32_t		c = next_character(&at, end);
		const char *letters = c < 0 ? NULL : plain_letters(c, one);

		if (letters != NULL)
		{
			size_t		more = strlen(letters);

			if (words->used + more + WORDS_MAX > sizeof(words->room))
				return false;
			memcpy(words->room + words->used, letters, more);
			words->used += more;
		}
		else if (c < 0 || (!is_mark(c) && (!is_blank(c) || !end_word(words, &start))))
			return false;
	}
	return end_word(words, &start);
}

int
trade_name_key(const char *text, size_t length, char *key)
{
	name_words	words;
	size_t		used = 0;

	words.count = 0;
	words.used = 0;
	key[0] = '\0';
	if (length > TRADE_NAME_BYTES || !read_words(&words, text, length))
		return 0;
	for (int i = 0; i < words.count; i++)
	{
		size_t		bytes = strlen(words.word[i]);

		if (used + bytes + 1 > TRADE_NAME_KEY_BYTES)
		{
			key[0] = '\0';
			return 0;
		}
		if (i > 0)
			key[used++] = ' ';
		memcpy(key + used, words.word[i], bytes);
		used += bytes;
	}
	key[used] = '\0';
	return (int) used;
}

size_t
trade_name_outside(const char *text, size_t length, char *out, bool *found)
{
	size_t		used = 0;
	int			depth = 0;

	*found = false;
	for (size_t i = 0; i < length; i++)
	{
		if (text[i] == '(' || text[i] == '[')
		{
			*found = true;
			depth++;
		}
		else if ((text[i] == ')' || text[i] == ']') && depth > 0)
			out[used++] = ' ', depth--;
		else if (depth == 0)
			out[used++] = text[i];
	}
	return used;
}

bool
trade_name_bracket(const char *text, size_t length, size_t *at, const char **inside, size_t *inside_length)
{
	size_t		end;
	int			depth = 1;

	while (*at < length && text[*at] != '(' && text[*at] != '[')
		++*at;
	if (*at >= length)
		return false;
	end = ++*at;
	for (; end < length && depth > 0; end++)
		depth += text[end] == '(' || text[end] == '[' ? 1 : text[end] == ')' || text[end] == ']' ? -1 : 0;
	*inside = text + *at;
	*inside_length = end - *at - (depth == 0 ? 1 : 0);
	return true;
}
