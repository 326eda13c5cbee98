/* The arguments of intermediary_flags, checked. */
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
#include "exact/value.h"
#include "screen/arguments.h"
#include "screen/thresholds.h"
#include "period/window.h"

enum
{
	ARG_MATRIX,
	ARG_TARGET,
	ARG_ORIGINS,
	ARG_SINCE,
	ARG_BEFORE,
	ARG_AFTER,
	ARG_COVERAGE,
	ARG_BASELINE,
	ARG_THRESHOLDS,
	ARG_EXPLAIN
};

static void
refuse_null(FunctionCallInfo fcinfo, int arg, const char *name)
{
	if (PG_ARGISNULL(arg))
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

static bool
same_label(const sanctions_label *a, const sanctions_label *b)
{
	return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

static void
check_origins(const sanctions_flags_args *args)
{
	for (int i = 0; i < args->origin_count; i++)
		if (same_label(&args->origin[i], &args->target))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("origins contain the target \"%s\"", sanctions_clip(args->target.bytes, args->target.length)),
					 errhint("Leave the target out of origins, as by array_remove().")));
}

static void
read_origins(ArrayType *array, sanctions_flags_args *args)
{
	Datum	   *element;
	bool	   *null;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &element, &null,
					  &args->origin_count);
	if (args->origin_count == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("origins is empty"),
				 errhint("Name the countries whose sales are sanctioned.")));
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
}

static int32
read_months(FunctionCallInfo fcinfo, int arg, const char *name)
{
	int32		months;

	if (PG_ARGISNULL(arg))
		return 0;
	months = PG_GETARG_INT32(arg);
	if (months < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s cannot be %d", name, months),
				 errhint("Give at least one month, or NULL for all there is.")));
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
read_coverage(Datum coverage, sanctions_flags_args *args)
{
	args->coverage = coverage;
	args->has_coverage = true;
	if (RangeIsEmpty(DatumGetRangeTypeP(coverage)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("coverage is an empty range"),
				 errhint("Give the time the data cover, or NULL for that of the cells.")));
}

void
sanctions_flags_read(FunctionCallInfo fcinfo, sanctions_flags_args *args)
{
	memset(args, 0, sizeof *args);
	refuse_null(fcinfo, ARG_TARGET, "target");
	refuse_null(fcinfo, ARG_ORIGINS, "origins");
	refuse_null(fcinfo, ARG_SINCE, "since");
	refuse_null(fcinfo, ARG_BASELINE, "baseline");
	refuse_null(fcinfo, ARG_THRESHOLDS, "thresholds");
	refuse_null(fcinfo, ARG_EXPLAIN, "explain");
	args->explain = PG_GETARG_BOOL(ARG_EXPLAIN);
	args->target = label_of(PG_GETARG_DATUM(ARG_TARGET));
	read_origins(PG_GETARG_ARRAYTYPE_P(ARG_ORIGINS), args);
	args->since = PG_GETARG_DATEADT(ARG_SINCE);
	if (DATE_NOT_FINITE(args->since))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("since cannot be %s", DATE_IS_NOEND(args->since) ? "infinity" : "-infinity"),
				 errhint("Give the date of the event.")));
	args->since_month = sanctions_month_from_date(args->since);
	args->before_months = read_months(fcinfo, ARG_BEFORE, "before_months");
	args->after_months = read_months(fcinfo, ARG_AFTER, "after_months");
	if (!PG_ARGISNULL(ARG_COVERAGE))
		read_coverage(PG_GETARG_DATUM(ARG_COVERAGE), args);
	args->share_baseline = read_baseline(PG_GETARG_TEXT_PP(ARG_BASELINE));
	sanctions_thresholds_from_jsonb(PG_GETARG_JSONB_P(ARG_THRESHOLDS), &args->thresholds);
}

static void
country_label(sanctions_label *label)
{
	trade_country code = sanctions_country_from_text(label->bytes, label->length);

	label->bytes = palloc(3);
	label->length = 3;
	trade_country_text(code, label->bytes);
}

static void
check_years(int32 months, const char *name)
{
	if (months % 12 != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s cannot be %d on annual data", name, months),
				 errhint("Give a multiple of 12.")));
}

void
sanctions_flags_fit(sanctions_flags_args *args, const sanctions_matrix *matrix)
{
	if (matrix->frequency == TRADE_FREQUENCY_YEAR)
	{
		check_years(args->before_months, "before_months");
		check_years(args->after_months, "after_months");
	}
	if (matrix->kind == TRADE_LABEL_COUNTRY)
	{
		country_label(&args->target);
		for (int i = 0; i < args->origin_count; i++)
			country_label(&args->origin[i]);
		check_origins(args);
	}
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
coverage_bounds(const sanctions_flags_args *args, RangeBound *lower, RangeBound *upper)
{
	RangeType  *range = DatumGetRangeTypeP(args->coverage);
	bool		empty;

	range_deserialize(lookup_type_cache(RangeTypeGetOid(range), TYPECACHE_RANGE_INFO),
					  range, lower, upper, &empty);
	lower->infinite = lower->infinite || DATE_IS_NOBEGIN(DatumGetDateADT(lower->val));
	upper->infinite = upper->infinite || DATE_IS_NOEND(DatumGetDateADT(upper->val));
}

bool
sanctions_flags_bounded(const sanctions_flags_args *args)
{
	RangeBound	lower;
	RangeBound	upper;

	if (!args->has_coverage)
		return false;
	coverage_bounds(args, &lower, &upper);
	return !lower.infinite && !upper.infinite;
}

trade_span
sanctions_flags_span(const sanctions_flags_args *args, int period_months, trade_span cells)
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
