/*
 * Base64: bytes are written and read as themselves, in any steps of whole groups; a text
 * that is read is what its bytes are written as.
 */
#include "fuzz.h"

#include "state/base64_core.h"

/* The bytes of a text, as the server reads it: whole groups, then the last one.  -1: it is none. */
static long
read_all(const char *text, size_t length, uint8_t *bytes)
{
	size_t		groups = length / TRADE_BASE64_LETTERS;
	int			last;

	if (groups == 0 || length % TRADE_BASE64_LETTERS != 0 || !trade_base64_read(bytes, text, groups - 1))
		return -1;
	last = trade_base64_read_last(bytes + (groups - 1) * TRADE_BASE64_BYTES, text + (groups - 1) * TRADE_BASE64_LETTERS);
	return last == 0 ? -1 : (long) ((groups - 1) * TRADE_BASE64_BYTES) + last;
}

static void
check_bytes(const uint8_t *data, size_t size, size_t step)
{
	size_t		length = trade_base64_letters(size);
	char	   *text = malloc(length + 1);
	uint8_t    *again = malloc(length + 1);
	char	   *at = text;

	for (size_t from = 0; from < size; from += step)
	{
		size_t		count = size - from < step ? size - from : step;

		trade_base64_write(at, data + from, count);
		at += trade_base64_letters(count);
	}
	HOLDS(at == text + length);
	HOLDS(read_all(text, length, again) == (size == 0 ? -1 : (long) size));
	HOLDS(memcmp(again, data, size) == 0 || size == 0);
	for (size_t i = 0; i < length; i++)
		HOLDS(strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", text[i]) != NULL
			  ? text[i] != '\0' : text[i] == '=' && i + 2 >= length);
	free(text);
	free(again);
}

static void
check_text(const char *text, size_t length)
{
	uint8_t    *bytes = malloc(length + 1);
	char	   *again = malloc(length + 5);
	long		count = read_all(text, length, bytes);

	if (count >= 0)
	{
		HOLDS(trade_base64_letters(count) == length);
		trade_base64_write(again, bytes, count);
		HOLDS(memcmp(again, text, length) == 0);
	}
	free(bytes);
	free(again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* of its own size, so that a look behind the end is seen */
	char	   *text = malloc(size > 0 ? size : 1);

	memcpy(text, data, size);
	check_text(text, size);
	check_bytes((const uint8_t *) text, size, size > 0 ? (data[0] % 5 + 1) * TRADE_BASE64_BYTES : TRADE_BASE64_BYTES);
	free(text);
	return 0;
}
