/* trade_series: text form and jsonb. */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "compat.h"
#include "series/state.h"
#include "series/text_core.h"
#include "state/errors.h"
#include "state/steps.h"
#include "state/text.h"

#define FIRST_POINTS 16

PG_FUNCTION_INFO_V1(sanctions_series_in);

/* All points of the text; at a problem the parser has it. */
static sanctions_series *
parse_points(trade_series_parser *parser, const char *text)
{
	sanctions_series *series = sanctions_series_alloc(TRADE_FREQUENCY_NONE, FIRST_POINTS);
	int			room = FIRST_POINTS;
	trade_point point;

	if (!trade_series_text_begin(parser, text, strlen(text), GetDatabaseEncoding() == PG_UTF8, sanctions_pause))
		return series;
	while (trade_series_text_next(parser, &point))
	{
		CHECK_FOR_INTERRUPTS();
		if (series->count == room)
		{
			/* more points than months: some come twice */
			if (room > TRADE_SERIES_POINTS_MAX)
				break;
			room *= 2;
			series->point = repalloc(series->point, sizeof(trade_point) * room);
		}
		series->point[series->count++] = point;
	}
	series->frequency = parser->frequency;
	return series;
}

Datum
sanctions_series_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	trade_series_parser parser;
	sanctions_series *series = parse_points(&parser, text);

	if (parser.json.problem == NULL && !sanctions_series_sort(series))
		trade_json_bad(&parser.json, "a period comes twice");
	if (parser.json.problem != NULL)
		return sanctions_reject_text(&parser.json, text, SANCTIONS_SERIES_TYPE,
									 "A series is text like {\"2023-01\":[12.5,1]}: months, or years like \"2023\", each with its value and number of rows.",
									 fcinfo->context);
	PG_RETURN_POINTER(sanctions_series_make(series));
}

static char *
series_text(Datum datum)
{
	const sanctions_series *series = sanctions_series_decode(datum);
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfoChar(&out, '{');
	for (int i = 0; i < series->count; i++)
	{
		const trade_point *point = &series->point[i];

		CHECK_FOR_INTERRUPTS();
		if (i > 0)
			appendStringInfoChar(&out, ',');
		sanctions_append_period(&out, point->month, series->frequency);
		appendStringInfoString(&out, ":[");
		sanctions_append_decimal(&out, point->value);
		appendStringInfo(&out, ",%lld]", (long long) point->rows);
	}
	appendStringInfoChar(&out, '}');
	return out.data;
}

SANCTIONS_STATE_TEXT(series, series_text)
