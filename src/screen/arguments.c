/* What functions about an event take, checked. */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/fmgroids.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

#include "code/country.h"
#include "exact/print.h"
#include "screen/arguments.h"
#include "period/window.h"

void
sanctions_refuse_null(FunctionCallInfo fcinfo, int place, const char *name)
{
	if (PG_ARGISNULL(place))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be NULL", name)));
}

static sanctions_label
label_of(Datum value)
{
	text	   *t = DatumGetTextPP(value);

	return (sanctions_label) {VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)};
}

sanctions_label
sanctions_label_argument(FunctionCallInfo fcinfo, int place)
{
	return label_of(PG_GETARG_DATUM(place));
}

static bool
same_label(const sanctions_label *a, const sanctions_label *b)
{
	return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

static void
check_origins(const sanctions_event_arguments *args)
{
	for (int i = 0; i < args->origin_count; i++)
		if (same_label(&args->origin[i], &args->target))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("origins contain the target \"%s\"", sanctions_clip(args->target.bytes, args->target.length)),
					 errhint("Leave the target out of origins, as by array_remove().")));
}

static bool
is_everyone(const sanctions_label *label)
{
	return label->length == 1 && label->bytes[0] == '*';
}

/* {*}, however often; beside a name it says nothing. */
static void
find_everyone(sanctions_event_arguments *args)
{
	int			stars = 0;

	for (int i = 0; i < args->origin_count; i++)
		stars += is_everyone(&args->origin[i]);
	if (stars > 0 && stars < args->origin_count)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("origins name \"*\" beside another"),
				 errhint("{*} means every label but the target: give it alone, or names alone.")));
	args->everyone = stars > 0;
	if (args->everyone)
		args->origin_count = 0;
}

static void
read_origins(ArrayType *array, sanctions_event_arguments *args)
{
	Datum	   *element;
	bool	   *null;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &element, &null,
					  &args->origin_count);
	if (args->origin_count == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("origins is empty"),
				 errhint("Name the countries whose sales are sanctioned, or {*} for all.")));
	args->origin = palloc(args->origin_count * sizeof(sanctions_label));
	for (int i = 0; i < args->origin_count; i++)
	{
		if (null[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("origins must not contain NULL")));
		args->origin[i] = label_of(element[i]);
	}
	check_origins(args);
	find_everyone(args);
}

int32
sanctions_read_months(FunctionCallInfo fcinfo, int place, const char *name)
{
	int32		months;

	if (PG_ARGISNULL(place))
		return 0;
	months = PG_GETARG_INT32(place);
	if (months < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s cannot be %d", name, months),
				 errhint("Give at least one month, or leave it out.")));
	return months;
}

static bool
read_baseline(text *name)
{
	char	   *baseline = text_to_cstring(name);

	if (strcmp(baseline, "share") != 0 && strcmp(baseline, "mean") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown baseline \"%s\"", sanctions_clip_string(baseline)),
				 errhint("Known baselines: mean, share.")));
	return baseline[0] == 's';
}

static void
read_coverage(Datum coverage, sanctions_event_arguments *args)
{
	args->coverage = coverage;
	args->has_coverage = true;
	if (RangeIsEmpty(DatumGetRangeTypeP(coverage)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("coverage is an empty range"),
				 errhint("Give the time the data cover, or NULL for that of the cells.")));
}

static void
read_since(DateADT since, sanctions_event_arguments *args)
{
	args->since = since;
	if (DATE_NOT_FINITE(since))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("since cannot be %s", DATE_IS_NOEND(since) ? "infinity" : "-infinity"),
				 errhint("Give the date of the event.")));
	args->since_month = sanctions_month_from_date(since);
}

static void
refuse_nulls(FunctionCallInfo fcinfo, const sanctions_event_places *places)
{
	const struct
	{
		int			place;
		const char *name;
	}			argument[] = {
		{places->target, "target"}, {places->origins, "origins"}, {places->since, "since"},
		{places->baseline, "baseline"}, {places->seasonal, "seasonal"},
	};

	for (int i = 0; i < lengthof(argument); i++)
		if (argument[i].place >= 0)
			sanctions_refuse_null(fcinfo, argument[i].place, argument[i].name);
}

void
sanctions_event_read(FunctionCallInfo fcinfo, const sanctions_event_places *places, sanctions_event_arguments *args)
{
	memset(args, 0, sizeof *args);
	refuse_nulls(fcinfo, places);
	if (places->target >= 0)
		args->target = sanctions_label_argument(fcinfo, places->target);
	if (places->origins >= 0)
		read_origins(PG_GETARG_ARRAYTYPE_P(places->origins), args);
	read_since(PG_GETARG_DATEADT(places->since), args);
	args->before_months = sanctions_read_months(fcinfo, places->before_months, "before_months");
	args->after_months = sanctions_read_months(fcinfo, places->after_months, "after_months");
	if (!PG_ARGISNULL(places->coverage))
		read_coverage(PG_GETARG_DATUM(places->coverage), args);
	if (places->baseline >= 0)
		args->share_baseline = read_baseline(PG_GETARG_TEXT_PP(places->baseline));
	args->seasonal = places->seasonal < 0 || PG_GETARG_BOOL(places->seasonal);
}

void
sanctions_label_fit(sanctions_label *label, const sanctions_matrix *matrix)
{
	trade_country code;

	if (matrix->kind != TRADE_LABEL_COUNTRY)
		return;
	code = sanctions_country_from_text(label->bytes, label->length);
	label->bytes = palloc(3);
	label->length = 3;
	trade_country_text(code, label->bytes);
}

void
sanctions_check_years(const sanctions_matrix *matrix, int32 months, const char *name)
{
	if (matrix->frequency == TRADE_FREQUENCY_YEAR && months % 12 != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s cannot be %d on annual data", name, months),
				 errhint("Give a multiple of 12.")));
}

void
sanctions_event_fit(sanctions_event_arguments *args, const sanctions_matrix *matrix)
{
	sanctions_check_years(matrix, args->before_months, "before_months");
	sanctions_check_years(matrix, args->after_months, "after_months");
	if (args->target.bytes != NULL)
		sanctions_label_fit(&args->target, matrix);
	for (int i = 0; i < args->origin_count; i++)
		sanctions_label_fit(&args->origin[i], matrix);
	check_origins(args);
}

/* The period of a date, and whether the date is its first day; clamped to our years. */
static trade_month
period_of(DateADT date, int period_months, bool *first_day)
{
	int			year;
	int			month;
	int			day;

	*first_day = true;
	if (date < (DateADT) (date2j(1, 1, 1) - POSTGRES_EPOCH_JDATE))
		return TRADE_MONTH_FIRST;
	if (date >= (DateADT) (date2j(10000, 1, 1) - POSTGRES_EPOCH_JDATE))
		return TRADE_MONTH_LAST + 1;
	j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	*first_day = day == 1 && (period_months == 1 || month == 1);
	return trade_month_of(year, period_months == 1 ? month : 1);
}

/* A daterange is canonical: [lower, upper). */
static void
coverage_bounds(const sanctions_event_arguments *args, RangeBound *lower, RangeBound *upper)
{
	RangeType  *range = DatumGetRangeTypeP(args->coverage);
	bool		empty;

	range_deserialize(lookup_type_cache(RangeTypeGetOid(range), TYPECACHE_RANGE_INFO),
					  range, lower, upper, &empty);
	lower->infinite = lower->infinite || DATE_IS_NOBEGIN(DatumGetDateADT(lower->val));
	upper->infinite = upper->infinite || DATE_IS_NOEND(DatumGetDateADT(upper->val));
}

bool
sanctions_event_bounded(const sanctions_event_arguments *args)
{
	RangeBound	lower;
	RangeBound	upper;

	if (!args->has_coverage)
		return false;
	coverage_bounds(args, &lower, &upper);
	return !lower.infinite && !upper.infinite;
}

trade_span
sanctions_event_span(const sanctions_event_arguments *args, int period_months, trade_span cells)
{
	trade_span	span = cells;
	RangeBound	lower;
	RangeBound	upper;
	bool		first_day;

	if (!args->has_coverage)
		return span;
	coverage_bounds(args, &lower, &upper);
	if (!lower.infinite)
	{
		span.first = period_of(DatumGetDateADT(lower.val), period_months, &first_day);
		if (!first_day)
			span.first += period_months;
	}
	if (!upper.infinite)
		span.last = period_of(DatumGetDateADT(upper.val), period_months, &first_day) - 1;
	if (span.first > span.last)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("coverage %s holds no whole %s of the data",
						OidOutputFunctionCall(F_RANGE_OUT, args->coverage),
						period_months == 12 ? "year" : "month"),
				 errhint("Give the time the data cover, or NULL for that of the cells.")));
	return span;
}
