/* The stored form of a mix. */
#include "mix/format_core.h"

#include <string.h>

/* Where the head has what. */
enum
{
	AT_VERSION = 0, AT_FLAGS = 1, AT_KIND = 2, AT_SCALE = 3, AT_COUNT = 4, AT_LABEL_BYTES = 8, AT_WIDTH = 12
};

static uint32_t
label_width(trade_label_kind kind)
{
	return kind == TRADE_LABEL_TEXT ? 1 : kind == TRADE_LABEL_COUNTRY ? 2 : 8;
}

void
trade_mix_shape_init(trade_mix_shape *shape, trade_label_kind kind)
{
	memset(shape, 0, sizeof(*shape));
	shape->kind = kind;
	shape->column.scale = TRADE_COLUMN_SCALE_MAX;
}

void
trade_mix_shape_add(trade_mix_shape *shape, int label_length, trade_units value)
{
	shape->count++;
	if (shape->kind == TRADE_LABEL_TEXT)
		shape->label_bytes += label_length;
	trade_column_note(&shape->column, value);
}

size_t
trade_mix_size(const trade_mix_shape *shape)
{
	return TRADE_MIX_HEAD + shape->label_bytes +
		(label_width(shape->kind) + trade_column_width(&shape->column)) * (size_t) shape->count;
}

void
trade_mix_write_head(trade_mix_writer *writer, const trade_mix_shape *shape, uint8_t *bytes)
{
	memset(writer, 0, sizeof(*writer));
	writer->shape = *shape;
	writer->labels = bytes + TRADE_MIX_HEAD;
	writer->text = writer->labels + label_width(shape->kind) * (size_t) shape->count;
	writer->values = writer->text + shape->label_bytes;
	writer->width = trade_column_width(&shape->column);
	memset(bytes, 0, TRADE_MIX_HEAD);
	bytes[AT_VERSION] = TRADE_MIX_VERSION;
	if (shape->count == 0)
		return;
	bytes[AT_KIND] = shape->kind;
	bytes[AT_SCALE] = shape->column.scale;
	trade_put_unsigned(bytes + AT_COUNT, shape->count, 4);
	trade_put_unsigned(bytes + AT_LABEL_BYTES, shape->label_bytes, 4);
	bytes[AT_WIDTH] = writer->width;
}

void
trade_mix_write(trade_mix_writer *writer, const char *label, int length, trade_units value)
{
	uint64_t	code = 0;

	if (writer->shape.kind == TRADE_LABEL_TEXT)
	{
		*writer->labels++ = length;
		memcpy(writer->text, label, length);
		writer->text += length;
	}
	else
	{
		(void) trade_mix_code_read(writer->shape.kind, label, length, &code);
		for (uint32_t i = 0; i < label_width(writer->shape.kind); i++)
			*writer->labels++ = (uint8_t) (code >> (8 * i));
	}
	trade_put_signed(writer->values, value / trade_power_of_ten(writer->shape.column.scale), writer->width);
	writer->values += writer->width;
}

static bool
problem(trade_mix_reader *reader, const char *text)
{
	reader->problem = text;
	return false;
}

/* The empty state is a head of zeros, version apart. */
static bool
open_empty(trade_mix_reader *reader, const uint8_t *bytes, size_t size)
{
	for (size_t i = 1; i < TRADE_MIX_HEAD; i++)
		if (bytes[i] != 0)
			return problem(reader, "no labels, but not empty");
	return size == TRADE_MIX_HEAD || problem(reader, "wrong size");
}

void
trade_mix_read_head(trade_mix_shape *shape, const uint8_t *bytes)
{
	memset(shape, 0, sizeof(*shape));
	shape->kind = bytes[AT_KIND];
	shape->count = trade_get_unsigned(bytes + AT_COUNT, 4);
	shape->label_bytes = trade_get_unsigned(bytes + AT_LABEL_BYTES, 4);
}

bool
trade_mix_open(trade_mix_reader *reader, const uint8_t *bytes, size_t size)
{
	trade_mix_shape *shape = &reader->shape;

	memset(reader, 0, sizeof(*reader));
	if (size < TRADE_MIX_HEAD)
		return problem(reader, "too short");
	if (bytes[AT_VERSION] != TRADE_MIX_VERSION)
		return problem(reader, "unknown version");
	if (bytes[AT_FLAGS] != 0)
		return problem(reader, "unknown flag");
	trade_mix_read_head(shape, bytes);
	if (shape->count == 0)
		return open_empty(reader, bytes, size);
	if (shape->kind == TRADE_LABEL_NONE || shape->kind > TRADE_LABEL_HS)
		return problem(reader, "unknown kind of labels");
	reader->scale = bytes[AT_SCALE];
	reader->width = bytes[AT_WIDTH];
	if (shape->count > TRADE_MIX_LABELS_MAX || reader->scale > TRADE_COLUMN_SCALE_MAX || reader->width > 16 ||
		(shape->kind != TRADE_LABEL_TEXT && shape->label_bytes != 0))
		return problem(reader, "wrong count or width");
	if (size != TRADE_MIX_HEAD + shape->label_bytes +
		(label_width(shape->kind) + reader->width) * (size_t) shape->count)
		return problem(reader, "wrong size");
	reader->labels = bytes + TRADE_MIX_HEAD;
	reader->text = reader->labels + label_width(shape->kind) * (size_t) shape->count;
	reader->values = reader->text + shape->label_bytes;
	trade_mix_shape_init(&reader->seen, shape->kind);
	return true;
}

size_t
trade_mix_text_bytes(const trade_mix_reader *reader)
{
	size_t		count = reader->shape.count;

	if (reader->shape.kind == TRADE_LABEL_TEXT)
		return reader->shape.label_bytes + count;
	return count * (reader->shape.kind == TRADE_LABEL_HS ? TRADE_MIX_HS_BYTES : TRADE_LABEL_COUNTRY_BYTES + 1);
}

/* The next text label: 1 to 255 bytes, none of them zero, behind the one before. */
static bool
read_text(trade_mix_reader *reader, char *text, int *length)
{
	uint32_t	before = reader->seen.count > 0 ? reader->labels[-1] : 0;

	*length = *reader->labels++;
	if (*length == 0 || (uint64_t) *length > reader->shape.label_bytes - reader->seen.label_bytes)
		return problem(reader, "wrong length of a label");
	if (trade_label_compare((const char *) reader->text - before, before, (const char *) reader->text, *length) >= 0 || memchr(reader->text, 0, *length))
		return problem(reader, "labels out of order");
	memcpy(text, reader->text, *length);
	text[*length] = '\0';
	reader->text += *length;
	return true;
}

static bool
read_code(trade_mix_reader *reader, char *text, int *length)
{
	uint64_t	code = 0;

	for (uint32_t i = 0; i < label_width(reader->shape.kind); i++)
		code |= (uint64_t) *reader->labels++ << (8 * i);
	if (!trade_mix_code_known(reader->shape.kind, code))
		return problem(reader, "a label is no known code");
	if (reader->seen.count > 0 && code <= reader->last_code)
		return problem(reader, "labels out of order");
	reader->last_code = code;
	*length = trade_mix_code_write(reader->shape.kind, code, text);
	return true;
}

static bool
read_value(trade_mix_reader *reader, trade_units *value)
{
	trade_units stored = trade_get_signed(reader->values, reader->width);

	reader->values += reader->width;
	if (__builtin_mul_overflow(stored, trade_power_of_ten(reader->scale), value) ||
		*value > TRADE_UNITS_LIMIT || *value < -TRADE_UNITS_LIMIT || *value == 0)
		return problem(reader, "a value is out of range");
	return true;
}

/* Once all is read: the layout must be the one that writing gives. */
static bool
check_canonical(trade_mix_reader *reader)
{
	if (reader->seen.label_bytes != reader->shape.label_bytes)
		return problem(reader, "wrong length of a label");
	if (reader->seen.column.scale != reader->scale || trade_column_width(&reader->seen.column) != reader->width)
		return problem(reader, "not the canonical layout");
	return true;
}

uint32_t
trade_mix_read(trade_mix_reader *reader, const char **label, int *length, trade_units *value, char **text,
			   uint32_t max)
{
	uint32_t	left = reader->shape.count - reader->seen.count;
	uint32_t	count = left < max ? left : max;

	if (count > TRADE_MIX_LABELS_PER_CALL)
		count = TRADE_MIX_LABELS_PER_CALL;
	for (uint32_t i = 0; i < count; i++)
	{
		bool		good = reader->shape.kind == TRADE_LABEL_TEXT
			? read_text(reader, *text, &length[i]) : read_code(reader, *text, &length[i]);

		if (!good || !read_value(reader, &value[i]))
			return 0;
		label[i] = *text;
		*text += length[i] + 1;
		trade_mix_shape_add(&reader->seen, length[i], value[i]);
	}
	if (count == left && count > 0 && !check_canonical(reader))
		return 0;
	return count;
}
