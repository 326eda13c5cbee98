/* trade_matrix: sums and differences of stored values. */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "exact/value.h"
#include "matrix/encode.h"
#include "matrix/joined.h"
#include "matrix/limits.h"
#include "matrix/merge.h"
#include "matrix/merge_core.h"
#include "matrix/merge_slices.h"
#include "matrix/open.h"
#include "matrix/scratch.h"
#include "matrix/sort.h"
#include "state/errors.h"
#include "state/form.h"
#include "state/labels.h"
#include "state/steps.h"

#define TYPE "trade_matrix"

/* Big, and of use only inside of one call: what the result holds. */
static trade_matrix_survey whole;

/* All matrices that are not empty. */
typedef struct side_list
{
	uint32		count;
	trade_merge_side *side;
	uint32		label_count;	/* of all */
	uint32		importer_count;
	Size		slice_bytes;
	const uint8 *bytes;			/* of the first one */
	Size		size;
} side_list;

static void
add_side(side_list *sides, const uint8 *bytes, Size size, bool negated, bool high)
{
	trade_matrix_reader *reader = sanctions_scratch(sizeof(trade_matrix_reader));
	const trade_matrix_shape *shape = &reader->shape;
	trade_merge_side *side = &sides->side[sides->count];

	if (!trade_matrix_open(reader, bytes, size, size))
		sanctions_reject_stored(TYPE, reader->problem);
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
	sides->importer_count += shape->importer_count;
	sides->slice_bytes += shape->slice_bytes;
	side->reader = reader;
	side->negated = negated;
	side->high = high;
	side->label = sanctions_scratch(shape->label_count * sizeof(uint32));
	side->period = sanctions_scratch(shape->period_count * sizeof(uint32));
	side->ahead = sanctions_scratch(trade_merge_ahead(reader) * sizeof(trade_cell));
	side->record = sanctions_scratch(trade_merge_ahead(reader) * sizeof(trade_merge_record));
}

static void
add_joined(side_list *sides, const sanctions_addend *addend)
{
	sanctions_joined joined = sanctions_joined_begin(addend->matrix);

	while (sanctions_joined_next(&joined))
		add_side(sides, joined.bytes, joined.size, addend->negated, joined.high);
}

static side_list
open_sides(const sanctions_addend *addend, int count)
{
	side_list	sides = {0};
	Size		parts = 0;

	for (int i = 0; i < count; i++)
		parts += sanctions_joined_count(addend[i].matrix);
	if (parts > TRADE_MERGE_SIDES_MAX)
		sanctions_matrix_reject_cells();
	sides.side = sanctions_scratch((parts + 1) * sizeof(trade_merge_side));
	for (int i = 0; i < count; i++)
	{
		struct varlena *matrix = addend[i].matrix;

		CHECK_FOR_INTERRUPTS();
		if (sanctions_state_is_working(matrix))
			add_joined(&sides, &addend[i]);
		else
			add_side(&sides, (const uint8 *) VARDATA_ANY(matrix), VARSIZE_ANY_EXHDR(matrix), addend[i].negated, false);
	}
	return sides;
}

static struct varlena *
copy_bytes(const uint8 *bytes, Size size)
{
	struct varlena *copy = palloc(size + VARHDRSZ);

	SET_VARSIZE(copy, size + VARHDRSZ);
	sanctions_copy(VARDATA(copy), bytes, size);
	return copy;
}

static void
check_label(const trade_merge_label *label, trade_label_kind kind)
{
	if (kind == TRADE_LABEL_COUNTRY)
		sanctions_check_country_label(TYPE, label->country);
	else
		sanctions_check_label(TYPE, kind, label->text, label->length);
}

/* All labels of all sides, and room for what is known of them. */
static void
merge_labels(trade_merge *merge, const side_list *sides)
{
	trade_label_kind kind = sides->side[0].reader->shape.kind;

	merge->label = sanctions_scratch((Size) sides->label_count * sizeof(trade_merge_label));
	trade_merge_begin(merge);
	while (trade_merge_labels(merge))
	{
		CHECK_FOR_INTERRUPTS();
		if (merge->label_count > TRADE_MERGE_LABELS_MAX - TRADE_CELLS_PER_CALL)
			sanctions_matrix_check_labels(merge->label_count);
	}
	for (uint32 id = 0; id < merge->label_count; id++)
		check_label(&merge->label[id], kind);
	merge->label_used = sanctions_scratch((merge->label_count + 63) / 64 * sizeof(uint64));
	merge->label_place = sanctions_scratch(merge->label_count * sizeof(uint32));
}

/* NULL where a sum is beyond the limit, or no matrix holds all labels or cells. */
static struct varlena *
merge_sides(trade_merge *merge, const side_list *sides, trade_merge_half half, bool final)
{
	const trade_matrix_shape *shape = &sides->side[0].reader->shape;

	merge->half = half;
	trade_matrix_survey_begin(&whole, shape->kind, shape->frequency, 0, 0);
	trade_merge_expect(merge);
	while (trade_merge_look(merge))
		CHECK_FOR_INTERRUPTS();
	if (merge->problem != NULL)
		sanctions_reject_stored(TYPE, merge->problem);
	if (merge->is_beyond)
		return NULL;
	trade_merge_settle(merge);
	if (final)
		sanctions_matrix_check_labels(whole.shape.label_count);
	else if (whole.shape.label_count > TRADE_MATRIX_LABELS_MAX)
		return NULL;
	return sanctions_merge_encode(merge, sides->slice_bytes, final);
}

static struct varlena *
empty_matrix(void)
{
	trade_matrix_survey_begin(&whole, TRADE_LABEL_NONE, TRADE_FREQUENCY_NONE, 0, 0);
	trade_matrix_survey_end(&whole, NULL);
	return sanctions_matrix_assemble(&whole, NULL, NULL, NULL);
}

/* All importers of all sides, in order. */
static void
order_importers(trade_merge *merge, const side_list *sides)
{
	merge->stop = sanctions_scratch(sides->importer_count * sizeof(uint64));
	merge->stop_count = 0;
	for (uint32 i = 0; i < merge->side_count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		trade_merge_stops(merge, i);
	}
	sanctions_entries_sort(merge->stop, merge->stop_count, 1);
}

static struct varlena *
merge_halves(trade_merge *merge, const side_list *sides)
{
	struct varlena *low = merge_sides(merge, sides, TRADE_MERGE_LOW, false);
	struct varlena *high = low != NULL ? merge_sides(merge, sides, TRADE_MERGE_HIGH, false) : NULL;

	return high != NULL ? sanctions_joined_halves(low, high) : NULL;
}

struct varlena *
sanctions_matrix_sum(const sanctions_addend *addend, int count, bool final)
{
	trade_merge merge = {.survey = &whole};
	side_list	sides;
	struct varlena *result;

	sanctions_scratch_begin();
	sides = open_sides(addend, count);
	merge.side_count = sides.count;
	merge.side = sides.side;
	if (sides.count == 0)
		return empty_matrix();
	if (sides.count == 1 && !sides.side[0].negated && !sides.side[0].high)
	{
		sanctions_matrix_check(sides.side[0].reader);
		return copy_bytes(sides.bytes, sides.size);
	}
	merge.prefix = sanctions_scratch(sides.count * sizeof(uint64));
	merge.here = sanctions_scratch(sides.count * sizeof(uint32));
	merge.run_end = sanctions_scratch(sides.count * sizeof(uint32));
	for (int i = 0; i < 2; i++)
		merge.record[i] = sanctions_scratch((sides.count * TRADE_MERGE_AHEAD + 1) * sizeof(trade_merge_record));
	merge_labels(&merge, &sides);
	order_importers(&merge, &sides);
	result = merge_sides(&merge, &sides, TRADE_MERGE_WHOLE, final);
	if (result != NULL || !merge.is_beyond)
		return result;
	if (final)
		(void) sanctions_units_from_sum(&merge.beyond);
	return merge_halves(&merge, &sides);
}

struct varlena *
sanctions_matrix_canonical(struct varlena *matrix)
{
	sanctions_addend addend = {matrix, false};

	return sanctions_state_is_working(matrix) ? sanctions_matrix_sum(&addend, 1, true) : matrix;
}
