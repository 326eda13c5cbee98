/* The cif margins of importers. */
#include "postgres.h"

#include "utils/builtins.h"

#include "compat.h"
#include "exact/print.h"
#include "exact/value.h"
#include "leaks/margins.h"
#include "state/json_write_core.h"

#define PREFIX "cif_margin."
#define MARGIN_LIMIT 10

trade_units
sanctions_margin(double margin)
{
	/* NaN compares with nothing */
	if (!(margin >= 0 && margin < MARGIN_LIMIT))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cif_margin cannot be %s", sanctions_double_text(margin)),
				 errhint("Give 0 or more and less than %d: by how much imports with cost, insurance and freight are above exports.",
						 MARGIN_LIMIT)));
	return TRADE_UNITS_PER_ONE + sanctions_units_from_float8(margin);
}

static bool
is_margin(const JsonbValue *key)
{
	return key->val.string.len > (int) strlen(PREFIX) && memcmp(key->val.string.val, PREFIX, strlen(PREFIX)) == 0;
}

static sanctions_own_margin
read_own(const JsonbValue *key, const JsonbValue *value)
{
	const trade_threshold_entry entry = {.name = sanctions_clip(key->val.string.val, key->val.string.len)};
	trade_units margin = sanctions_threshold_value(&entry, value);

	if (margin >= MARGIN_LIMIT * TRADE_UNITS_PER_ONE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("threshold \"%s\" is not below %d", entry.name, MARGIN_LIMIT),
				 errhint("It is a part, as 0.06.")));
	return (sanctions_own_margin) {
		{pnstrdup(key->val.string.val + strlen(PREFIX), key->val.string.len - strlen(PREFIX)),
		key->val.string.len - (int) strlen(PREFIX)}, TRADE_UNITS_PER_ONE + margin
	};
}

/* Takes the margins out of an object; the others are left for the table of thresholds. */
static void
split_object(Jsonb *object, sanctions_margins *margins)
{
	JsonbIterator *iterator = JsonbIteratorInit(&object->root);
	JsonbIteratorToken token;
	sanctions_jsonb_building rest = {0};
	JsonbValue	key = {0};
	JsonbValue	item;

	margins->own = palloc((JB_ROOT_COUNT(object) + 1) * sizeof(sanctions_own_margin));
	while ((token = JsonbIteratorNext(&iterator, &item, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			key = item;
		else if (token == WJB_VALUE && is_margin(&key))
			margins->own[margins->count++] = read_own(&key, &item);
		else if (token == WJB_VALUE)
		{
			sanctions_jsonb_push(&rest, WJB_KEY, &key);
			sanctions_jsonb_push(&rest, WJB_VALUE, &item);
		}
		else
			sanctions_jsonb_push(&rest, token, NULL);
	}
	margins->others = JsonbValueToJsonb(rest.result);
}

void
sanctions_margins_read(FunctionCallInfo fcinfo, int margin, int thresholds, sanctions_margins *margins)
{
	Jsonb	   *object;

	sanctions_refuse_null(fcinfo, margin, "cif_margin");
	sanctions_refuse_null(fcinfo, thresholds, "thresholds");
	margins->of_all = sanctions_margin(PG_GETARG_FLOAT8(margin));
	margins->count = 0;
	object = PG_GETARG_JSONB_P(thresholds);
	margins->others = object;
	if (JB_ROOT_IS_OBJECT(object))
		split_object(object, margins);
}

/* The place of a label in the union, as the matrices spell it; -1 where none has it. */
static int
find_label(const sanctions_mirror *mirror, const sanctions_label *label)
{
	int			found = -1;

	for (int i = 0; i < SANCTIONS_MIRROR_SIDES && found < 0; i++)
	{
		const sanctions_mirror_side *side = &mirror->side[i];
		int			place = side->head == NULL ? -1 : sanctions_matrix_ask(side->head, label->bytes, label->length);

		if (place >= 0)
			found = side->label[place];
	}
	return found;
}

/* Two spellings of a code would each give the margin of one importer. */
static void
refuse_twice(const sanctions_label *first, const sanctions_label *second)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("thresholds \"%s%s\" and \"%s%s\" are of one importer", PREFIX, sanctions_clip(first->bytes, first->length),
					PREFIX, sanctions_clip(second->bytes, second->length)),
			 errhint("Give one of them.")));
}

trade_units *
sanctions_margins_of(const sanctions_margins *margins, const sanctions_mirror *mirror)
{
	trade_units *margin = palloc((mirror->labels.count + 1) * sizeof(trade_units));
	int		   *own = palloc0((mirror->labels.count + 1) * sizeof(int));	/* which it is of those given, from 1 on */

	for (int i = 0; i < mirror->labels.count; i++)
		margin[i] = margins->of_all;
	for (int i = 0; i < margins->count; i++)
	{
		int			label = find_label(mirror, &margins->own[i].label);

		if (label < 0)
			continue;
		if (own[label] > 0)
			refuse_twice(&margins->own[own[label] - 1].label, &margins->own[i].label);
		own[label] = i + 1;
		margin[label] = margins->own[i].margin;
	}
	return margin;
}

void
sanctions_check_partial(const trade_mirror_thresholds *limit)
{
	char		shown[TRADE_DECIMAL_BYTES];

	if (limit->partial < TRADE_UNITS_PER_ONE)
		return;
	trade_decimal_write(shown, limit->partial);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("threshold \"partial\" cannot be %s", shown),
			 errhint("It is below 1: a year with that part of what suppliers let expect is taken as incomplete.")));
}
