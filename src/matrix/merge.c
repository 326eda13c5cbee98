/* trade_matrix: sums and differences of stored values. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "exact/value.h"
#include "matrix/encode.h"
#include "matrix/limits.h"
#include "matrix/merge.h"
#include "matrix/merge_core.h"
#include "state/errors.h"
#include "state/form.h"
#include "state/labels.h"

#define TYPE "trade_matrix"

/*
 * Where running sums are beyond what the stored form holds, two matrices stand behind
 * a head: the sums are low + high * 2^TRADE_HALF_BITS.
 *
 *   byte 0     version, SANCTIONS_STATE_WORKING, 0, 0
 *        4     uint32 bytes of the low one
 */
#define HALVES_HEAD 8

/* Big, and of use only inside of one call. */
static trade_matrix_audit audit;
static trade_matrix_survey survey;

/* All matrices that are not empty. */
typedef struct side_list
{
	uint32		count;
	trade_merge_side *side;
	uint32		label_count;	/* of all */
	const uint8 *bytes;			/* of the first one */
	Size		size;
} side_list;

/* Every cell is looked at once before any is merged. */
static void
check_side(trade_matrix_reader *reader)
{
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];

	while (trade_matrix_read(reader, cells, lengthof(cells)) > 0)
		CHECK_FOR_INTERRUPTS();
	if (reader->problem != NULL)
		sanctions_reject_stored(TYPE, reader->problem);
}

static void
add_side(side_list *sides, const uint8 *bytes, Size size, bool negated, bool high)
{
	trade_matrix_reader *reader = palloc(sizeof(trade_matrix_reader));
	const trade_matrix_shape *shape = &reader->shape;
	trade_merge_side *side = &sides->side[sides->count];

	if (!trade_matrix_open(reader, bytes, size, size, &audit))
		sanctions_reject_stored(TYPE, reader->problem);
	check_side(reader);
	if (shape->cell_count == 0)
		return;
	if (sides->count++ == 0)
	{
		sides->bytes = bytes;
		sides->size = size;
	}
	else
	{
		const trade_matrix_shape *first = &sides->side[0].reader->shape;

		if (first->kind != shape->kind || first->frequency != shape->frequency)
			sanctions_matrix_reject_mixture(first->kind, shape->kind);
	}
	sides->label_count += shape->label_count;
	side->reader = reader;
	side->negated = negated;
	side->high = high;
	side->label = palloc(shape->label_count * sizeof(uint32));
}

static void
add_halves(side_list *sides, const uint8 *bytes, Size size, bool negated)
{
	uint32		low;

	if (bytes[0] != TRADE_MATRIX_VERSION || size < HALVES_HEAD)
		sanctions_reject_stored(TYPE, "unknown version");
	low = trade_get_unsigned(bytes + 4, 4);
	if (low > size - HALVES_HEAD)
		sanctions_reject_stored(TYPE, "it ends too early");
	add_side(sides, bytes + HALVES_HEAD, low, negated, false);
	add_side(sides, bytes + HALVES_HEAD + low, size - HALVES_HEAD - low, negated, true);
}

static side_list
open_sides(const sanctions_addend *addend, int count)
{
	side_list	sides = {0, palloc(2 * count * sizeof(trade_merge_side)), 0, NULL, 0};

	for (int i = 0; i < count; i++)
	{
		struct varlena *matrix = addend[i].matrix;
		const uint8 *bytes = (const uint8 *) VARDATA_ANY(matrix);

		if (sanctions_state_is_working(matrix))
			add_halves(&sides, bytes, VARSIZE_ANY_EXHDR(matrix), addend[i].negated);
		else
			add_side(&sides, bytes, VARSIZE_ANY_EXHDR(matrix), addend[i].negated, false);
	}
	return sides;
}

static struct varlena *
copy_bytes(const uint8 *bytes, Size size)
{
	struct varlena *copy = palloc(size + VARHDRSZ);

	SET_VARSIZE(copy, size + VARHDRSZ);
	memcpy(VARDATA(copy), bytes, size);
	return copy;
}

static void
check_label(const trade_merge_label *label, trade_label_kind kind)
{
	if (kind == TRADE_LABEL_COUNTRY)
		sanctions_check_country_label(TYPE, trade_label_country_code(label->country, label->length));
	else
		sanctions_check_label(TYPE, kind, label->text, label->length);
}

/* All labels of all sides, and room for what is known of them. */
static void
merge_labels(trade_merge *merge, const side_list *sides)
{
	trade_label_kind kind = sides->side[0].reader->shape.kind;

	merge->label = MemoryContextAllocHuge(CurrentMemoryContext, (Size) sides->label_count * sizeof(trade_merge_label));
	trade_merge_begin(merge);
	while (trade_merge_labels(merge))
		CHECK_FOR_INTERRUPTS();
	for (uint32 id = 0; id < merge->label_count; id++)
		check_label(&merge->label[id], kind);
	merge->label_used = palloc((merge->label_count + 63) / 64 * sizeof(uint64));
	merge->label_place = palloc(merge->label_count * sizeof(uint32));
}

/* The labels of the result, as texts. */
typedef struct label_list
{
	uint32		count;
	uint32		bytes;
	const char **text;
	int		   *length;
} label_list;

static label_list
result_labels(const trade_merge *merge, uint32 count)
{
	label_list	labels = {0, 0, palloc((count + 1) * sizeof(char *)), palloc((count + 1) * sizeof(int))};

	for (uint32 id = 0; id < merge->label_count; id++)
	{
		const trade_merge_label *label = &merge->label[id];

		if (merge->label_place[id] == TRADE_MERGE_NONE)
			continue;
		labels.text[labels.count] = label->text ? label->text : label->country;
		labels.length[labels.count++] = label->length;
		labels.bytes += label->length;
	}
	return labels;
}

/* Counts the cells of the result; false where a sum is beyond the limit. */
static bool
survey_cells(trade_merge *merge, trade_matrix_extent *extent, trade_cell *cells)
{
	trade_merge_rewind(merge);
	while (trade_merge_next(merge))
	{
		uint32		count;
		bool		more;

		do
		{
			CHECK_FOR_INTERRUPTS();
			more = trade_merge_read(merge, cells, SANCTIONS_CELLS_A_STEP, &count);
			trade_matrix_survey_add(&survey, cells, count, extent);
			sanctions_matrix_check_cells(survey.shape.cell_count, survey.shape.flags & TRADE_MATRIX_QUANTITY);
		} while (more);
		if (merge->is_beyond)
			return false;
	}
	trade_matrix_survey_end(&survey, extent);
	return true;
}

/* All slices, one after the other; the cells of one are in memory at a time. */
static uint8 *
write_slices(trade_merge *merge, const uint32 *period_index, trade_matrix_extent *extent)
{
	uint32		most;
	trade_cell *cells = sanctions_cells_of_one(&survey, extent, &most);
	sanctions_slices slices;

	sanctions_slices_begin(&slices, &survey, period_index);
	trade_merge_rewind(merge);
	while (trade_merge_next(merge))
	{
		uint32		count = 0;
		uint32		more;

		while (trade_merge_read(merge, cells + count, most - count + 1, &more))
		{
			CHECK_FOR_INTERRUPTS();
			count += more;
		}
		count += more;
		if (count > 0)
			sanctions_slices_write(&slices, cells, extent++);
	}
	survey.shape.slice_bytes = sanctions_slices_end(&slices);
	pfree(cells);
	return slices.bytes;
}

/* The result, once it is known which labels it has; NULL where a sum is beyond the limit. */
static struct varlena *
encode_merged(trade_merge *merge, uint32 label_count)
{
	const trade_matrix_shape *shape = &merge->side[0].reader->shape;
	trade_matrix_extent *extent = palloc((label_count + 1) * sizeof(trade_matrix_extent));
	trade_cell	cells[SANCTIONS_CELLS_A_STEP];
	label_list	labels = result_labels(merge, label_count);
	struct varlena *result;
	uint32	   *period_index;
	uint8	   *slices;

	trade_matrix_survey_begin(&survey, shape->kind, shape->frequency, labels.count, labels.bytes);
	if (!survey_cells(merge, extent, cells))
		return NULL;
	period_index = palloc((trade_matrix_survey_steps(&survey) + 1) * sizeof(uint32));
	trade_matrix_survey_index(&survey, period_index);
	slices = write_slices(merge, period_index, extent);
	result = sanctions_matrix_assemble(&survey, period_index, extent, slices, labels.text, labels.length);
	pfree(slices);
	pfree(period_index);
	pfree(extent);
	return result;
}

static struct varlena *
merge_sides(trade_merge *merge, const side_list *sides, trade_merge_half half)
{
	const trade_matrix_shape *shape = &sides->side[0].reader->shape;
	uint32		label_count;

	merge->half = half;
	trade_matrix_survey_begin(&survey, shape->kind, shape->frequency, 0, 0);
	trade_merge_expect(merge);
	while (trade_merge_look(merge))
		CHECK_FOR_INTERRUPTS();
	if (merge->is_beyond)
		return NULL;
	label_count = trade_merge_settle(merge);
	sanctions_matrix_check_labels(label_count);
	return encode_merged(merge, label_count);
}

static struct varlena *
empty_matrix(void)
{
	trade_matrix_survey_begin(&survey, TRADE_LABEL_NONE, TRADE_FREQUENCY_NONE, 0, 0);
	trade_matrix_survey_end(&survey, NULL);
	return sanctions_matrix_assemble(&survey, NULL, NULL, NULL, NULL, NULL);
}

struct varlena *
sanctions_matrix_sum(const sanctions_addend *addend, int count, bool final)
{
	side_list	sides = open_sides(addend, count);
	trade_merge merge = {.side_count = sides.count, .side = sides.side, .survey = &survey};
	struct varlena *result;

	if (sides.count == 0)
		return empty_matrix();
	if (sides.count == 1 && !sides.side[0].negated && !sides.side[0].high)
		return copy_bytes(sides.bytes, sides.size);
	merge.here = palloc(sides.count * sizeof(trade_merge_side *));
	merge_labels(&merge, &sides);
	result = merge_sides(&merge, &sides, TRADE_MERGE_WHOLE);
	if (result != NULL)
		return result;
	if (final)
		(void) sanctions_units_from_sum(&merge.beyond);
	return sanctions_matrix_join_halves(merge_sides(&merge, &sides, TRADE_MERGE_LOW),
										merge_sides(&merge, &sides, TRADE_MERGE_HIGH));
}

struct varlena *
sanctions_matrix_join_halves(struct varlena *low, struct varlena *high)
{
	Size		low_size = VARSIZE_ANY_EXHDR(low);
	Size		size = HALVES_HEAD + low_size + VARSIZE_ANY_EXHDR(high);
	struct varlena *result = palloc0(size + VARHDRSZ);
	uint8	   *bytes = (uint8 *) VARDATA(result);

	SET_VARSIZE(result, size + VARHDRSZ);
	bytes[0] = TRADE_MATRIX_VERSION;
	bytes[1] = SANCTIONS_STATE_WORKING;
	trade_put_unsigned(bytes + 4, low_size, 4);
	memcpy(bytes + HALVES_HEAD, VARDATA_ANY(low), low_size);
	memcpy(bytes + HALVES_HEAD + low_size, VARDATA_ANY(high), size - HALVES_HEAD - low_size);
	return result;
}

struct varlena *
sanctions_matrix_canonical(struct varlena *matrix)
{
	sanctions_addend addend = {matrix, false};

	return sanctions_state_is_working(matrix) ? sanctions_matrix_sum(&addend, 1, true) : matrix;
}
