/* The stored form of a matrix: a survey of its cells, and all that is not slices. */
#include "matrix/ten_core.h"
#include "matrix/write_core.h"

void
trade_matrix_survey_begin(trade_matrix_survey *survey, trade_label_kind kind, trade_frequency frequency,
						  uint32_t label_count, uint32_t label_bytes)
{
	memset(survey, 0, offsetof(trade_matrix_survey, exporter_used));
	survey->last_word = -1;
	survey->shape.kind = kind;
	survey->shape.frequency = frequency;
	survey->shape.label_count = label_count;
	survey->shape.label_bits = trade_matrix_label_bits(label_count);
	survey->shape.label_bytes = kind == TRADE_LABEL_TEXT ? label_bytes : 0;
	memset(survey->exporter_used, 0, (label_count + 63) / 64 * sizeof(uint64_t));
	memset(survey->label_used, 0, (label_count + 63) / 64 * sizeof(uint64_t));
}

/* The map of months is big; only words between the first and the last month are set. */
static void
use_word(trade_matrix_survey *survey, int32_t word)
{
	if (survey->last_word < 0)
	{
		survey->first_word = survey->last_word = word;
		survey->month_used[word] = 0;
	}
	while (survey->first_word > word)
		survey->month_used[--survey->first_word] = 0;
	while (survey->last_word < word)
		survey->month_used[++survey->last_word] = 0;
}

void
trade_matrix_survey_month(trade_matrix_survey *survey, trade_month month)
{
	int32_t		word = (int32_t) ((uint32_t) month / 64);

	if (word < survey->first_word || word > survey->last_word)
		use_word(survey, word);
	survey->month_used[word] |= UINT64_C(1) << (month % 64);
	survey->month = month;
}

/* No cell of an importer was seen yet: any power of ten divides all of its numbers. */
static void
begin_extent(trade_matrix_extent *extent, uint32_t importer)
{
	*extent = (trade_matrix_extent) {.importer = importer};
	memset(extent->power, TRADE_TEN_POWER_MAX, sizeof(extent->power));
}

/* What an importer bought of is no longer told apart. */
static void
end_importer(trade_matrix_survey *survey)
{
	for (uint32_t word = 0; word < (survey->shape.label_count + 63) / 64; word++)
	{
		survey->label_used[word] |= survey->exporter_used[word];
		survey->exporter_used[word] = 0;
	}
}

static void
begin_importer(trade_matrix_survey *survey, uint32_t importer, trade_matrix_extent *extent)
{
	begin_extent(extent, importer);
	end_importer(survey);
	trade_set_add(survey->label_used, importer);
	survey->shape.importer_count++;
}

void
trade_matrix_survey_slice(trade_matrix_survey *survey, const trade_matrix_shape *shape, trade_matrix_extent *extent)
{
	memset(survey, 0, offsetof(trade_matrix_survey, exporter_used));
	survey->last_word = -1;
	survey->shape = *shape;
	survey->shape.flags &= TRADE_MATRIX_QUANTITY;
	survey->shape.importer_count = survey->shape.cell_count = 0;
	begin_extent(extent, 0);
}

/* A number is noted: its sign, and the power of ten that it leaves. */
static inline void
note_number(trade_matrix_survey *survey, trade_matrix_extent *extent, int kind, trade_units number)
{
	trade_bits128 magnitude = trade_magnitude(number);

	if (number == 0)
		return;
	survey->any |= magnitude;
	while (extent->power[kind] > 0 && !trade_ten_divides(extent->power[kind], magnitude))
		extent->power[kind]--;
	if (number < extent->least[kind])
	{
		extent->least[kind] = number;
		survey->shape.flags |= TRADE_MATRIX_SIGNED << kind;
	}
}

/* The first quantity: so far the third number of a cell was its value. */
static void
begin_quantities(trade_matrix_survey *survey, trade_matrix_extent *extent)
{
	trade_matrix_shape *shape = &survey->shape;

	for (uint32_t i = 0; i < shape->importer_count; i++)
	{
		extent[i].power[2] = extent[i].power[0];
		extent[i].least[2] = extent[i].least[0];
	}
	if (shape->flags & TRADE_MATRIX_SIGNED)
		shape->flags |= TRADE_MATRIX_SIGNED << 2;
	shape->flags |= TRADE_MATRIX_QUANTITY;
}

void
trade_matrix_survey_add(trade_matrix_survey *survey, const trade_cell *cells, uint32_t count,
						trade_matrix_extent *extent)
{
	trade_matrix_shape *shape = &survey->shape;
	trade_matrix_extent *here = shape->importer_count > 0 ? &extent[shape->importer_count - 1] : NULL;

	for (uint32_t i = 0; i < count; i++)
	{
		const trade_cell *cell = cells + i;
		uint64_t   *used = &survey->exporter_used[cell->exporter / 64];

		/* in a slice many follow each other */
		if (shape->cell_count == 0 || cell->month != survey->month)
			trade_matrix_survey_month(survey, cell->month);
		if (here == NULL || here->importer != cell->importer)
		{
			here = &extent[shape->importer_count];
			begin_importer(survey, cell->importer, here);
		}
		shape->cell_count++;
		here->cells++;
		here->exporters += ~*used >> (cell->exporter % 64) & 1;
		*used |= UINT64_C(1) << (cell->exporter % 64);
		if (!(shape->flags & TRADE_MATRIX_QUANTITY) && (cell->quantity != 0 || cell->quantity_value != 0))
			begin_quantities(survey, extent);
		note_number(survey, here, 0, cell->value);
		if (shape->flags & TRADE_MATRIX_QUANTITY)
		{
			note_number(survey, here, 1, cell->quantity);
			note_number(survey, here, 2, trade_cell_number(cell, 2));
		}
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
	uint32_t	most_cells = 0;

	if (shape->cell_count == 0)
		return;
	shape->first = 64 * survey->first_word + __builtin_ctzll(survey->month_used[survey->first_word]);
	survey->last = 64 * survey->last_word + 63 - __builtin_clzll(survey->month_used[survey->last_word]);
	end_importer(survey);
	shape->has_quantity = shape->flags & TRADE_MATRIX_QUANTITY;
	for (int32_t word = survey->first_word; word <= survey->last_word; word++)
		shape->period_count += trade_bits_count(survey->month_used[word]);
	for (uint32_t i = 0; i < shape->importer_count; i++)
		if (extent[i].cells > most_cells)
			most_cells = extent[i].cells;
	shape->cells_width = trade_unsigned_width(most_cells);
	shape->period_width = trade_unsigned_width(trade_matrix_survey_steps(survey));
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
	trade_put_unsigned(bytes + 12, shape->label_bytes, 4);
	trade_put_unsigned(bytes + 16, shape->first, 4);
	trade_put_unsigned(bytes + 20, shape->period_count, 4);
	trade_put_unsigned(bytes + 24, shape->slice_bytes, 4);
	bytes[28] = shape->period_width;
	bytes[29] = shape->cells_width;
}

/* Periods but the first; gives what is behind them. */
static uint8_t *
write_periods(const trade_matrix_survey *survey, const uint32_t *period_index, uint8_t *at)
{
	const trade_matrix_shape *shape = &survey->shape;
	int			step = trade_period_step(shape->frequency);

	for (int32_t word = survey->first_word; word <= survey->last_word; word++)
		for (uint64_t bits = survey->month_used[word]; bits != 0; bits &= bits - 1)
		{
			uint32_t	steps = (64 * word + __builtin_ctzll(bits) - shape->first) / step;

			if (steps > 0)
				trade_put_unsigned(at + (size_t) (period_index[steps] - 1) * shape->period_width, steps,
								   shape->period_width);
		}
	return at + (size_t) (shape->period_count - 1) * shape->period_width;
}

uint8_t *
trade_matrix_write_head(const trade_matrix_survey *survey, const uint32_t *period_index,
						const trade_matrix_extent *extent, uint8_t *bytes)
{
	const trade_matrix_shape *shape = &survey->shape;
	uint32_t	label_width = trade_matrix_label_width(shape);
	uint32_t	end_width = trade_matrix_end_width(shape);
	uint8_t    *at = bytes + TRADE_MATRIX_HEAD + trade_matrix_labels_bytes(shape);

	memset(bytes, 0, TRADE_MATRIX_HEAD);
	write_fixed_head(shape, bytes);
	if (shape->cell_count == 0)
		return bytes + TRADE_MATRIX_HEAD;
	trade_bits_store(bytes + trade_matrix_size(shape) - TRADE_BITS_BEHIND, 0);
	at = write_periods(survey, period_index, at);
	for (uint32_t i = 0; i < shape->importer_count; i++)
	{
		trade_put_unsigned(at, extent[i].importer, label_width);
		trade_put_unsigned(at + label_width, extent[i].cells, shape->cells_width);
		trade_put_unsigned(at + label_width + shape->cells_width, extent[i].end, end_width);
		at += label_width + shape->cells_width + end_width;
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
