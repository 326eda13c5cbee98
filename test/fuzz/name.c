/*
 * Names of countries: the key of a key is itself, and neither letter case, brackets'
 * kind nor the order of words changes it.
 */
#include "fuzz.h"

#include "code/name_core.h"

#define KEY_ROOM (TRADE_NAME_KEY_BYTES + 1)

/* Words in order, each once, of small letters and digits. */
static void
check_form(const char *key, int length)
{
	HOLDS((int) strlen(key) == length && length <= TRADE_NAME_KEY_BYTES);
	for (int i = 0; i < length; i++)
		HOLDS((key[i] >= 'a' && key[i] <= 'z') || (key[i] >= '0' && key[i] <= '9') ||
			  (key[i] == ' ' && i > 0 && i < length - 1 && key[i - 1] != ' '));
}

/* The words from the last to the first, in capitals. */
static void
check_turned(const char *key, int length)
{
	char		turned[KEY_ROOM * 2];
	char		again[KEY_ROOM];
	size_t		used = 0;

	for (int end = length, i = length - 1; i >= 0; i--)
		if (i == 0 || key[i - 1] == ' ')
		{
			for (int at = i; at < end; at++)
				turned[used++] = key[at] >= 'a' ? key[at] - ('a' - 'A') : key[at];
			turned[used++] = ',';
			end = i - 1;
		}
	HOLDS(trade_name_key(turned, used, again) == length && strcmp(again, key) == 0);
}

static void
check_brackets(const char *text, size_t size)
{
	char	   *outside = malloc(size + 1);
	const char *inside;
	size_t		inside_length;
	size_t		at = 0;
	bool		found;
	bool		bracket = false;
	size_t		length = trade_name_outside(text, size, outside, &found);

	HOLDS(length <= size);
	HOLDS(memchr(outside, '(', length) == NULL && memchr(outside, '[', length) == NULL);
	while (trade_name_bracket(text, size, &at, &inside, &inside_length))
	{
		bracket = true;
		HOLDS(inside >= text && inside + inside_length <= text + size);
	}
	HOLDS(bracket == found);
	free(outside);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char		key[KEY_ROOM];
	char		again[KEY_ROOM];
	char	   *text = malloc(size + 1);
	int			length;

	memcpy(text, data, size);
	length = trade_name_key(text, size, key);
	if (length > 0)
	{
		check_form(key, length);
		HOLDS(trade_name_key(key, length, again) == length && strcmp(again, key) == 0);
		check_turned(key, length);
	}
	else
		HOLDS(key[0] == '\0');
	check_brackets(text, size);
	free(text);
	return 0;
}
