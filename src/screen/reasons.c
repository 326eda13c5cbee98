/*
 * The reasons of a finding as jsonb, written in its form at once: to write them as text
 * and to read that took ten times as long.  The form is the one that utils/jsonb.h
 * describes, and what the server makes of the same text: of an object first all keys, by
 * length and then by bytes, then their values; numbers are aligned.
 */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"

#include "exact/print.h"
#include "exact/value.h"
#include "screen/reasons.h"
#include "screen/say_core.h"
#include "state/json_write_core.h"

/* No sentence has more pieces, nor more other text. */
#define PIECES 14
#define TEXT 600

/* The members of a reason, as jsonb orders them. */
enum
{
	MEMBER_CODE, MEMBER_FIRED, MEMBER_VALUE, MEMBER_WEIGHT, MEMBER_SENTENCE, MEMBER_THRESHOLD, MEMBERS
};

static const char keys[] = "codefiredvalueweightsentencethreshold";
static const uint8 key_length[MEMBERS] = {4, 5, 5, 6, 8, 9};

static struct varlena *
number_of_units(trade_units units)
{
	char		text[TRADE_DECIMAL_BYTES];

	trade_decimal_write(text, units);
	return (struct varlena *) sanctions_numeric_from_text(text);
}

static struct varlena *
number_of_double(double value)
{
	char		text[SANCTIONS_DOUBLE_BYTES + 1];

	text[sanctions_double_write(value, text)] = '\0';
	return (struct varlena *) sanctions_numeric_from_text(text);
}

void
sanctions_reasons_begin(sanctions_reasons *reasons, const trade_scene *scene, const trade_words *words)
{
	reasons->scene = scene;
	reasons->words = words;
	for (int signal = 0; signal < TRADE_SIGNALS; signal++)
	{
		reasons->weight[signal] = number_of_units(scene->limit->weight[signal]);
		reasons->threshold[signal] = number_of_units(trade_signal_threshold(scene->limit, signal));
	}
	reasons->squared = number_of_double(trade_say_square(scene->limit->sourcing_ratio));
	initStringInfo(&reasons->out);
}

static void
align(StringInfo out)
{
	while (out->len % ALIGNOF_INT != 0)
		out->data[out->len++] = '\0';
}

static JEntry
put_number(StringInfo out, const struct varlena *number)
{
	int			from = out->len;

	align(out);
	memcpy(out->data + out->len, number, VARSIZE(number));
	out->len += VARSIZE(number);
	return JENTRY_ISNUMERIC | (out->len - from);
}

static JEntry
put_string(StringInfo out, const char *text)
{
	int			length = strlen(text);

	memcpy(out->data + out->len, text, length);
	out->len += length;
	return JENTRY_ISSTRING | length;
}

static JEntry
put_sentence(StringInfo out, const sanctions_reasons *reasons, const trade_finding *f, trade_signal signal)
{
	trade_sentence sentence = {reasons->words, out->data + out->len, 0};

	trade_say(&sentence, f, reasons->scene, signal);
	out->len += sentence.length;
	return JENTRY_ISSTRING | sentence.length;
}

static JEntry
put_value(StringInfo out, const trade_signal_result *result)
{
	struct varlena *number;
	JEntry		entry;

	if (!result->has_value)
		return JENTRY_ISNULL;
	number = number_of_double(result->value);
	entry = put_number(out, number);
	pfree(number);
	return entry;
}

/* A container's head, and room for so many entries: where they begin. */
static int
put_head(StringInfo out, uint32 head, int entries)
{
	int			at;

	align(out);
	memcpy(out->data + out->len, &head, sizeof head);
	at = out->len + sizeof head;
	out->len = at + entries * sizeof(JEntry);
	return at;
}

/* The first entry of a container has an offset, which is its length. */
static void
set_entries(StringInfo out, int at, JEntry *entry, int count)
{
	entry[0] |= JENTRY_HAS_OFF;
	memcpy(out->data + at, entry, count * sizeof(JEntry));
}

static JEntry
put_reason(StringInfo out, const sanctions_reasons *reasons, const trade_finding *f, trade_signal signal)
{
	static const JEntry verdict[] = {JENTRY_ISBOOL_TRUE, JENTRY_ISBOOL_FALSE, JENTRY_ISNULL};
	bool		squared = signal == TRADE_SOURCING && !f->has_swing;
	int			from = out->len;
	int			at;
	JEntry		entry[2 * MEMBERS];
	JEntry	   *value = entry + MEMBERS;

	enlargeStringInfo(out, trade_sentence_size(reasons->words, PIECES, TEXT));
	at = put_head(out, MEMBERS | JB_FOBJECT, 2 * MEMBERS);
	for (int member = 0; member < MEMBERS; member++)
		entry[member] = JENTRY_ISSTRING | key_length[member];
	(void) put_string(out, keys);
	value[MEMBER_CODE] = put_string(out, trade_signal_code(signal));
	value[MEMBER_FIRED] = verdict[f->signal[signal].verdict];
	value[MEMBER_VALUE] = put_value(out, &f->signal[signal]);
	value[MEMBER_WEIGHT] = put_number(out, reasons->weight[signal]);
	value[MEMBER_SENTENCE] = put_sentence(out, reasons, f, signal);
	value[MEMBER_THRESHOLD] = put_number(out, squared ? reasons->squared : reasons->threshold[signal]);
	set_entries(out, at, entry, 2 * MEMBERS);
	return JENTRY_ISCONTAINER | (out->len - from);
}

Datum
sanctions_reasons_of(sanctions_reasons *reasons, const trade_finding *finding)
{
	trade_signal order[TRADE_SIGNALS];
	JEntry		entry[TRADE_SIGNALS];
	StringInfo	out = &reasons->out;
	int			at;

	trade_finding_order(finding, reasons->scene->limit, order);
	out->len = VARHDRSZ;
	at = put_head(out, TRADE_SIGNALS | JB_FARRAY, TRADE_SIGNALS);
	for (int i = 0; i < TRADE_SIGNALS; i++)
		entry[i] = put_reason(out, reasons, finding, order[i]);
	set_entries(out, at, entry, TRADE_SIGNALS);
	SET_VARSIZE(out->data, out->len);
	return PointerGetDatum(out->data);
}
