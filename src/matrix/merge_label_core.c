/* Merging the labels of matrices. */
#include "matrix/merge_core.h"

/* The first bytes of labels are compared as one number; only where they are equal, the rest. */
#define PREFIX_BYTES 8

/* Labels have a byte or more, and no zero byte. */
static uint64_t
prefix_of(const char *text, int length)
{
	int			count = length < PREFIX_BYTES ? length : PREFIX_BYTES;
	uint64_t	prefix = 0;

	for (int i = 0; i < count; i++)
		prefix = prefix << 8 | (uint8_t) text[i];
	return prefix << 8 * (PREFIX_BYTES - count);
}

/* Of two that begin alike. */
static int
compare_labels(const trade_merge_label *left, const trade_merge_label *right)
{
	if (left->length <= PREFIX_BYTES && right->length <= PREFIX_BYTES)
		return 0;
	return trade_label_compare(left->text, left->length, right->text, right->length);
}

static bool
has_label(const trade_merge *merge, uint32_t at)
{
	return merge->side[at].label_at < merge->side[at].reader->shape.label_count;
}

/* The next label of a side, or that it has none.  Codes of countries are in the order of their labels. */
static void
find_label(trade_merge *merge, uint32_t at)
{
	trade_merge_side *side = &merge->side[at];
	const trade_matrix_reader *reader = side->reader;
	trade_merge_label *label = &side->next;

	if (!has_label(merge, at))
	{
		merge->prefix[at] = TRADE_MERGE_END;
		return;
	}
	if (reader->shape.kind == TRADE_LABEL_COUNTRY)
	{
		label->length = TRADE_LABEL_COUNTRY_BYTES;
		merge->prefix[at] = label->country = trade_matrix_country_label(reader, side->label_at);
		return;
	}
	label->text = trade_matrix_next_label(reader, side->label_at, &side->text_at, &label->length, NULL);
	merge->prefix[at] = prefix_of(label->text, label->length);
}

void
trade_merge_begin(trade_merge *merge)
{
	merge->label_count = 0;
	merge->numbers = 1;
	for (uint32_t i = 0; i < merge->side_count; i++)
	{
		if (merge->side[i].reader->shape.has_quantity)
			merge->numbers = TRADE_MATRIX_NUMBERS;
		merge->side[i].label_at = merge->side[i].text_at = 0;
		find_label(merge, i);
	}
}

/* Whether the next label of a side comes before another's that begins alike. */
static bool
comes_before(const trade_merge *merge, uint32_t at, uint32_t other)
{
	return has_label(merge, at) &&
		(!has_label(merge, other) || compare_labels(&merge->side[at].next, &merge->side[other].next) < 0);
}

/* The side whose next label comes first. */
static uint32_t
first_side(const trade_merge *merge)
{
	const uint64_t *prefix = merge->prefix;
	uint32_t	first = 0;

	for (uint32_t i = 1; i < merge->side_count; i++)
		if (prefix[i] < prefix[first] || (prefix[i] == prefix[first] && comes_before(merge, i, first)))
			first = i;
	return first;
}

/* The label that comes next; false where none is left. */
static bool
merge_label(trade_merge *merge)
{
	trade_merge_label *label = &merge->label[merge->label_count];
	uint32_t	first = first_side(merge);
	uint64_t	prefix = merge->prefix[first];

	if (!has_label(merge, first))
		return false;
	*label = merge->side[first].next;
	for (uint32_t i = first; i < merge->side_count; i++)
		if (merge->prefix[i] == prefix && has_label(merge, i) && compare_labels(&merge->side[i].next, label) == 0)
		{
			merge->side[i].label[merge->side[i].label_at++] = merge->label_count;
			find_label(merge, i);
		}
	merge->label_count++;
	return true;
}

bool
trade_merge_labels(trade_merge *merge)
{
	for (uint32_t looks = 0; looks < TRADE_CELLS_PER_CALL; looks += merge->side_count)
		if (!merge_label(merge))
			return false;
	return true;
}

void
trade_merge_write_labels(const trade_merge *merge, uint8_t *bytes)
{
	const trade_matrix_shape *shape = &merge->survey->shape;
	uint32_t	text_at = 0;

	for (uint32_t id = 0; id < merge->label_count; id++)
	{
		const trade_merge_label *label = &merge->label[id];
		uint32_t	place = merge->label_place[id];

		if (place == TRADE_MERGE_NONE)
			continue;
		if (shape->kind == TRADE_LABEL_COUNTRY)
			trade_put_unsigned(bytes + TRADE_MATRIX_HEAD + 2 * place, label->country, 2);
		else
			trade_matrix_write_label(shape, bytes, place, &text_at, label->text, label->length);
	}
}
