/* Accessors of trade_matrix: who took over from blocked suppliers, and at what price. */
#include "postgres.h"

#include "fmgr.h"

#include "matrix/accessor.h"
#include "compat.h"
#include "exact/function.h"
#include "exact/value.h"
#include "period/window.h"
#include "mix/pivot.h"

#define BEFORE 0
#define AFTER 1

/* Prices by label: of a supplier to the importer and, afterwards, to others. */
typedef struct pivot_prices
{
	const sanctions_matrix *head;
	trade_price *to_importer;
	trade_price *to_others;
	trade_price blocked;		/* of all blocked suppliers, before */
} pivot_prices;

/* The importer's purchases in both windows. */
typedef struct pivot_sides
{
	sanctions_mix mix[TRADE_WINDOWS];
	trade_sum	blocked_value;
	trade_sum	blocked_quantity;
} pivot_sides;

static trade_price
price_of(const trade_sum *value, const trade_sum *quantity)
{
	return (trade_price) {sanctions_units_from_sum(value), sanctions_units_from_sum(quantity)};
}

static void
sides_begin(pivot_sides *sides, const sanctions_matrix *head)
{
	memset(sides, 0, sizeof *sides);
	for (int side = BEFORE; side <= AFTER; side++)
		sides->mix[side] = sanctions_accessor_mix(head);
}

/* What the importer bought, of whom, and at what prices. */
static void
read_sides(sanctions_part_reader *reader, const sanctions_part *part, const uint64 *blocked,
		   pivot_sides *sides, pivot_prices *prices)
{
	const sanctions_matrix *head = prices->head;
	sanctions_flows flows;

	sides_begin(sides, head);
	sanctions_part_ask(reader, part);
	if (!sanctions_part_flows(reader, &flows))
		return;
	for (uint32 i = 0; i < flows.count; i++)
	{
		const trade_flow *flow = &flows.flow[i];
		const trade_flow_quantity *priced = &flows.quantity[i];

		for (int side = BEFORE; side <= AFTER; side++)
			sanctions_accessor_mix_add(&sides->mix[side], head, flow->exporter, &flow->value[side]);
		prices->to_importer[flow->exporter] = price_of(&priced->value[AFTER], &priced->quantity[AFTER]);
		if (!sanctions_label_set_has(blocked, flow->exporter))
			continue;
		trade_sum_add(&sides->blocked_value, &priced->value[BEFORE]);
		trade_sum_add(&sides->blocked_quantity, &priced->quantity[BEFORE]);
	}
	prices->blocked = price_of(&sides->blocked_value, &sides->blocked_quantity);
}

/* What the importer's suppliers took from others; a flow to oneself is no sale. */
static void
read_others(sanctions_part_reader *reader, int importer, trade_span after, pivot_prices *prices)
{
	const sanctions_matrix *head = prices->head;
	sanctions_part part = {.windows = {{after, TRADE_NO_SPAN}}, .quantities = true};
	uint64	   *importers = sanctions_label_set(head);
	uint64	   *suppliers = sanctions_label_set(head);
	trade_flow_quantity *sum = palloc0(sizeof(trade_flow_quantity) * (head->label_count + 1));
	sanctions_flows flows;

	for (int label = 0; label < head->label_count; label++)
	{
		if (label != importer)
			sanctions_label_set_add(importers, label);
		if (prices->to_importer[label].quantity > 0)
			sanctions_label_set_add(suppliers, label);
	}
	part.importers = importers;
	part.exporters = suppliers;
	sanctions_part_ask(reader, &part);
	while (sanctions_part_flows(reader, &flows))
		for (uint32 i = 0; i < flows.count; i++)
		{
			trade_flow_quantity *of_one = &sum[flows.flow[i].exporter];

			if (flows.flow[i].exporter == flows.importer)
				continue;
			trade_sum_add(&of_one->value[0], &flows.quantity[i].value[0]);
			trade_sum_add(&of_one->quantity[0], &flows.quantity[i].quantity[0]);
		}
	for (int label = 0; label < head->label_count; label++)
		prices->to_others[label] = price_of(&sum[label].value[0], &sum[label].quantity[0]);
	pfree(sum);
}

static void
append_relative(StringInfo out, const char *name, const trade_price *price, const trade_price *other)
{
	double		relative;

	if (trade_relative_price(price, other, &relative))
		sanctions_append_figure(out, name, relative);
	else
		appendStringInfo(out, ",\"%s\":null", name);
}

static void
write_prices(StringInfo out, const char *label, int length, const void *context)
{
	const pivot_prices *prices = context;
	int			captor = sanctions_matrix_find(prices->head, label, length);

	append_relative(out, "relative_price", &prices->to_importer[captor], &prices->blocked);
	append_relative(out, "price_to_others", &prices->to_importer[captor], &prices->to_others[captor]);
}

static Datum
pivot_of_matrix(FunctionCallInfo fcinfo, sanctions_label_reader read, ArrayType *blocked)
{
	sanctions_part_reader *reader = sanctions_part_open(PG_GETARG_DATUM(0), false);
	const sanctions_matrix *head = sanctions_part_head(reader);
	Size		room = sizeof(trade_price) * (head->label_count + 1);
	pivot_prices prices = {head, palloc0(room), palloc0(room)};
	trade_span	before = sanctions_accessor_window(head, PG_GETARG_DATUM(2));
	trade_span	after = sanctions_accessor_window(head, PG_GETARG_DATUM(3));
	int			importer = read(head, PG_GETARG_DATUM(1));
	uint64	   *importers = sanctions_label_set(head);
	sanctions_part part = {.importers = importers, .windows = {{before, after}}, .quantities = true};
	pivot_sides sides;
	sanctions_pivot given = {&sides.mix[BEFORE], &sides.mix[AFTER], trade_span_months(before),
	trade_span_months(after), blocked, write_prices, &prices};

	if (importer >= 0)
		sanctions_label_set_add(importers, importer);
	read_sides(reader, &part, sanctions_accessor_labels(head, blocked, "blocked"), &sides, &prices);
	if (head->has_quantity)
		read_others(reader, importer, after, &prices);
	return sanctions_pivot_result(fcinfo, &given);
}

static Datum
pivot(FunctionCallInfo fcinfo, sanctions_label_reader read)
{
	ArrayType  *blocked = sanctions_pivot_blocked(fcinfo, 4);

	for (int arg = 0; arg < 4; arg++)
		if (PG_ARGISNULL(arg))
			PG_RETURN_NULL();
	return pivot_of_matrix(fcinfo, read, blocked);
}

SANCTIONS_FUNCTION(sanctions_accessor_pivot, pivot(fcinfo, sanctions_accessor_label))
SANCTIONS_FUNCTION(sanctions_accessor_pivot_country, pivot(fcinfo, sanctions_accessor_country))
