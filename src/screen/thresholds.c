/* Thresholds of the intermediary screen from jsonb. */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "compat.h"
#include "exact/print.h"
#include "screen/thresholds.h"

/* Below 1e26, in units. */
#define THRESHOLD_LIMIT (TRADE_UNITS_PER_ONE * TRADE_UNITS_PER_ONE * 100000000000000LL)

static int
find_name(const JsonbValue *key)
{
	int			index = trade_threshold_find(key->val.string.val, key->val.string.len);
	StringInfoData known;

	if (index >= 0)
		return index;
	initStringInfo(&known);
	for (int i = 0; i < TRADE_THRESHOLD_NAMES; i++)
		appendStringInfo(&known, "%s%s", i > 0 ? ", " : "", trade_threshold_name(i));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown threshold \"%s\"", sanctions_clip(key->val.string.val, key->val.string.len)),
			 errhint("Known thresholds: %s.", known.data)));
}

static void
refuse(const char *name, Numeric value, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("threshold \"%s\" cannot be %s", name, sanctions_clip_string(numeric_normalize(value))),
			 errhint("%s", hint)));
}

static trade_units
read_value(int index, const JsonbValue *value)
{
	const char *name = trade_threshold_name(index);
	sanctions_numeric_digits digits;
	trade_units units = 0;
	Numeric		number;

	if (value->type != jbvNumeric)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("threshold \"%s\" is not a JSON number", name),
				 errhint("Write it without quotes, as in {\"%s\": 0.5}.", name)));
	number = value->val.numeric;
	if (!sanctions_numeric_read(number, &digits) || digits.negative)
		refuse(name, number, "Thresholds are not below 0.");
	if (trade_units_from_digits(false, digits.weight, digits.ndigits, digits.digits,
								&units) != TRADE_EXACT_OK || units >= THRESHOLD_LIMIT)
		refuse(name, number, "Thresholds are below 1e26.");
	if (DatumGetInt32(DirectFunctionCall1(numeric_min_scale, NumericGetDatum(number))) > 12)
		refuse(name, number, "Thresholds have at most 12 decimals.");
	if (trade_threshold_is_part(index) && units > TRADE_UNITS_PER_ONE)
		refuse(name, number, "Weights and flag_score are at most 1.");
	return units;
}

void
sanctions_thresholds_from_jsonb(Jsonb *object, trade_thresholds *thresholds)
{
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	item;
	int			index = 0;

	trade_thresholds_default(thresholds);
	if (!JB_ROOT_IS_OBJECT(object))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("thresholds is not a JSON object"),
				 errhint("Give an object, as in {\"surge_ratio\": 2, \"weight.SURGE\": 0.4}.")));
	iterator = JsonbIteratorInit(&object->root);
	while ((token = JsonbIteratorNext(&iterator, &item, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			index = find_name(&item);
		else if (token == WJB_VALUE)
			*trade_threshold_at(thresholds, index) = read_value(index, &item);
	}
}
