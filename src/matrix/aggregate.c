/* trade_matrix: the aggregate, merging and subtracting. */
#include "postgres.h"

#include "fmgr.h"

#include "compat.h"
#include "code/country.h"
#include "matrix/collect.h"
#include "matrix/flatten.h"
#include "matrix/group.h"
#include "state/aggregate.h"

/* Arguments of the transition functions. */
#define ARG_EXPORTER 1
#define ARG_IMPORTER 2
#define ARG_PERIOD 3
#define ARG_VALUE 4
#define ARG_QUANTITY 5

#define TYPE "trade_matrix"

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
	const char *label;
	int			length;

	if (kind == TRADE_LABEL_COUNTRY)
		return sanctions_work_country(work, sanctions_datum_get_country_label(PG_GETARG_DATUM(arg)));
	label = sanctions_row_label(fcinfo, arg, TYPE, &length);
	return sanctions_work_label(work, label, length);
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
		sanctions_reject_null_label(TYPE, "exporter");
	if (unlikely(PG_ARGISNULL(ARG_IMPORTER)))
		sanctions_reject_null_label(TYPE, "importer");
	if (unlikely(PG_ARGISNULL(ARG_PERIOD)))
		sanctions_reject_null_period(TYPE);
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
	sanctions_require_aggregate(fcinfo, TYPE, SANCTIONS_STATE_HINT(TYPE));
	SANCTIONS_SKIP_NULL(ARG_VALUE);
	check_keys(fcinfo);
	/* what most values are goes into the block as it is */
	is_thousandths = type == SANCTIONS_VALUE_FLOAT8 &&
		trade_thousandths_from_double(PG_GETARG_FLOAT8(ARG_VALUE), &thousandths);
	if (!is_thousandths)
		value = trade_sum_of(value_units(fcinfo, type));
	if (PG_NARGS() > ARG_QUANTITY && !PG_ARGISNULL(ARG_QUANTITY))
		quantity = sanctions_units_from_float8(PG_GETARG_FLOAT8(ARG_QUANTITY));
	month = sanctions_row_month(fcinfo, ARG_PERIOD, frequency);
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

SANCTIONS_ROW_FUNCTIONS(sanctions_matrix_add_text_year, add_row, TRADE_LABEL_TEXT, TRADE_FREQUENCY_YEAR)
SANCTIONS_ROW_FUNCTIONS(sanctions_matrix_add_text_month, add_row, TRADE_LABEL_TEXT, TRADE_FREQUENCY_MONTH)
SANCTIONS_ROW_FUNCTIONS(sanctions_matrix_add_country_year, add_row, TRADE_LABEL_COUNTRY, TRADE_FREQUENCY_YEAR)
SANCTIONS_ROW_FUNCTIONS(sanctions_matrix_add_country_month, add_row, TRADE_LABEL_COUNTRY, TRADE_FREQUENCY_MONTH)

static Datum
merge(FunctionCallInfo fcinfo)
{
	sanctions_work *work = own_work(fcinfo);

	sanctions_collect(work, PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)));
	PG_RETURN_DATUM(EOHPGetRWDatum(&work->head));
}

static struct varlena *
finish(Datum state)
{
	sanctions_work *work = sanctions_work_of(state);

	if (likely(work != NULL))
		return sanctions_work_finish(work);
	return sanctions_matrix_canonical(PG_DETOAST_DATUM_PACKED(state));
}

static struct varlena *
sum(FunctionCallInfo fcinfo, bool subtract)
{
	sanctions_addend addend[2] = {{PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)), false},
	{PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1)), subtract}};

	return sanctions_matrix_sum(addend, lengthof(addend), true);
}

SANCTIONS_STATE_AGGREGATE(matrix, TYPE, merge, finish, sum)
