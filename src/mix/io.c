/* trade_mix: text form and jsonb. */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "compat.h"
#include "mix/state.h"
#include "mix/text_core.h"
#include "state/errors.h"
#include "state/labels.h"
#include "state/steps.h"
#include "state/text.h"

PG_FUNCTION_INFO_V1(sanctions_mix_in);

/* The label just read into the block; false at a problem. */
static bool
input_label(trade_mix_parser *parser, trade_mix_work **work)
{
	trade_json *json = &parser->json;
	trade_mix_entry *entry;
	bool		fresh;

	CHECK_FOR_INTERRUPTS();
	if (!sanctions_read_label(parser->kind, json->string, &json->length))
		return trade_json_bad(json, parser->kind == TRADE_LABEL_HS ? "a bad hs_code" : "an unknown country_code");
	entry = sanctions_mix_work_label(work, json->string, json->length, &fresh);
	if (!fresh)
		return trade_json_bad(json, "a label comes twice");
	trade_sum_add_units(&entry->sum, parser->value);
	return true;
}

static trade_mix_work *
read_text(trade_mix_parser *parser, const char *text)
{
	trade_mix_work *work;
	trade_mix_event event;

	if (!trade_mix_text_begin(parser, text, strlen(text), GetDatabaseEncoding() == PG_UTF8, sanctions_pause))
		return NULL;
	work = sanctions_mix_work_create(parser->kind);
	while ((event = trade_mix_text_next(parser)) == TRADE_MIX_LABEL)
		if (!input_label(parser, &work))
			return NULL;
	return event == TRADE_MIX_END ? work : NULL;
}

Datum
sanctions_mix_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	trade_mix_parser parser;
	trade_mix_work *work = read_text(&parser, text);

	if (work == NULL)
		return sanctions_reject_text(&parser.json, text, SANCTIONS_MIX_TYPE,
									 "A mix is text like {\"labels\":\"text\",\"values\":{\"CHN\":5,\"TUR\":2.5}}.",
									 fcinfo->context);
	PG_RETURN_POINTER(sanctions_mix_work_finish(work));
}

static char *
mix_text(Datum datum)
{
	sanctions_mix *mix = sanctions_mix_decode(datum);
	StringInfoData out;

	if (mix->count == 0)
		return pstrdup("{\"labels\":null,\"values\":{}}");
	initStringInfo(&out);
	appendStringInfo(&out, "{\"labels\":\"%s\",\"values\":{", trade_label_kind_name(mix->kind));
	for (uint32 i = 0; i < mix->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (i > 0)
			appendStringInfoChar(&out, ',');
		sanctions_append_label(&out, mix->label[i], mix->label_length[i]);
		appendStringInfoChar(&out, ':');
		sanctions_append_decimal(&out, mix->value[i]);
	}
	appendStringInfoString(&out, "}}");
	return out.data;
}

SANCTIONS_STATE_TEXT(mix, mix_text)
