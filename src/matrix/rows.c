/* Accessors of trade_matrix that give rows: shares, growth, unit values. */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "matrix/accessor.h"
#include "matrix/result.h"
#include "compat.h"
#include "exact/function.h"
#include "exact/print.h"
#include "exact/value.h"
#include "period/window.h"

#define ROW_COLUMNS_MAX 6

/* A matrix that is read and the rows made of it. */
typedef struct accessor_rows
{
	sanctions_part_reader *reader;
	const sanctions_matrix *head;
	sanctions_part part;
	sanctions_result *result;
	Datum	   *label;			/* text, made when a row first needs it; 0 before */
	Datum		outcome[TRADE_OUTCOME_GAP];	/* the same of outcomes */
} accessor_rows;

static void
rows_open(FunctionCallInfo fcinfo, accessor_rows *rows)
{
	memset(rows, 0, sizeof *rows);
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	rows->result = sanctions_result_open((ReturnSetInfo *) fcinfo->resultinfo);
	rows->reader = sanctions_part_open(PG_GETARG_DATUM(0), true);
	rows->head = sanctions_part_head(rows->reader);
	rows->label = palloc0(sizeof(Datum) * (rows->head->label_count + 1));
	rows->part.windows.span[0] = rows->part.windows.span[1] = TRADE_NO_SPAN;
}

/* Opens the rows of a function whose second argument is a window. */
static void
rows_begin(FunctionCallInfo fcinfo, accessor_rows *rows)
{
	rows_open(fcinfo, rows);
	rows->part.windows.span[0] = sanctions_accessor_window(rows->head, PG_GETARG_DATUM(1));
}

static inline Datum
label_text(accessor_rows *rows, int label)
{
	if (rows->label[label] == 0)
		rows->label[label] = PointerGetDatum(cstring_to_text_with_len(rows->head->label[label],
																	  rows->head->label_length[label]));
	return rows->label[label];
}

static inline void
put_row(accessor_rows *rows, Datum *value, bool *null)
{
	/* an importer may have as many as there are labels */
	CHECK_FOR_INTERRUPTS();
	sanctions_result_put(rows->result, value, null);
}

/* A sum beyond the limit is 22003. */
static inline double
sum_to_double(const trade_sum *sum)
{
	return trade_units_to_double(sanctions_units_from_sum(sum));
}

/* The second window of a growth. */
static void
set_base(FunctionCallInfo fcinfo, accessor_rows *rows)
{
	trade_windows *windows = &rows->part.windows;

	if (PG_NARGS() > 2)
		windows->span[1] = sanctions_accessor_window(rows->head, PG_GETARG_DATUM(2));
	else
		windows->span[1] = sanctions_year_before(windows->span[0]);
}

static Datum
outcome_text(accessor_rows *rows, trade_outcome outcome)
{
	if (rows->outcome[outcome] == 0)
		rows->outcome[outcome] = CStringGetTextDatum(trade_outcome_name(outcome));
	return rows->outcome[outcome];
}

/* The columns base_value, current_value, growth, outcome. */
static void
growth_columns(accessor_rows *rows, const trade_flow *flow, Datum *value, bool *null)
{
	trade_flow_change change;

	for (int window = 0; window < TRADE_WINDOWS; window++)
		(void) sanctions_units_from_sum(&flow->value[window]);
	change = trade_flow_compare(flow, &rows->part.windows);
	value[0] = Float8GetDatum(change.base);
	value[1] = Float8GetDatum(change.current);
	value[2] = Float8GetDatum(change.growth);
	null[2] = change.outcome != TRADE_OUTCOME_EXIT && change.outcome != TRADE_OUTCOME_OK;
	value[3] = outcome_text(rows, change.outcome);
}

PG_FUNCTION_INFO_V1(sanctions_accessor_import_growth);
PG_FUNCTION_INFO_V1(sanctions_accessor_import_growth_all);
PG_FUNCTION_INFO_V1(sanctions_accessor_growth_rates);
PG_FUNCTION_INFO_V1(sanctions_accessor_unit_values);

Datum
sanctions_accessor_import_growth(PG_FUNCTION_ARGS)
{
	accessor_rows rows;
	trade_flow	total;
	Datum		value[ROW_COLUMNS_MAX];
	bool		null[ROW_COLUMNS_MAX] = {0};

	rows_begin(fcinfo, &rows);
	set_base(fcinfo, &rows);
	sanctions_part_ask(rows.reader, &rows.part);
	while (sanctions_part_total(rows.reader, &total))
	{
		value[0] = label_text(&rows, total.importer);
		growth_columns(&rows, &total, value + 1, null + 1);
		put_row(&rows, value, null);
	}
	return (Datum) 0;
}

/* Two periods a year apart: their places among the matrix's, -1 for one that it lacks. */
typedef struct year_pair
{
	Datum		day;			/* the first of the later one */
	int			current;
	int			base;
} year_pair;

/* The place of a month among rising periods, from a place on. */
static int
period_place(const sanctions_part_reader *reader, trade_month month, int *from)
{
	int			count = sanctions_part_period_count(reader);

	while (*from < count && sanctions_part_period(reader, *from) < month)
		(*from)++;
	return *from < count && sanctions_part_period(reader, *from) == month ? *from : -1;
}

/* The pairs of windows, a year apart, that lie inside what the matrix covers. */
static year_pair *
year_pairs(const accessor_rows *rows, int *count)
{
	const sanctions_part_reader *reader = rows->reader;
	int			step = trade_period_step(rows->head->frequency);
	trade_month first = sanctions_part_period(reader, 0);
	trade_month last = sanctions_part_period(reader, sanctions_part_period_count(reader) - 1);
	year_pair  *pair = palloc(sizeof(year_pair) * ((last - first) / step + 1));
	int			current = 0;
	int			base = 0;

	*count = 0;
	for (trade_month month = first + 12; month <= last; month += step)
	{
		year_pair	found = {DateADTGetDatum(sanctions_date_from_month(month)),
		period_place(reader, month, &current), period_place(reader, month - 12, &base)};

		if (found.current >= 0 || found.base >= 0)
			pair[(*count)++] = found;
	}
	return pair;
}

/* The sum of a period as one window of a flow. */
static void
set_window(trade_flow *flow, int window, const trade_matrix_period *period, int place)
{
	flow->present[window] = place >= 0 && period[place].present;
	flow->value[window] = place < 0 ? trade_sum_of(0) : period[place].value;
}

static void
put_years(accessor_rows *rows, int importer, const trade_matrix_period *period, const year_pair *pair, int count)
{
	trade_flow	flow = {.importer = importer};
	Datum		value[ROW_COLUMNS_MAX] = {label_text(rows, importer)};
	bool		null[ROW_COLUMNS_MAX] = {0};

	for (int i = 0; i < count; i++)
	{
		set_window(&flow, 0, period, pair[i].current);
		set_window(&flow, 1, period, pair[i].base);
		if (!flow.present[0] && !flow.present[1])
			continue;
		value[1] = pair[i].day;
		growth_columns(rows, &flow, value + 2, null + 2);
		put_row(rows, value, null);
	}
}

/* import_growth(m): growth of every period on the one a year before. */
Datum
sanctions_accessor_import_growth_all(PG_FUNCTION_ARGS)
{
	accessor_rows rows;
	trade_matrix_period *period;
	year_pair  *pair;
	uint16		importer;
	int			count;

	rows_open(fcinfo, &rows);
	if (rows.head->cell_count == 0)
		return (Datum) 0;
	pair = year_pairs(&rows, &count);
	period = palloc(sizeof(trade_matrix_period) * sanctions_part_period_count(rows.reader));
	sanctions_part_ask(rows.reader, &rows.part);
	while (sanctions_part_periods(rows.reader, period, &importer))
		put_years(&rows, importer, period, pair, count);
	return (Datum) 0;
}

Datum
sanctions_accessor_growth_rates(PG_FUNCTION_ARGS)
{
	accessor_rows rows;
	sanctions_flows flows;
	Datum		value[ROW_COLUMNS_MAX];
	bool		null[ROW_COLUMNS_MAX] = {0};

	rows_begin(fcinfo, &rows);
	set_base(fcinfo, &rows);
	sanctions_part_ask(rows.reader, &rows.part);
	while (sanctions_part_flows(rows.reader, &flows))
	{
		value[1] = label_text(&rows, flows.importer);
		for (uint32 i = 0; i < flows.count; i++)
		{
			value[0] = label_text(&rows, flows.flow[i].exporter);
			growth_columns(&rows, &flows.flow[i], value + 2, null + 2);
			put_row(&rows, value, null);
		}
	}
	return (Datum) 0;
}

/* What an importer bought from all; a negative supplier leaves no share that means anything. */
static trade_units
shared_total(const accessor_rows *rows, const sanctions_flows *flows)
{
	trade_sum	total = trade_sum_of(0);

	for (uint32 i = 0; i < flows->count; i++)
	{
		const trade_sum *value = &flows->flow[i].value[0];

		if (unlikely(trade_sum_sign(value) < 0))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("imports of \"%s\" from \"%s\" are negative in the window",
							sanctions_clip_string(rows->head->label[flows->importer]),
							sanctions_clip_string(rows->head->label[flows->flow[i].exporter])),
					 errhint("A share needs values of 0 or more: choose a window that takes in what the corrections correct.")));
		trade_sum_add(&total, value);
	}
	return sanctions_units_from_sum(&total);
}

static void
put_share(accessor_rows *rows, int importer, int exporter, const trade_sum *of_one, trade_units total)
{
	double		part = sum_to_double(of_one);
	Datum		value[] = {label_text(rows, importer), label_text(rows, exporter),
	Float8GetDatum(part), Float8GetDatum(total == 0 ? 0 : part / trade_units_to_double(total))};
	bool		null[] = {false, false, false, total == 0};

	put_row(rows, value, null);
}

/* The flow of an exporter, NULL where there is none. */
static const trade_flow *
find_flow(const sanctions_flows *flows, int exporter)
{
	uint32		low = 0;
	uint32		high = flows->count;

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;

		if (flows->flow[middle].exporter < exporter)
			low = middle + 1;
		else
			high = middle;
	}
	return low < flows->count && flows->flow[low].exporter == exporter ? &flows->flow[low] : NULL;
}

/* Shares of all exporters, or of one. */
static void
put_shares(accessor_rows *rows, int exporter)
{
	sanctions_flows flows;

	while (sanctions_part_flows(rows->reader, &flows))
	{
		const trade_flow *flow = exporter < 0 ? flows.flow : find_flow(&flows, exporter);
		uint32		count = exporter < 0 ? flows.count : 1;
		trade_units total;

		if (flow == NULL)
			continue;
		total = shared_total(rows, &flows);
		for (uint32 i = 0; i < count; i++)
			put_share(rows, flow[i].importer, flow[i].exporter, &flow[i].value[0], total);
	}
}

/* Shares of one where no flow can be negative: the others need not be told apart. */
static void
put_shares_of_total(accessor_rows *rows)
{
	trade_flow	total;
	trade_flow	part;

	while (sanctions_part_share(rows->reader, &total, &part))
		put_share(rows, part.importer, part.exporter, &part.value[0], sanctions_units_from_sum(&total.value[0]));
}

static Datum
import_shares(FunctionCallInfo fcinfo, sanctions_label_reader read)
{
	accessor_rows rows;
	bool		of_one = PG_NARGS() > 2;
	int			exporter = -1;

	rows_begin(fcinfo, &rows);
	if (of_one)
	{
		exporter = read(rows.head, PG_GETARG_DATUM(2));
		if (exporter < 0)
			return (Datum) 0;
		rows.part.has_needed = true;
		rows.part.needed = exporter;
	}
	sanctions_part_ask(rows.reader, &rows.part);
	if (of_one && !sanctions_part_has_negatives(rows.reader))
		put_shares_of_total(&rows);
	else
		put_shares(&rows, exporter);
	return (Datum) 0;
}

/* With an exporter, and without. */
SANCTIONS_FUNCTION(sanctions_accessor_import_shares, import_shares(fcinfo, sanctions_accessor_label))
SANCTIONS_FUNCTION(sanctions_accessor_import_shares_country,
				   import_shares(fcinfo, sanctions_accessor_country))

static void
put_unit_value(accessor_rows *rows, const trade_flow *flow, const trade_flow_quantity *of_rows)
{
	const trade_sum *quantity = &of_rows->quantity[0];
	double		unit_value = 0;
	bool		none = !trade_unit_value(&of_rows->value[0], quantity, &unit_value);
	Datum		value[] = {label_text(rows, flow->exporter), label_text(rows, flow->importer),
		Float8GetDatum(sum_to_double(&flow->value[0])), Float8GetDatum(sum_to_double(quantity)),
	Float8GetDatum(unit_value)};
	bool		null[] = {false, false, false,
	trade_sum_sign(quantity) == 0 && trade_sum_sign(&of_rows->value[0]) == 0, none};

	(void) sanctions_units_from_sum(&of_rows->value[0]);
	put_row(rows, value, null);
}

Datum
sanctions_accessor_unit_values(PG_FUNCTION_ARGS)
{
	accessor_rows rows;
	sanctions_flows flows;

	rows_begin(fcinfo, &rows);
	rows.part.quantities = true;
	sanctions_part_ask(rows.reader, &rows.part);
	while (sanctions_part_flows(rows.reader, &flows))
		for (uint32 i = 0; i < flows.count; i++)
			put_unit_value(&rows, &flows.flow[i], &flows.quantity[i]);
	return (Datum) 0;
}
