/* Thresholds from jsonb. */
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
find_name(const trade_threshold_table *table, const JsonbValue *key)
{
	int			index = trade_threshold_find(table, key->val.string.val, key->val.string.len);
	StringInfoData known;

	if (index >= 0)
		return index;
	initStringInfo(&known);
	for (int i = 0; i < table->count; i++)
		appendStringInfo(&known, "%s%s", i > 0 ? ", " : "", table->entry[i].name);
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

/* What is asked of one threshold more than of all. */
static void
check_bounds(const trade_threshold_entry *entry, Numeric number, trade_units units)
{
	if (entry->most > 0 && units > entry->most * TRADE_UNITS_PER_ONE)
		refuse(entry->name, number, psprintf("It is at most %d.", entry->most));
	if (entry->integer && (units < entry->least * TRADE_UNITS_PER_ONE || units % TRADE_UNITS_PER_ONE != 0))
		refuse(entry->name, number, psprintf("It is a whole number, at least %d.", entry->least));
}

trade_units
sanctions_threshold_value(const trade_threshold_entry *entry, const JsonbValue *value)
{
	const char *name = entry->name;
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
	check_bounds(entry, number, units);
	return units;
}

void
sanctions_thresholds_read(Jsonb *object, const trade_threshold_table *table, void *thresholds)
{
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	item;
	int			index = 0;

	trade_thresholds_default(table, thresholds);
	if (!JB_ROOT_IS_OBJECT(object))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("thresholds is not a JSON object"),
				 errhint("Give an object, as in {\"%s\": %g}.", table->entry[0].name, table->entry[0].thousandths / 1000.0)));
	iterator = JsonbIteratorInit(&object->root);
	while ((token = JsonbIteratorNext(&iterator, &item, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			index = find_name(table, &item);
		else if (token == WJB_VALUE)
			*trade_threshold_at(table, thresholds, index) = sanctions_threshold_value(&table->entry[index], &item);
	}
}
