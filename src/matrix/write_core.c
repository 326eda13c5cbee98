/* The stored form of a matrix: writing slices. */
#include "matrix/write_core.h"

#include "matrix/ten_core.h"

size_t
trade_matrix_slice_bound(const trade_matrix_survey *survey, const trade_matrix_extent *extent)
{
	const trade_matrix_shape *shape = &survey->shape;
	uint32_t	kinds = trade_matrix_kinds(shape);
	uint32_t	label_bits = shape->label_bits;
	uint64_t	list = trade_matrix_list_bits(extent->cells, shape->period_count, label_bits);
	uint64_t	grid = trade_matrix_grid_bits(extent->exporters, shape->period_count, label_bits);
	/* a base may take one bit more, a mark another */
	uint64_t	number = trade_bits_of(survey->any) + 2;
	uint64_t	form = TRADE_MATRIX_FORM_BITS + TRADE_MATRIX_BASE_BITS + 128;

	return (1 + kinds * form + (list < grid ? list : grid) + extent->cells * kinds * number) / 8 + 1
		+ TRADE_BITS_BEHIND;
}

void
trade_matrix_begin_slice(trade_matrix_writer *writer, const trade_matrix_extent *extent, trade_matrix_widths *widths)
{
	uint32_t	kinds = trade_matrix_kinds(&writer->shape);

	writer->extent = extent;
	memset(writer->exporter_used, 0, ((size_t) writer->shape.label_count + 63) / 64 * sizeof(uint64_t));
	writer->widths = widths != NULL ? widths : memset(writer->room, 0, kinds * sizeof(writer->room[0]));
	for (uint32_t kind = 0; kind < kinds; kind++)
	{
		trade_matrix_track *track = &writer->track[kind];
		trade_units least = extent->least[kind];

		track->power = extent->power[kind];
		track->base = least < 0 ? trade_ten_divide(trade_magnitude(least), track->power) : 0;
	}
}

/* Bytes cleared between two pauses. */
#define BYTES_A_STEP ((size_t) 1 << 22)

/* A number as it is stored. */
static inline trade_bits128
stored_number(const trade_matrix_track *track, trade_units number)
{
	trade_bits128 scaled = trade_ten_divide(trade_magnitude(number), track->power);

	return track->base + (number < 0 ? -scaled : scaled);
}

void
trade_matrix_measure(trade_matrix_writer *writer, const trade_cell *cells, uint32_t count)
{
	uint32_t	kinds = trade_matrix_kinds(&writer->shape);

	for (uint32_t i = 0; i < count; i++)
	{
		trade_set_add(writer->exporter_used, cells[i].exporter);
		for (uint32_t kind = 0; kind < kinds; kind++)
		{
			trade_matrix_widths *widths = &writer->widths[kind];
			trade_bits128 stored = stored_number(&writer->track[kind], trade_cell_number(&cells[i], kind));

			widths->any |= stored;
			widths->count[trade_bits_of(stored)]++;
		}
	}
}

static void
put_field(trade_matrix_writer *writer, trade_bits128 field, uint32_t width)
{
	trade_bits_add_wide(writer->bytes, writer->end, field, width);
	writer->end += width;
}

static void
choose_form(trade_matrix_writer *writer, uint32_t kind)
{
	trade_matrix_track *track = &writer->track[kind];

	trade_matrix_choose_widths(&writer->widths[kind], writer->extent->cells, &track->low_width, &track->high_width);
	/* all of them are zero */
	if (track->low_width == 0 && track->high_width == 0 && track->base == 0)
		track->power = 0;
}

static void
put_form(trade_matrix_writer *writer, const trade_matrix_track *track, bool has_base)
{
	uint32_t	widths = track->high_width << TRADE_MATRIX_WIDTH_BITS | track->low_width;

	put_field(writer, widths << TRADE_MATRIX_POWER_BITS | track->power, TRADE_MATRIX_FORM_BITS);
	if (has_base)
	{
		put_field(writer, trade_bits_of(track->base), TRADE_MATRIX_BASE_BITS);
		put_field(writer, track->base, trade_bits_of(track->base));
	}
}

static uint64_t
form_bits(const trade_matrix_track *track, bool has_base)
{
	return TRADE_MATRIX_FORM_BITS + (has_base ? TRADE_MATRIX_BASE_BITS + trade_bits_of(track->base) : 0);
}

static uint64_t
number_bits(const trade_matrix_writer *writer, uint32_t kind)
{
	const trade_matrix_track *track = &writer->track[kind];
	uint32_t	cells = writer->extent->cells;
	uint64_t	marked = 0;

	if (track->high_width == 0)
		return (uint64_t) cells * track->low_width;
	for (uint32_t width = track->low_width + 1; width <= track->low_width + track->high_width; width++)
		marked += writer->widths[kind].count[width];
	return (uint64_t) cells * (1 + track->low_width) + marked * track->high_width;
}

/* Exporters of a slice that is not listed, and their places. */
static void
put_exporters(trade_matrix_writer *writer, uint32_t label_bits)
{
	uint32_t	place = 0;

	put_field(writer, writer->extent->exporters - 1, label_bits);
	writer->exporter = writer->end;
	for (uint32_t word = 0; place < writer->extent->exporters; word++)
		for (uint64_t bits = writer->exporter_used[word]; bits != 0; bits &= bits - 1)
		{
			uint32_t	exporter = 64 * word + __builtin_ctzll(bits);

			writer->exporter_place[exporter] = place++;
			put_field(writer, exporter, label_bits);
		}
	writer->presence = writer->end;
	writer->end += (uint64_t) writer->extent->exporters * writer->shape.period_count;
}

static void
place_list(trade_matrix_writer *writer, uint32_t label_bits)
{
	uint32_t	cells = writer->extent->cells;

	writer->low_bits = trade_matrix_low_bits(cells, writer->shape.period_count);
	writer->low_period = writer->end;
	writer->presence = writer->low_period + (uint64_t) cells * writer->low_bits;
	writer->exporter = writer->presence + trade_matrix_unary_bits(cells, writer->shape.period_count, writer->low_bits);
	writer->end = writer->exporter + (uint64_t) cells * label_bits;
}

void
trade_matrix_clear(uint8_t *bytes, size_t size, void (*pause) (void))
{
	for (; size > BYTES_A_STEP && pause != NULL; bytes += BYTES_A_STEP, size -= BYTES_A_STEP)
	{
		pause();
		memset(bytes, 0, BYTES_A_STEP);
	}
	memset(bytes, 0, size);
}

void
trade_matrix_lay_out(trade_matrix_writer *writer, uint8_t *bytes)
{
	const trade_matrix_shape *shape = &writer->shape;
	uint32_t	kinds = trade_matrix_kinds(shape);
	uint32_t	label_bits = shape->label_bits;
	uint32_t	cells = writer->extent->cells;
	uint64_t	grid = trade_matrix_grid_bits(writer->extent->exporters, shape->period_count, label_bits);
	uint64_t	list = trade_matrix_list_bits(cells, shape->period_count, label_bits);
	uint64_t	size = 1 + (list < grid ? list : grid);

	for (uint32_t kind = 0; kind < kinds; kind++)
	{
		choose_form(writer, kind);
		size += form_bits(&writer->track[kind], shape->flags & TRADE_MATRIX_SIGNED << kind)
			+ number_bits(writer, kind);
	}
	/* bits are added to what is there, and the load goes beyond */
	trade_matrix_clear(bytes, (size + 7) / 8 + TRADE_BITS_BEHIND, writer->pause);
	writer->bytes = bytes;
	writer->end = 0;
	writer->done = 0;
	writer->listed = list < grid;
	put_field(writer, writer->listed, 1);
	for (uint32_t kind = 0; kind < kinds; kind++)
		put_form(writer, &writer->track[kind], shape->flags & TRADE_MATRIX_SIGNED << kind);
	if (writer->listed)
		place_list(writer, label_bits);
	else
		put_exporters(writer, label_bits);
	for (uint32_t kind = 0; kind < kinds; kind++)
	{
		trade_matrix_track *track = &writer->track[kind];

		track->marks = writer->end;
		track->low = track->marks + (track->high_width > 0 ? cells : 0);
		track->high = track->low + (uint64_t) cells * track->low_width;
		writer->end += number_bits(writer, kind);
	}
}

/* The place of a month among the periods. */
static inline uint32_t
period_of(const trade_matrix_writer *writer, trade_month month)
{
	uint32_t	steps = month - writer->shape.first;

	/* a division by a constant is no division */
	return writer->period_index[writer->shape.frequency == TRADE_FREQUENCY_YEAR ? steps / 12 : steps];
}

static void
put_grid(const trade_matrix_writer *writer, const trade_cell *cells, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		trade_bits_add(writer->bytes, writer->presence + (uint64_t) period_of(writer, cells[i].month) * writer->extent->exporters
					   + writer->exporter_place[cells[i].exporter], 1);
}

static void
put_list(trade_matrix_writer *writer, const trade_cell *cells, uint32_t count)
{
	trade_matrix_list list = trade_matrix_list_begin(writer);

	for (uint32_t i = 0; i < count; i++)
		trade_matrix_list_put(&list, period_of(writer, cells[i].month), cells[i].exporter);
	trade_matrix_list_end(&list, writer);
}

static inline void
put_part(uint8_t *bytes, uint64_t *at, trade_bits128 part, uint32_t width)
{
	if (width <= TRADE_BITS_AT_ONCE)
		trade_bits_add(bytes, *at, (uint64_t) part);
	else
		trade_bits_add_wide(bytes, *at, part, width);
	*at += width;
}

static inline void
put_number(trade_matrix_writer *writer, trade_matrix_track *track, trade_units number)
{
	trade_bits128 stored = stored_number(track, number);

	if (track->high_width == 0)
	{
		put_part(writer->bytes, &track->low, stored, track->low_width);
		return;
	}
	put_part(writer->bytes, &track->low, stored & (((trade_bits128) 1 << track->low_width) - 1), track->low_width);
	if (stored >> track->low_width != 0)
	{
		trade_bits_add(writer->bytes, track->marks, 1);
		put_part(writer->bytes, &track->high, stored >> track->low_width, track->high_width);
	}
	track->marks++;
}

void
trade_matrix_put(trade_matrix_writer *writer, const trade_cell *cells, uint32_t count)
{
	uint32_t	kinds = trade_matrix_kinds(&writer->shape);

	writer->listed ? put_list(writer, cells, count) : put_grid(writer, cells, count);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t kind = 0; kind < kinds; kind++)
			put_number(writer, &writer->track[kind], trade_cell_number(&cells[i], kind));
}

uint8_t *
trade_matrix_end_slice(const trade_matrix_writer *writer)
{
	return writer->bytes + (writer->end + 7) / 8;
}
