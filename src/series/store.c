/* trade_series: reading stored values, making them, and the working form in the server. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "exact/value.h"
#include "series/state.h"
#include "state/errors.h"
#include "state/form.h"

#define TYPE SANCTIONS_SERIES_TYPE

static trade_series_work *
work_alloc(Size bytes, trade_frequency frequency)
{
	uint32		capacity = trade_series_work_capacity(bytes);
	Size		size = trade_series_work_size(capacity);
	trade_series_work *work = palloc(size);

	trade_series_work_init(work, capacity, frequency);
	SET_VARSIZE(work, size);
	return work;
}

trade_series_work *
sanctions_series_work_create(trade_frequency frequency)
{
	return work_alloc(TRADE_SERIES_FIRST_BYTES, frequency);
}

/* Into a block twice as large.  There are only so many months: it ends at 8 MB. */
static trade_series_work *
work_grow(const trade_series_work *from)
{
	Size		bytes = TRADE_SERIES_FIRST_BYTES;
	trade_series_work *to;

	CHECK_FOR_INTERRUPTS();
	while (trade_series_work_capacity(bytes) <= from->capacity)
		bytes *= 2;
	to = work_alloc(bytes, from->frequency);
	trade_series_work_move(to, from);
	return to;
}

void
sanctions_series_work_add_slow(trade_series_work **work, const trade_series_entry *entry)
{
	if (trade_series_work_add_slow(*work, entry))
		return;
	*work = work_grow(*work);
	if (!trade_series_work_add_slow(*work, entry))
		elog(ERROR, "no room for a period of a trade_series");
}

void
sanctions_series_work_require(trade_series_work *work, trade_frequency frequency)
{
	if (likely(work->frequency == frequency) || frequency == TRADE_FREQUENCY_NONE)
		return;
	if (work->frequency != TRADE_FREQUENCY_NONE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("annual and monthly trade_series do not merge"),
				 errhint("Build both from years, or both from dates.")));
	work->frequency = frequency;
}

/* Stored by some other aggregate it may lie anywhere, without its long header. */
const trade_series_work *
sanctions_series_work_open(struct varlena *series)
{
	Size		size = VARSIZE_ANY_EXHDR(series) + VARHDRSZ;
	trade_series_work *work = (trade_series_work *) series;
	const char *problem;

	if (!VARATT_IS_4B_U(series) || (uintptr_t) series % 8 != 0)
	{
		work = palloc(Max(size, sizeof(trade_series_work)));
		memcpy((char *) work + VARHDRSZ, VARDATA_ANY(series), size - VARHDRSZ);
		SET_VARSIZE(work, size);
	}
	problem = trade_series_work_check(work, size);
	if (problem != NULL)
		sanctions_reject_stored(TYPE, problem);
	return work;
}

static void
merge_entry(trade_series_work **work, trade_series_entry entry, bool subtract)
{
	if (subtract)
		trade_series_entry_negate(&entry);
	if (!trade_series_work_add(*work, &entry))
		sanctions_series_work_add_slow(work, &entry);
}

static void
merge_working(trade_series_work **work, struct varlena *series, bool subtract)
{
	const trade_series_work *other = sanctions_series_work_open(series);

	sanctions_series_work_require(*work, other->frequency);
	for (uint32 i = 0; i < other->capacity; i++)
		if (trade_series_entries(other)[i].month != 0)
			merge_entry(work, trade_series_entries(other)[i], subtract);
}

/* The problem with bytes that are no series, or NULL and the series. */
static const char *
read_stored(struct varlena *stored, sanctions_series **result)
{
	const uint8 *bytes = (const uint8 *) VARDATA_ANY(stored);
	trade_series_shape shape;
	const char *problem = trade_series_read_head(&shape, bytes, VARSIZE_ANY_EXHDR(stored));

	if (problem != NULL)
		return problem;
	*result = sanctions_series_alloc(shape.frequency, shape.count);
	(*result)->count = shape.count;
	return trade_series_read(&shape, bytes, (*result)->point);
}

const char *
sanctions_series_problem(struct varlena *stored)
{
	sanctions_series *series;

	return read_stored(stored, &series);
}

/* Points of a canonical series; a damaged one is XX001. */
static sanctions_series *
read_points(struct varlena *stored)
{
	sanctions_series *series = NULL;
	const char *problem = read_stored(stored, &series);

	if (problem != NULL)
		sanctions_reject_stored(TYPE, problem);
	return series;
}

static void
merge_canonical(trade_series_work **work, struct varlena *series, bool subtract)
{
	const sanctions_series *other = read_points(series);

	sanctions_series_work_require(*work, other->frequency);
	for (int i = 0; i < other->count; i++)
		merge_entry(work, trade_series_entry_of(other->point[i].month, other->point[i].rows,
												other->point[i].value), subtract);
}

void
sanctions_series_work_merge(trade_series_work **work, struct varlena *other, bool subtract)
{
	if (sanctions_state_is_working(other))
		merge_working(work, other, subtract);
	else
		merge_canonical(work, other, subtract);
}

/* The entries as points; counts and sums beyond their limits are 22003. */
static sanctions_series *
points_of(const trade_series_work *work)
{
	const trade_series_entry *entries = trade_series_entries(work);
	sanctions_series *series = sanctions_series_alloc(work->frequency, work->count);

	for (uint32 i = 0; i < work->capacity; i++)
	{
		trade_point *point = &series->point[series->count];

		if (entries[i].month == 0)
			continue;
		point->month = entries[i].month;
		if (!trade_series_entry_rows(&entries[i], &point->rows))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("number of rows of a period of %s is out of range", TYPE)));
		point->value = sanctions_units_from_sum(&entries[i].value);
		series->count++;
	}
	return series;
}

struct varlena *
sanctions_series_work_finish(const trade_series_work *work)
{
	sanctions_series *series = points_of(work);

	if (!sanctions_series_sort(series))
		sanctions_reject_stored(TYPE, "a period comes twice");
	return sanctions_series_make(series);
}

struct varlena *
sanctions_series_canonical(struct varlena *series)
{
	trade_series_work *work;

	if (!sanctions_state_is_working(series))
		return series;
	work = sanctions_series_work_create(TRADE_FREQUENCY_NONE);
	sanctions_series_work_merge(&work, series, false);
	return sanctions_series_work_finish(work);
}

sanctions_series *
sanctions_series_alloc(trade_frequency frequency, int room)
{
	sanctions_series *series = palloc(sizeof(sanctions_series));

	series->frequency = frequency;
	series->count = 0;
	series->point = palloc(sizeof(trade_point) * Max(room, 1));
	return series;
}

sanctions_series *
sanctions_series_decode(Datum datum)
{
	CHECK_FOR_INTERRUPTS();
	return read_points(sanctions_series_canonical(PG_DETOAST_DATUM_PACKED(datum)));
}

struct varlena *
sanctions_series_make(const sanctions_series *series)
{
	trade_series_shape shape = trade_series_shape_of(series->frequency, series->point, series->count);
	Size		size = trade_series_size(&shape) + VARHDRSZ;
	struct varlena *result = palloc(size);

	SET_VARSIZE(result, size);
	trade_series_write(&shape, series->point, (uint8 *) VARDATA(result));
	return result;
}

static int
compare_points(const void *a, const void *b)
{
	return ((const trade_point *) a)->month - ((const trade_point *) b)->month;
}

/* Points without rows and value go, once it is known that no period comes twice. */
bool
sanctions_series_sort(sanctions_series *series)
{
	int			kept = 0;

	qsort(series->point, series->count, sizeof(trade_point), compare_points);
	for (int i = 1; i < series->count; i++)
		if (series->point[i].month == series->point[i - 1].month)
			return false;
	for (int i = 0; i < series->count; i++)
		if (series->point[i].rows != 0 || series->point[i].value != 0)
			series->point[kept++] = series->point[i];
	series->count = kept;
	return true;
}
