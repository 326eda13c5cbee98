/* The stored form of a matrix: writing. */
#include <string.h>

#include "matrix_format_core.h"

void
trade_matrix_shape_init(trade_matrix_shape *shape, trade_label_kind kind, trade_frequency frequency)
{
	memset(shape, 0, sizeof(*shape));
	shape->kind = kind;
	shape->frequency = frequency;
	shape->last_importer = UINT32_MAX;
	for (int c = 0; c < TRADE_MATRIX_COLUMNS; c++)
		shape->column[c].scale = TRADE_COLUMN_SCALE_MAX;
}

void
trade_matrix_shape_add(trade_matrix_shape *shape, const trade_cell *cells, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
	{
		const trade_cell *cell = cells + i;

		if (shape->cell_count == 0 || cell->month < shape->first)
			shape->first = cell->month;
		if (shape->cell_count == 0 || cell->month > shape->last)
			shape->last = cell->month;
		shape->importer_count += cell->importer != shape->last_importer;
		shape->last_importer = cell->importer;
		shape->has_quantity |= cell->quantity != 0 || cell->quantity_value != 0;
		for (int c = 0; c < TRADE_MATRIX_COLUMNS; c++)
			trade_column_note(&shape->column[c], trade_cell_number(cell, c));
		shape->cell_count++;
	}
}

static uint32_t
exporter_width(const trade_matrix_shape *shape)
{
	return shape->label_count > 256 ? 2 : 1;
}

static uint32_t
period_width(const trade_matrix_shape *shape)
{
	return trade_unsigned_width((shape->last - shape->first) / trade_period_step(shape->frequency));
}

static uint32_t
column_width(const trade_matrix_shape *shape, int c)
{
	return c == 0 || shape->has_quantity ? trade_column_width(&shape->column[c]) : 0;
}

size_t
trade_matrix_size(const trade_matrix_shape *shape)
{
	size_t		cell = 0;

	if (shape->cell_count == 0)
		return TRADE_MATRIX_HEAD;
	cell = exporter_width(shape) + period_width(shape);
	for (int c = 0; c < TRADE_MATRIX_COLUMNS; c++)
		cell += column_width(shape, c);
	return TRADE_MATRIX_HEAD
		+ (shape->kind == TRADE_LABEL_TEXT ? shape->label_count + shape->label_bytes : 2 * shape->label_count)
		+ TRADE_MATRIX_IMPORTER_BYTES * (size_t) shape->importer_count + cell * shape->cell_count;
}

/* Where the parts begin, for writing them side by side. */
static void
place_parts(trade_matrix_writer *writer)
{
	const trade_matrix_shape *shape = &writer->shape;
	uint8_t    *at = writer->bytes + TRADE_MATRIX_HEAD;

	writer->labels = at;
	at += shape->kind == TRADE_LABEL_TEXT ? shape->label_count + shape->label_bytes : 2 * shape->label_count;
	writer->importers = at;
	at += TRADE_MATRIX_IMPORTER_BYTES * (size_t) shape->importer_count;
	writer->exporter_width = exporter_width(shape);
	writer->exporter = at;
	at += (size_t) writer->exporter_width * shape->cell_count;
	writer->period_width = period_width(shape);
	writer->period = at;
	at += (size_t) writer->period_width * shape->cell_count;
	for (int c = 0; c < TRADE_MATRIX_COLUMNS; c++)
	{
		writer->width[c] = column_width(shape, c);
		writer->number[c] = at;
		at += (size_t) writer->width[c] * shape->cell_count;
	}
}

void
trade_matrix_write_head(trade_matrix_writer *writer, const trade_matrix_shape *shape, uint8_t *bytes)
{
	memset(writer, 0, sizeof(*writer));
	writer->shape = *shape;
	writer->bytes = bytes;
	writer->last_importer = UINT32_MAX;
	memset(bytes, 0, TRADE_MATRIX_HEAD);
	bytes[0] = TRADE_MATRIX_VERSION;
	if (shape->cell_count == 0)
		return;
	place_parts(writer);
	bytes[1] = shape->has_quantity ? TRADE_MATRIX_QUANTITY : 0;
	bytes[2] = shape->kind;
	bytes[3] = shape->frequency;
	trade_put_unsigned(bytes + 4, shape->label_count, 2);
	trade_put_unsigned(bytes + 6, shape->importer_count, 2);
	trade_put_unsigned(bytes + 8, shape->cell_count, 4);
	trade_put_unsigned(bytes + 12, shape->kind == TRADE_LABEL_TEXT ? shape->label_bytes : 0, 4);
	trade_put_unsigned(bytes + 16, shape->first, 4);
	bytes[20] = writer->period_width;
	bytes[21] = writer->exporter_width;
	for (int c = 0; c < (shape->has_quantity ? TRADE_MATRIX_COLUMNS : 1); c++)
	{
		bytes[22 + 2 * c] = shape->column[c].scale;
		bytes[23 + 2 * c] = writer->width[c];
	}
}

void
trade_matrix_write_label(trade_matrix_writer *writer, const char *text, int length)
{
	uint8_t    *labels = writer->labels;

	if (writer->shape.kind == TRADE_LABEL_TEXT)
	{
		labels[writer->label_at] = length;
		memcpy(labels + writer->shape.label_count + writer->text_at, text, length);
		writer->text_at += length;
	}
	else
		trade_put_unsigned(labels + 2 * writer->label_at, trade_label_country_code(text, length), 2);
	writer->label_at++;
}

void
trade_matrix_write_cells(trade_matrix_writer *writer, const trade_cell *cells, uint32_t count)
{
	const trade_matrix_shape *shape = &writer->shape;

	for (uint32_t i = 0; i < count; i++)
	{
		const trade_cell *cell = cells + i;
		size_t		at = writer->cell_at++;
		uint8_t    *importer;

		if (cell->importer != writer->last_importer)
			writer->importer_at++;
		writer->last_importer = cell->importer;
		importer = writer->importers + TRADE_MATRIX_IMPORTER_BYTES * (size_t) (writer->importer_at - 1);
		trade_put_unsigned(importer, cell->importer, 2);
		trade_put_unsigned(importer + 2, writer->cell_at, 4);
		trade_put_unsigned(writer->exporter + at * writer->exporter_width, cell->exporter,
						   writer->exporter_width);
		trade_put_unsigned(writer->period + at * writer->period_width,
						   (cell->month - shape->first) / trade_period_step(shape->frequency),
						   writer->period_width);
		for (int c = 0; c < TRADE_MATRIX_COLUMNS; c++)
			if (writer->width[c] > 0)
				trade_put_signed(writer->number[c] + at * writer->width[c],
								 trade_cell_number(cell, c) / trade_power_of_ten(shape->column[c].scale),
								 writer->width[c]);
	}
}
