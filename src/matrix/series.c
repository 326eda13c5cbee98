/* Accessors of trade_matrix that give a series. */
#include "postgres.h"

#include "fmgr.h"

#include "matrix/accessor.h"
#include "compat.h"
#include "exact/value.h"
#include "series/series.h"

#define CELLS_A_STEP 1024

PG_FUNCTION_INFO_V1(sanctions_accessor_series);

/* Sums of consecutive periods. */
typedef struct period_sums
{
	int			step;			/* months of a period */
	trade_span	room;			/* first and last period of sum; none at first */
	trade_span	used;
	trade_period_sum *sum;
} period_sums;

/* Widens the room to hold what is used; by as much again, so that cost stays linear. */
static void
period_sums_widen(period_sums *sums)
{
	trade_span	room = sums->used;
	trade_period_sum *old = sums->sum;

	if (old != NULL)
	{
		int			more = trade_span_months(sums->room) / sums->step * sums->step;

		if (room.first >= sums->room.first && room.last <= sums->room.last)
			return;
		room.first = room.first >= sums->room.first ? sums->room.first :
			Max(TRADE_MONTH_FIRST, Min(room.first, sums->room.first - more));
		room.last = room.last <= sums->room.last ? sums->room.last :
			Min(TRADE_MONTH_LAST, Max(room.last, sums->room.last + more));
	}
	sums->sum = palloc0(sizeof(trade_period_sum) * ((room.last - room.first) / sums->step + 1));
	if (old != NULL)
	{
		memcpy(sums->sum + (sums->room.first - room.first) / sums->step, old,
			   sizeof(trade_period_sum) * ((sums->room.last - sums->room.first) / sums->step + 1));
		pfree(old);
	}
	sums->room = room;
}

static struct varlena *
series_of_sums(const period_sums *sums, trade_frequency frequency)
{
	int			periods = sums->sum == NULL ? 0 : (sums->room.last - sums->room.first) / sums->step + 1;
	sanctions_series series = {frequency};

	series.point = palloc(sizeof(trade_point) * (periods + 1));
	for (int i = 0; i < periods; i++)
		if (sums->sum[i].cells > 0)
			series.point[series.count++] = (trade_point) {sums->room.first + i * sums->step,
				sums->sum[i].cells, sanctions_units_from_sum(&sums->sum[i].value)};
	if (series.count == 0)
		series.frequency = TRADE_FREQUENCY_NONE;
	return sanctions_series_make(&series);
}

static struct varlena *
series_of_part(sanctions_part_reader *reader, const sanctions_part *part)
{
	trade_frequency frequency = sanctions_part_head(reader)->frequency;
	trade_cell *cells = palloc(sizeof(trade_cell) * CELLS_A_STEP);
	period_sums sums = {trade_period_step(frequency)};
	uint32		count;

	sums.used = (trade_span) {TRADE_MONTH_LAST, TRADE_MONTH_FIRST};
	sanctions_part_ask(reader, part);
	while ((count = sanctions_part_cells(reader, cells, CELLS_A_STEP)) > 0)
	{
		trade_cells_stretch(cells, count, &sums.used);
		period_sums_widen(&sums);
		trade_periods_add(sums.sum, sums.room.first, sums.step, cells, count);
	}
	return series_of_sums(&sums, frequency);
}

Datum
sanctions_accessor_series(PG_FUNCTION_ARGS)
{
	sanctions_part_reader *reader;
	const sanctions_matrix *head;
	sanctions_part part = {0};

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	reader = sanctions_part_open(PG_GETARG_DATUM(0), PG_ARGISNULL(2));
	head = sanctions_part_head(reader);
	if (!PG_ARGISNULL(1))
		part.exporters = sanctions_accessor_labels(head, PG_GETARG_ARRAYTYPE_P(1), "exporters");
	if (!PG_ARGISNULL(2))
		part.importers = sanctions_accessor_labels(head, PG_GETARG_ARRAYTYPE_P(2), "importers");
	part.windows.span[0] = TRADE_ALL_TIME;
	part.windows.span[1] = TRADE_NO_SPAN;
	PG_RETURN_POINTER(series_of_part(reader, &part));
}
