/* trade_matrix: the aggregate, merging and subtracting. */
#include "postgres.h"

#include "fmgr.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "compat.h"
#include "code/country.h"
#include "exact/value.h"
#include "matrix/collect.h"
#include "matrix/flatten.h"
#include "matrix/group.h"
#include "period/window.h"
#include "state/aggregate.h"

/* Arguments of the transition functions. */
#define ARG_EXPORTER 1
#define ARG_IMPORTER 2
#define ARG_PERIOD 3
#define ARG_VALUE 4
#define ARG_QUANTITY 5

static void
reject_null_key(const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("%s of a trade_matrix row is NULL", name),
			 errhint("Leave such rows out with FILTER or WHERE, or give the unknown a label of its own.")));
}

static void
reject_label_length(int length)
{
	if (length == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("label \"\" of a trade_matrix row is empty"),
				 errhint("Leave such rows out with FILTER or WHERE, or give the unknown a label of its own.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("label of %d bytes is too long for a trade_matrix", length),
			 errhint("Labels have 1 to %d bytes.", TRADE_LABEL_BYTES_MAX)));
}

static sanctions_work *
first_work(FunctionCallInfo fcinfo)
{
	MemoryContext aggregate;

	bool		window = AggCheckCallContext(fcinfo, &aggregate) == AGG_CONTEXT_WINDOW;

	return sanctions_work_create_group(aggregate, window, &sanctions_work_methods);
}

/*
 * The executor's own state, which may be changed in place; anything else is
 * copied into a new one.
 */
static inline sanctions_work *
own_work(FunctionCallInfo fcinfo)
{
	sanctions_work *work;

	if (likely(!PG_ARGISNULL(0)))
	{
		if (likely(VARATT_IS_EXTERNAL_EXPANDED_RW(PG_GETARG_POINTER(0))) &&
			likely((work = sanctions_work_of(PG_GETARG_DATUM(0))) != NULL))
			return work;
		work = first_work(fcinfo);
		sanctions_collect(work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)));
		return work;
	}
	return first_work(fcinfo);
}

static inline uint32
label_id(FunctionCallInfo fcinfo, int arg, trade_label_kind kind, sanctions_work *work)
{
	text	   *label;
	int			length;

	if (kind == TRADE_LABEL_COUNTRY)
		return sanctions_work_country(work, sanctions_datum_get_country_label(PG_GETARG_DATUM(arg)));
	label = PG_GETARG_TEXT_PP(arg);
	length = VARSIZE_ANY_EXHDR(label);
	if (unlikely(length == 0 || length > TRADE_LABEL_BYTES_MAX))
		reject_label_length(length);
	return sanctions_work_label(work, VARDATA_ANY(label), length);
}

static inline trade_units
value_units(FunctionCallInfo fcinfo, sanctions_value_type type)
{
	return sanctions_units_from_datum(PG_GETARG_DATUM(ARG_VALUE), type);
}

static inline void
check_keys(FunctionCallInfo fcinfo)
{
	if (unlikely(PG_ARGISNULL(ARG_EXPORTER)))
		reject_null_key("exporter");
	if (unlikely(PG_ARGISNULL(ARG_IMPORTER)))
		reject_null_key("importer");
	if (unlikely(PG_ARGISNULL(ARG_PERIOD)))
		reject_null_key("period");
}

/* One row: all twelve transition functions, told apart at compile time. */
static pg_attribute_always_inline Datum
add_row(FunctionCallInfo fcinfo, trade_label_kind kind, trade_frequency frequency, sanctions_value_type type)
{
	sanctions_work *work;
	trade_month month;
	uint32		importer;
	uint32		exporter;
	int64		thousandths = 0;
	bool		is_thousandths;
	trade_sum	value;
	trade_units quantity = 0;

	/* where groups are many the state is in no cache: on its way while the rest is done */
	for (int line = 0; line < sizeof(sanctions_work) / 64; line++)
		__builtin_prefetch((char *) PG_GETARG_POINTER(0) + line * 64, 1);
	sanctions_require_aggregate(fcinfo, "trade_matrix");
	if (PG_ARGISNULL(ARG_VALUE))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	check_keys(fcinfo);
	/* what most values are goes into the block as it is */
	is_thousandths = type == SANCTIONS_VALUE_FLOAT8 &&
		trade_thousandths_from_double(PG_GETARG_FLOAT8(ARG_VALUE), &thousandths);
	if (!is_thousandths)
		value = trade_sum_of(value_units(fcinfo, type));
	if (PG_NARGS() > ARG_QUANTITY && !PG_ARGISNULL(ARG_QUANTITY))
		quantity = sanctions_units_from_float8(PG_GETARG_FLOAT8(ARG_QUANTITY));
	month = frequency == TRADE_FREQUENCY_YEAR
		? sanctions_month_from_year(PG_GETARG_INT32(ARG_PERIOD))
		: sanctions_month_from_date(PG_GETARG_DATEADT(ARG_PERIOD));
	work = own_work(fcinfo);
	sanctions_work_require(work, kind, frequency);
	importer = label_id(fcinfo, ARG_IMPORTER, kind, work);
	exporter = label_id(fcinfo, ARG_EXPORTER, kind, work);
	if (likely(quantity == 0 && is_thousandths) &&
		sanctions_work_add_thousandths(work, trade_row_key(importer, exporter, month), thousandths))
		PG_RETURN_DATUM(EOHPGetRWDatum(&work->head));
	if (is_thousandths)
		value = trade_sum_of((trade_units) thousandths * TRADE_UNITS_PER_THOUSANDTH);
	if (quantity != 0)
	{
		trade_sum	sum = trade_sum_of(quantity);

		sanctions_work_add(work, importer, exporter, month, &value, &sum, &value);
	}
	else
		sanctions_work_add(work, importer, exporter, month, &value, NULL, NULL);
	PG_RETURN_DATUM(EOHPGetRWDatum(&work->head));
}

#define TRANSITION(name, kind, frequency, type) \
	PG_FUNCTION_INFO_V1(name); \
	Datum \
	name(PG_FUNCTION_ARGS) \
	{ \
		return add_row(fcinfo, kind, frequency, type); \
	}

TRANSITION(sanctions_matrix_add_text_year_float8, TRADE_LABEL_TEXT, TRADE_FREQUENCY_YEAR, SANCTIONS_VALUE_FLOAT8)
TRANSITION(sanctions_matrix_add_text_year_numeric, TRADE_LABEL_TEXT, TRADE_FREQUENCY_YEAR, SANCTIONS_VALUE_NUMERIC)
TRANSITION(sanctions_matrix_add_text_year_int8, TRADE_LABEL_TEXT, TRADE_FREQUENCY_YEAR, SANCTIONS_VALUE_INT8)
TRANSITION(sanctions_matrix_add_text_month_float8, TRADE_LABEL_TEXT, TRADE_FREQUENCY_MONTH, SANCTIONS_VALUE_FLOAT8)
TRANSITION(sanctions_matrix_add_text_month_numeric, TRADE_LABEL_TEXT, TRADE_FREQUENCY_MONTH, SANCTIONS_VALUE_NUMERIC)
TRANSITION(sanctions_matrix_add_text_month_int8, TRADE_LABEL_TEXT, TRADE_FREQUENCY_MONTH, SANCTIONS_VALUE_INT8)
TRANSITION(sanctions_matrix_add_country_year_float8, TRADE_LABEL_COUNTRY, TRADE_FREQUENCY_YEAR, SANCTIONS_VALUE_FLOAT8)
TRANSITION(sanctions_matrix_add_country_year_numeric, TRADE_LABEL_COUNTRY, TRADE_FREQUENCY_YEAR, SANCTIONS_VALUE_NUMERIC)
TRANSITION(sanctions_matrix_add_country_year_int8, TRADE_LABEL_COUNTRY, TRADE_FREQUENCY_YEAR, SANCTIONS_VALUE_INT8)
TRANSITION(sanctions_matrix_add_country_month_float8, TRADE_LABEL_COUNTRY, TRADE_FREQUENCY_MONTH, SANCTIONS_VALUE_FLOAT8)
TRANSITION(sanctions_matrix_add_country_month_numeric, TRADE_LABEL_COUNTRY, TRADE_FREQUENCY_MONTH, SANCTIONS_VALUE_NUMERIC)
TRANSITION(sanctions_matrix_add_country_month_int8, TRADE_LABEL_COUNTRY, TRADE_FREQUENCY_MONTH, SANCTIONS_VALUE_INT8)

PG_FUNCTION_INFO_V1(sanctions_matrix_merge);
PG_FUNCTION_INFO_V1(sanctions_matrix_final);
PG_FUNCTION_INFO_V1(sanctions_matrix_plus);
PG_FUNCTION_INFO_V1(sanctions_matrix_minus);

/* Combine function, and the transition of rollup. */
Datum
sanctions_matrix_merge(PG_FUNCTION_ARGS)
{
	sanctions_work *work;

	sanctions_require_aggregate(fcinfo, "trade_matrix");
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	work = own_work(fcinfo);
	sanctions_collect(work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)));
	PG_RETURN_DATUM(EOHPGetRWDatum(&work->head));
}

Datum
sanctions_matrix_final(PG_FUNCTION_ARGS)
{
	sanctions_work *work;

	sanctions_require_aggregate(fcinfo, "trade_matrix");
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	work = sanctions_work_of(PG_GETARG_DATUM(0));
	if (likely(work != NULL))
		PG_RETURN_POINTER(sanctions_work_finish(work));
	PG_RETURN_POINTER(sanctions_matrix_canonical(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0))));
}

static Datum
sum_of_arguments(FunctionCallInfo fcinfo, bool subtract)
{
	sanctions_addend addend[2] = {{PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)), false},
	{PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)), subtract}};

	PG_RETURN_POINTER(sanctions_matrix_sum(addend, lengthof(addend), true));
}

Datum
sanctions_matrix_plus(PG_FUNCTION_ARGS)
{
	return sum_of_arguments(fcinfo, false);
}

Datum
sanctions_matrix_minus(PG_FUNCTION_ARGS)
{
	return sum_of_arguments(fcinfo, true);
}
