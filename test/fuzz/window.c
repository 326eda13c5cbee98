/* Windows: what is written reads as itself; a refused one may name a nearest, which is valid. */
#include "fuzz.h"

#include "period/calendar_core.h"

static void
check_window(trade_span span)
{
	char		text[TRADE_SPAN_TEXT];
	trade_span	again;
	int			length = trade_span_write(span, text);

	HOLDS(trade_span_valid(span));
	HOLDS(length == (int) strlen(text) && length < TRADE_SPAN_TEXT);
	HOLDS(trade_span_read(text, &again) == TRADE_SPAN_OK);
	HOLDS(again.first == span.first && again.last == span.last);
	again = trade_span_unpack(trade_span_pack(span));
	HOLDS(again.first == span.first && again.last == span.last);
}

/* Blanks around a text change nothing. */
static void
check_blanks(const char *text, trade_span_status status, trade_span span)
{
	char		padded[128];
	trade_span	again;

	if (strlen(text) > 100)
		return;
	snprintf(padded, sizeof padded, " \t%s\r\n ", text);
	HOLDS(trade_span_read(padded, &again) == status);
	HOLDS(again.first == span.first && again.last == span.last);
}

/* The same by counting years and months. */
static trade_month
month_by_counting(int32_t day)
{
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int64_t		left = (int64_t) day - TRADE_DAY_FIRST;
	int			year = 1 + 400 * (int) (left / 146097);
	int			month = 0;

	for (left %= 146097;; year++)
	{
		bool		leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

		if (left < 365 + leap)
		{
			for (; left >= length[month] + (month == 1 && leap); month++)
				left -= length[month] + (month == 1 && leap);
			return trade_month_of(year, month + 1);
		}
		left -= 365 + leap;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = malloc(size + 1);
	trade_span	span = {0, 0};
	trade_span_status status;
	uint32_t	day = 0;

	memcpy(text, data, size);
	text[size] = '\0';
	status = trade_span_read(text, &span);
	check_blanks(text, status, span);
	if (status == TRADE_SPAN_OK || ((status == TRADE_SPAN_CUT || status == TRADE_SPAN_EMPTY) && span.first != 0))
		check_window(span);
	free(text);
	memcpy(&day, data, size < sizeof(day) ? size : sizeof(day));
	day %= TRADE_DAY_LAST - TRADE_DAY_FIRST + 1;
	HOLDS(trade_month_of_day(TRADE_DAY_FIRST + (int32_t) day) == month_by_counting(TRADE_DAY_FIRST + (int32_t) day));
	return 0;
}
