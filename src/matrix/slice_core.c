/* A slice of a stored matrix: opening it, its periods, numbers of any width. */
#include "matrix/slice_core.h"

#include "matrix/ten_core.h"

/* With a sign so many bits take a word, and 2^24 numbers of so many add up in 127. */
#define NARROW_BITS 62
#define SCALED_BITS 101

/*
 * What high parts have to spare, for the time that they take: where each slice had those
 * that spare a bit, growth took a tenth more instructions and guessed wrongly a fifth more
 * often, for 4 % fewer bytes.
 */
#define HIGH_PART_BITS 128

/*
 * Each part is read from `at` on, which moves behind it; nothing is read from beyond
 * the limit, where some bits may be.
 */
static bool
read_base(const trade_matrix_slice *slice, trade_matrix_column *column, uint64_t *at)
{
	uint32_t	width;

	if (*at > slice->bits)
		return false;
	width = (uint32_t) trade_bits_get(slice->bytes, *at, TRADE_MATRIX_BASE_BITS);
	*at += TRADE_MATRIX_BASE_BITS + width;
	if (width > 128 || *at > slice->bits)
		return false;
	column->base = trade_bits_get_wide(slice->bytes, *at - width, width);
	return trade_bits_of(column->base) == width;
}

static inline bool
read_form(const trade_matrix_slice *slice, bool has_base, trade_matrix_column *column, uint64_t *at)
{
	uint32_t	form;
	uint32_t	bits;

	if (*at > slice->bits)
		return false;
	form = (uint32_t) trade_bits_get(slice->bytes, *at, TRADE_MATRIX_FORM_BITS);
	*at += TRADE_MATRIX_FORM_BITS;
	column->power = trade_tens[form & ((1 << TRADE_MATRIX_POWER_BITS) - 1)];
	form >>= TRADE_MATRIX_POWER_BITS;
	column->low_width = form & ((1 << TRADE_MATRIX_WIDTH_BITS) - 1);
	column->high_width = form >> TRADE_MATRIX_WIDTH_BITS;
	column->base = 0;
	bits = column->low_width + column->high_width;
	if (has_base)
	{
		if (!read_base(slice, column, at))
			return false;
		if (trade_bits_of(column->base) > bits)
			bits = trade_bits_of(column->base);
	}
	column->narrow = bits <= NARROW_BITS && bits + (64 - __builtin_clzll(column->power)) <= SCALED_BITS &&
		column->low_width <= TRADE_BITS_AT_ONCE && column->high_width <= TRADE_BITS_AT_ONCE;
	return column->low_width <= TRADE_MATRIX_WIDTH_MAX && column->high_width <= TRADE_MATRIX_WIDTH_MAX;
}

static ALWAYS_INLINE bool
read_forms(trade_matrix_slice *slice, const trade_matrix_shape *shape, uint64_t *at)
{
	for (uint32_t kind = 0; kind < slice->kinds; kind++)
		if (!read_form(slice, shape->flags & TRADE_MATRIX_SIGNED << kind, &slice->column[kind], at))
			return false;
	return true;
}

/* Of cells whose periods share their upper bits the first that is not before a period. */
static uint32_t
first_of_bucket(const trade_matrix_slice *slice, uint32_t bucket, uint32_t cell, uint32_t period)
{
	uint64_t	below = period & trade_bits_mask(slice->low_bits);

	while (cell < slice->cells && trade_bits_get(slice->bytes, slice->presence + cell + bucket, 1) &&
		   trade_bits_get(slice->bytes, slice->low_period + (uint64_t) cell * slice->low_bits, slice->low_bits) < below)
		cell++;
	return cell;
}

uint32_t
trade_matrix_list_first(const trade_matrix_slice *slice, uint32_t period)
{
	uint32_t	bucket = period >> slice->low_bits;
	uint32_t	cell = 0;

	if (bucket > 0)
		cell = (uint32_t) (trade_bits_behind_zeros(slice->bytes, slice->presence, bucket) - slice->presence) - bucket;
	return slice->low_bits == 0 ? cell : first_of_bucket(slice, bucket, cell, period);
}

/* Counts the cells before each bound in a grid that one word holds; none are counted twice. */
static inline bool
count_word(trade_matrix_slice *slice, const trade_matrix_bounds *bounds, uint64_t word)
{
	uint32_t	cells = trade_bits_count(word);

	for (uint32_t i = 0; i < bounds->count; i++)
	{
		uint32_t	period = bounds->period[i];

		slice->first[i] = period == 0 ? 0 : period == slice->periods ? cells
			: trade_bits_count(word & trade_bits_mask(period * slice->exporter_count));
	}
	return cells == slice->cells;
}

/* Counts the cells of a grid, and on the way those before each bound; false where they are not so many. */
static bool
count_grid(trade_matrix_slice *slice, const trade_matrix_bounds *bounds)
{
	uint64_t	all = (uint64_t) slice->periods * slice->exporter_count;
	uint32_t	period = 0;
	uint32_t	cells = 0;
	uint64_t	at = slice->presence;

	if (all <= TRADE_BITS_AT_ONCE)
		return count_word(slice, bounds, trade_bits_get(slice->bytes, at, all));
	for (uint32_t i = 0; i < bounds->count; i++)
	{
		uint64_t	bits = (uint64_t) (bounds->period[i] - period) * slice->exporter_count;

		cells += trade_bits_count_range(slice->bytes, at, bits);
		slice->first[i] = cells;
		period = bounds->period[i];
		at += bits;
	}
	cells += trade_bits_count_range(slice->bytes, at, (uint64_t) (slice->periods - period) * slice->exporter_count);
	return cells == slice->cells;
}

void
trade_matrix_need(trade_matrix_bounds *bounds, const trade_matrix_shape *shape, uint32_t exporter)
{
	uint32_t	width = shape->label_bits;

	bounds->needs = true;
	bounds->exporter = exporter;
	bounds->step = 0;
	bounds->ones = 0;
	for (; width > 0 && bounds->step + width <= TRADE_BITS_AT_ONCE; bounds->step += width)
		bounds->ones |= UINT64_C(1) << bounds->step;
	bounds->wanted = bounds->ones * exporter;
	bounds->tops = width > 0 ? bounds->ones << (width - 1) : 0;
}

/*
 * The first of some places, or cells, where the exporter that is needed is; false where
 * it is at none.
 *
 * As many as a word has are compared at once: a field of zeros is one from which a
 * subtraction borrows (Mycroft; Warren, Hacker's Delight, 6-1).
 */
static bool
find_needed(trade_matrix_slice *slice, const trade_matrix_bounds *bounds, uint32_t from, uint32_t to)
{
	uint64_t	at = slice->exporter + (uint64_t) from * slice->label_bits;
	uint64_t	end = slice->exporter + (uint64_t) to * slice->label_bits;

	/* the only label */
	slice->needed = from;
	if (slice->label_bits == 0)
		return from < to;
	for (; at < end; at += bounds->step)
	{
		uint64_t	differs = trade_bits_get(slice->bytes, at, bounds->step) ^ bounds->wanted;
		uint64_t	found = (differs - bounds->ones) & ~differs & bounds->tops;

		if (found == 0)
			continue;
		at += __builtin_ctzll(found);
		slice->needed = (uint32_t) (at - slice->exporter) / slice->label_bits;
		return at < end;
	}
	return false;
}

static inline bool
read_grid(trade_matrix_slice *slice, uint64_t *at)
{
	if (*at > slice->bits)
		return false;
	slice->exporter_count = (uint32_t) trade_bits_get(slice->bytes, *at, slice->label_bits) + 1;
	slice->exporter = *at + slice->label_bits;
	slice->low_bits = 0;
	slice->presence = slice->exporter + (uint64_t) slice->exporter_count * slice->label_bits;
	*at = slice->presence + (uint64_t) slice->exporter_count * slice->periods;
	return *at <= slice->bits;
}

static inline bool
read_list(trade_matrix_slice *slice, const trade_matrix_bounds *bounds, uint64_t *at)
{
	uint64_t	bits;

	slice->exporter_count = 0;
	slice->low_bits = trade_matrix_low_bits(slice->cells, slice->periods);
	bits = trade_matrix_unary_bits(slice->cells, slice->periods, slice->low_bits);
	slice->low_period = *at;
	slice->presence = slice->low_period + (uint64_t) slice->cells * slice->low_bits;
	slice->exporter = slice->presence + bits;
	*at = slice->exporter + (uint64_t) slice->cells * slice->label_bits;
	if (*at > slice->bits || trade_bits_count_range(slice->bytes, slice->presence, bits) != slice->cells)
		return false;
	for (uint32_t i = 0; i < bounds->count; i++)
		slice->first[i] = trade_matrix_slice_first(slice, bounds->period[i]);
	return true;
}

/* Whether a slice has no cell of the exporter that is needed; its columns are placed. */
static inline bool
lacks_needed(trade_matrix_slice *slice, const trade_matrix_bounds *bounds)
{
	uint32_t	from = slice->listed ? slice->first[0] : 0;
	uint32_t	to = slice->listed ? slice->first[bounds->count - 1] : slice->exporter_count;

	return !find_needed(slice, bounds, from, to);
}

static inline bool
place_numbers(const trade_matrix_slice *slice, trade_matrix_column *column, uint64_t *at)
{
	uint32_t	marked = 0;

	column->marks = *at;
	if (column->high_width > 0)
	{
		*at += slice->cells;
		if (*at > slice->bits)
			return false;
		marked = trade_bits_count_range(slice->bytes, column->marks, slice->cells);
	}
	column->low = *at;
	column->high = column->low + (uint64_t) slice->cells * column->low_width;
	*at = column->high + (uint64_t) marked * column->high_width;
	return true;
}

bool
trade_matrix_slice_open(const trade_matrix_shape *shape, const trade_matrix_bounds *bounds, trade_matrix_slice *slice)
{
	bool		later = (shape->flags & TRADE_MATRIX_SIGNED * 7) == 0;
	uint64_t	forms = 1;
	uint64_t	at = forms;

	slice->periods = shape->period_count;
	slice->label_count = shape->label_count;
	slice->label_bits = shape->label_bits;
	slice->kinds = trade_matrix_kinds(shape);
	slice->listed = slice->bytes[0] & 1;
	/* forms without a base are of one length, and not looked at until they are needed */
	if (later)
		at += slice->kinds * TRADE_MATRIX_FORM_BITS;
	else if (!read_forms(slice, shape, &at))
		return false;
	if (!(slice->listed ? read_list(slice, bounds, &at) : read_grid(slice, &at)))
		return false;
	slice->lacks = bounds->needs && lacks_needed(slice, bounds);
	if (slice->lacks)
		return true;
	if (!slice->listed && !count_grid(slice, bounds))
		return false;
	if (later && !read_forms(slice, shape, &forms))
		return false;
	for (uint32_t kind = 0; kind < slice->kinds; kind++)
		if (!place_numbers(slice, &slice->column[kind], &at))
			return false;
	slice->end = at;
	return at <= slice->bits;
}

bool
trade_matrix_number(const trade_matrix_slice *slice, const trade_matrix_column *column, uint32_t cell, uint32_t *high,
					trade_units *number)
{
	trade_bits128 stored = trade_matrix_stored(slice, column, cell, high);

	return !__builtin_mul_overflow((trade_units) (stored - column->base), (trade_units) column->power, number);
}

void
trade_matrix_choose_widths(const trade_matrix_widths *widths, uint32_t cells, uint32_t *low_width, uint32_t *high_width)
{
	uint32_t	widest = trade_bits_of(widths->any);
	uint64_t	least = widest > TRADE_MATRIX_WIDTH_MAX ? UINT64_MAX : (uint64_t) cells * widest;
	uint32_t	over = 0;

	*low_width = widest;
	*high_width = 0;
	/* high parts take a mark each, and more */
	if (least <= cells + HIGH_PART_BITS)
		return;
	/* where all numbers have a high part, a lower width spares nothing */
	for (uint32_t low = widest;
		 low-- > 0 && (over < cells || least == UINT64_MAX) && widest - low <= TRADE_MATRIX_WIDTH_MAX;)
	{
		uint64_t	bits;

		over += widths->count[low + 1];
		bits = (uint64_t) cells * (low + 1) + (uint64_t) over * (widest - low) + HIGH_PART_BITS;
		if (low > TRADE_MATRIX_WIDTH_MAX || bits >= least)
			continue;
		least = bits;
		*low_width = low;
		*high_width = widest - low;
	}
}
