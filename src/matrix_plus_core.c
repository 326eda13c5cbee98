/* Merging two stored matrices whose periods follow each other. */
#include "matrix_plus_core.h"

/* The widest numbers that are written in one step. */
#define WIDTH_AT_ONCE 54

/* The numbers of one kind of a piece, as they lie. */
typedef struct number_run
{
	const uint8_t *bytes;
	uint64_t	at;
	uint32_t	cells;
	uint32_t	width;			/* bits */
	uint32_t	power;
	uint8_t		form;
	bool		zigzag;
} number_run;

static trade_month
last_month(const trade_matrix_reader *reader)
{
	return trade_matrix_month(reader, reader->shape.period_count - 1);
}

bool
trade_matrix_follows(const trade_matrix_reader *first, const trade_matrix_reader *second)
{
	const trade_matrix_shape *before = &first->shape;
	const trade_matrix_shape *after = &second->shape;

	return before->cell_count > 0 && after->cell_count > 0 && before->kind == after->kind &&
		before->frequency == after->frequency && before->has_quantity == after->has_quantity &&
		last_month(first) < after->first;
}

static int
compare_labels(const trade_matrix_labels *left, uint32_t left_at, const trade_matrix_labels *right, uint32_t right_at)
{
	int			left_length = left->length[left_at];
	int			right_length = right->length[right_at];
	int			order = memcmp(left->text[left_at], right->text[right_at],
							   left_length < right_length ? left_length : right_length);

	return order != 0 ? order : left_length - right_length;
}

void
trade_matrix_merge_labels(const trade_matrix_labels *side, trade_matrix_labels *merged, uint32_t *const *of_side)
{
	uint32_t	at[TRADE_MATRIX_SIDES] = {0, 0};

	merged->count = merged->bytes = 0;
	while (at[0] < side[0].count || at[1] < side[1].count)
	{
		int			order = at[0] == side[0].count ? 1 : at[1] == side[1].count ? -1
			: compare_labels(&side[0], at[0], &side[1], at[1]);
		int			from = order > 0;

		merged->text[merged->count] = side[from].text[at[from]];
		merged->length[merged->count] = side[from].length[at[from]];
		merged->bytes += side[from].length[at[from]];
		if (order <= 0)
			of_side[0][at[0]++] = merged->count;
		if (order >= 0)
			of_side[1][at[1]++] = merged->count;
		merged->count++;
	}
}

bool
trade_matrix_plus_read(trade_matrix_side *side)
{
	trade_matrix_reader *reader = side->reader;
	const trade_matrix_pair *pair = &reader->pair;
	trade_matrix_piece *piece = side->piece + side->at;
	uint32_t	kinds = trade_matrix_form_bytes(&reader->shape);

	if (!trade_matrix_read_pair(reader))
	{
		side->at = 0;
		return false;
	}
	*piece = (trade_matrix_piece) {side->label[reader->slice.importer], side->label[pair->exporter], pair->cells,
		{0}, reader->slice.presence, pair->presence, reader->slice.number, pair->number[0]};
	/* the pair counts as read */
	memcpy(piece->form, reader->slice.form + (size_t) (pair->at - 1) * kinds, kinds);
	side->at++;
	return true;
}

void
trade_matrix_plus_begin(trade_matrix_plus *plus, trade_matrix_survey *survey, uint32_t label_count,
						uint32_t label_bytes)
{
	const trade_matrix_shape *first = &plus->side[0].reader->shape;
	const trade_matrix_shape *second = &plus->side[1].reader->shape;

	trade_matrix_survey_begin(survey, first->kind, first->frequency, label_count, label_bytes);
	for (int side = 0; side < TRADE_MATRIX_SIDES; side++)
		for (uint32_t period = 0; period < plus->side[side].reader->shape.period_count; period++)
		{
			trade_matrix_survey_month(survey, trade_matrix_month(plus->side[side].reader, period));
			survey->shape.cell_count = first->cell_count + second->cell_count;
		}
	survey->shape.flags = (first->flags | second->flags) & ~TRADE_MATRIX_LISTED;
	plus->number_bits = 0;
}

static uint64_t
piece_key(const trade_matrix_side *side)
{
	const trade_matrix_piece *piece = side->piece + side->at;

	return side->at == side->reader->shape.pair_count ? UINT64_MAX
		: (uint64_t) piece->importer << 32 | piece->exporter;
}

bool
trade_matrix_plus_next(trade_matrix_plus *plus, trade_matrix_both *both)
{
	uint64_t	key[TRADE_MATRIX_SIDES] = {piece_key(&plus->side[0]), piece_key(&plus->side[1])};
	uint64_t	next = key[0] < key[1] ? key[0] : key[1];

	for (int i = 0; i < TRADE_MATRIX_SIDES; i++)
	{
		trade_matrix_side *side = &plus->side[i];

		both->piece[i] = key[i] == next && next != UINT64_MAX ? side->piece + side->at++ : NULL;
	}
	return next != UINT64_MAX;
}

/* The numbers of a kind, of the sides that have the pair; how many have it. */
static int
runs_of(const trade_matrix_plus *plus, const trade_matrix_both *both, uint32_t kind, number_run *run)
{
	int			count = 0;

	for (int side = 0; side < TRADE_MATRIX_SIDES; side++)
	{
		const trade_matrix_piece *piece = both->piece[side];
		uint64_t	at;

		if (piece == NULL)
			continue;
		at = piece->number_at;
		for (uint32_t before = 0; before < kind; before++)
			at += (uint64_t) piece->cells * trade_matrix_widths[piece->form[before] & 15];
		run[count++] = (number_run) {piece->number, at, piece->cells, trade_matrix_widths[piece->form[kind] & 15],
			piece->form[kind] >> 4, piece->form[kind],
			(plus->side[side].reader->shape.flags & TRADE_MATRIX_SIGNED << kind) != 0};
	}
	return count;
}

/* No more bits than the numbers of a kind take once the smaller power of ten divides all. */
static uint64_t
run_bits(const number_run *run, int count)
{
	uint32_t	power = TRADE_MATRIX_POWER_MAX;
	uint32_t	most = 0;
	uint32_t	width = 0;
	uint64_t	cells = 0;

	for (int i = 0; i < count; i++)
		if (run[i].width > 0 && run[i].power < power)
			power = run[i].power;
	for (int i = 0; i < count; i++)
	{
		/* 10 < 2^(10/3); one more for a sign */
		uint32_t	bits = run[i].width == 0 ? 0 : run[i].width + ((run[i].power - power) * 10 + 2) / 3 + 1;

		most = bits > most ? bits : most;
		cells += run[i].cells;
	}
	while (width < TRADE_MATRIX_WIDTHS - 1 && trade_matrix_widths[width] < most)
		width++;
	return cells * trade_matrix_widths[width];
}

void
trade_matrix_plus_count(trade_matrix_plus *plus, trade_matrix_survey *survey, const trade_matrix_both *both,
						trade_matrix_extent *extent)
{
	trade_matrix_shape *shape = &survey->shape;
	uint32_t	importer = (both->piece[0] ? both->piece[0] : both->piece[1])->importer;
	uint32_t	cells = (both->piece[0] ? both->piece[0]->cells : 0) + (both->piece[1] ? both->piece[1]->cells : 0);

	if (shape->importer_count == 0 || extent[shape->importer_count - 1].importer != importer)
		extent[shape->importer_count++] = (trade_matrix_extent) {importer, 0, 0, 0};
	extent[shape->importer_count - 1].pairs++;
	extent[shape->importer_count - 1].cells += cells;
	shape->pair_count++;
	if (cells > survey->most_cells)
		survey->most_cells = cells;
	for (uint32_t kind = 0; kind < trade_matrix_form_bytes(&plus->side[0].reader->shape); kind++)
	{
		number_run	run[TRADE_MATRIX_SIDES];

		plus->number_bits += run_bits(run, runs_of(plus, both, kind, run));
	}
}

size_t
trade_matrix_plus_bound(trade_matrix_plus *plus, const trade_matrix_shape *shape, const trade_matrix_extent *extent)
{
	size_t		bound = plus->number_bits / 8;

	plus->side[0].at = plus->side[1].at = 0;
	for (uint32_t i = 0; i < shape->importer_count; i++)
	{
		/* all but its numbers, whose last byte may not be full */
		trade_matrix_extent rest = extent[i];

		bound += trade_matrix_slice_bound(shape, &rest) + 1
			- (size_t) rest.cells * trade_matrix_form_bytes(shape) * (TRADE_MATRIX_WIDTH_ESCAPE / 8);
	}
	return bound;
}

static inline void
write_period(trade_matrix_writer *writer, uint32_t period)
{
	if (!(writer->shape.flags & TRADE_MATRIX_LISTED))
	{
		trade_bits_add(writer->presence, writer->presence_at + period, 1);
		return;
	}
	trade_bits_add(writer->presence, writer->presence_at, period);
	writer->presence_at += trade_matrix_bits_of(writer->shape.period_count - 1);
}

/* The periods of a piece, `before` others being before its first. */
static void
write_periods(trade_matrix_writer *writer, const trade_matrix_shape *from, const trade_matrix_piece *piece,
			  uint32_t before)
{
	uint32_t	bits = trade_matrix_bits_of(from->period_count - 1);

	if (from->flags & TRADE_MATRIX_LISTED)
	{
		for (uint32_t cell = 0; cell < piece->cells; cell++)
			write_period(writer, before + (uint32_t) trade_bits_get(piece->presence,
																	piece->presence_at + (uint64_t) cell * bits, bits));
		return;
	}
	for (uint32_t period = 0; period < from->period_count; period += 32)
	{
		uint32_t	ahead = from->period_count - period < 32 ? from->period_count - period : 32;
		uint64_t	here = trade_bits_get(piece->presence, piece->presence_at + period, ahead);

		if (!(writer->shape.flags & TRADE_MATRIX_LISTED))
			trade_bits_add(writer->presence, writer->presence_at + before + period, here);
		else
			for (; here != 0; here &= here - 1)
				write_period(writer, before + period + __builtin_ctzll(here));
	}
}

static void
write_presence(const trade_matrix_plus *plus, trade_matrix_writer *writer, const trade_matrix_both *both)
{
	uint32_t	before = 0;

	if (writer->shape.flags & TRADE_MATRIX_LISTED)
	{
		trade_bits_add(writer->presence, writer->count_at,
					   (both->piece[0] ? both->piece[0]->cells : 0) + (both->piece[1] ? both->piece[1]->cells : 0));
		writer->count_at += writer->shape.count_bits;
	}
	for (int side = 0; side < TRADE_MATRIX_SIDES; side++)
	{
		const trade_matrix_shape *from = &plus->side[side].reader->shape;

		if (both->piece[side] != NULL)
			write_periods(writer, from, both->piece[side], before);
		before += from->period_count;
	}
	if (!(writer->shape.flags & TRADE_MATRIX_LISTED))
		writer->presence_at += writer->shape.period_count;
}

/* A number as it is stored, without its power of ten. */
static trade_units
run_number(const number_run *run, uint32_t cell)
{
	uint64_t	at = run->at + (uint64_t) cell * run->width;
	trade_bits128 stored;

	if (run->width <= TRADE_BITS_AT_ONCE)
		stored = trade_bits_get(run->bytes, at, run->width);
	else
		stored = run->width == 64 ? trade_bits_get64(run->bytes, at) : trade_bits_get128(run->bytes, at);
	return (trade_units) (run->zigzag ? stored >> 1 ^ -(stored & 1) : stored);
}

/* The same with the power of ten of another run; width <= TRADE_BITS_AT_ONCE. */
static inline trade_bits128
number_for(const number_run *run, uint32_t cell, const number_run *form)
{
	trade_units number = run_number(run, cell);

	if (run->power > form->power)
		number *= trade_matrix_powers[run->power - form->power];
	return !form->zigzag ? (trade_bits128) number
		: number < 0 ? ((trade_bits128) -number << 1) - 1 : (trade_bits128) number << 1;
}

static bool
same_form(const number_run *run, const number_run *form)
{
	return run->form == form->form && run->zigzag == form->zigzag;
}

/* Whether a run can be written in the form of a wider one, which stays the smallest then. */
static bool
fits(const number_run *run, const number_run *form)
{
	if (run->width == 0 || same_form(run, form))
		return true;
	if (run->power < form->power)
		return false;
	for (uint32_t cell = 0; cell < run->cells; cell++)
		if (number_for(run, cell, form) >> form->width != 0)
			return false;
	return true;
}

/* Bits as they are, or each number anew. */
static void
write_run(trade_bits_writer *writer, const number_run *run, const number_run *form)
{
	uint64_t	at = run->at;
	uint64_t	end = at + (uint64_t) run->cells * run->width;

	if (!same_form(run, form))
	{
		for (uint32_t cell = 0; form->width > 0 && cell < run->cells; cell++)
			trade_bits_put(writer, (uint64_t) number_for(run, cell, form), form->width);
		return;
	}
	for (; end - at > 56; at += 56)
		trade_bits_put(writer, trade_bits_get(run->bytes, at, 56), 56);
	trade_bits_put(writer, trade_bits_get(run->bytes, at, end - at), end - at);
}

/* Numbers of a kind as cells have them, and with those the form that they take. */
static void
write_anew(trade_matrix_writer *writer, const number_run *run, int count, uint32_t kind, trade_cell *cells)
{
	uint32_t	written = 0;

	for (int i = 0; i < count; i++)
		for (uint32_t cell = 0; cell < run[i].cells; cell++)
		{
			trade_units number = run_number(&run[i], cell) * trade_matrix_powers[run[i].power];

			/* the third kind is the value, less nothing */
			cells[written++] = kind == 1 ? (trade_cell) {.quantity = number} : (trade_cell) {.value = number};
		}
	trade_matrix_write_numbers(writer, cells, written, kind);
}

static void
write_kind(const trade_matrix_plus *plus, trade_matrix_writer *writer, const trade_matrix_both *both, uint32_t kind)
{
	number_run	run[TRADE_MATRIX_SIDES];
	int			count = runs_of(plus, both, kind, run);
	const number_run *form = &run[0];
	bool		zigzag = writer->shape.flags & TRADE_MATRIX_SIGNED << kind;

	if (count > 1 && (run[1].width > run[0].width || (run[1].width == run[0].width && run[1].power < run[0].power)))
		form = &run[1];
	/* a run by itself is copied, however wide its numbers are */
	if (form->zigzag != zigzag ||
		(count > 1 && (form->width > WIDTH_AT_ONCE || !fits(&run[form == &run[0]], form))))
	{
		write_anew(writer, run, count, kind, plus->cells);
		return;
	}
	*writer->form++ = form->form;
	for (int i = 0; i < count; i++)
		write_run(&writer->number, &run[i], form);
}

void
trade_matrix_plus_write(const trade_matrix_plus *plus, trade_matrix_writer *writer, const trade_matrix_both *both)
{
	uint32_t	width = trade_matrix_label_width(&writer->shape);
	const trade_matrix_piece *piece = both->piece[0] ? both->piece[0] : both->piece[1];

	trade_put_unsigned(writer->exporter, piece->exporter, width);
	writer->exporter += width;
	write_presence(plus, writer, both);
	for (uint32_t kind = 0; kind < trade_matrix_form_bytes(&writer->shape); kind++)
		write_kind(plus, writer, both, kind);
}
