/* growth_parts: the change of what each exporter sold, in parts of price and of quantity. */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "compat.h"
#include "exact/value.h"
#include "growth/price_quantity_core.h"
#include "matrix/accessor.h"

#define PART_COLUMNS 7

enum
{
	CURRENT,
	BASE
};

/* What one exporter sold to all importers asked for, in both windows. */
typedef struct exporter_sums
{
	bool		present;
	trade_sum	value[TRADE_WINDOWS];
	trade_sum	quantity[TRADE_WINDOWS];
	trade_sum	priced[TRADE_WINDOWS];	/* the value of rows that carry a quantity */
} exporter_sums;

static void
add_flows(exporter_sums *exporter, const sanctions_flows *flows)
{
	for (uint32 i = 0; i < flows->count; i++)
	{
		exporter_sums *sums = &exporter[flows->flow[i].exporter];

		sums->present = true;
		for (int window = 0; window < TRADE_WINDOWS; window++)
		{
			trade_sum_add(&sums->value[window], &flows->flow[i].value[window]);
			trade_sum_add(&sums->quantity[window], &flows->quantity[i].quantity[window]);
			trade_sum_add(&sums->priced[window], &flows->quantity[i].value[window]);
		}
	}
}

/* current - base of averages over so many months; the difference is exact. */
static double
change_of(const trade_sum *value, const int *months)
{
	trade_sum	now = value[CURRENT];
	trade_sum	then = value[BASE];

	/* below 2^144 */
	trade_sum_scale(&now, months[BASE]);
	trade_sum_scale(&then, months[CURRENT]);
	trade_sum_subtract(&now, &then);
	return trade_sum_to_double(&now) / ((double) months[CURRENT] * months[BASE]);
}

static void
put_exporter(ReturnSetInfo *result, Datum label, const exporter_sums *sums, const int *months)
{
	double		value[TRADE_WINDOWS];
	trade_sum	others[TRADE_WINDOWS];	/* the value of rows without quantity */
	trade_lot	lot[TRADE_WINDOWS];
	trade_growth_parts parts = {0, 0};
	bool		known;

	CHECK_FOR_INTERRUPTS();
	for (int window = 0; window < TRADE_WINDOWS; window++)
	{
		value[window] = trade_units_to_double(sanctions_units_from_sum(&sums->value[window])) / months[window];
		lot[window] = (trade_lot) {sanctions_units_from_sum(&sums->priced[window]),
		sanctions_units_from_sum(&sums->quantity[window]), months[window]};
		others[window] = sums->value[window];
		trade_sum_subtract(&others[window], &sums->priced[window]);
	}
	known = trade_growth_parts_of(&lot[BASE], &lot[CURRENT], &parts);
	{
		Datum		column[PART_COLUMNS] = {label, Float8GetDatum(value[BASE]), Float8GetDatum(value[CURRENT]),
			Float8GetDatum(change_of(sums->value, months)), Float8GetDatum(parts.price), Float8GetDatum(parts.quantity),
		Float8GetDatum(change_of(others, months))};
		bool		null[PART_COLUMNS] = {false, false, false, false, !known, !known, false};

		tuplestore_putvalues(result->setResult, result->setDesc, column, null);
	}
}

/* The months that figures are averages of: 1 where windows of equal length are compared by their totals. */
static void
set_months(int *months, const trade_windows *windows)
{
	for (int window = 0; window < TRADE_WINDOWS; window++)
		months[window] = trade_span_months(windows->span[window]);
	if (months[CURRENT] == months[BASE])
		months[CURRENT] = months[BASE] = 1;
}

static void
read_part(FunctionCallInfo fcinfo, const sanctions_matrix *head, sanctions_part *part)
{
	part->quantities = true;
	if (!PG_ARGISNULL(1))
		part->importers = sanctions_accessor_labels(head, PG_GETARG_ARRAYTYPE_P(1), "importers");
	part->windows.span[CURRENT] = sanctions_accessor_window(head, PG_GETARG_DATUM(2));
	part->windows.span[BASE] = sanctions_accessor_window(head, PG_GETARG_DATUM(3));
}

PG_FUNCTION_INFO_V1(sanctions_accessor_growth_parts);
Datum
sanctions_accessor_growth_parts(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	sanctions_part_reader *reader;
	const sanctions_matrix *head;
	sanctions_part part = {0};
	sanctions_flows flows;
	exporter_sums *exporter;
	int			months[TRADE_WINDOWS];

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		return (Datum) 0;
	reader = sanctions_part_open(PG_GETARG_DATUM(0), PG_ARGISNULL(1));
	head = sanctions_part_head(reader);
	read_part(fcinfo, head, &part);
	set_months(months, &part.windows);
	exporter = palloc0((head->label_count + 1) * sizeof(exporter_sums));
	sanctions_part_ask(reader, &part);
	while (sanctions_part_flows(reader, &flows))
		add_flows(exporter, &flows);
	for (int label = 0; label < head->label_count; label++)
		if (exporter[label].present)
			put_exporter(result, PointerGetDatum(cstring_to_text_with_len(head->label[label], head->label_length[label])),
						 &exporter[label], months);
	return (Datum) 0;
}
