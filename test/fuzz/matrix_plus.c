/*
 * The sum of two stored matrices that have no cell in common has the bytes that
 * writing all of their cells gives, and where they have one it is seen; of damaged
 * ones the sum is refused, or a matrix that reads.
 */
#include "fuzz.h"

#include "matrix_codec.h"
#include "matrix/plus_core.h"

#define LABELS 8
#define PERIODS 60
#define CELLS_MAX (16 * PERIODS)

static trade_cell all[CELLS_MAX];
static trade_cell part[CELLS_MAX];
static uint8_t sides[CELLS_MAX];	/* of each of all cells those that have it, a bit each */

static uint64_t
draw(uint64_t *state)
{
	*state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
	return *state >> 20;
}

/* Whole money of one pair is alike, now and then another kind of number comes. */
static trade_units
draw_number(uint64_t *state, uint64_t pair, uint32_t signs)
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
	return signs > 0 && draw(state) % (16 * signs) == 0 ? -number : number;
}

/* Cells in order: density, signs and quantities as the first bytes say. */
static uint32_t
make_cells(const uint8_t *data, uint64_t state)
{
	uint32_t	count = 0;

	for (int importer = 0; importer < 4; importer++)
		for (int exporter = 0; exporter < LABELS; exporter += 2)
			for (int period = 0; period < PERIODS; period++)
			{
				trade_cell *cell = &all[count];

				*cell = (trade_cell) {importer, exporter, trade_month_of(2015, 1) + period, 0, 0, 0};
				if (draw(&state) % 64 >= data[0] % 65)
					continue;
				cell->value = draw_number(&state, importer + exporter, data[1] % 3);
				if (data[2] & 1)
				{
					cell->quantity = draw_number(&state, exporter, data[1] / 3 % 3);
					cell->quantity_value = data[2] & 2 ? cell->value : draw_number(&state, importer, data[1] % 3);
				}
				if (cell->value != 0 || cell->quantity != 0 || cell->quantity_value != 0)
					count++;
			}
	return count;
}

/* Which side has a cell: by a cut, by alternate periods, by exporters, by chance, all but by importers. */
static int
side_of(const trade_cell *cell, const uint8_t *data, uint64_t *state)
{
	int			period = cell->month - trade_month_of(2015, 1);

	switch (data[7] % 5)
	{
		case 0:
			return period >= 1 + data[3] % (PERIODS - 1);
		case 1:
			return period / (1 + data[3] % 9) % 2;
		case 2:
			return cell->exporter > data[3] % LABELS;
		case 3:
			return draw(state) % 256 < data[3];
		default:
			return (cell->importer % 2 == 1) != (draw(state) % 64 < data[3] % 8);
	}
}

/* Gives the cells sides, now and then both; whether any has both. */
static bool
choose_sides(uint32_t count, const uint8_t *data, uint64_t state)
{
	bool		common = false;

	for (uint32_t i = 0; i < count; i++)
	{
		sides[i] = 1 << side_of(&all[i], data, &state);
		if (data[4] % 4 == 0 && draw(&state) % 512 == 0)
			sides[i] = 3;
		common |= sides[i] == 3;
	}
	return common;
}

/* The matrix of the cells of some sides, with the labels that they use. */
static uint8_t *
write_part(uint32_t count, uint8_t of_sides, size_t *size)
{
	static const char *name[LABELS] = {"a", "aa", "b", "ca", "cb", "d", "ef", "fg"};
	const char *label[LABELS];
	int			length[LABELS];
	bool		used[LABELS] = {false};
	uint16_t	id[LABELS];
	fuzz_matrix matrix = {TRADE_LABEL_TEXT, TRADE_FREQUENCY_MONTH, 0, label, length, 0, part};

	for (uint32_t i = 0; i < count; i++)
		if (sides[i] & of_sides)
		{
			part[matrix.cell_count++] = all[i];
			used[all[i].importer] = used[all[i].exporter] = true;
		}
	for (int i = 0; i < LABELS; i++)
		if (used[i])
		{
			label[matrix.label_count] = name[i];
			length[matrix.label_count] = strlen(name[i]);
			id[i] = matrix.label_count++;
		}
	for (uint32_t i = 0; i < matrix.cell_count; i++)
	{
		part[i].importer = id[part[i].importer];
		part[i].exporter = id[part[i].exporter];
	}
	return fuzz_write(&matrix, size);
}

/* Reads a side; false where it is damaged. */
static bool
read_side(trade_matrix_side *side)
{
	side->at = 0;
	side->piece = malloc(side->reader->shape.pair_count * sizeof(trade_matrix_piece));
	while (trade_matrix_plus_read(side))
		HOLDS(side->at <= side->reader->shape.pair_count);
	return side->reader->problem == NULL;
}

/* The sum of two sides that were read, as the server makes it; NULL where they have a cell in common. */
static uint8_t *
write_sum(trade_matrix_plus *plus, const trade_matrix_labels *labels, size_t *size)
{
	static trade_matrix_survey survey;
	trade_matrix_extent *extent = malloc(labels->count * sizeof(trade_matrix_extent));
	trade_matrix_writer writer;
	trade_matrix_both both;
	bool		apart;
	uint32_t	text_at = 0;
	uint32_t   *index;
	size_t		bound;
	uint8_t    *slices;
	uint8_t    *end;
	uint8_t    *bytes;

	apart = trade_matrix_plus_begin(plus, &survey, labels->count, labels->bytes);
	while (apart && trade_matrix_plus_next(plus, &both))
		apart = trade_matrix_plus_count(plus, &survey, &both, extent);
	if (!apart)
	{
		free(extent);
		return NULL;
	}
	trade_matrix_survey_end(&survey, extent);
	index = malloc((trade_matrix_survey_steps(&survey) + 1) * sizeof(uint32_t));
	trade_matrix_survey_index(&survey, index);
	bound = trade_matrix_plus_bound(plus, &survey.shape, extent);
	slices = end = malloc(bound);
	plus->cells = malloc(survey.most_cells * sizeof(trade_cell));
	plus->run = malloc(survey.most_cells * sizeof(trade_matrix_run));
	writer = (trade_matrix_writer) {.shape = survey.shape, .period_index = index};
	for (uint32_t i = 0; i < survey.shape.importer_count; i++)
	{
		trade_matrix_begin_slice(&writer, &extent[i], end);
		for (uint32_t pair = 0; pair < extent[i].pairs; pair++)
		{
			HOLDS(trade_matrix_plus_next(plus, &both));
			trade_matrix_plus_write(plus, &writer, &both);
		}
		end = trade_matrix_end_slice(&writer);
		extent[i].end = end - slices;
	}
	survey.shape.slice_bytes = end - slices;
	*size = trade_matrix_size(&survey.shape);
	bytes = malloc(*size);
	memcpy(trade_matrix_write_head(&survey, index, extent, bytes), slices, survey.shape.slice_bytes);
	for (uint32_t i = 0; i < labels->count; i++)
		trade_matrix_write_label(&survey.shape, bytes, i, &text_at, labels->text[i], labels->length[i]);
	free(plus->cells);
	free(plus->run);
	free(slices);
	free(index);
	free(extent);
	return bytes;
}

/* The sum of two matrices; NULL where one is damaged, or they are not alike, or have a cell in common. */
static uint8_t *
add(const uint8_t *first, size_t first_size, const uint8_t *second, size_t second_size, size_t *size)
{
	static trade_matrix_reader reader[TRADE_MATRIX_SIDES];
	static trade_matrix_audit audit[TRADE_MATRIX_SIDES];
	trade_matrix_plus plus = {.side = {{.reader = &reader[0]}, {.reader = &reader[1]}}};
	fuzz_matrix text[TRADE_MATRIX_SIDES];
	trade_matrix_labels labels[TRADE_MATRIX_SIDES];
	trade_matrix_labels merged;
	uint32_t   *of_side[TRADE_MATRIX_SIDES];
	uint8_t    *bytes = NULL;

	if (!trade_matrix_open(&reader[0], first, first_size, first_size, &audit[0]) ||
		!trade_matrix_open(&reader[1], second, second_size, second_size, &audit[1]) ||
		!trade_matrix_alike(&reader[0], &reader[1]))
		return NULL;
	for (int side = 0; side < TRADE_MATRIX_SIDES; side++)
	{
		fuzz_labels(&reader[side], &text[side]);
		text[side].label_count = reader[side].shape.label_count;
		labels[side] = (trade_matrix_labels) {text[side].label_count, 0, text[side].label, text[side].length};
		of_side[side] = malloc(labels[side].count * sizeof(uint32_t));
		plus.side[side].label = of_side[side];
	}
	merged.text = malloc((labels[0].count + labels[1].count) * sizeof(char *));
	merged.length = malloc((labels[0].count + labels[1].count) * sizeof(int));
	trade_matrix_merge_labels(labels, &merged, of_side);
	if (read_side(&plus.side[0]) && read_side(&plus.side[1]))
		bytes = write_sum(&plus, &merged, size);
	for (int side = 0; side < TRADE_MATRIX_SIDES; side++)
	{
		fuzz_free_labels(&text[side]);
		free(plus.side[side].piece);
		free(of_side[side]);
	}
	free(merged.text);
	free(merged.length);
	return bytes;
}

static void
check_damaged(uint8_t *first, size_t first_size, const uint8_t *second, size_t second_size, const uint8_t *data)
{
	size_t		size;
	uint8_t    *sum;

	first[(data[4] * 256 + data[5]) % first_size] ^= 1 << data[6] % 8;
	sum = add(first, first_size, second, second_size, &size);
	HOLDS(sum == NULL || fuzz_read(sum, size, all, CELLS_MAX));
	free(sum);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint64_t	state = 0;
	size_t		first_size;
	size_t		second_size;
	size_t		both_size;
	size_t		sum_size;
	uint32_t	count;
	bool		common;
	uint8_t    *first;
	uint8_t    *second;
	uint8_t    *both;
	uint8_t    *sum;

	if (size < 8)
		return 0;
	memcpy(&state, data + size - 8, 8);
	count = make_cells(data, state);
	common = choose_sides(count, data, state);
	first = write_part(count, 1, &first_size);
	second = write_part(count, 2, &second_size);
	both = write_part(count, 3, &both_size);
	sum = add(first, first_size, second, second_size, &sum_size);
	if (sum != NULL)
		HOLDS(!common && sum_size == both_size && memcmp(sum, both, both_size) == 0);
	else
		HOLDS(common || first_size == TRADE_MATRIX_HEAD || second_size == TRADE_MATRIX_HEAD ||
			  (first[1] ^ second[1]) & TRADE_MATRIX_QUANTITY);
	if (count > 0)
		check_damaged(first, first_size, second, second_size, data);
	free(first);
	free(second);
	free(both);
	free(sum);
	return 0;
}
