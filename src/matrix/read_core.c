/* The stored form of a matrix: opening it, labels, periods, the directory. */
#include "matrix/read_core.h"

static bool
problem(trade_matrix_reader *reader, const char *what)
{
	reader->problem = what;
	return false;
}

void
trade_matrix_read_head(trade_matrix_shape *shape, const uint8_t *bytes)
{
	shape->flags = bytes[1];
	shape->has_quantity = bytes[1] & TRADE_MATRIX_QUANTITY;
	shape->kind = bytes[2];
	shape->frequency = bytes[3];
	shape->label_count = trade_get_unsigned(bytes + 4, 2);
	shape->label_bits = trade_matrix_label_bits(shape->label_count);
	shape->importer_count = trade_get_unsigned(bytes + 6, 2);
	shape->cell_count = trade_get_unsigned(bytes + 8, 4);
	shape->label_bytes = trade_get_unsigned(bytes + 12, 4);
	shape->first = (int32_t) trade_get_unsigned(bytes + 16, 4);
	shape->period_count = trade_get_unsigned(bytes + 20, 4);
	shape->slice_bytes = trade_get_unsigned(bytes + 24, 4);
	shape->period_width = bytes[28];
	shape->cells_width = bytes[29];
}

static const char *
check_head(const trade_matrix_shape *shape)
{
	if (shape->kind != TRADE_LABEL_TEXT && shape->kind != TRADE_LABEL_COUNTRY)
		return "unknown kind of labels";
	if (shape->frequency != TRADE_FREQUENCY_YEAR && shape->frequency != TRADE_FREQUENCY_MONTH)
		return "unknown kind of periods";
	if (shape->cell_count > TRADE_MATRIX_CELLS_MAX ||
		shape->importer_count == 0 || shape->importer_count > shape->label_count ||
		shape->importer_count > shape->cell_count ||
		shape->label_count > shape->importer_count + shape->cell_count ||
		shape->period_count == 0 || shape->period_count > shape->cell_count)
		return "counts do not fit each other";
	if (shape->kind == TRADE_LABEL_TEXT
		? shape->label_bytes > shape->label_count * TRADE_LABEL_BYTES_MAX : shape->label_bytes != 0)
		return "wrong size of the labels";
	if (shape->period_count > TRADE_MATRIX_PERIODS_MAX || shape->period_width > 3 ||
		shape->first < TRADE_MONTH_FIRST || shape->first > TRADE_MONTH_LAST ||
		shape->first % trade_period_step(shape->frequency) != 0)
		return "wrong periods";
	if (shape->cells_width == 0 || shape->cells_width > 4)
		return "wrong width of a count";
	return NULL;
}

static const char *
check_start(const uint8_t *bytes)
{
	if (bytes[0] != TRADE_MATRIX_VERSION)
		return "unknown version";
	if (bytes[1] & ~TRADE_MATRIX_FLAGS || bytes[30] != 0 || bytes[31] != 0)
		return "unknown flag";
	return NULL;
}

size_t
trade_matrix_head_size(const uint8_t *bytes)
{
	trade_matrix_shape shape;

	trade_matrix_read_head(&shape, bytes);
	if (check_start(bytes) != NULL || check_head(&shape) != NULL)
		return 0;
	return trade_matrix_before_slices(&shape);
}

/* Text labels: 1 to 255 bytes, rising, and just as many bytes as there are. */
static bool
check_text_labels(trade_matrix_reader *reader)
{
	const trade_matrix_shape *shape = &reader->shape;
	const uint8_t *text = reader->labels + shape->label_count;
	uint32_t	used = 0;

	for (uint32_t i = 0; i < shape->label_count; i++)
	{
		uint32_t	length = reader->labels[i];
		uint32_t	before = i > 0 ? reader->labels[i - 1] : 0;

		if (length == 0 || length > shape->label_bytes - used)
			return problem(reader, "wrong length of a label");
		if (trade_label_compare((const char *) text + used - before, before, (const char *) text + used, length) >= 0 ||
			memchr(text + used, 0, length))
			return problem(reader, "labels out of order");
		used += length;
	}
	return used == shape->label_bytes || problem(reader, "wrong length of a label");
}

static bool
check_country_labels(trade_matrix_reader *reader)
{
	int64_t		before = -1;

	for (uint32_t i = 0; i < reader->shape.label_count; i++)
	{
		uint32_t	code = trade_matrix_country_label(reader, i);

		if (code >= TRADE_LABEL_COUNTRY_LIMIT || code <= before)
			return problem(reader, "labels out of order");
		before = code;
	}
	return true;
}

/* Steps from the first period to one. */
static uint32_t
period_steps(const trade_matrix_reader *reader, uint32_t period)
{
	uint32_t	width = reader->shape.period_width;

	if (reader->gapless || period == 0)
		return period;
	return trade_matrix_field(reader->periods + (size_t) (period - 1) * width, width);
}

static bool
check_periods(trade_matrix_reader *reader)
{
	const trade_matrix_shape *shape = &reader->shape;
	uint32_t	last = 0;

	for (uint32_t i = 1; i < shape->period_count; i++)
	{
		uint32_t	steps = period_steps(reader, i);

		if (steps <= last)
			return problem(reader, "periods out of order");
		last = steps;
	}
	if (last > (uint32_t) (TRADE_MONTH_LAST - shape->first) / trade_period_step(shape->frequency) ||
		shape->period_width != trade_unsigned_width(last))
		return problem(reader, "wrong periods");
	reader->gapless = last == shape->period_count - 1;
	return true;
}

static bool
check_directory(trade_matrix_reader *reader)
{
	const trade_matrix_shape *shape = &reader->shape;
	uint32_t	end = 0;
	uint32_t	most = 0;
	uint64_t	all = 0;
	int64_t		before = -1;

	for (uint32_t i = 0; i < shape->importer_count; i++)
	{
		uint32_t	label = trade_matrix_importer(reader, i);
		uint32_t	cells = trade_matrix_importer_cells(reader, i);
		uint32_t	next = trade_matrix_slice_end(reader, i);

		if (label >= shape->label_count || label <= before || next <= end || cells == 0)
			return problem(reader, "importers out of order");
		before = label;
		end = next;
		all += cells;
		most = cells > most ? cells : most;
	}
	if (end != shape->slice_bytes || all != shape->cell_count ||
		shape->cells_width != trade_unsigned_width(most))
		return problem(reader, "importers do not hold all cells");
	reader->most_cells = most;
	return true;
}

/* The empty state is a head of zeros, version apart. */
static bool
open_empty(trade_matrix_reader *reader, const uint8_t *bytes, size_t size)
{
	if (size != TRADE_MATRIX_HEAD)
		return problem(reader, "wrong size");
	for (size_t i = 1; i < size; i++)
		if (bytes[i] != 0)
			return problem(reader, "no cells, but not empty");
	return true;
}

static bool
place_parts(trade_matrix_reader *reader, const uint8_t *bytes, size_t there, size_t size)
{
	const trade_matrix_shape *shape = &reader->shape;
	size_t		before = trade_matrix_before_slices(shape);

	if (trade_matrix_size(shape) != size || there > size || there < before + TRADE_BITS_BEHIND)
		return problem(reader, "wrong size");
	reader->labels = bytes + TRADE_MATRIX_HEAD;
	reader->periods = reader->labels + trade_matrix_labels_bytes(shape);
	reader->directory = reader->periods + (size_t) (shape->period_count - 1) * shape->period_width;
	reader->label_width = trade_matrix_label_width(shape);
	reader->end_width = trade_matrix_end_width(shape);
	reader->entry_bytes = trade_matrix_entry_bytes(shape);
	if (there == size)
	{
		reader->slices = bytes + before;
		if (trade_bits_load(bytes + size - TRADE_BITS_BEHIND) != 0)
			return problem(reader, "bytes behind the last number");
	}
	return true;
}

bool
trade_matrix_open(trade_matrix_reader *reader, const uint8_t *bytes, size_t there, size_t size)
{
	trade_matrix_shape *shape = &reader->shape;
	const char *wrong;

	memset(reader, 0, sizeof(*reader));
	if (there < TRADE_MATRIX_HEAD)
		return problem(reader, "too short");
	trade_matrix_read_head(shape, bytes);
	wrong = check_start(bytes);
	if (wrong == NULL && shape->cell_count == 0)
		return open_empty(reader, bytes, size);
	if (wrong == NULL)
		wrong = check_head(shape);
	if (wrong != NULL)
		return problem(reader, wrong);
	if (!place_parts(reader, bytes, there, size) || !check_periods(reader) || !check_directory(reader))
		return false;
	reader->window = (trade_matrix_range) {0, shape->period_count};
	reader->importer_end = shape->importer_count;
	return shape->kind == TRADE_LABEL_TEXT ? check_text_labels(reader) : check_country_labels(reader);
}

const char *
trade_matrix_next_label(const trade_matrix_reader *reader, uint32_t id, uint32_t *text_at, int *length,
						char *country)
{
	const char *label;

	if (reader->shape.kind == TRADE_LABEL_COUNTRY)
	{
		trade_label_country_text(trade_matrix_country_label(reader, id), country);
		*length = TRADE_LABEL_COUNTRY_BYTES;
		return country;
	}
	*length = reader->labels[id];
	label = (const char *) reader->labels + reader->shape.label_count + *text_at;
	*text_at += *length;
	return label;
}

trade_month
trade_matrix_month(const trade_matrix_reader *reader, uint32_t period)
{
	return reader->shape.first
		+ (trade_month) (period_steps(reader, period) * trade_period_step(reader->shape.frequency));
}

/* The first period at or after a month. */
static uint32_t
period_from(const trade_matrix_reader *reader, trade_month month)
{
	uint32_t	low = 0;
	uint32_t	high = reader->shape.period_count;

	while (low < high)
	{
		uint32_t	middle = (low + high) / 2;

		if (trade_matrix_month(reader, middle) < month)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

trade_matrix_range
trade_matrix_periods(const trade_matrix_reader *reader, trade_span span)
{
	trade_matrix_range range = {period_from(reader, span.first), 0};

	range.to = span.last < span.first ? range.from : period_from(reader, span.last + 1);
	return range;
}

bool
trade_matrix_place_slice(trade_matrix_reader *reader, uint32_t at, const uint8_t *bytes,
						 const trade_matrix_bounds *bounds, trade_matrix_slice *slice)
{
	uint32_t	begin = trade_matrix_slice_begin(reader, at);

	slice->bytes = bytes != NULL ? bytes : reader->slices + begin;
	slice->bits = 8 * (uint64_t) (trade_matrix_slice_end(reader, at) - begin);
	slice->importer = trade_matrix_importer(reader, at);
	slice->cells = trade_matrix_importer_cells(reader, at);
	return trade_matrix_slice_open(&reader->shape, bounds, slice) || problem(reader, "a slice is no slice");
}
