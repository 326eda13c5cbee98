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

/* The next label of a side, or that it has none. */
static void
find_label(trade_merge *merge, uint32_t at)
{
	trade_merge_side *side = &merge->side[at];
	trade_merge_label *label = &side->next;

	merge->prefix[at] = TRADE_MERGE_END;
	if (side->label_at == side->reader->shape.label_count)
		return;
	label->text = trade_matrix_next_label(side->reader, side->label_at, &side->text_at, &label->length,
										  label->country);
	merge->prefix[at] = prefix_of(label->text, label->length);
	/* a place of its own moves with it */
	if (label->text == label->country)
		label->text = NULL;
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

static bool
has_label(const trade_merge *merge, uint32_t at)
{
	return merge->side[at].label_at < merge->side[at].reader->shape.label_count;
}

/* The least prefix of all sides' next labels. */
static uint64_t
least_prefix(const trade_merge *merge)
{
	uint64_t	least = TRADE_MERGE_END;

	for (uint32_t i = 0; i < merge->side_count; i++)
		least = merge->prefix[i] < least ? merge->prefix[i] : least;
	return least;
}

/* The side whose next label comes first of those that begin so; TRADE_MERGE_NONE where no label is left. */
static uint32_t
first_side(const trade_merge *merge, uint64_t prefix)
{
	uint32_t	first = TRADE_MERGE_NONE;

	for (uint32_t i = 0; i < merge->side_count; i++)
	{
		if (merge->prefix[i] != prefix || !has_label(merge, i))
			continue;
		if (first == TRADE_MERGE_NONE || compare_labels(&merge->side[i].next, &merge->side[first].next) < 0)
			first = i;
	}
	return first;
}

/* The label that comes next; false where none is left. */
static bool
merge_label(trade_merge *merge)
{
	trade_merge_label *label = &merge->label[merge->label_count];
	uint64_t	prefix = least_prefix(merge);
	uint32_t	first = first_side(merge, prefix);

	if (first == TRADE_MERGE_NONE)
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
