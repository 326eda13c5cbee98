/* Growth: formulas and the state's text. */
#include "growth_core.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sum_core.h"

bool
trade_growth_rate(double base, double current, double *growth)
{
	if (base == 0)
		return false;
	*growth = (current - base) / base;
	return true;
}

bool
trade_growth_midpoint(double base, double current, double *growth)
{
	/* halves do not overflow where the sum would */
	double		mean = base / 2 + current / 2;

	/* also where a negative value cancels the other */
	if (mean == 0)
		return false;
	*growth = (current - base) / mean;
	return true;
}

bool
trade_growth_log(double base, double current, double *growth)
{
	double		ratio = current / base;

	if (base <= 0 || current <= 0)
		return false;
	/* the ratio is the more exact form wherever it is a normal number */
	*growth = isnormal(ratio) ? log(ratio) : log(current) - log(base);
	return true;
}

bool
trade_growth_cagr(double first, double last, double years, double *growth)
{
	if (first <= 0 || last < 0 || years <= 0)
		return false;
	*growth = pow(last / first, 1 / years) - 1;
	return true;
}

/* Annual data are compared over whole years. */
static bool
window_valid(uint64_t window, bool annual)
{
	trade_span	span = trade_span_unpack(window);

	return trade_span_valid(span) &&
		(!annual || (span.first % 12 == 0 && span.last % 12 == 11));
}

bool
trade_growth_valid(const trade_growth_state *state)
{
	return state->version == TRADE_GROWTH_VERSION && state->annual <= 1 &&
		window_valid(state->current_window, state->annual) &&
		window_valid(state->base_window, state->annual) &&
		state->current.rows >= 0 && state->base.rows >= 0 &&
		(state->current.rows > 0 || trade_sum_sign(&state->current.sum) == 0) &&
		(state->base.rows > 0 || trade_sum_sign(&state->base.sum) == 0);
}

bool
trade_growth_result(const trade_growth_state *state, double *growth)
{
	trade_sum	current = state->current.sum;
	trade_sum	base = state->base.sum;
	int			current_months = trade_span_months(trade_span_unpack(state->current_window));
	int			base_months = trade_span_months(trade_span_unpack(state->base_window));

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

static int
write_total(const trade_growth_total *total, char *text)
{
	int			length = sprintf(text, " %" PRId64 ":", total->rows);

	trade_sum_write(&total->sum, text + length);
	return length + TRADE_SUM_DIGITS;
}

static int
write_window(uint64_t window, char *text)
{
	trade_span	span = trade_span_unpack(window);

	return sprintf(text, " %04d-%02d:%04d-%02d",
				   trade_month_year(span.first), trade_month_of_year(span.first),
				   trade_month_year(span.last), trade_month_of_year(span.last));
}

int
trade_growth_write(const trade_growth_state *state, char *text)
{
	int			length = sprintf(text, "%d %s", state->version, state->annual ? "year" : "month");

	length += write_window(state->current_window, text + length);
	length += write_window(state->base_window, text + length);
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
read_window(const char **text, uint64_t *window)
{
	trade_span	span;

	if (*(*text)++ != ' ' || !read_month(text, &span.first) ||
		*(*text)++ != ':' || !read_month(text, &span.last))
		return false;
	*window = trade_span_pack(span);
	return true;
}

static bool
read_total(const char **text, trade_growth_total *total)
{
	if (*(*text)++ != ' ' || !read_decimal(text, 0, &total->rows) || *(*text)++ != ':' ||
		strnlen(*text, TRADE_SUM_DIGITS) < TRADE_SUM_DIGITS ||
		!trade_sum_read(*text, &total->sum))
		return false;
	*text += TRADE_SUM_DIGITS;
	return true;
}

bool
trade_growth_read(const char *text, trade_growth_state *state)
{
	memset(state, 0, sizeof(*state));
	state->version = TRADE_GROWTH_VERSION;
	state->annual = strncmp(text, "1 year ", 7) == 0;
	if (!state->annual && strncmp(text, "1 month ", 8) != 0)
		return false;
	text += state->annual ? 6 : 7;
	return read_window(&text, &state->current_window) &&
		read_window(&text, &state->base_window) &&
		read_total(&text, &state->current) && read_total(&text, &state->base) &&
		*text == '\0' && trade_growth_valid(state);
}
