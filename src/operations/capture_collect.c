/* Captured rows as matrices, one a product, and as rows by period. */
#include "postgres.h"

#include "utils/memutils.h"

#include "code/hs_core.h"
#include "matrix/batch.h"
#include "operations/capture_collect.h"
#include "series/series.h"
#include "state/dictionary.h"
#include "state/steps.h"

/* Room that a dictionary begins with; that for texts holds the longest. */
#define FIRST_ENTRIES 8
#define FIRST_TEXT (TRADE_LABEL_BYTES_MAX + 1)

/* Bytes of an entry, as a power of two: of a product, whose number is asked, its key; of a month its rows too. */
#define PRODUCT_BITS 3
#define MONTH_BITS 4
#define MONTH_ROWS 1

/* With more products, or bytes of theirs, no further row is taken. */
#define MOST_PRODUCTS 262144
#define MOST_TEXT (8 * 1024 * 1024)

struct sanctions_capture
{
	trade_label_kind product;
	MemoryContext context;		/* of the dictionary */
	trade_dictionary *products; /* the number of one is that of its matrix */
	sanctions_batch *batch;
	capture_sink sink;			/* while it is finished */
	void	   *to;
};

/* Room for more entries, or for a text of a length; old may be NULL. */
static trade_dictionary *
grow(MemoryContext context, trade_dictionary *old, uint8 entry_bits, int length)
{
	uint32		capacity = old ? old->capacity : FIRST_ENTRIES;
	uint32		text = old ? old->text_capacity : 0;
	trade_dictionary *dictionary;
	Size		size;

	if (old && old->count == capacity)
		capacity *= 2;
	if (length > 0 && text - (old ? old->text_used : 0) < length + 1)
		text = 2 * text + FIRST_TEXT;
	size = trade_dictionary_size(capacity, text, entry_bits);
	dictionary = MemoryContextAllocHuge(context, size);
	sanctions_zero(dictionary, size);
	trade_dictionary_init(dictionary, capacity, text, entry_bits, sanctions_secret());
	if (old)
	{
		sanctions_dictionary_move(dictionary, old, length > 0);
		pfree(old);
	}
	return dictionary;
}

sanctions_capture *
sanctions_capture_begin(const capture_columns *columns, int64 rows, Size limit)
{
	sanctions_capture *capture = palloc(sizeof(sanctions_capture));

	capture->product = columns->product;
	capture->context = AllocSetContextCreate(CurrentMemoryContext, "captured products", ALLOCSET_DEFAULT_SIZES);
	capture->products = grow(capture->context, NULL, PRODUCT_BITS, 0);
	capture->batch = sanctions_batch_create(columns->label, columns->frequency, rows, limit);
	return capture;
}

static inline uint64 *
find_product(sanctions_capture *capture, const capture_label *product)
{
	if (capture->product == TRADE_LABEL_HS)
		return trade_dictionary_code(capture->products, sanctions_secret(), product->code);
	return trade_dictionary_text(capture->products, sanctions_secret(), product->text, product->length);
}

static inline uint32
product_number(sanctions_capture *capture, const capture_label *product)
{
	uint64	   *entry = find_product(capture, product);

	if (unlikely(entry == NULL))
	{
		capture->products = grow(capture->context, capture->products, PRODUCT_BITS,
								 capture->product == TRADE_LABEL_HS ? 0 : product->length);
		entry = find_product(capture, product);
	}
	return entry - trade_dictionary_entry(capture->products, 0);
}

static inline uint32
label_id(sanctions_work *labels, const capture_label *label)
{
	if (labels->kind == TRADE_LABEL_COUNTRY)
		return sanctions_work_country(labels, label->code);
	return sanctions_work_label(labels, label->text, label->length);
}

bool
sanctions_capture_is_full(const sanctions_capture *capture)
{
	return sanctions_batch_is_full(capture->batch) || capture->products->count > MOST_PRODUCTS ||
		capture->products->text_used > MOST_TEXT;
}

void
sanctions_capture_add(sanctions_capture *capture, const capture_row *row, bool removed)
{
	sanctions_batch *batch = capture->batch;
	uint32		number = product_number(capture, &row->product);
	uint64		key = trade_row_key(label_id(batch->labels, &row->importer), label_id(batch->labels, &row->exporter), row->month);
	trade_units value = row->is_thousandths ? (trade_units) row->thousandths * TRADE_UNITS_PER_THOUSANDTH : row->value;
	trade_sum	sum;
	trade_sum	quantity;

	if (row->is_thousandths && row->quantity == 0)
	{
		sanctions_batch_add_thousandths(batch, number, key, removed ? -row->thousandths : row->thousandths);
		return;
	}
	sum = trade_sum_of(removed ? -value : value);
	quantity = trade_sum_of(removed ? -row->quantity : row->quantity);
	sanctions_batch_add(batch, number, key, &sum, row->quantity == 0 ? NULL : &quantity);
}

static void
give_product(void *to, uint32 number, struct varlena *matrix)
{
	const sanctions_capture *capture = to;
	const uint64 *entry = trade_dictionary_entry(capture->products, number);
	char		code[TRADE_HS_MAX_DIGITS + 1];
	const char *text = code;
	int			length;

	if (capture->product == TRADE_LABEL_TEXT)
		text = trade_dictionary_label(capture->products, entry[0], &length);
	else
		length = trade_hs_text(entry[0], code);
	capture->sink(capture->to, text, length, matrix);
}

void
sanctions_capture_finish(sanctions_capture *capture, capture_sink sink, void *to)
{
	capture->sink = sink;
	capture->to = to;
	sanctions_batch_finish(capture->batch, give_product, capture);
	MemoryContextReset(capture->context);
	capture->products = grow(capture->context, NULL, PRODUCT_BITS, 0);
}

struct sanctions_capture_periods
{
	trade_frequency frequency;
	MemoryContext context;
	trade_dictionary *months;
	uint64	   *last;			/* the entry of the last row */
};

sanctions_capture_periods *
sanctions_capture_periods_begin(trade_frequency frequency)
{
	sanctions_capture_periods *periods = palloc(sizeof(sanctions_capture_periods));

	periods->frequency = frequency;
	periods->context = CurrentMemoryContext;
	periods->months = grow(periods->context, NULL, MONTH_BITS, 0);
	periods->last = NULL;
	return periods;
}

void
sanctions_capture_periods_add(sanctions_capture_periods *periods, trade_month month)
{
	if (likely(periods->last != NULL && periods->last[0] == (uint64) month))
	{
		periods->last[MONTH_ROWS]++;
		return;
	}
	periods->last = trade_dictionary_code(periods->months, sanctions_secret(), month);
	if (unlikely(periods->last == NULL))
	{
		periods->months = grow(periods->context, periods->months, MONTH_BITS, 0);
		periods->last = trade_dictionary_code(periods->months, sanctions_secret(), month);
	}
	periods->last[MONTH_ROWS]++;
}

static int
compare_points(const void *a, const void *b)
{
	return ((const trade_point *) a)->month - ((const trade_point *) b)->month;
}

struct varlena *
sanctions_capture_periods_finish(sanctions_capture_periods *periods)
{
	int			count = periods->months->count;
	sanctions_series series = {periods->frequency, count, palloc((count + 1) * sizeof(trade_point))};

	/* months that there can be are few enough for one step */
	for (int i = 0; i < count; i++)
	{
		const uint64 *entry = trade_dictionary_entry(periods->months, i);

		series.point[i] = (trade_point) {entry[0], entry[MONTH_ROWS], entry[MONTH_ROWS] * TRADE_UNITS_PER_ONE};
	}
	qsort(series.point, count, sizeof(trade_point), compare_points);
	return sanctions_series_make(&series);
}
