/* The stored form of a matrix: reading cells, every one checked. */
#include "matrix/read_core.h"

static bool
problem(trade_matrix_reader *reader, const char *what)
{
	reader->problem = what;
	return false;
}

void
trade_matrix_limit(trade_matrix_reader *reader, trade_span span)
{
	reader->whole = false;
	if (reader->shape.cell_count > 0)
		reader->window = trade_matrix_periods(reader, span);
}

static bool
begin_slice(trade_matrix_reader *reader, uint32_t at, const uint8_t *bytes)
{
	if (!trade_matrix_place_slice(reader, at, bytes, &reader->slice))
		return false;
	memset(&reader->pair, 0, sizeof(reader->pair));
	if (reader->shape.flags & TRADE_MATRIX_LISTED)
		reader->pair.presence_end = (uint64_t) reader->slice.pairs * reader->shape.count_bits;
	return true;
}

bool
trade_matrix_enter(trade_matrix_reader *reader, uint32_t at, const uint8_t *slice)
{
	reader->whole = false;
	reader->importer_at = reader->importer_end = at + 1;
	return begin_slice(reader, at, slice);
}

static bool
listed(const trade_matrix_reader *reader)
{
	return reader->shape.flags & TRADE_MATRIX_LISTED;
}

/* The place in the periods of a listed pair's cell. */
static uint32_t
listed_period(const trade_matrix_reader *reader, uint32_t cell)
{
	uint32_t	bits = trade_matrix_bits_of(reader->shape.period_count - 1);

	return (uint32_t) trade_bits_get(reader->slice.presence, reader->pair.presence + (uint64_t) cell * bits, bits);
}

/* How many cells a pair has, and how many of them are before the window. */
static void
count_cells(trade_matrix_reader *reader, trade_matrix_pair *pair)
{
	const trade_matrix_shape *shape = &reader->shape;
	const uint8_t *presence = reader->slice.presence;

	pair->presence = pair->presence_end;
	pair->done = 0;
	pair->period = reader->window.from;
	if (!listed(reader))
	{
		pair->cells = trade_matrix_count_bits(presence, pair->presence, shape->period_count);
		pair->presence_end += shape->period_count;
		if (reader->window.from > 0)
			pair->done = trade_matrix_count_bits(presence, pair->presence, reader->window.from);
		return;
	}
	pair->cells = (uint32_t) trade_bits_get(presence, (uint64_t) pair->at * shape->count_bits, shape->count_bits);
	pair->presence_end += (uint64_t) pair->cells * trade_matrix_bits_of(shape->period_count - 1);
	while (pair->done < pair->cells && listed_period(reader, pair->done) < reader->window.from)
		pair->done++;
}

/* Forms of the numbers of a pair, and where they are. */
static bool
place_numbers(trade_matrix_reader *reader, trade_matrix_pair *pair)
{
	uint32_t	kinds = trade_matrix_form_bytes(&reader->shape);
	const uint8_t *form = reader->slice.form + (size_t) pair->at * kinds;

	for (uint32_t kind = 0; kind < kinds; kind++)
	{
		pair->width[kind] = trade_matrix_widths[form[kind] & 15];
		pair->power[kind] = trade_matrix_powers[form[kind] >> 4];
		pair->number[kind] = pair->number_end;
		pair->number_end += (uint64_t) pair->cells * pair->width[kind];
	}
	return pair->number_end <= reader->slice.number_bits || problem(reader, "a slice is too short");
}

static bool
begin_pair(trade_matrix_reader *reader)
{
	trade_matrix_pair *pair = &reader->pair;
	uint32_t	width = trade_matrix_label_width(&reader->shape);
	uint32_t	exporter = trade_matrix_field(reader->slice.exporter + (size_t) pair->at * width, width);

	if (exporter >= reader->shape.label_count || (pair->at > 0 && exporter <= pair->exporter))
		return problem(reader, "exporters out of order");
	pair->exporter = exporter;
	count_cells(reader, pair);
	if (pair->cells == 0 || pair->cells > reader->shape.period_count)
		return problem(reader, "a pair has no cells, or too many");
	if (!place_numbers(reader, pair))
		return false;
	pair->at++;
	return true;
}

static void
audit_begin_pair(trade_matrix_reader *reader)
{
	trade_matrix_audit *audit = reader->audit;
	uint32_t	importer = reader->slice.importer;
	uint32_t	exporter = reader->pair.exporter;

	audit->cells += reader->pair.cells;
	if (reader->pair.cells > audit->most_cells)
		audit->most_cells = reader->pair.cells;
	audit->label_used[importer / 64] |= UINT64_C(1) << (importer % 64);
	audit->label_used[exporter / 64] |= UINT64_C(1) << (exporter % 64);
	memset(audit->any, 0, sizeof(audit->any));
	memset(audit->indivisible, 0, sizeof(audit->indivisible));
}

/* Whether widths and powers of the pair just read are those that writing takes. */
static bool
audit_end_pair(trade_matrix_reader *reader)
{
	const trade_matrix_audit *audit = reader->audit;
	uint32_t	kinds = trade_matrix_form_bytes(&reader->shape);
	const uint8_t *form = reader->slice.form + (size_t) (reader->pair.at - 1) * kinds;

	for (uint32_t kind = 0; kind < kinds; kind++)
	{
		uint32_t	width = form[kind] & 15;
		uint32_t	power = form[kind] >> 4;

		if (width == 0 ? power != 0
			: audit->any[kind] >> trade_matrix_widths[width - 1] == 0 ||
			(power < TRADE_MATRIX_POWER_MAX && !audit->indivisible[kind]))
			return problem(reader, "not the canonical layout");
	}
	return true;
}

/* Bits behind the last one of a column are zero, and no byte is too many. */
static bool
audit_end_slice(trade_matrix_reader *reader)
{
	const trade_matrix_slice *slice = &reader->slice;
	uint64_t	used = reader->pair.number_end;
	uint32_t	spare = -slice->presence_bits & 7;

	if (slice->number_bits - used > 7 ||
		trade_bits_get(slice->number, used, slice->number_bits - used) != 0 ||
		trade_bits_get(slice->presence, slice->presence_bits, spare) != 0)
		return problem(reader, "not the canonical layout");
	return true;
}

static bool
all_used(const uint64_t *used, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if ((used[i / 64] >> (i % 64) & 1) == 0)
			return false;
	return true;
}

/* Once all is read: the head must be the one that writing gives. */
static bool
audit_end(trade_matrix_reader *reader)
{
	const trade_matrix_shape *shape = &reader->shape;
	const trade_matrix_audit *audit = reader->audit;
	uint32_t	count_bits = trade_matrix_bits_of(audit->most_cells);
	bool		lists = trade_matrix_lists(shape, count_bits);

	reader->whole = false;
	if (audit->cells != shape->cell_count)
		return problem(reader, "wrong number of cells");
	if (!all_used(audit->label_used, shape->label_count))
		return problem(reader, "a label without cells");
	if (!all_used(audit->period_used, shape->period_count))
		return problem(reader, "a period without cells");
	if ((audit->flags | (lists ? TRADE_MATRIX_LISTED : 0)) != shape->flags ||
		(lists && shape->count_bits != count_bits))
		return problem(reader, "not the canonical layout");
	return true;
}

/* A pair with cells to read; false at the end, or at a problem. */
static bool
next_pair(trade_matrix_reader *reader)
{
	for (;;)
	{
		if (reader->whole && reader->pair.at > 0 && !audit_end_pair(reader))
			return false;
		if (reader->pair.at == reader->slice.pairs)
		{
			if (reader->whole && reader->pair.at > 0 && !audit_end_slice(reader))
				return false;
			if (reader->importer_at == reader->importer_end)
				return false;
			if (!begin_slice(reader, reader->importer_at++, NULL))
				return false;
		}
		if (!begin_pair(reader))
			return false;
		if (reader->whole)
			audit_begin_pair(reader);
		if (reader->pair.done < reader->pair.cells)
			return true;
	}
}

/* A number as it is stored, of any width. */
static trade_bits128
stored_number(const trade_matrix_reader *reader, int kind, uint32_t cell)
{
	const trade_matrix_pair *pair = &reader->pair;
	uint32_t	width = pair->width[kind];
	uint64_t	at = pair->number[kind] + (uint64_t) cell * width;

	if (width <= TRADE_BITS_AT_ONCE)
		return trade_bits_get(reader->slice.number, at, width);
	return width == 64 ? trade_bits_get64(reader->slice.number, at)
		: trade_bits_get128(reader->slice.number, at);
}

static void
audit_number(trade_matrix_audit *audit, int kind, trade_bits128 stored, trade_units number)
{
	audit->any[kind] |= stored;
	if (number < 0)
		audit->flags |= TRADE_MATRIX_SIGNED << kind;
	/* the first number decides most of the time */
	if (!audit->indivisible[kind])
		audit->indivisible[kind] = number == (int64_t) number ? (int64_t) number % 10 != 0 : number % 10 != 0;
}

/* A number of a cell of the pair; false where it is out of range. */
static inline bool
read_number(trade_matrix_reader *reader, int kind, uint32_t cell, trade_units *number)
{
	const trade_matrix_pair *pair = &reader->pair;
	uint32_t	width = pair->width[kind];
	uint32_t	zigzag = reader->shape.flags / TRADE_MATRIX_SIGNED >> kind & 1;
	trade_bits128 stored;
	trade_units scaled;

	if (width <= TRADE_BITS_AT_ONCE)
	{
		uint64_t	word = trade_bits_get(reader->slice.number, pair->number[kind] + (uint64_t) cell * width, width);
		int64_t		narrow = (int64_t) (word >> zigzag ^ -(word & zigzag));

		stored = word;
		scaled = narrow;
		*number = scaled * pair->power[kind];
	}
	else
	{
		stored = stored_number(reader, kind, cell);
		scaled = (trade_units) (stored >> zigzag ^ -(stored & zigzag));
		if (__builtin_mul_overflow(scaled, (trade_units) pair->power[kind], number))
			return false;
	}
	if (reader->whole)
		audit_number(reader->audit, kind, stored, scaled);
	return true;
}

static bool
within_limit(trade_units number)
{
	return number <= TRADE_UNITS_LIMIT && number >= -TRADE_UNITS_LIMIT;
}

/* The numbers of the next cell of the pair; false where they are none of a matrix. */
static inline bool
read_numbers(trade_matrix_reader *reader, trade_cell *out)
{
	uint32_t	cell = reader->pair.done;
	trade_units rest;

	out->quantity = out->quantity_value = 0;
	if (!read_number(reader, 0, cell, &out->value))
		return false;
	if (!reader->shape.has_quantity)
		return out->value != 0 && within_limit(out->value);
	if (!read_number(reader, 1, cell, &out->quantity) || !read_number(reader, 2, cell, &rest))
		return false;
	/* wraps around, as it did when it was written */
	out->quantity_value = (trade_units) ((trade_bits128) out->value - (trade_bits128) rest);
	if (reader->whole && (out->quantity != 0 || out->quantity_value != 0))
		reader->audit->flags |= TRADE_MATRIX_QUANTITY;
	return within_limit(out->value) && within_limit(out->quantity) && within_limit(out->quantity_value) &&
		(out->value != 0 || out->quantity != 0 || out->quantity_value != 0);
}

static inline bool
read_cell(trade_matrix_reader *reader, uint32_t period, trade_cell *cell)
{
	cell->importer = reader->slice.importer;
	cell->exporter = reader->pair.exporter;
	cell->month = trade_matrix_month(reader, period);
	if (!read_numbers(reader, cell))
		return problem(reader, "a number is out of range");
	if (reader->whole)
		reader->audit->period_used[period / 64] |= UINT64_C(1) << (period % 64);
	reader->pair.done++;
	return true;
}

/* Cells of the pair whose periods are bits. */
static uint32_t
read_bitmap(trade_matrix_reader *reader, trade_cell *cells, uint32_t max)
{
	trade_matrix_pair *pair = &reader->pair;
	uint32_t	count = 0;

	while (pair->period < reader->window.to && count < max)
	{
		uint32_t	period = pair->period;
		uint32_t	ahead = reader->window.to - period;
		uint64_t	bits;

		if (ahead > TRADE_BITS_AT_ONCE)
			ahead = TRADE_BITS_AT_ONCE;
		bits = trade_bits_get(reader->slice.presence, pair->presence + period, ahead);
		pair->period += ahead;
		for (; bits != 0; bits &= bits - 1)
		{
			uint32_t	here = period + __builtin_ctzll(bits);

			if (count == max)
			{
				pair->period = here;
				return count;
			}
			if (!read_cell(reader, here, &cells[count++]))
				return 0;
		}
	}
	if (pair->period == reader->window.to)
		pair->done = pair->cells;
	return count;
}

/* Cells of the pair whose periods are listed. */
static uint32_t
read_listed(trade_matrix_reader *reader, trade_cell *cells, uint32_t max)
{
	trade_matrix_pair *pair = &reader->pair;
	uint32_t	count = 0;

	while (pair->done < pair->cells && count < max)
	{
		uint32_t	period = listed_period(reader, pair->done);

		if (period >= reader->shape.period_count || period < pair->period)
		{
			problem(reader, "periods of a pair out of order");
			return 0;
		}
		if (period >= reader->window.to)
		{
			pair->done = pair->cells;
			break;
		}
		pair->period = period + 1;
		if (!read_cell(reader, period, &cells[count++]))
			return 0;
	}
	return count;
}

uint32_t
trade_matrix_read(trade_matrix_reader *reader, trade_cell *cells, uint32_t max)
{
	uint32_t	count = 0;

	if (max > TRADE_CELLS_PER_CALL)
		max = TRADE_CELLS_PER_CALL;
	while (count < max && reader->problem == NULL)
	{
		if (reader->pair.done == reader->pair.cells && !next_pair(reader))
			break;
		count += listed(reader) ? read_listed(reader, cells + count, max - count)
			: read_bitmap(reader, cells + count, max - count);
	}
	if (reader->problem == NULL && count == 0 && reader->whole && reader->shape.cell_count > 0)
		audit_end(reader);
	return reader->problem == NULL ? count : 0;
}

static bool
check_periods(trade_matrix_reader *reader)
{
	const trade_matrix_pair *pair = &reader->pair;
	uint64_t   *used = reader->audit->period_used;
	uint32_t	count = reader->shape.period_count;
	uint32_t	next = 0;

	/* half words of the map, so that none is divided */
	for (uint32_t period = 0; !listed(reader) && period < count; period += 32)
		used[period / 64] |= trade_bits_get(reader->slice.presence, pair->presence + period,
											count - period < 32 ? count - period : 32) << (period % 64);
	for (uint32_t cell = 0; listed(reader) && cell < pair->cells; cell++)
	{
		uint32_t	period = listed_period(reader, cell);

		if (period >= count || period < next)
			return problem(reader, "periods of a pair out of order");
		next = period + 1;
		used[period / 64] |= UINT64_C(1) << (period % 64);
	}
	return true;
}

/* What read_numbers and audit_number do, where there are values only and one load gives each. */
static bool
check_values(trade_matrix_reader *reader)
{
	const trade_matrix_pair *pair = &reader->pair;
	trade_matrix_audit *audit = reader->audit;
	uint32_t	zigzag = reader->shape.flags / TRADE_MATRIX_SIGNED & 1;
	uint32_t	width = pair->width[0];
	uint64_t	at = pair->number[0];
	uint64_t	any = 0;

	for (uint32_t cell = 0; cell < pair->cells; cell++, at += width)
	{
		uint64_t	stored = trade_bits_get(reader->slice.number, at, width);

		if (stored == 0)
			return false;
		any |= stored;
		if (!audit->indivisible[0])
			audit->indivisible[0] = ((stored + zigzag) >> zigzag) % 10 != 0;
	}
	audit->any[0] = any;
	if (zigzag & any)
		audit->flags |= TRADE_MATRIX_SIGNED;
	return true;
}

static bool
check_numbers(trade_matrix_reader *reader)
{
	trade_cell	cell;

	if (!reader->shape.has_quantity && reader->pair.width[0] <= TRADE_BITS_AT_ONCE)
	{
		reader->pair.done = reader->pair.cells;
		return check_values(reader);
	}
	for (; reader->pair.done < reader->pair.cells; reader->pair.done++)
		if (!read_numbers(reader, &cell))
			return false;
	return true;
}

bool
trade_matrix_read_pair(trade_matrix_reader *reader)
{
	if (reader->problem != NULL || reader->shape.cell_count == 0)
		return false;
	if (!next_pair(reader))
	{
		if (reader->problem == NULL)
			audit_end(reader);
		return false;
	}
	if (!check_periods(reader))
		return false;
	return check_numbers(reader) || problem(reader, "a number is out of range");
}
