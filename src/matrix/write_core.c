/* The stored form of a matrix: writing. */
#include "matrix/write_core.h"

#define DISTINCT(cell) ((uint32_t) (cell)->importer << 16 | (cell)->exporter)

/*
 * Dividing by 5^power without a division: a multiple of an odd number, times its
 * inverse modulo 2^n, is the quotient; anything else gives more than (2^n - 1) /
 * 5^power (Granlund and Montgomery 1994).
 */
typedef struct exact_divisor
{
	uint64_t	inverse_high;	/* modulo 2^128 */
	uint64_t	inverse;		/* modulo 2^64 */
	uint64_t	most;			/* (2^64 - 1) / 5^power */
} exact_divisor;

static const exact_divisor five[TRADE_MATRIX_POWER_MAX + 1] = {
	{0x0000000000000000ULL, 0x0000000000000001ULL, 0xFFFFFFFFFFFFFFFFULL},
	{0xCCCCCCCCCCCCCCCCULL, 0xCCCCCCCCCCCCCCCDULL, 0x3333333333333333ULL},
	{0x28F5C28F5C28F5C2ULL, 0x8F5C28F5C28F5C29ULL, 0x0A3D70A3D70A3D70ULL},
	{0x6E978D4FDF3B645AULL, 0x1CAC083126E978D5ULL, 0x020C49BA5E353F7CULL},
	{0x495182A9930BE0DEULL, 0xD288CE703AFB7E91ULL, 0x0068DB8BAC710CB2ULL},
	{0xDB76B3BB83CF2CF9ULL, 0x5D4E8FB00BCBE61DULL, 0x0014F8B588E368F0ULL},
	{0xC57E23F24D8FD5CBULL, 0x790FB65668C26139ULL, 0x000431BDE82D7B63ULL},
	{0xC1193A63A91CC45BULL, 0xE5032477AE8D46A5ULL, 0x0000D6BF94D5E57AULL},
	{0xF36B7213EE9F5A78ULL, 0xC767074B22E90E21ULL, 0x00002AF31DC46118ULL},
	{0x97157D372FB9787EULL, 0x8E47CE423A2E9C6DULL, 0x0000089705F4136BULL},
	{0x516AB2A4A3251819ULL, 0x4FA7F60D3ED61F49ULL, 0x000001B7CDFD9D7BULL},
	{0x76AEF08753D43805ULL, 0x0FEE64690C913975ULL, 0x00000057F5FF85E5ULL},
	{0xB156301B10C40B34ULL, 0x3662E0E1CF503EB1ULL, 0x000000119799812DULL},
	{0x2377A3389CF4023DULL, 0xA47A2CF9F6433FBDULL, 0x0000000384B84D09ULL},
	{0x0717ED71B8FD9A0CULL, 0x54186F653140A659ULL, 0x00000000B424DC35ULL},
	{0xCE37FC49F1CC5202ULL, 0x7738164770402145ULL, 0x0000000024075F3DULL}
};

void
trade_matrix_survey_begin(trade_matrix_survey *survey, trade_label_kind kind, trade_frequency frequency,
						  uint32_t label_count, uint32_t label_bytes)
{
	memset(survey, 0, offsetof(trade_matrix_survey, month_used));
	survey->last_word = -1;
	survey->shape.kind = kind;
	survey->shape.frequency = frequency;
	survey->shape.label_count = label_count;
	survey->shape.label_bytes = kind == TRADE_LABEL_TEXT ? label_bytes : 0;
}

/* The map of months is big; only words between the first and the last month are set. */
void
trade_matrix_survey_month(trade_matrix_survey *survey, trade_month month)
{
	int32_t		word = month / 64;

	if (survey->shape.cell_count == 0)
	{
		survey->first_word = survey->last_word = word;
		survey->month_used[word] = 0;
		survey->shape.first = survey->last = month;
	}
	while (survey->first_word > word)
		survey->month_used[--survey->first_word] = 0;
	while (survey->last_word < word)
		survey->month_used[++survey->last_word] = 0;
	survey->month_used[word] |= UINT64_C(1) << (month % 64);
	if (month < survey->shape.first)
		survey->shape.first = month;
	if (month > survey->last)
		survey->last = month;
}

static void
begin_pair(trade_matrix_survey *survey, const trade_cell *cell, trade_matrix_extent *extent)
{
	trade_matrix_shape *shape = &survey->shape;

	if (shape->cell_count == 0 || survey->last_pair >> 16 != cell->importer)
		extent[shape->importer_count++] = (trade_matrix_extent) {cell->importer, 0, 0, 0};
	extent[shape->importer_count - 1].pairs++;
	shape->pair_count++;
	survey->last_pair = DISTINCT(cell);
	survey->pair_cells = 0;
}

void
trade_matrix_survey_add(trade_matrix_survey *survey, const trade_cell *cells, uint32_t count,
						trade_matrix_extent *extent)
{
	trade_matrix_shape *shape = &survey->shape;

	for (uint32_t i = 0; i < count; i++)
	{
		const trade_cell *cell = cells + i;

		trade_matrix_survey_month(survey, cell->month);
		if (shape->cell_count == 0 || survey->last_pair != DISTINCT(cell))
			begin_pair(survey, cell, extent);
		shape->cell_count++;
		extent[shape->importer_count - 1].cells++;
		if (++survey->pair_cells > survey->most_cells)
			survey->most_cells = survey->pair_cells;
		if (cell->value < 0)
			shape->flags |= TRADE_MATRIX_SIGNED;
		if (cell->quantity != 0 || cell->quantity_value != 0)
			shape->flags |= TRADE_MATRIX_QUANTITY;
		if (cell->quantity < 0)
			shape->flags |= TRADE_MATRIX_SIGNED << 1;
		if (trade_cell_number(cell, 2) < 0)
			shape->flags |= TRADE_MATRIX_SIGNED << 2;
	}
}

uint32_t
trade_matrix_survey_steps(const trade_matrix_survey *survey)
{
	return (uint32_t) (survey->last - survey->shape.first) / trade_period_step(survey->shape.frequency);
}

void
trade_matrix_survey_end(trade_matrix_survey *survey, const trade_matrix_extent *extent)
{
	trade_matrix_shape *shape = &survey->shape;
	uint32_t	most_pairs = 0;
	uint32_t	count_bits = trade_matrix_bits_of(survey->most_cells);

	if (shape->cell_count == 0)
		return;
	shape->has_quantity = shape->flags & TRADE_MATRIX_QUANTITY;
	/* without quantities the third number is the value */
	if (!shape->has_quantity)
		shape->flags &= TRADE_MATRIX_SIGNED;
	for (int32_t word = survey->first_word; word <= survey->last_word; word++)
		shape->period_count += trade_bits_count(survey->month_used[word]);
	for (uint32_t i = 0; i < shape->importer_count; i++)
		if (extent[i].pairs > most_pairs)
			most_pairs = extent[i].pairs;
	shape->pairs_width = trade_unsigned_width(most_pairs);
	shape->period_width = trade_unsigned_width(trade_matrix_survey_steps(survey));
	if (trade_matrix_lists(shape, count_bits))
	{
		shape->flags |= TRADE_MATRIX_LISTED;
		shape->count_bits = count_bits;
	}
}

void
trade_matrix_survey_index(const trade_matrix_survey *survey, uint32_t *period_index)
{
	int			step = trade_period_step(survey->shape.frequency);
	uint32_t	index = 0;

	for (int32_t word = survey->first_word; word <= survey->last_word; word++)
		for (uint64_t bits = survey->month_used[word]; bits != 0; bits &= bits - 1)
			period_index[(64 * word + __builtin_ctzll(bits) - survey->shape.first) / step] = index++;
}

static uint64_t
presence_bits(const trade_matrix_shape *shape, const trade_matrix_extent *extent)
{
	if (shape->flags & TRADE_MATRIX_LISTED)
		return (uint64_t) extent->pairs * shape->count_bits
			+ (uint64_t) extent->cells * trade_matrix_bits_of(shape->period_count - 1);
	return (uint64_t) extent->pairs * shape->period_count;
}

size_t
trade_matrix_slice_bound(const trade_matrix_shape *shape, const trade_matrix_extent *extent)
{
	uint32_t	kinds = trade_matrix_form_bytes(shape);

	return (size_t) extent->pairs * (trade_matrix_label_width(shape) + kinds)
		+ presence_bits(shape, extent) / 8 + (size_t) extent->cells * kinds * (TRADE_MATRIX_WIDTH_ESCAPE / 8)
		+ 2 + 2 * TRADE_BITS_BEHIND;
}

void
trade_matrix_begin_slice(trade_matrix_writer *writer, const trade_matrix_extent *extent, uint8_t *bytes)
{
	const trade_matrix_shape *shape = &writer->shape;
	size_t		size = (presence_bits(shape, extent) + 7) / 8;

	writer->exporter = bytes;
	writer->form = bytes + (size_t) extent->pairs * trade_matrix_label_width(shape);
	writer->presence = writer->form + (size_t) extent->pairs * trade_matrix_form_bytes(shape);
	/* bits are added to what is there, and the load goes beyond */
	memset(writer->presence, 0, size + TRADE_BITS_BEHIND);
	writer->count_at = 0;
	writer->presence_at = shape->flags & TRADE_MATRIX_LISTED ? (uint64_t) extent->pairs * shape->count_bits : 0;
	trade_bits_begin(&writer->number, writer->presence + size);
}

static void
write_presence(trade_matrix_writer *writer, const trade_cell *cells, uint32_t count)
{
	const trade_matrix_shape *shape = &writer->shape;
	uint32_t	step = trade_period_step(shape->frequency);
	uint32_t	bits = trade_matrix_bits_of(shape->period_count - 1);

	if (shape->flags & TRADE_MATRIX_LISTED)
	{
		trade_bits_add(writer->presence, writer->count_at, count);
		writer->count_at += shape->count_bits;
	}
	for (uint32_t i = 0; i < count; i++)
	{
		uint32_t	period = writer->period_index[(uint32_t) (cells[i].month - shape->first) / step];

		if (shape->flags & TRADE_MATRIX_LISTED)
		{
			trade_bits_add(writer->presence, writer->presence_at, period);
			writer->presence_at += bits;
		}
		else
			trade_bits_add(writer->presence, writer->presence_at + period, 1);
	}
	if (!(shape->flags & TRADE_MATRIX_LISTED))
		writer->presence_at += shape->period_count;
}

static inline trade_bits128
magnitude(trade_units number)
{
	return number < 0 ? -(trade_bits128) number : (trade_bits128) number;
}

/* number / 10^power, which has no remainder. */
static inline trade_bits128
divide_exactly(trade_bits128 number, uint32_t power)
{
	const exact_divisor *divisor = &five[power];

	if (number >> 64 == 0)
		return ((uint64_t) number >> power) * divisor->inverse;
	return (number >> power) * ((trade_bits128) divisor->inverse_high << 64 | divisor->inverse);
}

/* Whether 10^power divides a number that is not 0, below 2^127 or equal to it. */
static inline bool
divides(uint32_t power, trade_bits128 number)
{
	const exact_divisor *divisor = &five[power];
	uint64_t	low = (uint64_t) number;

	if ((low & trade_bits_mask(power)) != 0)
		return false;
	if (number >> 64 == 0)
		return low * divisor->inverse <= divisor->most;
	/* a quotient's upper half is far below, anything else's not below */
	number *= (trade_bits128) divisor->inverse_high << 64 | divisor->inverse;
	return (uint64_t) (number >> 64) < divisor->most;
}

/* The largest power of ten that divides all; 0 where all are zero. */
static uint32_t
common_power(const trade_cell *cells, uint32_t count, int kind)
{
	uint32_t	power = TRADE_MATRIX_POWER_MAX;
	bool		any = false;

	for (uint32_t i = 0; i < count; i++)
	{
		trade_bits128 number = magnitude(trade_cell_number(&cells[i], kind));

		if (number == 0)
			continue;
		any = true;
		while (power > 0 && !divides(power, number))
			power--;
	}
	return any ? power : 0;
}

/* A number as it is stored. */
static inline trade_bits128
stored_number(const trade_cell *cell, int kind, uint32_t power, bool zigzag)
{
	trade_units number = trade_cell_number(cell, kind);
	trade_bits128 stored = divide_exactly(magnitude(number), power);

	return zigzag ? (stored << 1) - (number < 0) : stored;
}

static uint32_t
width_for(trade_bits128 most)
{
	uint32_t	width = 0;

	while (trade_matrix_widths[width] < TRADE_MATRIX_WIDTH_ESCAPE && most >> trade_matrix_widths[width] != 0)
		width++;
	return width;
}

void
trade_matrix_write_numbers(trade_matrix_writer *writer, const trade_cell *cells, uint32_t count, int kind)
{
	uint32_t	power = common_power(cells, count, kind);
	bool		zigzag = writer->shape.flags & TRADE_MATRIX_SIGNED << kind;
	trade_bits128 any = 0;
	uint32_t	width;

	for (uint32_t i = 0; i < count; i++)
		any |= stored_number(&cells[i], kind, power, zigzag);
	width = width_for(any);
	*writer->form++ = (uint8_t) (power << 4 | width);
	width = trade_matrix_widths[width];
	for (uint32_t i = 0; width > 0 && i < count; i++)
	{
		trade_bits128 stored = stored_number(&cells[i], kind, power, zigzag);

		if (width < TRADE_BITS_AT_ONCE)
			trade_bits_put(&writer->number, (uint64_t) stored, width);
		else
			trade_bits_put128(&writer->number, stored, width);
	}
}

void
trade_matrix_write_pair(trade_matrix_writer *writer, const trade_cell *cells, uint32_t count)
{
	uint32_t	width = trade_matrix_label_width(&writer->shape);

	trade_put_unsigned(writer->exporter, cells->exporter, width);
	writer->exporter += width;
	write_presence(writer, cells, count);
	for (uint32_t kind = 0; kind < trade_matrix_form_bytes(&writer->shape); kind++)
		trade_matrix_write_numbers(writer, cells, count, kind);
}

uint8_t *
trade_matrix_end_slice(trade_matrix_writer *writer)
{
	return trade_bits_end(&writer->number);
}

static void
write_fixed_head(const trade_matrix_shape *shape, uint8_t *bytes)
{
	bytes[0] = TRADE_MATRIX_VERSION;
	if (shape->cell_count == 0)
		return;
	bytes[1] = shape->flags;
	bytes[2] = shape->kind;
	bytes[3] = shape->frequency;
	trade_put_unsigned(bytes + 4, shape->label_count, 2);
	trade_put_unsigned(bytes + 6, shape->importer_count, 2);
	trade_put_unsigned(bytes + 8, shape->cell_count, 4);
	trade_put_unsigned(bytes + 12, shape->pair_count, 4);
	trade_put_unsigned(bytes + 16, shape->label_bytes, 4);
	trade_put_unsigned(bytes + 20, shape->first, 4);
	trade_put_unsigned(bytes + 24, shape->period_count, 4);
	trade_put_unsigned(bytes + 28, shape->slice_bytes, 4);
	bytes[32] = shape->period_width;
	bytes[33] = shape->pairs_width;
	bytes[34] = shape->count_bits;
}

uint8_t *
trade_matrix_write_head(const trade_matrix_survey *survey, const uint32_t *period_index,
						const trade_matrix_extent *extent, uint8_t *bytes)
{
	const trade_matrix_shape *shape = &survey->shape;
	uint32_t	label_width = trade_matrix_label_width(shape);
	uint32_t	end_width = trade_matrix_end_width(shape);
	uint8_t    *at = bytes + TRADE_MATRIX_HEAD + trade_matrix_labels_bytes(shape);
	int			step = trade_period_step(shape->frequency);

	memset(bytes, 0, TRADE_MATRIX_HEAD);
	write_fixed_head(shape, bytes);
	if (shape->cell_count == 0)
		return bytes + TRADE_MATRIX_HEAD;
	trade_bits_store(bytes + trade_matrix_size(shape) - TRADE_BITS_BEHIND, 0);
	for (int32_t word = survey->first_word; word <= survey->last_word; word++)
		for (uint64_t bits = survey->month_used[word]; bits != 0; bits &= bits - 1)
		{
			uint32_t	steps = (64 * word + __builtin_ctzll(bits) - shape->first) / step;

			if (steps > 0)
				trade_put_unsigned(at + (size_t) (period_index[steps] - 1) * shape->period_width, steps,
								   shape->period_width);
		}
	at += (size_t) (shape->period_count - 1) * shape->period_width;
	for (uint32_t i = 0; i < shape->importer_count; i++)
	{
		trade_put_unsigned(at, extent[i].importer, label_width);
		trade_put_unsigned(at + label_width, extent[i].pairs, shape->pairs_width);
		trade_put_unsigned(at + label_width + shape->pairs_width, extent[i].end, end_width);
		at += label_width + shape->pairs_width + end_width;
	}
	return at;
}

void
trade_matrix_write_label(const trade_matrix_shape *shape, uint8_t *bytes, uint32_t id, uint32_t *text_at,
						 const char *text, int length)
{
	uint8_t    *labels = bytes + TRADE_MATRIX_HEAD;

	if (shape->kind == TRADE_LABEL_TEXT)
	{
		labels[id] = length;
		memcpy(labels + shape->label_count + *text_at, text, length);
		*text_at += length;
	}
	else
		trade_put_unsigned(labels + 2 * id, trade_label_country_code(text, length), 2);
}
