/* Periods from SQL arguments, and the type trade_window. */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/rangetypes.h"

#include "compat.h"
#include "exact/function.h"
#include "exact/print.h"
#include "period/window.h"

/* More than any text of a window has. */
#define WINDOW_RECEIVE_BYTES 255

/* A date in ISO form, whatever DateStyle says. */
static const char *
date_text(DateADT date)
{
	int			year;
	int			month;
	int			day;

	if (DATE_NOT_FINITE(date))
		return DATE_IS_NOEND(date) ? "infinity" : "-infinity";
	j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	return psprintf("%04d-%02d-%02d%s", year > 0 ? year : 1 - year, month, day, year > 0 ? "" : " BC");
}

void
sanctions_reject_date(DateADT date)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("date %s is out of range for a period", date_text(date)),
			 errhint("Periods reach from year 1 to year 9999.")));
}

/* What is out of range as a year is most often a month or a day: 202303, 20230315. */
static const char *
hint_of_year(int32 year)
{
	char		text[TRADE_SPAN_TEXT];
	trade_span	month;

	snprintf(text, sizeof(text), "%d", year);
	if (trade_span_read(text, &month) != TRADE_SPAN_OK)
		return "Periods reach from year 1 to year 9999; a month is a date, or in a window written '2023-03'.";
	trade_span_write(month, text);
	return year > 999999
		? psprintf("A day is a date, as to_date('%d', 'YYYYMMDD'), or in a window its month '%s'.", year, text)
		: psprintf("A month is a date, as make_date(%d / 100, %d %% 100, 1), or in a window written '%s'.", year, year, text);
}

void
sanctions_reject_year(int32 year)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("year %d is out of range for a period", year),
			 errhint("%s", hint_of_year(year))));
}

trade_month
sanctions_month_from_date(DateADT date)
{
	if (unlikely(!sanctions_date_is_period(date)))
		sanctions_reject_date(date);
	return trade_month_of_day(date);
}

trade_month
sanctions_month_from_year(int32 year)
{
	if (unlikely(!sanctions_year_is_period(year)))
		sanctions_reject_year(year);
	return trade_month_of(year, 1);
}

char *
sanctions_period_text(trade_month month, trade_frequency frequency)
{
	char	   *text = palloc(TRADE_PERIOD_TEXT);

	trade_period_write(text, month, frequency);
	return text;
}

DateADT
sanctions_date_from_month(trade_month month)
{
	return date2j(trade_month_year(month), trade_month_of_year(month), 1) - POSTGRES_EPOCH_JDATE;
}

trade_span
sanctions_span_from_datum(Datum window)
{
	trade_span	span = trade_span_unpack((uint64) DatumGetInt64(window));

	if (unlikely(!trade_span_valid(span)))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored trade_window is damaged"),
				 errdetail("Its months are %d and %d.", span.first, span.last)));
	return span;
}

Datum
sanctions_span_get_datum(trade_span span)
{
	return Int64GetDatum((int64) trade_span_pack(span));
}

char *
sanctions_span_text(trade_span window)
{
	char	   *text = palloc(TRADE_SPAN_TEXT);

	trade_span_write(window, text);
	return text;
}

void
sanctions_require_years(trade_span window)
{
	trade_span	nearest = {trade_month_of(trade_month_year(window.first), 1),
	trade_month_of(trade_month_year(window.last), 12)};

	if (window.first != nearest.first || window.last != nearest.last)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("window %s cuts a year of annual data", sanctions_span_text(window)),
				 errhint("Over integer years a window consists of whole years; the nearest is %s. Monthly data have a date as period.",
						 sanctions_span_text(nearest))));
}

trade_span
sanctions_year_before(trade_span window)
{
	trade_span	before = {window.first - 12, window.last - 12};

	if (!trade_span_valid(before))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("window %s has no year before it", sanctions_span_text(window)),
				 errhint("Periods reach from year 1 to year 9999; give a base window.")));
	return before;
}

/* The hint for a range that is no window: the nearest one, where there is one. */
static const char *
nearest_window(trade_span_status status, trade_span span)
{
	char		text[TRADE_SPAN_TEXT];

	if (!trade_span_valid(span))
		return status == TRADE_SPAN_UNBOUNDED ?
			"Give both ends, as [2022-03-01,2023-03-01)." :
			"A window has at least one month, as 2023-03.";
	trade_span_write(span, text);
	switch (status)
	{
		case TRADE_SPAN_UNBOUNDED:
			return psprintf("A window has two ends, as [2022-03-01,2023-03-01); the nearest month is %s.", text);
		case TRADE_SPAN_EMPTY:
			return psprintf("A window has at least one month; the nearest is %s.", text);
		default:
			return psprintf("A window starts on the first of a month and ends with the last day of one; the nearest is %s.", text);
	}
}

static const char *
range_problem(trade_span_status status)
{
	switch (status)
	{
		case TRADE_SPAN_UNBOUNDED:
			return "is unbounded";
		case TRADE_SPAN_EMPTY:
			return "is empty";
		default:
			return "cuts a month";
	}
}

/* Rejects a range, softly where context asks for it. */
static Datum
reject_range(struct Node *context, trade_span_status status, trade_span span, const char *text)
{
	if (status == TRADE_SPAN_OUT_OF_RANGE)
		sanctions_soft_error(context,
							 (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
							  errmsg("trade_window \"%s\" is out of range", sanctions_clip_string(text)),
							  errhint("Periods reach from year 1 to year 9999; a month is written 2023-03 or 202303.")));
	if (status == TRADE_SPAN_SYNTAX)
		sanctions_soft_error(context,
							 (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
							  errmsg("invalid input syntax for type %s: \"%s\"", "trade_window", sanctions_clip_string(text)),
							  errhint("Write a year 2023, a half 2023-H1, a quarter 2023-Q1, a month 2023-03 or a range [2022-03-01,2023-03-01).")));
	sanctions_soft_error(context,
						 (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						  errmsg("trade_window \"%s\" %s", sanctions_clip_string(text), range_problem(status)),
						  errhint("%s", nearest_window(status, span))));
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(sanctions_window_in);
PG_FUNCTION_INFO_V1(sanctions_window_recv);
PG_FUNCTION_INFO_V1(sanctions_window_send);
PG_FUNCTION_INFO_V1(sanctions_window_from_daterange);

Datum
sanctions_window_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	trade_span	span;
	trade_span_status status = trade_span_read(text, &span);

	if (status != TRADE_SPAN_OK)
		return reject_range(fcinfo->context, status, span, text);
	return sanctions_span_get_datum(span);
}

SANCTIONS_FUNCTION(sanctions_window_out,
				   CStringGetDatum(sanctions_span_text(sanctions_span_from_datum(PG_GETARG_DATUM(0)))))

static void
reject_binary(const char *text, int length)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary value for type %s: \"%s\"", "trade_window", sanctions_clip(text, length)),
			 errhint("It is the text of a window, as 2023 or [2022-03-01,2023-03-01).")));
}

/* The text of a window, which is ASCII in any encoding of a client. */
Datum
sanctions_window_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			length = buf->len - buf->cursor;
	const char *bytes = pq_getmsgbytes(buf, length);
	char		text[WINDOW_RECEIVE_BYTES + 1];
	trade_span	span;

	for (int i = 0; i < length; i++)
		if (bytes[i] == '\0' || IS_HIGHBIT_SET(bytes[i]))
			reject_binary(bytes, i);
	if (length > WINDOW_RECEIVE_BYTES)
		reject_binary(bytes, length);
	memcpy(text, bytes, length);
	text[length] = '\0';
	if (trade_span_read(text, &span) != TRADE_SPAN_OK)
		reject_binary(text, length);
	return sanctions_span_get_datum(span);
}

Datum
sanctions_window_send(PG_FUNCTION_ARGS)
{
	char		text[TRADE_SPAN_TEXT];
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendtext(&buf, text, trade_span_write(sanctions_span_from_datum(PG_GETARG_DATUM(0)), text));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static Datum
window_of_year(int32 year)
{
	trade_month first = sanctions_month_from_year(year);

	return sanctions_span_get_datum((trade_span) {first, first + 11});
}

SANCTIONS_FUNCTION(sanctions_window_from_int2, window_of_year(PG_GETARG_INT16(0)))
SANCTIONS_FUNCTION(sanctions_window_from_int4, window_of_year(PG_GETARG_INT32(0)))

static Datum
window_of_date(DateADT date)
{
	trade_month month = sanctions_month_from_date(date);

	return sanctions_span_get_datum((trade_span) {month, month});
}

SANCTIONS_FUNCTION(sanctions_window_from_date, window_of_date(PG_GETARG_DATEADT(0)))
SANCTIONS_FUNCTION(sanctions_window_from_timestamp,
				   window_of_date(DatumGetDateADT(DirectFunctionCall1(timestamp_date, PG_GETARG_DATUM(0)))))

/* On the day it is in the time zone of the session. */
SANCTIONS_FUNCTION(sanctions_window_from_timestamptz,
				   window_of_date(DatumGetDateADT(DirectFunctionCall1(timestamptz_date, PG_GETARG_DATUM(0)))))

/* The day a bound of a canonical daterange names; upper ones are exclusive. */
static trade_day
day_of_bound(const RangeBound *bound)
{
	DateADT		date = DatumGetDateADT(bound->val);
	trade_day	day = {TRADE_MONTH_LAST + 1, 1};

	if (date < TRADE_DAY_FIRST)
		return (trade_day) {TRADE_MONTH_FIRST - 1, 1};
	if (date > TRADE_DAY_LAST)
	{
		/* 10000-01-01 is the end of year 9999; what is later is out of range */
		day.day += date > TRADE_DAY_LAST + 1;
		return day;
	}
	day.month = trade_month_of_day(date);
	day.day = date - sanctions_date_from_month(day.month) + 1;
	return day;
}

static bool
bound_is_infinite(const RangeBound *bound)
{
	return bound->infinite || DATE_NOT_FINITE(DatumGetDateADT(bound->val));
}

/* An absent bound is empty. */
static const char *
bound_text(const RangeBound *bound)
{
	return bound->infinite ? "" : date_text(DatumGetDateADT(bound->val));
}

static const char *
range_text(bool empty, const RangeBound *lower, const RangeBound *upper)
{
	if (empty)
		return "empty";
	return psprintf("%c%s,%s%c", lower->inclusive ? '[' : '(', bound_text(lower),
					bound_text(upper), upper->inclusive ? ']' : ')');
}

Datum
sanctions_window_from_daterange(PG_FUNCTION_ARGS)
{
	RangeType  *range = PG_GETARG_RANGE_P(0);
	TypeCacheEntry *typcache = range_get_typcache(fcinfo, RangeTypeGetOid(range));
	RangeBound	lower;
	RangeBound	upper;
	bool		empty;
	trade_span	span = {0, 0};
	trade_span_status status;

	range_deserialize(typcache, range, &lower, &upper, &empty);
	if (empty)
		status = TRADE_SPAN_EMPTY;
	else if (bound_is_infinite(&lower) || bound_is_infinite(&upper))
	{
		trade_month month = !bound_is_infinite(&lower) ? day_of_bound(&lower).month :
			!bound_is_infinite(&upper) ? day_of_bound(&upper).month - 1 : 0;

		span = (trade_span) {month, month};
		status = TRADE_SPAN_UNBOUNDED;
	}
	else
		status = trade_span_from_days(day_of_bound(&lower), day_of_bound(&upper), &span);
	if (status != TRADE_SPAN_OK)
		return reject_range(NULL, status, span, range_text(empty, &lower, &upper));
	return sanctions_span_get_datum(span);
}
