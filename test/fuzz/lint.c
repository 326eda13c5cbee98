/*
 * What the lint reads: blanks around it and letter case change nothing, and what is read
 * as a period or number written in plain form is read as the same.
 */
#include "fuzz.h"

#include <ctype.h>
#include <stdio.h>

#include "operations/lint_core.h"

static void
check_period(const char *text, size_t size)
{
	trade_month month;
	trade_month again;
	int			months;
	int			months_again;
	char		plain[16];

	if (!trade_lint_read_period(text, size, &month, &months))
		return;
	HOLDS(month >= TRADE_MONTH_FIRST && month <= TRADE_MONTH_LAST && (months == 1 || (months == 12 && month % 12 == 0)));
	snprintf(plain, sizeof plain, months == 12 ? "%04d" : "%04d-%02d", trade_month_year(month), trade_month_of_year(month));
	HOLDS(trade_lint_read_period(plain, strlen(plain), &again, &months_again) && again == month && months_again == months);
}

/* A number is one for C too, which stops where it ends. */
static void
check_number(const char *text, size_t size)
{
	char	   *copy = malloc(size + 1);
	char	   *end;

	memcpy(copy, text, size);
	copy[size] = '\0';
	if (trade_lint_read_number(text, size) == TRADE_LINT_NUMBER)
	{
		(void) strtod(copy, &end);
		while (isspace((unsigned char) *end))
			end++;
		HOLDS(end == copy + size);
	}
	free(copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = malloc(size + 1);
	char	   *other = malloc(size + 5);
	trade_month month;
	int			months;

	memcpy(text, data, size);
	memcpy(other, " \t", 2);
	for (size_t i = 0; i < size; i++)
		other[i + 2] = data[i] < 128 ? toupper(data[i]) : data[i];
	memcpy(other + 2 + size, "\n ", 2);
	check_period(text, size);
	check_number(text, size);
	HOLDS(trade_lint_read_direction(text, size) == trade_lint_read_direction(other, size + 4));
	HOLDS(trade_lint_read_number(text, size) == trade_lint_read_number(other, size + 4));
	HOLDS(trade_lint_is_total(text, size) == trade_lint_is_total(other, size + 4));
	HOLDS(trade_lint_read_period(text, size, &month, &months) == trade_lint_read_period(other, size + 4, &month, &months));
	free(text);
	free(other);
	return 0;
}
