/*
 * Numbers of files: what is read is plain, has the digits of the text, and is the same
 * with point and comma exchanged; the marks say with which of them a text can be read.
 */
#include "fuzz.h"

#include "operations/number_core.h"

static int
read_as(const char *text, size_t size, char decimal, char out[TRADE_NUMBER_MAX + 1])
{
	int			length = trade_number_read(text, size, decimal, out);

	HOLDS(length >= 0 && length <= TRADE_NUMBER_MAX);
	out[length] = '\0';
	return length;
}

/* -digits.digitse-digits, and read again it stays as it is. */
static void
check_plain(const char *number, int length)
{
	char		again[TRADE_NUMBER_MAX + 1];
	char	   *end;

	HOLDS((int) strspn(number, "-.0123456789e+") == length);
	strtod(number, &end);
	HOLDS(*end == '\0');
	HOLDS(read_as(number, length, '.', again) == length && strcmp(again, number) == 0);
	HOLDS((trade_number_marks(number, length) & ~TRADE_NUMBER_POINT) == 0);
}

/* The digits of the text are those of the number, in their order. */
static void
check_digits(const char *text, size_t size, const char *number)
{
	for (size_t i = 0; i < size; i++)
	{
		if (text[i] < '0' || text[i] > '9')
			continue;
		while (*number != '\0' && (*number < '0' || *number > '9'))
			number++;
		HOLDS(*number == text[i]);
		number++;
	}
	HOLDS(strpbrk(number, "0123456789") == NULL);
}

/* A text that C reads whole is the number that C reads. */
static void
check_by_c(const char *text, size_t size, const char *number, int length)
{
	char	   *copy = malloc(size + 1);
	char	   *end;
	double		value;

	memcpy(copy, text, size);
	copy[size] = '\0';
	value = strtod(copy, &end);
	if (size > 0 && size < 40 && strspn(copy, "-.0123456789") == size && *end == '\0')
		HOLDS(length > 0 && strtod(number, NULL) == value);
	free(copy);
}

static char *
exchanged(const char *text, size_t size)
{
	char	   *other = malloc(size + 1);

	for (size_t i = 0; i < size; i++)
		other[i] = text[i] == '.' ? ',' : text[i] == ',' ? '.' : text[i];
	return other;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *) data;
	char	   *other = exchanged(text, size);
	char		point[TRADE_NUMBER_MAX + 1];
	char		comma[TRADE_NUMBER_MAX + 1];
	char		turned[TRADE_NUMBER_MAX + 1];
	int			by_point = read_as(text, size, '.', point);
	int			by_comma = read_as(text, size, ',', comma);
	int			marks = trade_number_marks(text, size);

	HOLDS(read_as(other, size, ',', turned) == by_point && strcmp(turned, point) == 0);
	HOLDS(read_as(other, size, '.', turned) == by_comma && strcmp(turned, comma) == 0);
	if (by_point > 0)
	{
		check_plain(point, by_point);
		check_digits(text, size, point);
	}
	if (by_comma > 0)
		check_plain(comma, by_comma);
	check_by_c(text, size, point, by_point);
	HOLDS(marks != TRADE_NUMBER_POINT || by_comma == 0);
	HOLDS(marks != TRADE_NUMBER_COMMA || by_point == 0);
	HOLDS(marks != TRADE_NUMBER_EITHER || (by_point > 0 && by_comma > 0 && strcmp(point, comma) != 0));
	HOLDS(marks == 0 || by_point > 0 || by_comma > 0);
	free(other);
	return 0;
}
