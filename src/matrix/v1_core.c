/* Version 1 of the stored form of a matrix: reading. */
#include <string.h>

#include "matrix/v1_core.h"

#define HEAD 28
#define IMPORTER_BYTES 6

static bool
problem(trade_matrix_v1 *reader, const char *what)
{
	reader->problem = what;
	return false;
}

static void
read_head(trade_matrix_v1 *reader, const uint8_t *bytes)
{
	reader->has_quantity = bytes[1] & TRADE_MATRIX_QUANTITY;
	reader->kind = bytes[2];
	reader->frequency = bytes[3];
	reader->label_count = trade_get_unsigned(bytes + 4, 2);
	reader->importer_count = trade_get_unsigned(bytes + 6, 2);
	reader->cell_count = trade_get_unsigned(bytes + 8, 4);
	reader->label_bytes = trade_get_unsigned(bytes + 12, 4);
	reader->first = (int32_t) trade_get_unsigned(bytes + 16, 4);
	reader->period_width = bytes[20];
	reader->exporter_width = bytes[21];
	for (int c = 0; c < TRADE_MATRIX_V1_COLUMNS; c++)
	{
		reader->scale[c] = bytes[22 + 2 * c];
		reader->width[c] = bytes[23 + 2 * c];
	}
}

static bool
check_head(trade_matrix_v1 *reader)
{
	if (reader->kind != TRADE_LABEL_TEXT && reader->kind != TRADE_LABEL_COUNTRY)
		return problem(reader, "unknown kind of labels");
	if (reader->frequency != TRADE_FREQUENCY_YEAR && reader->frequency != TRADE_FREQUENCY_MONTH)
		return problem(reader, "unknown kind of periods");
	if (reader->cell_count > TRADE_MATRIX_CELLS_MAX || reader->importer_count == 0 ||
		reader->importer_count > reader->label_count || reader->importer_count > reader->cell_count ||
		reader->label_count > 2 * reader->cell_count)
		return problem(reader, "counts do not fit each other");
	if (reader->kind == TRADE_LABEL_TEXT
		? reader->label_bytes > reader->label_count * TRADE_LABEL_BYTES_MAX : reader->label_bytes != 0)
		return problem(reader, "wrong size of the labels");
	if (reader->period_width > 4 || reader->exporter_width != (reader->label_count > 256 ? 2 : 1) ||
		reader->first < TRADE_MONTH_FIRST || reader->first > TRADE_MONTH_LAST ||
		reader->first % trade_period_step(reader->frequency) != 0)
		return problem(reader, "wrong periods or exporters");
	for (int c = 0; c < TRADE_MATRIX_V1_COLUMNS; c++)
	{
		if (reader->scale[c] > TRADE_COLUMN_SCALE_MAX || reader->width[c] > 16)
			return problem(reader, "wrong width of a number");
		if (c > 0 && !reader->has_quantity && (reader->scale[c] != 0 || reader->width[c] != 0))
			return problem(reader, "quantities where there are none");
	}
	return true;
}

static bool
place_parts(trade_matrix_v1 *reader, const uint8_t *bytes, size_t size)
{
	const uint8_t *at = bytes + HEAD;

	reader->labels = at;
	at += reader->kind == TRADE_LABEL_TEXT ? reader->label_count + reader->label_bytes
		: 2 * reader->label_count;
	reader->importers = at;
	at += IMPORTER_BYTES * (size_t) reader->importer_count;
	reader->exporter = at;
	at += (size_t) reader->exporter_width * reader->cell_count;
	reader->period = at;
	at += (size_t) reader->period_width * reader->cell_count;
	for (int c = 0; c < TRADE_MATRIX_V1_COLUMNS; c++)
	{
		reader->number[c] = at;
		at += (size_t) reader->width[c] * reader->cell_count;
	}
	return (size_t) (at - bytes) == size || problem(reader, "wrong size");
}

static bool
check_importers(trade_matrix_v1 *reader)
{
	const uint8_t *at = reader->importers;
	uint32_t	end = 0;

	for (uint32_t i = 0; i < reader->importer_count; i++, at += IMPORTER_BYTES)
	{
		uint32_t	label = trade_get_unsigned(at, 2);
		uint32_t	next = trade_get_unsigned(at + 2, 4);

		if (label >= reader->label_count || next <= end || next > reader->cell_count ||
			(i > 0 && label <= trade_get_unsigned(at - IMPORTER_BYTES, 2)))
			return problem(reader, "importers out of order");
		end = next;
	}
	return end == reader->cell_count || problem(reader, "importers do not hold all cells");
}

/* The empty state is a head of zeros, version apart. */
static bool
open_empty(trade_matrix_v1 *reader, const uint8_t *bytes, size_t size)
{
	for (size_t i = 1; i < size; i++)
		if (bytes[i] != 0)
			return problem(reader, "no cells, but not empty");
	return size == HEAD || problem(reader, "wrong size");
}

bool
trade_matrix_v1_open(trade_matrix_v1 *reader, const uint8_t *bytes, size_t size)
{
	memset(reader, 0, sizeof(*reader));
	if (size < HEAD)
		return problem(reader, "too short");
	if (bytes[0] != TRADE_MATRIX_V1_VERSION)
		return problem(reader, "unknown version");
	if (bytes[1] & ~TRADE_MATRIX_QUANTITY)
		return problem(reader, "unknown flag");
	read_head(reader, bytes);
	if (reader->cell_count == 0)
		return open_empty(reader, bytes, size);
	return check_head(reader) && place_parts(reader, bytes, size) && check_importers(reader);
}

static const char *
text_label(trade_matrix_v1 *reader, uint32_t id, uint32_t text_at, int length)
{
	const char *label = (const char *) reader->labels + reader->label_count + text_at;
	int			before = id > 0 ? reader->labels[id - 1] : 0;

	if (length == 0 || (uint32_t) length > reader->label_bytes - text_at ||
		(id == reader->label_count - 1 && text_at + length != reader->label_bytes))
	{
		problem(reader, "wrong length of a label");
		return NULL;
	}
	if (trade_label_compare(label - before, before, label, length) >= 0 || memchr(label, 0, length))
	{
		problem(reader, "labels out of order");
		return NULL;
	}
	return label;
}

const char *
trade_matrix_v1_label(trade_matrix_v1 *reader, uint32_t id, uint32_t *text_at, int *length, char *country)
{
	uint32_t	code;

	if (reader->kind == TRADE_LABEL_TEXT)
	{
		const char *label;

		*length = reader->labels[id];
		label = text_label(reader, id, *text_at, *length);
		*text_at += *length;
		return label;
	}
	code = trade_get_unsigned(reader->labels + 2 * id, 2);
	if (code >= TRADE_LABEL_COUNTRY_LIMIT ||
		(id > 0 && code <= trade_get_unsigned(reader->labels + 2 * (id - 1), 2)))
	{
		problem(reader, "labels out of order");
		return NULL;
	}
	trade_label_country_text(code, country);
	*length = TRADE_LABEL_COUNTRY_BYTES;
	return country;
}

static bool
within_limit(trade_units number)
{
	return number <= TRADE_UNITS_LIMIT && number >= -TRADE_UNITS_LIMIT;
}

/* The numbers of a cell; false where one is beyond the limit, or all are zero. */
static bool
read_numbers(trade_matrix_v1 *reader, trade_cell *cell)
{
	trade_units number[TRADE_MATRIX_V1_COLUMNS];

	for (int c = 0; c < TRADE_MATRIX_V1_COLUMNS; c++)
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
	cell->quantity_value = reader->has_quantity
		? (trade_units) ((unsigned __int128) number[0] - (unsigned __int128) number[2]) : 0;
	return within_limit(cell->value) && within_limit(cell->quantity) && within_limit(cell->quantity_value) &&
		(cell->value != 0 || cell->quantity != 0 || cell->quantity_value != 0);
}

static bool
read_cell(trade_matrix_v1 *reader, trade_cell *cell)
{
	const uint8_t *importer = reader->importers + IMPORTER_BYTES * (size_t) reader->importer_at;
	uint64_t	month;
	uint64_t	key;

	cell->importer = trade_get_unsigned(importer, 2);
	cell->exporter = trade_get_unsigned(reader->exporter + (size_t) reader->cell_at * reader->exporter_width,
										reader->exporter_width);
	month = reader->first + (uint64_t) trade_period_step(reader->frequency) *
		trade_get_unsigned(reader->period + (size_t) reader->cell_at * reader->period_width,
						   reader->period_width);
	if (cell->exporter >= reader->label_count || month > TRADE_MONTH_LAST)
		return problem(reader, "a cell has no exporter or no period");
	cell->month = (trade_month) month;
	key = (uint64_t) cell->importer << 48 | (uint64_t) cell->exporter << 32 | month;
	if (reader->cell_at > 0 && key <= reader->last_key)
		return problem(reader, "cells out of order");
	reader->last_key = key;
	if (!read_numbers(reader, cell))
		return problem(reader, "a number is out of range");
	if (++reader->cell_at == trade_get_unsigned(importer + 2, 4))
		reader->importer_at++;
	return true;
}

uint32_t
trade_matrix_v1_read(trade_matrix_v1 *reader, trade_cell *cells, uint32_t max)
{
	uint32_t	left = reader->cell_count - reader->cell_at;
	uint32_t	count = left < max ? left : max;

	if (count > TRADE_CELLS_PER_CALL)
		count = TRADE_CELLS_PER_CALL;
	for (uint32_t i = 0; i < count; i++)
		if (!read_cell(reader, cells + i))
			return 0;
	return count;
}
