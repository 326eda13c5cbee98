/* The stored form of a matrix: reading, every byte checked. */
#include <string.h>

#include "matrix_format_core.h"

static bool
problem(trade_matrix_reader *reader, const char *what)
{
	reader->problem = what;
	return false;
}

static bool
read_head(trade_matrix_reader *reader, const uint8_t *bytes)
{
	trade_matrix_shape *shape = &reader->shape;

	if (bytes[0] != TRADE_MATRIX_VERSION)
		return problem(reader, "unknown version");
	if (bytes[1] & ~TRADE_MATRIX_QUANTITY)
		return problem(reader, "unknown flag");
	shape->has_quantity = bytes[1] & TRADE_MATRIX_QUANTITY;
	shape->kind = bytes[2];
	shape->frequency = bytes[3];
	shape->label_count = trade_get_unsigned(bytes + 4, 2);
	shape->importer_count = trade_get_unsigned(bytes + 6, 2);
	shape->cell_count = trade_get_unsigned(bytes + 8, 4);
	shape->label_bytes = trade_get_unsigned(bytes + 12, 4);
	shape->first = (int32_t) trade_get_unsigned(bytes + 16, 4);
	reader->period_width = bytes[20];
	reader->exporter_width = bytes[21];
	for (int c = 0; c < TRADE_MATRIX_COLUMNS; c++)
	{
		reader->scale[c] = bytes[22 + 2 * c];
		reader->width[c] = bytes[23 + 2 * c];
	}
	return true;
}

static bool
check_head(trade_matrix_reader *reader)
{
	const trade_matrix_shape *shape = &reader->shape;

	if (shape->kind != TRADE_LABEL_TEXT && shape->kind != TRADE_LABEL_COUNTRY)
		return problem(reader, "unknown kind of labels");
	if (shape->frequency != TRADE_FREQUENCY_YEAR && shape->frequency != TRADE_FREQUENCY_MONTH)
		return problem(reader, "unknown kind of periods");
	if (shape->cell_count > TRADE_MATRIX_CELLS_MAX || shape->importer_count == 0 ||
		shape->importer_count > shape->label_count || shape->importer_count > shape->cell_count ||
		shape->label_count > 2 * shape->cell_count)
		return problem(reader, "counts do not fit each other");
	if (shape->kind == TRADE_LABEL_TEXT
		? shape->label_bytes > shape->label_count * TRADE_LABEL_BYTES_MAX : shape->label_bytes != 0)
		return problem(reader, "wrong size of the labels");
	if (reader->period_width > 4 || reader->exporter_width != (shape->label_count > 256 ? 2 : 1) ||
		shape->first < TRADE_MONTH_FIRST || shape->first > TRADE_MONTH_LAST ||
		shape->first % trade_period_step(shape->frequency) != 0)
		return problem(reader, "wrong periods or exporters");
	for (int c = 0; c < TRADE_MATRIX_COLUMNS; c++)
	{
		if (reader->scale[c] > TRADE_COLUMN_SCALE_MAX || reader->width[c] > 16)
			return problem(reader, "wrong width of a number");
		if (c > 0 && !shape->has_quantity && (reader->scale[c] != 0 || reader->width[c] != 0))
			return problem(reader, "quantities where there are none");
	}
	return true;
}

static bool
place_parts(trade_matrix_reader *reader, const uint8_t *bytes, size_t size)
{
	const trade_matrix_shape *shape = &reader->shape;
	const uint8_t *at = bytes + TRADE_MATRIX_HEAD;

	reader->labels = at;
	at += shape->kind == TRADE_LABEL_TEXT ? shape->label_count + shape->label_bytes : 2 * shape->label_count;
	reader->importers = at;
	at += TRADE_MATRIX_IMPORTER_BYTES * (size_t) shape->importer_count;
	reader->exporter = at;
	at += (size_t) reader->exporter_width * shape->cell_count;
	reader->period = at;
	at += (size_t) reader->period_width * shape->cell_count;
	for (int c = 0; c < TRADE_MATRIX_COLUMNS; c++)
	{
		reader->number[c] = at;
		at += (size_t) reader->width[c] * shape->cell_count;
	}
	return (size_t) (at - bytes) == size || problem(reader, "wrong size");
}

const char *
trade_matrix_next_label(const trade_matrix_reader *reader, uint32_t id, uint32_t *text_at, int *length,
						char *country)
{
	const char *label;

	if (reader->shape.kind == TRADE_LABEL_COUNTRY)
	{
		trade_label_country_text(trade_get_unsigned(reader->labels + 2 * id, 2), country);
		*length = TRADE_LABEL_COUNTRY_BYTES;
		return country;
	}
	*length = reader->labels[id];
	label = (const char *) reader->labels + reader->shape.label_count + *text_at;
	*text_at += *length;
	return label;
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
		uint32_t	both = length < before ? length : before;
		int			order;

		if (length == 0 || length > shape->label_bytes - used)
			return problem(reader, "wrong length of a label");
		order = memcmp(text + used - before, text + used, both);
		if (order > 0 || (order == 0 && before >= length) || memchr(text + used, 0, length))
			return problem(reader, "labels out of order");
		used += length;
	}
	return used == shape->label_bytes || problem(reader, "wrong length of a label");
}

static bool
check_country_labels(trade_matrix_reader *reader)
{
	for (uint32_t i = 0; i < reader->shape.label_count; i++)
	{
		uint32_t	code = trade_get_unsigned(reader->labels + 2 * i, 2);

		if (code >= TRADE_LABEL_COUNTRY_LIMIT ||
			(i > 0 && code <= trade_get_unsigned(reader->labels + 2 * (i - 1), 2)))
			return problem(reader, "labels out of order");
	}
	return true;
}

static bool
check_importers(trade_matrix_reader *reader)
{
	const trade_matrix_shape *shape = &reader->shape;
	const uint8_t *at = reader->importers;
	uint32_t	end = 0;

	for (uint32_t i = 0; i < shape->importer_count; i++, at += TRADE_MATRIX_IMPORTER_BYTES)
	{
		uint32_t	label = trade_get_unsigned(at, 2);
		uint32_t	next = trade_get_unsigned(at + 2, 4);

		if (label >= shape->label_count || next <= end || next > shape->cell_count ||
			(i > 0 && label <= trade_get_unsigned(at - TRADE_MATRIX_IMPORTER_BYTES, 2)))
			return problem(reader, "importers out of order");
		end = next;
	}
	return end == shape->cell_count || problem(reader, "importers do not hold all cells");
}

/* The empty state is a head of zeros, version apart. */
static bool
open_empty(trade_matrix_reader *reader, const uint8_t *bytes, size_t size)
{
	for (size_t i = 1; i < size; i++)
		if (bytes[i] != 0)
			return problem(reader, "no cells, but not empty");
	return size == TRADE_MATRIX_HEAD || problem(reader, "wrong size");
}

bool
trade_matrix_open(trade_matrix_reader *reader, const uint8_t *bytes, size_t size)
{
	/* the map of used labels is big; only the part in use is cleared */
	memset(reader, 0, offsetof(trade_matrix_reader, used));
	if (size < TRADE_MATRIX_HEAD)
		return problem(reader, "too short");
	if (!read_head(reader, bytes))
		return false;
	if (reader->shape.cell_count == 0)
		return open_empty(reader, bytes, size);
	if (!check_head(reader) || !place_parts(reader, bytes, size))
		return false;
	memset(reader->used, 0, (reader->shape.label_count + 63) / 64 * sizeof(uint64_t));
	trade_matrix_shape_init(&reader->seen, reader->shape.kind, reader->shape.frequency);
	return (reader->shape.kind == TRADE_LABEL_TEXT ? check_text_labels(reader) : check_country_labels(reader))
		&& check_importers(reader);
}

/* The numbers of a cell; false where one is beyond the limit, or all are zero. */
static bool
read_numbers(trade_matrix_reader *reader, trade_cell *cell)
{
	trade_units number[TRADE_MATRIX_COLUMNS];

	for (int c = 0; c < TRADE_MATRIX_COLUMNS; c++)
	{
		trade_units stored = trade_get_signed(reader->number[c] + (size_t) reader->cell_at * reader->width[c],
											  reader->width[c]);
		trade_units power = trade_power_of_ten(reader->scale[c]);

		if (__builtin_mul_overflow(stored, power, &number[c]))
			return false;
	}
	cell->value = number[0];
	cell->quantity = number[1];
	/* wraps around, as it did when it was written */
	cell->quantity_value = reader->shape.has_quantity
		? (trade_units) ((unsigned __int128) number[0] - (unsigned __int128) number[2]) : 0;
	return cell->value <= TRADE_UNITS_LIMIT && cell->value >= -TRADE_UNITS_LIMIT &&
		cell->quantity <= TRADE_UNITS_LIMIT && cell->quantity >= -TRADE_UNITS_LIMIT &&
		cell->quantity_value <= TRADE_UNITS_LIMIT && cell->quantity_value >= -TRADE_UNITS_LIMIT &&
		(cell->value != 0 || cell->quantity != 0 || cell->quantity_value != 0);
}

static bool
read_cell(trade_matrix_reader *reader, trade_cell *cell)
{
	const trade_matrix_shape *shape = &reader->shape;
	const uint8_t *importer = reader->importers + TRADE_MATRIX_IMPORTER_BYTES * (size_t) reader->importer_at;
	uint64_t	month;
	uint64_t	key;

	cell->importer = trade_get_unsigned(importer, 2);
	cell->exporter = trade_get_unsigned(reader->exporter + (size_t) reader->cell_at * reader->exporter_width,
										reader->exporter_width);
	month = shape->first + (uint64_t) trade_period_step(shape->frequency) *
		trade_get_unsigned(reader->period + (size_t) reader->cell_at * reader->period_width,
						   reader->period_width);
	if (cell->exporter >= shape->label_count || month > TRADE_MONTH_LAST)
		return problem(reader, "a cell has no exporter or no period");
	cell->month = (trade_month) month;
	key = (uint64_t) cell->importer << 48 | (uint64_t) cell->exporter << 32 | (uint64_t) month;
	if (reader->cell_at > 0 && key <= reader->last_key)
		return problem(reader, "cells out of order");
	reader->last_key = key;
	if (!read_numbers(reader, cell))
		return problem(reader, "a number is out of range");
	reader->used[cell->importer / 64] |= UINT64_C(1) << (cell->importer % 64);
	reader->used[cell->exporter / 64] |= UINT64_C(1) << (cell->exporter % 64);
	if (++reader->cell_at == trade_get_unsigned(importer + 2, 4))
		reader->importer_at++;
	return true;
}

/* Once all cells are read: the layout must be the one that writing gives. */
static bool
check_canonical(trade_matrix_reader *reader)
{
	const trade_matrix_shape *shape = &reader->shape;
	const trade_matrix_shape *seen = &reader->seen;

	for (uint32_t i = 0; i < shape->label_count; i++)
		if ((reader->used[i / 64] >> (i % 64) & 1) == 0)
			return problem(reader, "a label without cells");
	if (seen->first != shape->first || seen->has_quantity != shape->has_quantity ||
		reader->period_width != trade_unsigned_width((seen->last - seen->first) /
													 trade_period_step(shape->frequency)))
		return problem(reader, "not the canonical layout");
	for (int c = 0; c < (shape->has_quantity ? TRADE_MATRIX_COLUMNS : 1); c++)
		if (reader->scale[c] != seen->column[c].scale ||
			reader->width[c] != trade_column_width(&seen->column[c]))
			return problem(reader, "not the canonical layout");
	return true;
}

uint32_t
trade_matrix_read(trade_matrix_reader *reader, trade_cell *cells, uint32_t max)
{
	uint32_t	left = reader->shape.cell_count - reader->cell_at;
	uint32_t	count = left < max ? left : max;

	if (count > TRADE_CELLS_PER_CALL)
		count = TRADE_CELLS_PER_CALL;
	for (uint32_t i = 0; i < count; i++)
		if (!read_cell(reader, cells + i))
			return 0;
	trade_matrix_shape_add(&reader->seen, cells, count);
	if (count == left && count > 0 && !check_canonical(reader))
		return 0;
	return count;
}
