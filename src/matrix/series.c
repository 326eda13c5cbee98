/* Accessors of trade_matrix that give a series. */
#include "postgres.h"

#include "fmgr.h"

#include "matrix/accessor.h"
#include "compat.h"
#include "exact/value.h"
#include "series/series.h"

#define CELLS_A_STEP 1024

PG_FUNCTION_INFO_V1(sanctions_accessor_series);

static struct varlena *
series_of_part(sanctions_part_reader *reader, const sanctions_part *part)
{
	sanctions_series series = {sanctions_part_head(reader)->frequency};
	int			step = trade_period_step(series.frequency);
	trade_month first = sanctions_part_period(reader, 0);
	int			periods = (sanctions_part_period(reader, sanctions_part_period_count(reader) - 1) - first) / step + 1;
	trade_period_sum *sum = palloc0(sizeof(trade_period_sum) * periods);
	trade_cell *cells = palloc(sizeof(trade_cell) * CELLS_A_STEP);
	uint32		count;

	sanctions_part_ask(reader, part);
	while ((count = sanctions_part_cells(reader, cells, CELLS_A_STEP)) > 0)
		trade_periods_add(sum, first, step, cells, count);
	series.point = palloc(sizeof(trade_point) * periods);
	for (int i = 0; i < periods; i++)
		if (sum[i].cells > 0)
			series.point[series.count++] = (trade_point) {first + i * step, sum[i].cells,
				sanctions_units_from_sum(&sum[i].value)};
	if (series.count == 0)
		series.frequency = TRADE_FREQUENCY_NONE;
	return sanctions_series_make(&series);
}

Datum
sanctions_accessor_series(PG_FUNCTION_ARGS)
{
	sanctions_part_reader *reader;
	sanctions_part part;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	reader = sanctions_accessor_open(fcinfo, &part);
	if (sanctions_part_period_count(reader) == 0)
		PG_RETURN_POINTER(sanctions_series_make(&(sanctions_series) {TRADE_FREQUENCY_NONE}));
	PG_RETURN_POINTER(series_of_part(reader, &part));
}
