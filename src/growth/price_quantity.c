/* The change of a value by price and by quantity. */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"

#include "compat.h"
#include "exact/call.h"
#include "exact/value.h"
#include "growth/price_quantity_core.h"

#define PART_COLUMNS 2

PG_FUNCTION_INFO_V1(sanctions_price_quantity);

Datum
sanctions_price_quantity(PG_FUNCTION_ARGS)
{
	trade_lot	base = {sanctions_units_from_float8(PG_GETARG_FLOAT8(0)),
	sanctions_units_from_float8(PG_GETARG_FLOAT8(1)), 1};
	trade_lot	current = {sanctions_units_from_float8(PG_GETARG_FLOAT8(2)),
	sanctions_units_from_float8(PG_GETARG_FLOAT8(3)), 1};
	trade_growth_parts parts = {0, 0};
	bool		known = trade_growth_parts_of(&base, &current, &parts);
	Datum		values[PART_COLUMNS] = {Float8GetDatum(parts.price), Float8GetDatum(parts.quantity)};
	bool		nulls[PART_COLUMNS] = {!known, !known};

	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(sanctions_call_row(fcinfo), values, nulls)));
}
