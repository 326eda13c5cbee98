/* The state of trade_growth: what it may be, its result and its text. */
#include "growth/state_core.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "exact/sum_core.h"
#include "state/column_core.h"

/* Where the stored bytes have what. */
enum
{
	AT_VERSION = 0, AT_ANNUAL = 1, AT_CURRENT = 2, AT_BASE = 8, AT_RESERVED = 14,
	AT_CURRENT_TOTAL = 16, AT_BASE_TOTAL = 40, MONTH_BYTES = 3
};

_Static_assert(sizeof(trade_growth_state) == 64, "a state fills what the server gives");

/* Annual data are compared over whole years. */
static bool
window_valid(trade_span span, bool annual)
{
	return trade_span_valid(span) &&
		(!annual || (span.first % 12 == 0 && span.last % 12 == 11));
}

trade_growth_head
trade_growth_head_of(bool annual, trade_span current, trade_span base)
{
	return (trade_growth_head) {.version = TRADE_GROWTH_VERSION,.annual = annual,
		.current_first = current.first,.current_last = current.last,
		.base_first = base.first,.base_last = base.last};
}

/* No row at all has no sum, and each one less than 2^127. */
static bool
total_valid(const trade_growth_total *total)
{
	int64_t		most = total->rows / 2;

	if (total->rows == 0)
		return (total->word[0] | total->word[1]) == 0 && total->high == 0;
	return total->high <= most && total->high >= -most - 1;
}

bool
trade_growth_set_total(trade_growth_total *total, const trade_sum *sum, uint64_t rows)
{
	total->rows = (uint32_t) rows;
	return trade_short_set(total->word, &total->high, sum) && rows <= UINT32_MAX && total_valid(total);
}

bool
trade_growth_valid(const trade_growth_state *state)
{
	const trade_growth_head *head = &state->head;

	return head->version == TRADE_GROWTH_VERSION && head->annual <= 1 && head->reserved == 0 &&
		window_valid(trade_growth_current(head), head->annual) &&
		window_valid(trade_growth_base(head), head->annual) &&
		total_valid(&state->current) && total_valid(&state->base);
}

bool
trade_growth_result(const trade_growth_state *state, double *growth)
{
	trade_sum	current = trade_growth_sum(&state->current);
	trade_sum	base = trade_growth_sum(&state->base);
	int			current_months = trade_span_months(trade_growth_current(&state->head));
	int			base_months = trade_span_months(trade_growth_base(&state->head));

	if (state->current.rows == 0 || state->base.rows == 0 ||
		trade_sum_sign(&current) < 0 || trade_sum_sign(&base) <= 0)
		return false;
	/* averages per calendar month, multiplied out; below 2^188 */
	if (current_months != base_months)
	{
		trade_sum_scale(&current, base_months);
		trade_sum_scale(&base, current_months);
	}
	trade_sum_subtract(&current, &base);
	*growth = trade_sum_to_double(&current) / trade_sum_to_double(&base);
	return true;
}

static void
encode_window(uint8_t *at, trade_span span)
{
	trade_put_unsigned(at, span.first, MONTH_BYTES);
	trade_put_unsigned(at + MONTH_BYTES, span.last, MONTH_BYTES);
}

static trade_span
decode_window(const uint8_t *at)
{
	return (trade_span) {(trade_month) trade_get_unsigned(at, MONTH_BYTES),
		(trade_month) trade_get_unsigned(at + MONTH_BYTES, MONTH_BYTES)};
}

static void
encode_total(uint8_t *at, const trade_growth_total *total)
{
	trade_put_signed(at, (trade_units) trade_short_low(total->word), 16);
	trade_put_unsigned(at + 16, (uint32_t) total->high, 4);
	trade_put_unsigned(at + 20, total->rows, 4);
}

static void
decode_total(const uint8_t *at, trade_growth_total *total)
{
	trade_units low = trade_get_signed(at, 16);

	total->word[0] = (uint64_t) low;
	total->word[1] = (uint64_t) (low >> 64);
	total->high = (int32_t) trade_get_unsigned(at + 16, 4);
	total->rows = trade_get_unsigned(at + 20, 4);
}

void
trade_growth_encode(const trade_growth_state *state, uint8_t *bytes)
{
	bytes[AT_VERSION] = state->head.version;
	bytes[AT_ANNUAL] = state->head.annual;
	encode_window(bytes + AT_CURRENT, trade_growth_current(&state->head));
	encode_window(bytes + AT_BASE, trade_growth_base(&state->head));
	trade_put_unsigned(bytes + AT_RESERVED, state->head.reserved, 2);
	encode_total(bytes + AT_CURRENT_TOTAL, &state->current);
	encode_total(bytes + AT_BASE_TOTAL, &state->base);
}

bool
trade_growth_decode(const uint8_t *bytes, trade_growth_state *state)
{
	state->head = trade_growth_head_of(bytes[AT_ANNUAL], decode_window(bytes + AT_CURRENT),
									   decode_window(bytes + AT_BASE));
	state->head.version = bytes[AT_VERSION];
	state->head.annual = bytes[AT_ANNUAL];
	state->head.reserved = trade_get_unsigned(bytes + AT_RESERVED, 2);
	decode_total(bytes + AT_CURRENT_TOTAL, &state->current);
	decode_total(bytes + AT_BASE_TOTAL, &state->base);
	return trade_growth_valid(state);
}

static int
write_total(const trade_growth_total *total, char *text)
{
	trade_sum	sum = trade_growth_sum(total);
	int			length = sprintf(text, " %" PRIu32 ":", total->rows);

	trade_sum_write(&sum, text + length);
	return length + TRADE_SUM_DIGITS;
}

static int
write_window(trade_span span, char *text)
{
	char	   *at = text;

	*at++ = ' ';
	at += trade_period_write(at, span.first, TRADE_FREQUENCY_MONTH);
	*at++ = ':';
	return at + trade_period_write(at, span.last, TRADE_FREQUENCY_MONTH) - text;
}

int
trade_growth_write(const trade_growth_state *state, char *text)
{
	int			length = sprintf(text, "%d %s", TRADE_GROWTH_VERSION, state->head.annual ? "year" : "month");

	length += write_window(trade_growth_current(&state->head), text + length);
	length += write_window(trade_growth_base(&state->head), text + length);
	length += write_total(&state->current, text + length);
	length += write_total(&state->base, text + length);
	text[length] = '\0';
	return length;
}

/* A decimal number that fills its digits, or up to 19 of them where it need not. */
static bool
read_decimal(const char **text, int digits, int64_t *number)
{
	uint64_t	value = 0;
	int			count = 0;

	for (; **text >= '0' && **text <= '9' && count < 19; count++)
		value = value * 10 + (uint64_t) (*(*text)++ - '0');
	*number = (int64_t) value;
	return count > 0 && value <= INT64_MAX && (digits == 0 || count == digits);
}

static bool
read_month(const char **text, trade_month *month)
{
	int64_t		year;
	int64_t		number;

	if (!read_decimal(text, 4, &year) || *(*text)++ != '-' ||
		!read_decimal(text, 2, &number) || number < 1 || number > 12)
		return false;
	*month = trade_month_of((int) year, (int) number);
	return true;
}

static bool
read_window(const char **text, trade_span *span)
{
	return *(*text)++ == ' ' && read_month(text, &span->first) &&
		*(*text)++ == ':' && read_month(text, &span->last);
}

static bool
read_total(const char **text, trade_growth_total *total)
{
	trade_sum	sum;
	int64_t		rows;

	if (*(*text)++ != ' ' || !read_decimal(text, 0, &rows) || *(*text)++ != ':' ||
		strnlen(*text, TRADE_SUM_DIGITS) < TRADE_SUM_DIGITS ||
		!trade_sum_read(*text, &sum) || !trade_growth_set_total(total, &sum, rows))
		return false;
	*text += TRADE_SUM_DIGITS;
	return true;
}

bool
trade_growth_read(const char *text, trade_growth_state *state)
{
	bool		annual = strncmp(text, "1 year ", 7) == 0;
	trade_span	current;
	trade_span	base;

	if (!annual && strncmp(text, "1 month ", 8) != 0)
		return false;
	text += annual ? 6 : 7;
	if (!read_window(&text, &current) || !read_window(&text, &base))
		return false;
	state->head = trade_growth_head_of(annual, current, base);
	return read_total(&text, &state->current) && read_total(&text, &state->base) &&
		*text == '\0' && trade_growth_valid(state);
}
