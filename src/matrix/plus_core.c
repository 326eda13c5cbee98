/* Merging two stored matrices that have no cell in common. */
#include "matrix/plus_core.h"

/* The widest numbers that are written in one step. */
#define WIDTH_AT_ONCE 54
/* Periods looked at in one step. */
#define BITS_A_STEP 56

/* The numbers of one kind of a piece, those that are not written yet. */
typedef struct number_run
{
	const uint8_t *bytes;
	uint64_t	at;
	uint32_t	cells;			/* 0 where the side has not the pair */
	uint32_t	width;			/* bits */
	uint32_t	power;
	uint8_t		form;
	bool		zigzag;
} number_run;

bool
trade_matrix_alike(const trade_matrix_reader *first, const trade_matrix_reader *second)
{
	const trade_matrix_shape *one = &first->shape;
	const trade_matrix_shape *other = &second->shape;

	return one->cell_count > 0 && other->cell_count > 0 && one->kind == other->kind &&
		one->frequency == other->frequency && one->has_quantity == other->has_quantity;
}

void
trade_matrix_merge_labels(const trade_matrix_labels *side, trade_matrix_labels *merged, uint32_t *const *of_side)
{
	uint32_t	at[TRADE_MATRIX_SIDES] = {0, 0};

	merged->count = merged->bytes = 0;
	while (at[0] < side[0].count || at[1] < side[1].count)
	{
		int			order = at[0] == side[0].count ? 1 : at[1] == side[1].count ? -1
			: trade_label_compare(side[0].text[at[0]], side[0].length[at[0]], side[1].text[at[1]], side[1].length[at[1]]);
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

/* The places of both sides' periods among the merged ones; false where those are too many. */
static bool
merge_periods(trade_matrix_plus *plus)
{
	const trade_matrix_reader *reader[TRADE_MATRIX_SIDES] = {plus->side[0].reader, plus->side[1].reader};
	uint32_t	at[TRADE_MATRIX_SIDES] = {0, 0};

	for (plus->period_count = 0;; plus->period_count++)
	{
		trade_month month[TRADE_MATRIX_SIDES];
		trade_month next;

		for (int i = 0; i < TRADE_MATRIX_SIDES; i++)
			month[i] = at[i] < reader[i]->shape.period_count ? trade_matrix_month(reader[i], at[i]) : TRADE_MONTH_LAST + 1;
		next = month[0] < month[1] ? month[0] : month[1];
		if (next > TRADE_MONTH_LAST)
			break;
		if (plus->period_count == TRADE_MATRIX_PLUS_PERIODS)
			return false;
		for (int i = 0; i < TRADE_MATRIX_SIDES; i++)
			if (month[i] == next)
				plus->side[i].period[at[i]++] = plus->period_count;
	}
	plus->apart = plus->period_count == at[0] + at[1];
	for (int i = 0; i < TRADE_MATRIX_SIDES; i++)
		plus->side[i].unbroken = plus->side[i].period[0] + at[i] == plus->side[i].period[at[i] - 1] + 1u;
	return true;
}

bool
trade_matrix_plus_begin(trade_matrix_plus *plus, trade_matrix_survey *survey, uint32_t label_count,
						uint32_t label_bytes)
{
	const trade_matrix_shape *first = &plus->side[0].reader->shape;
	const trade_matrix_shape *second = &plus->side[1].reader->shape;

	if (!merge_periods(plus))
		return false;
	trade_matrix_survey_begin(survey, first->kind, first->frequency, label_count, label_bytes);
	for (int side = 0; side < TRADE_MATRIX_SIDES; side++)
		for (uint32_t period = 0; period < plus->side[side].reader->shape.period_count; period++)
		{
			trade_matrix_survey_month(survey, trade_matrix_month(plus->side[side].reader, period));
			survey->shape.cell_count = first->cell_count + second->cell_count;
		}
	survey->shape.flags = (first->flags | second->flags) & ~TRADE_MATRIX_LISTED;
	plus->number_bits = 0;
	return true;
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

/* Sets the bits of a piece's periods. */
static void
mark_periods(trade_matrix_side *side, const trade_matrix_piece *piece)
{
	const trade_matrix_shape *shape = &side->reader->shape;
	uint32_t	bits = trade_matrix_bits_of(shape->period_count - 1);

	if (shape->flags & TRADE_MATRIX_LISTED)
	{
		for (uint32_t cell = 0; cell < piece->cells; cell++)
			trade_bits_add(side->present,
						   side->period[trade_bits_get(piece->presence, piece->presence_at + (uint64_t) cell * bits, bits)], 1);
		return;
	}
	for (uint32_t from = 0; from < shape->period_count; from += BITS_A_STEP)
	{
		uint32_t	ahead = shape->period_count - from < BITS_A_STEP ? shape->period_count - from : BITS_A_STEP;
		uint64_t	here = trade_bits_get(piece->presence, piece->presence_at + from, ahead);

		if (side->unbroken)
			trade_bits_add(side->present, side->period[0] + from, here);
		else
			for (; here != 0; here &= here - 1)
				trade_bits_add(side->present, side->period[from + __builtin_ctzll(here)], 1);
	}
}

/* Bits of the merged periods from one on that a side has, once they are marked. */
static inline uint64_t
present_bits(const trade_matrix_plus *plus, int side, uint32_t from)
{
	return trade_bits_get(plus->side[side].present, from, BITS_A_STEP);
}

/* Marks the periods of a pair, and no others. */
static void
mark_pair(trade_matrix_plus *plus, const trade_matrix_both *both)
{
	for (int side = 0; side < TRADE_MATRIX_SIDES; side++)
	{
		memset(plus->side[side].present, 0, (plus->period_count + 7) / 8 + TRADE_BITS_BEHIND);
		if (both->piece[side] != NULL)
			mark_periods(&plus->side[side], both->piece[side]);
	}
}

/* Whether both sides have a cell of a pair. */
static bool
have_common(trade_matrix_plus *plus, const trade_matrix_both *both)
{
	uint64_t	common = 0;

	if (plus->apart || both->piece[0] == NULL || both->piece[1] == NULL)
		return false;
	mark_pair(plus, both);
	for (uint32_t from = 0; from < plus->period_count; from += BITS_A_STEP)
		common |= present_bits(plus, 0, from) & present_bits(plus, 1, from);
	return common != 0;
}

/* The numbers of a kind, of each side. */
static void
runs_of(const trade_matrix_plus *plus, const trade_matrix_both *both, uint32_t kind,
		number_run run[TRADE_MATRIX_SIDES])
{
	for (int side = 0; side < TRADE_MATRIX_SIDES; side++)
	{
		const trade_matrix_piece *piece = both->piece[side];
		uint64_t	at;

		run[side] = (number_run) {0};
		if (piece == NULL)
			continue;
		at = piece->number_at;
		for (uint32_t before = 0; before < kind; before++)
			at += (uint64_t) piece->cells * trade_matrix_widths[piece->form[before] & 15];
		run[side] = (number_run) {piece->number, at, piece->cells, trade_matrix_widths[piece->form[kind] & 15],
			piece->form[kind] >> 4, piece->form[kind],
			(plus->side[side].reader->shape.flags & TRADE_MATRIX_SIGNED << kind) != 0};
	}
}

/* No more bits than the numbers of a kind take once the smaller power of ten divides all. */
static uint64_t
run_bits(const number_run run[TRADE_MATRIX_SIDES])
{
	uint32_t	power = TRADE_MATRIX_POWER_MAX;
	uint32_t	most = 0;
	uint32_t	width = 0;
	uint64_t	cells = 0;

	for (int i = 0; i < TRADE_MATRIX_SIDES; i++)
		if (run[i].width > 0 && run[i].power < power)
			power = run[i].power;
	for (int i = 0; i < TRADE_MATRIX_SIDES; i++)
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

/* How many cells a pair has. */
static uint32_t
pair_cells(const trade_matrix_both *both)
{
	return (both->piece[0] ? both->piece[0]->cells : 0) + (both->piece[1] ? both->piece[1]->cells : 0);
}

bool
trade_matrix_plus_count(trade_matrix_plus *plus, trade_matrix_survey *survey, const trade_matrix_both *both,
						trade_matrix_extent *extent)
{
	trade_matrix_shape *shape = &survey->shape;
	uint32_t	importer = (both->piece[0] ? both->piece[0] : both->piece[1])->importer;
	uint32_t	cells = pair_cells(both);

	if (have_common(plus, both))
		return false;
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

		runs_of(plus, both, kind, run);
		plus->number_bits += run_bits(run);
	}
	return true;
}

size_t
trade_matrix_plus_bound(trade_matrix_plus *plus, const trade_matrix_shape *shape, const trade_matrix_extent *extent)
{
	size_t		bound = plus->number_bits / 8;

	plus->side[0].at = plus->side[1].at = 0;
	/* all of each slice but its numbers, whose last byte may not be full */
	for (uint32_t i = 0; i < shape->importer_count; i++)
		bound += trade_matrix_slice_bound(shape, &extent[i]) + 1
			- (size_t) extent[i].cells * trade_matrix_form_bytes(shape) * (TRADE_MATRIX_WIDTH_ESCAPE / 8);
	return bound;
}

/* The periods of a pair that is marked. */
static void
write_presence(const trade_matrix_plus *plus, trade_matrix_writer *writer, const trade_matrix_both *both)
{
	uint32_t	bits = trade_matrix_bits_of(writer->shape.period_count - 1);
	bool		listed = writer->shape.flags & TRADE_MATRIX_LISTED;

	if (listed)
	{
		trade_bits_add(writer->presence, writer->count_at, pair_cells(both));
		writer->count_at += writer->shape.count_bits;
	}
	for (uint32_t from = 0; from < plus->period_count; from += BITS_A_STEP)
	{
		uint64_t	here = present_bits(plus, 0, from) | present_bits(plus, 1, from);

		if (!listed)
			trade_bits_add(writer->presence, writer->presence_at + from, here);
		for (; listed && here != 0; here &= here - 1, writer->presence_at += bits)
			trade_bits_add(writer->presence, writer->presence_at, from + __builtin_ctzll(here));
	}
	if (!listed)
		writer->presence_at += writer->shape.period_count;
}

/* Puts cells behind the runs, which end at a place; gives where they end now. */
static trade_matrix_run *
add_cells(const trade_matrix_plus *plus, trade_matrix_run *end, uint32_t side, uint32_t cells)
{
	if (end > plus->run && end[-1].side == side)
		end[-1].cells += cells;
	else
		*end++ = (trade_matrix_run) {side, cells};
	return end;
}

/* The runs of a pair that is marked; how many. */
static uint32_t
find_runs(const trade_matrix_plus *plus, const trade_matrix_both *both)
{
	trade_matrix_run *end = plus->run;

	if (both->piece[0] == NULL || both->piece[1] == NULL)
	{
		*end = (trade_matrix_run) {both->piece[0] == NULL, pair_cells(both)};
		return 1;
	}
	for (uint32_t from = 0; from < plus->period_count; from += BITS_A_STEP)
	{
		uint64_t	here[TRADE_MATRIX_SIDES] = {present_bits(plus, 0, from), present_bits(plus, 1, from)};

		/* up to the first cell of the other side, again and again */
		while ((here[0] | here[1]) != 0)
		{
			uint32_t	side = here[0] == 0 || (here[1] != 0 && (here[1] & -here[1]) < (here[0] & -here[0]));
			uint64_t	before = here[1 - side] == 0 ? UINT64_MAX : (here[1 - side] & -here[1 - side]) - 1;

			end = add_cells(plus, end, side, trade_bits_count(here[side] & before));
			here[side] &= ~before;
		}
	}
	return end - plus->run;
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

/* So many numbers: bits as they are, or each anew. */
static void
write_run(trade_bits_writer *writer, number_run *run, const number_run *form, uint32_t cells)
{
	uint64_t	end = run->at + (uint64_t) cells * run->width;

	if (!same_form(run, form))
	{
		for (; form->width > 0 && cells > 0; cells--, run->at += run->width)
			trade_bits_put(writer, (uint64_t) number_for(run, 0, form), form->width);
		return;
	}
	for (; end - run->at > 56; run->at += 56)
		trade_bits_put(writer, trade_bits_get(run->bytes, run->at, 56), 56);
	trade_bits_put(writer, trade_bits_get(run->bytes, run->at, end - run->at), end - run->at);
	run->at = end;
}

/* Numbers of a kind as cells have them, and with those the form that they take. */
static void
write_anew(const trade_matrix_plus *plus, trade_matrix_writer *writer, number_run run[TRADE_MATRIX_SIDES],
		   uint32_t run_count, uint32_t kind)
{
	uint32_t	written = 0;

	for (uint32_t i = 0; i < run_count; i++)
	{
		number_run *from = &run[plus->run[i].side];

		for (uint32_t cell = 0; cell < plus->run[i].cells; cell++, from->at += from->width)
		{
			trade_units number = run_number(from, 0) * trade_matrix_powers[from->power];

			/* the third kind is the value, less nothing */
			plus->cells[written++] = kind == 1 ? (trade_cell) {.quantity = number} : (trade_cell) {.value = number};
		}
	}
	trade_matrix_write_numbers(writer, plus->cells, written, kind);
}

/* The form that can hold the numbers of both sides, if one of theirs can. */
static int
wider_side(const number_run run[TRADE_MATRIX_SIDES])
{
	if (run[0].cells == 0 || run[1].cells == 0)
		return run[0].cells == 0;
	return run[1].width > run[0].width || (run[1].width == run[0].width && run[1].power < run[0].power);
}

static void
write_kind(const trade_matrix_plus *plus, trade_matrix_writer *writer, const trade_matrix_both *both,
		   uint32_t run_count, uint32_t kind)
{
	number_run	run[TRADE_MATRIX_SIDES];
	number_run	form;
	bool		zigzag = writer->shape.flags & TRADE_MATRIX_SIGNED << kind;
	int			wider;

	runs_of(plus, both, kind, run);
	wider = wider_side(run);
	form = run[wider];
	/* a run by itself is copied, however wide its numbers are */
	if (form.zigzag != zigzag ||
		(run[1 - wider].cells > 0 && (form.width > WIDTH_AT_ONCE || !fits(&run[1 - wider], &form))))
	{
		write_anew(plus, writer, run, run_count, kind);
		return;
	}
	*writer->form++ = form.form;
	for (uint32_t i = 0; i < run_count; i++)
		write_run(&writer->number, &run[plus->run[i].side], &form, plus->run[i].cells);
}

void
trade_matrix_plus_write(trade_matrix_plus *plus, trade_matrix_writer *writer, const trade_matrix_both *both)
{
	uint32_t	width = trade_matrix_label_width(&writer->shape);
	const trade_matrix_piece *piece = both->piece[0] ? both->piece[0] : both->piece[1];
	uint32_t	run_count;

	trade_put_unsigned(writer->exporter, piece->exporter, width);
	writer->exporter += width;
	mark_pair(plus, both);
	write_presence(plus, writer, both);
	run_count = find_runs(plus, both);
	for (uint32_t kind = 0; kind < trade_matrix_form_bytes(&writer->shape); kind++)
		write_kind(plus, writer, both, run_count, kind);
}
