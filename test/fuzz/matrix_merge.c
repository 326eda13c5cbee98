/*
 * Sums and differences of matrices are those of a plain map from keys to numbers, to
 * the byte; their halves, added up again, too.  Of damaged matrices the sum is refused,
 * or a matrix that reads.
 */
#include "fuzz.h"

#include "matrix_codec.h"
#include "matrix/merge_slice_core.h"
#include "matrix/work_core.h"

#define SIDES 6
#define LABELS 12
#define IMPORTERS 4
#define EXPORTERS 8
#define PERIODS 40
#define KEYS (IMPORTERS * EXPORTERS * PERIODS)

/* A key: its numbers of each side, zero where the side has it not. */
typedef struct key_numbers
{
	trade_cell	of[SIDES];
} key_numbers;

static key_numbers map[KEYS];
static trade_cell part[2 * KEYS];
static trade_cell result[2 * KEYS];

/* How keys lie on sides where all but those of a few periods are the first one's. */
#define CUT_BEHIND 5

/* How the numbers of a run of the harness are drawn. */
typedef struct recipe
{
	uint32_t	sides;
	bool		negated[SIDES];
	bool		quantity[SIDES];
	uint32_t	density;		/* of 64 */
	uint32_t	signs;
	uint32_t	cut;			/* how keys lie on sides */
	uint32_t	param;
	bool		far;			/* months that are far apart */
	bool		large;			/* numbers near the limit */
} recipe;

static uint64_t
draw(uint64_t *state)
{
	*state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
	return *state >> 20;
}

static recipe
read_recipe(const uint8_t *data)
{
	recipe		recipe = {2 + data[0] % (SIDES - 1), .density = data[1] % 65, .signs = data[2] % 3, .cut = data[3] % 7,
		.param = data[4], .far = data[5] & 1, .large = data[5] & 2};

	for (int side = 0; side < SIDES; side++)
	{
		recipe.negated[side] = data[6] >> side & 1;
		recipe.quantity[side] = data[7] >> side & 1;
	}
	/* a slice is extended where nothing is negative, and kinds of numbers are the same */
	if (recipe.cut == CUT_BEHIND && recipe.param >= 32)
	{
		recipe.signs = 0;
		memset(recipe.negated, 0, sizeof(recipe.negated));
		memset(recipe.quantity, data[7] & 1, sizeof(recipe.quantity));
	}
	return recipe;
}

/* Whole money of one pair is alike, now and then another kind of number comes. */
static trade_units
draw_number(uint64_t *state, uint64_t pair, const recipe *recipe)
{
	uint64_t	kind = draw(state) % 32;
	trade_units number = (trade_units) (draw(state) % (1000 << pair)) * TRADE_UNITS_PER_ONE;

	if (kind == 0)
		number = (trade_units) draw(state);
	else if (kind == 1)
		number = (trade_units) draw(state) * 100000000000;
	else if (kind == 2)
		number *= 100;
	else if (kind == 3)
		number = 0;
	else if (kind < 8 && recipe->large)
		number = TRADE_UNITS_LIMIT - number;
	return recipe->signs > 0 && draw(state) % (4 * recipe->signs) == 0 ? -number : number;
}

static trade_month
key_month(const recipe *recipe, int period)
{
	return trade_month_of(recipe->far ? 1 + period * 250 : 2015, 1) + period;
}

/* Whether a side has a key: by importers, exporters, periods, by chance, all of them, or two of them. */
static bool
has_key(const recipe *recipe, uint32_t side, int importer, int exporter, int period, uint64_t *state)
{
	uint64_t	chance = draw(state);

	switch (recipe->cut)
	{
		case 0:
			return (uint32_t) importer % recipe->sides == side;
		case 1:
			return (uint32_t) exporter % recipe->sides == side;
		case 2:
			return (uint32_t) (period / (1 + recipe->param % 9)) % recipe->sides == side;
		case 3:
			return chance % 256 < recipe->param;
		case 4:
			return true;
		case CUT_BEHIND:
			if (period / (1 + recipe->param % 4) == recipe->param / 4 % 24)
				return 1 + (uint32_t) exporter % (recipe->sides - 1) == side;
			/* now and then some exporters are new there */
			return side == 0 && (uint32_t) exporter >= recipe->param / 64;
		default:
			return side == 0 || chance % recipe->sides == side;
	}
}

/* The numbers of a cell; now and then what a side before has, so that they cancel. */
static void
draw_cell(trade_cell *cell, const recipe *recipe, const key_numbers *key, uint32_t side, uint64_t *state)
{
	/* alike, so that those which come to them may have another form */
	if (recipe->cut == CUT_BEHIND && side == 0)
	{
		cell->value = (trade_units) (1 + draw(state) % (1000 << (cell->importer + cell->exporter))) * TRADE_UNITS_PER_ONE;
		if (recipe->quantity[side])
			cell->quantity = cell->quantity_value = cell->value;
		return;
	}
	if (side > 0 && draw(state) % 4 == 0)
	{
		cell->value = key->of[0].value;
		if (recipe->quantity[side])
			cell->quantity_value = key->of[0].quantity_value;
		return;
	}
	cell->value = draw_number(state, cell->importer + cell->exporter, recipe);
	if (!recipe->quantity[side])
		return;
	cell->quantity = draw_number(state, cell->exporter, recipe);
	cell->quantity_value = recipe->large || draw(state) % 2 ? cell->value : draw_number(state, cell->importer, recipe);
}

static void
make_map(const recipe *recipe, uint64_t state)
{
	key_numbers *key = map;

	for (int importer = 0; importer < IMPORTERS; importer++)
		for (int period = 0; period < PERIODS; period++)
			for (int exporter = 0; exporter < EXPORTERS; exporter++, key++)
			{
				bool		any = draw(&state) % 64 < recipe->density;

				for (uint32_t side = 0; side < SIDES; side++)
				{
					trade_cell *cell = &key->of[side];

					/* importers are exporters too, but not all */
					*cell = (trade_cell) {2 * importer, exporter + LABELS - EXPORTERS, key_month(recipe, period), 0, 0, 0};
					if (any && side < recipe->sides && has_key(recipe, side, importer, exporter, period, &state))
						draw_cell(cell, recipe, key, side, &state);
				}
			}
}

/* The matrix of cells, with the labels that they use. */
static uint8_t *
write_cells(trade_cell *cells, uint32_t count, size_t *size)
{
	static const char *name[LABELS] = {"a", "aa", "caaaaaaa", "caaaaaaa ", "caaaaaaaa", "caaaaaaab", "d", "ef", "fg", "g", "h", "\xff\xff\xff\xff\xff\xff\xff\xff"};
	const char *label[LABELS];
	int			length[LABELS];
	bool		used[LABELS] = {false};
	uint16_t	id[LABELS];
	fuzz_matrix matrix = {TRADE_LABEL_TEXT, TRADE_FREQUENCY_MONTH, 0, label, length, count, cells};

	for (uint32_t i = 0; i < count; i++)
		used[cells[i].importer] = used[cells[i].exporter] = true;
	for (int i = 0; i < LABELS; i++)
		if (used[i])
		{
			label[matrix.label_count] = name[i];
			length[matrix.label_count] = strlen(name[i]);
			id[i] = matrix.label_count++;
		}
	for (uint32_t i = 0; i < count; i++)
	{
		cells[i].importer = id[cells[i].importer];
		cells[i].exporter = id[cells[i].exporter];
	}
	return fuzz_write(&matrix, size);
}

static bool
has_number(const trade_cell *cell)
{
	return cell->value != 0 || cell->quantity != 0 || cell->quantity_value != 0;
}

static uint8_t *
write_side(uint32_t side, size_t *size)
{
	uint32_t	count = 0;

	for (int i = 0; i < KEYS; i++)
		if (has_number(&map[i].of[side]))
			part[count++] = map[i].of[side];
	return write_cells(part, count, size);
}

/* The oracle; NULL where a sum is beyond the limit. */
static uint8_t *
write_expected(const recipe *recipe, size_t *size)
{
	uint32_t	count = 0;

	for (int i = 0; i < KEYS; i++)
	{
		trade_cell *cell = &part[count];
		trade_sum	sum[TRADE_MATRIX_NUMBERS] = {{{0, 0, 0}}};

		*cell = map[i].of[0];
		for (uint32_t side = 0; side < recipe->sides; side++)
		{
			const trade_cell *of = &map[i].of[side];
			int			sign = recipe->negated[side] ? -1 : 1;

			trade_sum_add_units(&sum[0], sign * of->value);
			trade_sum_add_units(&sum[1], sign * of->quantity);
			trade_sum_add_units(&sum[2], sign * of->quantity_value);
		}
		if (!trade_sum_to_units(&sum[0], &cell->value) || !trade_sum_to_units(&sum[1], &cell->quantity) ||
			!trade_sum_to_units(&sum[2], &cell->quantity_value))
			return NULL;
		count += has_number(cell);
	}
	return write_cells(part, count, size);
}

/* A matrix to be merged. */
typedef struct addend
{
	const uint8_t *bytes;
	size_t		size;
	bool		negated;
	bool		high;
} addend;

/* Opens those that are not empty; false where one is damaged so that it does not open. */
static bool
open_sides(trade_merge *merge, trade_matrix_reader *reader, const addend *addends, uint32_t count)
{
	merge->side = calloc(count, sizeof(trade_merge_side));
	for (uint32_t i = 0; i < count; i++)
	{
		trade_merge_side *side = &merge->side[merge->side_count];

		side->reader = &reader[i];
		side->negated = addends[i].negated;
		side->high = addends[i].high;
		if (!trade_matrix_open(side->reader, addends[i].bytes, addends[i].size, addends[i].size))
			return false;
		if (side->reader->shape.cell_count == 0)
			continue;
		side->label = malloc(side->reader->shape.label_count * sizeof(uint32_t));
		side->period = malloc(side->reader->shape.period_count * sizeof(uint32_t));
		side->ahead = malloc(trade_merge_ahead(side->reader) * sizeof(trade_cell));
		side->record = malloc(trade_merge_ahead(side->reader) * sizeof(trade_merge_record));
		merge->side_count++;
	}
	return true;
}

static void
make_room(trade_merge *merge, trade_merge_label *label, uint64_t *used, uint32_t *place)
{
	static trade_matrix_survey survey;

	merge->survey = &survey;
	merge->here = malloc((merge->side_count + 1) * sizeof(uint32_t));
	merge->run_end = malloc((merge->side_count + 1) * sizeof(uint32_t));
	merge->stop = malloc((LABELS * merge->side_count + 1) * sizeof(uint64_t));
	merge->prefix = malloc((merge->side_count + 1) * sizeof(uint64_t));
	merge->record[0] = malloc((merge->side_count * TRADE_MERGE_AHEAD + 1) * sizeof(trade_merge_record));
	merge->record[1] = malloc((merge->side_count * TRADE_MERGE_AHEAD + 1) * sizeof(trade_merge_record));
	merge->label = label;
	merge->label_used = used;
	merge->label_place = place;
	trade_matrix_survey_begin(&survey, TRADE_LABEL_TEXT, TRADE_FREQUENCY_MONTH, 0, 0);
}

/* The importer's cells but those of one side, a few at a time; false where there is no sum. */
static bool
step_cells(trade_merge_output *out, const trade_merge_side *but,
		   void (*step) (trade_matrix_writer *, const trade_cell *, uint32_t))
{
	uint32_t	count;
	bool		more;

	trade_merge_enter(out->merge, but);
	do
	{
		more = trade_merge_read(out->merge, result, 5, &count);
		if (step == NULL)
			trade_matrix_survey_add(out->part, result, count, &out->extent[out->extent_count]);
		else
			step(out->writer, result, count);
	} while (more);
	return !out->merge->is_beyond && out->merge->problem == NULL;
}

static bool
write_slice(trade_merge_output *out)
{
	trade_matrix_extent *extent = &out->extent[out->extent_count];
	uint8_t    *begin = out->bytes + out->used;

	trade_matrix_survey_slice(out->part, &out->whole->shape, &out->extent[out->extent_count]);
	if (!step_cells(out, NULL, NULL))
		return false;
	if (out->part->shape.cell_count == 0)
		return true;
	trade_matrix_begin_slice(out->writer, extent, NULL);
	HOLDS(step_cells(out, NULL, trade_matrix_measure));
	trade_matrix_lay_out(out->writer, begin);
	HOLDS(step_cells(out, NULL, trade_matrix_put));
	HOLDS(trade_matrix_end_slice(out->writer) - begin + TRADE_BITS_BEHIND <= (ptrdiff_t) trade_matrix_slice_bound(out->part, extent));
	trade_merge_written(out);
	return true;
}

/* Whether the slice of the side with most cells is as writing has it. */
static bool
check_slice(trade_merge_output *out)
{
	trade_matrix_reader *reader = out->merge->most->reader;
	bool		more;

	memset(out->check->period_used, 0, sizeof(out->check->period_used));
	for (more = trade_matrix_check_slice(out->check, reader, out->merge->most->importer_at); more;)
		more = trade_matrix_check_step(out->check);
	out->merge->problem = reader->problem;
	return reader->problem == NULL;
}

static bool
copy_slice(trade_merge_output *out)
{
	size_t		used = out->used;
	size_t		bound;

	if (!trade_merge_may_copy(out) || !check_slice(out))
		return false;
	bound = trade_merge_copy_bound(out);
	if (!trade_merge_copy(out))
		return false;
	HOLDS(out->used - used + TRADE_BITS_BEHIND <= bound);
	return true;
}

static bool
extend_slice(trade_merge_output *out)
{
	size_t		used = out->used;
	size_t		bound;
	uint32_t	count = 0;
	uint32_t	more;
	bool		again;

	if (!trade_merge_may_extend(out))
		return false;
	trade_matrix_survey_slice(out->part, &out->whole->shape, &out->extent[out->extent_count]);
	trade_merge_enter(out->merge, out->merge->most);
	do
	{
		again = trade_merge_read(out->merge, result + count, 5, &more);
		trade_matrix_survey_add(out->part, result + count, more, &out->extent[out->extent_count]);
		count += more;
	} while (again);
	if (out->merge->is_beyond)
	{
		out->merge->is_beyond = false;
		return false;
	}
	if (out->merge->problem != NULL || !check_slice(out) || !trade_merge_keeps_powers(out))
		return false;
	bound = trade_merge_extend_bound(out);
	if (!trade_merge_extend(out, result, count))
		return false;
	HOLDS(out->used - used + TRADE_BITS_BEHIND <= bound);
	return true;
}

static bool
write_slices(trade_merge_output *out)
{
	trade_merge_begin_slices(out);
	trade_merge_rewind(out->merge);
	while (trade_merge_next(out->merge))
		if (!copy_slice(out) && (out->merge->problem != NULL || !extend_slice(out)) &&
			(out->merge->problem != NULL || !write_slice(out)))
			return false;
	return true;
}

/* All of it, once the slices are there. */
static uint8_t *
assemble(trade_merge_output *out, size_t *size)
{
	const trade_matrix_shape *shape = &out->whole->shape;
	uint8_t    *bytes;

	if (trade_merge_end(out) != NULL)
		return NULL;
	*size = trade_matrix_size(shape);
	bytes = malloc(*size);
	memcpy(trade_matrix_write_head(out->whole, out->period_index, out->extent, bytes), out->bytes, shape->slice_bytes);
	trade_merge_write_labels(out->merge, bytes);
	return bytes;
}

/* What waits between steps; the server looks for a cancel there. */
static void
wait(void)
{
}

/* As the server writes it; NULL where a sum is beyond the limit, or a matrix damaged. */
static uint8_t *
write_result(trade_merge *merge, size_t *size)
{
	uint32_t	label_count = merge->survey->shape.label_count;
	static trade_matrix_survey part;
	static trade_matrix_check check;
	static trade_matrix_writer writer;
	trade_matrix_survey *whole = merge->survey;
	trade_merge_output out = {.merge = merge, .whole = whole, .part = &part, .check = &check, .writer = &writer};
	uint32_t   *index;
	uint8_t    *bytes;

	trade_matrix_survey_end(whole, NULL);
	index = malloc((trade_matrix_survey_steps(whole) + 1) * sizeof(uint32_t));
	trade_matrix_survey_index(whole, index);
	trade_matrix_check_begin(&check, 0, 0);
	writer = (trade_matrix_writer) {.shape = whole->shape, .period_index = index, .pause = label_count % 2 == 0 ? wait : NULL,
		.exporter_used = malloc((label_count / 64 + 1) * sizeof(uint64_t)), .exporter_place = malloc((label_count + 1) * sizeof(uint16_t))};
	out.period_index = index;
	out.extent = malloc((label_count + 1) * sizeof(trade_matrix_extent));
	out.label_seen = calloc(label_count / 64 + 1, sizeof(uint64_t));
	out.period_seen = calloc(whole->shape.period_count / 64 + 1, sizeof(uint64_t));
	out.bytes = malloc(KEYS * SIDES * 64);
	bytes = write_slices(&out) ? assemble(&out, size) : NULL;
	free(writer.exporter_used);
	free(writer.exporter_place);
	free(out.extent);
	free(out.label_seen);
	free(out.period_seen);
	free(out.bytes);
	free(index);
	return bytes;
}

static void
order_importers(trade_merge *merge)
{
	uint64_t	room[LABELS * 2 * SIDES];

	for (uint32_t i = 0; i < merge->side_count; i++)
		trade_merge_stops(merge, i);
	trade_entries_sort(merge->stop, room, 0, merge->stop_count, 1, NULL);
}

/* The sum; NULL where a matrix is damaged, or a sum beyond the limit. */
static uint8_t *
merge_all(const addend *addends, uint32_t count, trade_merge_half half, size_t *size)
{
	static trade_merge_label label[65536];
	static uint64_t used[1024];
	static uint32_t place[65536];
	static trade_matrix_reader reader[2 * SIDES];
	trade_merge merge = {.half = half};
	uint8_t    *bytes = NULL;

	if (open_sides(&merge, reader, addends, count))
	{
		make_room(&merge, label, used, place);
		trade_merge_begin(&merge);
		while (trade_merge_labels(&merge))
			;
		order_importers(&merge);
		trade_merge_expect(&merge);
		while (trade_merge_look(&merge))
			;
		if (!merge.is_beyond && merge.problem == NULL)
		{
			trade_merge_settle(&merge);
			bytes = write_result(&merge, size);
		}
		free(merge.here);
		free(merge.run_end);
		free(merge.stop);
		free(merge.prefix);
		free(merge.record[0]);
		free(merge.record[1]);
	}
	for (uint32_t i = 0; i < merge.side_count; i++)
	{
		free(merge.side[i].label);
		free(merge.side[i].ahead);
		free(merge.side[i].record);
	}
	free(merge.side);
	return bytes;
}

/* Halves of the sum, less all sides but the first, are the first. */
static void
check_halves(addend *addends, uint32_t count)
{
	size_t		size[3];
	uint8_t    *low = merge_all(addends, count, TRADE_MERGE_LOW, &size[0]);
	uint8_t    *high = merge_all(addends, count, TRADE_MERGE_HIGH, &size[1]);
	addend		all[SIDES + 1] = {{low, size[0], addends[0].negated, false}, {high, size[1], addends[0].negated, true}};
	uint8_t    *first;

	HOLDS(low != NULL && high != NULL);
	for (uint32_t i = 1; i < count; i++)
	{
		all[i + 1] = addends[i];
		all[i + 1].negated = addends[i].negated == addends[0].negated;
	}
	first = merge_all(all, count + 1, TRADE_MERGE_WHOLE, &size[2]);
	HOLDS(first != NULL && size[2] == addends[0].size && memcmp(first, addends[0].bytes, size[2]) == 0);
	free(low);
	free(high);
	free(first);
}

static void
check_damaged(addend *addends, uint32_t count, const uint8_t *data)
{
	uint8_t    *bytes = memcpy(malloc(addends[0].size), addends[0].bytes, addends[0].size);
	size_t		size;
	uint8_t    *sum;

	bytes[(data[8] * 256 + data[9]) % addends[0].size] ^= 1 << data[10] % 8;
	addends[0].bytes = bytes;
	sum = merge_all(addends, count, TRADE_MERGE_WHOLE, &size);
	HOLDS(sum == NULL || fuzz_read(sum, size, result, 2 * KEYS));
	free(sum);
	free(bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint64_t	state = 0;
	addend		addends[SIDES];
	uint8_t    *bytes[SIDES];
	recipe		recipe;
	size_t		expected_size;
	size_t		sum_size;
	uint8_t    *expected;
	uint8_t    *sum;

	if (size < 12)
		return 0;
	memcpy(&state, data + size - 8, 8);
	recipe = read_recipe(data);
	make_map(&recipe, state);
	for (uint32_t side = 0; side < recipe.sides; side++)
	{
		bytes[side] = write_side(side, &addends[side].size);
		addends[side] = (addend) {bytes[side], addends[side].size, recipe.negated[side], false};
	}
	expected = write_expected(&recipe, &expected_size);
	sum = merge_all(addends, recipe.sides, TRADE_MERGE_WHOLE, &sum_size);
	HOLDS((sum == NULL) == (expected == NULL));
	HOLDS(sum == NULL || (sum_size == expected_size && memcmp(sum, expected, sum_size) == 0));
	check_halves(addends, recipe.sides);
	check_damaged(addends, recipe.sides, data);
	for (uint32_t side = 0; side < recipe.sides; side++)
		free(bytes[side]);
	free(expected);
	free(sum);
	return 0;
}
